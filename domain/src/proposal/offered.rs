//! What may be done with a proposal now, and under which permit: a page has a button exactly where the step would be
//! let through. What a step needs when it is taken is in [`super::step`], when it is allowed in [`super::status`].

use super::{Position, Step};
use crate::{
    codes::{EventKind, MusrenbangStatus},
    cycle::Pipeline,
    permission::{MayAnswerObjection, MayDecide, MayEditDraft, MayMarkProgress, MayObject},
};

/// A permit on one proposal, as far as it was sent.
pub trait Opens {
    /// What it lets its holder do, in the order in which it is offered.
    const KINDS: &'static [EventKind];
}

/// A meeting's office on what stands before it.
impl Opens for MayDecide {
    const KINDS: &'static [EventKind] = &[
        EventKind::Verified,
        EventKind::Agreed,
        EventKind::Reserved,
        EventKind::Deferred,
        EventKind::Rejected,
        EventKind::Returned,
        EventKind::Merged,
        EventKind::MergeUndone,
        EventKind::Rerouted,
        EventKind::Recommended,
        EventKind::Promoted,
    ];
}

/// Its proposer, or the office that recorded it.
impl Opens for MayEditDraft {
    const KINDS: &'static [EventKind] = &[EventKind::Resubmitted, EventKind::Withdrawn];
}

/// Its proposer, or the head of its RT.
impl Opens for MayObject {
    const KINDS: &'static [EventKind] = &[EventKind::ObjectionRaised];
}

/// The office above the one that decided.
impl Opens for MayAnswerObjection {
    const KINDS: &'static [EventKind] = &[EventKind::Reinstated, EventKind::ObjectionAnswered];
}

/// The agency that builds, beside its marks ([`super::Progress`]).
impl Opens for MayMarkProgress {
    const KINDS: &'static [EventKind] = &[EventKind::ProgressReported];
}

impl Step {
    /// What the permit opens on a proposal that stands here, while its meeting is so far.
    pub fn offered<P: Opens>(_permit: &P, at: Position, meeting: Option<MusrenbangStatus>, pipeline: &Pipeline) -> Vec<EventKind> {
        let fits = |kind: &EventKind| at.check(*kind, meeting).is_ok() && (*kind != EventKind::Deferred || !at.is_on_its_way(pipeline));
        P::KINDS.iter().copied().filter(fits).collect()
    }
}
