//! Where a proposal goes when the meeting of its stage has closed already: before the next one that is still to be
//! held, or, when all of them have closed, into next year. Reads only; told on the page before anything is sent, and
//! done by sending.

use crate::{
    Failure,
    meeting_of::meeting_of,
    store::{Tx, proposals::Proposal},
};
use domain::{
    cycle::{Pipeline, StageKind},
    proposal::Position,
};

/// What happens to a proposal that is sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The meeting of its stage will have it.
    InTime,
    /// The first meeting that has not closed.
    Later(StageKind),
    /// All of this year's have closed: it waits, and its office sees it waiting.
    NextYear,
}

/// `proposal` as it stands, or as it would stand: its stage, place and agency count.
pub async fn destination(tx: &mut Tx, pipeline: &Pipeline, proposal: &Proposal) -> Result<Destination, Failure> {
    let first = proposal.position.stage;
    let mut stage = Some(first).filter(|stage| stage.is_meeting());
    while let Some(kind) = stage {
        // A forum is an agency's, and nobody has said which.
        if kind == StageKind::AgencyForum && proposal.agency.is_none() {
            break;
        }
        let there = Proposal { position: Position { stage: kind, ..proposal.position }, ..proposal.clone() };
        let has_closed = meeting_of(tx, &there).await?.is_some_and(|meeting| meeting.status.has_closed());
        if !has_closed {
            return Ok(if kind == first { Destination::InTime } else { Destination::Later(kind) });
        }
        stage = pipeline.next_meeting_after(kind);
    }
    Ok(Destination::NextYear)
}
