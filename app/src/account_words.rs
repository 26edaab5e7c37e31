//! What the commands about accounts say on the command line, in words.

use crate::text::{refusal, t_code};
use services::{LEAST_PASSWORD_LENGTH, Problem};

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
