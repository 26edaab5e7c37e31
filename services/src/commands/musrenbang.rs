//! What a meeting does, one file per verb; here is what they share: the meeting and the proposal locked, the permit,
//! the step with its decision, the entry in the log.

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
pub(crate) use arrive::{arrive, arrive_where_open, meeting_of};
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
    permission::{Acting, MayDecide, MayRunMusrenbang, may_run_musrenbang},
    proposal::{EventKind, Step},
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
    let permit = may_run_musrenbang(actor, meeting.id, &meeting.seat)?;
    Ok((meeting, permit))
}

/// A meeting at work on its proposals, with the stages of its cycle.
struct Desk {
    meeting: Meeting,
    pipeline: Pipeline,
    permit: MayRunMusrenbang,
}

async fn desk(tx: &mut Tx, actor: &Actor, id: MusrenbangId) -> Outcome<Desk> {
    let (meeting, permit) = run(tx, actor, id).await?;
    let pipeline = cycles::pipeline(tx, meeting.cycle).await?;
    Ok(Desk { meeting, pipeline, permit })
}

/// A proposal on the desk, kept for this unit of work like its meeting, and the permit to decide on it there.
struct Case<'a> {
    desk: &'a Desk,
    proposal: Proposal,
    permit: MayDecide,
}

impl Desk {
    async fn case(&self, tx: &mut Tx, id: ProposalId) -> Outcome<Case<'_>> {
        let proposal = standing_here(tx, &self.meeting, id).await?;
        let permit = self.permit.on(&proposal.authorship())?;
        Ok(Case { desk: self, proposal, permit })
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

impl Case<'_> {
    /// Whether something of this kind may be done now.
    fn check(&self, kind: EventKind) -> Result<(), Refusal> {
        self.proposal.position.check(kind, Some(self.desk.meeting.status))
    }

    /// Takes a step that the meeting's state allows, and keeps what it says as the meeting's decision.
    async fn take(&mut self, services: &Services, tx: &mut Tx, step: &Step) -> Outcome<()> {
        step.check_meeting(self.proposal.position.status, Some(self.desk.meeting.status))?;
        let acting = self.permit.acting();
        self.proposal.position = take_step(services, tx, &self.desk.pipeline, &self.proposal, step, acting, None).await?;
        let decision = musrenbangs::ItemDecision {
            decision: Decision::of(self.proposal.position.status),
            reason: step.reason(),
            by: acting.account,
            at: services.clock.now(),
        };
        Ok(musrenbangs::set_decision(tx, self.permit.meeting(), self.permit.proposal(), decision).await?)
    }
}

/// Once its list has gone up, a meeting takes up no work on its papers.
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
