//! One proposal on the officer's desk. One form at a time; which one stands in the address (`?tindakan=`), so that it
//! works without scripts and comes back with everything typed.

use super::{
    action::Action,
    desk, hall,
    item_forms::{ActionForm, labels, may},
    parts::{DeskHead, head_title, item_facts},
};
use crate::{
    components::{comments::Paragraphs, error_summary::ErrorSummary, status::StatusTag},
    context::page_context,
    format,
    http::{PageError, Web},
    links, live,
    page::{Page, load, part},
    shell::Head,
    text::{self, said, t_code},
};
use domain::{
    city::Setting,
    proposal::{Progress, Status},
};
use leptos::prelude::*;
use services::{
    news::Topic,
    queries::meeting_page::{CasePage, MeetingPage, case_page},
};

/// `/musrenbang/:id/usulan/:proposal`
#[component]
pub fn MeetingProposal() -> impl IntoView {
    let proposal = part("proposal").ok().map(Topic::Proposal);
    live::watch(part("id").ok().map(Topic::Meeting).into_iter().chain(proposal));
    let case = load(async |web: Web| {
        let (page, permit) = desk(&web).await?;
        let case = case_page(&web.services, &permit, &page, part("proposal")?).await?.ok_or(PageError::NotFound)?;
        if web.has_problems() {
            // Who may not decide on it is told so, whatever else is wrong with what was sent.
            permit.on(&case.item.authorship())?;
        }
        let chosen = web.filter("tindakan", Action::from_code);
        let head = Head::new(format!("{} · {}", case.item.title, head_title(&web, &page.meeting)));
        Ok((head.of_persons(case.on_behalf_of.is_some()), (page, case, chosen)))
    });
    view! { <Page of=case let:shown><Case page=shown.0 case=shown.1 chosen=shown.2/></Page> }
}

#[component]
fn Case(page: MeetingPage, case: CasePage, chosen: Option<Action>) -> impl IntoView {
    let context = page_context();
    let until = context.today() + chrono::Days::new(context.city.number(Setting::ReturnDays).into());
    let item = case.item.clone();
    let is_checked = item.status != Status::Submitted;
    let chosen = chosen.or_else(|| (is_checked && may(Action::Decide, &case)).then_some(Action::Decide));
    let next = page.to_verify().into_iter().find(|other| other.proposal != item.proposal);
    let id = page.meeting.id;
    view! {
        <DeskHead page=page.clone() title=item.title.clone()/>
        <p class="cluster">
            <StatusTag status=item.status/>
            <a href=links::proposal(item.proposal)>{item.number.to_string()}</a>
            <span class="soft">{item_facts(&item)}</span>
        </p>
        {case.is_own.then(|| view! {
            <p class="notice notice--warn">{if case.item.is_recorded { t!("item.recorded") } else { t!("item.own") }}</p>
        })}
        <Duplicate case=case.clone()/>
        <div class="two-col">
            <div class="stack-l">
                <Actions page=page.clone() case=case.clone() chosen/>
                <ErrorSummary labels=labels()/>
                {chosen.map(|action| view! { <ActionForm action page=page.clone() case=case.clone() until=until.to_string()/> })}
                <Words case=case.clone()/>
            </div>
            <aside class="side stack"><Facts case/></aside>
        </div>
        {next.map(|next| view! {
            <p class="pagination"><a class="btn btn--plain" href=hall::kept(links::meeting_item(id, next.proposal))>{t!("item.next", title = next.title)}</a></p>
        })}
    }
}

#[component]
fn Duplicate(case: CasePage) -> impl IntoView {
    case.merged_into.map(|(id, number, title)| {
        view! { <p class="notice notice--info"><span>{t!("item.merged_into")} " " <a href=links::proposal(id)>{number} " " {title}</a></span></p> }
    })
}

