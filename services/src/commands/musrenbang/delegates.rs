//! Whom the meeting sends to the next one.

use super::{Hall, Outcome};
use crate::{
    CommandError, Problem, Services,
    store::musrenbangs::{self, Delegate},
};
use domain::{
    account::Actor,
    ids::{DelegateId, MusrenbangId},
    ledger::Event,
    musrenbang::MeetingAct,
    text::measured,
};

/// A delegate as typed. `id` is made with the form, so that a double click names one person.
#[derive(Clone, Debug)]
pub struct NewDelegate {
    pub id: DelegateId,
    pub name: String,
    pub is_woman: bool,
    pub body: String,
    pub contact: String,
}

pub async fn add_delegate(services: &Services, actor: &Actor, id: MusrenbangId, form: &NewDelegate) -> Outcome<()> {
    let mut hall = Hall::enter(services, actor, id).await?;
    hall.check(MeetingAct::Delegates)?;
    let (name, body, contact) = (measured(&form.name, 3, 100), measured(&form.body, 2, 100), measured(&form.contact, 0, 100));
    let (Ok(name), Ok(body), Ok(contact)) = (&name, &body, &contact) else {
        let found = [("name", name.err()), ("body", body.err()), ("contact", contact.err())];
        return Err(CommandError::Problems(found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?))).collect()));
    };
    let delegate = Delegate { id: form.id, name: name.clone(), is_woman: form.is_woman, body: body.clone(), contact: contact.clone() };
    if musrenbangs::insert_delegate(&mut hall.unit.tx, id, &delegate).await? {
        hall.record(Event::DelegateNamed { delegate: form.id, is_woman: form.is_woman }).await?;
    }
    Ok(hall.unit.commit().await?)
}

pub async fn remove_delegate(services: &Services, actor: &Actor, id: MusrenbangId, delegate: DelegateId) -> Outcome<()> {
    let mut hall = Hall::enter(services, actor, id).await?;
    hall.check(MeetingAct::Delegates)?;
    if musrenbangs::remove_delegate(&mut hall.unit.tx, id, delegate).await? {
        hall.record(Event::DelegateRemoved { delegate }).await?;
    }
    Ok(hall.unit.commit().await?)
}
