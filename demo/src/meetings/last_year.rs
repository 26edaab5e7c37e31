//! The meeting of the city a year ago, with its ranking and what became of it. Those below it were held on paper.

use super::Course;
use crate::DemoError;
use domain::{
    cycle::StageKind,
    ids::MusrenbangId,
    ledger::Event,
    musrenbang::Decision,
    proposal::{Marking, Progress, Status},
    reason::Note,
};
use services::{
    commands::musrenbang::mark_progress,
    ledger::{self, Act},
    store::{
        musrenbangs::{self, Item, NewMeeting},
        proposals::{self, Order, ProposalFilter},
    },
};

/// What was marked later: how many days after the meeting, on how many of the agreed, with which note.
const MARKS: [(Progress, i64, usize, &str); 4] = [
    (Progress::Rkpd, 60, 7, "Tercantum pada lampiran RKPD 2027 (data contoh)."),
    (Progress::Apbd, 160, 6, "Tercantum pada APBD 2027 (data contoh)."),
    (Progress::UnderWay, 250, 5, "Pekerjaan dimulai setelah kontrak ditandatangani."),
    (Progress::Finished, 330, 4, "Pekerjaan selesai dan sudah diperiksa bersama ketua RT."),
];

/// `days_ago` is how long before today that year was where this one is now.
pub async fn hold(course: &mut Course<'_>, days_ago: i64) -> Result<(), DemoError> {
    prepare(course, days_ago).await?;
    let (region, day) = (course.city()?, days_ago - 5);
    let mut hall = course.hall(StageKind::Kota, &region, day + 1).await?;
    hall.check_all().await?;
    hall.turn_to(day, 0);
    hall.open().await?;
    hall.recommend(2).await?;
    hall.score().await?;
    hall.rank(2).await?;
    let items = hall.items(|status| status == Status::Verified).await?;
    hall.decide(Decision::Reserve, 2, items.get(items.len().saturating_sub(2)..).unwrap_or_default()).await?;
    hall.settle().await?;
    let agreed: Vec<Item> = hall.items(|status| status == Status::Agreed).await?;
    hall.close().await?;
    for (mark, later, count, note) in MARKS {
        hall.turn_to(day - later, 90);
        for item in agreed.iter().take(count) {
            let note = Note::new(note)?;
            let marking = match mark {
                Progress::Rkpd => Marking::Rkpd { note, amount: item.cost },
                Progress::Apbd => Marking::Apbd { note, amount: item.cost },
                Progress::UnderWay => Marking::UnderWay { note },
                Progress::Finished | Progress::Deferred => Marking::Finished { note },
            };
            mark_progress(&hall.services, hall.actor, item.proposal, &marking).await?;
        }
    }
    Ok(())
}

/// The meeting, and before it what has come up to the city.
async fn prepare(course: &Course<'_>, days_ago: i64) -> Result<(), DemoError> {
    let then = crate::past::then(course.services, days_ago, 0);
    let region = course.places.regions.get(&course.city()?).copied();
    let id = MusrenbangId(then.clock.new_id());
    let mut tx = then.database.begin().await?;
    let new = NewMeeting { id, cycle: course.cycle, stage: StageKind::Kota, region, agency: None };
    musrenbangs::insert(&mut tx, &new).await?;
    let here = ProposalFilter { cycle: Some(course.cycle), stage: Some(StageKind::Kota), ..ProposalFilter::default() };
    let mut arrived = Vec::new();
    for line in proposals::search(&mut tx, &here, Order::Newest(None), 100).await? {
        arrived.push(Act { at: then.clock.now(), acting: None, event: Event::ItemArrived { proposal: line.id, frozen: None } });
    }
    ledger::record(&then.clock, &mut tx, id, arrived).await?;
    Ok(tx.commit().await?)
}
