//! The questions that ask the catalogue: which type, and how much of it.

use super::question::{label, typed};
use crate::{
    components::field::{Choice, Choices, SelectField, TextField},
    text::t_code,
};
use domain::{
    catalogue::{Field, ProposalType},
    proposal::{DraftField, TypeChoice},
};
use leptos::prelude::*;
use services::{commands::OTHER_TYPE, queries::draft_page::DraftPage};

/// Types under their field, each with its price. An entry for everything else, which has neither price nor agency, is
/// what "Lainnya" asks for in full.
fn types(page: &DraftPage) -> Vec<Choice> {
    let mut offered: Vec<&ProposalType> =
        page.catalogue.offered().filter(|kind| kind.unit_price.is_some() || kind.agency.is_some()).collect();
    offered.sort_by(|a, b| (a.field, &a.name).cmp(&(b.field, &b.name)));
    let words = |kind: &ProposalType| match kind.unit_price {
        Some(price) => t!("draft.type_price", name = kind.name, price = price, unit = kind.unit),
        None => kind.name.clone(),
    };
    let mut choices: Vec<Choice> =
        offered.into_iter().map(|kind| Choice::new(kind.id.to_string(), words(kind)).grouped(t_code("field", kind.field.code()))).collect();
    choices.push(Choice::new(OTHER_TYPE, t!("draft.other_type")));
    choices
}

fn chosen(page: &DraftPage) -> Option<ProposalType> {
    match page.draft.choice {
        Some(TypeChoice::Listed(id)) => page.catalogue.find(id).cloned(),
        _ => None,
    }
}

#[component]
pub fn TypeFields(page: DraftPage) -> impl IntoView {
    let draft = page.draft.clone();
    let value = match draft.choice {
        Some(TypeChoice::Listed(id)) => id.to_string(),
        Some(TypeChoice::Other) => OTHER_TYPE.to_owned(),
        None => String::new(),
    };
    let is_other = draft.choice == Some(TypeChoice::Other);
    let fields = Field::ALL.map(|field| Choice::new(field.code(), t_code("field", field.code()))).to_vec();
    let natures = vec![Choice::new("ya", t!("facts.physical")), Choice::new("tidak", t!("facts.not_physical"))];
    let nature = draft.physical.map_or("", |physical| if physical { "ya" } else { "tidak" });
    let field = draft.field.map(Field::code).unwrap_or_default();
    view! {
        <SelectField name="proposal_type" label=label(DraftField::ProposalType) hint=t!("draft.type_hint") value=value empty=t!("form.choose") choices=types(&page)/>
        <details open=is_other>
            <summary>{t!("draft.only_other")}</summary>
            <div class="stack">
                <SelectField name="field" label=label(DraftField::Field) value=field empty=t!("form.choose") choices=fields/>
                <Choices name="physical" legend=label(DraftField::Physical) value=nature choices=natures/>
            </div>
        </details>
    }
}

#[component]
pub fn VolumeFields(page: DraftPage) -> impl IntoView {
    let draft = page.draft.clone();
    let kind = chosen(&page);
    let has_price = kind.as_ref().is_some_and(|kind| kind.unit_price.is_some());
    let cost = draft.estimated_cost(&page.catalogue).ok().flatten();
    let unit = kind.as_ref().map_or_else(|| draft.unit.clone(), |kind| kind.unit.clone());
    let hint = if unit.is_empty() { t!("draft.volume_hint") } else { t!("draft.volume_hint_unit", unit = unit) };
    let agency = page.agency;
    let about = kind.clone().map(|kind| {
        let price = kind.unit_price.map(|price| t!("draft.type_price", name = kind.name, price = price, unit = kind.unit));
        view! {
            <div class="card">
                <p><b>{price.unwrap_or(kind.name)}</b></p>
                {agency.map(|name| view! { <p class="small">{t!("facts.agency")} ": " {name}</p> })}
                {(!kind.requirements.is_empty()).then(|| view! { <p class="small">{t!("draft.requirements")} " " {kind.requirements}</p> })}
            </div>
        }
    });
    view! {
        {about}
        <TextField name="volume" label=label(DraftField::Volume) hint value=typed(draft.volume) inputmode="decimal"/>
        {kind.is_none().then(|| view! { <TextField name="unit" label=label(DraftField::Unit) hint=t!("draft.unit_hint") value=draft.unit/> })}
        {(!has_price).then(|| view! {
            <TextField name="stated_cost" label=label(DraftField::StatedCost) hint=t!("draft.cost_hint")
                value=typed(draft.stated_cost.map(domain::money::Rupiah::grouped)) inputmode="numeric"/>
        })}
        {cost.filter(|_| has_price).map(|cost| view! { <p class="notice notice--info">{t!("draft.cost_now", cost = cost)}</p> })}
    }
}
