//! The filters of a list: on a phone folded up, with what is chosen beside them; open on a desk. What they narrow is the
//! page's business. With a script the list follows without a reload (`style/static/pkg/lists.js`).

use crate::{
    components::{
        field::{Choice, SelectField, TextField},
        icon::Icon,
    },
    context::page_context,
    shell::Lists,
    text,
};
use leptos::prelude::*;

/// One thing that a list can be narrowed by, or ordered.
pub struct Filter {
    name: &'static str,
    label: String,
    value: String,
    /// The words for all of them; what has none always has a value.
    any: Option<String>,
    /// Words that are typed have none.
    choices: Vec<Choice>,
    problem: Option<String>,
}

impl Filter {
    pub fn of_words(name: &'static str, label: String, value: impl Into<String>) -> Self {
        Self { name, label, value: value.into(), any: Some(String::new()), choices: Vec::new(), problem: None }
    }

    pub fn of_choices(name: &'static str, label: String, value: impl Into<String>, any: String, choices: Vec<Choice>) -> Self {
        Self { name, label, value: value.into(), any: Some(any), choices, problem: None }
    }

    pub fn always(name: &'static str, label: String, value: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { name, label, value: value.into(), any: None, choices, problem: None }
    }

    /// What is wrong with its value.
    #[must_use]
    pub fn with_problem(self, problem: Option<String>) -> Self {
        Self { problem, ..self }
    }

    fn is_chosen(&self) -> bool {
        self.any.is_some() && !self.value.is_empty()
    }

    /// Its value as people read it: `Disepakati`, `“jalan”`.
    fn words(&self) -> String {
        let Some(choice) = self.choices.iter().find(|choice| choice.value == self.value) else {
            return format!("“{}”", self.value);
        };
        match &choice.group {
            Some(group) if !choice.label.contains(group.as_str()) => format!("{}, {group}", choice.label),
            _ => choice.label.clone(),
        }
    }
}

/// A form that leads back to its own list; `order` goes along where it is not the usual one.
#[component]
pub fn FilterForm(
    action: &'static str,
    filters: Vec<Filter>,
    #[prop(optional_no_strip)] order: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let chosen: Vec<_> = filters.iter().filter(|filter| filter.is_chosen()).map(|left| chip(action, left, &filters, order)).collect();
    let count = chosen.len();
    let query = page_context().query;
    let filters: Vec<Filter> = filters
        .into_iter()
        .map(|filter| {
            let problem = filter.problem.clone().or_else(|| query.misread_as(filter.name).map(|misread| text::misread(&misread)));
            filter.with_problem(problem)
        })
        .collect();
    let has_problem = filters.iter().any(|filter| filter.problem.is_some());
    view! {
        <Lists/>
        <form method="get" action=action class="filters" role="search">
            // Open where something is to be put right; else as the reader leaves it.
            <details open=has_problem>
                <summary><Icon name="search"/>{t!("filters.title")}
                    {(count > 0).then(|| view! { <span class="badge">{t!("filters.chosen", count = count)}</span> })}</summary>
                <div class="filters__body">
                    {order.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })}
                    {filters.into_iter().map(field).collect_view()}
                    <div class="cluster"><button class="btn">{t!("filters.show")}</button></div>
                </div>
            </details>
            {(count > 0).then(|| view! {
                <ul class="chips">
                    {chosen}
                    // One is left by itself.
                    {(count > 1).then(|| view! { <li><a class="chip chip--plain" href=action>{t!("filters.clear")}</a></li> })}
                </ul>
            })}
        </form>
    }
    .into_any()
}

fn field(filter: Filter) -> AnyView {
    let Filter { name, label, value, any, choices, problem } = filter;
    if choices.is_empty() && any.as_ref().is_some_and(String::is_empty) {
        return view! { <TextField name label value kind="search" problem/> }.into_any();
    }
    match any {
        Some(empty) => view! { <SelectField name label value empty problem choices/> }.into_any(),
        None => view! { <SelectField name label value problem choices/> }.into_any(),
    }
}

/// What is chosen, as the way to the list without it.
fn chip(action: &str, left: &Filter, filters: &[Filter], order: Option<(&'static str, &'static str)>) -> impl IntoView + use<> {
    let others = filters.iter().filter(|filter| filter.name != left.name && !filter.value.is_empty());
    let pairs: Vec<_> = others.map(|filter| (filter.name, filter.value.as_str())).chain(order).collect();
    let query = serde_html_form::to_string(&pairs).unwrap_or_default();
    let href = if query.is_empty() { action.to_owned() } else { format!("{action}?{query}") };
    let (words, label) = (left.words(), t!("filters.without", filter = left.label, value = left.words()));
    view! { <li><a class="chip" href=href aria-label=label>{words}<Icon name="x"/></a></li> }
}
