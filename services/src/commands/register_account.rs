//! A resident opens an account and is signed in. Nobody learns here whether a contact has an account: naming it is a
//! claim, which others may make as well (`ask_contact` says whose it becomes). Only whoever also knows the password of
//! such an account hears that it is theirs already.

use super::{
    Contact, MOST_CLAIMS, Outcome,
    sign_in::{begin_session, whose_password},
};
use crate::{
    CommandError, Failure, Problem, Services, SignedIn, Visit,
    guesses::{self, Guess, Place, Secret},
    password,
    store::{accounts, regions},
    strength,
    unit::Unit,
};
use domain::{
    ids::AccountId,
    ledger::AccountEvent,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    text,
};

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
    let home = if form.home.trim().is_empty() { None } else { Some(RegionCode::parse(&form.home)) };
    let home = match home {
        None => None,
        Some(Err(refusal)) => {
            problems.push(Problem::new("home", refusal));
            None
        }
        Some(Ok(code)) => {
            let mut tx = services.database.read().await?;
            let found = regions::find_by_code(&mut tx, &code, services.today()).await?.filter(|region| region.level == RegionLevel::Rt);
            if found.is_none() {
                problems.push(Problem::new("home", Refusal::RegionUnknown));
            }
            found.map(|region| region.id)
        }
    };
    let (Some(contact), true) = (contact, problems.is_empty()) else {
        return Err(CommandError::Problems(problems));
    };

    let guess = Guess::at(Secret::Password, contact.as_str(), &Place::Network(&visit.network));
    guesses::begin(services, &guess).await.map_err(at_contact)?;
    let claims = accounts::with_contact(&mut services.database.read().await?, contact.as_str(), MOST_CLAIMS).await?;
    let known: Vec<AccountId> = claims.iter().map(accounts::Account::id).collect();
    if whose_password(claims, typed.clone()).await?.is_some() {
        return already_registered(Unit::begin(services, None).await?, &guess).await;
    }
    if i64::try_from(known.len()).is_ok_and(|claims| claims >= MOST_CLAIMS) {
        return Err(CommandError::at("contact", Refusal::ContactCrowded));
    }

    let hash = password::hash(typed.clone()).await?;
    let mut unit = Unit::begin(services, None).await?;
    let (id, tx) = (unit.new_id(), &mut unit.tx);
    // The row of the guess is locked by this: the same form sent twice at one moment waits here and then sees the
    // account.
    guesses::was_right(tx, &guess).await?;
    let mut meanwhile = accounts::with_contact(tx, contact.as_str(), MOST_CLAIMS).await?;
    meanwhile.retain(|account| !known.contains(&account.id()));
    if !meanwhile.is_empty() && whose_password(meanwhile, typed).await?.is_some() {
        return already_registered(unit, &guess).await;
    }
    let new = accounts::NewAccount {
        id,
        name: &name,
        phone: contact.phone(),
        email: contact.email(),
        password_hash: &hash,
        home,
        created_at: unit.now,
    };
    accounts::insert(&mut unit.tx, &new).await?;
    let account = accounts::find(&mut unit.tx, id).await?.ok_or_else(|| Failure::Other("an account vanished".into()))?;
    let signed_in = begin_session(&mut unit, &account, visit).await?;
    unit.record(id, AccountEvent::AccountRegistered).await?;
    unit.commit().await?;
    Ok((id, signed_in))
}

/// The contact and the password are somebody's, so it is they who register again.
async fn already_registered<T>(mut unit: Unit, guess: &Guess) -> Outcome<T> {
    guesses::was_right(&mut unit.tx, guess).await?;
    unit.commit().await?;
    Err(Refusal::AlreadyRegistered.into())
}

fn at_contact(error: CommandError) -> CommandError {
    match error {
        CommandError::Refused(refusal) => CommandError::at("contact", refusal),
        other => other,
    }
}
