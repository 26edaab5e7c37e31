//! The planners set when answers to a plan count as positive. It holds for what is published from then on.

use super::Outcome;
use crate::{CommandError, Problem, Services, Typed, store::plans::rules, unit::Unit};
use domain::{
    account::Actor,
    ledger::{SettingEvent, Subject},
    permission::may_manage_cycle,
    plan::{ResponseRule, RuleField},
};
use std::collections::BTreeMap;

/// `typed` is what was typed into a field. Setting what holds already changes nothing; what another planner has set
/// meanwhile stays where this one changed nothing.
pub async fn set_response_rule<'a, T: Into<Typed<'a>>>(services: &Services, actor: &Actor, typed: impl Fn(RuleField) -> T) -> Outcome<()> {
    let permit = may_manage_cycle(actor)?;
    let typed: Vec<(RuleField, Typed<'_>)> = RuleField::ALL.into_iter().map(|field| (field, typed(field).into())).collect();
    let mut unit = Unit::begin(services, permit.acting()).await?;
    rules::lock(&mut unit.tx).await?;
    let before = rules::current(&mut unit.tx).await?;
    let (mut texts, mut taken) = (BTreeMap::new(), Vec::new());
    for (field, typed) in typed {
        match typed.over(&before.value(field).to_string()) {
            Ok(text) => {
                texts.insert(field.code(), text);
            }
            Err(refusal) => taken.push(Problem::new(field.code(), refusal)),
        }
    }
    if !taken.is_empty() {
        return Err(CommandError::Problems(taken));
    }
    let rule = ResponseRule::parse(|field| texts.get(field.code()).map_or("", String::as_str)).map_err(|problems| {
        CommandError::Problems(problems.into_iter().map(|(field, refusal)| Problem::new(field.code(), refusal)).collect())
    })?;
    if rule == before {
        return Ok(());
    }
    rules::set(&mut unit.tx, &rule, unit.now, permit.acting().account).await?;
    unit.record(Subject::City, SettingEvent::ResponseRuleSet { before, after: rule }).await?;
    Ok(unit.commit().await?)
}
