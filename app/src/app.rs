//! Every page of the site with its address, one line each, by their folders. Files, and what forms are sent to, are in
//! `routes`.

use crate::{
    http::{PageError, stop},
    pages::{about, calendar, city, data, home, inbox, people, plans, region, weights},
};
use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode,
    any_nested_route::IntoAnyNestedRoute,
    components::{FlatRoutes, Route, Router},
    path,
};
use std::sync::Arc;

/// What is between the document's first line and its last.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=NotFound>
                <PublicPages/>
                <PlanPages/>
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
fn PublicPages() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/") view=home::FrontPage ssr=SsrMode::Async/>
        <Route path=path!("/wilayah") view=region::ChosenRegion ssr=SsrMode::Async/>
        <Route path=path!("/wilayah/:code") view=region::OneRegion ssr=SsrMode::Async/>
        <Route path=path!("/kalender") view=calendar::CalendarOfYears ssr=SsrMode::Async/>
        <Route path=path!("/data") view=data::OpenData ssr=SsrMode::Async/>
        <Route path=path!("/cara-kerja") view=about::How ssr=SsrMode::Async/>
        <Route path=path!("/istilah") view=about::Glossary ssr=SsrMode::Async/>
        <Route path=path!("/privasi") view=about::Privacy ssr=SsrMode::Async/>
        <Route path=path!("/aksesibilitas") view=about::Accessibility ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component(transparent)]
fn PlanPages() -> impl MatchNestedRoutes + Clone {
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

/// What offices work with beside plans, proposals and meetings.
#[component(transparent)]
fn OfficePages() -> impl MatchNestedRoutes + Clone {
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
