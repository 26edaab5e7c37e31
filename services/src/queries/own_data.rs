//! Everything that is kept about a person, as one JSON document for that person.

use crate::{Failure, Services, store::own_data};
use domain::{clock::Instant, permission::MayActAsSelf};
use serde::Serialize;

#[derive(Debug, Serialize)]
struct OwnData {
    written_at: Instant,
    account: Vec<own_data::OwnAccount>,
    roles: Vec<own_data::OwnRole>,
    sessions: Vec<own_data::OwnSession>,
    passkeys: Vec<own_data::OwnPasskey>,
    proposals: Vec<own_data::OwnProposal>,
    supports: Vec<own_data::OwnSupport>,
    stances: Vec<own_data::OwnStance>,
    comments: Vec<own_data::OwnComment>,
    likes: Vec<own_data::OwnLike>,
    ledger: Vec<own_data::OwnEntry>,
    log: Vec<own_data::OwnLogEntry>,
}

/// The password is not in it: it is kept only as a hash that nobody can read.
pub async fn own_data(services: &Services, permit: &MayActAsSelf) -> Result<String, Failure> {
    let me = permit.acting().account;
    let mut tx = services.database.read().await?;
    let data = OwnData {
        written_at: services.clock.now(),
        account: own_data::of(&mut tx, me).await?,
        roles: own_data::of(&mut tx, me).await?,
        sessions: own_data::of(&mut tx, me).await?,
        passkeys: own_data::of(&mut tx, me).await?,
        proposals: own_data::of(&mut tx, me).await?,
        supports: own_data::of(&mut tx, me).await?,
        stances: own_data::of(&mut tx, me).await?,
        comments: own_data::of(&mut tx, me).await?,
        likes: own_data::of(&mut tx, me).await?,
        ledger: own_data::of(&mut tx, me).await?,
        log: own_data::of(&mut tx, me).await?,
    };
    serde_json::to_string_pretty(&data).map_err(|error| Failure::Other(error.to_string()))
}
