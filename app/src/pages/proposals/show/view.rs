//! The page of a proposal from top to bottom.

use super::{
    facts::{Costs, Facts},
    history::History,
    support::SupportPanel,
};
use crate::{
    components::{
        comments::{self, Comments, Paragraphs},
        crumbs::{Crumbs, of_regions, region_name},
        error_summary::ErrorSummary,
        face::{Band, work_of_proposal},
        icon::Icon,
        journey::Journey,
        map::PlaceMap,
        photos::PhotoGrid,
        proposal_list::place_words,
        status::StatusTag,
        works::Reported,
    },
    context::page_context,
    format, links,
    text::t_code,
};
use domain::{
    account::Role,
    comment::Subject,
    proposal::{EventKind, Progress, ProposerDisplay, Status},
};
use leptos::prelude::*;
use services::{queries::proposal_page::ProposalPage, store::proposals::ProposalLine};

#[component]
pub fn Proposal(page: ProposalPage, share: String, may_answer: bool) -> impl IntoView {
    let proposal = page.proposal.clone();
    let id = proposal.id;
    let action = links::proposal_part(id, "komentar");
    let answer_action = may_answer.then(|| links::proposal_part(id, "jawaban"));
    let comment_id = page_context().new_id();
    // The first one is the face of the page.
    let others: Vec<_> = page.photos.iter().skip(1).cloned().collect();
    let place = page.kelurahan().map(region_name).unwrap_or_default();
    view! {
        <Crumbs steps=of_regions(&page.path)/>
        <Top page=page.clone()/>
        <ErrorSummary labels=comments::labels()/>
        <div class="two-col two-col--split">
            <aside class="side" aria-label=t!("support.title")><SupportPanel page=page.clone()/></aside>
            <section class="stack">
                <h2>{t!("proposal.journey")}</h2>
                <Journey stages=page.stages.clone() events=page.events.clone() position=proposal.position rank=proposal.rank/>
                <p>{next_words(&page)}</p>
                <Reported reported=proposal.works/>
            </section>
            <div class="stack-l">
                <section class="stack">
                    <h2>{t!("proposal.problem")}</h2>
                    <Paragraphs text=proposal.problem.clone()/>
                    {(!proposal.wanted.is_empty()).then(|| view! { <h3>{t!("proposal.wanted")}</h3><Paragraphs text=proposal.wanted.clone()/> })}
                    <PhotoGrid photos=others/>
                </section>
                <Costs page=page.clone()/>
                <History events=page.events.clone()/>
                <Relatives page=page.clone()/>
                <Comments subject=Subject::Proposal(id) list=page.comments.clone() action answer_action id=comment_id/>
            </div>
            <aside class="side stack" aria-label=t!("proposal.facts_title")>
                <PlaceMap around=page.points.clone() pin=proposal.pin place=place/>
                <details class="folds"><summary>{t!("proposal.facts_title")}</summary><Facts page=page.clone()/></details>
                <Actions page=page.clone() share/>
            </aside>
        </div>
    }
    .into_any()
}

/// Number, proposer and day; title; where it stands.
#[component]
fn Top(page: ProposalPage) -> impl IntoView {
    let zone = page_context().zone;
    let proposal = page.proposal.clone();
    let status = proposal.position.status;
    let submitted = proposal.submitted_at.map(|at| format::day_of(at, zone)).unwrap_or_default();
    let since = format::day_of(proposal.status_since, zone);
    let stage = t_code("stage", proposal.position.stage.code());
    let waiting = page.years_waiting();
    let work = work_of_proposal(page.kind.as_ref().map(|kind| kind.name.as_str()), &proposal.title, proposal.field);
    view! {
        <div class="page-head page-head--faced">
            <Band photo=page.photos.first().cloned() work/>
            <p class="small soft">{t!("proposal.number", number = page.number)} " · " {from_words(&page)} " · " {submitted}</p>
            <h1>{proposal.title.clone()}</h1>
            <p class="cluster">
                <StatusTag status=status/>
                <span>{t!("proposals.at_stage_since", stage = stage, day = since)}</span>
                {(waiting > 0).then(|| view! { <span class="tag tag--wait"><Icon name="clock"/>{t!("proposal.waiting", years = waiting)}</span> })}
            </p>
            {proposal.objection.filter(|objection| objection.waits()).map(|objection| view! {
                <p class="notice notice--info">{t!("objection.waits", day = format::day(objection.due_on))}</p>
            })}
            {page.mine.offered.contains(&EventKind::Resubmitted).then(|| view! {
                <p><a class="btn" href=links::draft_step(proposal.id, "kirim")>{t!("proposal.mend")}</a></p>
            })}
        </div>
    }
    .into_any()
}

