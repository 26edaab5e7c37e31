//! The browsers in which I am signed in, each with an end.

use crate::{context::page_context, format, links};
use domain::account::SessionLife;
use leptos::prelude::*;
use services::queries::own_sessions::SessionLine;

/// Told from what a browser says of itself; the first that fits, because most browsers also name older ones.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] =
    [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")];

#[component]
pub fn Sessions(sessions: Vec<SessionLine>, life: SessionLife) -> impl IntoView {
    let zone = page_context().zone;
    view! {
        <section class="stack">
            <h2>{t!("sessions.title")}</h2>
            <p class="small">{if life.idle.num_days() > 0 {
                t!("sessions.life_days", idle = life.idle.num_days(), whole = life.whole.num_days())
            } else {
                t!("sessions.life_hours", idle = life.idle.num_hours(), whole = life.whole.num_days())
            }}</p>
            <ul class="list">{sessions.into_iter().map(|session| {
                let device = device(&session.user_agent);
                let begun = format::instant(session.begun, zone);
                view! {
                    <li>
                        <h3>{device.clone()}</h3>
                        <span class="small soft">{t!("sessions.times", begun = begun.clone(), seen = format::instant(session.last_seen, zone))}</span>
                        {if session.is_this {
                            view! { <span class="tag tag--yes">{t!("sessions.this")}</span> }.into_any()
                        } else {
                            view! {
                                <form method="post" action=links::end_session(&session.name)>
                                    <button class="btn btn--plain btn--small" aria-label=t!("sessions.end_name", device = device, begun = begun)>
                                        {t!("sessions.end")}
                                    </button>
                                </form>
                            }.into_any()
                        }}
                    </li>
                }
            }).collect_view()}</ul>
        </section>
    }
}

/// `Chrome, Android`; what is not known is said to be so.
pub fn device(user_agent: &str) -> String {
    let known = |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(name), None) | (None, Some(name)) => name.into(),
        (None, None) => t!("sessions.unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn browsers_are_told_by_their_own_name() {
        for (user_agent, expected) in [
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
                "Safari, iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            ("<b>curl</b>", "Ponsel atau komputer"),
        ] {
            assert_eq!(device(user_agent), expected);
        }
    }
}
