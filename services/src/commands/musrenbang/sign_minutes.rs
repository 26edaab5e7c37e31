//! The papers of a closed meeting: the printed minutes are signed, then handed to the level above. Both are written down
//! by the office of the meeting; opening it again, or a reserve that moves up, takes both back.

use super::{Hall, Outcome};
use crate::{CommandError, Failure, Problem, Services, commands::once_more, store::musrenbangs};
use domain::{
    account::Actor,
    clock::Day,
    ids::MusrenbangId,
    ledger::{Event, HandingOverRecord, SigningRecord},
    musrenbang::{HandingOver, MeetingAct, PaperField, PaperName, Signing},
    refusal::Refusal,
};

/// Who signed, when, and how many of the delegates. Where something is missing nothing is signed, and what is wrong with
/// the rest is told all the same.
#[derive(Clone, Debug)]
pub struct NewSigning {
    pub by: Option<PaperName>,
    pub on: Option<Day>,
    pub delegates: Option<u32>,
}

pub async fn sign_minutes(services: &Services, actor: &Actor, id: MusrenbangId, new: &NewSigning) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Sign)?;
        let named = musrenbangs::delegates(&mut hall.unit.tx, id).await?.len();
        let closed_at = hall.meeting.closed_at.ok_or_else(|| Failure::inconsistent("musrenbangs", "closed_at", id))?;
        let days = (services.zone().day(closed_at), services.today());
        let said = (new.by.as_ref(), new.on, new.delegates);
        let signing = Signing::new(said, days, u32::try_from(named).unwrap_or(u32::MAX)).map_err(at_their_fields)?;
        let by = hall.unit.keep_words(&signing.by).await?;
        let record = SigningRecord { version: hall.meeting.minutes_version, by, on: signing.on, delegates: signing.delegates };
        hall.record(Event::MinutesSigned(record)).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}

/// Who received them above, and when; where something is missing, as with a signing.
#[derive(Clone, Debug)]
pub struct NewHandingOver {
    pub to: Option<PaperName>,
    pub on: Option<Day>,
}

pub async fn hand_over_minutes(services: &Services, actor: &Actor, id: MusrenbangId, new: &NewHandingOver) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Send)?;
        let signed = hall.meeting.papers.signed.as_ref().ok_or_else(|| Failure::inconsistent("musrenbangs", "signed_on", id))?;
        let handing = HandingOver::new(new.to.as_ref(), new.on, (signed.on, services.today())).map_err(at_their_fields)?;
        let to = hall.unit.keep_words(&handing.to).await?;
        let record = HandingOverRecord { version: hall.meeting.minutes_version, to, on: handing.on };
        hall.record(Event::MinutesHandedOver(record)).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}

fn at_their_fields(found: Vec<(PaperField, Refusal)>) -> CommandError {
    CommandError::Problems(found.into_iter().map(|(field, refusal)| Problem::new(field.code(), refusal)).collect())
}
