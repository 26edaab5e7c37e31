//! The planners set when answers to a plan count as positive. It holds for what is published from then on.

use super::Outcome;
use crate::{CommandError, Problem, Services, edited, store::plans::rules, unit::Unit};
use domain::{
    account::Actor,
    ledger::{SettingEvent, Subject},
    permission::may_manage_cycle,
    plan::ResponseRule,
};

/// `shown` is what the planner had before them. Setting what holds already changes nothing; what another planner has set
/// meanwhile stays where this one changed nothing.
pub async fn set_response_rule(services: &Services, actor: &Actor, wanted: &ResponseRule, shown: Option<&ResponseRule>) -> Outcome<()> {
    let permit = may_manage_cycle(actor)?;
    let mut unit = Unit::begin(services, permit.acting()).await?;
    rules::lock(&mut unit.tx).await?;
    let before = rules::current(&mut unit.tx).await?;
    let mut taken = Vec::new();
    let rule = ResponseRule::of(|field| {
        let (wanted, stored) = (wanted.value(field), before.value(field));
        edited(&wanted, shown.map(|shown| shown.value(field)).as_ref(), &stored, u32::to_string).unwrap_or_else(|refusal| {
            taken.push(Problem::new(field.code(), refusal));
            stored
        })
    });
    if !taken.is_empty() {
        return Err(CommandError::Problems(taken));
    }
    if rule == before {
        return Ok(());
    }
    rules::set(&mut unit.tx, &rule, unit.now, permit.acting().account).await?;
    unit.record(Subject::City, SettingEvent::ResponseRuleSet { before, after: rule }).await?;
    Ok(unit.commit().await?)
}
