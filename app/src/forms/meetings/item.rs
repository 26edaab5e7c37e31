//! What an officer does with one proposal of the meeting.

use super::as_seen;
use crate::{
    forms::{Fields, Reading},
    http::{PageError, PageResult, Web, go_with, parse},
    links,
    pages::meetings::Action,
};
use axum::{Form, extract::Path};
use domain::{
    clock::read_day,
    ids::{MusrenbangId, ProposalId},
    money::{Rupiah, Volume},
    musrenbang::Decision,
    proposal::ProposalNumber,
    reason::Note,
};
use services::{
    CommandError,
    commands::musrenbang::{self, NewRecommendation, Ruling},
    queries::meeting_page::work_page,
};

pub async fn act(
    action: Action,
    web: Web,
    Path((id, proposal)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let (meeting, subject) = (parse(&id)?, parse(&proposal)?);
    let fields = Fields::new(pairs);
    match take(action, &web, (meeting, subject), &fields).await {
        Ok(()) => Ok(go_with(&as_seen(&web, &after(&web, meeting, subject, action).await?), action.notice())),
        Err(error) => {
            let form = format!("{}?tindakan={}", links::meeting_item(meeting, subject), action.code());
            web.again(&as_seen(&web, &form), error, fields).await
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
async fn after(web: &Web, meeting: MusrenbangId, proposal: ProposalId, action: Action) -> Result<String, PageError> {
    let (page, _) = work_page(&web.services, &web.actor, meeting).await?;
    let here = page.items.iter().any(|item| item.proposal == proposal);
    let next = page.to_verify().first().map(|item| item.proposal);
    Ok(match (action, next) {
        (Action::Verify | Action::Return | Action::Reject | Action::Merge, Some(next)) => links::meeting_item(meeting, next),
        _ if here => links::meeting_item(meeting, proposal),
        _ => links::meeting_part(meeting, "kerja"),
    })
}
