//! Criteria with published weights, and the score they give each proposal, every part shown.
//! The score proposes an order ([`ranking`]); it decides nothing. All arithmetic is in whole hundredths.
//!
//! How points become a score: each criterion gives 1 to 5 points. From assessors it is the mean of those who scored,
//! rounded half up to hundredths; where nobody scored, the part is nothing. From counted facts it is
//!
//! - support per household and beneficiaries: 1 for none, 5 for the most among the proposals ranked together, in
//!   between in proportion, cut to hundredths; 1 where households are unknown;
//! - years waiting: 1 for the first year and one more for each year waited, at most 5.
//!
//! A part is weight × points × 20, so that all fives make 100; the total is the sum of the parts as shown.

pub mod ranking;

pub use ranking::{Move, Placed, Ranked, Ranking, Suggestion, first_reserve_that_fits};

use crate::{
    clock::Instant,
    ids::{AccountId, CriterionId, ProposalId},
    money::Rupiah,
    ratio::Ratio,
    refusal::Refusal,
    text,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

coded_enum! {
    /// Where the points of a criterion come from.
    pub enum CriterionSource {
        /// Named assessors give them.
        Assessors = "assessors",
        SupportPerHousehold = "support_per_household",
        Beneficiaries = "beneficiaries",
        YearsWaiting = "years_waiting",
    }
}

/// A share in hundredths of a percent, 3000 is .30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Weight(u16);

impl Weight {
    pub const WHOLE: u16 = 10_000;

    pub fn from_percent(percent: u32) -> Result<Self, Refusal> {
        let basis_points = percent.checked_mul(100).and_then(|basis_points| u16::try_from(basis_points).ok());
        Self::from_basis_points(basis_points.ok_or(Refusal::NumberOutOfRange)?)
    }

    /// Whole percents, as people set them.
    pub fn percent(self) -> u16 {
        self.0 / 100
    }

    pub fn from_basis_points(basis_points: u16) -> Result<Self, Refusal> {
        if basis_points <= Self::WHOLE { Ok(Self(basis_points)) } else { Err(Refusal::NumberOutOfRange) }
    }

    pub fn basis_points(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Weight {
    type Error = Refusal;
    fn try_from(basis_points: u16) -> Result<Self, Refusal> {
        Self::from_basis_points(basis_points)
    }
}

impl From<Weight> for u16 {
    fn from(weight: Weight) -> Self {
        weight.0
    }
}

/// 1 to 5, as an assessor gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Points(u8);

impl Points {
    pub fn new(points: u8) -> Result<Self, Refusal> {
        if (1..=5).contains(&points) { Ok(Self(points)) } else { Err(Refusal::NumberOutOfRange) }
    }

    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Points {
    type Error = Refusal;
    fn try_from(points: u8) -> Result<Self, Refusal> {
        Self::new(points)
    }
}

impl From<Points> for u8 {
    fn from(points: Points) -> Self {
        points.0
    }
}

/// Whole hundredths: 3,25 points are `325`, a score of 72,50 is `7250`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hundredths(pub u32);

/// `72,50`: always two decimals, with the comma Indonesian uses.
impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{:02}", self.0 / 100, self.0 % 100)
    }
}

/// One scoring criterion of a cycle (*kriteria*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    pub id: CriterionId,
    /// Stable word under which the name and the descriptors of 1 to 5 are found.
    pub code: String,
    pub weight: Weight,
    pub source: CriterionSource,
}

impl Criterion {
    /// What it adds to the total of a proposal to which the assessors gave these points.
    pub fn adds_for(&self, given: impl IntoIterator<Item = Points>) -> Hundredths {
        self.adds(mean(given.into_iter().map(|points| u32::from(points.0))))
    }

    /// Weight ≤ 10000 and points ≤ 500: the product fits, and the share is at most the weight.
    fn adds(&self, points: Option<Hundredths>) -> Hundredths {
        Hundredths(points.map_or(0, |points| (u32::from(self.weight.0) * points.0 + 250) / 500))
    }
}

/// The mean of what assessors gave, rounded half up to hundredths; none while nobody has.
fn mean(points: impl Iterator<Item = u32>) -> Option<Hundredths> {
    let (sum, assessors) = points.fold((0_u32, 0_u32), |(sum, count), points| (sum + points, count + 1));
    (sum * 100 + assessors / 2).checked_div(assessors).map(Hundredths)
}

/// What planners set of one criterion of a cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    pub code: String,
    pub weight: Weight,
    /// What 1, 3 and 5 mean, in the words of the city; empty where the words that all have say it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scale: String,
}

