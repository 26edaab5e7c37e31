//! Before the first question: what is asked, and for whom one writes.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField, icon::Icon, unfinished::Unfinished},
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{refusal::Refusal, years::PlanningYear};
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
}

/// `/usulan/baru`
#[component]
pub fn NewProposal() -> impl IntoView {
    let beginning = load(async |web: Web| {
        web.actor.signed_in().ok_or(Refusal::SignInFirst)?;
        let year = draft_page::open_year(&web.services).await?;
        let serves = draft_page::serves(&web.actor).is_some();
        let for_resident = !web.param("atas-nama").is_empty();
        if for_resident && !serves {
            return Err(Refusal::NotYourOffice.into());
        }
        let unfinished = proposal_list::unfinished(&web.services, &web.actor).await?;
        Ok((Head::new(web.text("new.title")), Beginning { year, serves, for_resident, unfinished }))
    });
    view! { <Page of=beginning let:beginning><Start beginning/></Page> }
}

#[component]
fn Start(beginning: Beginning) -> impl IntoView {
    let Beginning { year, serves, for_resident, unfinished } = beginning;
    let id = page_context().new_id();
    let Some(OpenYear { plan_year, stopped }) = year else {
        return view! {
            <div class="page-head"><h1>{t!("new.title")}</h1></div>
            <p class="empty">{t!("new.closed")}</p>
        }
        .into_any();
    };
    let title = if for_resident { t!("new.for_resident") } else { t!("new.title") };
    view! {
        <div class="page-head"><h1>{title}</h1><p class="lead">{t!("new.lead", year = plan_year)}</p></div>
        {stopped.map(|stopped| view! { <Stopped stopped plan_year/> })}
        <ErrorSummary labels=vec![("on_behalf_of", t!("new.resident"))]/>
        <Unfinished lines=unfinished/>
        <ul class="measure">
            <li>{t!("new.tip_problem")}</li>
            <li>{t!("new.tip_photo")}</li>
            <li>{t!("new.tip_saved")}</li>
        </ul>
        <form method="post" action=links::NEW_PROPOSAL class="form">
            <input type="hidden" name="id" value=id.to_string()/>
            {for_resident.then(|| view! { <TextField name="on_behalf_of" label=t!("new.resident") hint=t!("new.resident_hint") autocomplete="off"/> })}
            <div class="cluster"><button class="btn">{t!("new.begin")}</button>
                {(serves && !for_resident).then(|| view! { <a href=format!("{}?atas-nama=1", links::NEW_PROPOSAL)>{t!("new.for_resident")}</a> })}</div>
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
