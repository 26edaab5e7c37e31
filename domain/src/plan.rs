//! A plan posted by an agency (*rencana pembangunan*): its fields, its states, and the follow-up the agency owes.
//! What may be done now is in [`offered`], the rule that reads the residents' answers in [`response`]; proposals by
//! residents are another thing altogether.

pub mod offered;
pub mod response;
pub mod state;

pub use crate::codes::PlanStatus;
pub use response::{Duty, DutyKind, Evaluation, Outcome, ResponseRule, Stance, Tally};
pub use state::{FollowUpKind, PlanEventKind, PlanState, PlanStep};

use crate::{
    city::RESPONSE_DAYS,
    ids::{AgencyId, PhotoId},
    money::{FundingSource, Rupiah},
    refusal::Refusal,
    region::RegionCode,
    text,
};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// The fields of the form, in the order in which they are asked.
    pub enum PlanField {
        Title = "title",
        Summary = "summary",
        Body = "body",
        Problem = "problem",
        ExpectedResult = "expected_result",
        Indicator = "indicator",
        Agency = "agency",
        PlanYear = "plan_year",
        Budget = "budget",
        Source = "source",
        Location = "location",
        Regions = "regions",
        Photos = "photos",
        ResponseDays = "response_days",
    }
}

/// The form as saved: everything may still be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanDraft {
    pub title: String,
    /// In plain words, for people who read nothing else.
    pub summary: String,
    pub body: String,
    pub problem: String,
    pub expected_result: String,
    /// How anybody can tell afterwards whether the result was reached.
    pub indicator: String,
    pub agency: Option<AgencyId>,
    pub plan_year: Option<u16>,
    pub budget: Option<Rupiah>,
    pub source: Option<FundingSource>,
    /// Where the works will be, in words.
    pub location: String,
    /// The whole city is affected; no regions are named then.
    pub city_wide: bool,
    pub regions: Vec<RegionCode>,
    pub photos: Vec<PhotoId>,
    /// One of the photos still lacks the words for people who do not see it.
    #[serde(skip)]
    pub has_undescribed_photo: bool,
    pub response_days: Option<u16>,
}

/// What lacks nothing and may be published. Only [`PlanDraft::publish`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedPlan {
    pub title: String,
    pub summary: String,
    pub body: String,
    pub problem: String,
    pub expected_result: String,
    pub indicator: String,
    pub agency: AgencyId,
    pub plan_year: u16,
    pub budget: Rupiah,
    pub source: FundingSource,
    pub location: String,
    pub city_wide: bool,
    pub regions: Vec<RegionCode>,
    pub photos: Vec<PhotoId>,
    /// Frozen with the plan.
    pub rule: ResponseRule,
}

impl PlanDraft {
    pub const MOST_PHOTOS: u32 = 10;

    /// Everything that keeps this plan from being published, in the order of the form.
    pub fn problems(&self) -> Vec<(PlanField, Refusal)> {
        let texts = [
            (PlanField::Title, &self.title, 10, 150),
            (PlanField::Summary, &self.summary, 30, 600),
            (PlanField::Body, &self.body, 0, 20_000),
            (PlanField::Problem, &self.problem, 20, 3000),
            (PlanField::ExpectedResult, &self.expected_result, 10, 3000),
            (PlanField::Indicator, &self.indicator, 5, 500),
            (PlanField::Location, &self.location, 0, 500),
        ];
        let texts = texts
            .into_iter()
            .filter_map(|(field, text, least, most)| text::measured(text, least, most).err().map(|refusal| (field, refusal)));
        let year = self.plan_year.filter(|year| (2000..=2999).contains(year));
        let needed = [
            (PlanField::Agency, self.agency.is_some(), Refusal::Required),
            (PlanField::PlanYear, year.is_some(), Refusal::Required),
            (PlanField::Budget, self.budget.is_some(), Refusal::Required),
            (PlanField::Source, self.source.is_some(), Refusal::Required),
            (PlanField::Regions, self.city_wide || !self.regions.is_empty(), Refusal::Required),
            (PlanField::Photos, self.photos.len() <= Self::MOST_PHOTOS as usize, Refusal::TooMany { most: Self::MOST_PHOTOS }),
            (PlanField::Photos, !self.has_undescribed_photo, Refusal::PhotoUndescribed),
            (
                PlanField::ResponseDays,
                self.response_days.is_none_or(|days| RESPONSE_DAYS.contains(&days.into())),
                Refusal::NumberOutOfRange,
            ),
        ];
        texts.chain(needed.into_iter().filter_map(|(field, fine, refusal)| (!fine).then_some((field, refusal)))).collect()
    }

