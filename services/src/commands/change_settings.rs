//! Settings of the city are changed: on a page by whoever may, or at the machine's own command line.

use super::{Outcome, once_more};
use crate::{
    CommandError, Problem, Services,
    hot::named,
    store::{city, regions},
    unit::Unit,
};
use domain::{
    account::Actor,
    city::{Chosen, City},
    ledger::{SettingEvent, Subject},
    permission::{Acting, may_set},
    reason::Note,
    refusal::Refusal,
};

/// What somebody wants a setting to be.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub chosen: Chosen,
    /// What it was when they saw it; none where nobody looked.
    pub seen: Option<Chosen>,
}

impl From<Chosen> for Wanted {
    fn from(chosen: Chosen) -> Self {
        Self { chosen, seen: None }
    }
}

impl Wanted {
    /// Whether something is to be done about what everybody is told. What another has changed meanwhile is never
    /// undone in silence.
    fn differs(&self, known: &City) -> Result<bool, Refusal> {
        let setting = self.chosen.setting();
        let holds = |chosen: &Chosen| chosen.value().unwrap_or(known.default_of(setting)) == known.value(setting);
        let is_left = self.seen.as_ref() == Some(&self.chosen);
        let is_as_before = holds(&self.chosen) && (self.chosen.value().is_some() || known.own(setting).is_none());
        match &self.seen {
            _ if is_left || is_as_before => Ok(false),
            Some(seen) if !holds(seen) => Err(Refusal::ChangedTo { value: known.value(setting).to_owned() }),
            _ => Ok(true),
        }
    }
}

/// All or nothing; each setting by whoever may change it. The settings as they are then.
pub async fn change_settings(services: &Services, actor: &Actor, wanted: &[Wanted], reason: &Note) -> Outcome<City> {
    let mut changes = Vec::new();
    for wanted in wanted {
        changes.push((wanted, Some(may_set(actor, wanted.chosen.setting())?.acting().clone())));
    }
    change(services, &changes, Some(reason)).await
}

/// For the command line of the machine.
pub async fn change_settings_without_permit(services: &Services, wanted: &[Wanted], reason: Option<&Note>) -> Outcome<City> {
    change(services, &wanted.iter().map(|wanted| (wanted, None)).collect::<Vec<_>>(), reason).await
}

async fn change(services: &Services, changes: &[(&Wanted, Option<Acting>)], reason: Option<&Note>) -> Outcome<City> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        regions::lock_city(&mut unit.tx).await?;
        let mut known = city::find(&mut unit.tx).await?;
        let told = named(&mut unit.tx, &services.clock, known.clone()).await?;
        let (mut due, mut taken) = (Vec::new(), Vec::new());
        for (wanted, acting) in changes {
            match wanted.differs(&told) {
                Ok(true) => due.push((&wanted.chosen, acting)),
                Ok(false) => {}
                Err(refusal) => taken.push(Problem::new(wanted.chosen.setting().code(), refusal)),
            }
        }
        if !taken.is_empty() {
            return Err(CommandError::Problems(taken));
        }
        for (chosen, acting) in due {
            unit.acting.clone_from(acting);
            write(&mut unit, &mut known, chosen, reason).await?;
        }
        unit.commit().await?;
        // From now on here, and on other servers a little later; here, too, where they cannot be read now. It is done.
        let _ = services.hot_city.read(&services.database, &services.clock, services.stand().await).await;
        Ok(known)
    })
    .await
}

/// One setting, in the unit of work of the caller, which has locked the city.
pub(super) async fn write(unit: &mut Unit, known: &mut City, chosen: &Chosen, reason: Option<&Note>) -> Outcome<()> {
    let (key, to) = (chosen.setting(), chosen.value().map(str::to_owned));
    let from = known.own(key).map(str::to_owned);
    known.put(key, to.clone());
    let words = unit.keep_any(reason.map_or("", Note::text)).await?;
    Ok(unit.record(Subject::City, SettingEvent::SettingChanged { key, from, to, words }).await?)
}
