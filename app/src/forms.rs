//! Forms that work without JavaScript and lose nothing. Here stands what each form is sent to, by the folders of the
//! pages: it reads what was typed, calls one command, and goes on; a form that is refused has its page drawn again with
//! everything that was typed and what is wrong with it. Forms with a file are read by `uploads`.

mod account;
mod city;
mod codes;
pub mod comments;
mod fields;
mod language;
mod meetings;
mod people;
pub mod plans;
pub mod proposals;
mod reading;
mod residents;
mod routes;
mod state;

pub use fields::{Fields, is_secret, shown_name};
pub use meetings::{one_score, rank_move};
pub use reading::Reading;
pub use routes::routes;
pub use state::FormState;
