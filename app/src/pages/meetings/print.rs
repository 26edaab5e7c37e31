//! The minutes on A4, word for word as they were hashed: five lists, counts of those present, lines to sign.
//! Delegates' names are shown to offices only; the public reads how many they are.

use super::{
    parts::{Way, head_title},
    public,
};
use crate::{
    components::{icon::Icon, qr::Qr},
    context::page_context,
    format,
    http::{PageError, Web},
    links, look,
    page::{Page, load},
    shell::Head,
    text::{self, t_code},
};
use domain::{
    minutes::{Heading, Item, Minutes, Seal},
    money::Rupiah,
    musrenbang::Decision,
    permission::may_read_delegates,
    reason::Note,
    region::{Region, RegionLevel},
};
use leptos::prelude::*;
use services::{queries::meeting_page::MeetingPage, store::musrenbangs::StoredMinutes};

/// A version of the minutes, and who reads it where.
#[derive(Clone)]
struct Printed {
    page: MeetingPage,
    stored: StoredMinutes,
    site: String,
    sees_names: bool,
}

/// `/musrenbang/:id/cetak`
#[component]
pub fn MeetingMinutes() -> impl IntoView {
    let minutes = load(async |web: Web| {
        let page = public(&web).await?;
        let version: Option<u16> = web.filter("versi", |text| text.parse().ok());
        let fits = |stored: &&StoredMinutes| version.is_none_or(|version| stored.minutes.heading.version == version);
        let stored = page.minutes.iter().find(fits).cloned().ok_or(PageError::NotFound)?;
        let sees_names = may_read_delegates(&web.actor, page.meeting.id, &page.meeting.seat).is_ok();
        let head = Head::new(head_title(&web, &page.meeting)).of_persons(sees_names);
        Ok((head, Printed { page, stored, site: web.absolute(""), sees_names }))
    });
    view! { <Page of=minutes let:printed><Paper printed/></Page> }
}

#[component]
fn Paper(printed: Printed) -> impl IntoView {
    let Printed { page, stored, site, sees_names } = printed;
    let zone = page_context().zone;
    let minutes = stored.minutes.clone().told_apart();
    let Minutes { heading, priority, reserve, not_accommodated, returned, merged, attendance, delegates, seal } = minutes;
    let id = page.meeting.id;
    let of_version = |path| format!("{path}?versi={}", heading.version);
    let (text, annex) = (of_version(links::minutes_text(id)), of_version(links::meeting_part(id, "lampiran-delegasi.txt")));
    let address = format!("{site}{text}");
    let others: Vec<u16> =
        page.minutes.iter().map(|other| other.minutes.heading.version).filter(|version| *version != heading.version).collect();
    view! {
        <div class="no-print stack">
            <Way page=page.clone()/>
            <p class="cluster">
                <a class="btn btn--plain" href=links::meeting(id)>{t!("paper.back")}</a>
                {others.into_iter().map(|version| view! {
                    <a href=format!("{}?versi={version}", links::meeting_part(id, "cetak"))>{t!("paper.version", version = version)}</a>
                }).collect_view()}
            </p>
            <p class="cluster">
                <a href=text><Icon name="download"/>{t!("paper.text")}</a>
                {sees_names.then(|| view! { <a href=annex.clone()><Icon name="download"/>{t!("paper.annex")}</a> })}
            </p>
            <p class="notice notice--info"><Icon name="info"/>{t!("paper.how_to_print")}</p>
        </div>
        <article class="paper">
            <Letterhead path=page.path.clone()/>
            <h1>{t!("paper.title")}<small>{t_code("paper_stage", heading.stage.code())} " " {heading.seat.clone()}</small>
                <small>{t!("paper.year", year = heading.plan_year)}</small></h1>
            <p>{t!("paper.opening", weekday = format::weekday(heading.held_on), day = format::day(heading.held_on), place = heading.place.clone(), leader = heading.leader.clone())}</p>
            <List heading=t!("paper.priority") items=priority reasons=false/>
            <List heading=t!("paper.reserve") items=reserve reasons=true/>
            <List heading=t!("paper.not_accommodated") items=not_accommodated reasons=true/>
            // Nothing was decided on these, so no sum is made of them.
            {(!returned.is_empty()).then(|| view! { <List heading=t!("paper.returned") items=returned reasons=true is_summed=false/> })}
            {(!merged.is_empty()).then(|| view! { <List heading=t!("paper.merged") items=merged reasons=true is_summed=false/> })}
            <h2>{t!("paper.attendance")}</h2>
            <p>{t!("paper.came", total = attendance.total, women = attendance.women)}</p>
            {page.next.map(|_| view! {
                <h2>{t!("paper.delegates")}</h2>
                <p>{t!("paper.delegate_count", total = delegates.len(), women = delegates.iter().filter(|delegate| delegate.is_woman).count())}</p>
                {sees_names.then(|| view! {
                    <ol>{delegates.iter().map(|delegate| view! {
                        <li>{delegate.name.clone()} {if delegate.is_woman { t!("paper.woman") } else { t!("paper.man") }}</li>
                    }).collect_view()}</ol>
                })}
            })}
            <Notes heading=heading.clone()/>
            <Signatures leader=heading.leader.clone()/>
            <footer class="small">
                <div class="qr"><Qr address=address.clone() alt=t!("paper.qr") side=96/><p>{t!("paper.qr_words", address = address.clone())}</p></div>
                <p>{t!("paper.footer", version = heading.version, at = format::instant(stored.closed_at, zone), hash = stored.hash_text())}</p>
                <p>{if stored.minutes.is_public_whole() { t!("paper.how_to_check", address = address) } else { t!("paper.names_inside", address = address) }}</p>
                {seal.map(|seal| view! { <Sealed seal/> })}
            </footer>
        </article>
    }
}

