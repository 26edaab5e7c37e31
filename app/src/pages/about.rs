//! Pages of plain text: how it works, glossary, privacy, accessibility.

use crate::{
    http::{PageResult, Web},
    links,
    route_table::RouteTable,
    shell::Head,
    text::t_code,
};
use leptos::prelude::*;

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::HOW, |web: Web| page(web, "how", 7))
        .get(links::PRIVACY, |web: Web| page(web, "privacy", 7))
        .get(links::ACCESSIBILITY, |web: Web| page(web, "accessibility", 3))
        .get(links::GLOSSARY, glossary)
}

/// A title, a lead and sections numbered from 1, all from the texts `about.<topic>.…`.
async fn page(web: Web, topic: &'static str, sections: u8) -> PageResult {
    let head = Head::new(web.text(&format!("about.{topic}.title")));
    Ok(web
        .page(head, move || {
            view! {
                <div class="page-head"><h1>{t_code("about", &format!("{topic}.title"))}</h1><p class="lead">{t_code("about", &format!("{topic}.lead"))}</p></div>
                {(1..=sections).map(|number| view! {
                    <section class="stack measure">
                        <h2>{t_code("about", &format!("{topic}.h{number}"))}</h2>
                        <p>{t_code("about", &format!("{topic}.p{number}"))}</p>
                    </section>
                }).collect_view()}
            }
        })
        .await)
}

const TERMS: [&str; 12] =
    ["usulan", "rencana", "musrenbang", "rembuk_rt", "opd", "pagu", "kamus", "rkpd", "apbd", "cadangan", "swadaya", "berita_acara"];

async fn glossary(web: Web) -> PageResult {
    let head = Head::new(web.text("menu.glossary"));
    Ok(web
        .page(head, || {
            view! {
                <div class="page-head"><h1>{t!("menu.glossary")}</h1></div>
                <dl class="facts measure">
                    {TERMS.into_iter().map(|term| view! {
                        <dt id=term>{t_code("glossary", &format!("{term}.term"))}</dt>
                        <dd>{t_code("glossary", &format!("{term}.meaning"))}</dd>
                    }).collect_view()}
                </dl>
            }
        })
        .await)
}
