//! The front page of the city: where the reader lives, what is open, what is near, what was decided and built.

mod hero;
mod lately;
mod near;
mod now;

use crate::{
    components::{icon::Icon, unfinished::Unfinished},
    context::page_context,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::clock::Instant;
use hero::Hero;
use lately::{Finished, Lately, Numbers};
use leptos::prelude::*;
use near::NearYou;
use now::{OpenPlans, YearsNow};
use services::{
    queries::{
        home_page::{self, HomeCity, HomePage, Near},
        proposal_list,
        region_page::{self, KelurahanGroups},
    },
    store::proposals::DraftLine,
};

/// `/`
#[component]
pub fn FrontPage() -> impl IntoView {
    let home = load(async |web: Web| {
        let home = home_page::home_page(&web.services).await?;
        let waiting = home_page::waiting(&web.services, &web.actor).await?;
        let unfinished = proposal_list::unfinished(&web.services, &web.actor).await?;
        let near = match web.actor.signed_in().and_then(|signed| signed.home.as_ref()) {
            Some(rt) => home_page::near(&web.services, rt).await?,
            None => None,
        };
        let groups = if near.is_none() { region_page::kelurahan_by_kecamatan(&web.services).await? } else { Vec::new() };
        let now = web.services.clock.now();
        let head = Head::new(web.text("home.title")).about(web.text("home.lead"));
        Ok((head, Home { home, near, groups, unfinished, waiting, now }))
    });
    view! { <Page of=home let:home>{front(home)}</Page> }
}

/// What the front page shows.
#[derive(Clone)]
struct Home {
    home: HomePage,
    near: Option<Near>,
    groups: KelurahanGroups,
    unfinished: Vec<DraftLine>,
    waiting: Option<(usize, usize)>,
    now: Instant,
}

fn front(shown: Home) -> impl IntoView {
    let Home { home: HomePage { plans, city }, near, groups, unfinished, waiting, now } = shown;
    let today = page_context().today();
    let points = near.as_ref().map(|near| near.points.clone()).or(city.as_ref().map(|city| city.points.clone())).unwrap_or_default();
    // Whoever has plans and meetings of their own sees those.
    let (has_plans, has_meetings) = near.as_ref().map_or((false, false), |near| (!near.plans.is_empty(), !near.meetings.is_empty()));
    let meetings = (!has_meetings).then(|| city.as_ref().map(|city| city.meetings.clone()).unwrap_or_default());
    view! {
        <Hero near=near.clone() groups points/>
        {waiting.map(|(waiting, overdue)| view! { <Waiting waiting overdue/> })}
        <Unfinished lines=unfinished/>
        {near.map(|near| view! { <NearYou near today/> })}
        {(!has_plans).then(|| view! { <OpenPlans plans today/> })}
        <Lately meetings decided=city.as_ref().map(|city| city.decided.clone())/>
        {city.map(|HomeCity { finished, years, .. }| view! {
            <Finished lines=finished/>
            {years.first().cloned().map(|year| view! { <Numbers year now/> })}
            <YearsNow years today/>
        })}
    }
}

/// For officials: their work first.
#[component]
fn Waiting(waiting: usize, overdue: usize) -> impl IntoView {
    let class = if overdue > 0 { "notice notice--warn notice--wide" } else { "notice notice--wide" };
    let words = match (waiting, overdue) {
        (0, _) => t!("home.waiting_none"),
        (_, 0) => t!("home.waiting", count = waiting),
        _ => t!("home.waiting_overdue", count = waiting, overdue = overdue),
    };
    view! {
        <div class=class>
            <Icon name="clock"/>
            <p><b>{words}</b></p>
            <a class="btn" href=links::INBOX>{t!("home.inbox")}</a>
        </div>
    }
    .into_any()
}
