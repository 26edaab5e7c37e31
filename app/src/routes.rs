//! Every address of the site in one list, which the permission test walks: the pages of the router, and what stands
//! beside them.

use crate::{app::App, files, forms, pages, route_table::RouteTable};

/// All pages, files and forms.
pub fn routes() -> RouteTable {
    let table = RouteTable::of_pages(leptos_axum::generate_route_list(App));
    let table = pages::account::routes(table);
    let table = pages::proposals::routes(table);
    let table = pages::codes::routes(table);
    let table = pages::residents::routes(table);
    let table = pages::meetings::routes(table);
    let table = pages::comments::routes(table);
    files::routes(forms::routes(table))
}
