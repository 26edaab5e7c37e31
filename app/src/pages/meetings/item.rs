//! `/musrenbang/{id}/usulan/{proposal}`: one proposal on the officer's desk. One form at a time; which one stands in
//! the address (`?tindakan=`), so that it works without scripts and comes back with everything typed.

use super::{
    action::Action,
    desk, id_of,
    item_forms::{ActionForm, labels, may},
    parts::{DeskHead, head_title, item_facts},
};
use crate::{
    components::{comments::Paragraphs, error_summary::ErrorSummary, status::StatusTag},
    context::page_context,
    format,
    forms::{Fields, Reading},
    http::{PageError, PageResult, Web, go_with},
    links,
    shell::Head,
    text::{said, t_code},
};
use axum::{Form, extract::Path};
use domain::{
    city::Setting,
    clock::read_day,
    ids::{MusrenbangId, ProposalId},
    money::{Rupiah, Volume},
    musrenbang::Decision,
    proposal::{Progress, ProposalNumber, Status},
    reason::Note,
};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::musrenbang::{self, NewRecommendation, Ruling},
    queries::meeting_page::{CasePage, MeetingPage, case_page},
};

pub async fn show(web: Web, Path((id, proposal)): Path<(String, String)>) -> PageResult {
    let (page, permit) = desk(&web, &id).await?;
    let proposal: ProposalId = proposal.parse().map_err(|_| PageError::NotFound)?;
    let case = case_page(&web.services, &permit, &page, proposal).await?.ok_or(PageError::NotFound)?;
    if web.has_problems() {
        // Who may not decide on it is told so, whatever else is wrong with what was sent.
        permit.on(&case.item.authorship())?;
    }
    let chosen = web.filter("tindakan", Action::from_code);
    let until = web.services.today() + chrono::Days::new(web.city.number(Setting::ReturnDays).into());
    let head = Head::new(format!("{} · {}", case.item.title, head_title(&web, &page.meeting))).of_persons(case.on_behalf_of.is_some());
    Ok(web.page(head, move || view! { <Case page=page.clone() case=case.clone() chosen until=until.to_string()/> }).await)
}

pub async fn act(
    action: Action,
    mut web: Web,
    Path((id, proposal)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let (meeting, subject) = (id_of(&id)?, proposal.parse::<ProposalId>().map_err(|_| PageError::NotFound)?);
    let fields = Fields::new(pairs);
    match take(action, &web, (meeting, subject), &fields).await {
        Ok(()) => Ok(go_with(&after(&web, &id, subject, action).await?, action.notice())),
        Err(error) => {
            web.query.insert("tindakan".into(), action.code().into());
            show(web.refused(error, fields)?, Path((id, proposal))).await
        }
    }
}

/// What the form asks for is read, and done.
async fn take(action: Action, web: &Web, (meeting, subject): (MusrenbangId, ProposalId), fields: &Fields) -> Result<(), CommandError> {
    let (services, actor) = (&web.services, &web.actor);
    let mut form = Reading::of(fields);
    match action {
        Action::Verify => musrenbang::verify_proposal(services, actor, meeting, subject).await,
        Action::Return => {
            let (until, reason) = (form.read("until", read_day), form.reason());
            let (until, reason) = form.done(until.zip(reason))?;
            musrenbang::return_proposal(services, actor, meeting, subject, &reason, until).await
        }
        Action::Reject => {
            let reason = form.reason();
            musrenbang::reject_proposal(services, actor, meeting, subject, &form.done(reason)?).await
        }
        Action::Merge => {
            let (into, reason) = (form.read("into", ProposalNumber::parse), form.reason());
            let (into, reason) = form.done(into.zip(reason))?;
            musrenbang::merge_proposals(services, actor, meeting, subject, &into, &reason).await
        }
        Action::UndoMerge => {
            let reason = form.reason();
            musrenbang::undo_merge(services, actor, meeting, subject, &form.done(reason)?).await
        }
        Action::Reroute => {
            let reason = form.reason();
            musrenbang::reroute_proposal(services, actor, meeting, subject, fields.text("agency"), &form.done(reason)?).await
        }
        Action::Recommend => {
            let (text, volume, cost) = (form.read("text", Note::new), form.any("volume", Volume::parse), form.any("cost", Rupiah::parse));
            let new = form.make(|| Some(NewRecommendation { text: text?, volume: volume?, cost: cost? }))?;
            musrenbang::recommend(services, actor, meeting, subject, &new).await
        }
        Action::Decide => {
            let by_itself = |decision: &Decision| !matches!(decision, Decision::Returned | Decision::Merged);
            let decision = form.choice("decision", |code| Decision::from_code(code).filter(by_itself));
            let reason = if decision.is_some_and(Decision::needs_reason) { form.reason().map(Some) } else { Some(None) };
            let seen = fields.text("seen").parse().ok();
            let ruling = form.done(decision.zip(reason).map(|(decision, reason)| Ruling { decision, reason, seen }))?;
            musrenbang::decide(services, actor, meeting, subject, &ruling).await
        }
        Action::Promote => {
            let reason = form.reason();
            musrenbang::promote_reserve(services, actor, meeting, subject, &form.done(reason)?).await
        }
    }
}

/// After verifying, the next one that waits; a rerouted proposal may have left for another forum.
async fn after(web: &Web, id: &str, proposal: ProposalId, action: Action) -> Result<String, PageError> {
    let (page, _) = desk(web, id).await?;
    let here = page.items.iter().any(|item| item.proposal == proposal);
    let next = page.to_verify().first().map(|item| item.proposal);
    Ok(match (action, next) {
        (Action::Verify | Action::Return | Action::Reject | Action::Merge, Some(next)) => links::meeting_item(page.meeting.id, next),
        _ if here => links::meeting_item(page.meeting.id, proposal),
        _ => links::meeting_part(page.meeting.id, "kerja"),
    })
}

#[component]
fn Case(page: MeetingPage, case: CasePage, chosen: Option<Action>, until: String) -> impl IntoView {
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
                {chosen.map(|action| view! { <ActionForm action page=page.clone() case=case.clone() until/> })}
                <Words case=case.clone()/>
            </div>
            <aside class="side stack"><Facts case/></aside>
        </div>
        {next.map(|next| view! {
            <p class="pagination"><a class="btn btn--plain" href=links::meeting_item(id, next.proposal)>{t!("item.next", title = next.title)}</a></p>
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
            view! { <li><a class="chip" href=format!("{here}?tindakan={}", action.code()) aria-current=current>{t_code("item_action", action.code())}</a></li> }
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
                        <p><b>{one.office.clone()}</b></p>
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
                let reason = entry.event.reason.as_ref().map(|reason| format!("{}: {}", t_code("reason_code", reason.code().code()), said(reason.text())));
                view! {
                    <div class="event">
                        <p><b>{t_code("proposal_event", entry.event.kind.code())}</b> " · " {entry.office.clone()}</p>
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
