//! The way back up: Kota › Kecamatan › Kelurahan › RT, or any other chain of pages.

use crate::{links, text};
use domain::region::{Region, RegionLevel};
use leptos::prelude::*;

/// One step of the way: where, and what it is called.
pub type Crumb = (String, String);

/// The steps of a region's path.
pub fn of_regions(path: &[Region]) -> Vec<Crumb> {
    path.iter().map(|region| (links::region(&region.code), region_name(region))).collect()
}

/// `Kec. Danau Sipin`, `Kel. Legok`, `Desa Wailoba`, `RT 018`.
pub fn region_name(region: &Region) -> String {
    match region.level {
        RegionLevel::Kecamatan => t!("region.kecamatan_short", name = region.name),
        RegionLevel::Kelurahan => text::kelurahan(Some(&region.code), &region.name),
        RegionLevel::Kota | RegionLevel::Rw | RegionLevel::Rt => region.name.clone(),
    }
}

/// A place with all it lies in but the city, the smallest first: `RT 07, Kel. Legok, Kec. Danau Sipin`. `path` begins
/// with the largest.
pub fn whole_name(path: &[Region]) -> String {
    let named = path.iter().rev().filter(|region| region.level != RegionLevel::Kota).map(region_name);
    named.collect::<Vec<_>>().join(", ")
}

/// What a filter says when the address asks for a place that is not there.
pub fn unknown_region(wanted: &str, found: Option<&Region>) -> Option<String> {
    (!wanted.is_empty() && found.is_none()).then(|| t!("region.unknown", code = wanted))
}

#[component]
pub fn Crumbs(steps: Vec<Crumb>) -> impl IntoView {
    view! {
        <nav class="crumbs" aria-label=t!("shell.crumbs")>
            <ol>{steps.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect_view()}</ol>
        </nav>
    }
}
