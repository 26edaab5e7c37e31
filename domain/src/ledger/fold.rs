//! Entries become counts, by nothing but entries. Those of one subject come in the order of their positions; the order
//! among subjects does not matter.

mod account;
mod city;
mod lists;
mod meeting;
mod recommendation;
mod support;
mod year;

pub use account::{AccountFold, WaitingFold};
pub use lists::ListsFold;
pub use meeting::{ItemFold, MeetingFold};
pub use recommendation::RecommendationFold;

use super::{AnnouncedMoney, Asked, Digest, Entry, Event, Funded, Leg, PlanLeg, ProposalState, Subject};
use crate::{
    city::City,
    clock::{Day, Instant},
    comment::CommentKind,
    cycle::StageKind,
    ids::{AccountId, AgencyId, CommentId, CycleId, MusrenbangId, PlanId, ProposalId},
    plan::{Evaluation, PlanEventKind, PlanState, ResponseRule, Stance, Tally},
    priority::Weighed,
    proposal::{EventKind, Objection, WorksReport},
    region::RegionCode,
};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that the entries so far amount to.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    pub proposals: BTreeMap<ProposalId, ProposalFold>,
    /// What went into each, as [`ProposalFold::merged_into`] says it of the other side.
    merged: BTreeMap<ProposalId, BTreeSet<ProposalId>>,
    pub plans: BTreeMap<PlanId, PlanFold>,
    pub comments: BTreeMap<CommentId, CommentFold>,
    /// The words of everything that was said.
    pub said: BTreeMap<CommentId, Digest>,
    pub meetings: BTreeMap<MusrenbangId, MeetingFold>,
    pub accounts: BTreeMap<AccountId, AccountFold>,
    /// As it has set itself.
    pub city: City,
    /// With which the public log is signed; none where it was never replaced.
    pub log_key: Option<String>,
    /// What counts how much, of each year in which planners have set it.
    pub weights: BTreeMap<CycleId, Vec<Weighed>>,
    /// The money of each year, as far as entries tell it.
    pub ceilings: BTreeMap<(CycleId, Funded), AnnouncedMoney>,
    pub lists: ListsFold,
}

/// A proposal, as far as entries tell.
#[derive(Clone, Debug, Default)]
pub struct ProposalFold {
    /// None before its first step.
    pub state: Option<ProposalState>,
    /// Where it lies; none before it was sent.
    pub rt: Option<RegionCode>,
    /// For the first time.
    pub sent_at: Option<Instant>,
    /// What it asks for since it was sent last; none where an earlier version did not tell.
    pub asked: Option<Asked>,
    pub merged_into: Option<ProposalId>,
    /// Who backs it now.
    pub supporters: BTreeMap<AccountId, Backing>,
    /// Which agency it goes to; none until an office has said so, or the catalogue did.
    pub agency: Option<AgencyId>,
    /// What residents said under it, hidden or not.
    pub comments: u32,
    /// To the decision that stands; every step takes it away.
    pub objection: Option<Objection>,
    /// How far the works are since the last step.
    pub works: Option<WorksReport>,
    /// The last of each year and stage.
    pub recommendations: BTreeMap<(CycleId, StageKind), RecommendationFold>,
    /// Stages that recommended something before entries told the year and the volume.
    pub half_told: BTreeSet<StageKind>,
    /// Whoever verified it or said that it is in order, the first first.
    pub in_order: Vec<AccountId>,
    /// The same as told again from a log of before, which tells of all that was so far.
    pub in_order_before: Vec<AccountId>,
    /// Somebody had found it in order before there was a ledger, or before it held that.
    pub had_been_in_order: bool,
}

/// The home that is confirmed, and since when somebody backs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backing {
    pub home: Option<RegionCode>,
    pub since: Instant,
}

/// A plan, as far as entries tell.
#[derive(Clone, Debug, Default)]
pub struct PlanFold {
    /// None before its publication; with the day by which its agency owes what comes next.
    pub state: Option<(PlanState, Option<Day>)>,
    /// None where an earlier version did not tell of its publication.
    pub published_at: Option<Instant>,
    /// By which its answers are evaluated; an earlier version told it with the figures.
    pub rule: Option<ResponseRule>,
    /// The last answer of each resident, and whether it counts as local; without that it is not counted.
    pub stances: BTreeMap<AccountId, (Stance, Option<bool>)>,
    /// What the answers amounted to when the period ended; none again where it was extended.
    pub evaluation: Option<Evaluation>,
    pub comments: u32,
}

/// A comment, as far as entries tell.
#[derive(Clone, Debug, Default)]
pub struct CommentFold {
    pub likes: BTreeSet<AccountId>,
    pub is_hidden: bool,
}

/// Answers to a plan: all of each side, and those from affected regions among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub supporting: u32,
    pub supporting_local: u32,
    pub opposing: u32,
    pub opposing_local: u32,
}

