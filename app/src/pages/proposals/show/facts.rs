//! What a proposal is in figures: its costs at each level, and the facts beside it.

use crate::{
    format, links,
    text::{self, said, t_code},
};
use domain::{catalogue::LandStatus, money::Rupiah, pin::Pin, proposal::EventKind};
use leptos::prelude::*;
use services::queries::proposal_page::ProposalPage;

/// The original and each level's own view, side by side; nothing is overwritten.
#[component]
pub fn Costs(page: ProposalPage) -> impl IntoView {
    let proposal = page.proposal;
    let amount = |volume: Option<domain::money::Volume>, unit: &str| volume.map(|volume| format!("{volume} {unit}")).unwrap_or_default();
    let source = match (proposal.unit_price, &page.kind) {
        (Some(price), Some(_)) => t!("costs.from_catalogue", year = page.plan_year, price = price, unit = proposal.unit),
        _ => t!("costs.stated"),
    };
    let unit = proposal.unit.clone();
    // What the annual plan and the budget have for it, after all levels.
    let budgets = page.events.clone().into_iter().filter_map(|entry| {
        let amount = entry.event.amount.filter(|_| matches!(entry.event.kind, EventKind::EnteredRkpd | EventKind::EnteredApbd))?;
        Some(view! {
            <tr>
                <th scope="row">{t_code("proposal_event", entry.event.kind.code())}</th>
                <td class="num" data-th=t!("costs.volume")></td>
                <td class="num" data-th=t!("costs.cost")><b>{amount.to_string()}</b></td>
                <td data-th=t!("costs.note")>{entry.event.note.map(|note| said(note.text()))}</td>
            </tr>
        })
    });
    let rows = page.recommendations.into_iter().map(move |level| {
        view! {
            <tr>
                <th scope="row">{text::office(&level.office)}</th>
                <td class="num" data-th=t!("costs.volume")>{amount(level.volume, &unit)}</td>
                <td class="num" data-th=t!("costs.cost")>{level.cost.map(|cost| cost.to_string())}</td>
                <td data-th=t!("costs.note")>{level.text}</td>
            </tr>
        }
    });
    view! {
        <section class="stack">
            <h2>{t!("costs.title")}</h2>
            <div class="table-scroll">
                <table class="data cards">
                    <thead><tr>
                        <th scope="col">{t!("costs.level")}</th><th scope="col" class="num">{t!("costs.volume")}</th>
                        <th scope="col" class="num">{t!("costs.cost")}</th><th scope="col">{t!("costs.note")}</th>
                    </tr></thead>
                    <tbody>
                        <tr>
                            <th scope="row">{t!("costs.proposed")}</th>
                            <td class="num" data-th=t!("costs.volume")>{amount(proposal.volume, &proposal.unit)}</td>
                            <td class="num" data-th=t!("costs.cost")>{proposal.cost.map(|cost| cost.to_string())}</td>
                            <td data-th=t!("costs.note")>{source}</td>
                        </tr>
                        {rows.collect_view()}
                        {budgets.collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
pub fn Facts(page: ProposalPage) -> impl IntoView {
    let proposal = page.proposal.clone();
    let field = proposal.field.map(|field| t_code("field", field.code())).unwrap_or_default();
    let nature = if proposal.physical { t!("facts.physical") } else { t!("facts.not_physical") };
    // Where the field says it already, once is enough.
    let nature = (!field.starts_with(&nature)).then(|| format!(" · {nature}"));
    let kind = page.kind.map_or_else(|| t!("proposal.other_type"), |kind| format!("{} ({})", kind.name, kind.code));
    let households = proposal.households.map(|count| t!("facts.households", count = format::count(count.into())));
    let people = proposal.people.map(|count| t!("facts.people", count = format::count(count.into())));
    let groups: Vec<String> = proposal.target_groups.iter().map(|group| t_code("target_group", group.code())).collect();
    let rerouted = page.requested_agency.clone().filter(|asked| page.agency.as_ref() != Some(asked));
    let risky = proposal.land_status.is_some_and(LandStatus::is_risky);
    view! {
        <dl class="facts">
            <dt>{t!("facts.type")}</dt><dd>{kind}</dd>
            <dt>{t!("facts.field")}</dt><dd>{field} {nature}</dd>
            <dt>{t!("facts.place")}</dt><dd>{proposal.address.clone()} {proposal.pin.map(pin_link)}</dd>
            {proposal.land_status.map(|status| view! {
                <dt>{t!("facts.land")}</dt>
                <dd>{t_code("land_status", status.code())} {risky.then(|| view! { " " <span class="tag tag--wait">{t!("facts.land_risky")}</span> })}</dd>
            })}
            <dt>{t!("facts.beneficiaries")}</dt>
            <dd>{[households, people].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</dd>
            {(!groups.is_empty()).then(|| view! { <dt>{t!("facts.groups")}</dt><dd>{groups.join(", ")}</dd> })}
            <dt>{t!("facts.contribution")}</dt>
            <dd>{contribution(proposal.own_contribution, &proposal.own_contribution_note)}</dd>
            <dt>{t!("facts.agency")}</dt><dd>{page.agency.clone().unwrap_or_else(|| t!("facts.no_agency"))}</dd>
            {rerouted.map(|asked| view! { <dt>{t!("facts.requested_agency")}</dt><dd>{asked}</dd> })}
            <dt>{t!("facts.year")}</dt><dd><a href=links::proposals_with("tahun", &page.plan_year.to_string())>{page.plan_year.to_string()}</a></dd>
        </dl>
    }
    .into_any()
}

fn contribution(money: Rupiah, note: &str) -> String {
    match (money, note) {
        (Rupiah::ZERO, "") => t!("facts.no_contribution"),
        (Rupiah::ZERO, note) => note.to_owned(),
        (money, "") => money.to_string(),
        (money, note) => format!("{money} · {note}"),
    }
}

/// Opens the phone's own map.
fn pin_link(pin: Pin) -> impl IntoView {
    let here = pin.to_string();
    view! { <br/><a class="pin" href=format!("geo:{here}?q={here}")>{t!("facts.pin", pin = here.replace(',', ", "))}</a> }
}
