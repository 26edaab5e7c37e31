//! The papers of a closed meeting: the printed minutes are signed, then handed to the level above. Both are written down
//! by the office of the meeting; opening it again, or a reserve that moves up, takes both back.

use super::{Hall, Outcome};
use crate::{CommandError, Failure, Problem, Services, commands::once_more, store::musrenbangs};
use domain::{
    account::Actor,
    clock::Day,
    ids::MusrenbangId,
    ledger::{Event, HandingOverRecord, SigningRecord},
    musrenbang::{HandingOver, MeetingAct, PaperField, Signing},
    refusal::Refusal,
};

/// Who signed, when, and how many of the delegates; the day and the number as far as they could be read.
#[derive(Clone, Debug)]
pub struct NewSigning {
    pub by: String,
    pub on: Result<Day, Refusal>,
    pub delegates: Result<u32, Refusal>,
}

pub async fn sign_minutes(services: &Services, actor: &Actor, id: MusrenbangId, form: &NewSigning) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Sign)?;
        let named = musrenbangs::delegates(&mut hall.unit.tx, id).await?.len();
        let closed_at = hall.meeting.closed_at.ok_or_else(|| Failure::inconsistent("musrenbangs", "closed_at", id))?;
        let days = (services.zone().day(closed_at), services.today());
        let (on, delegates) = (form.on.clone().unwrap_or(days.1), form.delegates.clone().unwrap_or(0));
        let unread = [(PaperField::SignedOn, form.on.clone().err()), (PaperField::SignedDelegates, form.delegates.clone().err())];
        let signing = Signing::new(&form.by, on, delegates, days, u32::try_from(named).unwrap_or(u32::MAX));
        let signing = checked(signing, unread)?;
        let by = hall.unit.keep_words(&signing.by).await?;
        let record = SigningRecord { version: hall.meeting.minutes_version, by, on: signing.on, delegates: signing.delegates };
        hall.record(Event::MinutesSigned(record)).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}

/// Who received them above, and when, as far as that could be read.
#[derive(Clone, Debug)]
pub struct NewHandingOver {
    pub to: String,
    pub on: Result<Day, Refusal>,
}

pub async fn hand_over_minutes(services: &Services, actor: &Actor, id: MusrenbangId, form: &NewHandingOver) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Send)?;
        let signed = hall.meeting.papers.signed.as_ref().ok_or_else(|| Failure::inconsistent("musrenbangs", "signed_on", id))?;
        let days = (signed.on, services.today());
        let handing = HandingOver::new(&form.to, form.on.clone().unwrap_or(days.1), days);
        let handing = checked(handing, [(PaperField::HandedOverOn, form.on.clone().err())])?;
        let to = hall.unit.keep_words(&handing.to).await?;
        let record = HandingOverRecord { version: hall.meeting.minutes_version, to, on: handing.on };
        hall.record(Event::MinutesHandedOver(record)).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}

/// What the rules found and what could not be read, each at its field.
fn checked<T>(
    read: Result<T, Vec<(PaperField, Refusal)>>,
    unread: impl IntoIterator<Item = (PaperField, Option<Refusal>)>,
) -> Result<T, CommandError> {
    let unread = unread.into_iter().filter_map(|(field, refusal)| Some((field, refusal?)));
    let (value, found) = match read {
        Ok(value) => (Some(value), Vec::new()),
        Err(found) => (None, found),
    };
    let problems: Vec<Problem> = found.into_iter().chain(unread).map(|(field, refusal)| Problem::new(field.code(), refusal)).collect();
    value.filter(|_| problems.is_empty()).ok_or(CommandError::Problems(problems))
}
