//! What somebody did that counts, as the public log has it, and the proof that it is in there.

use crate::{
    Failure, Services,
    public_log::InclusionProof,
    store::published::{self, OwnEntry},
};
use domain::permission::MayActAsSelf;

/// On one page.
pub const MOST_SHOWN: usize = 100;

/// The latest first; `before` is where a page goes on.
pub async fn own_entries(services: &Services, permit: &MayActAsSelf, before: Option<u64>) -> Result<Vec<OwnEntry>, Failure> {
    let (before, limit) = (before.unwrap_or(u64::MAX), i64::try_from(MOST_SHOWN).unwrap_or(i64::MAX));
    published::of_account(&mut services.database.read().await?, permit.acting().account, before, limit).await
}

/// Of an own entry only: whose an entry is stands nowhere else.
pub async fn own_proof(services: &Services, permit: &MayActAsSelf, sequence: u64) -> Result<Option<InclusionProof>, Failure> {
    let mut tx = services.database.read().await?;
    let found = published::of_account(&mut tx, permit.acting().account, sequence.saturating_add(1), 1).await?;
    drop(tx);
    let is_own = found.first().is_some_and(|own| u64::try_from(own.sequence) == Ok(sequence));
    if is_own { services.log.proof(sequence).await } else { Ok(None) }
}
