//! Where one begins: the first page, with for whom one writes. Nothing is kept before it is sent.

use super::{
    need::NeedFields,
    question::Question,
    steps::{GoOn, StepBar, labels},
};
use crate::{
    components::{error_summary::ErrorSummary, field::TextField, icon::Icon, unfinished::Unfinished},
    context::page_context,
    format,
    forms::FormState,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{proposal::Draft, refusal::Refusal, region::RegionCode, years::PlanningYear};
use leptos::prelude::*;
use services::{
    queries::{
        draft_page::{self, OpenYear},
        proposal_list,
    },
    store::proposals::DraftLine,
};

/// Who writes, for whom, and what they have begun already.
#[derive(Clone)]
struct Beginning {
    year: Option<OpenYear>,
    /// An office may write for residents.
    serves: bool,
    for_resident: bool,
    unfinished: Vec<DraftLine>,
    /// Where similar ones are looked for: at one's home, or where one's office is.
    near: Option<RegionCode>,
}

/// `/usulan/baru`
#[component]
pub fn NewProposal() -> impl IntoView {
    let beginning = load(async |web: Web| {
        web.actor.signed_in().ok_or(Refusal::SignInFirst)?;
        let year = draft_page::open_year(&web.services).await?;
        let (home, office) = (web.actor.signed_in().and_then(|signed| signed.home.clone()), draft_page::serves(&web.actor));
        let serves = office.is_some();
        let for_resident = !web.param("atas-nama").is_empty();
        if for_resident && !serves {
            return Err(Refusal::NotYourOffice.into());
        }
        let near = office.filter(|_| for_resident).or(home).and_then(|place| place.kelurahan());
        let unfinished = proposal_list::unfinished(&web.services, &web.actor).await?;
        Ok((Head::new(web.text("new.title")), Beginning { year, serves, for_resident, unfinished, near }))
    });
    view! { <Page of=beginning let:beginning><Start beginning/></Page> }
}

#[component]
fn Start(beginning: Beginning) -> impl IntoView {
    let Beginning { year, serves, for_resident, unfinished, near } = beginning;
    let id = FormState::value("id", &page_context().new_id().to_string());
    let Some(OpenYear { plan_year, catalogue, stopped }) = year else {
        return view! {
            <div class="page-head"><h1>{t!("new.title")}</h1></div>
            <p class="empty">{t!("new.closed")}</p>
        }
        .into_any();
    };
    let title = if for_resident { t!("new.for_resident") } else { t!("new.title") };
    let labels = [("on_behalf_of", t!("new.resident"))].into_iter().chain(labels(Question::Need)).collect::<Vec<_>>();
    view! {
        <StepBar question=Question::Need/>
        <div class="page-head">
            <h1>{title}</h1><p class="lead">{t!("new.lead", year = plan_year)}</p>
            {(serves && !for_resident).then(|| view! { <p><a href=links::new_for_resident()>{t!("new.for_resident")}</a></p> })}
        </div>
        {stopped.map(|stopped| view! { <Stopped stopped plan_year/> })}
        <ErrorSummary labels/>
        <Unfinished lines=unfinished/>
        <form method="post" action=links::NEW_PROPOSAL class="form">
            <input type="hidden" name="id" value=id.clone()/>
            {for_resident.then(|| view! { <TextField name="on_behalf_of" label=t!("new.resident") hint=t!("new.resident_hint") autocomplete="off"/> })}
            <NeedFields id draft=Draft::default() catalogue near/>
            <GoOn/>
        </form>
        <p class="soft">{t!("new.not_a_complaint")}</p>
    }
    .into_any()
}

/// The running year takes no new proposals any more: said before anything is written.
#[component]
fn Stopped(stopped: PlanningYear, plan_year: u16) -> impl IntoView {
    let from = stopped.plan_year;
    let first = stopped.first_stage().and_then(|stage| Some((stage.kind, stage.closes_on?)));
    let words = match first {
        Some((kind, last)) => {
            t!("new.stopped_on", stage = t_code("stage", kind.code()), from = from, day = format::day(last), year = plan_year)
        }
        None => t!("new.stopped", from = from, year = plan_year),
    };
    view! { <p class="notice notice--info notice--wide"><Icon name="clock"/><span>{words}</span></p> }
}
