//! What lies near the reader: of their home, or of a kelurahan they choose.

use crate::{
    components::{
        crumbs::region_name,
        field::{Choice, SelectField},
        icon::Icon,
        meetings::MeetingDates,
        plans::PlanCards,
        proposal_list::ProposalItems,
    },
    links,
};
use domain::clock::Day;
use leptos::prelude::*;
use services::queries::{home_page::Near, region_page::KelurahanGroups};

#[component]
pub fn NearYou(near: Near, today: Day) -> impl IntoView {
    let Near { rt, kelurahan, plans, proposals, pipelines, meetings } = near;
    let all = links::proposals_with("wilayah", kelurahan.code.as_str());
    let (here, page) = (format!("{}, {}", rt.name, region_name(&kelurahan)), links::region(&kelurahan.code));
    view! {
        <section class="stack">
            <div class="section-head"><h2>{t!("home.near", place = here)}</h2>
                <a href=page>{t!("home.see_region", name = region_name(&kelurahan))}</a></div>
            <div class="two-col">
                <div class="stack">
                    <h3>{t!("home.near_proposals", name = region_name(&kelurahan))}</h3>
                    {if proposals.is_empty() {
                        view! { <p class="empty">{t!("proposals.region_empty")}</p> }.into_any()
                    } else {
                        view! { <ProposalItems lines=proposals pipelines/> <p><a href=all>{t!("home.near_all")}</a></p> }.into_any()
                    }}
                </div>
                <div class="stack side">
                    <div class="stack"><h3>{t!("home.near_meetings")}</h3><MeetingDates meetings/></div>
                </div>
            </div>
            {(!plans.is_empty()).then(|| view! { <h3>{t!("plans.here")}</h3> <PlanCards plans today brief=true/> })}
        </section>
    }
}

/// For visitors: a kelurahan is chosen from the list and its page opens, without any script.
#[component]
pub fn Choose(groups: KelurahanGroups) -> impl IntoView {
    let choices = groups
        .into_iter()
        .flat_map(|(kecamatan, below)| {
            let group = t!("region.kecamatan_short", name = kecamatan);
            below.into_iter().map(move |region| Choice::new(region.code.to_string(), region.name).grouped(group.clone()))
        })
        .collect::<Vec<_>>();
    (!choices.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{t!("home.choose")}</h2>
                <form method="get" action=links::REGIONS class="pick">
                    <SelectField name="kode" label=t!("home.choose_label") hint=t!("home.choose_hint") empty=t!("home.choose_empty") choices/>
                    <button class="btn"><Icon name="map-pin"/>{t!("home.choose_go")}</button>
                </form>
            </section>
        }
    })
}
