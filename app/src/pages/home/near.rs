//! What lies near the reader's home.

use crate::{
    components::{crumbs::region_name, meetings::MeetingDates, plans::PlanCards, proposal_list::ProposalItems},
    links,
};
use domain::clock::Day;
use leptos::prelude::*;
use services::queries::home_page::Near;

#[component]
pub fn NearYou(near: Near, today: Day) -> impl IntoView {
    let Near { rt, kelurahan, plans, proposals, pipelines, meetings, .. } = near;
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
