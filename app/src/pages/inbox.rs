//! `/kotak-kerja`: what waits for an official: their meetings with the next thing to do, and what nobody has looked
//! at.

use super::meetings::board_row_name;
use crate::{
    components::{
        proposal_list::place_words,
        status::{MeetingStatusTag, StatusTag},
    },
    context::page_context,
    format,
    http::Web,
    links, live,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{
    city::Setting,
    clock::{Day, Instant},
    cycle::StageKind,
    permission::may_act_as_self,
    proposal::{Status, works},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    news::Topic,
    queries::inbox::{self, Desk, Inbox},
    store::{
        musrenbangs::{BoardRow, WaitingItem},
        proposals::ProposalLine,
    },
};

/// `/kotak-kerja`
#[component]
pub fn OwnInbox() -> impl IntoView {
    live::watch([Topic::Proposals, Topic::Plans, Topic::Meetings, Topic::Residents]);
    let inbox = load(async |web: Web| {
        let permit = may_act_as_self(&web.actor)?;
        if web.actor.assignments().is_empty() {
            return Err(Refusal::NotYourOffice.into());
        }
        let inbox = inbox::inbox(&web.services, &web.actor, &permit).await?;
        Ok((Head::new(web.text("inbox.title")), (inbox, web.services.clock.now())))
    });
    view! { <Page of=inbox let:shown><All inbox=shown.0 now=shown.1/></Page> }
}

#[component]
fn All(inbox: Inbox, now: Instant) -> impl IntoView {
    let (city, today) = (page_context().city, page_context().today());
    let (report_days, verify_days) = (city.number(Setting::ReportDays), city.number(Setting::VerifyDays));
    let overdue = inbox.waiting.iter().filter(|waiting| waiting.is_overdue(&city, now)).count();
    let appointments = inbox.appointments;
    let nothing = inbox.desks.is_empty()
        && inbox.waiting.is_empty()
        && inbox.works.is_empty()
        && inbox.objections.is_empty()
        && inbox.to_second.is_empty()
        && appointments == 0;
    let (to_mark, to_second, prepared) = (inbox.works.clone(), inbox.to_second.clone(), inbox.prepared.clone());
    let objections = inbox.objections.clone();
    let (own, below): (Vec<Desk>, Vec<Desk>) = inbox.desks.into_iter().partition(|desk| desk.is_own);
    view! {
        <div class="page-head"><h1>{t!("inbox.title")}</h1><p class="lead">{t!("inbox.lead")}</p></div>
        {(appointments > 0).then(|| view! {
            <p class="notice notice--warn"><a href=links::APPOINTMENTS>{t!("inbox.appointments", count = appointments)}</a></p>
        })}
        {nothing.then(|| view! { <p class="empty">{t!("inbox.empty")}</p> })}
        {(!own.is_empty()).then(|| view! {
            <section class="stack"><h2>{t!("inbox.my_meetings")}</h2>
                <ul class="inbox">{own.into_iter().flat_map(|desk| desk.rows).map(|row| view! { <MeetingLine row today runs=true/> }).collect_view()}</ul></section>
        })}
        {(!inbox.waiting.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("inbox.waiting", count = inbox.waiting.len())}</h2>
                {(overdue > 0).then(|| view! { <p class="notice notice--warn">{t!("inbox.overdue_count", count = overdue, days = verify_days)}</p> })}
                <ul class="inbox">{inbox.waiting.into_iter().map(|waiting| view! { <Waiting waiting now/> }).collect_view()}</ul>
            </section>
        })}
        {(!to_second.is_empty()).then(|| view! {
            <section class="stack" id="dibenarkan">
                <h2>{t!("inbox.to_second", count = to_second.len())}</h2>
                <p class="soft">{t!("inbox.to_second_words")}</p>
                <ul class="inbox">{to_second.into_iter().map(|line| {
                    let (href, since) = (links::proposal(line.id), t!("inbox.recorded_on", day = format::day_of(line.status_since, page_context().zone)));
                    view! { <ProposalLineItem line href since/> }
                }).collect_view()}</ul>
            </section>
        })}
        {(!objections.is_empty()).then(|| view! {
            <section class="stack" id="keberatan">
                <h2>{t!("inbox.objections", count = objections.len())}</h2>
                <ul class="inbox">{objections.into_iter().map(|line| {
                    let href = links::proposal_part(line.id, "keberatan");
                    let (since, late) = match line.objection_due_on {
                        Some(day) => (t!("inbox.answer_by", day = format::day(day)), day < today),
                        None => (String::new(), false),
                    };
                    view! { <ProposalLineItem line href since late/> }
                }).collect_view()}</ul>
            </section>
        })}
        {(!to_mark.is_empty()).then(|| view! {
            <section class="stack" id="pekerjaan">
                <h2>{t!("inbox.works", count = to_mark.len())}</h2>
                <ul class="inbox">{to_mark.into_iter().map(|line| {
                    let href = links::proposal_part(line.id, "pelaksanaan");
                    let zone = page_context().zone;
                    let (marked, reported) = (zone.day(line.status_since), line.works_reported_at.map(|at| zone.day(at)));
                    let late = works::is_overdue(line.position.status, works::due_on(marked, reported, report_days), today);
                    let since = match reported {
                        Some(day) => t!("inbox.works_reported", day = format::day(day)),
                        None => t!("inbox.works_since", day = format::day(marked)),
                    };
                    view! { <ProposalLineItem line href since late/> }
                }).collect_view()}</ul>
            </section>
        })}
        {prepared.into_iter().map(|year| view! { <p class="notice notice--info"><a href=format!("{}?tahun={year}", links::MEETINGS)>{t!("inbox.next_year", year = year)}</a></p> }).collect_view()}
        {below.into_iter().filter(|desk| !desk.rows.is_empty()).map(|desk| view! {
            <section class="stack"><h2>{t!("inbox.below", stage = t_code("stage", desk.rows[0].stage.code()), year = desk.plan_year, count = desk.rows.len())}</h2>
                <p class="soft">{t!("inbox.below_words")}</p>
                <ul class="inbox">{desk.rows.into_iter().map(|row| {
                    let runs = row.stage == StageKind::Rt;
                    view! { <MeetingLine row today runs/> }
                }).collect_view()}</ul></section>
        }).collect_view()}
    }
}

