//! A draft that is sent becomes columns.

use super::first_year;
use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
    },
};
use domain::{
    catalogue::TargetGroup,
    clock::Instant,
    ids::{AccountId, AgencyId, ProposalId, RegionId},
    ledger::Asked,
    money::Rupiah,
    pin::Pin,
    proposal::{ProposalNumber, SubmittedProposal, TypeChoice},
};

/// What a proposal is when it is sent, or sent again after it was returned.
pub struct Sent<'a> {
    pub number: &'a ProposalNumber,
    pub proposal: &'a SubmittedProposal,
    pub unit_price: Option<Rupiah>,
    pub requested_agency: Option<AgencyId>,
    pub kecamatan: Option<RegionId>,
    pub kelurahan: RegionId,
    /// Folded words by which it is found.
    pub search_text: &'a str,
}

/// Fills the columns and empties the draft. The RT, the agency that it goes to and what it asks for follow the ledger.
/// The plan year in which its problem was first proposed.
pub async fn write_sent(tx: &mut Tx, id: ProposalId, sent: &Sent<'_>) -> Result<u16, Failure> {
    let proposal = sent.proposal;
    let kind = match proposal.choice {
        TypeChoice::Listed(kind) => Some(kind.0),
        TypeChoice::Other => None,
    };
    let groups: Vec<&str> = proposal.target_groups.iter().map(|group| TargetGroup::code(*group)).collect();
    let year = on_tx!(tx, conn => sqlx::query_scalar(
        "UPDATE proposals SET
             number = $2, draft = NULL, title = $3, problem = $4, wanted = $5, type_id = $6, field = $7, unit = $8,
             unit_price = $9, kecamatan_id = $10, kelurahan_id = $11, address = $12, latitude = $13, longitude = $14,
             land_status = $15, target_groups = $16, own_contribution = $17, own_contribution_note = $18,
             requested_agency_id = $19, origin_id = $20, shows_name = $21, search_text = $22,
             first_year = COALESCE(first_year, (SELECT origin.first_year FROM proposals origin WHERE origin.id = $20), $23)
         WHERE id = $1 RETURNING first_year")
        .bind(id.0)
        .bind(sent.number.to_string())
        .bind(&proposal.title)
        .bind(&proposal.problem)
        .bind(&proposal.wanted_work)
        .bind(kind)
        .bind(proposal.field.code())
        .bind(&proposal.unit)
        .bind(sent.unit_price.map(Rupiah::amount))
        .bind(sent.kecamatan.map(|id| id.0))
        .bind(sent.kelurahan.0)
        .bind(&proposal.address)
        .bind(proposal.pin.map(Pin::latitude_micros).map(i64::from))
        .bind(proposal.pin.map(Pin::longitude_micros).map(i64::from))
        .bind(proposal.land_status.code())
        .bind(groups.join(" "))
        .bind(proposal.own_contribution.amount())
        .bind(&proposal.contribution_note)
        .bind(sent.requested_agency.map(|id| id.0))
        .bind(proposal.origin.map(|id| id.0))
        .bind(proposal.shows_name)
        .bind(sent.search_text)
        .bind(i64::from(sent.number.plan_year()))
        .fetch_one(conn).await)?;
    first_year(year)
}

/// What it asks for from then on. The day of the first sending stays.
pub async fn set_asked(tx: &mut Tx, id: ProposalId, asked: &Asked, at: Instant) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposals SET physical = $2, volume = $3, cost = $4, households = $5, people = $6, first_year = $7,
             submitted_at = COALESCE(submitted_at, $8)
         WHERE id = $1")
        .bind(id.0)
        .bind(asked.physical)
        .bind(asked.volume.thousandths())
        .bind(asked.cost.amount())
        .bind(i64::from(asked.households))
        .bind(asked.people.map(i64::from))
        .bind(i64::from(asked.first_year))
        .bind(at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.set_asked", rows)
}

/// Somebody other than its author has found it in order; the first stands. `false` when somebody had before.
pub async fn second(tx: &mut Tx, id: ProposalId, by: AccountId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposals SET seconded_by = $2 WHERE id = $1 AND author_id <> $2 AND seconded_by IS NULL")
        .bind(id.0).bind(by.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
