//! What several pages of a meeting show: its name, its heading with the step line, a status, a score with its parts,
//! the links between the officer's pages.

use super::hall::Screens;
use crate::{
    components::{
        crumbs::{Crumb, Crumbs, of_regions},
        status::MeetingStatusTag,
    },
    context::page_context,
    format,
    http::Web,
    lang::{Voice, voice},
    links,
    text::{self, t_code},
};
use domain::{
    cycle::StageKind,
    musrenbang::MusrenbangStatus,
    priority::ScoreCard,
    proposal::Status,
    reason::{Reason, ReasonCode},
};
use leptos::prelude::*;
use services::{
    late::Destination,
    queries::meeting_page::MeetingPage,
    store::musrenbangs::{Item, Meeting},
};

use crate::components::field::Choice;

/// `Musrenbang Kelurahan Legok`, `Rembuk RT 18 Kelurahan Legok`, `Forum Dinas Perhubungan`.
pub fn title(meeting: &Meeting) -> String {
    title_of(meeting, &voice())
}

/// The same for the head of a page, where no language is in the context yet.
pub fn head_title(web: &Web, meeting: &Meeting) -> String {
    title_of(meeting, &web.voice())
}

fn title_of(meeting: &Meeting, voice: &Voice) -> String {
    let key = match meeting.stage {
        StageKind::Rt => "meeting.title_rt",
        StageKind::AgencyForum => "meeting.title_forum",
        _ => "meeting.title",
    };
    voice.say(key, &[("name", meeting.seat_name(&voice.city))])
}

/// Code and text of a reason, for reading.
#[component]
pub fn ReasonWords(reason: Option<Reason>) -> impl IntoView {
    reason.map(|reason| {
        view! { <span class="meta">{text::reason(&reason)}</span> }
    })
}

/// Reason codes for a list.
pub fn reason_choices(codes: &[ReasonCode]) -> Vec<Choice> {
    codes.iter().map(|code| Choice::new(code.code(), t_code("reason_code", code.code()))).collect()
}

/// `fisik`
pub fn kind_words(physical: bool) -> String {
    let kind = if physical { t!("facts.physical") } else { t!("facts.not_physical") };
    kind.to_lowercase()
}

/// `RT 18 · 412 KK · Dinas PUPR`.
pub fn item_facts(item: &Item) -> String {
    let place = match (&item.rt, item.kelurahan.as_str()) {
        (Some(rt), kelurahan) => format!("{rt} {kelurahan}"),
        (None, kelurahan) => kelurahan.to_owned(),
    };
    let households = t!("meeting.households", count = format::count(i64::from(item.beneficiaries)));
    match &item.agency_name {
        Some(agency) => format!("{place} · {households} · {agency}"),
        None => format!("{place} · {households}"),
    }
}

/// The steps of a meeting, and which is the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingStep {
    Prepare,
    Open,
    Discuss,
    Order,
    Delegates,
    Close,
}

impl MeetingStep {
    pub fn code(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Open => "open",
            Self::Discuss => "discuss",
            Self::Order => "order",
            Self::Delegates => "delegates",
            Self::Close => "close",
        }
    }
}

/// Each step with whether it is done. An RT discusses and ranks in one go; the last meeting sends nobody on.
pub fn steps(page: &MeetingPage) -> Vec<(MeetingStep, bool)> {
    let (status, is_rt) = (page.meeting.status, page.meeting.stage == StageKind::Rt);
    let opened = status != MusrenbangStatus::Prepared;
    let undecided = page.items.iter().any(|item| item.status.awaits_decision());
    let unseen = page.items.iter().any(|item| item.status == Status::Submitted);
    let scheduled = opened || page.meeting.scheduled_on.is_some();
    let mut steps = vec![(MeetingStep::Prepare, scheduled), (MeetingStep::Open, opened)];
    if !is_rt {
        let discussed = status.has_closed() || opened && !unseen && (!page.order.is_empty() || !undecided);
        steps.push((MeetingStep::Discuss, discussed));
    }
    steps.push((MeetingStep::Order, status.has_closed() || opened && !undecided));
    if page.next.is_some() {
        steps.push((MeetingStep::Delegates, status.has_closed() || page.delegates.total > 0));
    }
    steps.push((MeetingStep::Close, status.has_closed()));
    steps
}

/// What is to be done now; none when all is done.
pub fn next_step(page: &MeetingPage) -> Option<MeetingStep> {
    steps(page).into_iter().find_map(|(step, done)| (!done).then_some(step))
}

#[component]
pub fn StepLine(page: MeetingPage) -> impl IntoView {
    let here = next_step(&page);
    let items = steps(&page).into_iter().map(|(step, done)| {
        let is_here = Some(step) == here;
        let class = if is_here {
            "here"
        } else if done {
            "done"
        } else {
            "todo"
        };
        let current = is_here.then_some("step");
        view! {
            <li class=class aria-current=current>
                <span class="dot" aria-hidden="true"></span>
                <b>{t_code("meeting_step", step.code())}<span class="visually-hidden">": " {t_code("meeting_mark", class)}</span></b>
            </li>
        }
    });
    view! { <ol class="journey">{items.collect_view()}</ol> }
}

