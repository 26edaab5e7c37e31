//! What still keeps the meeting from closing, each line a link to where it is dealt with; the notes; what closing will
//! do; and the closing itself, which cannot be taken back without a reason.

use super::{action::Action, board::row_name, money::Money, on_the_desk, papers::PaperLines, parts::DeskHead};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Shown, TextArea, TickBox},
        icon::Icon,
    },
    context::page_context,
    links,
    page::{Page, load},
    text::t_code,
};
use domain::{
    musrenbang::{Blocker, MeetingAct, MusrenbangStatus},
    reason::Note,
};
use leptos::prelude::*;
use services::{late::Destination, queries::meeting_page::MeetingPage};

/// `/musrenbang/:id/periksa`
#[component]
pub fn MeetingCheck() -> impl IntoView {
    let meeting = load(on_the_desk);
    view! { <Page of=meeting let:page><Check page/></Page> }
}

#[component]
fn Check(page: MeetingPage) -> impl IntoView {
    let meeting = page.meeting.clone();
    let labels = vec![("women_note", t!("check.women_note")), ("ceiling_note", t!("check.ceiling_note")), ("dissent", t!("check.dissent"))];
    let body = match meeting.status {
        MusrenbangStatus::Prepared => view! {
            <p class="empty">{t!("check.not_open")} " " <a href=links::meeting_part(meeting.id, "buka")>{t!("work.open_do")}</a></p>
        }
        .into_any(),
        MusrenbangStatus::Open => view! {
            <Blockers page=page.clone()/>
            // One form: whatever is typed goes with either button.
            <form method="post" action=links::meeting_part(meeting.id, "periksa") class="stack-l">
                <Notes page=page.clone()/>
                <Closing page=page.clone()/>
            </form>
        }
        .into_any(),
        _ => view! {
            <p class="notice notice--ok"><Icon name="check"/><span>{t!("check.closed")} " "
                <a href=links::meeting_part(meeting.id, "cetak")>{t!("meeting.print")}</a></span></p>
            <PaperLines page=page.clone()/>
            <p><a href=links::meeting_part(meeting.id, "pengesahan")>{t!("papers.title")}</a></p>
            {page.offers(MeetingAct::Reopen).then(|| view! { <p><a href=links::meeting_part(meeting.id, "buka-kembali")>{t!("reopen.title")}</a></p> })}
        }
        .into_any(),
    };
    view! {
        <DeskHead page=page.clone() title=t!("check.title") lead=t!("check.lead")/>
        <ErrorSummary labels/>
        <Money page/>
        {body}
    }
}

#[component]
fn Blockers(page: MeetingPage) -> impl IntoView {
    if page.blockers.is_empty() && page.wants_women_note {
        let (women, total) = (page.delegates.women, page.delegates.total);
        let words = t!("check.women_asked", women = women, total = total);
        return view! { <p class="notice notice--warn"><Icon name="info"/><a href="#women_note">{words}</a></p> }.into_any();
    }
    if page.blockers.is_empty() {
        return view! { <p class="notice notice--ok"><Icon name="check"/>{t!("check.nothing_blocks")}</p> }.into_any();
    }
    let lines: Vec<_> = page
        .blockers
        .iter()
        .map(|blocker| {
            let (href, words) = blocker_line(&page, blocker);
            let help = if waits_for_another(&page, blocker) { t!("item.recorded") } else { t_code("blocker_help", blocker.code()) };
            view! { <li><h3><a href=href>{words}</a></h3><p class="meta">{help}</p></li> }
        })
        .collect();
    view! {
        <section class="stack">
            <h2>{t!("check.blockers", count = page.blockers.len())}</h2>
            <ul class="list">{lines}</ul>
        </section>
    }
    .into_any()
}

/// What this reader recorded for a resident is somebody else's to confirm first.
fn waits_for_another(page: &MeetingPage, blocker: &Blocker) -> bool {
    let Blocker::Undecided { proposal } = blocker else { return false };
    let reader = page_context().actor.id();
    page.items.iter().any(|item| item.proposal == *proposal && item.authorship().waits_for_another(reader))
}

/// Where a blocker is dealt with, and what it says.
fn blocker_line(page: &MeetingPage, blocker: &Blocker) -> (String, String) {
    let id = page.meeting.id;
    let title = |proposal| page.items.iter().find(|item| item.proposal == proposal).map(|item| item.title.clone()).unwrap_or_default();
    match blocker {
        Blocker::Undecided { proposal } => (links::meeting_item(id, *proposal), t!("blocker.undecided", title = title(*proposal))),
        Blocker::ReasonMissing { proposal } => (links::meeting_item(id, *proposal), t!("blocker.reason_missing", title = title(*proposal))),
        Blocker::RankMissing { proposal } => (links::meeting_part(id, "urutan"), t!("blocker.rank_missing", title = title(*proposal))),
        Blocker::AgencyMissing { proposal } => {
            let href = format!("{}?tindakan={}", links::meeting_item(id, *proposal), Action::Reroute.code());
            (href, t!("blocker.agency_missing", title = title(*proposal)))
        }
        Blocker::RankTied { rank, .. } => (links::meeting_part(id, "urutan"), t!("blocker.rank_tied", rank = rank)),
        Blocker::RankSkipped { rank } => (links::meeting_part(id, "urutan"), t!("blocker.rank_skipped", rank = rank)),
        Blocker::CeilingExceeded { physical, by } => {
            let words = if *physical { t!("blocker.ceiling_physical", by = by) } else { t!("blocker.ceiling_other", by = by) };
            ("#ceiling_note".to_owned(), words)
        }
        Blocker::DelegatesMissing => (links::meeting_part(id, "delegasi"), t!("blocker.delegates_missing")),
    }
}

