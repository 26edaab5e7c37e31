//! 1 to 5 by the published criteria, one row per proposal. Each assessor sees and changes the values of their own;
//! what stays empty may follow later.

use super::{
    desk, follow_meeting,
    hall::{self, Desk},
    parts::{DeskHead, head_title, item_facts},
};
use crate::{
    components::{error_summary::ErrorSummary, status::StatusTag},
    context::page_context,
    figures::meeting::{Cell, assessors},
    forms::{FormState, shown_name},
    http::Web,
    links,
    page::{Page, load},
    pages::weights::scale_words,
    shell::Head,
    text::t_code,
};
use domain::{
    ids::MusrenbangId,
    musrenbang::MeetingAct,
    priority::{Criterion, CriterionSource, Hundredths, Weighed},
};
use leptos::prelude::*;
use services::{
    queries::{
        meeting_page::MeetingPage,
        meeting_scores::{Scoring, scoring},
    },
    store::musrenbangs::Item,
};

/// `/musrenbang/:id/skor`
#[component]
pub fn MeetingScores() -> impl IntoView {
    follow_meeting();
    let meeting = load(async |web: Web| {
        let (page, _) = desk(&web).await?;
        let scoring = scoring(&web.services, &web.actor, page.meeting.id).await?;
        Ok((Head::new(head_title(&web, &page.meeting)).of_persons(true), (page, scoring)))
    });
    view! { <Page of=meeting let:shown><Scores page=shown.0 scoring=shown.1/></Page> }
}

#[component]
fn Scores(page: MeetingPage, scoring: Scoring) -> impl IntoView {
    let criteria: Vec<Criterion> =
        page.criteria.all().iter().filter(|criterion| criterion.source == CriterionSource::Assessors).cloned().collect();
    let items: Vec<Item> = page.items.iter().filter(|item| item.stands_here && item.status.is_ordered()).cloned().collect();
    let is_open = page.offers(MeetingAct::Score);
    let unseen = page.to_verify().len();
    let (id, weights) = (page.meeting.id, page.weights.clone());
    view! {
        {(is_open && !items.is_empty()).then(|| view! { <a class="skip-link" href="#nilai">{t!("scores.skip")}</a> })}
        <DeskHead page title=t!("scores.title") lead=t!("scores.lead")/>
        <ErrorSummary labels={Vec::<(&str, String)>::new()}/>
        {(unseen > 0).then(|| view! {
            <p class="notice notice--info"><a href=hall::part(id, "kerja")>{t!("scores.unseen", count = unseen)}</a></p>
        })}
        {if !is_open {
            view! { <p class="empty">{t!("scores.not_open")}</p> }.into_any()
        } else if items.is_empty() {
            view! { <p class="empty">{t!("scores.empty")}</p> }.into_any()
        } else {
            view! { <Table id items criteria weights scoring/> }.into_any()
        }}
    }
}

#[component]
fn Table(id: MusrenbangId, items: Vec<Item>, criteria: Vec<Criterion>, weights: Vec<Weighed>, scoring: Scoring) -> impl IntoView {
    let whole = |criterion: &Criterion| Hundredths(criterion.weight.basis_points().into());
    let most = Hundredths(criteria.iter().map(|criterion| whole(criterion).0).sum());
    let heads: Vec<_> = criteria
        .iter()
        .map(|criterion| view! { <th scope="col">{t_code("criterion", &criterion.code)} <small>{format!("{}%", criterion.weight.percent())}</small></th> })
        .collect();
    let scale: Vec<_> = criteria
        .iter()
        .map(|criterion| view! { <dt>{t_code("criterion", &criterion.code)}</dt><dd>{scale_words(criterion, weights.iter().find(|weighed| weighed.code == criterion.code))}</dd> })
        .collect();
    let all: Vec<Vec<Cell>> =
        items.iter().map(|item| criteria.iter().map(|criterion| Cell::of(&scoring, item.proposal, criterion)).collect()).collect();
    let own: Vec<bool> = items.iter().map(|item| scoring.permit.on(&item.authorship()).is_err()).collect();
    let mine = all.iter().zip(&own).filter(|(_, is_own)| !**is_own).flat_map(|(cells, _)| cells);
    let (filled, fields) = (mine.clone().filter(|cell| cell.mine.is_some()).count(), mine.count());
    let lines = items.into_iter().zip(all).zip(own);
    let rows = lines.map(|((item, cells), is_own)| view! { <Row id item cells criteria=criteria.clone() is_own/> }).collect_view();
    view! {
        <details class="scale"><summary>{t!("scores.scale")}</summary><dl class="facts">{scale}</dl></details>
        <Keeper id scoring filled fields/>
        <form method="post" action=links::meeting_part(id, "skor") class="stack" id="nilai" tabindex="-1">
            <div class="table-scroll table-scroll--tall"><table class="data cards scores">
                <thead><tr><th scope="col" class="sticky">{t!("meeting.proposal")}</th>{heads}
                    <th scope="col" class="num">{t!("scores.sum")} <small>{t!("scores.sum_of", most = most)}</small></th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            <p class="cluster"><button class="btn">{t!("scores.save")}</button>
                <a href=hall::part(id, "urutan")>{t!("scores.to_order")}</a></p>
        </form>
    }
}

