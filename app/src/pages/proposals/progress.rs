//! What became of a proposal after the meetings, marked by the planners and by the agency
//! that builds. Which marks are offered is what its state and this office allow.

use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, Choices, TextArea, TextField},
        status::StatusTag,
        works::Reported,
    },
    context::page_context,
    http::Web,
    links,
    page::{Page, load, part},
    shell::Head,
    text::t_code,
};
use domain::{
    city::Setting,
    proposal::{Progress, WorksReport},
};
use leptos::prelude::*;
use services::queries::progress_page::{ProgressPage, progress_page};

/// `/usulan/:id/pelaksanaan`
#[component]
pub fn ProposalProgress() -> impl IntoView {
    let works = load(async |web: Web| {
        let page = progress_page(&web.services, &web.actor, part("id")?).await??;
        Ok((Head::new(format!("{} · {}", web.text("works.title"), page.proposal.title)), page))
    });
    view! { <Page of=works let:page><Works page/></Page> }
}

#[component]
fn Works(page: ProgressPage) -> impl IntoView {
    let proposal = page.proposal;
    let (id, status) = (proposal.id, proposal.position.status);
    let number = proposal.number.map(|number| number.to_string()).unwrap_or_default();
    let labels = vec![
        ("mark", t!("item.mark")),
        ("amount", t!("item.amount")),
        ("note", t!("item.note")),
        ("percent", t!("works.percent")),
        ("report", t!("works.report_words")),
    ];
    let (may_report, reported) = (page.may_report, proposal.works);
    let cost = proposal.cost.map(|cost| format!(" · {cost}"));
    let amount = proposal.cost.map(domain::money::Rupiah::grouped).unwrap_or_default();
    let offered = page.offered;
    view! {
        <Crumbs steps=vec![(links::PROPOSALS.into(), t!("proposals.title")), (links::proposal(id), proposal.title)]/>
        <div class="page-head">
            <h1>{t!("works.title")}</h1>
            <p class="meta">{number} {cost} {page.agency.map(|agency| format!(" · {agency}"))}</p>
            <p><StatusTag status=status/></p>
        </div>
        <ErrorSummary labels/>
        <Reported reported/>
        {may_report.then(|| view! { <Report action=links::proposal_part(id, "pelaksanaan/laporan") reported/> })}
        {if offered.is_empty() && may_report {
            ().into_any()
        } else if offered.is_empty() {
            view! { <p class="empty">{t!("works.nothing")}</p> }.into_any()
        } else {
            view! { <Marks action=links::proposal_part(id, "pelaksanaan") offered amount/> }.into_any()
        }}
        <p><a href=links::proposal(id)>{t!("works.back")}</a></p>
    }
    .into_any()
}

#[component]
fn Report(action: String, reported: Option<WorksReport>) -> impl IntoView {
    let percent = reported.map(|works| works.percent.to_string()).unwrap_or_default();
    let days = page_context().city.number(Setting::ReportDays);
    view! {
        <section class="stack">
            <h2>{t!("works.report")}</h2>
            <p class="soft">{t!("works.report_lead", days = days)}</p>
            <form method="post" action=action class="form">
                <TextField name="percent" label=t!("works.percent") hint=t!("works.percent_hint") kind="number" inputmode="numeric" value=percent/>
                <TextArea name="report" label=t!("works.report_words") hint=t!("works.note_hint") rows=3/>
                <button class="btn">{t!("works.report_do")}</button>
            </form>
        </section>
    }
}

#[component]
fn Marks(action: String, offered: Vec<Progress>, amount: String) -> impl IntoView {
    let has_amount = offered.iter().any(|mark| matches!(mark, Progress::Rkpd | Progress::Apbd));
    let only = match offered.as_slice() {
        [only] => only.code(),
        _ => "",
    };
    let choices = offered.into_iter().map(|mark| Choice::new(mark.code(), t_code("progress", mark.code()))).collect();
    view! {
        <h2>{t!("works.mark")}</h2>
        <form method="post" action=action class="form">
            <Choices name="mark" legend=t!("item.mark") value=only choices/>
            {has_amount.then(|| view! { <TextField name="amount" label=t!("item.amount") hint=t!("item.amount_hint") inputmode="numeric" value=amount/> })}
            <TextArea name="note" label=t!("item.note") hint=t!("works.note_hint") rows=3/>
            <button class="btn">{t!("works.save")}</button>
        </form>
    }
    .into_any()
}
