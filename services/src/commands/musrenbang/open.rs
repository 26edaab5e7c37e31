//! The meeting opens: place, leader, who came. From here on decisions are taken, support counts stand still, and the
//! weights of the cycle are locked.

use super::{Outcome, log, run};
use crate::{
    CommandError, Problem, Services, Typed, agenda,
    store::{
        Tx, cycles,
        musrenbangs::{self, Meeting},
    },
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::MusrenbangId,
    musrenbang::{Attendance, MusrenbangEventKind, Opening, OpeningField},
    number,
    permission::Acting,
    refusal::Refusal,
};
use serde_json::json;

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
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    let opening = form.read()?;
    let opened = meeting.state().open(opening.clone())?;
    if !form.despite_missing {
        check_below(&mut tx, &meeting).await?;
    }
    write(services, &mut tx, id, &opening, permit.acting(), MusrenbangEventKind::Opened).await?;
    musrenbangs::set_status(&mut tx, id, opened.status, None, opened.version).await?;
    // An RT's list is one neighbourhood's: counting starts to matter where neighbourhoods are compared.
    if meeting.stage != StageKind::Rt {
        musrenbangs::freeze_support(&mut tx, id, services.clock.now()).await?;
    }
    cycles::lock_weights(&mut tx, meeting.cycle, services.clock.now()).await?;
    tx.commit().await?;
    Ok(())
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
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    let opening = match shown {
        Some(shown) => form.over(shown, &OpeningForm::of(&meeting))?.read()?,
        None => form.read()?,
    };
    meeting.state().correct(opening.clone())?;
    write(services, &mut tx, id, &opening, permit.acting(), MusrenbangEventKind::OpeningCorrected).await?;
    tx.commit().await?;
    Ok(())
}

async fn write(
    services: &Services,
    tx: &mut Tx,
    id: MusrenbangId,
    opening: &Opening,
    acting: &Acting,
    kind: MusrenbangEventKind,
) -> Outcome<()> {
    musrenbangs::set_opening(tx, id, opening.place(), opening.leader(), opening.attendance(), services.clock.now()).await?;
    let detail = json!({ "attendance": opening.attendance().total, "women": opening.attendance().women });
    log(services, tx, id, acting, kind, detail).await
}
