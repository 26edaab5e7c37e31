//! One meeting, held with the same commands as a real one under a clock that stands in its past and goes on a few
//! minutes with everything that is done.

use super::{Course, texts::HallRecord};
use crate::{DemoError, crowd, past};
use chrono::{Days, Duration};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::{DelegateId, ProposalId},
    money::{Rupiah, Volume},
    musrenbang::{Attendance, Decision, DelegateBody, DelegateContact, DelegateName, MeetingNotes, MeetingPlace, Opening, PaperName},
    priority::{CriterionSource, Points},
    proposal::Status,
    reason::{Note, Reason, ReasonText},
};
use rand::{Rng, seq::IndexedRandom};
use services::{
    Services,
    commands::{
        musrenbang::{self as verbs, NewDelegate, NewHandingOver, NewRecommendation, NewSigning, RankMove, Ruling, Schedule},
        raise_objection,
    },
    store::{
        cycles,
        musrenbangs::{self, Item, Meeting},
        proposals,
    },
};
use std::collections::BTreeMap;

const FEW_WOMEN: &str = "Undangan sudah disampaikan kepada PKK dan kelompok perempuan, tetapi hari musyawarah bertepatan dengan hari kerja. \
     Tahun depan undangan disampaikan lebih awal dan disediakan tempat bermain anak.";

pub struct Hall<'c, 'a> {
    pub course: &'c mut Course<'a>,
    pub meeting: Meeting,
    pub actor: &'a Actor,
    pub services: Services,
    pub record: HallRecord,
}

impl Hall<'_, '_> {
    /// What is done from here on is done so many days ago, from so many minutes after eight in the morning.
    pub fn turn_to(&self, days_ago: i64, minutes: i64) {
        self.services.clock.set(past::instant(self.course.services, days_ago, minutes));
    }

    fn go_on(&self, minutes: i64) {
        self.services.clock.set(self.services.clock.now() + Duration::minutes(minutes));
    }

    pub async fn items(&self, wanted: impl Fn(Status) -> bool) -> Result<Vec<Item>, DemoError> {
        let mut tx = self.services.database.read().await?;
        let items = musrenbangs::items(&mut tx, self.meeting.id).await?;
        Ok(items.into_iter().filter(|item| item.stands_here && wanted(item.status)).collect())
    }

    fn code(&self, proposal: ProposalId) -> String {
        self.course.codes.get(&proposal).cloned().unwrap_or_default()
    }

    fn reason(&mut self, decision: Decision, proposal: ProposalId) -> Option<Reason> {
        let code = self.code(proposal);
        self.course.texts.reason(decision, self.meeting.stage, &code, &mut self.course.rng)
    }

    /// `days` after today, which is before when negative.
    pub async fn schedule(&self, days: i64) -> Result<(), DemoError> {
        let today = self.course.services.today();
        let step = Days::new(days.unsigned_abs());
        let on = if days < 0 { today.checked_sub_days(step) } else { today.checked_add_days(step) }.unwrap_or(today);
        let place = self.fill(&self.record.place_template);
        let wanted = Schedule { scheduled_on: Some(on), place: MeetingPlace::new(&place)? };
        Ok(verbs::schedule_musrenbang(&self.services, self.actor, self.meeting.id, &wanted, None).await?)
    }

    /// A template of a place or a leader with the names of this meeting.
    fn fill(&self, template: &str) -> String {
        let region = self.meeting.region.as_ref();
        let name = region.map_or("", |region| &region.name);
        let rt = region.and_then(|region| region.code.rt_number()).unwrap_or_default();
        template.replace("{name}", name).replace("{rt}", &rt)
    }

    /// On the day the clock stands at, at the hour such meetings begin.
    pub async fn open(&mut self) -> Result<(), DemoError> {
        let people = match self.meeting.stage {
            StageKind::Rt => 14..46,
            StageKind::Kelurahan => 38..95,
            StageKind::Kecamatan => 60..130,
            _ => 45..160_u32,
        };
        let attendance = self.course.rng.random_range(people);
        let women = attendance * self.course.rng.random_range(26..56) / 100;
        self.go_on(self.record.begins());
        let (place, leader) = (self.fill(&self.record.place_template), self.fill(&self.record.leader_title));
        let opening = Opening::new(&place, &leader, Attendance { total: attendance, women })
            .map_err(|_| DemoError::Nonsense("how a meeting opened".into()))?;
        Ok(verbs::open_musrenbang(&self.services, self.actor, self.meeting.id, &opening, true).await?)
    }

