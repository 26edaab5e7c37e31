//! What is said in meetings: places and leaders, reasons, recommendations. Each text suits some topics, a topic being
//! what a code of the catalogue begins with, `JLN` of `JLN-01`.

use crate::DemoError;
use chrono::NaiveTime;
use domain::{
    cycle::StageKind,
    musrenbang::Decision,
    reason::{Reason, ReasonCode},
};
use rand::{rngs::StdRng, seq::IndexedRandom};
use serde::{Deserialize, de::DeserializeOwned};

const DECISIONS: &str = include_str!("../../data/decisions.csv");
const MOVES: &str = include_str!("../../data/moves.csv");
const MEETINGS: &str = include_str!("../../data/meeting.csv");
const RECOMMENDATIONS: &str = include_str!("../../data/recommendations.csv");

#[derive(Deserialize)]
struct DecisionRecord {
    decision: String,
    levels: String,
    topics: String,
    reason_code: String,
    text: String,
}

#[derive(Deserialize)]
struct MoveRecord {
    direction: String,
    topics: String,
    text: String,
}

/// Where meetings of a level are held, and who leads them.
#[derive(Clone, Deserialize)]
pub struct HallRecord {
    level: String,
    pub place_template: String,
    pub leader_title: String,
    start_time: String,
}

impl HallRecord {
    /// Minutes after eight in the morning.
    pub fn begins(&self) -> i64 {
        let time = NaiveTime::parse_from_str(&self.start_time, "%H:%M").unwrap_or_default();
        (time - NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default()).num_minutes()
    }
}

#[derive(Clone, Deserialize)]
pub struct RecommendationRecord {
    topics: String,
    /// Part of the volume asked for.
    pub percent: i64,
    pub text: String,
}

pub struct Texts {
    decisions: Vec<DecisionRecord>,
    moves: Vec<MoveRecord>,
    halls: Vec<HallRecord>,
    recommendations: Vec<RecommendationRecord>,
}

impl Texts {
    pub fn read() -> Result<Self, DemoError> {
        Ok(Self {
            decisions: records(DECISIONS)?,
            moves: records(MOVES)?,
            halls: records(MEETINGS)?,
            recommendations: records(RECOMMENDATIONS)?,
        })
    }

    /// Why a meeting of this level decides so on something of this type; none where it would have nothing to say.
    pub fn reason(&self, decision: Decision, stage: StageKind, code: &str, rng: &mut StdRng) -> Option<Reason> {
        let suits = |record: &&DecisionRecord| {
            let at_level = record.levels.is_empty() || record.levels.split(';').any(|level| level == self::level(stage));
            record.decision == decision.code() && at_level && is_about(&record.topics, code)
        };
        let fitting: Vec<&DecisionRecord> = self.decisions.iter().filter(suits).collect();
        fitting.choose(rng).and_then(|record| Reason::new(ReasonCode::from_code(&record.reason_code)?, &record.text).ok())
    }

    pub fn why_moved(&self, is_up: bool, code: &str, rng: &mut StdRng) -> Option<&str> {
        let direction = if is_up { "up" } else { "down" };
        let fitting: Vec<&MoveRecord> =
            self.moves.iter().filter(|record| record.direction == direction && is_about(&record.topics, code)).collect();
        fitting.choose(rng).map(|record| record.text.as_str())
    }

    pub fn hall(&self, stage: StageKind, rng: &mut StdRng) -> Option<HallRecord> {
        let fitting: Vec<&HallRecord> = self.halls.iter().filter(|record| record.level == level(stage)).collect();
        fitting.choose(rng).map(|record| (*record).clone())
    }

    pub fn recommendation(&self, code: &str, rng: &mut StdRng) -> Option<RecommendationRecord> {
        let fitting: Vec<&RecommendationRecord> = self.recommendations.iter().filter(|record| is_about(&record.topics, code)).collect();
        fitting.choose(rng).map(|record| (*record).clone())
    }
}

fn records<R: DeserializeOwned>(file: &str) -> Result<Vec<R>, DemoError> {
    Ok(csv::Reader::from_reader(file.as_bytes()).deserialize().collect::<Result<_, _>>()?)
}

fn is_about(topics: &str, code: &str) -> bool {
    !topics.is_empty() && topics.split(';').any(|topic| topic == "*" || code.starts_with(topic))
}

/// The word of the files for a stage.
fn level(stage: StageKind) -> &'static str {
    if stage == StageKind::AgencyForum { "agency" } else { stage.code() }
}
