//! Every address of the site in one list, which the permission test walks: the pages of the router, and what stands
//! beside them.

use crate::{app::App, forms, pages, route_table::RouteTable};

/// All pages, files and forms.
pub fn routes() -> RouteTable {
    let table = RouteTable::of_pages(leptos_axum::generate_route_list(App));
    let table = pages::home::routes(table);
    let table = pages::about::routes(table);
    let table = pages::region::routes(table);
    let table = pages::calendar::routes(table);
    let table = pages::data::routes(table);
    let table = pages::account::routes(table);
    let table = pages::proposals::routes(table);
    let table = pages::codes::routes(table);
    let table = pages::residents::routes(table);
    let table = pages::meetings::routes(table);
    let table = pages::inbox::routes(table);
    let table = pages::comments::routes(table);
    let table = pages::city::routes(table);
    let table = pages::weights::routes(table);
    let table = pages::people::routes(table);
    forms::routes(table)
}
