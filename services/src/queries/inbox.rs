//! What waits for an official: their meetings with the next thing to do, and the proposals nobody has looked at.

use crate::{
    Failure, Services,
    store::{
        Tx, appointments, cycles,
        musrenbangs::{self, BoardFilter, BoardRow, WaitingItem},
        proposals::{self, ProposalLine},
    },
};
use chrono::Duration;
use domain::{
    account::{Actor, Role},
    city::{City, Setting},
    cycle::StageKind,
    ids::{AccountId, CycleId},
    musrenbang::{Duty, MusrenbangStatus},
    permission::{MayActAsSelf, may_confirm_appointment, may_manage_people, office_above, seconds},
    region::RegionCode,
};

const MOST_WAITING: i64 = 200;
const MOST_MEETINGS: i64 = 100;

/// One kind of meeting of this official, in one planning year.
#[derive(Clone, Debug)]
pub struct Desk {
    pub plan_year: u16,
    pub rows: Vec<BoardRow>,
    /// Own meetings come with their waiting proposals; those of RTs below only as a list.
    pub is_own: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Inbox {
    pub desks: Vec<Desk>,
    /// The longest waiting first.
    pub waiting: Vec<WaitingItem>,
    /// Recorded for residents by others, who may not decide on it before somebody beside them says whose it is.
    pub to_second: Vec<ProposalLine>,
    /// What the proposers of meetings below object to, the most urgent first.
    pub objections: Vec<ProposalLine>,
    /// Works to be marked or reported, of any year.
    pub works: Vec<ProposalLine>,
    /// Roles that another admin or the machine proposed and this one may confirm.
    pub appointments: usize,
    /// Planning years whose meetings are still to come.
    pub prepared: Vec<u16>,
}

impl WaitingItem {
    /// It came in longer ago than the city gives, or its deadline has passed. Nothing happens by itself.
    pub fn is_overdue(&self, city: &City, now: domain::clock::Instant) -> bool {
        self.returned_until.is_some() || now - self.since > Duration::days(i64::from(city.number(Setting::VerifyDays)))
    }
}

/// Empty for people without a seat in any meeting.
pub async fn inbox(services: &Services, actor: &Actor, permit: &MayActAsSelf) -> Result<Inbox, Failure> {
    let mut tx = services.database.read().await?;
    let today = services.today();
    let known = Inbox {
        to_second: to_second(&mut tx, actor, permit.acting().account).await?,
        objections: objections(&mut tx, actor).await?,
        works: works(&mut tx, actor).await?,
        appointments: to_confirm(&mut tx, actor).await?,
        ..Inbox::default()
    };
    let years = cycles::years(&mut tx).await?;
    let mut inbox = Inbox { prepared: years.prepared(today).iter().map(|year| year.plan_year).collect(), ..known };
    for year in years.all() {
        for (filter, is_own) in seats(actor) {
            let rows = on_duty(&mut tx, year.id, filter, Duty { season: years.season(year, today), is_own }).await?;
            if is_own {
                for row in &rows {
                    inbox.waiting.extend(musrenbangs::waiting_for_decision(&mut tx, row.id, today, MOST_WAITING).await?);
                }
            }
            if !rows.is_empty() {
                inbox.desks.push(Desk { plan_year: year.plan_year, rows, is_own });
            }
        }
    }
    let served = actor.assignments().iter().filter(|held| held.role == Role::KelurahanOfficer);
    for kelurahan in served.filter_map(|held| held.region.as_ref()) {
        inbox.waiting.extend(musrenbangs::late_in(&mut tx, kelurahan.as_str(), MOST_WAITING).await?);
    }
    inbox.waiting.sort_by_key(|waiting| (waiting.since, waiting.proposal));
    Ok(inbox)
}

/// What the budget has and the works are to be reported of, for whoever may.
async fn works(tx: &mut Tx, actor: &Actor) -> Result<Vec<ProposalLine>, Failure> {
    let mut works = Vec::new();
    for held in actor.assignments() {
        match (held.role, held.agency) {
            (Role::AgencyVerifier, Some(agency)) => works.extend(proposals::works_of(tx, Some(agency), MOST_WAITING).await?),
            (Role::Planner, _) => works.extend(proposals::works_of(tx, None, MOST_WAITING).await?),
            _ => {}
        }
    }
    Ok(works)
}

/// What is this office's to answer, see `domain::permission::may_answer_objection`; of any year.
async fn objections(tx: &mut Tx, actor: &Actor) -> Result<Vec<ProposalLine>, Failure> {
    let mut lines = Vec::new();
    for held in actor.assignments() {
        let place = held.region.as_ref().map(RegionCode::as_str);
        for stage in StageKind::ALL.into_iter().filter(|stage| stage.is_meeting() && office_above(*stage) == held.role) {
            lines.extend(proposals::objected(tx, stage, place, MOST_WAITING).await?);
        }
    }
    lines.sort_by_key(|line| (line.objection_due_on, line.id));
    Ok(lines)
}

/// What was recorded in the places of those who may say whose it is, see `domain::permission::may_second`.
async fn to_second(tx: &mut Tx, actor: &Actor, me: AccountId) -> Result<Vec<ProposalLine>, Failure> {
    let mut lines: Vec<ProposalLine> = Vec::new();
    for place in actor.assignments().iter().filter(|held| seconds(held.role)).filter_map(|held| held.region.as_ref()) {
        let found = proposals::to_second(tx, place.as_str(), me, MOST_WAITING).await?;
        lines.extend(found.into_iter().filter(|new| lines.iter().all(|known| known.id != new.id)).collect::<Vec<_>>());
    }
    Ok(lines)
}

/// How many appointments wait for this person's confirmation.
async fn to_confirm(tx: &mut Tx, actor: &Actor) -> Result<usize, Failure> {
    if may_manage_people(actor).is_err() {
        return Ok(0);
    }
    let waiting = appointments::waiting(tx, None).await?;
    Ok(waiting.iter().filter(|one| may_confirm_appointment(actor, one.waiting()).is_ok()).count())
}

/// Which of these meetings wait for the official. What cannot be among them is not asked for.
async fn on_duty(tx: &mut Tx, year: CycleId, filter: BoardFilter, duty: Duty) -> Result<Vec<BoardRow>, Failure> {
    let [open, closed] = [MusrenbangStatus::Open, MusrenbangStatus::Closed].map(|status| duty.holds(status, 1));
    if !open {
        return Ok(Vec::new());
    }
    let filter = BoardFilter { closed: (!closed).then_some(false), ..filter };
    let mut rows = musrenbangs::board(tx, year, &filter, MOST_MEETINGS).await?;
    rows.retain(|row| duty.holds(row.status, row.waiting));
    Ok(rows)
}

/// Which meetings each assignment seats its holder in, and whether they are the holder's own.
fn seats(actor: &Actor) -> Vec<(BoardFilter, bool)> {
    let mut seats = Vec::new();
    for held in actor.assignments() {
        let within = held.region.as_ref().map(ToString::to_string);
        let of = |stage| BoardFilter { stage: Some(stage), within: within.clone(), ..BoardFilter::default() };
        match held.role {
            Role::RtHead => seats.push((of(StageKind::Rt), true)),
            Role::KelurahanOfficer => {
                seats.push((of(StageKind::Kelurahan), true));
                seats.push((of(StageKind::Rt), false));
            }
            Role::KecamatanOfficer => {
                seats.push((of(StageKind::Kecamatan), true));
                seats.push((of(StageKind::Kelurahan), false));
            }
            Role::AgencyVerifier if held.agency.is_some() => {
                seats.push((BoardFilter { agency: held.agency, ..of(StageKind::AgencyForum) }, true));
            }
            Role::Planner => {
                seats.push((BoardFilter { within: None, ..of(StageKind::Kota) }, true));
                seats.push((BoardFilter { within: None, ..of(StageKind::AgencyForum) }, false));
            }
            Role::AgencyVerifier | Role::CityAdmin | Role::Moderator | Role::Inspector => {}
        }
    }
    seats
}