/// An entry that cannot follow on those before it: nothing that the rules allow leaves such a one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfounded {
    /// Its event belongs to another kind of subject.
    #[error("another kind of subject")]
    Subject,
    /// Somebody gave what they had given, or took back what they had not.
    #[error("nothing that it could change")]
    Nothing,
    /// An act of a person without the person.
    #[error("nobody did it")]
    Nobody,
    /// An order or a list that the rules do not make of what was known.
    #[error("not what the rules make of it")]
    Rule,
}

impl Fold {
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Unfounded> {
        let by = || entry.acting.as_ref().map(|acting| acting.account).ok_or(Unfounded::Nobody);
        if let Event::Commented { comment, words, .. } = &entry.event {
            self.said.entry(*comment).or_insert(*words);
        }
        match entry.subject {
            Subject::Proposal(id) => {
                let proposal = self.proposals.entry(id).or_default();
                let before = proposal.merged_into;
                proposal.apply(entry, by)?;
                let now = proposal.merged_into;
                if before != now {
                    self.follow_merger(id, before, now);
                }
                Ok(())
            }
            Subject::Plan(id) => self.plans.entry(id).or_default().apply(entry, by),
            Subject::Comment(id) => self.comments.entry(id).or_default().apply(&entry.event, by),
            Subject::Musrenbang(id) => self.meetings.entry(id).or_default().apply(entry, by),
            Subject::Account(id) => match &entry.event {
                Event::Account(event) => self.accounts.entry(id).or_default().apply(entry, event),
                _ => Err(Unfounded::Subject),
            },
            Subject::Cycle(id) => self.of_year(id, &entry.event),
            Subject::City => self.of_city(&entry.event),
        }
    }

    fn follow_merger(&mut self, id: ProposalId, before: Option<ProposalId>, now: Option<ProposalId>) {
        if let Some(parts) = before.and_then(|before| self.merged.get_mut(&before)) {
            parts.remove(&id);
        }
        if let Some(now) = now {
            self.merged.entry(now).or_default().insert(id);
        }
    }

    /// What went into this one directly.
    fn parts_of(&self, id: ProposalId) -> impl Iterator<Item = ProposalId> {
        self.merged.get(&id).into_iter().flatten().copied()
    }
}

impl ProposalFold {
    fn apply(&mut self, entry: &Entry, by: impl Fn() -> Result<AccountId, Unfounded>) -> Result<(), Unfounded> {
        match &entry.event {
            Event::Moved(leg) => {
                self.had_been_in_order |= entry.imported && seconder(leg, entry).is_some();
                let stands = leg.state(entry.at);
                let before = self.state.and_then(|before| before.cycle);
                self.state = Some(ProposalState { cycle: stands.cycle.or(before), ..stands });
                (self.objection, self.works) = (None, None);
                self.in_order.extend(seconder(leg, entry));
            }
            Event::Recalled(leg) => {
                self.had_been_in_order |= seconder(leg, entry).is_some();
                self.in_order_before.extend(seconder(leg, entry));
                if leg.what == EventKind::Recommended {
                    self.recommended(leg, entry.at, by)?;
                }
            }
            Event::Remarked(leg) => {
                self.had_been_in_order |= entry.imported && seconder(leg, entry).is_some();
                self.in_order.extend(seconder(leg, entry));
                self.remarked(leg, entry.at, by)?;
            }
            Event::Sent { rt, asked } => {
                self.rt = Some(rt.clone());
                self.sent_at.get_or_insert(entry.at);
                self.asked.clone_from(asked);
            }
            Event::Assigned { agency } => self.agency = *agency,
            Event::SupportGiven { home } => {
                changed(self.supporters.insert(by()?, Backing { home: home.clone(), since: entry.at }).is_none())?;
            }
            Event::SupportWithdrawn => changed(self.supporters.remove(&by()?).is_some())?,
            Event::SupporterSettled { person, home } => self.supporters.get_mut(person).ok_or(Unfounded::Nothing)?.home.clone_from(home),
            Event::Merged { into } => changed(self.merged_into.replace(*into).is_none())?,
            Event::Parted => changed(self.merged_into.take().is_some())?,
            Event::Commented { said, .. } => count(&mut self.comments, *said),
            _ => return Err(Unfounded::Subject),
        }
        Ok(())
    }

