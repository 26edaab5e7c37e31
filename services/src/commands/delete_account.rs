//! A person deletes the own account: who it was goes, what was done in public stays as a resident's of the RT.

use super::{
    Outcome,
    end_role::{end_all_roles, somebody_else_is_admin},
    log_entry::log_entry,
    own_password::check_own_password,
    settle::settle,
    steps::take_step,
};
use crate::{
    Services, Visit,
    store::{Tx, accounts, appointments, assignments, browsers, contacts, cycles, passkeys, photos, proposals, second_factors, sessions},
};
use domain::{
    account::Role,
    comment::Subject,
    ids::PhotoId,
    permission::{Acting, MayActAsSelf},
    proposal::{Status, Step},
    refusal::Refusal,
};
use serde_json::json;

/// More drafts than anybody keeps.
const MOST_DRAFTS: i64 = 1000;

/// The password is asked again: a phone left on a table is not enough. The last city admin stays.
pub async fn delete_account(services: &Services, permit: &MayActAsSelf, password: String, visit: &Visit) -> Outcome<()> {
    let (me, acting, now) = (permit.acting().account, permit.acting(), services.clock.now());
    check_own_password(services, me, password, visit).await?;
    let mut tx = services.database.begin().await?;
    assignments::lock_admins(&mut tx).await?;
    let today = services.zone.day(now);
    let held = assignments::of_account(&mut tx, me).await?;
    if held.iter().any(|held| held.assignment.role == Role::CityAdmin && held.assignment.is_active_on(today)) {
        somebody_else_is_admin(&mut tx, me, today).await?;
    }
    end_all_roles(services, &mut tx, acting, me).await?;
    appointments::remove_of(&mut tx, me).await?;
    let photos = discard_drafts(services, &mut tx, acting).await?;
    proposals::forget_author(&mut tx, me).await?;
    sessions::end_all(&mut tx, me, now).await?;
    browsers::forget_all(&mut tx, me).await?;
    second_factors::remove(&mut tx, me).await?;
    passkeys::remove_all(&mut tx, me).await?;
    contacts::forget_claims(&mut tx, me).await?;
    accounts::erase(&mut tx, me, now).await?;
    settle(services, &mut tx, me, acting).await?;
    log_entry(services, &mut tx, Some(acting), "account_deleted", me.0, json!({})).await?;
    tx.commit().await?;
    for photo in photos {
        services.photos.remove(photo).await;
    }
    Ok(())
}

/// The photos of what was never sent, whose files go once this is written down.
async fn discard_drafts(services: &Services, tx: &mut Tx, acting: &Acting) -> Outcome<Vec<PhotoId>> {
    let mut gone = Vec::new();
    let unfinished = proposals::drafts_of(tx, acting.account, MOST_DRAFTS).await?;
    for draft in unfinished.into_iter().filter(|draft| draft.status == Status::Draft) {
        let proposal = proposals::lock(tx, draft.id).await?.ok_or(Refusal::NotFound)?;
        let pipeline = cycles::pipeline(tx, proposal.cycle).await?;
        take_step(services, tx, &pipeline, &proposal, &Step::Discard, acting, None).await?;
        for photo in photos::of_subject(tx, Subject::Proposal(draft.id)).await? {
            photos::remove(tx, photo.id()).await?;
            gone.push(photo.id());
        }
    }
    Ok(gone)
}