/// Whose paper it is: the government and the offices down to the one that met.
#[component]
fn Letterhead(path: Vec<Region>) -> impl IntoView {
    let city = page_context().city;
    let offices = path.iter().filter_map(|region| match region.level {
        RegionLevel::Kecamatan => Some(city.kecamatan_name(&region.name)),
        RegionLevel::Kelurahan => Some(city.village_name(&region.code, &region.name)),
        RegionLevel::Kota | RegionLevel::Rw | RegionLevel::Rt => None,
    });
    view! {
        <header>
            {look::emblem(&city).map(|src| view! { <img class="emblem" src=src alt=""/> })}
            <p><b>{t!("paper.government", city = city.name())}</b>{offices.map(|office| view! { <span>{office}</span> }).collect_view()}</p>
        </header>
    }
}

#[component]
fn List(heading: String, items: Vec<Item>, reasons: bool, #[prop(default = true)] is_summed: bool) -> impl IntoView {
    let total = Rupiah::total(items.iter().map(|item| item.cost)).unwrap_or(Rupiah::MAX);
    if items.is_empty() {
        return view! { <h2>{heading}</h2> <p>{t!("paper.none")}</p> }.into_any();
    }
    let count = items.len();
    let rows = items.into_iter().enumerate().map(|(index, item)| {
        let reason = item.reason.as_ref().map(text::reason);
        let decision = match item.decision {
            Decision::Rejected => t!("paper.rejected"),
            decision => t_code("decision", decision.code()),
        };
        view! {
            <tr>
                <td class="num">{item.rank.map_or_else(|| (index + 1).to_string(), |rank| rank.to_string())}</td>
                <td class="text">{item.title}<br/><small>{item.number.to_string()}</small></td>
                <td class="num">{format!("{} {}", item.volume, item.unit)}</td>
                <td class="num">{item.cost.to_string()}</td>
                <td>{item.agency.unwrap_or_default()}</td>
                <td class="num">{item.support.local} " + " {item.support.other}</td>
                {reasons.then(|| view! { <td class="text">{decision} ". " {reason}</td> })}
            </tr>
        }
    });
    view! {
        <h2>{heading.clone()}</h2>
        // On a narrow screen the table scrolls by itself, also by keyboard; on paper it fits.
        <div class="table-scroll" role="region" aria-label=heading tabindex="0"><table>
            <thead><tr>
                <th class="num">{t!("meeting.place_no")}</th><th>{t!("meeting.proposal")}</th><th class="num">{t!("paper.volume")}</th>
                <th class="num">{t!("meeting.cost")}</th><th>{t!("paper.agency")}</th><th class="num">{t!("paper.support")}</th>
                {reasons.then(|| view! { <th>{t!("paper.decision")}</th> })}
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
        <p>{if is_summed { t!("paper.sum", count = count, total = total) } else { t!("paper.counted", count = count) }}</p>
    }
    .into_any()
}

#[component]
fn Notes(heading: Heading) -> impl IntoView {
    let line = |label: String, note: Option<Note>| note.map(|note| view! { <p><b>{label}": "</b>{note.text().to_owned()}</p> });
    view! {
        <p>{if heading.by_vote { t!("paper.by_vote") } else { t!("paper.by_consensus") }}</p>
        {line(t!("check.dissent"), heading.dissent)}
        {line(t!("check.ceiling_note"), heading.ceiling_note)}
        {line(t!("check.women_note"), heading.women_note)}
        {(!heading.missing.is_empty()).then(|| view! { <p><b>{t!("paper.missing")}": "</b>{heading.missing.join("; ")}</p> })}
    }
}

/// Room to sign: who led, who wrote, and two who were there.
#[component]
fn Signatures(leader: String) -> impl IntoView {
    let blank = |office: String| view! { <li><span>{office}</span><span></span><span class="name">" "</span></li> };
    view! {
        <ul class="sign">
            <li><span>{t!("paper.leader")}</span><span></span><span class="name">{leader}</span></li>
            {blank(t!("paper.secretary"))}
            {blank(t!("paper.witness_one"))}
            {blank(t!("paper.witness_two"))}
        </ul>
    }
}

/// What ties the paper to the names and to the public log.
#[component]
fn Sealed(seal: Seal) -> impl IntoView {
    view! {
        <p>{t!("paper.annex_hash", hash = seal.annex)}</p>
        {seal.checkpoint.map(|log| view! { <p>{t!("paper.log", size = log.size, root = log.root, key = log.key)}</p> })}
    }
}
