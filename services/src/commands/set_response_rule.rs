//! The planners set when answers to a plan count as positive. It holds for what is published from then on.

use super::Outcome;
use crate::{
    CommandError, Problem, Services,
    store::{audit, plans::rules},
};
use domain::{
    account::Actor,
    permission::may_manage_cycle,
    plan::{ResponseRule, RuleField},
};
use serde_json::json;

/// `text` is what was typed into a field. Setting what holds already changes nothing.
pub async fn set_response_rule<'a>(services: &Services, actor: &Actor, text: impl Fn(RuleField) -> &'a str) -> Outcome<()> {
    let permit = may_manage_cycle(actor)?;
    let rule = ResponseRule::parse(text).map_err(|problems| {
        CommandError::Problems(problems.into_iter().map(|(field, refusal)| Problem::new(field.code(), refusal)).collect())
    })?;
    let (mut tx, now, acting) = (services.database.begin().await?, services.clock.now(), permit.acting());
    let before = rules::current(&mut tx).await?;
    if rule == before {
        return Ok(());
    }
    rules::set(&mut tx, &rule, now, acting.account).await?;
    let event = audit::AuditEvent {
        id: services.clock.new_id(),
        at: now,
        acting: Some(acting),
        action: "response_rule_set",
        subject: acting.account.0,
        detail: json!({ "before": before, "after": rule }),
    };
    audit::append(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(())
}
