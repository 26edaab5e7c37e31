//! A resident opens an account and is signed in. Nobody learns here whether a contact has an account: naming it is a
//! claim, which others may make as well (`ask_contact` says whose it becomes). Only whoever also knows the password of
//! such an account hears that it is theirs already.

use super::{
    Contact, MOST_CLAIMS, Outcome, once_more,
    sign_in::{begin_session, whose_password},
};
use crate::{
    CommandError, Failure, Services, SignedIn, Visit,
    guesses::{self, Guess, Place, Secret},
    password,
    store::{accounts, regions},
    strength,
    unit::Unit,
};
use domain::{
    account::PersonName,
    ids::AccountId,
    ledger::AccountEvent,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
};

/// Who somebody is. The password is judged here, too, because it is letter by letter.
pub struct Registration {
    pub name: PersonName,
    pub contact: Contact,
    pub password: String,
    /// The home RT; may be given later.
    pub home: Option<RegionCode>,
}

impl Registration {
    /// What is wrong with a password for somebody who calls themselves so.
    pub fn check_password(password: &str, contact: &str, name: &str) -> Result<(), Refusal> {
        strength::check(&strength::normal(password), &[contact, name])
    }
}

pub async fn register_account(services: &Services, form: Registration, visit: &Visit) -> Outcome<(AccountId, SignedIn)> {
    let Registration { name, contact, password, home } = form;
    Registration::check_password(&password, contact.as_str(), name.text()).map_err(|refusal| CommandError::at("password", refusal))?;
    let (typed, today) = (strength::normal(&password), services.today());
    let home = match home {
        None => None,
        Some(code) => {
            let found = regions::find_by_code(&mut services.database.read().await?, &code, today).await?;
            let found = found.filter(|region| region.level == RegionLevel::Rt);
            Some(found.ok_or_else(|| CommandError::at("home", Refusal::RegionUnknown))?.id)
        }
    };

    let guess = Guess::at(Secret::Password, contact.as_str(), &Place::Network(&visit.network));
    guesses::begin(services, &guess).await.map_err(at_contact)?;
    let claims = accounts::with_contact(&mut services.database.read().await?, contact.as_str(), MOST_CLAIMS).await?;
    let known: Vec<AccountId> = claims.iter().map(accounts::Account::id).collect();
    if whose_password(claims, typed.clone()).await?.is_some() {
        let guess = &guess;
        return once_more(|| async move { already_registered(Unit::begin(services, None).await?, guess).await }).await;
    }
    if i64::try_from(known.len()).is_ok_and(|claims| claims >= MOST_CLAIMS) {
        return Err(CommandError::at("contact", Refusal::ContactCrowded));
    }

    let hash = password::hash(typed.clone()).await?;
    let (guess, name, contact, known, hash) = (&guess, &name, &contact, &known, &hash);
    let typed = typed.as_str();
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let (id, tx) = (unit.new_id(), &mut unit.tx);
        // The row of the guess is locked by this: the same form sent twice at one moment waits here and then sees the
        // account.
        guesses::was_right(tx, guess).await?;
        let mut meanwhile = accounts::with_contact(tx, contact.as_str(), MOST_CLAIMS).await?;
        meanwhile.retain(|account| !known.contains(&account.id()));
        if !meanwhile.is_empty() && whose_password(meanwhile, typed.to_owned()).await?.is_some() {
            return already_registered(unit, guess).await;
        }
        let new = accounts::NewAccount {
            id,
            name: name.text(),
            phone: contact.phone(),
            email: contact.email(),
            password_hash: hash,
            home,
            created_at: unit.now,
        };
        accounts::insert(&mut unit.tx, &new).await?;
        let account = accounts::find(&mut unit.tx, id).await?.ok_or_else(|| Failure::Other("an account vanished".into()))?;
        let signed_in = begin_session(&mut unit, &account, visit).await?;
        unit.record(id, AccountEvent::AccountRegistered).await?;
        unit.commit().await?;
        Ok((id, signed_in))
    })
    .await
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
