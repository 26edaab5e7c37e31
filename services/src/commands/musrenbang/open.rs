//! The meeting opens: place, leader, who came. From here on decisions are taken, support counts stand still, and the
//! weights of the cycle are locked.

use super::{Hall, Outcome, close::freeze};
use crate::{
    CommandError, Problem, Services, Typed, agenda,
    commands::once_more,
    store::{Tx, cycles, musrenbangs::Meeting},
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::MusrenbangId,
    ledger::{Event, OpeningRecord},
    musrenbang::{Attendance, Opening, OpeningField},
    number,
    refusal::Refusal,
};

/// The opening as typed.
#[derive(Clone, Debug, Default)]
pub struct OpeningForm {
    pub place: String,
    pub leader: String,
    pub attendance: String,
    pub women: String,
    /// It opens although meetings below have not sent their list.
    pub despite_missing: bool,
}

impl OpeningForm {
    /// What stands in the form of this meeting.
    pub fn of(meeting: &Meeting) -> Self {
        let came = |count: fn(Attendance) -> u32| meeting.attendance.map(|came| count(came).to_string()).unwrap_or_default();
        Self {
            place: meeting.place.clone(),
            leader: meeting.leader.clone(),
            attendance: came(|came| came.total),
            women: came(|came| came.women),
            despite_missing: false,
        }
    }

    fn over(&self, shown: &Self, stored: &Self) -> Result<Self, CommandError> {
        let mut problems = Vec::new();
        let mut merged = |field, text: &str, shown: &str, stored: &str| {
            Typed { text, shown: Some(shown) }.over(stored).unwrap_or_else(|refusal| {
                problems.push(Problem::new(field, refusal));
                String::new()
            })
        };
        let form = Self {
            place: merged("place", &self.place, &shown.place, &stored.place),
            leader: merged("leader", &self.leader, &shown.leader, &stored.leader),
            attendance: merged("attendance", &self.attendance, &shown.attendance, &stored.attendance),
            women: merged("women", &self.women, &shown.women, &stored.women),
            despite_missing: self.despite_missing,
        };
        if problems.is_empty() { Ok(form) } else { Err(CommandError::Problems(problems)) }
    }

    fn read(&self) -> Result<Opening, CommandError> {
        let number = |text: &str| if text.is_empty() { Ok(0) } else { number::whole(text) };
        let (total, women) = (number(&self.attendance), number(&self.women));
        let unreadable = [("attendance", total.as_ref().err()), ("women", women.as_ref().err())];
        let mut problems: Vec<Problem> =
            unreadable.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?.clone()))).collect();
        let attendance = Attendance::new(total.unwrap_or(1), women.unwrap_or(0)).unwrap_or_else(|refusal| {
            problems.push(Problem::new("women", refusal));
            Attendance { total: 1, women: 0 }
        });
        let opening = Opening::new(&self.place, &self.leader, attendance);
        if let Err(found) = &opening {
            problems.extend(found.iter().map(|(field, refusal)| Problem::new(OpeningField::code(*field), refusal.clone())));
        }
        match opening {
            Ok(opening) if problems.is_empty() => Ok(opening),
            _ => Err(CommandError::Problems(problems)),
        }
    }
}

pub async fn open_musrenbang(services: &Services, actor: &Actor, id: MusrenbangId, form: &OpeningForm) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        let opening = form.read()?;
        hall.meeting.state().open(opening.clone())?;
        if !form.despite_missing {
            check_below(&mut hall.unit.tx, &hall.meeting).await?;
        }
        let record = opening_record(&mut hall, &opening).await?;
        hall.record(Event::MeetingOpened(record)).await?;
        // An RT's list is one neighbourhood's: counting starts to matter where neighbourhoods are compared.
        if hall.meeting.stage != StageKind::Rt {
            freeze(&mut hall).await?;
        }
        cycles::lock_weights(&mut hall.unit.tx, hall.meeting.cycle, hall.unit.now).await?;
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
    form: &OpeningForm,
    shown: Option<&OpeningForm>,
) -> Outcome<()> {
    let mut hall = Hall::enter(services, actor, id).await?;
    let opening = match shown {
        Some(shown) => form.over(shown, &OpeningForm::of(&hall.meeting))?.read()?,
        None => form.read()?,
    };
    hall.meeting.state().correct(opening.clone())?;
    let record = opening_record(&mut hall, &opening).await?;
    hall.record(Event::OpeningCorrected(record)).await?;
    Ok(hall.unit.commit().await?)
}

async fn opening_record(hall: &mut Hall, opening: &Opening) -> Outcome<OpeningRecord> {
    let (place, leader) = (hall.unit.keep_any(opening.place()).await?, hall.unit.keep_any(opening.leader()).await?);
    Ok(OpeningRecord { place, leader, attendance: opening.attendance() })
}
