//! One row of the plans table and the value it stands for.

use crate::Failure;
use domain::{
    clock::{Day, Instant},
    ids::{AccountId, AgencyId, PlanId},
    money::{FundingSource, Rupiah},
    plan::{Duty, DutyKind, Evaluation, FollowUpKind, Outcome, PlanDraft, PlanState, PlanStatus, ResponseRule},
};
use sqlx::types::Json;
use uuid::Uuid;

/// The condition that a plan affects the region whose code is bound at `$n`, something it lies in, or something in it.
macro_rules! affecting {
    ($code:literal) => {
        concat!(
            "(plans.city_wide OR EXISTS (
                 SELECT 1 FROM plan_regions JOIN regions ON regions.id = plan_regions.region_id
                 WHERE plan_regions.plan_id = plans.id
                   AND (regions.code = ",
            $code,
            " OR regions.code LIKE ",
            $code,
            " || '.%' OR regions.code LIKE ",
            $code,
            " || '-%'
                        OR ",
            $code,
            " LIKE regions.code || '.%' OR ",
            $code,
            " LIKE regions.code || '-%')))"
        )
    };
}
pub(super) use affecting;

/// How many residents answered, at home in an affected region and all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub supporting: i64,
    pub supporting_local: i64,
    pub opposing: i64,
    pub opposing_local: i64,
}

impl Counts {
    pub fn all(self) -> i64 {
        self.supporting + self.opposing
    }
}

/// A plan as stored; photos are read by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub id: PlanId,
    pub agency: AgencyId,
    pub author: AccountId,
    pub content: PlanDraft,
    pub state: PlanState,
    pub created_at: Instant,
    pub published_at: Option<Instant>,
    pub extended_at: Option<Instant>,
    /// Frozen at publication.
    pub rule: Option<ResponseRule>,
    /// Frozen at the end of the response period.
    pub evaluation: Option<Evaluation>,
    pub due_on: Option<Day>,
    pub counts: Counts,
    pub comment_count: i64,
    pub version: i64,
}

impl Plan {
    pub fn is_public(&self) -> bool {
        self.published_at.is_some()
    }

    /// What the agency owes now.
    pub fn duty(&self) -> Option<Duty> {
        duty(self.state.status, self.state.outcome, self.due_on)
    }
}

/// Only what waits for a follow-up is owed.
pub(super) fn duty(status: PlanStatus, outcome: Option<Outcome>, due_on: Option<Day>) -> Option<Duty> {
    if status != PlanStatus::AwaitingFollowUp {
        return None;
    }
    let kind = if outcome == Some(Outcome::Positive) { DutyKind::FollowUp } else { DutyKind::AnswerObjections };
    due_on.map(|due_on| Duty { kind, due_on })
}

#[derive(sqlx::FromRow)]
pub(super) struct PlanRow {
    id: Uuid,
    agency_id: Uuid,
    author_id: Uuid,
    plan_year: Option<i64>,
    title: String,
    summary: String,
    body: String,
    problem: String,
    expected_result: String,
    indicator: String,
    budget: Option<i64>,
    budget_source: String,
    location: String,
    city_wide: bool,
    response_days: Option<i64>,
    status: String,
    created_at: Instant,
    published_at: Option<Instant>,
    closes_on: Option<Day>,
    extended_at: Option<Instant>,
    rule: Option<Json<ResponseRule>>,
    evaluation: Option<Json<Evaluation>>,
    outcome: Option<String>,
    due_on: Option<Day>,
    follow_up: Option<String>,
    supporting: i64,
    supporting_local: i64,
    opposing: i64,
    opposing_local: i64,
    comment_count: i64,
    version: i64,
}

pub(super) fn wrong(column: &'static str, value: impl std::fmt::Display) -> Failure {
    Failure::inconsistent("plans", column, value)
}

pub(super) fn status(code: &str) -> Result<PlanStatus, Failure> {
    PlanStatus::from_code(code).ok_or_else(|| wrong("status", code))
}

pub(super) fn outcome(code: Option<String>) -> Result<Option<Outcome>, Failure> {
    code.map(|code| Outcome::from_code(&code).ok_or_else(|| wrong("outcome", code))).transpose()
}

pub(super) fn follow_up(code: Option<String>) -> Result<Option<FollowUpKind>, Failure> {
    code.map(|code| FollowUpKind::from_code(&code).ok_or_else(|| wrong("follow_up", code))).transpose()
}

pub(super) fn budget(amount: Option<i64>) -> Result<Option<Rupiah>, Failure> {
    amount.map(|amount| Rupiah::new(amount).map_err(|_| wrong("budget", amount))).transpose()
}

pub(super) fn year(year: Option<i64>) -> Result<Option<u16>, Failure> {
    year.map(|year| u16::try_from(year).map_err(|_| wrong("plan_year", year))).transpose()
}

fn source(code: &str) -> Result<Option<FundingSource>, Failure> {
    let known = |code| FundingSource::from_code(code).ok_or_else(|| wrong("budget_source", code));
    if code.is_empty() { Ok(None) } else { known(code).map(Some) }
}

impl TryFrom<PlanRow> for Plan {
    type Error = Failure;

    fn try_from(row: PlanRow) -> Result<Self, Failure> {
        let days = |days: i64| u16::try_from(days).map_err(|_| wrong("response_days", days));
        let agency = AgencyId(row.agency_id);
        let content = PlanDraft {
            title: row.title,
            summary: row.summary,
            body: row.body,
            problem: row.problem,
            expected_result: row.expected_result,
            indicator: row.indicator,
            agency: Some(agency),
            plan_year: year(row.plan_year)?,
            budget: budget(row.budget)?,
            source: source(&row.budget_source)?,
            location: row.location,
            city_wide: row.city_wide,
            response_days: row.response_days.map(days).transpose()?,
            ..PlanDraft::default()
        };
        let state = PlanState {
            status: status(&row.status)?,
            closes_on: row.closes_on,
            extended: row.extended_at.is_some(),
            outcome: outcome(row.outcome)?,
            follow_up: follow_up(row.follow_up)?,
        };
        let (supporting, opposing) = (row.supporting, row.opposing);
        let counts = Counts { supporting, supporting_local: row.supporting_local, opposing, opposing_local: row.opposing_local };
        Ok(Self {
            id: PlanId(row.id),
            agency,
            author: AccountId(row.author_id),
            content,
            state,
            created_at: row.created_at,
            published_at: row.published_at,
            extended_at: row.extended_at,
            rule: row.rule.map(|rule| rule.0),
            evaluation: row.evaluation.map(|evaluation| evaluation.0),
            due_on: row.due_on,
            counts,
            comment_count: row.comment_count,
            version: row.version,
        })
    }
}
