//! After the response period: the frozen figures beside what was needed, what the agency owes, and what it did.

use crate::{
    components::{comments::Paragraphs, icon::Icon},
    format,
    text::{said, t_code},
};
use domain::{
    clock::Day,
    plan::{Evaluation, Outcome, PlanEventKind},
    ratio::Ratio,
};
use leptos::prelude::*;
use services::{ledger::RecordedPlanEvent, queries::plans::PlanPage};

#[component]
pub fn Results(page: PlanPage, today: Day) -> impl IntoView {
    let follow_up = page.events.iter().rev().find(|event| event.kind == PlanEventKind::FollowedUp).cloned();
    let duty = page.plan.duty();
    view! {
        {page.plan.evaluation.map(|evaluation| view! { <Figures evaluation/> })}
        {duty.map(|duty| {
            let days = (today - duty.due_on).num_days();
            let words = t_code("duty_owed", duty.kind.code());
            let due = t!("result.due", agency = page.agency.name.clone(), day = format::day(duty.due_on));
            if duty.is_overdue(today) {
                view! { <div class="notice notice--error"><Icon name="warning"/><div><p><strong>{t!("result.overdue", days = days)}</strong></p><p>{words} " " {due}</p></div></div> }.into_any()
            } else {
                view! { <div class="notice notice--warn"><Icon name="clock"/><div><p>{words} " " {due}</p></div></div> }.into_any()
            }
        })}
        {follow_up.map(|event| view! { <FollowUp event/> })}
    }
    .into_any()
}

/// `71,4%` or `71%`, cut, not rounded: 59,9% is not 60%.
fn percent(share: Option<Ratio>) -> String {
    share.map_or_else(
        || "–".to_owned(),
        |share| {
            let thousandths = share.thousandths();
            let tenths = if thousandths % 10 == 0 { String::new() } else { format!(",{}", thousandths % 10) };
            format!("{}{tenths}%", thousandths / 10)
        },
    )
}

#[component]
fn Figures(evaluation: Evaluation) -> impl IntoView {
    let Evaluation { rule, tally, needed, support_share, local_share, outcome, .. } = evaluation;
    let reached = |share: Option<Ratio>, least| share.is_some_and(|share| share.is_at_least_percent(least));
    let count = format::count(i64::from(tally.count()));
    let mut rows = vec![
        (t!("result.answers"), count, t!("result.least", number = format::count(i64::from(needed))), tally.count() >= needed),
        (
            t!("result.support"),
            percent(support_share),
            t!("result.least", number = format!("{}%", rule.min_support_percent)),
            reached(support_share, rule.min_support_percent),
        ),
    ];
    if rule.min_local_percent > 0 {
        rows.push((
            t!("result.local"),
            percent(local_share),
            t!("result.least", number = format!("{}%", rule.min_local_percent)),
            reached(local_share, rule.min_local_percent),
        ));
    }
    let (class, icon) = match outcome {
        Outcome::Positive => ("tag tag--yes", "check"),
        Outcome::NotPositive => ("tag tag--no", "x"),
        Outcome::TooFew => ("tag tag--wait", "info"),
    };
    view! {
        <section class="stack">
            <h2>{t!("result.title")}</h2>
            <p><span class=class><Icon name=icon/>{t_code("outcome", outcome.code())}</span></p>
            <p class="measure">{t_code("outcome_help", outcome.code())}</p>
            <table class="data cards">
                <caption class="visually-hidden">{t!("result.title")}</caption>
                <thead><tr><th scope="col">{t!("result.what")}</th><th scope="col">{t!("result.figure")}</th><th scope="col">{t!("result.needed")}</th><th scope="col">{t!("result.met")}</th></tr></thead>
                <tbody>{rows.into_iter().map(|(what, figure, least, met)| {
                    let (class, icon, word) = if met { ("tag tag--yes", "check", t!("result.yes")) } else { ("tag tag--no", "x", t!("result.no")) };
                    view! {
                        <tr>
                            <th scope="row" data-th=t!("result.what")>{what}</th>
                            <td data-th=t!("result.figure")>{figure}</td>
                            <td data-th=t!("result.needed")>{least}</td>
                            <td data-th=t!("result.met")><span class=class><Icon name=icon/>{word}</span></td>
                        </tr>
                    }
                }).collect_view()}</tbody>
            </table>
            <p class="small soft">{t!("result.frozen")}</p>
        </section>
    }
    .into_any()
}

#[component]
fn FollowUp(event: RecordedPlanEvent) -> impl IntoView {
    let zone = crate::context::page_context().zone;
    let kind = event.follow_up.map(|kind| t_code("follow_up", kind.code()));
    view! {
        <section class="official-answer">
            <h2>{t!("result.follow_up")}</h2>
            <p class="cluster">{kind.map(|words| view! { <span class="tag tag--info">{words}</span> })}
                <span class="small">{event.office.clone()} " · " {format::day_of(event.at, zone)}</span></p>
            {event.note.map(|note| view! { <Paragraphs text=said(note.text())/> })}
        </section>
    }
    .into_any()
}
