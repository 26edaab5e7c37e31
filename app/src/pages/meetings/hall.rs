//! The screen of a meeting's hall (*layar rapat*): its working pages large and without what surrounds them, for a
//! projector or a table. It is asked for in the address (`links::HALL`), and links between these pages keep it.

use crate::{context::page_context, islands::MeetingDesk, links, shell::Islands};
use domain::{cycle::StageKind, ids::MusrenbangId};
use leptos::prelude::*;
use services::queries::meeting_page::MeetingPage;

/// The same address, on the screen of the hall where this page is.
pub fn kept(address: String) -> String {
    if page_context().is_hall() { links::in_hall(&address) } else { address }
}

/// A page of the same meeting.
pub fn part(meeting: MusrenbangId, part: &str) -> String {
    kept(links::meeting_part(meeting, part))
}

/// The switch; in the hall also the other pages that are shown there, for there is no menu.
#[component]
pub fn Screens(page: MeetingPage) -> impl IntoView {
    let context = page_context();
    if !context.is_hall() {
        return view! { <a class="screens" href=links::in_hall(&context.path)>{t!("hall.on")}</a> }.into_any();
    }
    let id = page.meeting.id;
    let mut parts = vec![("kerja", t!("meeting.work"))];
    parts.extend((page.meeting.stage != StageKind::Rt).then(|| ("skor", t!("scores.title"))));
    parts.push(("urutan", t!("order.title")));
    let links = parts.into_iter().map(|(name, words)| {
        let current = context.path.ends_with(&format!("/{name}")).then_some("page");
        view! { <li><a class="chip" href=part(id, name) aria-current=current>{words}</a></li> }
    });
    view! {
        <nav class="screens" aria-label=t!("hall.pages")><ul class="chips">{links.collect_view()}
            <li><a class="chip" href=context.path.clone()>{t!("hall.off")}</a></li></ul></nav>
    }
    .into_any()
}

/// Up and down by keys, in the hall.
#[component]
pub fn Keys() -> impl IntoView {
    page_context().is_hall().then(|| view! { <p class="small soft needs-script no-print">{t!("hall.keys")}</p> })
}

/// Makes a page of the work live; once a page.
#[component]
pub fn Desk() -> impl IntoView {
    view! { <Islands/><MeetingDesk/><p class="visually-hidden" aria-live="polite" data-live="" data-held=""></p> }
}
