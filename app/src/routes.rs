//! Every address of the site in one list, which the permission test walks.

use crate::{pages, route_table::RouteTable};

/// All pages and all forms.
pub fn routes() -> RouteTable {
    let table = RouteTable::empty();
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
    let table = pages::plans::routes(table);
    let table = pages::comments::routes(table);
    let table = pages::city::routes(table);
    let table = pages::weights::routes(table);
    pages::people::routes(table)
}