/// Verify is one button; everything that must be explained leads to its form.
#[component]
fn Actions(page: MeetingPage, case: CasePage, chosen: Option<Action>) -> impl IntoView {
    let item = case.item.clone();
    let id = page.meeting.id;
    let here = links::meeting_item(id, item.proposal);
    let verify = may(Action::Verify, &case).then(|| {
        view! { <form method="post" action=format!("{here}/{}", Action::Verify.code())><button class="btn">{t!("item.verify")}</button></form> }
    });
    let others: Vec<_> = Action::ALL
        .iter()
        .copied()
        .filter(|action| *action != Action::Verify && may(*action, &case))
        .map(|action| {
            let current = (chosen == Some(action)).then_some("true");
            view! { <li><a class="chip" href=hall::kept(format!("{here}?tindakan={}", action.code())) aria-current=current>{t_code("item_action", action.code())}</a></li> }
        })
        .collect();
    let marked = case.events.last().map_or(item.status, |entry| entry.event.to.status);
    let works = (!Progress::offered(&page_context().actor, marked, (item.proposal, item.agency)).is_empty())
        .then(|| view! { <p><a class="btn" href=links::proposal_part(item.proposal, "pelaksanaan")>{t!("works.title")}</a></p> });
    view! {
        <section class="stack">
            <h2>{t!("item.what_to_do")}</h2>
            {works}
            {verify}
            {if others.is_empty() { view! { <p class="soft">{t!("item.nothing_to_do")}</p> }.into_any() } else { view! { <ul class="chips">{others}</ul> }.into_any() }}
        </section>
    }
}

#[component]
fn Words(case: CasePage) -> impl IntoView {
    let zone = page_context().zone;
    view! {
        <section class="stack"><h2>{t!("item.problem")}</h2><Paragraphs text=case.problem/></section>
        {(!case.wanted.is_empty()).then(|| view! { <section class="stack"><h2>{t!("item.wanted")}</h2><Paragraphs text=case.wanted.clone()/></section> })}
        {(!case.recommendations.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("item.recommendations")}</h2>
                {case.recommendations.iter().map(|one| view! {
                    <div class="event">
                        <p><b>{text::office(&one.office)}</b></p>
                        <p>{one.text.clone()}</p>
                        <p class="meta">{one.volume.map(|volume| format!("{volume} {} · ", case.item.unit))}
                            {one.cost.map(|cost| format!("{cost} · "))} {format::instant(one.at, zone)}</p>
                    </div>
                }).collect_view()}
            </section>
        })}
        <section class="stack">
            <h2>{t!("item.history")}</h2>
            {case.events.iter().rev().map(|entry| {
                let reason = entry.event.reason.as_ref().map(text::reason);
                view! {
                    <div class="event">
                        <p><b>{t_code("proposal_event", entry.event.kind.code())}</b> " · " {text::office(&entry.office)}</p>
                        {reason.map(|words| view! { <p>{words}</p> })}
                        {entry.event.note.as_ref().map(|note| view! { <p>{said(note.text())}</p> })}
                        <p class="meta">{format::instant(entry.at, zone)}</p>
                    </div>
                }
            }).collect_view()}
        </section>
    }
}

#[component]
fn Facts(case: CasePage) -> impl IntoView {
    let item = case.item;
    let row = |label: String, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| view! { <dt>{label}</dt><dd>{value}</dd> })
    };
    let proposed = item.proposed_cost.filter(|cost| *cost != item.cost).map(|cost| cost.to_string());
    let support = t!("item.support_count", local = item.support.local, other = item.support.other);
    let households = format::count(i64::from(item.beneficiaries));
    let land = item.land_status.as_deref().map(|code| t_code("land_status", code));
    let returned = item.returned_until.filter(|_| item.status == Status::Returned).map(format::day);
    view! {
        <h2>{t!("item.facts")}</h2>
        <dl class="facts">
            {row(t!("item.cost"), Some(item.cost.to_string()))}
            {row(t!("item.proposed_cost"), proposed)}
            {row(t!("item.volume"), item.volume.map(|volume| format!("{volume} {}", item.unit)))}
            {row(t!("item.kind"), Some(if item.physical { t!("item.physical") } else { t!("item.non_physical") }))}
            {row(t!("item.beneficiaries"), Some(households))}
            {row(t!("item.support"), Some(support))}
            {row(t!("item.agency"), item.agency_name)}
            {row(t!("item.land"), land)}
            {row(t!("item.own_contribution"), (item.own_contribution.amount() > 0).then(|| item.own_contribution.to_string()))}
            {row(t!("item.address"), Some(case.address))}
            {row(t!("item.on_behalf_of"), case.on_behalf_of)}
            {row(t!("item.until"), returned)}
        </dl>
        {(!case.photos.is_empty()).then(|| view! { <crate::components::photos::PhotoGrid photos=case.photos/> })}
    }
}
