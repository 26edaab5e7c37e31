//! The order the score proposes, the money across it, arrows to move, and the one button that accepts what is
//! suggested for everything not decided yet.

use super::{
    follow_meeting,
    hall::{self, Desk, Keys},
    money::MoneyLine,
    on_the_desk,
    parts::{DeskHead, ReasonWords, Score, item_facts, kind_words},
    show::{CutLine, Moved, cut_words, cuts, row_class, running},
};
use crate::{
    components::{error_summary::ErrorSummary, field::TextArea, icon::Icon, status::StatusTag},
    context::page_context,
    links,
    page::{Page, load},
};
use domain::{
    cycle::StageKind,
    ids::MusrenbangId,
    musrenbang::{Decision, MeetingAct},
    priority::Suggestion,
    proposal::Status,
};
use leptos::prelude::*;
use services::{
    agenda::kept_order,
    queries::meeting_page::{MeetingPage, OrderLine},
};

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
        {(!page.order.is_empty()).then(|| view! { <a class="skip-link" href="#daftar">{t!("order.skip")}</a> })}
        <DeskHead page=page.clone() title=t!("order.title") lead=lead/>
        <ErrorSummary labels=vec![("reason_text", t!("accept.text"))]/>
        {(!is_open).then(|| view! { <p class="notice notice--info">{t!("order.not_open")}</p> })}
        {(unseen > 0 && !is_rt).then(|| view! {
            <p class="notice notice--warn"><a href=hall::part(meeting.id, "kerja")>{t!("order.unseen", count = unseen)}</a></p>
        })}
        <MoneyLine page=page.clone()/>
        <Keys/>
        <Desk/>
        {if page.order.is_empty() {
            view! { <p class="empty">{if is_rt { t!("order.empty_rt") } else { t!("order.empty") }}</p> }.into_any()
        } else {
            view! { <Lines page=page.clone() is_open/> }.into_any()
        }}
        {(!unranked.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("order.unranked", count = unranked.len())}</h2>
                <ul class="list">{unranked.into_iter().map(|item| view! {
                    <li><h3><a href=hall::kept(links::meeting_item(meeting.id, item.proposal))>{item.title.clone()}</a></h3>
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
    let seen = kept_order(&page.items).mark();
    let dock = is_open.then(|| view! { <Dock page=page.clone()/> });
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
    // Those that nothing is below of now wait for a move.
    let waiting = cut.filter(|_| is_open).map(|_| {
        let kinds = [true, false].into_iter().zip(cuts).filter(|(_, at)| at.is_none());
        kinds.map(|(physical, _)| view! { <tr class="cut" data-cut=kind(physical) hidden><td colspan="6"></td></tr> }).collect_view()
    });
    view! {
        {dock}
        <div class="table-scroll" id="daftar" tabindex="-1"><table class="data cards order" data-seen=seen>
            <thead><tr>
                <th scope="col">{t!("meeting.place_no")}</th><th scope="col">{t!("meeting.proposal")}</th><th scope="col">{t!("meeting.score")}</th>
                <th scope="col" class="num">{t!("meeting.cost")}</th><th scope="col" class="num">{t!("meeting.running")}</th>
                <th scope="col">{t!("order.move")}</th>
            </tr></thead>
            <tbody>{rows}{waiting}</tbody>
        </table></div>
    }
}

/// As the island counts them: physical first.
fn kind(physical: bool) -> &'static str {
    if physical { "0" } else { "1" }
}

/// What moves without leaving the page: a form at the foot of the screen, shown while something is moved, and what is
/// said of the last move. What the island says and counts stands in `data-` attributes.
#[component]
fn Dock(page: MeetingPage) -> impl IntoView {
    let ceiling = page.ceiling();
    let (sum, limit) = ("{1}", "{2}");
    let sums = if ceiling.is_some() {
        [t!("order.sum_physical", sum = sum, ceiling = limit), t!("order.sum_other", sum = sum, ceiling = limit)]
    } else {
        [t!("order.sum_physical_free", sum = sum), t!("order.sum_other_free", sum = sum)]
    };
    let [sum_physical, sum_other] = sums;
    let part = |physical: bool| ceiling.map(|ceiling| ceiling.part(physical).amount().to_string());
    let cut = |physical: bool| cut_words(physical, limit, sum);
    let id = page.meeting.id;
    let form = links::meeting_part(id, "urutan/pindah");
    let last = page.order.len();
    view! {
        {(!page_context().is_hall()).then(|| view! { <p class="small soft needs-islands no-print">{t!("order.keys")}</p> })}
        <form method="post" action=form.clone() class="notice notice--ok notice--wide no-print" data-undo="" data-held="" hidden>
            <p aria-live="polite"><b data-title=""></b>" "<span data-stored=""></span></p>
            <button class="btn btn--plain">{t!("order.undo")}</button>
        </form>
        <form method="post" action=form class="dock" data-held="" hidden data-meeting=id.to_string() data-ceiling0=part(true) data-ceiling1=part(false)
            data-kind0=kind_words(true) data-kind1=kind_words(false) data-suggest0=t!("order.suggest_agree") data-suggest1=t!("order.suggest_reserve")
            data-sum0=sum_physical data-sum1=sum_other data-cut0=cut(true) data-cut1=cut(false) data-place=t!("order.place", place = "{1}", last = "{2}")
            data-cancelled=t!("order.cancelled") data-missing=t!("order.reason_missing") data-undone=t!("order.undo_reason") data-unreached=t!("live.unreached")>
            <div class="wrap dock__in">
                <p class="dock__title" data-title=""></p>
                <p class="dock__sums" data-sums=""></p>
                <input type="hidden" name="id" value=page_context().new_id().to_string()/>
                <input type="hidden" name="usulan"/>
                <input type="hidden" name="dari"/>
                <input type="hidden" name="seen"/>
                <div class="dock__fields">
                    <div class="field"><label for="dock-to">{t!("move.to")}</label>
                        <input id="dock-to" name="to" type="number" inputmode="numeric" min="1" max=last.to_string()/></div>
                    <div class="field dock__reason"><label for="dock-reason">{t!("move.reason")}</label>
                        <input id="dock-reason" name="reason" type="text" autocomplete="off" aria-describedby="dock-rule"/>
                        <p class="hint" id="dock-rule">{t!("move.reason_hint")}</p></div>
                </div>
                <p class="small error-text" aria-live="polite" data-said="" hidden></p>
                <p class="cluster"><button class="btn">{t!("move.submit")}</button>
                    <button type="button" class="btn btn--plain" data-cancel="">{t!("move.cancel")}</button></p>
            </div>
        </form>
    }
}

/// What the island reads of a line stands in its `data-` attributes.
#[component]
fn Line(id: MusrenbangId, line: OrderLine, last: usize, is_open: bool) -> impl IntoView {
    let class = row_class(&line);
    let item = line.item.clone();
    let place = line.place;
    let suggestion = (item.status == Status::Verified).then(|| match line.suggestion {
        Suggestion::Agree => t!("order.suggest_agree"),
        Suggestion::Reserve => t!("order.suggest_reserve"),
    });
    let said = Decision::of(item.status).is_some().then(|| line.suggestion.code());
    let to =
        |rank: u32| hall::kept(format!("{}?usulan={}&dari={place}&ke={rank}", links::meeting_part(id, "urutan/pindah"), item.proposal));
    // At either end one waits for a move.
    let arrows = is_open.then(|| {
        view! {
            <a href=to(place.saturating_sub(1).max(1)) data-step="-1" hidden={place == 1} aria-label=t!("order.up", title = item.title)><Icon name="arrow-up"/></a>
            <a href=to(place + 1) data-step="1" hidden={place as usize >= last} aria-label=t!("order.down", title = item.title)><Icon name="arrow-down"/></a>
        }
    });
    // In the hall the number points at its line.
    let number = if page_context().is_hall() {
        view! { <a class="rank" href=format!("#usulan-{}", item.proposal) aria-label=t!("order.point", place = place, title = item.title)>{place}</a> }.into_any()
    } else {
        view! { <span class="rank">{place}</span> }.into_any()
    };
    let grip = is_open.then(|| {
        view! { <button type="button" class="grip needs-islands" aria-pressed="false" aria-label=t!("order.grip", title = item.title)><Icon name="grip"/></button> }
    });
    view! {
        <tr class=class id=format!("usulan-{}", item.proposal) data-proposal=item.proposal.to_string() data-title=item.title.clone()
            data-cost=item.cost.amount().to_string() data-kind=kind(item.physical) data-said=said>
            <td><span class="rank-spot">{grip}{number}</span></td>
            <td>
                <a href=hall::kept(links::meeting_item(id, item.proposal))>{item.title.clone()}</a> " " <StatusTag status=item.status/>
                <span class="meta">{item_facts(&item)}</span>
                {suggestion.map(|words| view! { <span class="meta" data-suggested="">{words}</span> })}
                <Moved line=line.clone() alive=is_open/>
                <ReasonWords reason=item.reason.clone()/>
            </td>
            <td data-th=t!("meeting.score")><Score card=item.card.clone() of=item.title.clone()/></td>
            <td data-th=t!("meeting.cost") class="num">{item.cost.to_string()}</td>
            <td data-th=t!("meeting.running") class="num" data-running="">{running(&line)}</td>
            <td><span class="move">{arrows}</span></td>
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
