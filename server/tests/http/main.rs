//! The real router over HTTP, without a browser: what these tests do, somebody without JavaScript can do.
//! All in one program, because linking it is what takes long. A new topic is a file here and its line below.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

mod account;
mod account_commands;
mod at_work;
mod cities;
mod city;
mod closing;
mod commands;
mod desks;
mod documents;
mod durability;
mod everybody;
mod faults;
mod filters;
mod forms;
mod getting_back;
mod guide;
mod headers;
mod hostile;
mod imports;
mod kept;
mod limits;
mod live;
mod log;
mod meeting_forms;
mod metrics;
mod objections;
mod offline;
mod once;
mod output;
mod own_proposals;
mod passkeys;
mod people;
mod permissions;
mod plans;
mod public;
mod residents;
mod second_step;
mod starts;
mod support;
mod supporting;
mod verify;
