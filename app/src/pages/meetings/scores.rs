//! 1 to 5 by the published criteria, one row per proposal. Each assessor sees and changes the values of their own;
//! what stays empty may follow later.

use super::{
    desk, follow_meeting,
    parts::{DeskHead, head_title, item_facts},
};
use crate::{
    components::{error_summary::ErrorSummary, status::StatusTag},
    forms::{FormState, shown_name},
    http::Web,
    links,
    page::{Page, load},
    pages::weights::scale_words,
    shell::Head,
    text::t_code,
};
use domain::{
    ids::{AccountId, CriterionId},
    musrenbang::MeetingAct,
    permission::MayRunMusrenbang,
    priority::{Criterion, CriterionSource, Weighed},
};
use leptos::prelude::*;
use services::{
    queries::meeting_page::{self, MeetingPage},
    store::musrenbangs::{GivenScore, Item},
};

/// `/musrenbang/:id/skor`
#[component]
pub fn MeetingScores() -> impl IntoView {
    follow_meeting();
    let meeting = load(async |web: Web| {
        let (page, permit) = desk(&web).await?;
        let given = meeting_page::scores(&web.services, &permit).await?;
        Ok((Head::new(head_title(&web, &page.meeting)), (page, given, permit)))
    });
    view! { <Page of=meeting let:shown><Scores page=shown.0 given=shown.1 permit=shown.2/></Page> }
}

#[component]
fn Scores(page: MeetingPage, given: Vec<GivenScore>, permit: MayRunMusrenbang) -> impl IntoView {
    let criteria: Vec<Criterion> =
        page.criteria.all().iter().filter(|criterion| criterion.source == CriterionSource::Assessors).cloned().collect();
    let items: Vec<Item> = page.items.iter().filter(|item| item.stands_here && item.status.is_ordered()).cloned().collect();
    let is_open = page.offers(MeetingAct::Score);
    let unseen = page.to_verify().len();
    let (id, weights) = (page.meeting.id, page.weights.clone());
    view! {
        <DeskHead page title=t!("scores.title") lead=t!("scores.lead")/>
        <ErrorSummary labels={Vec::<(&str, String)>::new()}/>
        {(unseen > 0).then(|| view! {
            <p class="notice notice--info"><a href=links::meeting_part(id, "kerja")>{t!("scores.unseen", count = unseen)}</a></p>
        })}
        {if !is_open {
            view! { <p class="empty">{t!("scores.not_open")}</p> }.into_any()
        } else if items.is_empty() {
            view! { <p class="empty">{t!("scores.empty")}</p> }.into_any()
        } else {
            view! { <Table id items criteria weights given permit/> }.into_any()
        }}
    }
}

#[component]
fn Table(
    id: domain::ids::MusrenbangId,
    items: Vec<Item>,
    criteria: Vec<Criterion>,
    weights: Vec<Weighed>,
    given: Vec<GivenScore>,
    permit: MayRunMusrenbang,
) -> impl IntoView {
    let me = permit.acting().account;
    let heads: Vec<_> = criteria
        .iter()
        .map(|criterion| view! { <th scope="col">{t_code("criterion", &criterion.code)} <small>{format!("{}%", criterion.weight.basis_points() / 100)}</small></th> })
        .collect();
    let scale: Vec<_> = criteria
        .iter()
        .map(|criterion| view! { <dt>{t_code("criterion", &criterion.code)}</dt><dd>{scale_words(criterion, weights.iter().find(|weighed| weighed.code == criterion.code))}</dd> })
        .collect();
    let rows: Vec<_> = items
        .into_iter()
        .map(|item| {
            let is_own = permit.on(&item.authorship()).is_err();
            let cells: Vec<_> = criteria
                .iter()
                .map(|criterion| {
                    let label = t_code("criterion", &criterion.code);
                    let given: Vec<GivenScore> = given.iter().filter(|one| one.proposal == item.proposal && one.score.criterion == criterion.id).copied().collect();
                    let heading = label.clone();
                    view! { <td data-th=heading><Value item=item.clone() criterion=criterion.id label given me is_own/></td> }
                })
                .collect();
            view! {
                <tr>
                    <th scope="row"><a href=links::meeting_item(id, item.proposal)>{item.title.clone()}</a> " " <StatusTag status=item.status/>
                        <span class="meta">{item_facts(&item)}</span></th>
                    {cells}
                </tr>
            }
        })
        .collect();
    view! {
        <details><summary>{t!("scores.scale")}</summary><dl class="facts">{scale}</dl></details>
        <form method="post" action=links::meeting_part(id, "skor") class="stack">
            <div class="table-scroll"><table class="data cards">
                <thead><tr><th scope="col">{t!("meeting.proposal")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            <p class="cluster"><button class="btn">{t!("scores.save")}</button>
                <a href=links::meeting_part(id, "urutan")>{t!("scores.to_order")}</a></p>
        </form>
    }
}

/// My value, and what the others gave.
#[component]
fn Value(item: Item, criterion: CriterionId, label: String, given: Vec<GivenScore>, me: AccountId, is_own: bool) -> impl IntoView {
    let name = format!("{}:{criterion}", item.proposal);
    let mine = given.iter().find(|one| one.score.assessor == me).map(|one| one.score.points.get().to_string()).unwrap_or_default();
    let others: Vec<u8> = given.iter().filter(|one| one.score.assessor != me).map(|one| one.score.points.get()).collect();
    let (chosen, taken) = beside(&name, &mine);
    if is_own {
        return view! { <span class="soft">{t!("scores.own")}</span> }.into_any();
    }
    let options: Vec<_> = (1..=5_u8)
        .map(|points| {
            let value = points.to_string();
            let selected = value == chosen;
            view! { <option value=value.clone() selected=selected>{value.clone()}</option> }
        })
        .collect();
    let words = (!others.is_empty()).then(|| {
        let list = others.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        view! { <span class="meta">{t!("scores.others", values = list)}</span> }
    });
    let seen = view! { <input type="hidden" name=shown_name(&name) value=mine.clone()/> };
    let taken = taken.then(|| view! { <span class="meta error-text">{t!("scores.taken", value = mine)}</span> });
    view! {
        {seen}
        <select name=name aria-label=t!("scores.value_of", criterion = label, title = item.title)><option value="">"–"</option>{options}</select>
        {words}
        {taken}
    }
    .into_any()
}

/// What to show in a field whose stored value is `mine`, and whether somebody gave another from another window
/// meanwhile.
fn beside(name: &str, mine: &str) -> (String, bool) {
    let state = use_context::<FormState>().filter(|state| state.posted && state.fields.has(&shown_name(name)));
    let Some(state) = state else { return (FormState::value(name, mine), false) };
    let (typed, seen) = (state.fields.text(name), state.fields.text(&shown_name(name)));
    if typed == seen { (mine.to_owned(), false) } else { (typed.to_owned(), typed != mine && seen != mine) }
}
