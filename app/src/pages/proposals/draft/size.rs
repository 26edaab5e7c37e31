//! How much of it, for how many, and what residents give: part of the second page.

use super::{
    need::Further,
    question::{label, typed},
};
use crate::{
    components::field::{TextArea, TextField},
    forms::FormState,
    text::t_code,
};
use domain::{
    catalogue::TargetGroup,
    money::Rupiah,
    proposal::{Draft, DraftField},
};
use leptos::prelude::*;
use services::queries::draft_page::DraftPage;

/// What the type of work asks for: the catalogue knows its unit and mostly its price.
#[component]
pub fn VolumeFields(page: DraftPage) -> impl IntoView {
    let draft = page.draft.clone();
    let kind = draft.listed(&page.catalogue).cloned();
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
                value=typed(draft.stated_cost.map(Rupiah::grouped)) inputmode="numeric"/>
        })}
        {cost.filter(|_| has_price).map(|cost| view! { <p class="notice notice--info">{t!("draft.cost_now", cost = cost)}</p> })}
    }
    .into_any()
}

#[component]
pub fn PeopleFields(draft: Draft) -> impl IntoView {
    let amount = draft.own_contribution.filter(|amount| *amount != Rupiah::ZERO).map(Rupiah::grouped);
    let is_open = draft.people.is_some() || !draft.target_groups.is_empty() || amount.is_some() || !draft.contribution_note.is_empty();
    let fields = vec![DraftField::People, DraftField::TargetGroups, DraftField::OwnContribution, DraftField::ContributionNote];
    let groups = TargetGroup::ALL.map(|group| {
        let chosen = FormState::is_chosen("target_groups", group.code(), draft.target_groups.contains(&group));
        view! {
            <label><input type="checkbox" name="target_groups" value=group.code() checked=chosen/><span>{t_code("target_group", group.code())}</span></label>
        }
    });
    view! {
        <TextField name="households" label=label(DraftField::Households) hint=t!("draft.households_hint") value=typed(draft.households) inputmode="numeric"/>
        <Further name=t!("draft.further") is_open fields>
            <TextField name="people" label=label(DraftField::People) hint=t!("draft.optional") value=typed(draft.people) inputmode="numeric"/>
            <fieldset class="choices choices--row" id="target_groups">
                <legend>{label(DraftField::TargetGroups)}</legend>
                <input type="hidden" name="target_groups" value=""/>
                {groups.into_iter().collect_view()}
            </fieldset>
            <TextField name="own_contribution" label=label(DraftField::OwnContribution) hint=t!("draft.contribution_hint") value=typed(amount) inputmode="numeric"/>
            <TextArea name="contribution_note" label=label(DraftField::ContributionNote) hint=t!("draft.contribution_note_hint") value=draft.contribution_note rows=3 most=Draft::CONTRIBUTION_NOTE.1/>
        </Further>
    }
    .into_any()
}
