//! What is said at a form that is saved while one writes.

use crate::{actions::shown::Kept, format, http::Web, islands::KeepingWords, text::refusal};
use services::Problem;

pub fn keeping_words() -> KeepingWords {
    KeepingWords { unreached: t!("keeping.unreached"), sign_in: t!("keeping.sign_in"), wrong: t!("keeping.wrong") }
}

/// It is saved; `shown` are values of fields that nobody sees.
pub fn kept(web: &Web, shown: Vec<(String, String)>, problems: &[Problem]) -> Kept {
    let time = format::hour(web.services.clock.now(), web.city.zone());
    let words = if problems.is_empty() { t!("keeping.kept_at", time = time) } else { t!("keeping.kept_but", time = time) };
    Kept { words, shown, problems: problems.iter().map(|problem| (problem.field.to_owned(), refusal(&problem.refusal))).collect() }
}