/// What happens next, and where it is the proposer's turn, until when.
fn next_words(page: &ProposalPage) -> String {
    let status = page.proposal.position.status;
    let until = page.events.iter().rev().find(|entry| entry.event.kind == EventKind::Returned).and_then(|entry| entry.event.until);
    match (status, until) {
        _ if page.came_late => t!("proposal.came_late"),
        (Status::Returned, Some(until)) => t!("proposal.mend_until", day = format::day(until)),
        _ => t_code("next_step", status.code()),
    }
}

/// `Warga RT 05`, or the office that recorded it for a resident.
fn from_words(page: &ProposalPage) -> String {
    let who = match &page.proposer {
        ProposerDisplay::ResidentOfRt(number) => t!("proposal.from_rt", number = number),
        ProposerDisplay::Resident => t!("proposal.from_resident"),
        ProposerDisplay::Named(name) => name.clone(),
    };
    match page.proposal.entered_as {
        None => who,
        Some(Role::RtHead) => t!("proposal.recorded_by_rt", who = who),
        Some(Role::KelurahanOfficer) => t!("proposal.recorded_by_kelurahan", who = who),
        Some(_) => t!("proposal.recorded_by_city", who = who),
    }
}

/// What belongs to the same problem: duplicates and other years.
#[component]
fn Relatives(page: ProposalPage) -> impl IntoView {
    let list = |lines: Vec<ProposalLine>| {
        let items = lines.into_iter().map(|line| {
            let status = line.position.status;
            view! {
                <li>
                    <h3><a href=links::proposal(line.id)>{line.title.clone()}</a></h3>
                    <p class="meta">{line.plan_year.to_string()} " · " {place_words(&line)} " · " {line.number.to_string()}</p>
                    <p class="status"><StatusTag status=status/></p>
                </li>
            }
        });
        view! { <ul class="list">{items.collect_view()}</ul> }
    };
    let ProposalPage { merged_into, duplicates, history, .. } = page;
    view! {
        {merged_into.map(|line| view! { <section class="stack"><h2>{t!("proposal.merged_into")}</h2>{list(vec![line])}</section> })}
        {(!duplicates.is_empty()).then(|| view! {
            <section class="stack"><h2>{t!("proposal.duplicates")}</h2><p class="soft">{t!("proposal.duplicates_help")}</p>{list(duplicates)}</section>
        })}
        {(!history.is_empty()).then(|| view! { <section class="stack"><h2>{t!("proposal.other_years")}</h2>{list(history)}</section> })}
    }
    .into_any()
}

#[component]
fn Actions(page: ProposalPage, share: String) -> impl IntoView {
    let id = page.proposal.id;
    let words = t!("proposal.share_words", title = page.proposal.title.clone(), address = share);
    let whatsapp = format!("https://wa.me/?{}", serde_html_form::to_string([("text", words)]).unwrap_or_default());
    let new_id = page_context().new_id();
    let works = !Progress::offered(&page_context().actor, page.proposal.position.status, (id, page.proposal.agency)).is_empty();
    view! {
        <div class="stack no-print">
            <a class="btn btn--plain btn--wide" href=whatsapp rel="noopener"><Icon name="share"/>{t!("proposal.share")}</a>
            {works.then(|| view! { <a class="btn btn--wide" href=links::proposal_part(id, "pelaksanaan")>{t!("works.title")}</a> })}
            {page.mine.may_second.then(|| view! {
                <form method="post" action=links::proposal_part(id, "benarkan") class="stack">
                    <p class="small">{t!("proposal.second_help")}</p>
                    <button class="btn btn--wide">{t!("proposal.second")}</button>
                </form>
            })}
            {page.mine.offered.contains(&EventKind::Withdrawn).then(|| view! { <a href=links::proposal_part(id, "tarik")>{t!("withdraw.title")}</a> })}
            {page.mine.may_object_until.map(|last| view! {
                <a class="btn btn--plain btn--wide" href=links::proposal_part(id, "keberatan")>{t!("objection.raise_until", day = format::day(last))}</a>
            })}
            {page.mine.may_answer_objection.then(|| view! {
                <a class="btn btn--wide" href=links::proposal_part(id, "keberatan")>{t!("objection.answer")}</a>
            })}
            {page.mine.may_propose_again.then(|| view! {
                <form method="post" action=links::proposal_part(id, "usulkan-lagi")>
                    <input type="hidden" name="new_id" value=new_id.to_string()/>
                    <button class="btn btn--wide"><Icon name="undo"/>{t!("proposal.again")}</button>
                </form>
            })}
        </div>
    }
    .into_any()
}
