//! What of an entry everybody may read, and how it is written in the public log.
//!
//! A public entry is an ordinary one with its private parts replaced, so that [`PublicFold`] makes the same counts of
//! them as [`Fold`](super::Fold) of the ledger, with no database. Replaced are accounts, by a pseudonym that is
//! another one on every subject, and the RT in which somebody lives, by its kelurahan, unless at least
//! [`AS_MANY_OTHERS`] others of that RT back the same proposal then. Roles, places and agencies of offices stay, as do
//! digests of words. The entry's id and the chain are left out: both would tie it to what is not public.
//!
//! What a draft went through before it was sent is nobody's business, so entries of a proposal are public from the one
//! that sends it. Therefore positions of a subject may begin later than at 1; a draft that was never sent has none.
//!
//! Whether an entry is public is asked in [`publicity`], once. When and in which order entries are published, and how
//! pseudonyms are made, does not belong here.

mod fold;
mod households;
mod needs;
mod pieces;
mod publisher;

pub use fold::PublicFold;
pub use pieces::{Joined, cut};
pub use publisher::Publisher;

use super::{Entry, Event, Leg, Subject};
use crate::{
    account::Role,
    clock::Instant,
    ids::{AccountId, AgencyId, EntryId, ProposalId},
    permission::Acting,
    region::RegionCode,
};
use serde::{Deserialize, Serialize, de::Error};
use serde_json::Value;
use uuid::Uuid;

/// Among so many neighbours of one RT nobody is known by it.
pub const AS_MANY_OTHERS: u32 = 5;

const VERSION: u32 = 1;

/// Whether strangers may read an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publicity {
    Public,
    /// From the entry on that sends this proposal.
    OnceSent(ProposalId),
    /// What was done to one person's account, and what a log of before said in its own way.
    Never,
}

/// A new kind of subject gets its line here.
pub fn publicity(entry: &Entry) -> Publicity {
    match entry.subject {
        Subject::Proposal(id) => Publicity::OnceSent(id),
        Subject::Account(_) => Publicity::Never,
        Subject::Cycle(_) | Subject::City if entry.event.code() == "setting_noted" => Publicity::Never,
        Subject::Plan(_) | Subject::Comment(_) | Subject::Musrenbang(_) | Subject::Cycle(_) | Subject::City => Publicity::Public,
    }
}

/// A name for an account that is no other account's, on this subject and for this part; it says nothing to strangers.
/// Whose acts are counted has the part `""`. What the same person says or does there besides has another, so that an
/// author or an office that is known by name is not found among the supporters.
pub trait Pseudonyms {
    fn pseudonym(&self, subject: Uuid, account: AccountId, part: &str) -> Uuid;
}

/// Two pseudonyms of one person, each with the proposal that it is used on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Same(pub ProposalId, pub AccountId, pub ProposalId, pub AccountId);

/// An entry as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEntry {
    /// Its accounts are pseudonyms, its id is nil.
    pub entry: Entry,
    /// Who became countable twice by it: without this nobody could add up a family of merged proposals.
    pub same: Vec<Same>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    at: Instant,
    acting: Option<Hat>,
    subject: Subject,
    position: u32,
    imported: bool,
    event: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    same: Vec<Same>,
}

#[derive(Serialize, Deserialize)]
struct Hat {
    account: AccountId,
    role: Option<Role>,
    region: Option<RegionCode>,
    agency: Option<AgencyId>,
}

impl PublicEntry {
    /// What is published, and never changes its form.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let Entry { at, acting, subject, position, imported, event, .. } = self.entry.clone();
        let acting = acting.map(|Acting { account, role, region, agency }| Hat { account, role, region, agency });
        let event = serde_json::to_value(event)?;
        let written = Written { version: VERSION, at, acting, subject, position, imported, event, same: self.same.clone() };
        // A value keeps its names in ascending order.
        serde_json::to_vec(&serde_json::to_value(written)?)
    }

    /// Reads exactly what [`PublicEntry::bytes`] writes.
    pub fn read(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let Written { version, at, acting, subject, position, imported, event, same } = serde_json::from_slice(bytes)?;
        if version != VERSION {
            return Err(Error::custom(format_args!("version {version} is not known")));
        }
        let acting = acting.map(|Hat { account, role, region, agency }| Acting { account, role, region, agency });
        let event = Event::read(&event)?;
        let read = Self { entry: Entry { id: EntryId(Uuid::nil()), at, acting, subject, position, imported, event }, same };
        if read.bytes()? == bytes { Ok(read) } else { Err(Error::custom("not the form of a public entry")) }
    }
}

/// The part that somebody plays: what is counted is tied to nothing else that they do.
fn part(event: &Event, role: Option<Role>) -> &'static str {
    match event {
        Event::SupportGiven { .. }
        | Event::SupportWithdrawn
        | Event::StanceTaken { .. }
        | Event::Liked
        | Event::LikeWithdrawn
        | Event::Scored { .. } => "",
        _ => role.map_or("resident", Role::code),
    }
}

/// The event with its private parts replaced. All are listed, so that a new one is thought about.
fn without_private_parts(
    event: &Event,
    hat: Option<&Acting>,
    name: impl Fn(AccountId) -> AccountId,
    place: impl Fn(Option<AccountId>, &RegionCode) -> RegionCode,
) -> Event {
    let by = hat.map(|hat| hat.account);
    // What residents are called says their RT.
    let without_home = |leg: &Leg| match hat.and_then(|hat| hat.role) {
        Some(_) => leg.clone(),
        None => Leg { office: String::new(), ..leg.clone() },
    };
    match event {
        Event::Moved(leg) => Event::Moved(without_home(leg)),
        Event::Remarked(leg) => Event::Remarked(without_home(leg)),
        Event::Recalled(leg) => Event::Recalled(without_home(leg)),
        Event::SupportGiven { home } => Event::SupportGiven { home: home.as_ref().map(|home| place(by, home)) },
        Event::SupporterSettled { person, home } => {
            Event::SupporterSettled { person: name(*person), home: home.as_ref().map(|home| place(Some(*person), home)) }
        }
        Event::ResponderSettled { person, local } => Event::ResponderSettled { person: name(*person), local: *local },
        Event::PlanMoved(_)
        | Event::PlanRecalled(_)
        | Event::Sent { .. }
        | Event::Assigned { .. }
        | Event::SupportWithdrawn
        | Event::Merged { .. }
        | Event::Parted
        | Event::StanceTaken { .. }
        | Event::Commented { .. }
        | Event::Liked
        | Event::LikeWithdrawn
        | Event::CommentHidden { .. }
        | Event::CommentRestored
        | Event::Scheduled { .. }
        | Event::MeetingOpened(_)
        | Event::OpeningCorrected(_)
        | Event::NotesWritten(_)
        | Event::DelegateNamed { .. }
        | Event::DelegateRemoved { .. }
        | Event::ItemArrived { .. }
        | Event::ItemLeft { .. }
        | Event::SupportFrozen { .. }
        | Event::FrozenAnew(_)
        | Event::Scored { .. }
        | Event::OrderProposed(_)
        | Event::LateOrdered(_)
        | Event::RankMoved { .. }
        | Event::SuggestionAccepted { .. }
        | Event::ItemDecided { .. }
        | Event::ReservePromoted { .. }
        | Event::MeetingClosed { .. }
        | Event::MinutesRenewed { .. }
        | Event::MinutesSigned(_)
        | Event::MinutesHandedOver(_)
        | Event::MeetingReopened { .. }
        | Event::Account(_)
        | Event::Setting(_) => event.clone(),
    }
}

#[cfg(test)]
mod tests;