/// Its name leads to its desk, for who runs it: of the meetings below, a kelurahan also runs those of its RTs.
#[component]
fn MeetingLine(row: BoardRow, today: Day, runs: bool) -> impl IntoView {
    let late = row.is_late(today);
    let zone = page_context().zone;
    let when = match (row.closed_at.or(row.opened_at), row.scheduled_on) {
        (Some(held), _) => format::day_of(held, zone),
        (None, Some(day)) => format::day(day),
        (None, None) => t!("meeting.no_date"),
    };
    let href = if runs && !row.status.has_closed() { links::meeting_part(row.id, "kerja") } else { links::meeting(row.id) };
    view! {
        <li class:late=late>
            <h3><a href=href>{board_row_name(&row)}</a></h3>
            <p class="meta">{t_code("stage", row.stage.code())} " · " {t!("meeting.plan_year", year = row.plan_year)} " · " {when} " · " {t!("inbox.items", items = row.items, waiting = row.waiting)}</p>
            {if late {
                view! { <span class="tag tag--no">{t!("meetings.late")}</span> }.into_any()
            } else {
                view! { <MeetingStatusTag status=row.status/> }.into_any()
            }}
        </li>
    }
}

/// Its title leads to where the next thing is done.
#[component]
fn ProposalLineItem(line: ProposalLine, href: String, since: String, #[prop(optional)] late: bool) -> impl IntoView {
    let status = line.position.status;
    view! {
        <li class:late=late>
            <h3><a href=href>{line.title.clone()}</a></h3>
            <p class="meta">{line.number.to_string()} " · " {t!("meeting.plan_year", year = line.plan_year)} " · " {place_words(&line)} {line.cost.map(|cost| format!(" · {cost}"))} " · " {since}</p>
            {if late {
                view! { <span class="tag tag--no">{t!("inbox.overdue")}</span> }.into_any()
            } else {
                view! { <StatusTag status/> }.into_any()
            }}
        </li>
    }
    .into_any()
}

#[component]
fn Waiting(waiting: WaitingItem, now: Instant) -> impl IntoView {
    let (zone, city) = (page_context().zone, page_context().city);
    let late = waiting.is_overdue(&city, now);
    let days = (now - waiting.since).num_days();
    let waits_for_another = waiting.authorship.waits_for_another(page_context().actor.id());
    let is_late = waiting.meeting_status.was_missed_by(waiting.status);
    let words = match waiting.returned_until {
        Some(day) => t!("inbox.returned_until", day = format::day(day)),
        None if waits_for_another => t!("inbox.waits_for_another", day = format::day_of(waiting.since, zone)),
        None if is_late => t!("inbox.waits_for_next_year", day = format::day_of(waiting.since, zone)),
        None if waiting.status == Status::Verified => t!("inbox.rerouted", day = format::day_of(waiting.since, zone)),
        None => t!("inbox.since", day = format::day_of(waiting.since, zone), days = days),
    };
    view! {
        <li class:late=late>
            <h3><a href=links::meeting_item(waiting.meeting, waiting.proposal)>{waiting.title}</a></h3>
            <p class="meta">{waiting.number} " · " {t!("meeting.plan_year", year = waiting.plan_year)} " · " {waiting.place} " · " {words}</p>
            {if late {
                view! { <span class="tag tag--no">{t!("inbox.overdue")}</span> }.into_any()
            } else {
                view! { <StatusTag status=waiting.status/> }.into_any()
            }}
        </li>
    }
}
