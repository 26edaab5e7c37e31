//! The opening: where the reader lives, the one thing to do, and the city or their kelurahan drawn beside it.

use crate::{
    components::{
        crumbs::region_name,
        field::{Choice, SelectField},
        icon::Icon,
        map::PlaceMap,
    },
    context::page_context,
    links,
    shell::own_proposals,
};
use domain::pin::Pin;
use leptos::prelude::*;
use services::queries::{home_page::Near, region_page::KelurahanGroups};

#[component]
pub fn Hero(near: Option<Near>, groups: KelurahanGroups, points: Vec<Pin>) -> impl IntoView {
    let asks = near.is_none() && !groups.is_empty();
    let place = near.map_or_else(|| page_context().city.name().to_owned(), |near| region_name(&near.kelurahan));
    let (title, lead) = if asks { (t!("home.where"), t!("home.where_lead")) } else { (t!("home.title"), t!("home.lead")) };
    view! {
        <div class="hero">
            <div class="hero__words">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                {asks.then(|| view! { <Where groups/> })}
                <p class="cluster">
                    <a class=if asks { "btn btn--plain" } else { "btn" } href=links::NEW_PROPOSAL><Icon name="plus"/>{t!("proposals.new")}</a>
                    {(page_context().own_proposals > 0).then(|| view! { <a href=links::OWN_PROPOSALS>{own_proposals()}</a> })}
                    <a href=links::PROPOSALS>{t!("home.search")}</a>
                    <a href=links::HOW>{t!("menu.how")}</a>
                </p>
            </div>
            <PlaceMap around=points place/>
        </div>
    }
    .into_any()
}

/// A kelurahan is chosen from the list and its page opens, without any script.
#[component]
fn Where(groups: KelurahanGroups) -> impl IntoView {
    let choices = groups
        .into_iter()
        .flat_map(|(kecamatan, below)| {
            let group = t!("region.kecamatan_short", name = kecamatan);
            below.into_iter().map(move |region| Choice::new(region.code.to_string(), region.name).grouped(group.clone()))
        })
        .collect::<Vec<_>>();
    view! {
        <form method="get" action=links::REGIONS class="pick">
            <SelectField name="kode" label=t!("home.choose_label") empty=t!("home.choose_empty") choices/>
            <button class="btn"><Icon name="map-pin"/>{t!("home.choose_go")}</button>
        </form>
    }
}
