//! The settings of the city.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
};
use axum::Form;
use domain::{city::Setting, permission::may_set, reason::Note};
use services::{
    CommandError, Problem,
    commands::{self, Wanted},
};

pub async fn set(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    // Whoever may change nothing is told so before anybody looks at what they typed.
    let permits = Setting::ALL.map(|setting| may_set(&web.actor, setting));
    permits.into_iter().reduce(Result::or).transpose()?;
    let fields = Fields::new(pairs);
    let outcome = match read(&fields) {
        Ok((wanted, reason)) => commands::change_settings(&web.services, &web.actor, &wanted, &reason).await,
        Err(problems) => Err(CommandError::Problems(problems)),
    };
    match outcome {
        Ok(_) => Ok(go_with(links::CITY, "saved")),
        Err(error) => web.again(links::CITY, error, fields).await,
    }
}

/// What the form says, or everything that is wrong with it.
fn read(fields: &Fields) -> Result<(Vec<Wanted>, Note), Vec<Problem>> {
    let (mut wanted, mut problems) = (Vec::new(), Vec::new());
    for setting in Setting::ALL.into_iter().filter(|setting| fields.has(setting.code())) {
        let typed = fields.typed(setting.code());
        let seen = typed.shown.and_then(|shown| setting.chosen(shown).ok());
        match setting.chosen(typed.text) {
            Ok(chosen) => wanted.push(Wanted { chosen, seen }),
            Err(refusal) => problems.push(Problem::new(setting.code(), refusal)),
        }
    }
    match Note::new(fields.text("reason")) {
        Ok(reason) if problems.is_empty() => Ok((wanted, reason)),
        Ok(_) => Err(problems),
        Err(refusal) => {
            problems.push(Problem::new("reason", refusal));
            Err(problems)
        }
    }
}
