//! The minutes (*berita acara*) as data: priorities, reserves, what could not be accommodated and why, how many came,
//! and the delegates. Versions are numbered; the text that is hashed is the same on every machine, see `text`.
//! Hashing and printing do not belong here. Names of those present, and addresses, never come in here.

#[cfg(test)]
mod tests;
mod text;

pub use text::{checkpoint_of, may_lack_names};

use crate::{
    clock::Day,
    cycle::StageKind,
    ledger::Digest,
    money::{Rupiah, Volume},
    musrenbang::{Attendance, Decision},
    proposal::{ProposalNumber, SupportCount},
    reason::{Note, Reason},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which meeting it was, and how it agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub plan_year: u16,
    pub stage: StageKind,
    /// The region or agency, by the name it had that day.
    pub seat: String,
    pub place: String,
    pub leader: String,
    pub held_on: Day,
    /// 1, and one more for each time the meeting was reopened.
    pub version: u16,
    /// Consensus is the rule (*musyawarah untuk mufakat*); a vote is the way out, and is marked as one.
    pub by_vote: bool,
    /// Who did not agree, and with what.
    pub dissent: Option<Note>,
    pub ceiling_note: Option<Note>,
    /// Why there are few women among the delegates.
    pub women_note: Option<Note>,
    /// The lower meetings whose list had not come up, by name.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// One proposal as the meeting left it, with support as it was counted when the meeting opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub number: ProposalNumber,
    pub title: String,
    pub volume: Volume,
    pub unit: String,
    pub cost: Rupiah,
    pub agency: Option<String>,
    pub support: SupportCount,
    pub rank: Option<u32>,
    pub decision: Decision,
    pub reason: Option<Reason>,
}

/// Somebody sent to the next level. Names are internal: the public minutes count them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegateName {
    pub name: String,
    pub is_woman: bool,
}

/// The five papers of one meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub heading: Heading,
    pub priority: Vec<Item>,
    pub reserve: Vec<Item>,
    /// Rejected and deferred, each with its reason.
    pub not_accommodated: Vec<Item>,
    /// Back with its proposer: nothing was decided on it. Minutes of earlier versions have these among the former.
    #[serde(default)]
    pub returned: Vec<Item>,
    /// It goes on as part of another.
    #[serde(default)]
    pub merged: Vec<Item>,
    pub attendance: Attendance,
    pub delegates: Vec<DelegateName>,
    /// Minutes of earlier versions have none: their text has the names of the delegates itself.
    #[serde(default)]
    pub seal: Option<Seal>,
}

/// What ties the public text to what is beside it: the names in its annex, and the public log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// At random, so that nobody finds out a name by guessing at the digest.
    pub salt: Uuid,
    /// SHA-256 of [`Minutes::annex_text`].
    pub annex: Digest,
    /// None where the log had not begun.
    pub checkpoint: Option<Checkpoint>,
}

/// The public log as it was signed last before the meeting closed: whoever keeps the paper sees later whether it is
/// still the same log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// How many entries it had.
    pub size: u64,
    /// Of the tree over them, RFC 6962.
    pub root: Digest,
    /// Name and key with which anybody checks the signature, in the form of C2SP `signed-note`.
    pub key: String,
}

impl Minutes {
    /// Sorts every item into its list: by rank, then by number, whatever order they came in. Delegates keep the order
    /// in which they were named.
    pub fn build(heading: Heading, mut items: Vec<Item>, attendance: Attendance, delegates: Vec<DelegateName>) -> Self {
        items.sort_by(|one, other| (one.rank.unwrap_or(u32::MAX), &one.number).cmp(&(other.rank.unwrap_or(u32::MAX), &other.number)));
        let (priority, others): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| item.decision == Decision::Agreed);
        let (reserve, others): (Vec<Item>, Vec<Item>) = others.into_iter().partition(|item| item.decision == Decision::Reserve);
        let mut minutes = Self {
            heading,
            priority,
            reserve,
            not_accommodated: others,
            returned: Vec::new(),
            merged: Vec::new(),
            attendance,
            delegates,
            seal: None,
        };
        minutes.tell_apart();
        minutes
    }

    /// For showing minutes that were written when what was returned or merged still stood among what was refused.
    #[must_use]
    pub fn told_apart(mut self) -> Self {
        self.tell_apart();
        self
    }

    /// What stands on any of the lists.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        [&self.priority, &self.reserve, &self.not_accommodated, &self.returned, &self.merged].into_iter().flatten()
    }

    fn tell_apart(&mut self) {
        let is = |decision| move |item: &mut Item| item.decision == decision;
        self.returned.extend(self.not_accommodated.extract_if(.., is(Decision::Returned)));
        self.merged.extend(self.not_accommodated.extract_if(.., is(Decision::Merged)));
    }
}