    pub async fn verify(&self, items: &[Item]) -> Result<(), DemoError> {
        for item in items {
            self.go_on(3);
            verbs::verify_proposal(&self.services, self.actor, self.meeting.id, item.proposal).await?;
        }
        Ok(())
    }

    /// Sends one back to its proposer, if there is something to correct. Answers whether it did.
    pub async fn send_back(&mut self, item: &Item) -> Result<bool, DemoError> {
        let Some(reason) = self.reason(Decision::Returned, item.proposal) else { return Ok(false) };
        let today = self.course.services.today();
        let until = today.checked_add_days(Days::new(6)).unwrap_or(today);
        self.go_on(6);
        verbs::return_proposal(&self.services, self.actor, self.meeting.id, item.proposal, &reason, until).await?;
        Ok(true)
    }

    /// Makes one of two of the same type, where there are two.
    pub async fn merge(&mut self, items: &[Item]) -> Result<Option<ProposalId>, DemoError> {
        let mut first: BTreeMap<String, &Item> = BTreeMap::new();
        for item in items {
            let code = self.code(item.proposal);
            let Some(into) = first.insert(code, item) else { continue };
            let Some(reason) = self.reason(Decision::Merged, item.proposal) else { continue };
            self.go_on(6);
            verbs::merge_proposals(&self.services, self.actor, self.meeting.id, item.proposal, &into.number, &reason).await?;
            return Ok(Some(item.proposal));
        }
        Ok(None)
    }

    /// Everybody with a vote in the room agrees on points for what is verified.
    pub async fn score(&mut self) -> Result<(), DemoError> {
        let items = self.items(|status| status == Status::Verified).await?;
        let mut tx = self.services.database.read().await?;
        let criteria = cycles::criteria(&mut tx, self.meeting.cycle).await?;
        drop(tx);
        let mut values = Vec::new();
        for item in &items {
            for criterion in criteria.all().iter().filter(|criterion| criterion.source == CriterionSource::Assessors) {
                let points = match criterion.code.as_str() {
                    "own_contribution" if item.own_contribution.amount() == 0 => 1,
                    "own_contribution" => 3 + u8::from(item.own_contribution.amount() >= 5_000_000),
                    "land_readiness" => self.course.rng.random_range(3..=5),
                    _ => self.course.rng.random_range(2..=5),
                };
                values.extend(Points::new(points).ok().map(|points| (item.proposal, criterion.id, points)));
            }
        }
        self.go_on(25);
        verbs::score_proposals(&self.services, self.actor, self.meeting.id, &values, None).await?;
        Ok(())
    }

    /// Takes the proposed order, and moves one or two.
    pub async fn rank(&mut self, moves: usize) -> Result<(), DemoError> {
        self.go_on(5);
        let ranked = verbs::propose_ranking(&self.services, self.actor, self.meeting.id).await?;
        for turn in 0..moves {
            let is_up = turn % 2 == 0;
            let (from, to) = if is_up { (ranked.min(5), 2) } else { (3, ranked.min(6)) };
            let items = self.items(|_| true).await?;
            let Some(item) = items.iter().find(|item| item.rank == Some(from)).filter(|_| from != to) else { continue };
            let code = self.code(item.proposal);
            let Some(reason) = self.course.texts.why_moved(is_up, &code, &mut self.course.rng) else { continue };
            self.go_on(4);
            let id = self.services.clock.new_id();
            let form = RankMove { id, proposal: item.proposal, from, to, seen: None, reason: ReasonText::new(reason)? };
            verbs::move_rank(&self.services, self.actor, self.meeting.id, &form).await?;
        }
        Ok(())
    }

    /// Writes recommendations for so many.
    pub async fn recommend(&mut self, count: usize) -> Result<(), DemoError> {
        let items = self.items(|status| status == Status::Verified).await?;
        let chosen: Vec<Item> = items.choose_multiple(&mut self.course.rng, count).cloned().collect();
        for item in chosen {
            let code = self.code(item.proposal);
            let Some(record) = self.course.texts.recommendation(&code, &mut self.course.rng) else { continue };
            let Some((volume, cost)) = part(&item, record.percent) else { continue };
            self.go_on(5);
            let form = NewRecommendation { text: Note::new(&record.text)?, volume: Some(volume), cost: Some(Rupiah::new(cost)?) };
            verbs::recommend(&self.services, self.actor, self.meeting.id, item.proposal, &form).await?;
        }
        Ok(())
    }

