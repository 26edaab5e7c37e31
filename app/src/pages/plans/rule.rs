//! `/rencana/aturan`: when answers to a plan count as positive, for everybody to read. It is set among the settings of
//! the city.

use super::panel::percent;
use crate::{
    components::crumbs::Crumbs,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::{city::Setting, permission::may_set, plan::ResponseRule};
use leptos::prelude::*;

/// `/rencana/aturan`
#[component]
pub fn ResponseRulePage() -> impl IntoView {
    let rule = load(async |web: Web| {
        let head = Head::new(web.text("rule_page.title")).about(web.text("rule_page.lead"));
        Ok((head, (ResponseRule::of(&web.city), may_set(&web.actor, Setting::MinCount).is_ok())))
    });
    view! { <Page of=rule let:shown><Rule rule=shown.0 may_set=shown.1/></Page> }
}

#[component]
fn Rule(rule: ResponseRule, may_set: bool) -> impl IntoView {
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
