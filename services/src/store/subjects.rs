//! Plans and proposals as far as comments and photos ask about them: whether they are public, whose they are, and
//! their counters. Everything else about them is in their own files.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    comment::{CommentKind, Subject},
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

/// Keeps the row for this unit of work and changes nothing in it; `false` when there is none.
pub async fn lock(tx: &mut Tx, subject: Subject) -> Result<bool, Failure> {
    let sql = match subject {
        Subject::Plan(_) => "UPDATE plans SET version = version WHERE id = $1",
        Subject::Proposal(_) => "UPDATE proposals SET version = version WHERE id = $1",
    };
    Ok(on_tx!(tx, conn => sqlx::query(sql).bind(subject.id()).execute(conn).await.map(|done| done.rows_affected()))? == 1)
}

/// One more comment; `false` when the subject does not exist or is not public. What an office answers is not counted:
/// the number says how many residents spoke.
pub async fn count_comment(tx: &mut Tx, subject: Subject, kind: CommentKind) -> Result<bool, Failure> {
    let sql = match subject {
        Subject::Plan(_) => "UPDATE plans SET comment_count = comment_count + $2 WHERE id = $1 AND published_at IS NOT NULL",
        Subject::Proposal(_) => "UPDATE proposals SET comment_count = comment_count + $2 WHERE id = $1 AND submitted_at IS NOT NULL",
    };
    let more = i64::from(kind != CommentKind::Answer);
    Ok(on_tx!(tx, conn => sqlx::query(sql).bind(subject.id()).bind(more).execute(conn).await.map(|done| done.rows_affected()))? == 1)
}
