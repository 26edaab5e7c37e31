//! A plan of the demo and everybody it meets: its past, and what its agency does with it.

use super::PlanRecord;
use crate::{DemoError, crowd::Crowd};
use chrono::{Datelike, Duration};
use domain::{
    account::Actor,
    clock::Instant,
    ids::{AgencyId, PlanId},
    money::{FundingSource, Rupiah},
    plan::PlanDraft,
    reason::Note,
};
use rand::{Rng, rngs::StdRng};
use services::{
    Clock, Services,
    commands::{self, Advance},
};

pub struct Life<'a> {
    pub services: &'a Services,
    pub record: PlanRecord,
    pub agency: AgencyId,
    pub verifier: &'a Actor,
    pub planner: &'a Actor,
    pub crowd: &'a Crowd,
    pub rng: &'a mut StdRng,
}

impl Life<'_> {
    /// The services as they were: the same database under a clock that stands still, `days` ago at some hour of the
    /// day.
    pub fn at(&self, days: i64) -> Services {
        Services { clock: Clock::frozen(self.services.clock.now() - Duration::days(days)), ..self.services.clone() }
    }

    /// Some moment within a period that began `days` ago and lasts `length` days.
    pub fn within(&mut self, days: i64, length: i64) -> Instant {
        let seconds = self.rng.random_range(600..length.min(days).max(1) * 86_400 - 600);
        self.services.clock.now() - Duration::days(days) + Duration::seconds(seconds)
    }

    pub async fn draft(&self, days: i64) -> Result<PlanId, DemoError> {
        let then = self.at(days);
        let id = PlanId(then.clock.new_id());
        let record = &self.record;
        let regions = record.regions()?;
        let city_wide = regions.iter().all(|region| region.parent().is_none());
        let year = i64::from(self.services.today().year());
        let plan_year = match record.state.as_str() {
            "under_way" => year,
            "finished" => year - 1,
            _ => 2028,
        };
        let draft = PlanDraft {
            title: record.title.clone(),
            summary: record.summary.clone(),
            body: record.body.clone(),
            problem: record.problem.clone(),
            expected_result: record.expected_result.clone(),
            indicator: record.indicator.clone(),
            agency: Some(self.agency),
            plan_year: u16::try_from(plan_year).ok(),
            budget: Rupiah::new(record.budget).ok(),
            source: Some(FundingSource::CityBudget),
            location: record.location_text.clone(),
            city_wide,
            regions: if city_wide { Vec::new() } else { regions },
            ..PlanDraft::default()
        };
        commands::create_plan(&then, self.verifier, id, &draft).await?;
        Ok(id)
    }

    pub async fn publish(&self, days: i64) -> Result<PlanId, DemoError> {
        let id = self.draft(days + 3).await?;
        commands::publish_plan(&self.at(days), self.verifier, id).await?;
        Ok(id)
    }

    /// Into the RKPD.
    pub async fn enter(&self, id: PlanId, days: i64, note: &str) -> Result<(), DemoError> {
        let form = Advance::EnterRkpd { note: Note::new(note)?, amount: Rupiah::new(self.record.budget)? };
        Ok(commands::advance_plan(&self.at(days), self.planner, id, form).await?)
    }

    pub async fn advance(&self, id: PlanId, days: i64, how: impl FnOnce(Note) -> Advance, note: &str) -> Result<(), DemoError> {
        Ok(commands::advance_plan(&self.at(days), self.verifier, id, how(Note::new(note)?)).await?)
    }
}
