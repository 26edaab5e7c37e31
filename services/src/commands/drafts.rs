//! What several commands need of a proposal while it is written: opening it for its author, and saying what is wrong
//! with its fields. What one page of its form wants is [`domain::proposal::change`], which the form makes.

use super::Outcome;
use crate::{
    CommandError, Problem,
    drafting::may_write,
    store::{
        Tx, city,
        proposals::{self, Proposal},
    },
};
use domain::{
    account::Actor,
    city::Setting,
    ids::ProposalId,
    permission::Acting,
    proposal::{Draft, DraftField},
    refusal::Refusal,
};

/// Locks what this person may write in: a draft of theirs, or what was returned to them.
pub(super) async fn open(tx: &mut Tx, actor: &Actor, id: ProposalId) -> Outcome<Proposal> {
    let proposal = proposals::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
    may_write(tx, actor, &proposal).await?;
    let status = proposal.position.status;
    if status.is_written() { Ok(proposal) } else { Err(Refusal::StatusForbids { status }.into()) }
}

/// Whether this person may have one more: nobody fills the disk with drafts. `id` is that of its form: one that is
/// there already is no other.
pub(super) async fn check_count(tx: &mut Tx, acting: &Acting, id: Option<ProposalId>) -> Outcome<()> {
    let most = match acting.role {
        Some(_) => Draft::MOST_OF_AN_OFFICE,
        None => city::find(tx).await?.number(Setting::MostDrafts),
    };
    let is_full = proposals::count_drafts(tx, acting.account).await? >= i64::from(most);
    let is_known = match id {
        Some(id) => proposals::find(tx, id).await?.is_some(),
        None => false,
    };
    if is_full && !is_known { Err(Refusal::TooManyDrafts { most }.into()) } else { Ok(()) }
}

/// At a field of the draft, under its code.
pub(super) fn problem((field, refusal): (DraftField, Refusal)) -> Problem {
    Problem::new(field.code(), refusal)
}

pub(super) fn problems(found: Vec<(DraftField, Refusal)>) -> CommandError {
    CommandError::Problems(found.into_iter().map(problem).collect())
}
