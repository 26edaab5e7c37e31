//! Everything that is kept about one person, for that person alone, in the words in which it is handed out.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    clock::{Day, Instant},
    ids::AccountId,
};
use serde::Serialize;
use serde_json::Value;
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow, types::Json};

/// A list of what is kept about a person.
pub trait Kept: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {
    /// With the account as its one parameter.
    const SQL: &'static str;
}

/// One of the lists, of one person.
pub async fn of<R: Kept>(tx: &mut Tx, account: AccountId) -> Result<Vec<R>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as::<_, R>(R::SQL).bind(account.0).fetch_all(conn).await)?)
}

macro_rules! kept {
    ($($(#[$doc:meta])* $row:ident { $($field:ident: $kind:ty),+ $(,)? } = $sql:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize, FromRow)]
        pub struct $row {
            $(pub $field: $kind),+
        }

        impl Kept for $row {
            const SQL: &'static str = $sql;
        }
    )+};
}

kept! {
    /// Who it is, as written down; one row.
    OwnAccount {
        name: String,
        phone: Option<String>,
        email: Option<String>,
        home: Option<String>,
        residence_confirmed_at: Option<Instant>,
        created_at: Instant,
    } = "SELECT accounts.name, accounts.phone, accounts.email, regions.code AS home, accounts.residence_confirmed_at, accounts.created_at
         FROM accounts LEFT JOIN regions ON regions.id = accounts.home_region_id WHERE accounts.id = $1";

    OwnRole {
        role: String,
        place: Option<String>,
        from_day: Day,
        to_day: Option<Day>,
    } = "SELECT assignments.role, COALESCE(regions.code, agencies.code) AS place, assignments.from_day, assignments.to_day
         FROM assignments
         LEFT JOIN regions ON regions.id = assignments.region_id
         LEFT JOIN agencies ON agencies.id = assignments.agency_id
         WHERE assignments.account_id = $1 ORDER BY assignments.from_day, assignments.id";

    OwnSession {
        created_at: Instant,
        last_seen_at: Instant,
        ended_at: Option<Instant>,
        user_agent: String,
    } = "SELECT created_at, last_seen_at, ended_at, user_agent FROM sessions WHERE account_id = $1 ORDER BY created_at";

    OwnPasskey {
        name: String,
        site: String,
        created_at: Instant,
        used_at: Option<Instant>,
    } = "SELECT name, site, created_at, used_at FROM passkeys WHERE account_id = $1 ORDER BY created_at, id";

    /// Drafts included.
    OwnProposal {
        number: Option<String>,
        status: String,
        title: String,
        problem: String,
        wanted: String,
        address: String,
        on_behalf_of: Option<String>,
        draft: Option<Json<Value>>,
        created_at: Instant,
        submitted_at: Option<Instant>,
    } = "SELECT number, status, title, problem, wanted, address, on_behalf_of, draft, created_at, submitted_at
         FROM proposals WHERE author_id = $1 ORDER BY created_at, id";

    OwnSupport {
        number: Option<String>,
        title: String,
        supported_at: Instant,
    } = "SELECT proposals.number, proposals.title, supports.supported_at
         FROM supports JOIN proposals ON proposals.id = supports.proposal_id
         WHERE supports.account_id = $1 ORDER BY supports.supported_at";

    OwnStance {
        plan: String,
        stance: String,
        local: bool,
        taken_at: Instant,
    } = "SELECT plans.title AS plan, stances.stance, stances.local, stances.taken_at
         FROM stances JOIN plans ON plans.id = stances.plan_id
         WHERE stances.account_id = $1 ORDER BY stances.taken_at";

    OwnComment {
        kind: String,
        body: String,
        office: Option<String>,
        created_at: Instant,
        hidden_reason: Option<String>,
        like_count: i64,
    } = "SELECT kind, body, office, created_at, hidden_reason, like_count FROM comments WHERE author_id = $1 ORDER BY created_at, id";

    OwnLike {
        comment: String,
        liked_at: Instant,
    } = "SELECT comments.body AS comment, comment_likes.liked_at
         FROM comment_likes JOIN comments ON comments.id = comment_likes.comment_id
         WHERE comment_likes.account_id = $1 ORDER BY comment_likes.liked_at";

    /// What this person did, as the ledger keeps it: also what was taken back.
    OwnEntry {
        at: Instant,
        subject_kind: String,
        event: Json<Value>,
    } = "SELECT at, subject_kind, event FROM ledger WHERE actor_id = $1 ORDER BY at, id";

    /// What the ledger says about this person, and not by whom it was done.
    OwnLogEntry {
        at: Instant,
        event: Json<Value>,
    } = "SELECT at, event FROM ledger WHERE subject_id = $1 ORDER BY position";
}
