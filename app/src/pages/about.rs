//! Pages of plain text: how it works, glossary, privacy, accessibility.

use crate::{
    components::face::Drawing,
    http::Web,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use leptos::prelude::*;

/// `/cara-kerja`
#[component]
pub fn How() -> impl IntoView {
    let page = load(async |web: Web| Ok((Head::new(web.text("about.how.title")), ())));
    let text = |part: &str, number: usize| t_code("about", &format!("how.{part}{number}"));
    let step = move |(index, drawing): (usize, &'static str)| {
        view! { <li><Drawing name=drawing/><div class="stack"><h2>{text("h", index + 1)}</h2><p>{text("p", index + 1)}</p></div></li> }
    };
    let besides = move |number| view! { <section class="stack"><h2>{text("h", number)}</h2><p>{text("p", number)}</p></section> };
    view! {
        <Page of=page let:_page>
            <div class="page-head"><h1>{t!("about.how.title")}</h1><p class="lead">{t!("about.how.lead")}</p></div>
            <ol class="ways">{STEPS.into_iter().enumerate().map(step).collect_view()}</ol>
            <div class="grid-2 grid-2--wide">{[STEPS.len() + 1, STEPS.len() + 2].map(besides).collect_view()}</div>
        </Page>
    }
}

/// From the RT to the city, each with its drawing.
const STEPS: [&str; 5] = ["general", "ranks", "hall", "paper", "cityhall"];

/// `/privasi`
#[component]
pub fn Privacy() -> impl IntoView {
    view! { <Sections topic="privacy" count=7/> }
}

/// `/aksesibilitas`
#[component]
pub fn Accessibility() -> impl IntoView {
    view! { <Sections topic="accessibility" count=3/> }
}

/// A title, a lead and sections numbered from 1, all from the texts `about.<topic>.…`.
#[component]
fn Sections(topic: &'static str, count: u8) -> impl IntoView {
    let page = load(move |web: Web| async move { Ok((Head::new(web.text(&format!("about.{topic}.title"))), ())) });
    let text = move |part: &str| t_code("about", &format!("{topic}.{part}"));
    let section = move |number| {
        view! {
            <section class="stack measure">
                <h2>{text(&format!("h{number}"))}</h2>
                <p>{text(&format!("p{number}"))}</p>
            </section>
        }
    };
    view! {
        <Page of=page let:_page>
            <div class="page-head"><h1>{text("title")}</h1><p class="lead">{text("lead")}</p></div>
            {(1..=count).map(section).collect_view()}
        </Page>
    }
}

/// What a resident meets on a page, in the order in which it comes.
const TERMS: [&str; 24] = [
    "usulan",
    "rencana",
    "musrenbang",
    "rembuk_rt",
    "kelurahan",
    "keluarga",
    "opd",
    "bappeda",
    "forum",
    "verifikasi",
    "nilai",
    "pagu",
    "kamus",
    "delegasi",
    "rkpd",
    "apbd",
    "sipd",
    "cadangan",
    "ditunda",
    "swadaya",
    "berita_acara",
    "masa_tanggapan",
    "warga_setempat",
    "tindak_lanjut",
];

/// `/istilah`
#[component]
pub fn Glossary() -> impl IntoView {
    let page = load(async |web: Web| Ok((Head::new(web.text("menu.glossary")), ())));
    view! {
        <Page of=page let:_page>
            <div class="page-head"><h1>{t!("menu.glossary")}</h1></div>
            <dl class="facts measure">
                {TERMS.into_iter().map(|term| view! {
                    <dt id=term>{t_code("glossary", &format!("{term}.term"))}</dt>
                    <dd>{t_code("glossary", &format!("{term}.meaning"))}</dd>
                }).collect_view()}
            </dl>
        </Page>
    }
}
