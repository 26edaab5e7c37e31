//! Whom the meeting sends to the next one.

use super::{Hall, Outcome};
use crate::{
    Services,
    commands::once_more,
    store::musrenbangs::{self, Delegate},
};
use domain::{
    account::Actor,
    ids::{DelegateId, MusrenbangId},
    ledger::Event,
    musrenbang::{DelegateBody, DelegateContact, DelegateName, MeetingAct},
};

/// Somebody whom the meeting sends. `id` is made with the form, so that a double click names one person.
#[derive(Clone, Debug)]
pub struct NewDelegate {
    pub id: DelegateId,
    pub name: DelegateName,
    pub is_woman: bool,
    pub body: DelegateBody,
    pub contact: DelegateContact,
}

pub async fn add_delegate(services: &Services, actor: &Actor, id: MusrenbangId, new: &NewDelegate) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Delegates)?;
        if musrenbangs::sent_by(&mut hall.unit.tx, new.id).await?.is_none() {
            hall.record(Event::DelegateNamed { delegate: new.id, is_woman: new.is_woman }).await?;
            let [name, body, contact] = [new.name.text(), new.body.text(), new.contact.text()].map(str::to_owned);
            let delegate = Delegate { id: new.id, name, is_woman: new.is_woman, body, contact };
            musrenbangs::name_delegate(&mut hall.unit.tx, &delegate).await?;
        }
        Ok(hall.unit.commit().await?)
    })
    .await
}

pub async fn remove_delegate(services: &Services, actor: &Actor, id: MusrenbangId, delegate: DelegateId) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Delegates)?;
        if musrenbangs::sent_by(&mut hall.unit.tx, delegate).await? == Some(id) {
            hall.record(Event::DelegateRemoved { delegate }).await?;
        }
        Ok(hall.unit.commit().await?)
    })
    .await
}
