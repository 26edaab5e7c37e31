//! The regions in force as a table: codes are text, each row names what it lies in.

use super::Words;
use crate::lang::Voice;
use domain::{clock::Instant, export::REGIONS, ids::RegionId, region::RegionCode};
use services::{
    queries::region_list::ListedRegion,
    sheet::{Cell, Sheet},
};
use std::collections::BTreeMap;

pub fn regions(voice: Voice, regions: &[ListedRegion], at: Instant) -> Sheet {
    let words = Words(voice);
    let codes: BTreeMap<RegionId, &RegionCode> = regions.iter().map(|listed| (listed.region.id, &listed.region.code)).collect();
    let row = |ListedRegion { region, confirmed }: &ListedRegion| {
        vec![
            Cell::text(region.code.as_str()),
            words.cell("region_level", region.level.code()),
            Cell::text(&region.name),
            Cell::from(region.parent.and_then(|parent| codes.get(&parent)).map(ToString::to_string)),
            Cell::Integer(region.households),
            Cell::Date(region.valid_from),
            Cell::Integer(*confirmed),
        ]
    };
    Sheet {
        names: [words.get("menu.regions"), words.get("export_about.columns"), words.get("export_about.about")],
        columns: REGIONS.into_iter().map(|column| words.column(column)).collect(),
        rows: super::all(regions.iter().map(row).collect()),
        about: vec![
            words.about("count", "export_about.count", regions.len().to_string()),
            words.about("at", "export_about.at", words.0.city.zone().local(at).to_rfc3339()),
            words.about("source", "export_about.source", words.get("data.licence_regions")),
        ],
    }
}
