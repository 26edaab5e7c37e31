//! A person deletes the own account: who it was goes, what was done in public stays as a resident's of the RT.

use super::{
    Outcome,
    end_role::{end_all_roles, somebody_else_is_admin},
    once_more,
    own_password::check_own_password,
    settle::settle,
    steps::take_step,
};
use crate::{
    Services, Visit,
    store::{accounts, assignments, browsers, contacts, cycles, intents, passkeys, photos, proposals, second_factors, sessions},
    unit::Unit,
};
use domain::{
    account::Role,
    comment::Subject,
    ids::{AccountId, PhotoId},
    ledger::AccountEvent,
    permission::MayActAsSelf,
    proposal::{Status, Step},
    refusal::Refusal,
};

/// More drafts than anybody keeps.
const MOST_DRAFTS: i64 = 1000;

/// The password is asked again: a phone left on a table is not enough. The last city admin stays.
pub async fn delete_account(services: &Services, permit: &MayActAsSelf, password: String, visit: &Visit) -> Outcome<()> {
    let me = permit.acting().account;
    check_own_password(services, me, password, visit).await?;
    let photos = once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let (tx, now) = (&mut unit.tx, unit.now);
        assignments::lock_admins(tx).await?;
        accounts::lock(tx, me).await?.ok_or(Refusal::NotFound)?;
        let today = services.zone().day(now);
        let held = assignments::of_account(tx, me).await?;
        if held.iter().any(|held| held.assignment.role == Role::CityAdmin && held.assignment.is_active_on(today)) {
            somebody_else_is_admin(tx, me, today).await?;
        }
        end_all_roles(&mut unit, me).await?;
        let photos = discard_drafts(&mut unit, me).await?;
        let tx = &mut unit.tx;
        proposals::forget_author(tx, me).await?;
        sessions::end_all(tx, me, now).await?;
        browsers::forget_all(tx, me).await?;
        intents::forget_all(tx, me).await?;
        second_factors::remove(tx, me).await?;
        passkeys::remove_all(tx, me).await?;
        contacts::forget_claims(tx, me).await?;
        unit.record(me, AccountEvent::AccountDeleted).await?;
        settle(&mut unit, me).await?;
        unit.commit().await?;
        Ok(photos)
    })
    .await?;
    for photo in photos {
        services.photos.remove(photo).await;
    }
    Ok(())
}

/// The photos of what was never sent, whose files go once this is written down.
async fn discard_drafts(unit: &mut Unit, author: AccountId) -> Outcome<Vec<PhotoId>> {
    let mut gone = Vec::new();
    let unfinished = proposals::drafts_of(&mut unit.tx, author, MOST_DRAFTS).await?;
    for draft in unfinished.into_iter().filter(|draft| draft.status == Status::Draft) {
        let mut proposal = proposals::lock(&mut unit.tx, draft.id).await?.ok_or(Refusal::NotFound)?;
        let pipeline = cycles::pipeline(&mut unit.tx, proposal.cycle).await?;
        take_step(unit, &pipeline, &mut proposal, &Step::Discard, None).await?;
        for photo in photos::of_subject(&mut unit.tx, Subject::Proposal(draft.id)).await? {
            photos::remove(&mut unit.tx, photo.id()).await?;
            gone.push(photo.id());
        }
    }
    Ok(gone)
}