/// What stands above the table, with what the island says.
#[component]
fn Keeper(id: MusrenbangId, scoring: Scoring, filled: usize, fields: usize) -> impl IntoView {
    let assessors = assessors(&scoring.assessors, page_context().zone);
    view! {
        <Desk/>
        <div class="keeper" data-meeting=id.to_string() data-saving=t!("scores.saving") data-unsaved=t!("scores.unsaved") data-stays=t!("scores.stays")
            data-unreached=t!("scores.unreached") data-filled=t!("scores.filled", filled = "{1}", all = "{2}")>
            <p class="keeper__count" data-count="">{t!("scores.filled", filled = filled, all = fields)}</p>
            <p class="small soft needs-islands">{t!("scores.keys")}</p>
            <button type="button" class="btn btn--plain" data-held="" hidden data-retry=t!("scores.retry", count = "{1}")></button>
            <details class="small"><summary>{t!("scores.assessors")}</summary><p class="lines" data-assessors="">{assessors}</p></details>
        </div>
    }
}

#[component]
fn Row(id: MusrenbangId, item: Item, cells: Vec<Cell>, criteria: Vec<Criterion>, is_own: bool) -> impl IntoView {
    let sum = Hundredths(cells.iter().map(|cell| cell.now).sum());
    let cells = criteria.into_iter().zip(cells).map(|(criterion, cell)| {
        let label = t_code("criterion", &criterion.code);
        let heading = label.clone();
        let name = format!("{}:{}", item.proposal, criterion.id);
        view! { <td data-th=heading>{if is_own { own(cell) } else { view! { <Value name label title=item.title.clone() cell/> }.into_any() }}</td> }
    });
    view! {
        <tr>
            <th scope="row" class="sticky"><a href=hall::kept(links::meeting_item(id, item.proposal))>{item.title.clone()}</a> " " <StatusTag status=item.status/>
                <span class="meta">{item_facts(&item)}</span></th>
            {cells.collect_view()}
            <td class="num" data-th=t!("scores.sum") data-total="">{sum.to_string()}</td>
        </tr>
    }
}

/// Nobody scores a proposal of their own.
fn own(cell: Cell) -> AnyView {
    view! { <span class="soft">{t!("scores.own")}</span> <span class="meta">{cell.others}</span> }.into_any()
}

/// My value, and what the others gave. The island finds its way by `data-cell`, `data-others` and `data-state`.
#[component]
fn Value(name: String, label: String, title: String, cell: Cell) -> impl IntoView {
    let mine = cell.mine();
    let (chosen, taken) = beside(&name, &mine);
    let options: Vec<_> = (1..=5_u8)
        .map(|points| {
            let value = points.to_string();
            let selected = value == chosen;
            view! { <option value=value.clone() selected=selected>{value.clone()}</option> }
        })
        .collect();
    let taken = taken.then(|| view! { <span class="meta error-text">{t!("scores.taken", value = mine)}</span> });
    view! {
        <div data-cell=cell.adds>
            <input type="hidden" name=shown_name(&name) value=mine.clone()/>
            <select name=name aria-label=t!("scores.value_of", criterion = label, title = title)><option value="">"–"</option>{options}</select>
            <span class="meta" data-state="" data-held=""></span>
            <span class="meta" data-others="">{cell.others}</span>
            {taken}
        </div>
    }
}

/// What to show in a field whose stored value is `mine`, and whether somebody gave another from another window
/// meanwhile.
fn beside(name: &str, mine: &str) -> (String, bool) {
    let state = use_context::<FormState>().filter(|state| state.posted && state.fields.has(&shown_name(name)));
    let Some(state) = state else { return (FormState::value(name, mine), false) };
    let (typed, seen) = (state.fields.text(name), state.fields.text(&shown_name(name)));
    if typed == seen { (mine.to_owned(), false) } else { (typed.to_owned(), typed != mine && seen != mine) }
}