    /// Decides so on `count` of these, the first for which there is a reason. What has taken in a duplicate is not
    /// rejected: that would stand before the meeting again.
    pub async fn decide(&mut self, decision: Decision, count: usize, items: &[Item]) -> Result<(), DemoError> {
        let mut left = count;
        for item in items {
            let reason = if decision.needs_reason() { self.reason(decision, item.proposal) } else { None };
            if left == 0 || decision.needs_reason() && reason.is_none() {
                continue;
            }
            let has_duplicates = !proposals::merged_into(&mut self.services.database.read().await?, item.proposal).await?.is_empty();
            if decision == Decision::Rejected && has_duplicates {
                continue;
            }
            self.go_on(4);
            let form = Ruling { decision, reason, seen: None };
            verbs::decide(&self.services, self.actor, self.meeting.id, item.proposal, &form).await?;
            left -= 1;
        }
        Ok(())
    }

    /// What the order and the money suggest is agreed for everything else.
    pub async fn settle(&mut self) -> Result<(), DemoError> {
        let reserve = self.course.texts.reason(Decision::Reserve, self.meeting.stage, "*", &mut self.course.rng);
        let why = reserve.map(|reason| ReasonText::new(reason.text())).transpose()?;
        self.go_on(10);
        verbs::accept_suggestion(&self.services, self.actor, self.meeting.id, why.as_ref()).await?;
        Ok(())
    }

    /// Names a delegate for each of these bodies, so many of them women; fewer than 30 % get their note.
    pub async fn send(&mut self, bodies: &[String], women: usize) -> Result<(), DemoError> {
        for (place, body) in bodies.iter().enumerate() {
            self.go_on(1);
            let is_woman = place < women;
            let form = NewDelegate {
                id: DelegateId(self.services.clock.new_id()),
                name: DelegateName::new(&crowd::name(is_woman, &mut self.course.rng))?,
                is_woman,
                body: DelegateBody::new(body)?,
                contact: DelegateContact::new(&format!("0812-0000-{:04} (contoh)", self.course.rng.random_range(0..10_000)))?,
            };
            verbs::add_delegate(&self.services, self.actor, self.meeting.id, &form).await?;
        }
        if women * 10 < bodies.len() * 3 {
            let notes = MeetingNotes { women: Some(Note::new(FEW_WOMEN)?), ..MeetingNotes::default() };
            verbs::write_notes(&self.services, self.actor, self.meeting.id, &notes, None).await?;
        }
        Ok(())
    }

    pub async fn close(&mut self) -> Result<(), DemoError> {
        self.go_on(12);
        verbs::close_musrenbang(&self.services, self.actor, self.meeting.id, None).await?;
        Ok(())
    }
}

/// What the head of an RT has to say against a decision.
const OBJECTION: &str = "Lokasi ini dilalui anak sekolah setiap hari dan sudah tiga kali terjadi kecelakaan. Warga siap menyumbang tenaga. \
     Mohon diperiksa kembali di lapangan (data contoh).";

impl Hall<'_, '_> {
    /// Of what was rejected one is objected to by the head of its RT.
    pub async fn object(&mut self) -> Result<(), DemoError> {
        let rejected = self.items(|status| status == Status::Rejected).await?;
        let Some(item) = rejected.first() else { return Ok(()) };
        let head = self.course.offices.of_region(&item.place)?;
        Ok(raise_objection(&self.services, head, item.proposal, &Note::new(OBJECTION)?).await?)
    }

    /// The printed minutes are signed and handed to the level above.
    pub async fn papers(&mut self) -> Result<(), DemoError> {
        let by = PaperName::new(&self.fill(&self.record.leader_title))?;
        let signing = NewSigning { by: Some(by), on: Some(self.services.today()), delegates: Some(1) };
        verbs::sign_minutes(&self.services, self.actor, self.meeting.id, &signing).await?;
        let handing = NewHandingOver { to: Some(PaperName::new("Sekretariat Bappeda")?), on: Some(self.services.today()) };
        Ok(verbs::hand_over_minutes(&self.services, self.actor, self.meeting.id, &handing).await?)
    }
}

/// So many percent of the volume, in whole units, and what they cost.
fn part(item: &Item, percent: i64) -> Option<(Volume, i64)> {
    let volume = item.volume?;
    let part = volume.thousandths().checked_mul(percent)? / 100_000 * 1000;
    let cost = i128::from(item.cost.amount()) * i128::from(part);
    let is_whole = cost % i128::from(volume.thousandths()) == 0;
    let cost = i64::try_from(cost / i128::from(volume.thousandths())).ok().filter(|_| is_whole)?;
    Some((Volume::from_thousandths(part).ok()?, cost))
}
