//! People's accounts. Phone, e-mail and password hash leave this module only for signing in and for offices that may
//! see them.

mod closing;
mod waiting;

pub use closing::{disable, enable, erase};
pub use waiting::{Place, Wanted, confirmed_by_home, confirmed_in, neighbours, waiting_in};

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::{Failure, text::folded};
use domain::{
    clock::Instant,
    ids::{AccountId, RegionId},
    region::RegionCode,
};
use uuid::Uuid;

/// One person's account, contact data included: internal.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    id: Uuid,
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub password_hash: String,
    home_region_id: Option<Uuid>,
    pub residence_confirmed_at: Option<Instant>,
    pub shows_name: bool,
    pub created_at: Instant,
    pub disabled_at: Option<Instant>,
    pub disabled_reason: Option<String>,
    pub deleted_at: Option<Instant>,
    /// When the home was named.
    pub home_named_at: Option<Instant>,
    /// How often an office has said that the person does not live in the home named then; forgotten once one confirms.
    pub denials: i64,
    pub denied_at: Option<Instant>,
    pub phone_verified_at: Option<Instant>,
    pub email_verified_at: Option<Instant>,
}

impl Account {
    pub fn id(&self) -> AccountId {
        AccountId(self.id)
    }

    pub fn home(&self) -> Option<RegionId> {
        self.home_region_id.map(RegionId)
    }

    /// Whoever comes from a list of officials sets one with a code first.
    pub fn has_password(&self) -> bool {
        !self.password_hash.is_empty()
    }

    /// What offices see: the phone, or else the e-mail; and whether it is proven.
    pub fn contact(&self) -> (&str, bool) {
        match (&self.phone, &self.email) {
            (Some(phone), _) => (phone, self.phone_verified_at.is_some()),
            (None, email) => (email.as_deref().unwrap_or_default(), self.email_verified_at.is_some()),
        }
    }

    /// What stands in nobody's good password: name and contacts.
    pub fn known(&self) -> [&str; 3] {
        [&self.name, self.phone.as_deref().unwrap_or_default(), self.email.as_deref().unwrap_or_default()]
    }

    pub fn has_proven(&self, contact: &str) -> bool {
        let is = |own: &Option<String>, at: Option<Instant>| own.as_deref() == Some(contact) && at.is_some();
        is(&self.phone, self.phone_verified_at) || is(&self.email, self.email_verified_at)
    }

    /// The e-mail address, if it is proven: letters go nowhere else.
    pub fn mailbox(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| self.email_verified_at.is_some())
    }
}

/// What registration stores.
pub struct NewAccount<'a> {
    pub id: AccountId,
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub email: Option<&'a str>,
    pub password_hash: &'a str,
    pub home: Option<RegionId>,
    pub created_at: Instant,
}

/// `false` when there is an account with this id: the same form was sent twice.
pub async fn insert(tx: &mut Tx, account: &NewAccount<'_>) -> Result<bool, Failure> {
    let inserted = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO accounts (id, name, phone, email, password_hash, home_region_id, shows_name, created_at, name_folded, home_named_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING")
        .bind(account.id.0)
        .bind(account.name)
        .bind(account.phone)
        .bind(account.email)
        .bind(account.password_hash)
        .bind(account.home.map(|id| id.0))
        .bind(false)
        .bind(account.created_at)
        .bind(folded(account.name))
        .bind(account.home.map(|_| account.created_at))
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(inserted == 1)
}

pub async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT * FROM accounts WHERE id = $1").bind(id.0).fetch_optional(conn).await)?)
}

/// Everybody who names this phone or e-mail (in its stored form) and is not disabled: whoever has proven it first,
/// then the eldest. Several may, because a contact is a claim until it is proven.
pub async fn with_contact(tx: &mut Tx, contact: &str, limit: i64) -> Result<Vec<Account>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT * FROM accounts WHERE (phone = $1 OR email = $1) AND disabled_at IS NULL
         ORDER BY CASE WHEN phone = $1 AND phone_verified_at IS NOT NULL OR email = $1 AND email_verified_at IS NOT NULL
             THEN 0 ELSE 1 END, created_at, id
         LIMIT $2")
        .bind(contact).bind(limit).fetch_all(conn).await)?)
}

/// Everybody who names this phone or e-mail, closed accounts too; whoever has proven it first, then the eldest.
pub async fn naming(tx: &mut Tx, contact: &str) -> Result<Vec<Account>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT * FROM accounts WHERE phone = $1 OR email = $1
         ORDER BY CASE WHEN phone = $1 AND phone_verified_at IS NOT NULL OR email = $1 AND email_verified_at IS NOT NULL
             THEN 0 ELSE 1 END, created_at, id")
        .bind(contact).fetch_all(conn).await)?)
}

/// Keeps the account for this unit of work, as it is then.
pub async fn lock(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("UPDATE accounts SET created_at = created_at WHERE id = $1 RETURNING *")
        .bind(id.0).fetch_optional(conn).await)?)
}

/// Keeps the account for this unit of work.
pub async fn hold(tx: &mut Tx, id: AccountId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE accounts SET created_at = created_at WHERE id = $1")
        .bind(id.0).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("accounts.hold", rows)
}

