//! Everything that was answered on one page, with what is still missing and what might hold the work up.

use super::{
    question::{Question, label},
    steps::StepHead,
};
use crate::{
    components::{comments::Paragraphs, crumbs::region_name, icon::Icon, photos::PhotoGrid},
    format, links,
    text::{self, t_code},
};
use domain::{
    proposal::{DraftField, TypeChoice},
    refusal::Refusal,
    region::RegionLevel,
};
use leptos::prelude::*;
use services::queries::draft_page::DraftPage;

#[component]
pub fn Check(page: DraftPage) -> impl IntoView {
    let id = page.proposal.id;
    let problems = page.draft.problems(&page.catalogue);
    let is_complete = problems.is_empty();
    view! {
        <StepHead page=page.clone() question=Question::Check/>
        <Returned page=page.clone()/>
        <Missing page=page.clone() problems/>
        <Warnings page=page.clone()/>
        <Answers page=page.clone()/>
        <PhotoGrid photos=page.photos.clone()/>
        <p class="cluster">
            {if is_complete {
                view! { <a class="btn" href=links::draft_step(id, Question::Send.code())>{t!("form.continue")}</a> }.into_any()
            } else {
                view! { <span class="soft">{t!("check.incomplete")}</span> }.into_any()
            }}
            <a href=links::OWN_PROPOSALS>{t!("draft.save_for_later")}</a>
        </p>
    }
    .into_any()
}

/// What the office that returned it asks for, and until when.
#[component]
fn Returned(page: DraftPage) -> impl IntoView {
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
            let href = format!("{}?kembali=periksa", links::draft_step(id, Question::asking(field).code()));
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
fn Warnings(page: DraftPage) -> impl IntoView {
    let warnings = page.warnings.into_iter().map(|warning| {
        view! { <p class="notice notice--warn"><Icon name="warning"/><span>{t_code("draft_warning", warning.code())}</span></p> }
    });
    warnings.collect_view()
}

#[component]
fn Answers(page: DraftPage) -> impl IntoView {
    let id = page.proposal.id;
    let rows = answers(&page).into_iter().map(|(field, answer)| {
        let question = Question::asking(field);
        let href = format!("{}?kembali=periksa", links::draft_step(id, question.code()));
        let name = t!("check.change_name", field = label(field));
        let answer = if answer.is_empty() { t!("check.empty") } else { answer };
        view! {
            <div><dt>{label(field)}</dt><dd><Paragraphs text=answer/></dd><dd><a href=href aria-label=name>{t!("form.change")}</a></dd></div>
        }
    });
    view! { <dl class="check-answers">{rows.collect_view()}</dl> }.into_any()
}

/// Each field that counts here, with what was answered.
fn answers(page: &DraftPage) -> Vec<(DraftField, String)> {
    use DraftField as F;
    let draft = &page.draft;
    let listed = match draft.choice {
        Some(TypeChoice::Listed(id)) => page.catalogue.find(id),
        _ => None,
    };
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
    let unit = listed.map_or(draft.unit.as_str(), |kind| kind.unit.as_str());
    let place: Vec<String> = page.path.iter().rev().filter(|region| region.level != RegionLevel::Kota).map(region_name).collect();
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
        (F::Volume, draft.volume.map(|volume| format!("{volume} {unit}")).unwrap_or_default()),
        (F::StatedCost, cost),
        (F::Rt, place.join(", ")),
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
