//! What an entry of the log changed, from what to what, where it is more than one value: weights, dates, money.

use crate::{format, text::t_code};
use domain::{
    cycle::Stage,
    ledger::{AnnouncedMoney, SettingEvent},
    money::Rupiah,
    priority::Weighed,
};
use leptos::{serde::Deserialize as _, serde_json::Value};

/// A phrase for each value that is another now.
pub(super) fn changes(detail: &Value) -> Vec<String> {
    match SettingEvent::deserialize(detail) {
        Ok(SettingEvent::WeightsSet { before, after, .. }) => weights(&before, &after),
        Ok(SettingEvent::StagesDated { before, after }) => dates(&before, &after),
        Ok(SettingEvent::CeilingAnnounced(record)) => money(record.before.as_ref(), &record.after),
        _ => Vec::new(),
    }
}

fn weights(before: &[Weighed], after: &[Weighed]) -> Vec<String> {
    let of = |one: &Weighed| before.iter().find(|known| known.code == one.code).cloned();
    let percent = |one: &Weighed| format!("{}%", one.weight.percent());
    let phrases = after.iter().flat_map(|one| {
        let (name, known) = (t_code("criterion", &one.code), of(one));
        let weight = became(&name, known.as_ref().map(percent), percent(one));
        let is_described_anew = known.as_ref().is_some_and(|known| known.scale != one.scale);
        [weight, is_described_anew.then(|| t!("log.scale", criterion = name))]
    });
    phrases.flatten().collect()
}

fn dates(before: &[Stage], after: &[Stage]) -> Vec<String> {
    let span = |stage: &Stage| match (stage.opens_on, stage.closes_on) {
        (Some(first), Some(last)) => format::span(first, last),
        (first, last) => first.or(last).map_or_else(|| "–".to_owned(), format::day),
    };
    let phrases = after.iter().map(|stage| {
        let known = before.iter().find(|known| known.kind == stage.kind).map(span);
        became(&t_code("stage", stage.kind.code()), known, span(stage))
    });
    phrases.flatten().collect()
}

fn money(before: Option<&AnnouncedMoney>, after: &AnnouncedMoney) -> Vec<String> {
    let amount =
        |name: String, of: fn(&AnnouncedMoney) -> Rupiah| became(&name, before.map(|known| of(known).to_string()), of(after).to_string());
    let phrases = [
        amount(t!("item.physical"), |money| money.physical),
        amount(t!("item.non_physical"), |money| money.non_physical),
        Some(t!("meeting.announced", source = after.source.clone(), day = format::day(after.on))),
    ];
    phrases.into_iter().flatten().collect()
}

/// Nothing where it is what it was; the value alone where there was none.
fn became(name: &str, before: Option<String>, after: String) -> Option<String> {
    match before {
        Some(before) if before == after => None,
        Some(before) => Some(format!("{name}: {}", t!("settings.from_to", from = before, to = after))),
        None => Some(format!("{name}: {after}")),
    }
}
