//! The log of accounts, roles and settings as admins and inspectors read it: when, who, what, to whom, and its
//! details.

mod changes;

use super::shown_name;
use crate::{
    components::paging::{Found, Pages},
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    settings,
    shell::Head,
    text::t_code,
};
use domain::{
    city::Setting,
    clock::{Day, Instant, is_plausible},
    permission::may_inspect,
};
use leptos::prelude::*;
use services::queries::acts::{self, LogLine};

/// `/admin/log`
#[component]
pub fn Log() -> impl IntoView {
    let lines = load(async |web: Web| {
        let permit = may_inspect(&web.actor)?;
        let before = web.filter("sebelum", |text| {
            let (at, id) = text.split_once('~')?;
            Some((at.parse().ok().filter(is_plausible::<Instant>)?, id.parse().ok()?))
        });
        let first = before.is_some().then(|| links::LOG.to_owned());
        Ok((Head::new(web.text("log.title")), (acts::log(&web.services, &permit, before).await?, first)))
    });
    view! { <Page of=lines let:shown><Lines lines=shown.0 first=shown.1/></Page> }
}

#[component]
fn Lines(lines: Vec<LogLine>, first: Option<String>) -> impl IntoView {
    let next = lines
        .last()
        .filter(|_| lines.len() >= 50)
        .map(|last| format!("{}?sebelum={}~{}", links::LOG, last.at.format("%Y-%m-%dT%H:%M:%S%.6fZ"), last.id));
    view! {
        <div class="page-head"><h1>{t!("log.title")}</h1><p class="lead">{t!("log.lead")}</p></div>
        <Found words=t!("lists.here", count = lines.len())/>
        <table class="data cards">
            <thead><tr>
                <th scope="col">{t!("log.at")}</th><th scope="col">{t!("log.who")}</th>
                <th scope="col">{t!("log.what")}</th><th scope="col">{t!("log.whom")}</th>
            </tr></thead>
            <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
        </table>
        <Pages first next/>
    }
}

fn row(line: LogLine) -> impl IntoView {
    let facts = facts(&line);
    let who = line.actor.map_or_else(|| t!("log.machine"), shown_name);
    let person = line.person.map(|(id, name)| (links::person(id), shown_name(name)));
    view! {
        <tr>
            <td data-th=t!("log.at")>{format::instant(line.at, page_context().zone)}</td>
            <td data-th=t!("log.who")>{who} {line.role.map(|role| format!(" · {}", t_code("role", &role)))}</td>
            <td data-th=t!("log.what")>
                {t_code("action", &line.action)}
                {(!facts.is_empty()).then(|| view! { <span class="small soft">": " {facts.join(" · ")}</span> })}
            </td>
            <td data-th=t!("log.whom")>{person.map_or_else(
                || view! { "–" }.into_any(),
                |(href, name)| view! { <a href=href>{name}</a> }.into_any(),
            )}</td>
        </tr>
    }
}

/// What the entry keeps besides: role, place, days, home, reason, year, how many rows, what became another.
fn facts(line: &LogLine) -> Vec<String> {
    let text = |name: &str| line.detail.get(name).and_then(|value| value.as_str()).filter(|text| !text.is_empty());
    let day = |name: &str| text(name).and_then(|day| day.parse::<Day>().ok()).map(format::day);
    let place = match (text("place_name"), text("place")) {
        (Some(name), Some(code)) => Some(format!("{name} ({code})")),
        (name, code) => name.or(code).map(str::to_owned),
    };
    let setting = text("key").and_then(Setting::from_code).map(|setting| {
        let value = |name: &str| text(name).map_or_else(|| t!("settings.as_default"), |value| settings::shown(setting, value));
        format!("{}: {}", settings::label(setting), t!("settings.from_to", from = value("from"), to = value("to")))
    });
    let known = [
        setting,
        text("role").map(|code| t_code("role", code)),
        place,
        day("from").map(|day| t!("log.from", day = day)),
        day("to").map(|day| t!("account.role_to", day = day)),
        text("home").map(|code| t!("log.home", code = code)),
        line.detail.get("plan_year").and_then(leptos::serde_json::Value::as_i64).map(|year| t!("log.year", year = year)),
        line.detail.get("rows").and_then(leptos::serde_json::Value::as_array).map(|rows| t!("log.rows", count = rows.len())),
        text("reason").map(|reason| t!("log.reason", reason = reason)),
    ];
    known.into_iter().flatten().chain(changes::changes(&line.detail)).collect()
}
