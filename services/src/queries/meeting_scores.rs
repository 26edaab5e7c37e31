//! Who has given which points at a meeting, and when last: for those who run it.

use crate::{
    CommandError, Failure, Services,
    ledger::last_scored,
    store::{
        Tx, accounts, cycles,
        musrenbangs::{self, GivenScore},
    },
};
use domain::{
    account::{Actor, Role},
    clock::Instant,
    ids::{AccountId, MusrenbangId},
    permission::{MayRunMusrenbang, may_run_musrenbang},
    priority::Criteria,
    refusal::Refusal,
};
use std::collections::BTreeMap;

/// Somebody whose points count at a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessor {
    pub account: AccountId,
    pub name: String,
    pub role: Option<Role>,
    pub values: usize,
    pub last_at: Option<Instant>,
}

/// All points of a meeting.
#[derive(Clone, Debug)]
pub struct Scoring {
    pub permit: MayRunMusrenbang,
    pub criteria: Criteria,
    pub given: Vec<GivenScore>,
    /// Whoever gave points last comes first.
    pub assessors: Vec<Assessor>,
}

pub async fn scoring(services: &Services, actor: &Actor, id: MusrenbangId) -> Result<Scoring, CommandError> {
    let mut tx = services.database.read().await?;
    let meeting = musrenbangs::find(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    let permit = may_run_musrenbang(actor, meeting.id, &meeting.seat)?;
    let given = musrenbangs::scores(&mut tx, id).await?;
    let assessors = assessors(&mut tx, id, &given).await?;
    Ok(Scoring { permit, criteria: cycles::criteria(&mut tx, meeting.cycle).await?, given, assessors })
}

async fn assessors(tx: &mut Tx, meeting: MusrenbangId, given: &[GivenScore]) -> Result<Vec<Assessor>, Failure> {
    let mut values: BTreeMap<AccountId, usize> = BTreeMap::new();
    for one in given {
        *values.entry(one.score.assessor).or_default() += 1;
    }
    let last = last_scored(tx, meeting).await?;
    let mut assessors = Vec::new();
    for (account, values) in values {
        let name = accounts::find(tx, account).await?.map(|found| found.name).unwrap_or_default();
        let (role, last_at) = last.get(&account).map_or((None, None), |(role, at)| (*role, Some(*at)));
        assessors.push(Assessor { account, name, role, values, last_at });
    }
    assessors.sort_by(|one, other| other.last_at.cmp(&one.last_at).then(one.account.cmp(&other.account)));
    Ok(assessors)
}
