//! The officer's page of one meeting: where it is, what to do next, and every page of the work.

use super::{
    action::Action,
    board::{Rows, row_name},
    desk, follow_meeting,
    hall::{self, Desk, Keys},
    money::{Money, MoneyLine},
    papers::PaperLines,
    parts::{DeskHead, MeetingStep, Received, StepLine, facts_line, head_title, item_facts, next_step},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Shown, TextField},
        icon::Icon,
        status::StatusTag,
    },
    context::page_context,
    format,
    http::{PageError, Web},
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    musrenbang::MeetingAct,
    proposal::{EventKind, Status},
};
use leptos::prelude::*;
use services::{queries::meeting_page::MeetingPage, store::musrenbangs::Item};

/// `/musrenbang/:id/kerja`
#[component]
pub fn MeetingWork() -> impl IntoView {
    follow_meeting();
    let meeting = load(at_work);
    view! { <Page of=meeting let:shown><Work page=shown.0 verifiable=shown.1/></Page> }
}

/// The meeting, and what may be said to be complete right there.
async fn at_work(web: Web) -> Result<(Head, (MeetingPage, Vec<ProposalId>)), PageError> {
    let (page, permit) = desk(&web).await?;
    let may_be = |item: &&Item| item.status.awaits_decision() && page.offers_on(&permit, item, EventKind::Verified);
    let verifiable = page.items.iter().filter(may_be).map(|item| item.proposal).collect();
    Ok((Head::new(head_title(&web, &page.meeting)), (page, verifiable)))
}

#[component]
fn Work(page: MeetingPage, verifiable: Vec<ProposalId>) -> impl IntoView {
    let (today, is_hall) = (page_context().today(), page_context().is_hall());
    let meeting = page.meeting.clone();
    let (waiting, decided): (Vec<Item>, Vec<Item>) = page.items.iter().cloned().partition(|item| item.status.awaits_decision());
    let missing = page.missing.clone();
    view! {
        <DeskHead page=page.clone() title=t!("meeting.work")/>
        {(!is_hall).then(|| view! { <p class="soft">{facts_line(&meeting)}</p><StepLine page=page.clone()/> })}
        <Desk/>
        <NextThing page=page.clone()/>
        {if is_hall {
            view! { <MoneyLine page=page.clone()/><Keys/> }.into_any()
        } else {
            view! { <Pages page=page.clone()/><Money page=page.clone()/> }.into_any()
        }}
        {page.offers(MeetingAct::Schedule).then(|| view! { <Schedule page=page.clone()/> })}
        <PapersBelow page=page.clone()/>
        {(!missing.is_empty() && !meeting.status.has_closed()).then(|| view! {
            <section class="stack">
                <h2>{t!("meeting.missing", count = missing.len())}</h2>
                <p class="soft">{t!("meeting.missing_words")}</p>
                <Rows rows=missing today/>
            </section>
        })}
        <Items heading=t!("work.waiting") empty=t!("work.nothing_waiting") items=waiting verifiable page=page.clone()/>
        {(!decided.is_empty()).then(|| view! { <Items heading=t!("work.decided") empty=String::new() items=decided page/> })}
    }
}

