//! The meetings of kecamatan, agencies and the city, as far as lists have come up to them.

use super::{Course, FINISHED, hall::Hall};
use crate::{DemoError, people::code};
use domain::{
    cycle::StageKind,
    musrenbang::Decision,
    proposal::Status,
    reason::{Reason, ReasonCode},
};
use services::commands::musrenbang as verbs;

/// Kecamatan in the middle of something: where it is held on which day from today.
const SOON: [(&str, i64); 4] = [("15.71.10", 3), ("15.71.08", 6), ("15.71.09", 5), ("15.71.04", -2)];
const OPEN_KECAMATAN: &str = "15.71.02";
const FORUMS_HELD: [&str; 3] = ["DLH", "Dinkes", "Perkim"];
const OPEN_FORUM: &str = "Dishub";
/// The forum whose verifier is in the middle of the checking.
const FORUM_CHECKING: &str = "PUPR";

pub async fn hold(course: &mut Course<'_>) -> Result<(), DemoError> {
    for (day, kecamatan) in (11..).zip(FINISHED) {
        course.hall(StageKind::Kecamatan, &code(kecamatan)?, day).await?.kecamatan(day).await?;
    }
    for (kecamatan, days) in SOON {
        let mut hall = course.hall(StageKind::Kecamatan, &code(kecamatan)?, 8).await?;
        hall.schedule(days).await?;
        hall.turn_to(2, 45);
        hall.check_part(2).await?;
    }
    let mut hall = course.hall(StageKind::Kecamatan, &code(OPEN_KECAMATAN)?, 8).await?;
    hall.schedule(-1).await?;
    hall.under_way().await?;
    for (day, agency) in (4..).zip(FORUMS_HELD) {
        course.forum(agency, day).await?.agency(agency, day).await?;
    }
    let mut hall = course.forum(OPEN_FORUM, 7).await?;
    hall.schedule(-1).await?;
    hall.under_way().await?;
    let mut hall = course.forum(FORUM_CHECKING, 7).await?;
    hall.schedule(4).await?;
    hall.turn_to(2, 45);
    hall.check_part(3).await?;
    city(course).await
}

/// Bappeda has opened the meeting of the city: the first are agreed, one is reserve, about the others people still
/// talk.
async fn city(course: &mut Course<'_>) -> Result<(), DemoError> {
    let region = course.city()?;
    let mut hall = course.hall(StageKind::Kota, &region, 9).await?;
    hall.schedule(-1).await?;
    hall.under_way().await?;
    hall.rank(1).await?;
    hall.recommend(2).await?;
    let items = hall.items(|status| status == Status::Verified).await?;
    hall.decide(Decision::Agreed, 4, &items).await?;
    hall.decide(Decision::Reserve, 1, items.get(items.len().saturating_sub(1)..).unwrap_or_default()).await
}

impl Hall<'_, '_> {
    async fn kecamatan(&mut self, day: i64) -> Result<(), DemoError> {
        self.turn_to(day + 5, 60);
        self.schedule(-day).await?;
        self.turn_to(day + 1, 30);
        self.check_all().await?;
        self.find_agencies().await?;
        let bodies = ["PKK Kecamatan", "Forum LPM", "Karang Taruna", "Forum Disabilitas", "Delegasi kelurahan", "Delegasi kelurahan"];
        self.decide_and_send(day, &bodies.map(String::from), 2).await?;
        self.turn_to(day - 1, 0);
        self.papers().await
    }

    async fn agency(&mut self, short_name: &str, day: i64) -> Result<(), DemoError> {
        self.turn_to(day + 3, 60);
        self.schedule(-day).await?;
        self.turn_to(day + 1, 30);
        self.check_all().await?;
        let bodies = [format!("Perencana {short_name}"), format!("Bidang teknis {short_name}"), "Delegasi kecamatan".into()];
        self.decide_and_send(day, &bodies, usize::from(short_name != "DLH")).await
    }

    /// Opened yesterday, with points for everything that was looked at.
    async fn under_way(&mut self) -> Result<(), DemoError> {
        self.turn_to(2, 45);
        self.check_all().await?;
        self.turn_to(1, 0);
        self.open().await?;
        self.score().await
    }

    pub async fn check_all(&mut self) -> Result<(), DemoError> {
        let items = self.items(|status| status == Status::Submitted).await?;
        self.verify(&items).await
    }

    /// The first of so many.
    async fn check_part(&mut self, of: usize) -> Result<(), DemoError> {
        let mut items = self.items(|status| status == Status::Submitted).await?;
        items.truncate(items.len() / of);
        self.verify(&items).await
    }

    /// What no agency of the catalogue answers for is given to one before it goes to the forums.
    async fn find_agencies(&mut self) -> Result<(), DemoError> {
        let reason = Reason::new(
            ReasonCode::WrongAgency,
            "Jenis usulan ini tidak ada pada kamus usulan. Peserta sepakat mengarahkannya ke Bappeda untuk dikaji.",
        )?;
        for item in self.items(|status| status == Status::Verified).await?.iter().filter(|item| item.agency.is_none()) {
            verbs::reroute_proposal(&self.services, self.actor, self.meeting.id, item.proposal, "5-01", &reason).await?;
        }
        Ok(())
    }

    async fn decide_and_send(&mut self, day: i64, bodies: &[String], women: usize) -> Result<(), DemoError> {
        self.turn_to(day, 0);
        self.open().await?;
        let many = self.items(|status| status == Status::Verified).await?.len() / 6;
        self.recommend(many + 1).await?;
        self.score().await?;
        self.rank(2).await?;
        let mut items = self.items(|status| status == Status::Verified).await?;
        items.reverse();
        let (refused, deferred) = items.split_at(items.len() / 3);
        self.decide(Decision::Rejected, many / 3 + 1, refused).await?;
        self.decide(Decision::Deferred, many / 3 + 1, deferred).await?;
        self.settle().await?;
        self.send(bodies, women).await?;
        self.close().await
    }
}
