//! One plan from its draft to where `plans.csv` says it stands, day by day.

use super::{life::Life, talk};
use crate::{DemoError, crowd::Resident};
use domain::{
    ids::PlanId,
    permission::may_take_stance,
    plan::{FollowUpKind, Stance},
    reason::{Note, Reason, ReasonCode},
    region::RegionCode,
};
use rand::seq::SliceRandom;
use services::{
    Clock, Services,
    commands::{self, Advance},
    jobs,
    queries::plans::plan_page,
};

const ENTERED: &str = "Tercantum dalam Rencana Kerja Pemerintah Daerah.";
const STARTED: &str = "Pekerjaan dimulai sesuai jadwal.";

/// How many days ago something happened, and what residents thought.
struct Course {
    /// Days since it was published.
    published: i64,
    /// How many answers: parts of a hundred of what the rule needs, or simply so many.
    answers: Answers,
    support_percent: u32,
    follow_up: Option<(i64, FollowUpKind)>,
}

enum Answers {
    OfNeeded(u32),
    JustSoMany(usize),
}

impl Life<'_> {
    /// `open` counts the plans that still take answers: each closes on another day.
    pub async fn live(&mut self, open: &mut i64) -> Result<(), DemoError> {
        use FollowUpKind as F;
        let course = |published, answers, support_percent, follow_up| Course { published, answers, support_percent, follow_up };
        let state = self.record.state.clone();
        let course = match state.as_str() {
            "draft" => return self.draft(2).await.map(drop),
            "published" => {
                *open += 1;
                course(21 - 5 * *open, Answers::OfNeeded(if *open == 1 { 86 } else { 31 }), if *open == 1 { 68 } else { 80 }, None)
            }
            "awaiting_follow_up_positive" => course(27, Answers::OfNeeded(107), 82, None),
            "awaiting_follow_up_overdue" => course(47, Answers::OfNeeded(120), 74, None),
            "not_positive_answered" => course(50, Answers::OfNeeded(116), 43, Some((18, F::ReviewedAgain))),
            "too_few" => course(30, Answers::JustSoMany(19), 70, None),
            "followed_up_goes_on" => course(62, Answers::OfNeeded(110), 88, Some((32, F::GoesOn))),
            "in_rkpd" => course(150, Answers::OfNeeded(109), 84, Some((118, F::GoesOn))),
            "under_way" => course(330, Answers::OfNeeded(104), 80, Some((298, F::GoesOn))),
            "finished" => course(640, Answers::OfNeeded(102), 90, Some((610, F::GoesOn))),
            "withdrawn" => course(20, Answers::JustSoMany(14), 60, None),
            other => return Err(DemoError::Nonsense(other.into())),
        };
        let id = self.publish(course.published).await?;
        let people = self.answer(id, &course).await?;
        talk::comment(self, id, course.published, &people).await?;
        let closed = course.published - 22;
        if closed >= 0 && state != "withdrawn" {
            jobs::run_due(&self.at(closed)).await?;
        }
        let text = self.record.state_text.clone();
        if let Some((days, kind)) = course.follow_up {
            let is_ours = matches!(state.as_str(), "not_positive_answered" | "followed_up_goes_on");
            let note = if is_ours { text.clone() } else { talk::follow_up_text(kind)? };
            commands::publish_follow_up(&self.at(days), self.verifier, id, kind, Note::new(&note)?).await?;
        }
        match state.as_str() {
            "withdrawn" => {
                commands::withdraw_plan(&self.at(9), self.verifier, id, Reason::new(ReasonCode::OutsideAuthority, &text)?).await?;
            }
            "in_rkpd" => self.enter(id, 60, &text).await?,
            "under_way" => {
                self.enter(id, 250, ENTERED).await?;
                self.advance(id, 45, |note| Advance::Start { note }, STARTED).await?;
                talk::answer(self, id, 12, None, &text).await?;
            }
            "finished" => {
                self.enter(id, 560, ENTERED).await?;
                self.advance(id, 400, |note| Advance::Start { note }, STARTED).await?;
                self.advance(id, 90, |note| Advance::Finish { note }, &text).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Residents answer, seven in ten of them local; whoever answered may comment.
    async fn answer(&mut self, id: PlanId, course: &Course) -> Result<Vec<Resident>, DemoError> {
        let page = plan_page(self.services, self.verifier, id, (None, None)).await?.ok_or_else(|| DemoError::Nonsense(id.to_string()))?;
        let needed = page.plan.rule.map_or(30, |rule| rule.needed(page.households));
        let wanted = match course.answers {
            Answers::JustSoMany(count) => count,
            Answers::OfNeeded(percent) => usize::try_from((needed * percent).div_ceil(100)).unwrap_or(0),
        };
        let regions: Vec<RegionCode> = if page.plan.content.city_wide {
            self.crowd.all().first().map(|resident| resident.home.city()).into_iter().collect()
        } else {
            page.regions.into_iter().map(|region| region.code).collect()
        };
        let mut local: Vec<&Resident> = regions.iter().flat_map(|region| self.crowd.of(region)).collect();
        let is_local = |resident: &Resident| regions.iter().any(|region| region.contains(&resident.home));
        let mut other: Vec<&Resident> = self.crowd.all().iter().filter(|resident| !is_local(resident)).collect();
        local.shuffle(self.rng);
        other.shuffle(self.rng);
        let local_count = if other.is_empty() { wanted } else { (wanted * 7).div_ceil(10).min(local.len()) };
        let people: Vec<Resident> =
            local.into_iter().take(local_count).chain(other.into_iter().take(wanted - local_count)).cloned().collect();
        let supporting = people.len() * usize::try_from(course.support_percent).unwrap_or(0) / 100;
        let mut order: Vec<usize> = (0..people.len()).collect();
        order.shuffle(self.rng);
        let length = if self.record.state == "withdrawn" { 10 } else { 21 };
        for (place, person) in order.into_iter().map(|index| &people[index]).enumerate() {
            let stance = if place < supporting { Stance::Support } else { Stance::Oppose };
            let at = self.within(course.published, length);
            let then = Services { clock: Clock::frozen(at), ..self.services.clone() };
            let permit = may_take_stance(&person.actor, id).map_err(services::CommandError::from)?;
            commands::take_stance(&then, &permit, stance).await?;
        }
        Ok(people)
    }
}
