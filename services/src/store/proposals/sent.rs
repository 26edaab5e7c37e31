//! A draft that is sent becomes columns.

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
    /// The day of the first sending stays.
    pub at: Instant,
}

/// Fills the columns and empties the draft. The RT, and the agency that it goes to, follow the ledger.
pub async fn write_sent(tx: &mut Tx, id: ProposalId, sent: &Sent<'_>) -> Result<(), Failure> {
    let proposal = sent.proposal;
    let kind = match proposal.choice {
        TypeChoice::Listed(kind) => Some(kind.0),
        TypeChoice::Other => None,
    };
    let groups: Vec<&str> = proposal.target_groups.iter().map(|group| TargetGroup::code(*group)).collect();
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposals SET
             number = $2, draft = NULL, title = $3, problem = $4, wanted = $5, type_id = $6, physical = $7, field = $8,
             volume = $9, unit = $10, unit_price = $11, cost = $12, kecamatan_id = $13, kelurahan_id = $14,
             address = $15, latitude = $16, longitude = $17, land_status = $18, households = $19, people = $20,
             target_groups = $21, own_contribution = $22, own_contribution_note = $23, requested_agency_id = $24,
             origin_id = $25, shows_name = $26, search_text = $27,
             first_year = COALESCE(first_year, (SELECT origin.first_year FROM proposals origin WHERE origin.id = $25), $29),
             submitted_at = COALESCE(submitted_at, $28)
         WHERE id = $1")
        .bind(id.0)
        .bind(sent.number.to_string())
        .bind(&proposal.title)
        .bind(&proposal.problem)
        .bind(&proposal.wanted_work)
        .bind(kind)
        .bind(proposal.physical)
        .bind(proposal.field.code())
        .bind(proposal.volume.thousandths())
        .bind(&proposal.unit)
        .bind(sent.unit_price.map(Rupiah::amount))
        .bind(proposal.cost.amount())
        .bind(sent.kecamatan.map(|id| id.0))
        .bind(sent.kelurahan.0)
        .bind(&proposal.address)
        .bind(proposal.pin.map(Pin::latitude_micros).map(i64::from))
        .bind(proposal.pin.map(Pin::longitude_micros).map(i64::from))
        .bind(proposal.land_status.code())
        .bind(i64::from(proposal.households))
        .bind(proposal.people.map(i64::from))
        .bind(groups.join(" "))
        .bind(proposal.own_contribution.amount())
        .bind(&proposal.contribution_note)
        .bind(sent.requested_agency.map(|id| id.0))
        .bind(proposal.origin.map(|id| id.0))
        .bind(proposal.shows_name)
        .bind(sent.search_text)
        .bind(sent.at)
        .bind(i64::from(sent.number.plan_year()))
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.write_sent", rows)
}

/// Somebody other than its author has found it in order; the first stands. `false` when somebody had before.
pub async fn second(tx: &mut Tx, id: ProposalId, by: AccountId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposals SET seconded_by = $2 WHERE id = $1 AND author_id <> $2 AND seconded_by IS NULL")
        .bind(id.0).bind(by.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
