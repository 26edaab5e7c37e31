//! What the reader has begun and not finished, where they may want to go on: on the front page, on their own page,
//! where one begins to write. The whole list with its buttons is a page of its own, `/usulan-saya`.

use crate::{context::page_context, format, links};
use domain::proposal::Status;
use leptos::prelude::*;
use services::store::proposals::DraftLine;

/// So many stand on a page that is about something else.
const MOST: usize = 3;

/// Nothing when nothing waits.
#[component]
pub fn Unfinished(lines: Vec<DraftLine>) -> impl IntoView {
    let count = lines.len();
    (count > 0).then(|| {
        view! {
            <section class="stack" id="lanjutkan">
                <h2>{t!("unfinished.title")}</h2>
                <ul class="list">{lines.into_iter().take(MOST).map(|line| view! { <li><UnfinishedLine line/></li> }).collect_view()}</ul>
                {(count > MOST).then(|| view! { <p><a href=links::OWN_PROPOSALS>{t!("unfinished.all", count = count)}</a></p> })}
            </section>
        }
    })
}

/// Its title leads to where it is gone on with.
#[component]
pub fn UnfinishedLine(line: DraftLine) -> impl IntoView {
    let zone = page_context().zone;
    let is_returned = line.status == Status::Returned;
    let when = match line.returned_until {
        Some(until) if is_returned => t!("unfinished.until", day = format::day(until)),
        _ => t!("own.begun", day = format::day_of(line.begun_at, zone)),
    };
    view! {
        <h3><a href=links::draft_step(line.id, "kirim")>{title(&line)}</a></h3>
        <p class="meta">{when} " · " {t!("meeting.plan_year", year = line.plan_year)} {line.on_behalf_of.map(|name| format!(" · {}", t!("own.for_resident", name = name)))}</p>
        {line.moved_from.map(|from| view! { <p class="meta">{t!("draft.moved", from = from, year = line.plan_year)}</p> })}
        {is_returned.then(|| view! { <p class="status"><span class="tag tag--wait">{t!("unfinished.returned")}</span></p> })}
    }
    .into_any()
}

/// What it is called, also before it has a title.
pub fn title(line: &DraftLine) -> String {
    if line.title.is_empty() { t!("own.untitled") } else { format::shortened(&line.title, 150) }
}
