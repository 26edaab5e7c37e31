//! Proposals in a list: title, place, cost, support, journey and status.

use crate::{
    components::{
        face::{Face, Thumb},
        journey::JourneyBar,
        status::StatusTag,
    },
    context::page_context,
    format, links,
    text::{self, t_code},
};
use domain::{proposal::Status, region::RegionCode};
use leptos::prelude::*;
use services::{queries::proposal_list::Pipelines, store::proposals::ProposalLine};
use std::collections::BTreeMap;

/// `RT 18, Kel. Legok`
pub fn place_words(line: &ProposalLine) -> String {
    place_of(line.rt.as_ref().unwrap_or(line.number.kelurahan()), &line.kelurahan)
}

/// The same where there is no line of a list.
pub fn place_of(code: &RegionCode, kelurahan: &str) -> String {
    let kelurahan = text::kelurahan(Some(code), kelurahan);
    match code.rt_number() {
        Some(number) => t!("proposals.place_rt", number = number, kelurahan = kelurahan),
        None => kelurahan,
    }
}

/// Support per hundred households, from a rate per million: `12,3`.
pub fn per_hundred(rate: i64) -> String {
    format!("{},{}", format::count(rate / 10_000), rate / 1000 % 10)
}

#[component]
pub fn ProposalItems(lines: Vec<ProposalLine>, pipelines: Pipelines) -> impl IntoView {
    let items = lines.into_iter().map(move |line| {
        let pipeline = pipelines.get(&line.cycle).cloned().unwrap_or_default();
        view! { <ProposalItem line pipeline/> }
    });
    view! { <ul class="list list--rich">{items.collect_view()}</ul> }
}

#[component]
fn ProposalItem(line: ProposalLine, pipeline: domain::cycle::Pipeline) -> impl IntoView {
    let zone = page_context().zone;
    let cost = match (line.budget, line.cost) {
        (Some(budget), Some(cost)) if budget != cost => Some(format!(" · {}", t!("proposals.budgeted", budget = budget, cost = cost))),
        (budget, cost) => budget.or(cost).map(|amount| format!(" · {amount}")),
    };
    let (position, since) = (line.position, format::day_of(line.status_since, zone));
    let stage = t_code("stage", position.stage.code());
    view! {
        <li>
            <Thumb face=Face::of_line(&line)/>
            <h3><a href=links::proposal(line.id)>{line.title.clone()}</a></h3>
            <JourneyBar pipeline position/>
            <p class="meta">{place_words(&line)} {cost} " · " {line.number.to_string()}</p>
            <p class="status">
                <StatusTag status=position.status/>
                <span>{t!("proposals.at_stage_since", stage = stage, day = since)}</span>
            </p>
            <p class="meta">
                {t!("proposals.support", count = format::count(line.support_count.into()))}
                {(line.support_rate > 0).then(|| t!("proposals.support_rate", rate = per_hundred(line.support_rate)))}
                {(line.comment_count > 0).then(|| t!("proposals.comments", count = format::count(line.comment_count.into())))}
            </p>
        </li>
    }
    .into_any()
}

/// How many proposals of a place have which status; each leads to them.
#[component]
pub fn StatusChips(by_status: BTreeMap<Status, i64>, all: String) -> impl IntoView {
    let chips = by_status.into_iter().map(|(status, count)| {
        view! {
            <li><a class="chip" href=format!("{all}&status={}", status.code())>
                {t_code("proposal_status", status.code())} " " <b class="num">{format::count(count)}</b></a></li>
        }
    });
    view! { <ul class="chips">{chips.collect_view()}</ul> }.into_any()
}
