//! The order the score proposes, the money across it, arrows to move, and the one button that accepts what is
//! suggested for everything not decided yet.

use super::{
    follow_meeting,
    money::Money,
    on_the_desk,
    parts::{DeskHead, ReasonWords, Score, item_facts},
    show::{CutLine, Moved, cuts, row_class, running},
};
use crate::{
    components::{error_summary::ErrorSummary, field::TextArea, icon::Icon, status::StatusTag},
    links,
    page::{Page, load},
};
use domain::{cycle::StageKind, musrenbang::MeetingAct, priority::Suggestion, proposal::Status};
use leptos::prelude::*;
use services::queries::meeting_page::{MeetingPage, OrderLine};

/// `/musrenbang/:id/urutan`
#[component]
pub fn MeetingOrder() -> impl IntoView {
    follow_meeting();
    let meeting = load(on_the_desk);
    view! { <Page of=meeting let:page><Order page/></Page> }
}

#[component]
fn Order(page: MeetingPage) -> impl IntoView {
    let meeting = page.meeting.clone();
    let is_open = page.offers(MeetingAct::Order);
    let unranked = page.unranked();
    let unseen = page.to_verify().len();
    let is_rt = meeting.stage == StageKind::Rt;
    let lead = if is_rt { t!("order.lead_rt") } else { t!("order.lead") };
    view! {
        <DeskHead page=page.clone() title=t!("order.title") lead=lead/>
        <ErrorSummary labels=vec![("reason_text", t!("accept.text"))]/>
        {(!is_open).then(|| view! { <p class="notice notice--info">{t!("order.not_open")}</p> })}
        {(unseen > 0 && !is_rt).then(|| view! {
            <p class="notice notice--warn"><a href=links::meeting_part(meeting.id, "kerja")>{t!("order.unseen", count = unseen)}</a></p>
        })}
        <Money page=page.clone()/>
        {if page.order.is_empty() {
            view! { <p class="empty">{if is_rt { t!("order.empty_rt") } else { t!("order.empty") }}</p> }.into_any()
        } else {
            view! { <Lines page=page.clone() is_open/> }.into_any()
        }}
        {(!unranked.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("order.unranked", count = unranked.len())}</h2>
                <ul class="list">{unranked.into_iter().map(|item| view! {
                    <li><h3><a href=links::meeting_item(meeting.id, item.proposal)>{item.title.clone()}</a></h3>
                        <p class="meta">{item_facts(&item)}</p></li>
                }).collect_view()}</ul>
            </section>
        })}
        {is_open.then(|| view! { <Compute page=page.clone()/> })}
        {is_open.then(|| view! { <Accept page/> })}
    }
}

#[component]
fn Lines(page: MeetingPage, is_open: bool) -> impl IntoView {
    let (id, last) = (page.meeting.id, page.order.len());
    let (cut, cuts) = (page.ceiling(), cuts(&page.order));
    let rows: Vec<_> = page
        .order
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let above = cut.filter(|_| cuts.contains(&Some(index)));
            let above = above.map(|ceiling| view! { <CutLine ceiling physical=line.item.physical spent=line.running_total columns=6/> });
            view! { {above} <Line id line last is_open/> }
        })
        .collect();
    view! {
        <div class="table-scroll"><table class="data cards">
            <thead><tr>
                <th scope="col">{t!("meeting.place_no")}</th><th scope="col">{t!("meeting.proposal")}</th><th scope="col">{t!("meeting.score")}</th>
                <th scope="col" class="num">{t!("meeting.cost")}</th><th scope="col" class="num">{t!("meeting.running")}</th>
                <th scope="col">{t!("order.move")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}

#[component]
fn Line(id: domain::ids::MusrenbangId, line: OrderLine, last: usize, is_open: bool) -> impl IntoView {
    let class = row_class(&line);
    let item = line.item.clone();
    let place = line.place;
    let suggestion = (item.status == Status::Verified).then(|| match line.suggestion {
        Suggestion::Agree => t!("order.suggest_agree"),
        Suggestion::Reserve => t!("order.suggest_reserve"),
    });
    let to = |rank: u32| format!("{}?usulan={}&dari={place}&ke={rank}", links::meeting_part(id, "urutan/pindah"), item.proposal);
    let up = (is_open && place > 1).then(|| {
        view! { <a href=to(place - 1) aria-label=t!("order.up", title = item.title)><Icon name="arrow-up"/></a> }
    });
    let down = (is_open && (place as usize) < last).then(|| {
        view! { <a href=to(place + 1) aria-label=t!("order.down", title = item.title)><Icon name="arrow-down"/></a> }
    });
    view! {
        <tr class=class id=format!("usulan-{}", item.proposal)>
            <td><span class="rank">{place}</span></td>
            <td>
                <a href=links::meeting_item(id, item.proposal)>{item.title.clone()}</a> " " <StatusTag status=item.status/>
                <span class="meta">{item_facts(&item)}</span>
                {suggestion.map(|words| view! { <span class="meta">{words}</span> })}
                <Moved line=line.clone()/>
                <ReasonWords reason=item.reason.clone()/>
            </td>
            <td data-th=t!("meeting.score")><Score card=item.card.clone()/></td>
            <td data-th=t!("meeting.cost") class="num">{item.cost.to_string()}</td>
            <td data-th=t!("meeting.running") class="num">{running(&line)}</td>
            <td><span class="move">{up}{down}</span></td>
        </tr>
    }
}

#[component]
fn Compute(page: MeetingPage) -> impl IntoView {
    let id = page.meeting.id;
    let (is_first, moved) = (page.order.is_empty(), page.order.iter().any(|line| line.moved.is_some()));
    view! {
        <form method="post" action=links::meeting_part(id, "urutan") class="stack">
            {moved.then(|| view! { <p class="notice notice--info">{t!("order.moves_stay")}</p> })}
            <p><button class=if is_first { "btn" } else { "btn btn--plain" }>{if is_first { t!("order.compute") } else { t!("order.compute_again") }}</button></p>
        </form>
    }
}

/// One button for everything that has no decision, with the words that go to those below the line.
#[component]
fn Accept(page: MeetingPage) -> impl IntoView {
    let (id, is_rt) = (page.meeting.id, page.meeting.stage == StageKind::Rt);
    let undecided = |line: &&OrderLine| line.item.status == Status::Verified;
    let count = |wanted: Suggestion| page.order.iter().filter(undecided).filter(|line| line.suggestion == wanted).count();
    let (agree, reserve) = (count(Suggestion::Agree), count(Suggestion::Reserve));
    let waiting = if is_rt { page.to_verify().len() } else { 0 };
    let text = t!("accept.default", seat = page.meeting.seat_name(&crate::lang::voice().city));
    (agree + reserve + waiting > 0).then(|| {
        view! {
            <section class="card card--act" id="saran">
                <h2>{t!("accept.title")}</h2>
                <p>{if is_rt { t!("accept.words_rt", count = agree + reserve + waiting) } else { t!("accept.words", agree = agree, reserve = reserve) }}</p>
                <form method="post" action=links::meeting_part(id, "urutan/terima") class="form">
                    {if reserve > 0 {
                        view! { <TextArea name="reason_text" label=t!("accept.text") hint=t!("accept.hint") value=text rows=3/> }.into_any()
                    } else {
                        view! { <input type="hidden" name="reason_text" value=text/> }.into_any()
                    }}
                    <button class="btn">{t!("accept.submit")}</button>
                </form>
            </section>
        }
    })
}
