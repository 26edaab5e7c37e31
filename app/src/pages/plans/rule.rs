//! `/rencana/aturan`: when answers to a plan count as positive, for everybody to read; the planners set it here.

use super::panel::percent;
use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Shown, TextField},
    },
    format,
    forms::Fields,
    links,
    shell::Head,
    text::t_code,
    web::{PageResult, Web, go_with},
};
use axum::Form;
use domain::{
    permission::may_manage_cycle,
    plan::{ResponseRule, RuleField},
};
use leptos::prelude::*;
use services::{CommandError, Problem, commands, queries::plans};

pub async fn show(web: Web) -> PageResult {
    let rule = plans::response_rule(&web.services).await?;
    let may_set = may_manage_cycle(&web.actor).is_ok();
    let head = Head::new(web.text("rule_page.title")).about(web.text("rule_page.lead"));
    Ok(web.page(head, move || view! { <RulePage rule may_set/> }).await)
}

pub async fn set(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    // Everybody reads the page: who may not set the rule is told so before what was typed is looked at.
    may_manage_cycle(&web.actor)?;
    let fields = Fields::new(pairs);
    let shown = fields.shown().and_then(|shown| read(&shown).ok());
    match async { commands::set_response_rule(&web.services, &web.actor, &read(&fields)?, shown.as_ref()).await }.await {
        Ok(()) => Ok(go_with(links::RESPONSE_RULE, "saved")),
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

fn read(fields: &Fields) -> Result<ResponseRule, CommandError> {
    ResponseRule::parse(|field| fields.text(field.code())).map_err(|problems| {
        CommandError::Problems(problems.into_iter().map(|(field, refusal)| Problem::new(field.code(), refusal)).collect())
    })
}

fn label(field: RuleField) -> String {
    t_code("rule_field", field.code())
}

#[component]
fn RulePage(rule: ResponseRule, may_set: bool) -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::PLANS.into(), t!("plans.title"))]/>
        <div class="page-head"><h1>{t!("rule_page.title")}</h1><p class="lead">{t!("rule_page.lead")}</p></div>
        <ErrorSummary labels=RuleField::ALL.map(|field| (field.code(), label(field))).to_vec()/>
        <ul>
            <li>{t!("rule_page.count", least = format::count(rule.min_count.into()), percent = percent(rule.min_households_per_mille))}</li>
            <li>{t!("rule.support", percent = rule.min_support_percent)}</li>
            {(rule.min_local_percent > 0).then(|| view! { <li>{t!("rule.local", percent = rule.min_local_percent)} " " {t!("rule_page.city_wide")}</li> })}
            <li>{t!("rule_page.days", days = rule.response_days)}</li>
            <li>{t!("rule.duty", days = rule.follow_up_days)}</li>
        </ul>
        {may_set.then(|| view! { <RuleForm rule/> })}
    }
    .into_any()
}

#[component]
fn RuleForm(rule: ResponseRule) -> impl IntoView {
    let fields = RuleField::ALL.into_iter().map(|field| {
        let range = field.range();
        let hint = t!("rule_page.range", least = format::count((*range.start()).into()), most = format::count((*range.end()).into()));
        let value = rule.value(field).to_string();
        view! { <Shown name=field.code() value=value.clone()/> <TextField name=field.code() label=label(field) hint value inputmode="numeric"/> }
    });
    view! {
        <section class="stack">
            <h2>{t!("rule_page.set")}</h2>
            <p class="notice notice--info">{t!("rule_page.from_now_on")}</p>
            <form method="post" action=links::RESPONSE_RULE class="form">
                {fields.collect_view()}
                <button class="btn">{t!("form.save")}</button>
            </form>
        </section>
    }
    .into_any()
}