    /// The plan with its response rule frozen: the city's, with this plan's own response period where it has one, and
    /// without a local share where the whole city is affected.
    pub fn publish(self, city_rule: &ResponseRule) -> Result<PublishedPlan, Vec<(PlanField, Refusal)>> {
        let problems = self.problems();
        let (Some(agency), Some(plan_year), Some(budget), Some(source), true) =
            (self.agency, self.plan_year, self.budget, self.source, problems.is_empty())
        else {
            return Err(problems);
        };
        let rule = if self.city_wide { city_rule.for_city_wide() } else { *city_rule };
        Ok(PublishedPlan {
            title: text::clean(&self.title),
            summary: text::clean(&self.summary),
            body: text::clean(&self.body),
            problem: text::clean(&self.problem),
            expected_result: text::clean(&self.expected_result),
            indicator: text::clean(&self.indicator),
            agency,
            plan_year,
            budget,
            source,
            location: text::clean(&self.location),
            city_wide: self.city_wide,
            regions: if self.city_wide { Vec::new() } else { self.regions },
            photos: self.photos,
            rule: ResponseRule { response_days: self.response_days.unwrap_or(rule.response_days), ..rule },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn complete() -> PlanDraft {
        PlanDraft {
            title: "Normalisasi saluran Danau Sipin".into(),
            summary: "Saluran sepanjang 1,2 km dikeruk dan dindingnya diperbaiki.".into(),
            problem: "Air meluap ke jalan setiap hujan deras.".into(),
            expected_result: "Genangan surut dalam dua jam.".into(),
            indicator: "lama genangan (jam)".into(),
            agency: Some(AgencyId(Uuid::from_u128(1))),
            plan_year: Some(2028),
            budget: Some(Rupiah::ZERO),
            source: Some(FundingSource::CityBudget),
            regions: vec![RegionCode::parse("15.71.01.1004").expect("code")],
            ..PlanDraft::default()
        }
    }

    #[test]
    fn a_plan_must_state_its_problem_and_its_expected_result() {
        let empty: Vec<PlanField> = PlanDraft::default().problems().into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            empty,
            [
                PlanField::Title,
                PlanField::Summary,
                PlanField::Problem,
                PlanField::ExpectedResult,
                PlanField::Indicator,
                PlanField::Agency,
                PlanField::PlanYear,
                PlanField::Budget,
                PlanField::Source,
                PlanField::Regions,
            ]
        );
        assert_eq!(complete().problems(), []);
        assert_eq!(PlanDraft { response_days: Some(3), ..complete() }.problems(), [(PlanField::ResponseDays, Refusal::NumberOutOfRange)]);
        assert_eq!(PlanDraft { problem: "macet".into(), ..complete() }.problems(), [(PlanField::Problem, Refusal::TooShort { least: 20 })]);
    }

    #[test]
    fn publishing_freezes_the_rule_of_the_city() {
        let rule = ResponseRule::default();
        assert_eq!(complete().publish(&rule).expect("complete").rule, rule);
        let own_days = PlanDraft { response_days: Some(30), ..complete() }.publish(&rule).expect("complete").rule;
        assert_eq!(own_days, ResponseRule { response_days: 30, ..rule });
        let city_wide = PlanDraft { city_wide: true, ..complete() }.publish(&rule).expect("complete");
        assert_eq!((city_wide.rule.min_local_percent, city_wide.regions.len()), (0, 0));
        assert!(PlanDraft::default().publish(&rule).is_err());
    }
}