pub async fn rename(tx: &mut Tx, id: AccountId, name: &str) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE accounts SET name = $2, name_folded = $3 WHERE id = $1")
        .bind(id.0).bind(name).bind(folded(name)).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("accounts.rename", rows)
}

pub async fn set_password(tx: &mut Tx, id: AccountId, hash: &str) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE accounts SET password_hash = $2 WHERE id = $1")
        .bind(id.0).bind(hash).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("accounts.set_password", rows)
}

/// Moving house: a new home RT has to be confirmed again.
pub async fn set_home(tx: &mut Tx, id: AccountId, home: RegionId, at: Instant) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE accounts SET home_region_id = $2, home_named_at = $3, residence_confirmed_at = NULL
         WHERE id = $1")
        .bind(id.0).bind(home.0).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("accounts.set_home", rows)
}

/// `false` when it was confirmed before, or when the home is another by now: an office answers for this home only. Nor
/// does whoever has left for good live anywhere.
pub async fn confirm_residence(tx: &mut Tx, id: AccountId, home: &RegionCode, at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE accounts SET residence_confirmed_at = $3, denials = 0, denied_at = NULL
         WHERE id = $1 AND home_region_id IN (SELECT id FROM regions WHERE code = $2) AND residence_confirmed_at IS NULL
             AND deleted_at IS NULL")
        .bind(id.0).bind(home.as_str()).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Nobody answers for this home: the person is asked for it again. `was_confirmed` says what the office knew: `false`
/// when that is not so any more, or the home is another by now.
pub async fn forget_home(tx: &mut Tx, id: AccountId, home: &RegionCode, was_confirmed: bool, at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE accounts SET home_region_id = NULL, residence_confirmed_at = NULL,
             denials = denials + 1, denied_at = $4
         WHERE id = $1 AND home_region_id IN (SELECT id FROM regions WHERE code = $2)
           AND (residence_confirmed_at IS NOT NULL) = $3")
        .bind(id.0).bind(home.as_str()).bind(was_confirmed).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Writes the names of accounts from before names were folded as they are searched by.
pub async fn fold_names(tx: &mut Tx) -> Result<(), Failure> {
    let rows: Vec<(Uuid, String)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, name FROM accounts WHERE name_folded = '' AND name <> ''").fetch_all(conn).await)?;
    for (id, name) in rows {
        on_tx!(tx, conn => sqlx::query("UPDATE accounts SET name_folded = $2 WHERE id = $1")
            .bind(id).bind(folded(&name)).execute(conn).await.map(drop))?;
    }
    Ok(())
}

/// How many accounts there are; zero means an empty city.
pub async fn count(tx: &mut Tx) -> Result<i64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM accounts").fetch_one(conn).await)?)
}

/// An account and the code of its home.
#[derive(Clone, Debug)]
pub struct Resident {
    pub account: Account,
    pub home: Option<RegionCode>,
}

#[derive(sqlx::FromRow)]
struct ResidentRow {
    #[sqlx(flatten)]
    account: Account,
    home_code: Option<String>,
}

impl TryFrom<ResidentRow> for Resident {
    type Error = Failure;

    fn try_from(row: ResidentRow) -> Result<Self, Failure> {
        let parse = |code: String| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code));
        Ok(Self { account: row.account, home: row.home_code.map(parse).transpose()? })
    }
}

/// A page of people by name, optionally only those whose folded name, phone or e-mail holds `pattern`.
pub async fn search(tx: &mut Tx, pattern: Option<&str>, after: Option<(&str, AccountId)>, limit: i64) -> Result<Vec<Resident>, Failure> {
    let (after_name, after_id) = after.map_or((None, None), |(name, id)| (Some(name), Some(id.0)));
    on_tx!(tx, conn => sqlx::query_as::<_, ResidentRow>(
        "SELECT accounts.*, regions.code AS home_code
         FROM accounts LEFT JOIN regions ON regions.id = accounts.home_region_id
         WHERE ($1 IS NULL OR accounts.name_folded LIKE $1 OR accounts.phone LIKE $1 OR accounts.email LIKE $1)
           AND ($2 IS NULL OR accounts.name > $2 OR (accounts.name = $2 AND accounts.id > $3))
         ORDER BY accounts.name, accounts.id LIMIT $4")
        .bind(pattern).bind(after_name).bind(after_id).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(Resident::try_from)
    .collect()
}

/// Residents of a region and all below it whose folded name, phone or e-mail holds `pattern`, by name.
pub async fn residents_like(tx: &mut Tx, region: &RegionCode, pattern: &str, limit: i64) -> Result<Vec<Resident>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, ResidentRow>(
        "SELECT accounts.*, regions.code AS home_code
         FROM accounts JOIN regions ON regions.id = accounts.home_region_id
         WHERE (regions.code = $1 OR regions.code LIKE $2) AND accounts.disabled_at IS NULL
           AND (accounts.name_folded LIKE $3 OR accounts.phone LIKE $3 OR accounts.email LIKE $3)
         ORDER BY accounts.name_folded, accounts.id LIMIT $4")
        .bind(region.as_str()).bind(format!("{region}-%")).bind(pattern).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(Resident::try_from)
    .collect()
}
