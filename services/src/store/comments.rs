//! Comments on plans and proposals, their likes, and what moderators have hidden.

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::{
    clock::Instant,
    comment::{CommentKind, Subject},
    ids::{AccountId, CommentId},
    region::RegionCode,
};
use uuid::Uuid;

/// A comment to be stored.
pub struct NewComment<'a> {
    pub id: CommentId,
    pub subject: Subject,
    pub author: AccountId,
    pub kind: CommentKind,
    pub body: &'a str,
    /// With which the body stands in the ledger.
    pub salt: &'a [u8],
    /// Named in official answers only.
    pub office: Option<&'a str>,
    /// The comment an official answer replies to.
    pub answers: Option<CommentId>,
    pub at: Instant,
}

/// Who wrote it, as far as everybody may know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Only of people who chose to show their name.
    pub name: Option<String>,
    pub rt: Option<RegionCode>,
    pub kelurahan: Option<String>,
}

/// A comment as a page shows it.
#[derive(Clone, Debug)]
pub struct Comment {
    pub id: CommentId,
    pub author_id: AccountId,
    pub author: Author,
    pub kind: CommentKind,
    pub body: String,
    pub office: Option<String>,
    pub answers: Option<CommentId>,
    pub at: Instant,
    /// Why it was hidden; shown to everybody in place of the text.
    pub hidden: Option<String>,
    pub likes: i64,
    /// The reader likes it.
    pub liked: bool,
}

#[derive(sqlx::FromRow)]
struct CommentRow {
    id: Uuid,
    author_id: Uuid,
    author_name: Option<String>,
    home_code: Option<String>,
    kelurahan: Option<String>,
    kind: String,
    body: String,
    office: Option<String>,
    answers: Option<Uuid>,
    created_at: Instant,
    hidden_at: Option<Instant>,
    hidden_reason: Option<String>,
    like_count: i64,
    liked: bool,
}

impl TryFrom<CommentRow> for Comment {
    type Error = Failure;

    fn try_from(row: CommentRow) -> Result<Self, Failure> {
        let rt =
            row.home_code.map(|code| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code))).transpose()?;
        Ok(Self {
            id: CommentId(row.id),
            author_id: AccountId(row.author_id),
            author: Author { name: row.author_name, rt, kelurahan: row.kelurahan },
            kind: CommentKind::from_code(&row.kind).ok_or_else(|| Failure::inconsistent("comments", "kind", &row.kind))?,
            body: row.body,
            office: row.office,
            answers: row.answers.map(CommentId),
            at: row.created_at,
            hidden: row.hidden_at.map(|_| row.hidden_reason.unwrap_or_default()),
            likes: row.like_count,
            liked: row.liked,
        })
    }
}

/// `false` when the id is taken.
pub async fn insert(tx: &mut Tx, comment: &NewComment<'_>) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO comments (id, subject_id, author_id, kind, body, office, answers, created_at, salt)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO NOTHING")
        .bind(comment.id.0)
        .bind(comment.subject.id())
        .bind(comment.author.0)
        .bind(comment.kind.code())
        .bind(comment.body)
        .bind(comment.office)
        .bind(comment.answers.map(|id| id.0))
        .bind(comment.at)
        .bind(comment.salt)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Keeps a comment for this unit of work: whether it is hidden; none where there is none.
pub async fn lock(tx: &mut Tx, id: CommentId) -> Result<Option<bool>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("UPDATE comments SET like_count = like_count WHERE id = $1 RETURNING hidden_at IS NOT NULL")
        .bind(id.0).fetch_optional(conn).await)?)
}

/// How many like it.
pub async fn likes(tx: &mut Tx, id: CommentId) -> Result<i64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT like_count FROM comments WHERE id = $1").bind(id.0).fetch_one(conn).await)?)
}

/// Whether a person likes it.
pub async fn is_liked(tx: &mut Tx, id: CommentId, by: AccountId) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM comment_likes WHERE comment_id = $1 AND account_id = $2)")
        .bind(id.0).bind(by.0).fetch_one(conn).await)?)
}

/// Whose a stored comment is, and under what it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub author: AccountId,
    pub subject: Uuid,
}

pub async fn place(tx: &mut Tx, id: CommentId) -> Result<Option<Place>, Failure> {
    let row: Option<(Uuid, Uuid)> = on_tx!(tx, conn => sqlx::query_as("SELECT author_id, subject_id FROM comments WHERE id = $1")
        .bind(id.0).fetch_optional(conn).await)?;
    Ok(row.map(|(author, subject)| Place { author: AccountId(author), subject }))
}

/// Which comments a page wants.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    pub kind: Option<CommentKind>,
    /// Older than this one.
    pub before: Option<(Instant, CommentId)>,
    pub limit: i64,
}

