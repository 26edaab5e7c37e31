//! How many households a plan affects. Asked while answers are taken and when they are evaluated, so that both say the
//! same.

use crate::{
    Failure,
    store::{Tx, regions},
};
use domain::{
    clock::Day,
    region::{Region, households},
};

/// Of these regions together. Where the number of one is not known, it is estimated from those around it: a threshold
/// does not fall because a list is not complete. Nothing is known of a whole city: zero.
pub async fn affected_households(tx: &mut Tx, affected: &[Region], today: Day) -> Result<u32, Failure> {
    let all = if affected.iter().all(|region| region.households > 0) { affected.to_vec() } else { regions::in_force(tx, today).await? };
    let sum: u64 = affected.iter().filter_map(|region| households(region, &all)).sum();
    Ok(u32::try_from(sum).unwrap_or(u32::MAX))
}
