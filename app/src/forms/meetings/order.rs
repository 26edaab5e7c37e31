//! The order of a meeting: proposed by the score, changed for a reason, accepted with what it suggests.

use super::as_seen;
use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{ids::ProposalId, number, reason::ReasonText};
use services::{
    Clock, CommandError,
    commands::musrenbang::{RankMove, accept_suggestion, move_rank, propose_ranking},
};

pub async fn propose(web: Web, Path(id): Path<String>) -> PageResult {
    let meeting = parse(&id)?;
    let here = super::here(&web, meeting, "urutan");
    match propose_ranking(&web.services, &web.actor, meeting).await {
        Ok(_) => Ok(go_with(&here, "ranking_proposed")),
        Err(error) => web.again(&here, error, Fields::default()).await,
    }
}

/// One proposal to another place.
pub async fn shift(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = parse(&id)?;
    let fields = Fields::new(pairs);
    let (here, form) = (super::here(&web, meeting, "urutan"), links::meeting_part(meeting, "urutan/pindah"));
    let Ok(proposal) = fields.text("usulan").parse() else { return Ok(web.page_at(&form).await) };
    let new = read(&fields, proposal, &web.services.clock);
    match async { move_rank(&web.services, &web.actor, meeting, &new?).await }.await {
        Ok(()) => Ok(go_with(&here, "rank_moved")),
        Err(error) => web.again(&as_seen(&web, &format!("{form}?usulan={proposal}")), error, fields).await,
    }
}

/// A move as an island sends it.
pub fn rank_move(typed: [(&str, String); 5], proposal: ProposalId, clock: &Clock) -> Result<RankMove, CommandError> {
    read(&Fields::new(typed.map(|(name, value)| (name.to_owned(), value)).into()), proposal, clock)
}

fn read(fields: &Fields, proposal: ProposalId, clock: &Clock) -> Result<RankMove, CommandError> {
    let mut form = Reading::of(fields);
    let id = fields.made_id("id", clock);
    let (from, to) = (form.read("dari", number::whole), form.read("to", number::whole));
    let reason = form.read("reason", ReasonText::new);
    let seen = Some(fields.text("seen").to_owned()).filter(|seen| !seen.is_empty());
    form.make(|| Some(RankMove { id, proposal, from: from?, to: to?, seen, reason: reason? }))
}

/// What order and money suggest.
pub async fn accept(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = parse(&id)?;
    let fields = Fields::new(pairs);
    let here = super::here(&web, meeting, "urutan");
    let mut form = Reading::of(&fields);
    let why = form.any("reason_text", ReasonText::new);
    match async { accept_suggestion(&web.services, &web.actor, meeting, form.done(why)?.as_ref()).await }.await {
        Ok(done) if done.own > 0 => Ok(go_with(&here, "suggestion_accepted_but_own")),
        Ok(_) => Ok(go_with(&here, "suggestion_accepted")),
        Err(error) => web.again(&here, error, fields).await,
    }
}