/// Whose signed minutes have been received, and whose are awaited.
#[component]
fn PapersBelow(page: MeetingPage) -> impl IntoView {
    let awaited: Vec<String> = page.papers_below.awaited.iter().map(row_name).collect();
    let (received, closed) = (page.papers_below.received, page.papers_below.received + awaited.len());
    (closed > 0).then(|| {
        view! {
            <details class="small">
                <summary>{t!("papers.below", received = received, closed = closed)}</summary>
                <ul>{awaited.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
            </details>
        }
    })
}

/// One sentence and one button.
#[component]
fn NextThing(page: MeetingPage) -> impl IntoView {
    let id = page.meeting.id;
    let is_rt = page.meeting.stage == StageKind::Rt;
    let Some(step) = next_step(&page) else {
        return view! {
            <div class="card card--act">
                <h2>{t!("work.done")}</h2>
                <p>{t!("work.done_words")}</p>
                <Received page=page.clone()/>
                <PaperLines page=page.clone()/>
                <p class="cluster">
                    <a class="btn" href=links::meeting_part(id, "cetak")><Icon name="printer"/>{t!("meeting.print")}</a>
                    {(page.offers(MeetingAct::Sign) || page.offers(MeetingAct::Send)).then(|| view! {
                        <a class="btn btn--plain" href=links::meeting_part(id, "pengesahan")>{t!("papers.title")}</a>
                    })}
                    {page.offers(MeetingAct::Reopen).then(|| view! {
                        <a class="btn btn--plain" href=links::meeting_part(id, "buka-kembali")>{t!("reopen.title")}</a>
                    })}
                </p>
            </div>
        }
        .into_any();
    };
    let unseen = page.to_verify().first().map(|item| item.proposal);
    let part = |name: &str| hall::part(id, name);
    let (words, href, button) = match step {
        MeetingStep::Prepare => (t!("work.prepare"), format!("{}#jadwal", part("kerja")), t!("work.prepare_do")),
        MeetingStep::Open => (t!("work.open"), part("buka"), t!("work.open_do")),
        MeetingStep::Discuss => match unseen {
            Some(proposal) => {
                (t!("work.verify", count = page.to_verify().len()), hall::kept(links::meeting_item(id, proposal)), t!("work.verify_do"))
            }
            None => (t!("work.score"), part("skor"), t!("work.score_do")),
        },
        MeetingStep::Order if is_rt => (t!("work.order_rt"), part("urutan"), t!("work.order_do")),
        MeetingStep::Order => (t!("work.order"), part("urutan"), t!("work.order_do")),
        MeetingStep::Delegates => (t!("work.delegates"), part("delegasi"), t!("work.delegates_do")),
        MeetingStep::Close => (t!("work.close", count = page.blockers.len()), part("periksa"), t!("work.close_do")),
    };
    let also_verify = (matches!(step, MeetingStep::Prepare | MeetingStep::Open) && !is_rt).then_some(unseen).flatten();
    view! {
        <div class="card card--act">
            <h2>{t!("work.next")}</h2>
            <p>{words}</p>
            <p class="cluster"><a class="btn" href=href>{button}</a>
                {also_verify.map(|proposal| view! {
                    <a class="btn btn--plain" href=hall::kept(links::meeting_item(id, proposal))>{t!("work.verify_meanwhile", count = page.to_verify().len())}</a>
                })}</p>
        </div>
    }
    .into_any()
}

/// Every page of the work, in the order of the steps.
#[component]
fn Pages(page: MeetingPage) -> impl IntoView {
    let id = page.meeting.id;
    let has_scores = page.meeting.stage != StageKind::Rt;
    let mut parts = vec![("buka", t!("opening.title"))];
    parts.extend(has_scores.then(|| ("skor", t!("scores.title"))));
    parts.push(("urutan", t!("order.title")));
    parts.extend(page.next.map(|_| ("delegasi", t!("delegates.title"))));
    parts.push(("periksa", t!("check.title")));
    view! {
        <nav aria-label=t!("work.pages")><ul class="chips">{parts.into_iter().map(|(part, words)| view! {
            <li><a class="chip" href=links::meeting_part(id, part)>{words}</a></li>
        }).collect_view()}
            <li><a class="chip" href=links::meeting(id)>{t!("work.public")}</a></li>
        </ul></nav>
    }
}

#[component]
fn Schedule(page: MeetingPage) -> impl IntoView {
    let meeting = page.meeting;
    let day = meeting.scheduled_on.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <section class="stack" id="jadwal">
            <h2>{t!("schedule.title")}</h2>
            <ErrorSummary labels=vec![("scheduled_on", t!("schedule.day")), ("place", t!("schedule.place"))]/>
            <form method="post" action=links::meeting_part(meeting.id, "jadwal") class="form">
                <Shown name="scheduled_on" value=day.clone()/>
                <Shown name="place" value=meeting.place.clone()/>
                <TextField name="scheduled_on" label=t!("schedule.day") hint=t!("schedule.day_hint") kind="date" value=day/>
                <TextField name="place" label=t!("schedule.place") value=meeting.place/>
                <button class="btn">{t!("schedule.save")}</button>
            </form>
        </section>
    }
}

#[component]
fn Items(
    heading: String,
    empty: String,
    items: Vec<Item>,
    /// What may be said to be complete right here.
    #[prop(optional)]
    verifiable: Vec<ProposalId>,
    page: MeetingPage,
) -> impl IntoView {
    let zone = page_context().zone;
    let id = page.meeting.id;
    view! {
        <section class="stack">
            <h2>{heading} " (" {items.len()} ")"</h2>
            {items.is_empty().then(|| view! { <p class="empty">{empty}</p> })}
            <ul class="inbox">{items.into_iter().map(|item| {
                let since = format::day_of(item.status_since, zone);
                view! {
                    <li id=format!("usulan-{}", item.proposal)>
                        <h3><a href=hall::kept(links::meeting_item(id, item.proposal))>{item.title.clone()}</a></h3>
                        <p class="meta">{item_facts(&item)} " · " {item.cost.to_string()} " · "
                            {t!("work.since", status = t_code("proposal_status", item.status.code()), day = since)}</p>
                        <StatusTag status=item.status/>
                        {verifiable.contains(&item.proposal).then(|| view! { <Verify meeting=id item=item.clone()/> })}
                    </li>
                }
            }).collect_view()}</ul>
        </section>
    }
}

/// Says of what came in that it is complete; the island does so without leaving the list.
#[component]
fn Verify(meeting: MusrenbangId, item: Item) -> impl IntoView {
    let form = format!("{}/{}", links::meeting_item(meeting, item.proposal), Action::Verify.code());
    view! {
        <form method="post" action=form data-verify=item.proposal.to_string() data-meeting=meeting.to_string() data-unreached=t!("live.unreached")>
            <button class="btn btn--plain" aria-label=t!("work.verify_one", title = item.title)>{t!("item.verify")}</button>
            <span aria-live="polite"><span class="tag tag--yes" data-done="" hidden><Icon name="check"/>{t_code("proposal_status", Status::Verified.code())}</span>
                <span class="small error-text" data-said="" hidden></span></span>
        </form>
    }
}
