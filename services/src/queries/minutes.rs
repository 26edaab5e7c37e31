//! The minutes of a meeting as texts that can be checked. The printed page reads [`super::meeting_page`].

use super::meeting_page::WorkError;
use crate::{
    Failure, Services,
    store::musrenbangs::{self, StoredMinutes},
};
use domain::{
    account::Actor,
    ids::MusrenbangId,
    permission::{MayReadDelegates, may_read_delegates},
    refusal::Refusal,
};

/// A version, or the latest; none where there is no such meeting or version.
pub async fn minutes(services: &Services, id: MusrenbangId, version: Option<u16>) -> Result<Option<StoredMinutes>, Failure> {
    let versions = musrenbangs::minutes(&mut services.database.read().await?, id).await?;
    let fits = |stored: &StoredMinutes| version.is_none_or(|version| stored.minutes.heading.version == version);
    Ok(versions.into_iter().find(fits))
}

/// The names in the minutes are for some offices only.
pub async fn annex_permit(services: &Services, actor: &Actor, id: MusrenbangId) -> Result<MayReadDelegates, WorkError> {
    let meeting = musrenbangs::find(&mut services.database.read().await?, id).await?;
    let meeting = meeting.ok_or(Refusal::NotFound)?;
    Ok(may_read_delegates(actor, meeting.id, &meeting.seat)?)
}
