//! Forms that work without JavaScript and lose nothing. Here stands what each form is sent to, by the folders of the
//! pages: it reads what was typed, calls one command, and goes on; a form that is refused has its page drawn again with
//! everything that was typed and what is wrong with it. Forms with a file are read by `uploads`.

mod account;
mod city;
mod codes;
mod comments;
mod fields;
mod language;
mod meetings;
mod people;
mod plans;
mod proposals;
mod reading;
mod residents;
mod state;

pub use fields::{Fields, is_secret, shown_name};
pub use reading::Reading;
pub use state::FormState;

use crate::route_table::RouteTable;

/// Where forms are sent.
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
