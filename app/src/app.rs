//! Every page of the site with its address, one line each, by their folders. Files, and what forms are sent to, are in
//! `routes`.

use crate::{
    http::{PageError, stop},
    pages::{
        about, account, calendar, city, codes, data, home, inbox, meetings, offline, people, plans, proposals, region, residents, weights,
    },
};
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{FlatRoutes, Route, Router},
    path,
};
use std::sync::Arc;

/// What is drawn for every page, whichever it is.
pub fn app() -> AnyView {
    view! { <App/> }.into_any()
}

#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=NotFound>
                <PublicPages/>
                <PlanPages/>
                <ProposalPages/>
                <MeetingPages/>
                <AccountPages/>
                <ResidentPages/>
                <OfficePages/>
            </FlatRoutes>
        </Router>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    stop(Arc::new(PageError::NotFound));
}

/// What everybody reads of the city.
#[component(transparent)]
fn PublicPages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/") view=home::FrontPage ssr=SsrMode::Async/>
        <Route path=path!("/wilayah/:code") view=region::OneRegion ssr=SsrMode::Async/>
        <Route path=path!("/kalender") view=calendar::CalendarOfYears ssr=SsrMode::Async/>
        <Route path=path!("/data") view=data::OpenData ssr=SsrMode::Async/>
        <Route path=path!("/cara-kerja") view=about::How ssr=SsrMode::Async/>
        <Route path=path!("/istilah") view=about::Glossary ssr=SsrMode::Async/>
        <Route path=path!("/luring") view=offline::Offline ssr=SsrMode::Async/>
        <Route path=path!("/privasi") view=about::Privacy ssr=SsrMode::Async/>
        <Route path=path!("/aksesibilitas") view=about::Accessibility ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn PlanPages() -> AnyNestedRoute {
    use plans as p;
    view! {
        <Route path=path!("/rencana") view=p::Plans ssr=SsrMode::Async/>
        <Route path=path!("/rencana/kami") view=p::OurPlans ssr=SsrMode::Async/>
        <Route path=path!("/rencana/aturan") view=p::ResponseRulePage ssr=SsrMode::Async/>
        <Route path=path!("/rencana/baru") view=p::NewPlan ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id") view=p::OnePlan ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/ubah") view=p::PlanDraftForm ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/foto") view=p::PlanPhotos ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/pratinjau") view=p::PlanPreview ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/tindak-lanjut") view=p::PlanFollowUp ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/kemajuan") view=p::PlanProgress ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/tarik") view=p::PlanWithdrawal ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn ProposalPages() -> AnyNestedRoute {
    use proposals as p;
    view! {
        <Route path=path!("/usulan") view=p::Proposals ssr=SsrMode::Async/>
        <Route path=path!("/usulan-saya") view=p::MyProposals ssr=SsrMode::Async/>
        <Route path=path!("/usulan/baru") view=p::NewProposal ssr=SsrMode::Async/>
        <Route path=path!("/usulan/:id") view=p::OneProposal ssr=SsrMode::Async/>
        <Route path=path!("/usulan/:id/keberatan") view=p::ProposalObjection ssr=SsrMode::Async/>
        <Route path=path!("/usulan/:id/pelaksanaan") view=p::ProposalProgress ssr=SsrMode::Async/>
        <Route path=path!("/usulan/:id/tarik") view=p::ProposalWithdrawal ssr=SsrMode::Async/>
        <Route path=path!("/usulan/:id/ubah/:langkah") view=p::ProposalQuestion ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn MeetingPages() -> AnyNestedRoute {
    use meetings as p;
    view! {
        <Route path=path!("/musrenbang") view=p::Meetings ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id") view=p::OneMeeting ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/cetak") view=p::MeetingMinutes ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/kerja") view=p::MeetingWork ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/buka") view=p::MeetingOpening ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/usulan/:proposal") view=p::MeetingProposal ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/skor") view=p::MeetingScores ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/urutan") view=p::MeetingOrder ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/urutan/pindah") view=p::MeetingMove ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/delegasi") view=p::MeetingDelegates ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/periksa") view=p::MeetingCheck ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/pengesahan") view=p::MeetingPapers ssr=SsrMode::Async/>
        <Route path=path!("/musrenbang/:id/buka-kembali") view=p::MeetingReopening ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn AccountPages() -> AnyNestedRoute {
    use account as p;
    view! {
        <Route path=path!("/daftar") view=p::Register ssr=SsrMode::Async/>
        <Route path=path!("/masuk") view=p::SignIn ssr=SsrMode::Async/>
        <Route path=path!("/masuk/lupa") view=p::ForgotPassword ssr=SsrMode::Async/>
        <Route path=path!("/masuk/kode") view=p::ResetPassword ssr=SsrMode::Async/>
        <Route path=path!("/akun") view=p::MyAccount ssr=SsrMode::Async/>
        <Route path=path!("/akun/kontak") view=p::MyContacts ssr=SsrMode::Async/>
        <Route path=path!("/akun/kata-sandi") view=p::ChangePassword ssr=SsrMode::Async/>
        <Route path=path!("/akun/domisili") view=p::MyHome ssr=SsrMode::Async/>
        <Route path=path!("/akun/dua-langkah") view=p::MySecondStep ssr=SsrMode::Async/>
        <Route path=path!("/akun/dua-langkah/lepas") view=p::SecondStepRemoval ssr=SsrMode::Async/>
        <Route path=path!("/akun/dua-langkah/kode") view=p::NewRecoveryCodes ssr=SsrMode::Async/>
        <Route path=path!("/akun/kunci-sandi") view=p::MyPasskeys ssr=SsrMode::Async/>
        <Route path=path!("/akun/kunci-sandi/:id") view=p::OnePasskey ssr=SsrMode::Async/>
        <Route path=path!("/akun/bukti") view=p::MyProofs ssr=SsrMode::Async/>
        <Route path=path!("/akun/hapus") view=p::AccountDeletion ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Who lives where, and the codes that people without a phone come in with.
#[component(transparent)]
fn ResidentPages() -> AnyNestedRoute {
    use residents as p;
    view! {
        <Route path=path!("/warga") view=p::Residents ssr=SsrMode::Async/>
        <Route path=path!("/warga/kode") view=codes::ResidentCodes ssr=SsrMode::Async/>
        <Route path=path!("/warga/:id/batal") view=p::ConfirmationWithdrawal ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// What offices work with beside plans, proposals and meetings.
#[component(transparent)]
fn OfficePages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/kotak-kerja") view=inbox::OwnInbox ssr=SsrMode::Async/>
        <Route path=path!("/admin/kota") view=city::CitySettings ssr=SsrMode::Async/>
        <Route path=path!("/admin/bobot") view=weights::Weights ssr=SsrMode::Async/>
        <Route path=path!("/admin/orang") view=people::AllPeople ssr=SsrMode::Async/>
        <Route path=path!("/admin/orang/:id") view=people::OnePerson ssr=SsrMode::Async/>
        <Route path=path!("/admin/penunjukan") view=people::Appointments ssr=SsrMode::Async/>
        <Route path=path!("/admin/log") view=people::Log ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
