//! What the commands about accounts say on the command line, in words.

use crate::{
    format, links,
    text::{refusal, t_code},
};
use domain::clock::Zone;
use services::{LEAST_PASSWORD_LENGTH, Problem, commands::MadeCode};

pub fn ask_password() -> String {
    t!("command.ask_password", least = LEAST_PASSWORD_LENGTH)
}

/// What is wrong, an option or the password a line.
pub fn problems(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {}", t_code("command_field", problem.field), refusal(&problem.refusal))).collect()
}

pub fn admin_made() -> String {
    t!("command.admin_made")
}

/// The contact has an account, and which ways go on from there.
pub fn admin_exists() -> String {
    t!("command.admin_exists")
}

pub fn nobody_has_it() -> String {
    t!("command.nobody_has_it")
}

/// The code, and how it is used.
pub fn code_made(made: &MadeCode, zone: Zone) -> String {
    let MadeCode { code, name, expires_at, .. } = made;
    t!("command.code_made", code = code, name = name, until = format::instant(*expires_at, zone), path = links::RESET)
}
