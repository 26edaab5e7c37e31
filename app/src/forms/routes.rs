//! Where forms are sent, by the folders of the pages.

use super::{account, city, codes, comments, language, meetings, people, plans, proposals, residents};
use crate::route_table::RouteTable;

pub fn routes(table: RouteTable) -> RouteTable {
    let table = language::routes(table);
    let table = account::routes(table);
    let table = plans::routes(table);
    let table = proposals::routes(table);
    let table = comments::routes(table);
    let table = meetings::routes(table);
    let table = residents::routes(table);
    let table = codes::routes(table);
    let table = people::routes(table);
    city::routes(table)
}
