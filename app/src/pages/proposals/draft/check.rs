//! Everything that was answered, for the last page, with what is still missing and what might hold the work up.

use super::question::{Question, field_name, label};
use crate::{
    components::{comments::Paragraphs, crumbs::whole_name, icon::Icon},
    format, links,
    text::{self, t_code},
};
use domain::{
    ids::ProposalId,
    proposal::{DraftField, DraftWarning, TypeChoice},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::queries::draft_page::DraftPage;

/// What the office that returned it asks for, and until when.
#[component]
pub fn Returned(page: DraftPage) -> impl IntoView {
    page.returned.map(|entry| {
        let until = entry.event.until.map(format::day).unwrap_or_default();
        let reason = entry.event.reason;
        view! {
            <div class="notice notice--warn"><Icon name="info"/><div>
                <p><b>{t!("check.returned", office = text::office(&entry.office), until = until)}</b></p>
                {reason.map(|reason| view! { <p>{text::reason(&reason)}</p> })}
            </div></div>
        }
    })
}

#[component]
pub fn Missing(page: DraftPage, problems: Vec<(DraftField, Refusal)>) -> impl IntoView {
    let id = page.proposal.id;
    (!problems.is_empty()).then(|| {
        let items = problems.into_iter().map(|(field, refusal)| {
            let href = asked_at(id, field);
            view! { <li><a href=href>{label(field)} ": " {text::refusal(&refusal)}</a></li> }
        });
        view! {
            <div class="error-summary" role="group" aria-labelledby="kurang">
                <h2 id="kurang">{t!("check.missing")}</h2>
                <ul>{items.collect_view()}</ul>
            </div>
        }
    })
}

#[component]
pub fn Warnings(page: DraftPage) -> impl IntoView {
    let warnings = page.warnings.iter().map(|warning| {
        view! { <p class="notice notice--warn"><Icon name="warning"/><span>{warning_words(&page, *warning)}</span></p> }
    });
    warnings.collect_view()
}

/// A sum that is too large is told with what it is held against: mostly a unit was taken for another.
fn warning_words(page: &DraftPage, warning: DraftWarning) -> String {
    let physical = page.draft.physical_with(&page.catalogue);
    let (cost, ceiling) = (page.draft.estimated_cost(&page.catalogue).ok().flatten(), page.around.ceiling.zip(physical));
    match (warning, cost, ceiling) {
        (DraftWarning::CostAboveCeiling, Some(cost), Some((ceiling, physical))) => {
            t!("draft_warning.cost_above_ceiling", cost = cost, ceiling = ceiling.part(physical), volume = volume_words(page))
        }
        _ => t_code("draft_warning", warning.code()),
    }
}

/// Where an answer is changed, with the way back here.
fn asked_at(id: ProposalId, field: DraftField) -> String {
    let page = links::draft_step(id, Question::asking(field).code());
    format!("{page}?kembali={}#{}", Question::Send.code(), field_name(field))
}

#[component]
pub fn Answers(page: DraftPage) -> impl IntoView {
    let id = page.proposal.id;
    let rows = answers(&page).into_iter().map(|(field, answer)| {
        let href = asked_at(id, field);
        let change = t!("check.change_name", field = label(field));
        let answer = if answer.is_empty() { t!("check.empty") } else { answer };
        view! {
            <div><dt>{label(field)}</dt><dd><Paragraphs text=answer/></dd><dd><a href=href aria-label=change>{t!("form.change")}</a></dd></div>
        }
    });
    view! { <dl class="check-answers">{rows.collect_view()}</dl> }.into_any()
}

/// How much of what: `120 unit`.
fn volume_words(page: &DraftPage) -> String {
    let unit = page.draft.listed(&page.catalogue).map_or(page.draft.unit.as_str(), |kind| kind.unit.as_str());
    page.draft.volume.map(|volume| format!("{volume} {unit}")).unwrap_or_default()
}

/// Each field that counts here, with what was answered.
fn answers(page: &DraftPage) -> Vec<(DraftField, String)> {
    use DraftField as F;
    let draft = &page.draft;
    let listed = draft.listed(&page.catalogue);
    let kind = match draft.choice {
        Some(TypeChoice::Other) => t!("draft.other_type"),
        _ => listed.map(|kind| kind.name.clone()).unwrap_or_default(),
    };
    let kind = match &page.agency {
        Some(agency) => format!("{kind} · {agency}"),
        None => kind,
    };
    let is_other = draft.choice == Some(TypeChoice::Other);
    let field = draft.field.map(|field| t_code("field", field.code())).unwrap_or_default();
    let physical =
        draft.physical.map(|physical| if physical { t!("facts.physical") } else { t!("facts.not_physical") }).unwrap_or_default();
    let groups: Vec<String> = draft.target_groups.iter().map(|group| t_code("target_group", group.code())).collect();
    let cost = draft.estimated_cost(&page.catalogue).ok().flatten().map(|cost| cost.to_string()).unwrap_or_default();
    let money = draft.own_contribution.map(|amount| amount.to_string()).unwrap_or_default();
    let number = |count: Option<u32>| count.map(|count| format::count(count.into())).unwrap_or_default();
    let work = [
        (F::Problem, draft.problem.clone()),
        (F::Title, draft.title.clone()),
        (F::WantedWork, draft.wanted_work.clone()),
        (F::ProposalType, kind),
    ];
    // The catalogue knows it of what it lists.
    let described = [(F::Field, field), (F::Physical, physical)].into_iter().filter(|_| is_other);
    let details = [
        (F::Volume, volume_words(page)),
        (F::StatedCost, cost),
        (F::Rt, whole_name(&page.path)),
        (F::Address, draft.address.clone()),
        (F::Pin, draft.pin.map(|pin| pin.to_string()).unwrap_or_default()),
        (F::LandStatus, draft.land_status.map(|status| t_code("land_status", status.code())).unwrap_or_default()),
        (F::Households, number(draft.households)),
        (F::People, number(draft.people)),
        (F::TargetGroups, groups.join(", ")),
        (F::OwnContribution, money),
        (F::ContributionNote, draft.contribution_note.clone()),
    ];
    work.into_iter().chain(described).chain(details).collect()
}