#[component]
fn Notes(page: MeetingPage) -> impl IntoView {
    let notes = page.meeting.notes;
    let women_hint = if page.wants_women_note { t!("check.women_wanted") } else { t!("check.women_hint") };
    let by_vote = if notes.by_vote { "ya" } else { "" };
    let text = |note: Option<Note>| note.map(|note| note.text().to_owned()).unwrap_or_default();
    let (women, ceiling, dissent) = (text(notes.women), text(notes.ceiling), text(notes.dissent));
    let stored = [("women_note", &women), ("ceiling_note", &ceiling), ("dissent", &dissent)];
    let stored = stored.map(|(name, value)| view! { <Shown name value=value.clone()/> });
    view! {
        <section class="stack">
            <h2>{t!("check.notes")}</h2>
            <div class="form">
                {stored.into_iter().collect_view()}
                <Shown name="by_vote" value=by_vote/>
                <TextArea name="women_note" label=t!("check.women_note") hint=women_hint value=women rows=2/>
                {page.wants_women_note.then(|| view! { <TickBox name="without_women_note" label=t!("check.without_women_note")/> })}
                <TextArea name="ceiling_note" label=t!("check.ceiling_note") hint=t!("check.ceiling_hint") value=ceiling rows=2/>
                <TextArea name="dissent" label=t!("check.dissent") hint=t!("check.dissent_hint") value=dissent rows=2/>
                <TickBox name="by_vote" label=t!("check.by_vote") ticked=notes.by_vote/>
                <button class="btn btn--plain">{t!("check.save_notes")}</button>
            </div>
        </section>
    }
}

/// Exactly what will happen.
#[component]
fn Closing(page: MeetingPage) -> impl IntoView {
    let meeting = page.meeting.clone();
    let agreed: Vec<(u32, String)> = {
        let mut agreed: Vec<(u32, String)> =
            page.items.iter().filter_map(|item| Some((page.agreed_rank(item.proposal)?, item.title.clone()))).collect();
        agreed.sort();
        agreed
    };
    let goes = match (page.goes_to, page.next) {
        (Some(Destination::Later(stage)), Some(closed)) => {
            let (stage, closed) = (t_code("stage", stage.code()), t_code("stage", closed.code()));
            t!("check.goes_further", count = agreed.len(), stage = stage, closed = closed)
        }
        (Some(Destination::NextYear), _) => t!("check.goes_nowhere", count = agreed.len()),
        (_, Some(stage)) => t!("check.goes_up", count = agreed.len(), stage = t_code("stage", stage.code())),
        (_, None) => t!("check.goes_to_rkpd", count = agreed.len()),
    };
    let counted = |count: usize, words: fn(usize) -> String| (count > 0).then(|| view! { <li>{words(count)}</li> });
    let missing: Vec<String> = page.missing.iter().map(row_name).collect();
    let ready = page.blockers.is_empty();
    view! {
        <section class="card card--act">
            <h2>{t!("check.will_do")}</h2>
            <ul>
                <li>{goes}</li>
                {counted(page.reserves().len(), |count| t!("check.reserves_stay", count = count))}
                {counted(page.not_accommodated().len(), |count| t!("check.others_stay", count = count))}
                {counted(page.returned().len(), |count| t!("check.returned_stay", count = count))}
                {counted(page.merged().len(), |count| t!("check.merged_stay", count = count))}
                {(!missing.is_empty()).then(|| view! { <li>{t!("check.missing_below", count = missing.len(), names = missing.join("; "))}</li> })}
                <li>{t!("check.minutes_made", version = meeting.minutes_version)}</li>
                <li>{t!("check.no_way_back")}</li>
            </ul>
            {(!agreed.is_empty()).then(|| view! {
                <details><summary>{t!("check.show_order")}</summary><ol>{agreed.into_iter().map(|(_, title)| view! { <li>{title}</li> }).collect_view()}</ol></details>
            })}
            {if ready {
                view! {
                    <input type="hidden" name="version" value=meeting.version.to_string()/>
                    <p><button class="btn" formaction=links::meeting_part(meeting.id, "tutup")>{t!("check.close")}</button></p>
                }.into_any()
            } else {
                view! { <p class="soft">{t!("check.not_yet")}</p> }.into_any()
            }}
        </section>
    }
}
