//! What was decided lately, in the whole city or in one place. Its words are read by `ledger::journey`.

use super::rows::number;
use crate::{
    Failure,
    store::{
        Tx,
        database::on_tx,
        ledger::{of_journey, told_of_journey},
    },
};
use domain::{
    clock::Instant,
    ids::{ProposalId, RegionId},
    ledger::Leg,
    proposal::ProposalNumber,
    region::{RegionCode, RegionLevel},
};
use sqlx::types::Json;
use uuid::Uuid;

/// One decision on one proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub proposal: ProposalId,
    pub number: ProposalNumber,
    pub title: String,
    /// Where the proposal lies.
    pub rt: Option<RegionCode>,
    pub kelurahan: String,
    pub at: Instant,
    /// What was decided, and where that put it.
    pub leg: Leg,
}

#[derive(sqlx::FromRow)]
struct Row {
    proposal_id: Uuid,
    number: String,
    title: String,
    rt_code: Option<String>,
    kelurahan_name: String,
    at: Instant,
    event: Json<Leg>,
}

impl TryFrom<Row> for Decided {
    type Error = Failure;

    fn try_from(row: Row) -> Result<Self, Failure> {
        let code = row.rt_code.map(|code| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code)));
        Ok(Self {
            proposal: ProposalId(row.proposal_id),
            number: number(&row.number)?,
            title: row.title,
            rt: code.transpose()?,
            kelurahan: row.kelurahan_name,
            at: row.at,
            leg: row.event.0,
        })
    }
}

/// The kinds are `EventKind::DECISIONS`, and stand in the index `ledger_of_decisions` word for word.
macro_rules! decided {
    ($place:literal) => {
        concat!(
            "SELECT p.id AS proposal_id, p.number, p.title, rts.code AS rt_code, kelurahans.name AS kelurahan_name, e.at, e.event
             FROM ledger e
             JOIN proposals p ON p.id = e.subject_id
             JOIN regions kelurahans ON kelurahans.id = p.kelurahan_id
             LEFT JOIN regions rts ON rts.id = p.rt_id
             WHERE ", of_journey!("e"), "
               AND e.event ->> 'what' IN ('agreed', 'reserved', 'deferred', 'rejected', 'promoted', 'entered_rkpd', 'entered_apbd', 'started', 'finished')
               AND ", told_of_journey!("e"), "
               AND ", $place, "
             ORDER BY e.at DESC, e.id DESC LIMIT $2"
        )
    };
}

/// The latest decisions on the proposals of a place, the newest first.
pub async fn latest_decided(tx: &mut Tx, (level, place): (RegionLevel, RegionId), limit: i64) -> Result<Vec<Decided>, Failure> {
    let text = match level {
        RegionLevel::Kota => decided!("$1 IS NOT NULL"),
        RegionLevel::Kecamatan => decided!("p.kecamatan_id = $1"),
        RegionLevel::Kelurahan => decided!("p.kelurahan_id = $1"),
        RegionLevel::Rw => decided!("p.rt_id IN (SELECT id FROM regions WHERE parent_id = $1)"),
        RegionLevel::Rt => decided!("p.rt_id = $1"),
    };
    on_tx!(tx, conn => sqlx::query_as::<_, Row>(text).bind(place.0).bind(limit).fetch_all(conn).await)?
        .into_iter()
        .map(Decided::try_from)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::store::ledger::{of_journey, told_of_journey};
    use domain::proposal::EventKind;

    #[test]
    fn the_decisions_of_the_rules_are_those_of_the_statement_and_of_its_index() {
        let codes = EventKind::DECISIONS.map(|kind| format!("'{}'", kind.code())).join(", ");
        let listed = format!("event ->> 'what' IN ({codes})");
        let sqlite = include_str!("../../../../migrations/sqlite/0050_journeys.sql");
        let postgres = include_str!("../../../../migrations/postgres/0050_journeys.sql");
        for text in [decided!("TRUE"), sqlite, postgres] {
            assert!(text.contains(&listed), "{text}");
        }
    }
}
