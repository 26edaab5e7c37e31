//! A resident opens an account and is signed in.

use super::{Contact, Outcome};
use crate::{
    CommandError, Problem, Services, SessionToken, password,
    store::{accounts, audit, regions, sessions},
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
pub async fn register_account(services: &Services, form: Registration, user_agent: &str) -> Outcome<(AccountId, SessionToken)> {
    let mut problems = Vec::new();
    let name = text::line(&form.name);
    if name.is_empty() {
        problems.push(Problem::new("name", Refusal::Required));
    } else if name.chars().count() > MOST_NAME_LETTERS {
        problems.push(Problem::new("name", Refusal::TooLong { most: 80 }));
    }
    let contact = Contact::parse(&form.contact).map_err(|refusal| problems.push(Problem::new("contact", refusal))).ok();
    if let Err(refusal) = password::check_strength(&form.password, &[&form.contact, &name]) {
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

    let hash = password::hash(form.password).await?;
    let id = AccountId(services.clock.new_id());
    let token = SessionToken::new()?;
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
    sessions::insert(&mut tx, &token.hash(), id, user_agent, now).await?;
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
    Ok((id, token))
}
