//! The rules of Rembuk: what may happen to a proposal, a plan and a meeting, and what may not.
//! No I/O, no clock, no database: everything here is a value in and a value, or a [`refusal::Refusal`], out.
//!
//! # One cycle
//!
//! A city plans the works of year n+1 in year n. Its [`cycle::Pipeline`] says in which order: RT, kelurahan,
//! kecamatan, agency forum, kota, and then the RKPD, the APBD, the works and their end. A city may order its meetings
//! otherwise.
//!
//! A resident writes a [`proposal::Draft`]: a problem, a place, a type from the [`catalogue`], a volume. The catalogue
//! knows the unit price, so the draft knows its cost ([`money`]: whole rupiah, never rounded). What is missing is
//! listed field by field; what lacks nothing is submitted, gets its [`proposal::ProposalNumber`] and stands at a
//! [`proposal::Position`], a stage and a status. From there it moves by [`proposal::Step`]s only. A step carries what
//! it needs, so a rejection without a [`reason::Reason`] cannot be written; each step taken leaves a
//! [`proposal::ProposalEvent`], and the events are the public timeline.
//!
//! Neighbours support it. Duplicates are merged without moving anybody's consent: the support shown is the union
//! ([`proposal::merge`]), counted local and other, and per household so that a large RT does not always win.
//!
//! The meeting opens with its attendance ([`musrenbang`]). The [`priority`] score proposes an order with published
//! weights, the [`priority::Ranking`] walks it with the ceiling in hand and suggests what is reserve. People decide:
//! each move of a rank has a reason, each decision but "agreed" has one too. When nothing blocks it any more the
//! meeting closes; its [`minutes`] hold the five papers; they are signed and sent, and what was agreed arrives at the
//! next stage. Reopening has a reason and makes the next version.
//!
//! The other way round, an agency publishes a [`plan`]. Residents support it or oppose it for some weeks; at the end
//! the frozen [`plan::ResponseRule`] reads the answers once, exactly, and makes a duty with a day: follow up, or
//! answer the objections. It never decides, and too few answers never count as consent.
//!
//! What planners take away has its columns in [`export`].
//!
//! # Who may
//!
//! All rights are on one page, [`permission`]: questions that answer with a permit. Commands demand the permit before
//! they take a step; the rules about states and dates are with the things themselves.
//!
//! # Adding to it
//!
//! A new status: a row in `codes/proposal.rs`, its steps in `proposal/status.rs`, its rows in the table of
//! `tests/proposal_status.rs`. A new refusal: a line in [`refusal`], and a text in every language, which a test asks
//! for. A new enum with stored words: `coded_enum!`, so that the word stands beside its variant.

#[macro_use]
mod coded;

mod codes;

pub mod account;
pub mod catalogue;
pub mod city;
pub mod clock;
pub mod comment;
pub mod cycle;
pub mod export;
pub mod ids;
pub mod ledger;
pub mod minutes;
pub mod money;
pub mod musrenbang;
pub mod number;
pub mod one_time_code;
pub mod permission;
pub mod pin;
pub mod plan;
pub mod priority;
pub mod proposal;
pub mod ratio;
pub mod reason;
pub mod refusal;
pub mod region;
pub mod residence;
pub mod text;
pub mod work;
pub mod years;
