//! Supporting or opposing: the two buttons, one's own answer, and the rule in words with its numbers.

use crate::{
    components::{
        icon::{Icon, picture},
        plans::closes_in,
        stance::{self, LocalAndOther, StanceBar},
    },
    context::page_context,
    figures, format,
    islands::{StanceAnswer, StanceWords},
    links,
    shell::Islands,
    text::t_code,
};
use domain::{
    clock::Day,
    ids::PlanId,
    permission::may_take_stance,
    plan::{ResponseRule, Stance},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{queries::plans::PlanPage, store::plans::stances::TakenStance};

#[component]
pub fn Panel(page: PlanPage, today: Day) -> impl IntoView {
    let plan = &page.plan;
    let (id, counts, rule) = (plan.id, plan.counts, plan.rule);
    let is_open = plan.state.takes_responses_on(today);
    let closing = plan.state.closes_on.filter(|_| is_open).map(|day| closes_in(day, today));
    view! {
        <section class="card card--act" aria-labelledby="tanggapan">
            <h2 id="tanggapan" class="visually-hidden">{t!("stance.title")}</h2>
            {closing.map(|words| view! { <p><Icon name="clock"/>" "{words}</p> })}
            {if is_open && may_take_stance(&page_context().actor, id).is_ok() {
                view! { <Live page=page.clone()/> }.into_any()
            } else {
                view! {
                    <StanceBar counts threshold=rule.map(|rule| rule.min_support_percent)/>
                    {if is_open { view! { <Instead plan=id/> }.into_any() } else { view! { <Closed mine=page.mine closes_on=plan.state.closes_on/> }.into_any() }}
                    <LocalAndOther counts/>
                }.into_any()
            }}
            {rule.map(|rule| view! { <Rule rule households=page.households city_wide=plan.content.city_wide/> })}
        </section>
    }
    .into_any()
}

/// The bar and both buttons, for whoever counts.
#[component]
fn Live(page: PlanPage) -> impl IntoView {
    let (context, id) = (page_context(), page.plan.id);
    let words = StanceWords {
        bar: stance::words(page.plan.rule.map(|rule| rule.min_support_percent)),
        buttons: [t!("stance.support"), t!("stance.oppose")],
        sides: stance::side_titles(),
        unreached: t!("live.unreached"),
        check: picture("check"),
    };
    let standing = figures::standing(&page, context.zone, context.now());
    let codes = [Stance::Support, Stance::Oppose].map(|stance| stance.code().to_owned());
    view! {
        <StanceAnswer plan=id.to_string() form=links::plan_step(id, "tanggapan") codes standing words/>
        <Islands/>
    }
    .into_any()
}

/// What whoever does not count can do about it.
#[component]
fn Instead(plan: PlanId) -> impl IntoView {
    let context = page_context();
    if may_take_stance(&context.actor, plan).err() == Some(Refusal::SignInFirst) {
        let href = links::sign_in_then(&context.path);
        return view! { <p><a class="btn btn--wide" href=href>{t!("stance.sign_in")}</a></p><p class="small soft">{t!("stance.who_counts")}</p> }.into_any();
    }
    let has_home = context.actor.signed_in().is_some_and(|signed| signed.home.is_some());
    let (words, href) = if has_home { (t!("stance.unconfirmed"), links::ACCOUNT) } else { (t!("stance.no_home"), links::HOME_RT) };
    view! { <div class="notice notice--warn"><Icon name="info"/><div><p>{words}</p><p><a href=href>{t!("stance.see_account")}</a></p></div></div> }.into_any()
}

#[component]
fn Closed(mine: Option<TakenStance>, closes_on: Option<Day>) -> impl IntoView {
    let zone = page_context().zone;
    view! {
        {closes_on.map(|day| view! { <p>{t!("stance.ended", day = format::day(day))}</p> })}
        {mine.map(|mine| {
            let answer = t_code("stance_given", mine.stance.code());
            view! { <p><Icon name="check"/>" "{t!("stance.mine_ended", answer = answer, day = format::day_of(mine.at, zone))}</p> }
        })}
    }
    .into_any()
}

/// Thousandths in percent: `2`, `2,5`.
pub fn percent(per_mille: u16) -> String {
    if per_mille.is_multiple_of(10) { (per_mille / 10).to_string() } else { format!("{},{}", per_mille / 10, per_mille % 10) }
}

/// The frozen rule, with the number it comes to for this plan.
#[component]
pub fn Rule(rule: ResponseRule, households: u32, city_wide: bool) -> impl IntoView {
    let needed = format::count(i64::from(rule.needed(households)));
    let percent = percent(rule.min_households_per_mille);
    let households = format::count(i64::from(households));
    view! {
        <details>
            <summary>{t!("rule.title", needed = needed, percent = rule.min_support_percent)}</summary>
            <ul class="small">
                <li>{t!("rule.count", needed = needed, least = rule.min_count, percent = percent, households = households)}</li>
                <li>{t!("rule.support", percent = rule.min_support_percent)}</li>
                {(!city_wide && rule.min_local_percent > 0).then(|| view! { <li>{t!("rule.local", percent = rule.min_local_percent)}</li> })}
                <li>{t!("rule.duty", days = rule.follow_up_days)}</li>
                <li>{t!("rule.frozen")}</li>
            </ul>
        </details>
    }
    .into_any()
}
