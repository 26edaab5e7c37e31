//! Everything planners take away about proposals, one row each. The words of reasons are read by `ledger::journey`.

use super::filter::{ProposalFilter, narrow};
use crate::{
    Failure,
    store::{
        Tx,
        database::on_tx,
        ledger::{of_journey, told_of_journey},
        listed::says_why,
    },
};
use domain::{
    clock::Instant,
    ledger::{Digest, Leg},
    reason::ReasonCode,
};
use sqlx::{QueryBuilder, types::Json};
use uuid::Uuid;

/// As stored: codes, thousandths, rupiah, millionths of a degree. The words are the pages'.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ExportRow {
    pub id: Uuid,
    pub number: String,
    pub plan_year: i64,
    pub submitted_at: Instant,
    pub kecamatan: Option<String>,
    pub kelurahan_code: Option<String>,
    pub kelurahan: Option<String>,
    pub rt: Option<String>,
    pub address: String,
    pub latitude: Option<i64>,
    pub longitude: Option<i64>,
    pub title: String,
    pub problem: String,
    pub type_code: Option<String>,
    pub type_name: Option<String>,
    /// Of the type in the catalogue, where it says one.
    pub programme_code: Option<String>,
    pub field: Option<String>,
    pub physical: bool,
    pub target_groups: String,
    pub volume: Option<i64>,
    pub unit: String,
    pub cost: Option<i64>,
    pub recommended_cost: Option<i64>,
    pub own_contribution: i64,
    pub households: Option<i64>,
    pub people: Option<i64>,
    pub land_status: Option<String>,
    pub requested_agency: Option<String>,
    pub agency: Option<String>,
    pub stage: String,
    pub status: String,
    /// In the order of the latest meeting that made one.
    pub rank: Option<i64>,
    /// Hundredths of a point, of the latest meeting that scored it.
    pub score: Option<i64>,
    pub support_local: i64,
    pub support_count: i64,
    /// The plan year in which its problem was first proposed.
    pub first_year: i64,
    /// What put it where it stands, where that needs a reason.
    reason: Option<Json<Leg>>,
    /// Empty where it was erased; filled in by `ledger::export`.
    #[sqlx(skip)]
    pub reason_text: Option<String>,
    /// What it got in the budget.
    pub apbd_amount: Option<i64>,
}

impl ExportRow {
    pub fn reason_code(&self) -> Option<&'static str> {
        self.reason.as_ref().and_then(|Json(leg)| leg.reason).map(ReasonCode::code)
    }

    /// Of the reason's text.
    pub fn words(&self) -> Option<Digest> {
        self.reason.as_ref().and_then(|Json(leg)| leg.words)
    }
}

const ROWS: &str = concat!(
    "SELECT proposals.id, proposals.number, cycles.plan_year, proposals.submitted_at, kecamatans.name AS kecamatan,
            kelurahans.code AS kelurahan_code, kelurahans.name AS kelurahan,
            CASE WHEN rws.id IS NULL THEN rts.name ELSE rts.name || '/' || rws.name END AS rt, proposals.address,
            proposals.latitude, proposals.longitude, proposals.title, proposals.problem, proposal_types.code AS type_code,
            proposal_types.name AS type_name, NULLIF(proposal_types.programme_code, '') AS programme_code,
            proposals.field, proposals.physical, proposals.target_groups,
            proposals.volume, proposals.unit, proposals.cost,
            (SELECT cost FROM recommendations WHERE proposal_id = proposals.id AND cycle_id = proposals.cycle_id AND cost IS NOT NULL
             ORDER BY at DESC LIMIT 1) AS recommended_cost,
            proposals.own_contribution, proposals.households, proposals.people, proposals.land_status,
            requested.name AS requested_agency, agencies.name AS agency, proposals.stage, proposals.status,
            (SELECT rank FROM musrenbang_items WHERE proposal_id = proposals.id AND rank IS NOT NULL
             ORDER BY arrived_at DESC LIMIT 1) AS rank,
            (SELECT score FROM musrenbang_items WHERE proposal_id = proposals.id AND score IS NOT NULL
             ORDER BY arrived_at DESC LIMIT 1) AS score,
            counts.support_local, counts.support_count,
            proposals.first_year,
            (SELECT marks.event FROM ledger marks
             WHERE marks.subject_id = proposals.id AND ",
    of_journey!("marks"),
    " AND marks.event ->> 'status' = proposals.status
               AND ",
    says_why!("marks.event ->> 'what'"),
    "
               AND ",
    told_of_journey!("marks"),
    "
             ORDER BY marks.position DESC LIMIT 1) AS reason,
            (SELECT CAST(marks.event ->> 'amount' AS BIGINT) FROM ledger marks
             WHERE marks.subject_id = proposals.id AND ",
    of_journey!("marks"),
    " AND marks.event ->> 'what' = 'entered_apbd'
               AND ",
    told_of_journey!("marks"),
    "
             ORDER BY marks.position DESC LIMIT 1) AS apbd_amount
     FROM proposals
     JOIN proposal_counts counts ON counts.proposal_id = proposals.id
     JOIN cycles ON cycles.id = proposals.cycle_id
     LEFT JOIN regions kecamatans ON kecamatans.id = proposals.kecamatan_id
     LEFT JOIN regions kelurahans ON kelurahans.id = proposals.kelurahan_id
     LEFT JOIN regions rts ON rts.id = proposals.rt_id
     LEFT JOIN regions rws ON rws.id = rts.parent_id AND rws.level = 'rw'
     LEFT JOIN proposal_types ON proposal_types.id = proposals.type_id
     LEFT JOIN agencies requested ON requested.id = proposals.requested_agency_id
     LEFT JOIN agencies ON agencies.id = proposals.agency_id"
);

/// The proposals of a filter by number, those after one of them. The reason is why it stands where it does, none for
/// what goes on; the recommended cost is that of the last level that gave one this year.
pub async fn export(tx: &mut Tx, filter: &ProposalFilter, after: &str, limit: i64) -> Result<Vec<ExportRow>, Failure> {
    Ok(on_tx!(tx, conn => {
        let mut query = QueryBuilder::new(ROWS);
        narrow(&mut query, filter);
        query.push(" AND proposals.number > ").push_bind(after.to_owned());
        query.push(" ORDER BY proposals.number LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}
