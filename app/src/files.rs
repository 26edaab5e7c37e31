//! What is no page: files and data to take away, what pages are drawn with, and addresses that only lead on.

mod account;
mod data;
mod installed;
mod look;
mod meetings;
mod proposals;
mod ways;

use crate::route_table::RouteTable;

/// Where files are.
pub fn routes(table: RouteTable) -> RouteTable {
    let table = data::routes(table);
    let table = proposals::routes(table);
    let table = meetings::routes(table);
    let table = account::routes(table);
    let table = look::routes(table);
    let table = installed::routes(table);
    ways::routes(table)
}
