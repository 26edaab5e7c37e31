//! One meeting for everybody: the order with every part of every score, what was moved and why, the money, and a
//! reason for everything that was not accommodated.

use super::{
    board::Rows,
    follow_meeting,
    money::Money,
    papers::PaperLines,
    parts::{ReasonWords, Received, Score, StepLine, Way, facts_line, head_title, item_facts, kind_words, title},
    public,
};
use crate::{
    components::{
        icon::Icon,
        status::{MeetingStatusTag, StatusTag},
    },
    context::page_context,
    exports::meeting::LISTS,
    figures::meeting::moved,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{clock::Day, cycle::Ceiling, ids::ProposalId, money::Rupiah, musrenbang::Decision, priority::Suggestion, proposal::Status};
use leptos::prelude::*;
use services::{
    agenda::places,
    queries::meeting_page::{MeetingPage, OrderLine},
    store::musrenbangs::Item,
};
use std::collections::BTreeMap;

/// `/musrenbang/:id`
#[component]
pub fn OneMeeting() -> impl IntoView {
    follow_meeting();
    let meeting = load(async |web: Web| {
        let page = public(&web).await?;
        Ok((Head::new(head_title(&web, &page.meeting)).about(web.text("meetings.lead")), page))
    });
    view! { <Page of=meeting let:page><Meeting page/></Page> }
}

#[component]
fn Meeting(page: MeetingPage) -> impl IntoView {
    let today = page_context().today();
    let meeting = page.meeting.clone();
    let discussed: Vec<Item> = page.with_status(|status| matches!(status, Status::Submitted));
    let unranked = page.unranked();
    let closed = meeting.status.has_closed();
    view! {
        <Way page=page.clone()/>
        <div class="page-head">
            <h1>{title(&meeting)}</h1>
            <p class="soft">{facts_line(&meeting)}</p>
            <p class="cluster">
                <MeetingStatusTag status=meeting.status/>
                {page.may_run.then(|| view! { <a class="btn" href=links::meeting_part(meeting.id, "kerja")>{t!("meeting.work")}</a> })}
                {(!page.minutes.is_empty()).then(|| view! {
                    <a class="btn btn--plain" href=links::meeting_part(meeting.id, "cetak")><Icon name="printer"/>{t!("meeting.print")}</a>
                })}
            </p>
        </div>
        <StepLine page=page.clone()/>
        <Received page=page.clone()/>
        <PaperLines page=page.clone()/>
        <Money page=page.clone()/>
        {(!page.missing.is_empty() && !closed).then(|| view! { <Missing page=page.clone() today/> })}
        {(!page.order.is_empty()).then(|| view! { <Ranking page=page.clone()/> })}
        {(!closed && (!unranked.is_empty() || !discussed.is_empty())).then(|| view! {
            <Plain heading=t!("meeting.to_discuss") items=unranked.into_iter().chain(discussed).collect()/>
        })}
        {page.items.is_empty().then(|| view! { <p class="empty">{t!("meeting.no_items")}</p> })}
        {closed.then(|| view! { <Plain heading=t!("meeting.reserves") items=page.reserves() order=page.order.clone() places=places(&page.items)/> })}
        <Plain heading=t!("meeting.not_accommodated") items=page.not_accommodated() order=page.order.clone()/>
        <Plain heading=t!("meeting.returned") items=page.returned()/>
        <Plain heading=t!("meeting.merged") items=page.merged()/>
        <Moves page=page.clone()/>
        <Reopened page=page.clone()/>
        <Why page=page.clone()/>
        <Downloads page/>
    }
}

#[component]
fn Missing(page: MeetingPage, today: Day) -> impl IntoView {
    let count = page.missing.len();
    view! {
        <details class="stack">
            <summary>{t!("meeting.missing", count = count)}</summary>
            <Rows rows=page.missing today/>
        </details>
    }
}

#[component]
fn Ranking(page: MeetingPage) -> impl IntoView {
    let closed = page.meeting.status.has_closed();
    let lines: Vec<OrderLine> = if closed {
        page.order.iter().filter(|line| Decision::of(line.item.status) == Some(Decision::Agreed)).cloned().collect()
    } else {
        page.order.clone()
    };
    let cut = page.ceiling();
    view! {
        <section class="stack">
            <h2>{if closed { t!("meeting.priorities") } else { t!("meeting.order") }}</h2>
            <OrderTable lines cut=cut.filter(|_| !closed) numbered=closed/>
        </section>
    }
}

/// The order as a table. `numbered`: places count from one again, as in the list that went up. `cut` marks where the
/// money of each kind ends.
#[component]
pub fn OrderTable(lines: Vec<OrderLine>, cut: Option<Ceiling>, #[prop(optional)] numbered: bool) -> impl IntoView {
    let cuts = cuts(&lines);
    let mut taken = [Rupiah::ZERO; 2];
    let rows: Vec<_> = lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| {
            let sum = &mut taken[usize::from(line.item.physical)];
            *sum = sum.checked_add(line.item.cost).unwrap_or(Rupiah::MAX);
            let running = if numbered { of_kind(*sum, line.item.physical) } else { running(&line) };
            let place = if numbered { u32::try_from(index + 1).unwrap_or(u32::MAX) } else { line.place };
            let line_above = cut.filter(|_| cuts.contains(&Some(index)));
            let line_above =
                line_above.map(|ceiling| view! { <CutLine ceiling physical=line.item.physical spent=line.running_total columns=5/> });
            view! { {line_above} <OrderRow line place running/> }
        })
        .collect();
    view! {
        <div class="table-scroll"><table class="data cards">
            <thead><tr>
                <th scope="col">{t!("meeting.place_no")}</th><th scope="col">{t!("meeting.proposal")}</th><th scope="col">{t!("meeting.score")}</th>
                <th scope="col" class="num">{t!("meeting.cost")}</th><th scope="col" class="num">{t!("meeting.running")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}

/// The first line of each kind that the money of its kind does not reach.
pub fn cuts(lines: &[OrderLine]) -> [Option<usize>; 2] {
    [true, false].map(|kind| lines.iter().position(|line| line.suggestion == Suggestion::Reserve && line.item.physical == kind))
}

/// Says which part of the money is full, and by how much.
#[component]
pub fn CutLine(ceiling: Ceiling, physical: bool, spent: Rupiah, columns: u8) -> impl IntoView {
    let words = cut_words(physical, &ceiling.part(physical).to_string(), &spent.to_string());
    view! { <tr class="cut" data-cut=if physical { "0" } else { "1" }><td colspan=columns.to_string()>{words}</td></tr> }
}

/// The same in words.
pub fn cut_words(physical: bool, ceiling: &str, spent: &str) -> String {
    if physical {
        t!("meeting.cut_physical", ceiling = ceiling, spent = spent)
    } else {
        t!("meeting.cut_other", ceiling = ceiling, spent = spent)
    }
}

/// The running sum of its kind, for what the money reaches.
pub fn running(line: &OrderLine) -> String {
    if line.suggestion == Suggestion::Agree { of_kind(line.running_total, line.item.physical) } else { "–".to_owned() }
}

/// `Rp240.000.000 (fisik)`
fn of_kind(sum: Rupiah, physical: bool) -> String {
    format!("{sum} ({})", kind_words(physical))
}

#[component]
fn OrderRow(line: OrderLine, place: u32, running: String) -> impl IntoView {
    let class = row_class(&line);
    let item = line.item.clone();
    view! {
        <tr class=class>
            <td><span class="rank">{place}</span></td>
            <td>
                <a href=links::proposal(item.proposal)>{item.title.clone()}</a> " " <StatusTag status=item.status/>
                <span class="meta">{item_facts(&item)}</span>
                <Moved line=line.clone()/>
                <ReasonWords reason=item.reason.clone()/>
            </td>
            <td data-th=t!("meeting.score")><Score card=item.card.clone() of=item.title.clone()/></td>
            <td data-th=t!("meeting.cost") class="num">{item.cost.to_string()}</td>
            <td data-th=t!("meeting.running") class="num">{running}</td>
        </tr>
    }
}

/// Under the cut line, moved, or plain.
pub fn row_class(line: &OrderLine) -> &'static str {
    match (line.suggestion, line.moved.is_some()) {
        (Suggestion::Reserve, _) => "under",
        (Suggestion::Agree, true) => "moved",
        (Suggestion::Agree, false) => "",
    }
}

/// `▲ dari 4 · alasan`. `alive`: an island says so where it moves.
#[component]
pub fn Moved(line: OrderLine, #[prop(optional)] alive: bool) -> impl IntoView {
    let moved = moved(&line);
    let hidden = moved.is_none();
    (alive || !hidden).then(|| {
        let (badge, why) = moved.unwrap_or_default();
        view! { <span class="meta" data-moved="" hidden=hidden><span class="tag tag--wait" data-badge="">{badge}</span> " " <span data-why="">{why}</span></span> }
    })
}

/// Proposals outside the list that goes up. With the `order`, what has been decided shows its score and its place
/// there, where it had them; points of what is still discussed stay with the meeting.
#[component]
fn Plain(
    heading: String,
    items: Vec<Item>,
    #[prop(optional)] order: Option<Vec<OrderLine>>,
    /// Places within this list itself, where it has any.
    #[prop(optional)]
    places: Option<BTreeMap<ProposalId, u32>>,
) -> impl IntoView {
    let is_decided = order.is_some();
    let own = places.is_some();
    let in_order = || order.into_iter().flatten().map(|line| (line.item.proposal, line.place)).collect();
    let places: BTreeMap<ProposalId, u32> = places.unwrap_or_else(in_order);
    (!items.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{heading} " (" {items.len()} ")"</h2>
                <ul class="list">{items.into_iter().map(|item| view! {
                    <li>
                        <h3><a href=links::proposal(item.proposal)>{item.title.clone()}</a></h3>
                        <p class="meta">{item.number.to_string()} " · " {item_facts(&item)} " · " {item.cost.to_string()}</p>
                        <p class="status"><StatusTag status=item.status/> <ReasonWords reason=item.reason.clone()/></p>
                        {item.card.clone().filter(|card| is_decided && !card.parts.is_empty()).map(|card| view! {
                            <p class="small soft">{places.get(&item.proposal).map_or_else(
                                || t!("meeting.score"),
                                |place| if own { t!("meeting.place_in_reserve", place = place) } else { t!("meeting.place_in_order", place = place) },
                            )}</p>
                            <Score card=Some(card) of=item.title.clone()/>
                        })}
                    </li>
                }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Moves(page: MeetingPage) -> impl IntoView {
    let zone = page_context().zone;
    let names: BTreeMap<_, _> = page.items.iter().map(|item| (item.proposal, item.title.clone())).collect();
    (!page.moves.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{t!("meeting.moves")}</h2>
                <p class="soft">{t!("meeting.moves_lead")}</p>
                {page.moves.iter().rev().map(|moved| view! {
                    <div class="event">
                        <p><b>{names.get(&moved.step.proposal).cloned().unwrap_or_default()}</b> " " {t!("meeting.moved", from = moved.step.from, to = moved.step.to)}</p>
                        <p>{moved.reason.text().to_owned()}</p>
                        <p class="meta">{format::instant(moved.at, zone)}</p>
                    </div>
                }).collect_view()}
            </section>
        }
    })
}

/// Why a closed meeting took up its work again.
#[component]
fn Reopened(page: MeetingPage) -> impl IntoView {
    let zone = page_context().zone;
    (!page.reopenings.is_empty()).then(|| {
        let lines = page.reopenings.into_iter().rev().map(|reopening| {
            let reason = reopening.reason.text().to_owned();
            let office = reopening.role.map(|role| t_code("role", role.code())).unwrap_or_default();
            view! { <div class="event"><p>{reason}</p><p class="meta">{office} " · " {format::instant(reopening.at, zone)}</p></div> }
        });
        view! { <section class="stack"><h2>{t!("meeting.reopened")}</h2>{lines.collect_view()}</section> }
    })
}

/// The published weights, and in one sentence how they make an order.
#[component]
fn Why(page: MeetingPage) -> impl IntoView {
    let weights: Vec<_> = page
        .criteria
        .all()
        .iter()
        .map(|criterion| {
            let source = t_code("criterion_source", criterion.source.code());
            view! {
                <tr><th scope="row">{t_code("criterion", &criterion.code)}</th>
                    <td class="num" data-th=t!("meeting.weight")>{format!("{}%", criterion.weight.basis_points() / 100)}</td>
                    <td data-th=t!("meeting.source")>{source}</td></tr>
            }
        })
        .collect();
    view! {
        <section class="stack">
            <h2>{t!("meeting.why")}</h2>
            <p class="measure">{t!("meeting.why_words")}</p>
            <details><summary>{t!("meeting.weights")}</summary>
                <div class="table-scroll"><table class="data cards">
                    <thead><tr><th scope="col">{t!("meeting.criterion")}</th><th scope="col" class="num">{t!("meeting.weight")}</th>
                        <th scope="col">{t!("meeting.source")}</th></tr></thead>
                    <tbody>{weights}</tbody>
                </table></div>
            </details>
        </section>
    }
}

/// One list in each of its forms.
fn download(list: String, address: &dyn Fn(&str) -> String) -> AnyView {
    let name = list.clone();
    let forms = ["xlsx", "csv", "json"].map(|form| {
        let words = form.to_uppercase();
        view! { <a href=address(form) aria-label=format!("{name}, {words}")>{words.clone()}</a> }
    });
    view! { <p class="cluster"><span><Icon name="download"/>{list}</span> {forms.collect_view()}</p> }.into_any()
}

#[component]
fn Downloads(page: MeetingPage) -> impl IntoView {
    let zone = page_context().zone;
    let id = page.meeting.id;
    let minutes = page.minutes.first().map(|latest| {
        let (version, at) = (latest.minutes.heading.version, format::instant(latest.closed_at, zone));
        view! {
            <p class="small soft">{t!("meeting.minutes_line", version = version, at = at, hash = latest.hash_text())} " "
                <a href=links::minutes_text(id)>{t!("paper.text")}</a></p>
        }
    });
    view! {
        {(!page.items.is_empty()).then(|| view! {
            <section class="stack small no-print">
                <h2>{t!("meeting.download")}</h2>
                {download(t!("meeting.all_lists"), &|form| links::meeting_part(id, &format!("daftar.{form}")))}
                {LISTS.map(|(name, code)| {
                    download(t_code("meeting_list", code), &|form| links::meeting_part(id, &format!("daftar.{form}?daftar={name}")))
                }).collect_view()}
            </section>
        })}
        {minutes}
    }
}
