//! Files and data, which are no pages: what is taken away, and what pages are drawn with.

mod data;
mod look;

use crate::route_table::RouteTable;

pub fn routes(table: RouteTable) -> RouteTable {
    let table = data::routes(table);
    look::routes(table)
}
