//! Plans and proposals as far as comments and photos ask about them: whether they are public, whose they are, and
//! their counters. Everything else about them is in their own files.

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::{
    comment::Subject,
    ids::{AccountId, AgencyId},
    region::RegionCode,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct OwnerRow {
    author_id: Uuid,
    agency_id: Option<Uuid>,
    region_code: Option<String>,
    status: String,
    is_public: bool,
}

/// Whose a plan or a proposal is.
#[derive(Clone, Debug)]
pub struct Owner {
    pub author: AccountId,
    pub agency: Option<AgencyId>,
    /// Where a proposal lies; plans may lie in many places.
    pub place: Option<RegionCode>,
    /// The code of the status of a plan or a proposal.
    pub status: String,
    /// Published or submitted at some time.
    pub is_public: bool,
}

pub async fn owner(tx: &mut Tx, subject: Subject) -> Result<Option<Owner>, Failure> {
    let sql = match subject {
        Subject::Plan(_) => {
            "SELECT author_id, agency_id, CAST(NULL AS TEXT) AS region_code, status, published_at IS NOT NULL AS is_public
             FROM plans WHERE id = $1"
        }
        Subject::Proposal(_) => {
            "SELECT author_id, agency_id, status, submitted_at IS NOT NULL AS is_public,
                    (SELECT code FROM regions WHERE regions.id = COALESCE(rt_id, kelurahan_id, kecamatan_id)) AS region_code
             FROM proposals WHERE id = $1"
        }
    };
    let row = on_tx!(tx, conn => sqlx::query_as::<_, OwnerRow>(sql).bind(subject.id()).fetch_optional(conn).await)?;
    row.map(|row| {
        let parse = |code: String| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code));
        Ok(Owner {
            author: AccountId(row.author_id),
            agency: row.agency_id.map(AgencyId),
            place: row.region_code.map(parse).transpose()?,
            status: row.status,
            is_public: row.is_public,
        })
    })
    .transpose()
}

/// Keeps it for this unit of work by the small row of its counters, and changes nothing in it; `false` when there is none.
pub async fn lock(tx: &mut Tx, subject: Subject) -> Result<bool, Failure> {
    let sql = match subject {
        Subject::Plan(_) => "UPDATE plan_counts SET version = version WHERE plan_id = $1",
        Subject::Proposal(_) => "UPDATE proposal_counts SET support_count = support_count WHERE proposal_id = $1",
    };
    Ok(on_tx!(tx, conn => sqlx::query(sql).bind(subject.id()).execute(conn).await.map(|done| done.rows_affected()))? == 1)
}

/// The same for what everybody may see; `false` when there is none, or it is not public.
pub async fn lock_public(tx: &mut Tx, subject: Subject) -> Result<bool, Failure> {
    let sql = match subject {
        Subject::Plan(_) => {
            "UPDATE plan_counts SET version = version
             WHERE plan_id = $1 AND EXISTS (SELECT 1 FROM plans WHERE id = $1 AND published_at IS NOT NULL)"
        }
        Subject::Proposal(_) => {
            "UPDATE proposal_counts SET support_count = support_count
             WHERE proposal_id = $1 AND EXISTS (SELECT 1 FROM proposals WHERE id = $1 AND submitted_at IS NOT NULL)"
        }
    };
    Ok(on_tx!(tx, conn => sqlx::query(sql).bind(subject.id()).execute(conn).await.map(|done| done.rows_affected()))? == 1)
}

/// So many residents more have spoken.
pub async fn count_comments(tx: &mut Tx, subject: Subject, more: i64) -> Result<(), Failure> {
    let sql = match subject {
        Subject::Plan(_) => "UPDATE plan_counts SET comment_count = comment_count + $2 WHERE plan_id = $1",
        Subject::Proposal(_) => "UPDATE proposal_counts SET comment_count = comment_count + $2 WHERE proposal_id = $1",
    };
    let rows = on_tx!(tx, conn => sqlx::query(sql).bind(subject.id()).bind(more).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("subjects.count_comments", rows)
}