    fn remarked(&mut self, leg: &Leg, at: Instant, by: impl Fn() -> Result<AccountId, Unfounded>) -> Result<(), Unfounded> {
        match leg.what {
            EventKind::Recommended => self.recommended(leg, at, by),
            EventKind::ObjectionRaised => {
                let raised = Objection { due_on: leg.until.ok_or(Unfounded::Rule)?, is_dismissed: false };
                changed(self.objection.replace(raised).is_none())
            }
            EventKind::ObjectionAnswered => {
                let raised = self.objection.as_mut().ok_or(Unfounded::Nothing)?;
                changed(!std::mem::replace(&mut raised.is_dismissed, true))
            }
            EventKind::ProgressReported => {
                self.works = Some(WorksReport { percent: leg.percent.ok_or(Unfounded::Rule)?, at });
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The first beside its author who found it in order.
    pub fn seconded_by(&self, author: AccountId) -> Option<AccountId> {
        self.found_in_order().find(|by| *by != author)
    }

    /// Whoever may stand as that where no office had recorded it for a resident: an earlier version wrote nobody down
    /// then, and a later one the next to find it in order.
    pub fn may_have_been_seconded_by(&self, author: AccountId, by: AccountId) -> bool {
        self.had_been_in_order && by != author && self.found_in_order().any(|known| known == by)
    }

    fn found_in_order(&self) -> impl Iterator<Item = AccountId> {
        self.in_order_before.iter().chain(&self.in_order).copied()
    }
}

/// Whoever says with this leg that a proposal is in order.
fn seconder(leg: &Leg, entry: &Entry) -> Option<AccountId> {
    let by = entry.acting.as_ref().filter(|_| matches!(leg.what, EventKind::Verified | EventKind::Seconded));
    by.map(|acting| acting.account)
}

impl PlanFold {
    fn apply(&mut self, entry: &Entry, by: impl Fn() -> Result<AccountId, Unfounded>) -> Result<(), Unfounded> {
        match &entry.event {
            Event::PlanMoved(leg) => {
                self.published(leg, entry.at);
                self.moved(leg, entry.imported)?;
            }
            Event::PlanRecalled(leg) => self.published(leg, entry.at),
            Event::StanceTaken { stance, local } => {
                self.stances.insert(by()?, (*stance, Some(*local)));
            }
            Event::ResponderSettled { person, local } => self.stances.get_mut(person).ok_or(Unfounded::Nothing)?.1 = *local,
            Event::Commented { said, .. } => count(&mut self.comments, *said),
            _ => return Err(Unfounded::Subject),
        }
        Ok(())
    }

    /// Told again it was the same instant.
    fn published(&mut self, leg: &PlanLeg, at: Instant) {
        if leg.what == PlanEventKind::Published {
            self.published_at.get_or_insert(at);
            self.rule = self.rule.or(leg.rule);
        }
    }

    /// What is evaluated are the answers so far, by the rule that is named, which is that of the publication; of what
    /// was imported only the last answers are known.
    fn moved(&mut self, leg: &PlanLeg, imported: bool) -> Result<(), Unfounded> {
        self.state = Some((leg.state, leg.due_on));
        match (leg.what, leg.evaluation) {
            (PlanEventKind::ResponsesClosed, Some(evaluation)) => {
                let answers = self.answers();
                let local = answers.supporting_local.saturating_add(answers.opposing_local);
                let counted = Tally { supporting: answers.supporting, opposing: answers.opposing, local };
                let is_right = evaluation.rule.evaluate(evaluation.tally, evaluation.households) == evaluation;
                let rule = *self.rule.get_or_insert(evaluation.rule);
                if !is_right || rule != evaluation.rule || (evaluation.tally != counted && !imported) {
                    return Err(Unfounded::Rule);
                }
                self.evaluation = Some(evaluation);
            }
            (PlanEventKind::Extended, _) => self.evaluation = None,
            _ => {}
        }
        Ok(())
    }

    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for (stance, local) in self.stances.values() {
            let Some(local) = local else { continue };
            let (all, among) = match stance {
                Stance::Support => (&mut answers.supporting, &mut answers.supporting_local),
                Stance::Oppose => (&mut answers.opposing, &mut answers.opposing_local),
            };
            *all = all.saturating_add(1);
            *among = among.saturating_add(u32::from(*local));
        }
        answers
    }
}

impl CommentFold {
    fn apply(&mut self, event: &Event, by: impl Fn() -> Result<AccountId, Unfounded>) -> Result<(), Unfounded> {
        match event {
            Event::Liked => changed(self.likes.insert(by()?)),
            Event::LikeWithdrawn => changed(self.likes.remove(&by()?)),
            Event::CommentHidden { .. } => changed(!std::mem::replace(&mut self.is_hidden, true)),
            Event::CommentRestored => changed(std::mem::replace(&mut self.is_hidden, false)),
            _ => Err(Unfounded::Subject),
        }
    }
}

fn changed(has_changed: bool) -> Result<(), Unfounded> {
    if has_changed { Ok(()) } else { Err(Unfounded::Nothing) }
}

/// What offices answer is not counted: the number says how many residents spoke.
fn count(comments: &mut u32, kind: CommentKind) {
    *comments = comments.saturating_add(u32::from(kind.is_of_residents()));
}

#[cfg(test)]
mod tests;
