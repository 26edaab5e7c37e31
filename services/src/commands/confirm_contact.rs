//! A person proves a phone or e-mail with the code that reached them there. What the proof means for others who name
//! it is said in `ask_contact`.

use super::{Contact, Outcome, ask_contact::find, log_entry::log_entry};
use crate::{
    CommandError, OneTimeCode, Services, Visit,
    guesses::{self, Guess, Place, Secret},
    letter::LetterKind,
    store::{Tx, accounts::Account, codes, contacts, letters},
};
use domain::{ledger::AccountEvent, one_time_code::CodePurpose, permission::MayActAsSelf, refusal::Refusal};

pub async fn confirm_contact(services: &Services, permit: &MayActAsSelf, code: &str, visit: &Visit) -> Outcome<()> {
    let (me, now) = (permit.acting().account, services.clock.now());
    let guess = Guess::at(Secret::Code, &me.to_string(), &Place::Network(&visit.network));
    guesses::begin(services, &guess).await?;
    let wrong = || CommandError::at("code", Refusal::CodeWrong);
    let code = OneTimeCode::parse(code).ok_or_else(wrong)?;
    let mut tx = services.database.begin().await?;
    let used = codes::take(&mut tx, me, CodePurpose::Contact, &code.hash(me), now).await?.ok_or_else(wrong)?;
    let contact = used.contact.as_deref().and_then(|contact| Contact::parse(contact).ok()).ok_or_else(wrong)?;
    guesses::was_right(&mut tx, &guess).await?;
    let account = find(&mut tx, me).await?;
    tell_the_old_one(services, &mut tx, &account, &contact).await?;
    for other in contacts::unprove(&mut tx, contact.kind(), contact.as_str()).await?.into_iter().filter(|other| *other != me) {
        log_entry(services, &mut tx, Some(permit.acting()), other, AccountEvent::ContactTakenOver { contact: contact.kind() }).await?;
    }
    contacts::set(&mut tx, me, contact.kind(), contact.as_str(), Some(now)).await?;
    contacts::forget_wish(&mut tx, me, contact.kind()).await?;
    log_entry(services, &mut tx, Some(permit.acting()), me, AccountEvent::ContactConfirmed { contact: contact.kind() }).await?;
    tx.commit().await?;
    Ok(())
}

/// Whoever lost the account to a thief hears of it at the address that was theirs.
async fn tell_the_old_one(services: &Services, tx: &mut Tx, account: &Account, new: &Contact) -> Outcome<()> {
    let old = account.mailbox().filter(|old| matches!(new, Contact::Email(new) if new != old));
    if let Some(old) = old {
        letters::insert(tx, services.clock.new_id(), LetterKind::ContactGone.code(), old, None, services.clock.now()).await?;
    }
    Ok(())
}
