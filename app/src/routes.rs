//! Every address of the site in one list, which the permission test walks: the pages of the router, and what stands
//! beside them.

use crate::{actions, app::App, files, forms, live, route_table::RouteTable};

/// All pages, actions, files, forms, and the stream of what changes.
pub fn routes() -> RouteTable {
    let pages = RouteTable::of_pages(leptos_axum::generate_route_list(App));
    live::routes(files::routes(forms::routes(actions::routes(pages))))
}
