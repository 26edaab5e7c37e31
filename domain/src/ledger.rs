//! The ledger: one append-only record of typed entries, from which every count can be made again.
//!
//! An entry says when, under which hat, and on what something happened; what happened is an [`Event`]. Entries of one
//! subject are numbered without a gap. [`Fold`] makes counts from entries; what the database keeps beside them are
//! projections, which must say the same. [`public`] says what of an entry everybody may read. To add an event: a
//! variant here with its golden text in `canonical`, its arm in `fold`, its arm in the projections of the services,
//! and what of it is private in `public`. Words, names of people and contacts do not belong here: an entry holds
//! codes, identifiers and digests. Neither does storing.

mod account;
mod canonical;
mod digest;
mod entry;
mod event;
mod fold;
mod leg;
mod listed;
mod order;
pub mod public;
mod setting;

pub use account::{AccountEvent, Held, Proposed};
pub use digest::Digest;
pub use entry::{Entry, Subject};
pub use event::{Asked, Event, HandingOverRecord, NotesRecord, OpeningRecord, SigningRecord};
pub use fold::{
    AccountFold, Answers, Backing, CommentFold, Fold, ItemFold, ListsFold, MeetingFold, PlanFold, ProposalFold, RecommendationFold,
    Unfounded, WaitingFold,
};
pub use leg::{Leg, PlanLeg, ProposalState};
pub use listed::{AgencyRecord, AgencyValues, Listed, RegionRecord, RegionSpan, RegionValues, TypeRecord, TypeValues};
pub use order::{Counted, Facts, Frozen, Given, Order, OrderPlace};
pub use setting::{AnnouncedMoney, CeilingRecord, Changed, Funded, LogKeyRecord, SettingEvent};