/// The comments that stand for themselves, newest first; answers to a comment are in [`answers`].
pub async fn of_subject(tx: &mut Tx, subject: Subject, reader: Option<AccountId>, wanted: Wanted) -> Result<Vec<Comment>, Failure> {
    let (before_at, before_id) = wanted.before.map_or((None, None), |(at, id)| (Some(at), Some(id.0)));
    on_tx!(tx, conn => sqlx::query_as::<_, CommentRow>(
        "SELECT comments.*, CASE WHEN accounts.shows_name THEN accounts.name END AS author_name,
                home.code AS home_code, COALESCE(top.name, above.name) AS kelurahan,
                EXISTS (SELECT 1 FROM comment_likes WHERE comment_id = comments.id AND account_id = $2) AS liked
         FROM comments
         JOIN accounts ON accounts.id = comments.author_id
         LEFT JOIN regions home ON home.id = accounts.home_region_id
         LEFT JOIN regions above ON above.id = home.parent_id
         LEFT JOIN regions top ON top.id = above.parent_id AND above.level = 'rw'
         WHERE comments.subject_id = $1 AND comments.answers IS NULL AND comments.office IS NULL
           AND ($3 IS NULL OR comments.kind = $3)
           AND ($4 IS NULL OR comments.created_at < $4 OR (comments.created_at = $4 AND comments.id < $5))
         ORDER BY comments.created_at DESC, comments.id DESC LIMIT $6")
        .bind(subject.id())
        .bind(reader.map(|id| id.0))
        .bind(wanted.kind.map(CommentKind::code))
        .bind(before_at)
        .bind(before_id)
        .bind(wanted.limit)
        .fetch_all(conn).await)?
    .into_iter()
    .map(Comment::try_from)
    .collect()
}

/// All official answers under a plan or proposal, oldest first: to it as a whole and to single comments.
pub async fn answers(tx: &mut Tx, subject: Subject, reader: Option<AccountId>) -> Result<Vec<Comment>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, CommentRow>(
        "SELECT comments.*, CAST(NULL AS TEXT) AS author_name, CAST(NULL AS TEXT) AS home_code, CAST(NULL AS TEXT) AS kelurahan,
                EXISTS (SELECT 1 FROM comment_likes WHERE comment_id = comments.id AND account_id = $2) AS liked
         FROM comments
         WHERE comments.subject_id = $1 AND comments.office IS NOT NULL
         ORDER BY comments.created_at, comments.id")
        .bind(subject.id())
        .bind(reader.map(|id| id.0))
        .fetch_all(conn).await)?
    .into_iter()
    .map(Comment::try_from)
    .collect()
}

/// How many comments of each kind stand under a plan or proposal, official answers included.
pub async fn count_by_kind(tx: &mut Tx, subject: Subject) -> Result<Vec<(CommentKind, i64)>, Failure> {
    let rows: Vec<(String, i64)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT kind, COUNT(*) FROM comments WHERE subject_id = $1 GROUP BY kind")
        .bind(subject.id()).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|(kind, count)| Ok((CommentKind::from_code(&kind).ok_or_else(|| Failure::inconsistent("comments", "kind", &kind))?, count)))
        .collect()
}

/// Likes or no longer likes, with the counter; `false` when there was nothing to change. Hidden comments take no
/// likes.
pub async fn set_like(tx: &mut Tx, id: CommentId, account: AccountId, likes: bool, at: Instant) -> Result<bool, Failure> {
    let rows = if likes {
        on_tx!(tx, conn => sqlx::query(
            "INSERT INTO comment_likes (comment_id, account_id, liked_at)
             SELECT id, $2, $3 FROM comments WHERE id = $1 AND hidden_at IS NULL
             ON CONFLICT (comment_id, account_id) DO NOTHING")
            .bind(id.0).bind(account.0).bind(at).execute(conn).await.map(|done| done.rows_affected()))?
    } else {
        on_tx!(tx, conn => sqlx::query("DELETE FROM comment_likes WHERE comment_id = $1 AND account_id = $2")
            .bind(id.0).bind(account.0).execute(conn).await.map(|done| done.rows_affected()))?
    };
    if rows == 0 {
        return Ok(false);
    }
    let step: i64 = if likes { 1 } else { -1 };
    on_tx!(tx, conn => sqlx::query("UPDATE comments SET like_count = like_count + $2 WHERE id = $1")
        .bind(id.0).bind(step).execute(conn).await.map(drop))?;
    Ok(true)
}

/// `false` when it was hidden before.
pub async fn hide(tx: &mut Tx, id: CommentId, reason: &str, at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE comments SET hidden_at = $3, hidden_reason = $2 WHERE id = $1 AND hidden_at IS NULL")
        .bind(id.0).bind(reason).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// `false` when it was not hidden.
pub async fn restore(tx: &mut Tx, id: CommentId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE comments SET hidden_at = NULL, hidden_reason = NULL WHERE id = $1 AND hidden_at IS NOT NULL")
        .bind(id.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Keeps the salt with which words said before there was a ledger stand in it.
pub async fn set_salt(tx: &mut Tx, id: CommentId, salt: &[u8]) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE comments SET salt = $2 WHERE id = $1")
        .bind(id.0).bind(salt).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("comments.set_salt", rows)
}