/// Whoever sent a list reads that it has arrived, and how far it was looked at.
#[component]
pub fn Received(page: MeetingPage) -> impl IntoView {
    let (sent, waiting) = (page.sent().count(), page.sent().filter(|item| item.waits_above).count());
    let stage = match page.goes_to {
        Some(Destination::Later(stage)) => Some(stage),
        _ => page.next,
    };
    let stage = stage.filter(|_| sent > 0 && page.meeting.status.has_closed());
    stage.map(|stage| view! {
        <p class="soft">{t!("meeting.received", stage = t_code("stage", stage.code()), count = sent, seen = sent - waiting, waiting = waiting)}</p>
    })
}

/// `Rabu, … · Aula kelurahan · 46 hadir, 19 perempuan · tahun rencana 2028`.
pub fn facts_line(meeting: &Meeting) -> String {
    let zone = page_context().zone;
    let when = match (meeting.opened_at, meeting.scheduled_on) {
        (Some(at), _) => format::instant(at, zone),
        (None, Some(day)) => format::day(day),
        (None, None) => t!("meeting.no_date"),
    };
    let mut parts = vec![when];
    parts.extend((!meeting.place.is_empty()).then(|| meeting.place.clone()));
    parts.extend(meeting.attendance.map(|came| t!("meeting.came", total = came.total, women = came.women)));
    parts.push(t!("meeting.plan_year", year = meeting.plan_year));
    parts.join(" · ")
}

/// The way up from any page of a meeting.
#[component]
pub fn Way(page: MeetingPage, #[prop(optional)] more: Vec<Crumb>) -> impl IntoView {
    let mut steps = vec![(links::MEETINGS.to_owned(), t!("meetings.title"))];
    steps.extend(of_regions(&page.path));
    steps.extend(more);
    view! { <Crumbs steps/> }
}

/// The heading of the officer's pages: which meeting, which page, and the way back to the work page.
#[component]
pub fn DeskHead(page: MeetingPage, title: String, #[prop(optional, into)] lead: Option<String>) -> impl IntoView {
    let meeting = page.meeting.clone();
    let name = self::title(&meeting);
    if page_context().is_hall() {
        let heading = format!("{name} · {}", t_code("meeting_status", meeting.status.code()));
        return view! { <div class="page-head"><h1>{title}</h1><p class="meta">{heading}</p><Screens page/></div> }.into_any();
    }
    view! {
        <Way page=page.clone() more=vec![(links::meeting(meeting.id), name.clone()), (links::meeting_part(meeting.id, "kerja"), t!("meeting.work"))]/>
        <div class="page-head">
            <h1>{title}</h1>
            <p class="meta">{name} " · " <MeetingStatusTag status=meeting.status/></p>
            {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            <Screens page/>
        </div>
    }
    .into_any()
}

/// A score, its parts as a bar, and the same in numbers behind a click. `of`: whose it is, for those who hear it alone.
#[component]
pub fn Score(card: Option<ScoreCard>, of: String) -> impl IntoView {
    let Some(card) = card.filter(|card| !card.parts.is_empty()) else { return view! { <span class="soft">"–"</span> }.into_any() };
    let mut start = 0_u32;
    let bars: Vec<_> = card
        .parts
        .iter()
        .map(|part| {
            let (x, width) = (start, part.contribution.0);
            start += width;
            view! { <rect x=percent(x) y="0" width=percent(width) height="10"></rect> }
        })
        .collect();
    let rows: Vec<_> = card
        .parts
        .iter()
        .map(|part| {
            let points = part.points.map_or_else(|| "–".to_owned(), |points| points.to_string());
            let spread = (part.assessors > 1).then(|| t!("meeting.spread", assessors = part.assessors, spread = part.spread));
            view! {
                <tr>
                    <th scope="row">{t_code("criterion", &part.code)}</th>
                    <td class="num">{points}{spread.map(|words| view! { <span class="meta">{words}</span> })}</td>
                    <td class="num">{format!("{}%", part.weight.basis_points() / 100)}</td>
                    <td class="num">{part.contribution.to_string()}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <details>
            <summary aria-label=t!("meeting.score_of", score = card.total, title = of)>{card.total.to_string()} <svg class="parts" aria-hidden="true">{bars}</svg></summary>
            <table class="data data--tight">
                <thead><tr>
                    <th scope="col">{t!("meeting.criterion")}</th><th scope="col" class="num">{t!("meeting.points")}</th>
                    <th scope="col" class="num">{t!("meeting.weight")}</th><th scope="col" class="num">{t!("meeting.contribution")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

/// Hundredths of a hundred as a width: 1500 is `15%`.
fn percent(hundredths: u32) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
