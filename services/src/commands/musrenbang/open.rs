//! The meeting opens: place, leader, who came. From here on decisions are taken, support counts stand still, and the
//! weights of the cycle are locked.

use super::{Hall, Outcome, close::freeze};
use crate::{
    CommandError, Problem, Services, agenda,
    commands::once_more,
    edited,
    store::{Tx, cycles, musrenbangs::Meeting},
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::MusrenbangId,
    ledger::{Event, OpeningRecord},
    musrenbang::{Attendance, Opening, OpeningField},
    refusal::Refusal,
};

/// With `despite_missing` it opens although meetings below have not sent their list.
pub async fn open_musrenbang(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    opening: &Opening,
    despite_missing: bool,
) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.meeting.state().open(opening.clone())?;
        if !despite_missing {
            check_below(&mut hall.unit.tx, &hall.meeting).await?;
        }
        let record = opening_record(&mut hall, opening).await?;
        hall.record(Event::MeetingOpened(record)).await?;
        // An RT's list is one neighbourhood's: counting starts to matter where neighbourhoods are compared.
        if hall.meeting.stage != StageKind::Rt {
            freeze(&mut hall).await?;
        }
        Ok(hall.unit.commit().await?)
    })
    .await
}

/// Whoever has not sent its list is asked about first: what it sends later comes late.
async fn check_below(tx: &mut Tx, meeting: &Meeting) -> Outcome<()> {
    let pipeline = cycles::pipeline(tx, meeting.cycle).await?;
    match u32::try_from(agenda::missing(tx, meeting, &pipeline).await?.len()).unwrap_or(u32::MAX) {
        0 => Ok(()),
        count => Err(CommandError::at("despite_missing", Refusal::MissingBelow { count })),
    }
}

/// More people came, or a name was mistyped: the record is put right while the meeting is open. `shown` is what stood
/// in the form before: what was not changed in it stays as another officer may have left it.
pub async fn correct_opening(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    wanted: &Opening,
    shown: Option<&Opening>,
) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        let opening = match hall.meeting.state().opening {
            Some(stored) => over(wanted, shown, &stored)?,
            None => wanted.clone(),
        };
        hall.meeting.state().correct(opening.clone())?;
        let record = opening_record(&mut hall, &opening).await?;
        hall.record(Event::OpeningCorrected(record)).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}

fn over(wanted: &Opening, shown: Option<&Opening>, stored: &Opening) -> Outcome<Opening> {
    let mut problems = Vec::new();
    let mut text = |field: OpeningField, of: fn(&Opening) -> &str| {
        let [wanted, stored] = [wanted, stored].map(|opening| of(opening).to_owned());
        edited(&wanted, shown.map(|shown| of(shown).to_owned()).as_ref(), &stored, Clone::clone).unwrap_or_else(|refusal| {
            problems.push(Problem::new(field.code(), refusal));
            stored
        })
    };
    let (place, leader) = (text(OpeningField::Place, Opening::place), text(OpeningField::Leader, Opening::leader));
    let mut count = |field, of: fn(Attendance) -> u32| {
        let [wanted, stored] = [wanted, stored].map(|opening| of(opening.attendance()));
        edited(&wanted, shown.map(|shown| of(shown.attendance())).as_ref(), &stored, u32::to_string).unwrap_or_else(|refusal| {
            problems.push(Problem::new(field, refusal));
            stored
        })
    };
    let (total, women) = (count("attendance", |came| came.total), count("women", |came| came.women));
    if !problems.is_empty() {
        return Err(CommandError::Problems(problems));
    }
    let attendance = Attendance::new(total, women).map_err(|refusal| CommandError::at("women", refusal))?;
    Opening::new(&place, &leader, attendance)
        .map_err(|found| CommandError::Problems(found.into_iter().map(|(field, refusal)| Problem::new(field.code(), refusal)).collect()))
}

async fn opening_record(hall: &mut Hall, opening: &Opening) -> Outcome<OpeningRecord> {
    let (place, leader) = (hall.unit.keep_any(opening.place()).await?, hall.unit.keep_any(opening.leader()).await?);
    Ok(OpeningRecord { place, leader, attendance: opening.attendance() })
}
