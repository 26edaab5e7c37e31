//! The front page of the city: what is open, what is near, what was decided.

mod near;
mod now;

use crate::{
    components::{
        decisions::{Announcements, Decisions},
        icon::Icon,
        unfinished::Unfinished,
    },
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::{Head, own_proposals},
};
use domain::clock::Instant;
use leptos::prelude::*;
use near::{Choose, NearYou};
use now::{OpenMeetings, OpenPlans, YearsNow};
use services::{
    queries::{
        home_page::{self, HomeCity, HomePage, HomeYear, Near},
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
    view! {
        <Opening/>
        {waiting.map(|(waiting, overdue)| view! { <Waiting waiting overdue/> })}
        <Unfinished lines=unfinished/>
        {match near {
            Some(near) => view! { <NearYou near today/> }.into_any(),
            None => view! { <Choose groups/> }.into_any(),
        }}
        {city.clone().map(|city| view! { <YearsNow years=city.years today/> })}
        <OpenPlans plans today/>
        {match city {
            Some(city) => view! { <Lately city now/> }.into_any(),
            None => view! { <OpenMeetings meetings=Vec::new()/> }.into_any(),
        }}
    }
}

/// What this is, in one sentence, and the two things people come for.
#[component]
fn Opening() -> impl IntoView {
    view! {
        <div class="hero">
            <h1>{t!("home.title")}</h1>
            <p class="lead">{t!("home.lead")}</p>
            <form class="search" method="get" action=links::PROPOSALS role="search">
                <label class="search__label" for="cari">{t!("home.search_label")}</label>
                <input id="cari" name="cari" type="search" maxlength="100"/>
                <button class="btn btn--plain"><Icon name="search"/>{t!("proposals.search")}</button>
            </form>
            <p class="cluster">
                <a class="btn" href=links::NEW_PROPOSAL><Icon name="plus"/>{t!("proposals.new")}</a>
                {(page_context().own_proposals > 0).then(|| view! { <a href=links::OWN_PROPOSALS>{own_proposals()}</a> })}
                <a href=links::HOW>{t!("menu.how")}</a>
            </p>
        </div>
    }
    .into_any()
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

#[component]
fn Lately(city: HomeCity, now: Instant) -> impl IntoView {
    let HomeCity { years, meetings, decided, announced } = city;
    let has_decisions = !decided.is_empty();
    view! {
        <div class="grid-2 grid-2--wide">
            <OpenMeetings meetings/>
            <section class="stack">
                <div class="section-head"><h2>{t!("home.decided")}</h2><a href=links::PROPOSALS>{t!("proposals.all")}</a></div>
                {if has_decisions {
                    view! { <Decisions decided/> }.into_any()
                } else {
                    view! { <p class="empty">{t!("home.decided_none")}</p> }.into_any()
                }}
            </section>
        </div>
        <div class="grid-2 grid-2--wide">
            {years.into_iter().next().map(|year| view! { <Numbers year now/> })}
            <section class="stack">
                <h2>{t!("home.announced")}</h2>
                {if announced.is_empty() {
                    view! { <p class="empty">{t!("home.announced_none")}</p> }.into_any()
                } else {
                    view! { <Announcements announced/> }.into_any()
                }}
            </section>
        </div>
    }
}

#[component]
fn Numbers(year: HomeYear, now: Instant) -> impl IntoView {
    let HomeYear { year, figures, closed, .. } = year;
    let at = format::instant(now, page_context().zone);
    view! {
        <section class="stack">
            <div class="section-head"><h2>{t!("home.numbers", year = year.plan_year)}</h2><a href=links::DATA>{t!("home.data")}</a></div>
            <div class="stats">
                <Stat label=t!("home.stat_proposals") number=format::count(figures.proposals()) unit=t!("home.stat_proposals_unit")/>
                <Stat label=t!("home.stat_asked") number=format::short_money(figures.asked) unit=t!("home.stat_asked_unit", exact = figures.asked)/>
                <Stat label=t!("home.stat_supports") number=format::count(figures.supports) unit=t!("home.stat_supports_unit")/>
                <Stat label=t!("home.stat_meetings") number=format::count(closed.0.into()) unit=t!("home.stat_meetings_unit", all = format::count(closed.1.into()))/>
            </div>
            <p class="small soft">{t!("home.source", at = at)}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Stat(label: String, number: String, unit: String) -> impl IntoView {
    view! { <p class="stat"><span>{label}</span><b>{number}</b><small>{unit}</small></p> }.into_any()
}
