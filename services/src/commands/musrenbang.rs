//! What a meeting does, one file per verb; here is what they share: the meeting and the proposal locked, the permit, the
//! step with its decision, the entry in the log.

mod accept_suggestion;
mod arrive;
mod close;
mod decide;
mod delegates;
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
mod verify;
mod write_notes;

pub use accept_suggestion::{Accepted, accept_suggestion};
pub(crate) use arrive::{arrive, arrive_where_open};
pub use close::{Closed, ClosingForm, close_musrenbang, write_notes_and_close};
pub use decide::{DecisionForm, decide};
pub use delegates::{NewDelegate, add_delegate, remove_delegate};
pub use generate::generate_musrenbangs;
pub use mark_progress::{Progress, ProgressForm, mark_progress};
pub use merge::{merge_proposals, undo_merge};
pub use move_rank::{RankMoveForm, move_rank};
pub use open::{OpeningForm, correct_opening, open_musrenbang};
pub use promote_reserve::promote_reserve;
pub use propose_ranking::propose_ranking;
pub use recommend::{RecommendationForm, recommend};
pub use reopen::reopen_musrenbang;
pub use reroute::reroute_proposal;
pub use schedule::schedule_musrenbang;
pub use score::{Scored, ShownScores, TypedScore, score_proposals};
pub use verify::{reject_proposal, return_proposal, verify_proposal};
pub use write_notes::write_notes;

use super::{Outcome, steps::take_step};
use crate::{
    CommandError, Problem, Services,
    store::{
        Tx, cycles,
        musrenbangs::{self, Meeting},
        proposals::{self, Proposal},
    },
};
use domain::{
    account::Actor,
    cycle::Pipeline,
    ids::{MusrenbangId, ProposalId},
    musrenbang::{Decision, MusrenbangEventKind},
    permission::{Acting, MayDecide, MayRunMusrenbang, may_decide, may_run_musrenbang},
    proposal::{Position, Step},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};
use serde_json::Value;

/// A reason as typed: a code from the list and text of its own.
#[derive(Clone, Debug, Default)]
pub struct ReasonForm {
    pub code: String,
    pub text: String,
}

impl ReasonForm {
    pub fn new(code: &str, text: &str) -> Self {
        Self { code: code.into(), text: text.into() }
    }

    /// What is missing is pointed out at `reason_code` and `reason_text`.
    pub fn read(&self) -> Result<Reason, CommandError> {
        self.read_of(ReasonCode::ALL.as_slice())
    }

    /// The same where only some codes make sense.
    pub fn read_of(&self, codes: &[ReasonCode]) -> Result<Reason, CommandError> {
        let known = ReasonCode::from_code(&self.code);
        let code = known.filter(|code| codes.contains(code));
        let text = Reason::new(code.unwrap_or(ReasonCode::Other), &self.text);
        let mut problems = Vec::new();
        let missing = if known.is_some() { Refusal::ChoiceUnknown } else { Refusal::Required };
        problems.extend(code.is_none().then(|| Problem::new("reason_code", missing)));
        problems.extend(text.as_ref().err().map(|refusal| Problem::new("reason_text", refusal.clone())));
        match text {
            Ok(reason) if problems.is_empty() => Ok(reason),
            _ => Err(CommandError::Problems(problems)),
        }
    }
}

/// The meeting, kept for this unit of work, and the permit to run it.
async fn run(tx: &mut Tx, actor: &Actor, id: MusrenbangId) -> Outcome<(Meeting, MayRunMusrenbang)> {
    let meeting = musrenbangs::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
    let permit = may_run_musrenbang(actor, &meeting.seat)?;
    Ok((meeting, permit))
}

/// A proposal before its meeting, both kept for this unit of work, the stages of its cycle, and the permit to decide on it.
struct Case {
    meeting: Meeting,
    pipeline: Pipeline,
    proposal: Proposal,
    permit: MayDecide,
}

async fn case(tx: &mut Tx, actor: &Actor, meeting: MusrenbangId, proposal: ProposalId) -> Outcome<Case> {
    let meeting = musrenbangs::lock(tx, meeting).await?.ok_or(Refusal::NotFound)?;
    let proposal = standing_here(tx, &meeting, proposal).await?;
    let permit = may_decide(actor, &meeting.seat, proposer(&proposal))?;
    let pipeline = cycles::pipeline(tx, meeting.cycle).await?;
    Ok(Case { meeting, pipeline, proposal, permit })
}

/// The proposal, kept for this unit of work. It must still stand before this meeting.
async fn standing_here(tx: &mut Tx, meeting: &Meeting, id: ProposalId) -> Outcome<Proposal> {
    let proposal = proposals::lock_before(tx, meeting.id, id).await?.ok_or(Refusal::NotFound)?;
    if proposal.position.stage != meeting.stage || proposal.cycle != meeting.cycle {
        return Err(Refusal::StageForbids { stage: proposal.position.stage }.into());
    }
    Ok(proposal)
}

/// Whose own proposal it is; nobody's where an office recorded it for a resident.
fn proposer(proposal: &Proposal) -> Option<domain::ids::AccountId> {
    proposal.on_behalf_of.is_none().then_some(proposal.author)
}

/// Takes a step that the meeting's state allows, and keeps what it says as the meeting's decision.
async fn take(
    services: &Services,
    tx: &mut Tx,
    pipeline: &Pipeline,
    meeting: &Meeting,
    proposal: &Proposal,
    step: &Step,
    acting: &Acting,
) -> Outcome<Position> {
    step.check_meeting(proposal.position.status, Some(meeting.status))?;
    let position = take_step(services, tx, pipeline, proposal, step, acting, None).await?;
    let decision = musrenbangs::ItemDecision {
        decision: Decision::of(position.status),
        reason: step.reason(),
        by: acting.account,
        at: services.clock.now(),
    };
    musrenbangs::set_decision(tx, meeting.id, proposal.id, decision).await?;
    Ok(position)
}

/// Once its list has gone up, a meeting takes up no work on what it has decided.
fn check_not_closed(meeting: &Meeting) -> Result<(), Refusal> {
    if meeting.status.has_closed() { Err(Refusal::MeetingForbids { status: meeting.status }) } else { Ok(()) }
}

/// Appends to the meeting's log.
async fn log(
    services: &Services,
    tx: &mut Tx,
    meeting: MusrenbangId,
    acting: &Acting,
    kind: MusrenbangEventKind,
    detail: Value,
) -> Outcome<()> {
    let event = musrenbangs::NewMeetingEvent { id: services.clock.new_id(), meeting, at: services.clock.now(), acting, kind, detail };
    Ok(musrenbangs::append_event(tx, &event).await?)
}