/// What counts how much, by the codes of the criteria.
pub type Weights = BTreeMap<String, Weight>;

impl Weighed {
    pub const MOST_SCALE: u32 = 300;

    /// A share in whole percent, and words as somebody typed them.
    pub fn new(code: &str, percent: u32, scale: &str) -> Result<Self, Refusal> {
        Ok(Self { code: code.to_owned(), weight: Weight::from_percent(percent)?, scale: Self::scale(scale)? })
    }

    /// What values mean, as somebody typed it; may be empty.
    pub fn scale(typed: &str) -> Result<String, Refusal> {
        text::measured(&text::line(typed), 0, Self::MOST_SCALE)
    }

    /// Whether together they are a whole.
    pub fn are_whole(all: &[Self]) -> Result<(), Refusal> {
        let basis_points = all.iter().fold(0_u32, |sum, one| sum.saturating_add(u32::from(one.weight.0)));
        if basis_points == u32::from(Weight::WHOLE) { Ok(()) } else { Err(Refusal::WeightsNotWhole { basis_points }) }
    }

    pub fn by_code(all: &[Self]) -> Weights {
        all.iter().map(|one| (one.code.clone(), one.weight)).collect()
    }

    /// As every cycle begins.
    pub fn defaults() -> Vec<Self> {
        let default =
            |(code, weight, _): (&str, u16, CriterionSource)| Self { code: code.to_owned(), weight: Weight(weight), scale: String::new() };
        Criteria::DEFAULTS.map(default).into()
    }
}

/// The criteria of one cycle. Their weights make exactly one whole; they lock when the first meeting opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criteria(Vec<Criterion>);

impl Criteria {
    /// The defaults every city may change before a cycle opens: code, weight in basis points, source.
    pub const DEFAULTS: [(&'static str, u16, CriterionSource); 7] = [
        ("urgency", 3000, CriterionSource::Assessors),
        ("beneficiaries", 2000, CriterionSource::Beneficiaries),
        ("impact", 1500, CriterionSource::Assessors),
        ("support", 1500, CriterionSource::SupportPerHousehold),
        ("land_readiness", 1000, CriterionSource::Assessors),
        ("own_contribution", 500, CriterionSource::Assessors),
        ("waiting", 500, CriterionSource::YearsWaiting),
    ];

    pub fn new(criteria: Vec<Criterion>) -> Result<Self, Refusal> {
        let ids: BTreeSet<CriterionId> = criteria.iter().map(|criterion| criterion.id).collect();
        let codes: BTreeSet<&str> = criteria.iter().map(|criterion| criterion.code.as_str()).collect();
        if ids.len() < criteria.len() || codes.len() < criteria.len() {
            return Err(Refusal::CriterionRepeats);
        }
        let basis_points = criteria.iter().fold(0_u32, |sum, criterion| sum.saturating_add(u32::from(criterion.weight.0)));
        if basis_points == u32::from(Weight::WHOLE) { Ok(Self(criteria)) } else { Err(Refusal::WeightsNotWhole { basis_points }) }
    }

    /// [`Criteria::DEFAULTS`], each with an identifier of its own.
    pub fn with_defaults(mut new_id: impl FnMut() -> CriterionId) -> Self {
        let criterion = |(code, weight, source): (&str, u16, CriterionSource)| Criterion {
            id: new_id(),
            code: code.to_owned(),
            weight: Weight(weight),
            source,
        };
        Self(Self::DEFAULTS.map(criterion).into())
    }

    pub fn all(&self) -> &[Criterion] {
        &self.0
    }

    /// The cards of proposals ranked together; facts are measured against the largest among them.
    pub fn score(&self, candidates: &[Candidate]) -> BTreeMap<ProposalId, ScoreCard> {
        let most_support = candidates.iter().filter_map(|candidate| candidate.support_per_household).max().unwrap_or(Ratio::ZERO);
        let most_beneficiaries = candidates.iter().map(|candidate| candidate.beneficiaries).max().unwrap_or(0);
        let facts = |candidate: &Candidate, source| match source {
            CriterionSource::Assessors => None,
            CriterionSource::SupportPerHousehold => {
                Some(candidate.support_per_household.map_or(0, |support| support.steps_of(most_support, 400)))
            }
            CriterionSource::Beneficiaries => {
                Some(Ratio::new(candidate.beneficiaries, most_beneficiaries).map_or(0, |share| share.steps_of(Ratio::ONE, 400)))
            }
            CriterionSource::YearsWaiting => Some(u32::from(candidate.years_waiting.min(4)) * 100),
        };
        let card = |candidate: &Candidate| {
            let part = |criterion: &Criterion| match facts(candidate, criterion.source) {
                Some(steps) => Part::new(criterion, Some(Hundredths(100 + steps)), Hundredths(0), 0),
                None => candidate.assessed(criterion),
            };
            ScoreCard::new(self.0.iter().map(part).collect())
        };
        candidates.iter().map(|candidate| (candidate.id, card(candidate))).collect()
    }
}

/// What one assessor gave for one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessorScore {
    pub assessor: AccountId,
    pub criterion: CriterionId,
    pub points: Points,
}

