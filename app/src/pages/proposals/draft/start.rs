//! `/usulan/baru`: what is asked, and for whom one writes.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField, icon::Icon, unfinished::Unfinished},
    context::page_context,
    format,
    forms::{Fields, Reading},
    http::{PageResult, Web, go},
    links,
    shell::Head,
    text::t_code,
};
use axum::Form;
use domain::{account::ResidentName, ids::ProposalId, refusal::Refusal, years::PlanningYear};
use leptos::prelude::*;
use services::{
    commands::{self, DraftStart},
    queries::{
        draft_page::{self, OpenYear},
        proposal_list,
    },
    store::proposals::DraftLine,
};

pub async fn show(web: Web) -> PageResult {
    web.actor.signed_in().ok_or(Refusal::SignInFirst)?;
    let year = draft_page::open_year(&web.services).await?;
    let serves = draft_page::serves(&web.actor).is_some();
    let for_resident = !web.param("atas-nama").is_empty();
    if for_resident && !serves {
        return Err(Refusal::NotYourOffice.into());
    }
    let unfinished = proposal_list::unfinished(&web.services, &web.actor).await?;
    let head = Head::new(web.text("new.title"));
    Ok(web.page(head, move || view! { <Start year=year.clone() serves for_resident unfinished=unfinished.clone()/> }).await)
}

pub async fn submit(mut web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let id: ProposalId = fields.made_id("id", &web.services.clock);
    let for_resident = fields.has("on_behalf_of");
    let mut form = Reading::of(&fields);
    let on_behalf_of = if for_resident { form.read("on_behalf_of", ResidentName::new).map(Some) } else { Some(None) };
    let start = form.done(on_behalf_of.map(|on_behalf_of| DraftStart { id, on_behalf_of }));
    match async { commands::start_draft(&web.services, &web.actor, start?).await }.await {
        Ok(()) => Ok(go(&links::draft_step(id, "masalah"))),
        Err(error) => {
            if for_resident {
                web.query.insert("atas-nama".into(), "1".into());
            }
            show(web.refused(error, fields)?).await
        }
    }
}

#[component]
fn Start(year: Option<OpenYear>, serves: bool, for_resident: bool, unfinished: Vec<DraftLine>) -> impl IntoView {
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
