//! What is kept beside the ledger follows its entries: where proposals stand, who backs what, whose answers count,
//! likes, what is hidden, what levels recommend, homes and roles, what is set, lists, and all counters of these.
//! Nothing else writes them. Whether an act was allowed is not asked here any more. Words and names that no entry
//! holds are written by whoever records.

mod list;
mod meeting;
mod people;
mod remark;
mod year;

use super::words::told;
use crate::{
    Failure,
    store::{
        Tx, city, comments,
        plans::{
            self,
            stances::{self, TakenStance},
        },
        proposals::{self, Support},
        regions, subjects,
    },
};
use domain::{
    clock::{Day, Instant},
    comment,
    ids::{AccountId, CommentId, PlanId, ProposalId, RegionId},
    ledger::{Entry, Event, PlanLeg, SettingEvent, Subject},
    plan::PlanEventKind,
    proposal::EventKind,
    region::RegionCode,
};

/// New entries of one subject, in their order.
pub(super) async fn project(tx: &mut Tx, subject: Subject, entries: &[Entry]) -> Result<(), Failure> {
    // Many of one kind are written at once.
    for alike in entries.chunk_by(|one, other| one.event.code() == other.event.code()) {
        match subject {
            Subject::Proposal(id) => of_proposal(tx, id, alike).await?,
            Subject::Plan(id) => of_plan(tx, id, alike).await?,
            Subject::Comment(id) => of_comment(tx, id, alike).await?,
            Subject::Musrenbang(id) => meeting::of_meeting(tx, id, alike).await?,
            Subject::City => of_city(tx, alike).await?,
            Subject::Cycle(id) => year::of_year(tx, id, alike).await?,
            Subject::Account(id) => people::of_account(tx, id, alike).await?,
        }
    }
    Ok(())
}

async fn of_city(tx: &mut Tx, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        match &entry.event {
            Event::Setting(SettingEvent::SettingChanged { key, to, .. }) => city::set(tx, *key, to.as_deref()).await?,
            Event::Setting(SettingEvent::RegionsListed { rows }) => list::regions(tx, rows).await?,
            Event::Setting(SettingEvent::AgenciesListed { rows }) => list::agencies(tx, rows).await?,
            _ => {}
        }
    }
    Ok(())
}

/// The region that had a code on a day.
async fn region(tx: &mut Tx, code: &RegionCode, on: Day) -> Result<RegionId, Failure> {
    let region = regions::find_by_code(tx, code, on).await?;
    region.map(|region| region.id).ok_or_else(|| Failure::inconsistent("regions", "code", code))
}

/// The same on the day that it was then in the city.
async fn in_force(tx: &mut Tx, code: &RegionCode, at: Instant) -> Result<RegionId, Failure> {
    let day = city::find(tx).await?.zone().day(at);
    region(tx, code, day).await
}

fn strange(entry: &Entry) -> Failure {
    Failure::inconsistent("ledger", "kind", entry.event.code())
}

/// Who did what only people do.
fn by(entry: &Entry) -> Result<AccountId, Failure> {
    entry.acting.as_ref().map(|acting| acting.account).ok_or_else(|| Failure::inconsistent("ledger", "actor_id", entry.id))
}

/// Nothing is told twice.
fn changed(what: &'static str, has_changed: bool) -> Result<(), Failure> {
    if has_changed { Ok(()) } else { Err(Failure::RowCount { what, rows: 0 }) }
}

