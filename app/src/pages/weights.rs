//! `/admin/bobot`: what counts how much in the meetings of a planning year, for planners to set until the first of them
//! opens, and for admins and inspectors to read.

use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, SelectField, Shown, TextArea, TextField},
    },
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{
    permission::{may_manage_cycle, may_see_settings},
    priority::{Criterion, CriterionSource, Weighed},
};
use leptos::prelude::*;
use services::queries::weights::{YearOfWeights, weights};

/// `/admin/bobot`
#[component]
pub fn Weights() -> impl IntoView {
    let years = load(async |web: Web| {
        let permit = may_see_settings(&web.actor)?;
        let years = weights(&web.services, &permit).await?;
        let wanted = web.filter("tahun", |text| text.parse().ok());
        // What can still be set is shown first.
        let settable = years.iter().position(|year| year.is_open);
        let chosen = wanted.and_then(|wanted: u16| years.iter().position(|year| year.cycle.plan_year == wanted)).or(settable).unwrap_or(0);
        Ok((Head::new(web.text("weights.title")), (years, chosen)))
    });
    view! { <Page of=years let:shown><Years years=shown.0 chosen=shown.1/></Page> }
}

pub const WEIGHT: &str = "bobot";
pub const SCALE: &str = "skala";

/// The field of a form for a part of a criterion.
pub fn field(part: &str, criterion: &Criterion) -> String {
    format!("{part}.{}", criterion.code)
}

#[component]
fn Years(years: Vec<YearOfWeights>, chosen: usize) -> impl IntoView {
    let may_set = may_manage_cycle(&page_context().actor).is_ok();
    let choices: Vec<Choice> =
        years.iter().map(|year| Choice::new(year.cycle.plan_year.to_string(), year.cycle.plan_year.to_string())).collect();
    view! {
        <Crumbs steps=vec![(links::CITY.into(), t!("settings.title"))]/>
        <div class="page-head"><h1>{t!("weights.title")}</h1><p class="lead">{t!("weights.lead")}</p></div>
        <ErrorSummary labels=labels(years.get(chosen))/>
        {match years.into_iter().nth(chosen) {
            None => view! { <p class="empty">{t!("meetings.no_cycle")}</p> }.into_any(),
            Some(year) => view! { <Year year choices may_set/> }.into_any(),
        }}
    }
}

#[component]
fn Year(year: YearOfWeights, choices: Vec<Choice>, may_set: bool) -> impl IntoView {
    let plan_year = year.cycle.plan_year;
    let locked = year.cycle.weights_locked_at;
    let is_set_here = may_set && year.is_open;
    view! {
        {(choices.len() > 1).then(|| view! {
            <form method="get" action=links::WEIGHTS class="pick">
                <SelectField name="tahun" label=t!("weights.year") value=plan_year.to_string() choices/>
                <button class="btn btn--plain">{t!("weights.choose")}</button>
            </form>
        })}
        <h2>{t!("weights.of_year", year = plan_year)}</h2>
        {(locked.is_none() && !year.is_open).then(|| view! { <p class="notice notice--info">{t!("weights.past")}</p> })}
        {locked.map(|at| view! {
            <p class="notice notice--info">{t!("weights.locked", day = format::day_of(at, page_context().zone))}</p>
        })}
        {if is_set_here {
            view! { <Setting year/> }.into_any()
        } else {
            view! { <Table year/> }.into_any()
        }}
    }
}

#[component]
fn Setting(year: YearOfWeights) -> impl IntoView {
    let action = format!("{}/{}", links::WEIGHTS, year.cycle.plan_year);
    view! {
        <form method="post" action=action class="form">
            {year.criteria.into_iter().map(|(criterion, weighed)| fields(&criterion, &weighed)).collect_view()}
            <TextArea name="reason" label=t!("settings.reason") hint=t!("weights.reason_hint") rows=2/>
            <button class="btn">{t!("weights.save")}</button>
        </form>
    }
}

/// The share of one criterion, and what its values mean where people give them.
fn fields(criterion: &Criterion, weighed: &Weighed) -> impl IntoView + use<> {
    let (name, words) = (field(WEIGHT, criterion), t_code("criterion", &criterion.code));
    let percent = weighed.weight.percent().to_string();
    let hint = t_code("criterion_source", criterion.source.code());
    let scale = (criterion.source == CriterionSource::Assessors).then(|| scale(criterion, weighed, &words));
    view! {
        <fieldset class="choices">
            <legend>{words}</legend>
            <Shown name=name.clone() value=percent.clone()/>
            <TextField name label=t!("weights.percent") hint value=percent inputmode="numeric"/>
            {scale}
        </fieldset>
    }
}

fn scale(criterion: &Criterion, weighed: &Weighed, words: &str) -> impl IntoView + use<> {
    let name = field(SCALE, criterion);
    let hint = t!("weights.scale_hint", usual = t_code("criterion_scale", &criterion.code), most = Weighed::MOST_SCALE);
    view! {
        <Shown name=name.clone() value=weighed.scale.clone()/>
        <TextArea name label=t!("weights.scale", criterion = words) hint value=weighed.scale.clone() rows=2/>
    }
}

/// What the fields of the form are called, in their order.
fn labels(year: Option<&YearOfWeights>) -> Vec<(String, String)> {
    let of_criterion = |(criterion, _): &(Criterion, Weighed)| {
        let words = t_code("criterion", &criterion.code);
        let scale = t!("weights.scale", criterion = words);
        [(field(WEIGHT, criterion), words), (field(SCALE, criterion), scale)]
    };
    let of_criteria = year.into_iter().flat_map(|year| year.criteria.iter().flat_map(of_criterion));
    of_criteria.chain([("reason".to_owned(), t!("settings.reason"))]).collect()
}

/// What values of a criterion mean: in the words of the planners, or else in those that all have.
pub fn scale_words(criterion: &Criterion, weighed: Option<&Weighed>) -> Option<String> {
    let own = weighed.map(|weighed| weighed.scale.clone()).filter(|scale| !scale.is_empty());
    own.or_else(|| (criterion.source == CriterionSource::Assessors).then(|| t_code("criterion_scale", &criterion.code)))
}

#[component]
fn Table(year: YearOfWeights) -> impl IntoView {
    let rows = year.criteria.into_iter().map(|(criterion, weighed)| {
        view! {
            <tr>
                <th scope="row">{t_code("criterion", &criterion.code)}</th>
                <td class="num" data-th=t!("meeting.weight")>{format!("{}%", weighed.weight.percent())}</td>
                <td data-th=t!("meeting.source")>{t_code("criterion_source", criterion.source.code())}
                    {scale_words(&criterion, Some(&weighed)).map(|words| view! { <div class="small soft">{words}</div> })}</td>
            </tr>
        }
    });
    view! {
        <table class="data cards">
            <thead><tr><th scope="col">{t!("weights.criterion")}</th><th scope="col">{t!("meeting.weight")}</th><th scope="col">{t!("meeting.source")}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