/// What is known about a proposal that is to be ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: ProposalId,
    pub physical: bool,
    /// What this level recommends, or else the estimate.
    pub cost: Rupiah,
    /// Local support per household; see [`crate::proposal::SupportCount::per_household`].
    pub support_per_household: Option<Ratio>,
    /// Households.
    pub beneficiaries: u32,
    pub years_waiting: u16,
    pub submitted_at: Instant,
    /// At most one per assessor and criterion; of two, the later one counts.
    pub scores: Vec<AssessorScore>,
}

impl Candidate {
    fn assessed(&self, criterion: &Criterion) -> Part {
        let given = self.scores.iter().filter(|score| score.criterion == criterion.id);
        let points: BTreeMap<AccountId, u32> = given.map(|score| (score.assessor, u32::from(score.points.0))).collect();
        let assessors = u32::try_from(points.len()).unwrap_or(u32::MAX);
        let (Some(least), Some(most)) = (points.values().min(), points.values().max()) else {
            return Part::new(criterion, None, Hundredths(0), 0);
        };
        Part::new(criterion, mean(points.values().copied()), Hundredths((most - least) * 100), assessors)
    }
}

/// One criterion's share in a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub criterion: CriterionId,
    pub code: String,
    pub weight: Weight,
    /// 1,00 to 5,00; none while no assessor has scored.
    pub points: Option<Hundredths>,
    /// Highest less lowest of the assessors: where it is large, they should talk.
    pub spread: Hundredths,
    pub assessors: u32,
    /// What it adds to the total.
    pub contribution: Hundredths,
}

impl Part {
    fn new(criterion: &Criterion, points: Option<Hundredths>, spread: Hundredths, assessors: u32) -> Self {
        let Criterion { id, ref code, weight, .. } = *criterion;
        Self { criterion: id, code: code.clone(), weight, points, spread, assessors, contribution: criterion.adds(points) }
    }
}

/// A score with all its parts. The breakdown is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreCard {
    pub parts: Vec<Part>,
    /// 0,00 to 100,00.
    pub total: Hundredths,
}

impl ScoreCard {
    fn new(parts: Vec<Part>) -> Self {
        let total = Hundredths(parts.iter().map(|part| part.contribution.0).sum());
        Self { parts, total }
    }

    /// No parts at all: a meeting that ranks without scores, as that of an RT does.
    pub fn none() -> Self {
        Self::new(Vec::new())
    }
}
