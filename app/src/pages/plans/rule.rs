//! `/rencana/aturan`: when answers to a plan count as positive, for everybody to read. It is set among the settings of
//! the city.

use super::panel::percent;
use crate::{
    components::crumbs::Crumbs,
    format, links,
    shell::Head,
    http::{PageResult, Web},
};
use domain::{city::Setting, permission::may_set, plan::ResponseRule};
use leptos::prelude::*;

pub async fn show(web: Web) -> PageResult {
    let rule = ResponseRule::of(&web.city);
    let may_set = may_set(&web.actor, Setting::MinCount).is_ok();
    let head = Head::new(web.text("rule_page.title")).about(web.text("rule_page.lead"));
    Ok(web.page(head, move || view! { <RulePage rule may_set/> }).await)
}

#[component]
fn RulePage(rule: ResponseRule, may_set: bool) -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::PLANS.into(), t!("plans.title"))]/>
        <div class="page-head"><h1>{t!("rule_page.title")}</h1><p class="lead">{t!("rule_page.lead")}</p></div>
        <ul>
            <li>{t!("rule_page.count", least = format::count(rule.min_count.into()), percent = percent(rule.min_households_per_mille))}</li>
            <li>{t!("rule.support", percent = rule.min_support_percent)}</li>
            {(rule.min_local_percent > 0).then(|| view! { <li>{t!("rule.local", percent = rule.min_local_percent)} " " {t!("rule_page.city_wide")}</li> })}
            <li>{t!("rule_page.days", days = rule.response_days)}</li>
            <li>{t!("rule.duty", days = rule.follow_up_days)}</li>
        </ul>
        <p class="hint">{t!("rule_page.from_now_on")}</p>
        {may_set.then(|| view! { <p><a href=links::CITY>{t!("rule_page.set")}</a></p> })}
    }
    .into_any()
}
