//! What the city had set before each of its settings had an entry of its own.

use super::super::{Act, record};
use crate::{
    Clock, Failure,
    store::{Tx, city, legacy, regions},
};
use domain::{
    city::Setting,
    clock::Instant,
    ledger::{SettingEvent, Subject},
    plan::ResponseRule,
};

pub(crate) async fn import_city(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    regions::lock_city(tx).await?;
    let Some((name, zone, contact, at)) = legacy::city(tx).await? else { return Ok(()) };
    let kept = [(Setting::Name, name), (Setting::Zone, zone), (Setting::Contact, contact)];
    take_over(clock, tx, at, kept.into_iter().filter(|(_, value)| !value.is_empty())).await
}

/// The rule for answers to plans, which was one thing.
pub(crate) async fn import_rule(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    regions::lock_city(tx).await?;
    let Some((rule, at)) = legacy::response_rule(tx).await? else { return Ok(()) };
    let default = ResponseRule::default();
    let numbers = |rule: ResponseRule| {
        [
            (Setting::MinCount, rule.min_count),
            (Setting::MinHouseholds, rule.min_households_per_mille.into()),
            (Setting::MinSupport, rule.min_support_percent.into()),
            (Setting::MinLocal, rule.min_local_percent.into()),
            (Setting::ResponseDays, rule.response_days.into()),
            (Setting::FollowUpDays, rule.follow_up_days.into()),
        ]
    };
    let others = numbers(rule).into_iter().zip(numbers(default)).filter(|(set, default)| set != default);
    take_over(clock, tx, at, others.map(|((setting, number), _)| (setting, number.to_string()))).await
}

/// Written down once: what is a setting already stays as it is.
async fn take_over(clock: &Clock, tx: &mut Tx, at: Instant, kept: impl Iterator<Item = (Setting, String)>) -> Result<(), Failure> {
    let known = city::find(tx).await?;
    let new = kept.filter(|(key, _)| known.own(*key).is_none());
    let acts = new.map(|(key, to)| {
        let event = SettingEvent::SettingChanged { key, from: None, to: Some(to), words: None };
        Act { at, acting: None, event: event.into() }
    });
    let acts = acts.collect();
    record(clock, tx, Subject::City, acts).await
}
