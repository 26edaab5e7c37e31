//! What a meeting does, one file per verb; here is what they share: the meeting and the proposal locked, the permit,
//! the step with its decision.

mod accept_suggestion;
mod arrive;
mod close;
mod decide;
mod delegates;
mod ending;
mod generate;
mod mark_progress;
mod merge;
mod minutes;
mod move_rank;
mod open;
mod promote_reserve;
mod propose_ranking;
mod recommend;
mod reopen;
mod reroute;
mod schedule;
mod score;
mod sign_minutes;
mod verify;
mod write_notes;

pub use accept_suggestion::{Accepted, accept_suggestion};
pub(crate) use arrive::{arrive, arrive_where_open, held, leave, leave_behind};
pub use close::{Closed, ClosingForm, close_musrenbang, write_notes_and_close};
pub use decide::{Ruling, decide};
pub use delegates::{NewDelegate, add_delegate, remove_delegate};
pub(crate) use ending::take_step_or_end;
pub use generate::generate_musrenbangs;
pub use mark_progress::mark_progress;
pub use merge::{merge_proposals, undo_merge};
pub use move_rank::{RankMove, move_rank};
pub use open::{correct_opening, open_musrenbang};
pub use promote_reserve::promote_reserve;
pub use propose_ranking::propose_ranking;
pub use recommend::{NewRecommendation, recommend};
pub use reopen::reopen_musrenbang;
pub use reroute::reroute_proposal;
pub use schedule::{Schedule, schedule_musrenbang};
pub use score::{Scored, ShownScores, TypedScore, score_proposals};
pub use sign_minutes::{NewHandingOver, NewSigning, hand_over_minutes, sign_minutes};
pub use verify::{reject_proposal, return_proposal, verify_proposal};
pub use write_notes::write_notes;

use super::Outcome;
use crate::{
    CommandError, Services,
    store::{
        Tx, cycles,
        musrenbangs::{self, Meeting},
        proposals::{self, Proposal},
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    cycle::Pipeline,
    ids::{MusrenbangId, ProposalId},
    ledger::{Digest, Event, Leg},
    musrenbang::{Decision, MeetingAct},
    permission::{MayDecide, MayRunMusrenbang, may_run_musrenbang},
    proposal::{EventKind, Step},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};

/// Where only some codes make sense as a reason.
fn check_reason(reason: &Reason, codes: &[ReasonCode]) -> Outcome<()> {
    reason.check_among(codes).map_err(|refusal| CommandError::at("reason_code", refusal))
}

/// A meeting at work, kept for this unit of work.
struct Hall {
    unit: Unit,
    meeting: Meeting,
    permit: MayRunMusrenbang,
}

impl Hall {
    async fn enter(services: &Services, actor: &Actor, id: MusrenbangId) -> Outcome<Self> {
        let mut unit = Unit::begin(services, None).await?;
        let meeting = musrenbangs::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
        let permit = may_run_musrenbang(actor, meeting.id, &meeting.seat)?;
        unit.act_as(permit.acting());
        Ok(Self { unit, meeting, permit })
    }

    /// Writes down what happened in the meeting.
    async fn record(&mut self, event: Event) -> Outcome<()> {
        Ok(self.unit.record(self.permit.meeting(), event).await?)
    }

    /// Whether the meeting is so far that this may be done.
    fn check(&self, act: MeetingAct) -> Result<(), Refusal> {
        self.meeting.status.check(act)
    }
}

/// A meeting at work on its proposals, with the stages of its cycle.
struct Desk {
    hall: Hall,
    pipeline: Pipeline,
}

/// A proposal on the desk, kept for this unit of work like its meeting, and the permit to decide on it there.
struct Case {
    proposal: Proposal,
    permit: MayDecide,
}

impl Desk {
    async fn open(services: &Services, actor: &Actor, id: MusrenbangId) -> Outcome<Self> {
        let mut hall = Hall::enter(services, actor, id).await?;
        let pipeline = cycles::pipeline(&mut hall.unit.tx, hall.meeting.cycle).await?;
        Ok(Self { hall, pipeline })
    }

    async fn case(&mut self, id: ProposalId) -> Outcome<Case> {
        let proposal = standing_here(&mut self.hall.unit.tx, &self.hall.meeting, id).await?;
        let permit = self.hall.permit.on(&proposal.authorship())?;
        Ok(Case { proposal, permit })
    }

    /// Whether something of this kind may be done now.
    fn check(&self, case: &Case, kind: EventKind) -> Result<(), Refusal> {
        case.proposal.position.check(kind, Some(self.hall.meeting.status))
    }

    /// Takes a step that the meeting's state allows, and keeps what it says as the meeting's decision.
    async fn take(&mut self, case: &mut Case, step: &Step) -> Outcome<()> {
        step.check_meeting(case.proposal.position.status, Some(self.hall.meeting.status))?;
        let unit = &mut self.hall.unit;
        let leg = take_step_or_end(unit, &self.pipeline, &mut case.proposal, step).await?;
        say(unit, case.permit.meeting(), case.permit.proposal(), Said::of(&case.proposal, &leg)).await
    }

    async fn commit(self) -> Outcome<()> {
        Ok(self.hall.unit.commit().await?)
    }
}

/// The proposal, kept for this unit of work. It must still stand before this meeting.
async fn standing_here(tx: &mut Tx, meeting: &Meeting, id: ProposalId) -> Outcome<Proposal> {
    let proposal = proposals::lock_before(tx, meeting.id, id).await?.ok_or(Refusal::NotFound)?;
    let standing = musrenbangs::standing(tx, id).await?;
    if standing.is_none_or(|standing| standing.meeting != meeting.id) {
        return Err(Refusal::StageForbids { stage: proposal.position.stage }.into());
    }
    Ok(proposal)
}

/// What a meeting says of a proposal; the words are those of the step that says it.
pub(crate) struct Said {
    pub decision: Decision,
    pub reason: Option<ReasonCode>,
    pub words: Option<Digest>,
}

impl Said {
    /// What a step says that led to where the proposal stands; nothing where that is no decision.
    fn of(proposal: &Proposal, leg: &Leg) -> Option<Self> {
        Decision::of(proposal.position.status).map(|decision| Self { decision, reason: leg.reason, words: leg.words })
    }
}

/// Writes it down; the meeting must be kept for this unit of work. Nothing where it takes back what it had said.
pub(crate) async fn say(unit: &mut Unit, meeting: MusrenbangId, proposal: ProposalId, said: Option<Said>) -> Outcome<()> {
    let event = match said {
        Some(Said { decision, reason, words }) => Event::ItemDecided { proposal, decision: Some(decision), reason, words },
        None => Event::ItemDecided { proposal, decision: None, reason: None, words: None },
    };
    Ok(unit.record(meeting, event).await?)
}

/// A step was taken outside the meeting on what stands before it: its list says the same. Where it had said nothing and
/// has nothing to say, nothing is written down.
pub(crate) async fn say_where_it_stands(unit: &mut Unit, proposal: &Proposal, leg: &Leg) -> Outcome<()> {
    let Some(standing) = musrenbangs::standing(&mut unit.tx, proposal.id).await? else { return Ok(()) };
    let said = Said::of(proposal, leg);
    if said.is_none() && standing.decision.is_none() {
        return Ok(());
    }
    musrenbangs::hold(&mut unit.tx, standing.meeting).await?;
    say(unit, standing.meeting, proposal.id, said).await
}