async fn of_proposal(tx: &mut Tx, id: ProposalId, entries: &[Entry]) -> Result<(), Failure> {
    let (mut given, mut left, mut said) = (Vec::new(), Vec::new(), 0);
    let mut counted_anew = Some(id);
    for entry in entries {
        match &entry.event {
            Event::Moved(leg) => {
                proposals::set_state(tx, id, &leg.state(entry.at)).await?;
                if let (EventKind::Verified, Some(acting)) = (leg.what, &entry.acting) {
                    proposals::second(tx, id, acting.account).await?;
                }
                counted_anew = None;
            }
            Event::Recalled(_) => counted_anew = None,
            Event::Remarked(leg) => {
                remark::remarked(tx, id, leg, entry).await?;
                counted_anew = None;
            }
            Event::Sent { rt, asked } => {
                let rt = in_force(tx, rt, entry.at).await?;
                proposals::set_rt(tx, id, rt).await?;
                if let Some(asked) = asked {
                    proposals::set_asked(tx, id, asked, entry.at).await?;
                }
            }
            Event::Assigned { agency } => {
                proposals::set_agency(tx, id, *agency).await?;
                counted_anew = None;
            }
            Event::SupportGiven { home } => given.push(Support { by: by(entry)?, at: entry.at, home: home.clone() }),
            Event::SupportWithdrawn => left.extend(proposals::remove_support(tx, id, by(entry)?).await?),
            Event::SupporterSettled { person, home } => proposals::settle_support(tx, id, *person, home.as_ref()).await?,
            Event::Merged { into } => {
                proposals::set_merged_into(tx, id, Some(*into)).await?;
                counted_anew = Some(*into);
            }
            Event::Parted => {
                let merged_into = proposals::find(tx, id).await?.and_then(|proposal| proposal.merged_into);
                counted_anew = Some(merged_into.ok_or_else(|| Failure::inconsistent("proposals", "merged_into", id))?);
                proposals::set_merged_into(tx, id, None).await?;
            }
            Event::Commented { said: kind, .. } => {
                said += i64::from(kind.is_of_residents());
                counted_anew = None;
            }
            _ => return Err(strange(entry)),
        }
    }
    if said > 0 {
        subjects::count_comments(tx, comment::Subject::Proposal(id), said).await?;
    }
    let new = proposals::insert_supports(tx, id, &given).await?;
    let Some(anew) = counted_anew else { return Ok(()) };
    let one = match (entries, &left[..]) {
        ([_], [one]) => Some((one, -1)),
        ([_], []) if new == 1 => given.first().map(|one| (one, 1)),
        _ => None,
    };
    if let Some((one, step)) = one
        && proposals::count_one(tx, id, one.home.as_ref(), step).await?
    {
        return Ok(());
    }
    proposals::recount_line(tx, anew).await
}

async fn of_plan(tx: &mut Tx, id: PlanId, entries: &[Entry]) -> Result<(), Failure> {
    let (mut has_moved, mut said) = (false, 0);
    for entry in entries {
        match &entry.event {
            Event::PlanMoved(leg) => plan_moved(tx, id, leg, entry).await?,
            Event::PlanRecalled(_) => {}
            Event::StanceTaken { stance, local } => {
                let taken = TakenStance { stance: *stance, local: Some(*local), at: entry.at };
                stances::set(tx, id, by(entry)?, taken).await?;
            }
            Event::ResponderSettled { person, local } => {
                stances::settle(tx, id, *person, *local).await?;
                has_moved = true;
            }
            Event::Commented { said: kind, .. } => said += i64::from(kind.is_of_residents()),
            _ => return Err(strange(entry)),
        }
    }
    if has_moved {
        stances::recount(tx, id).await?;
    }
    if said > 0 { subjects::count_comments(tx, comment::Subject::Plan(id), said).await } else { Ok(()) }
}

/// What is frozen goes with the step that freezes it.
async fn plan_moved(tx: &mut Tx, id: PlanId, leg: &PlanLeg, entry: &Entry) -> Result<(), Failure> {
    plans::set_state(tx, id, &leg.state, leg.due_on).await?;
    match leg.what {
        PlanEventKind::Published => {
            let rule = leg.rule.as_ref().ok_or_else(|| strange(entry))?;
            plans::set_published(tx, id, rule, entry.at).await
        }
        PlanEventKind::ResponsesClosed => plans::set_evaluation(tx, id, leg.evaluation.as_ref(), None).await,
        PlanEventKind::Extended => plans::set_evaluation(tx, id, None, Some(entry.at)).await,
        _ => Ok(()),
    }
}

async fn of_comment(tx: &mut Tx, id: CommentId, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        let has_changed = match &entry.event {
            Event::Liked => comments::set_like(tx, id, by(entry)?, true, entry.at).await?,
            Event::LikeWithdrawn => comments::set_like(tx, id, by(entry)?, false, entry.at).await?,
            Event::CommentHidden { words } => {
                let reason = told(tx, *words).await?;
                comments::hide(tx, id, &reason, entry.at).await?
            }
            Event::CommentRestored => comments::restore(tx, id).await?,
            _ => return Err(strange(entry)),
        };
        changed("comments", has_changed)?;
    }
    Ok(())
}
