//! A resident opens an account and is signed in.

use super::{Contact, Outcome, sign_in::begin_session};
use crate::{
    CommandError, Failure, Problem, Services, SignedIn, Visit, password,
    store::{accounts, audit, regions},
    strength,
};
use domain::{
    ids::AccountId,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    text,
};
use serde_json::json;

const MOST_NAME_LETTERS: usize = 80;

/// What `/daftar` asks for.
pub struct Registration {
    pub name: String,
    pub contact: String,
    pub password: String,
    /// Code of the home RT; may be given later.
    pub home: String,
}

/// Checks everything and reports all problems at once, so that nobody mends a form twice.
pub async fn register_account(services: &Services, form: Registration, visit: &Visit) -> Outcome<(AccountId, SignedIn)> {
    let mut problems = Vec::new();
    let name = text::line(&form.name);
    if name.is_empty() {
        problems.push(Problem::new("name", Refusal::Required));
    } else if name.chars().count() > MOST_NAME_LETTERS {
        problems.push(Problem::new("name", Refusal::TooLong { most: 80 }));
    }
    let contact = Contact::parse(&form.contact).map_err(|refusal| problems.push(Problem::new("contact", refusal))).ok();
    let typed = strength::normal(&form.password);
    if let Err(refusal) = strength::check(&typed, &[&form.contact, &name]) {
        problems.push(Problem::new("password", refusal));
    }
    let now = services.clock.now();
    let home = if form.home.trim().is_empty() { None } else { Some(RegionCode::parse(&form.home)) };
    let home = match home {
        None => None,
        Some(Err(refusal)) => {
            problems.push(Problem::new("home", refusal));
            None
        }
        Some(Ok(code)) => {
            let mut tx = services.database.read().await?;
            let found =
                regions::find_by_code(&mut tx, &code, services.zone.day(now)).await?.filter(|region| region.level == RegionLevel::Rt);
            if found.is_none() {
                problems.push(Problem::new("home", Refusal::RegionUnknown));
            }
            found.map(|region| region.id)
        }
    };
    let (Some(contact), true) = (contact, problems.is_empty()) else {
        return Err(CommandError::Problems(problems));
    };

    let hash = password::hash(typed).await?;
    let id = AccountId(services.clock.new_id());
    let mut tx = services.database.begin().await?;
    let new = accounts::NewAccount {
        id,
        name: &name,
        phone: contact.phone(),
        email: contact.email(),
        password_hash: &hash,
        home,
        created_at: now,
    };
    if !accounts::insert(&mut tx, &new).await? {
        return Err(CommandError::at("contact", Refusal::ContactTaken));
    }
    let account = accounts::find(&mut tx, id).await?.ok_or_else(|| Failure::Other("an account vanished".into()))?;
    let signed_in = begin_session(services, &mut tx, &account, visit).await?;
    let event = audit::AuditEvent {
        id: services.clock.new_id(),
        at: now,
        acting: None,
        action: "account_registered",
        subject: id.0,
        detail: json!({}),
    };
    audit::append(&mut tx, &event).await?;
    tx.commit().await?;
    Ok((id, signed_in))
}
