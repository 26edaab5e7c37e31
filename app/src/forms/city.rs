//! Forms about the city: its settings, its emblem, and the weights of its planning years.

mod emblem;
mod settings;
mod weights;

use crate::{links, route_table::RouteTable};

pub fn routes(table: RouteTable) -> RouteTable {
    table.post(links::CITY, settings::set).upload(links::CITY_EMBLEM, emblem::set).post("/admin/bobot/{year}", weights::set)
}
