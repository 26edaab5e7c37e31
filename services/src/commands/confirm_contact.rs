//! A person proves a phone or e-mail with the code that reached them there. What the proof means for others who name
//! it is said in `ask_contact`.

use super::{Contact, Outcome, ask_contact::find, once_more};
use crate::{
    CommandError, OneTimeCode, Services, Visit,
    guesses::{self, Guess, Place, Secret},
    letter::LetterKind,
    store::{accounts::Account, codes, contacts, letters},
    unit::Unit,
};
use domain::{ledger::AccountEvent, one_time_code::CodePurpose, permission::MayActAsSelf, refusal::Refusal};

pub async fn confirm_contact(services: &Services, permit: &MayActAsSelf, code: &str, visit: &Visit) -> Outcome<()> {
    let me = permit.acting().account;
    let guess = Guess::at(Secret::Code, &me.to_string(), &Place::Network(&visit.network));
    guesses::begin(services, &guess).await?;
    let wrong = || CommandError::at("code", Refusal::CodeWrong);
    let code = OneTimeCode::parse(code).ok_or_else(wrong)?;
    let (code, guess) = (&code, &guess);
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let (tx, now) = (&mut unit.tx, unit.now);
        let used = codes::take(tx, me, CodePurpose::Contact, &code.hash(me), now).await?.ok_or_else(wrong)?;
        let contact = used.contact.as_deref().and_then(|contact| Contact::parse(contact).ok()).ok_or_else(wrong)?;
        guesses::was_right(tx, guess).await?;
        let account = find(tx, me).await?;
        tell_the_old_one(&mut unit, &account, &contact).await?;
        for other in contacts::unprove(&mut unit.tx, contact.kind(), contact.as_str()).await?.into_iter().filter(|other| *other != me) {
            unit.record(other, AccountEvent::ContactTakenOver { contact: contact.kind() }).await?;
        }
        contacts::set(&mut unit.tx, me, contact.kind(), contact.as_str(), Some(now)).await?;
        contacts::forget_wish(&mut unit.tx, me, contact.kind()).await?;
        unit.record(me, AccountEvent::ContactConfirmed { contact: contact.kind() }).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Whoever lost the account to a thief hears of it at the address that was theirs.
async fn tell_the_old_one(unit: &mut Unit, account: &Account, new: &Contact) -> Outcome<()> {
    let old = account.mailbox().filter(|old| matches!(new, Contact::Email(new) if new != old));
    if let Some(old) = old {
        letters::insert(&mut unit.tx, unit.services.clock.new_id(), LetterKind::ContactGone.code(), old, None, unit.now).await?;
    }
    Ok(())
}
