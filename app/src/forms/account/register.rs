//! Opening an account.

use super::session::come_in;
use crate::{
    forms::{Fields, FormState, Reading},
    http::{PageResult, Web, go_with},
    kept::Kept,
    links,
    pages::account::safe_next,
};
use axum::Form;
use domain::{account::PersonName, refusal::Refusal, region::RegionCode};
use services::{
    CommandError,
    commands::{self, Contact, Registration},
};

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let kelurahan = if fields.has("ganti") { "" } else { fields.text("kelurahan") };
    let page = format!("{}?kelurahan={}&lanjut={}", links::REGISTER, links::encoded(kelurahan), links::encoded(fields.text("next")));
    // Not the form itself: a step on the way to it, with a form that waits.
    if !fields.has("contact") || fields.has("ganti") {
        return Ok(web.with_form(FormState { fields, ..FormState::default() }).page_at(&page).await);
    }
    match async { commands::register_account(&web.services, read(&fields)?, &web.visit).await }.await {
        Ok((_, signed_in)) => {
            let next = safe_next(fields.text("next")).unwrap_or(links::ACCOUNT);
            come_in(&web, &signed_in, &fields, go_with(next, "registered")).await
        }
        Err(CommandError::Refused(Refusal::AlreadyRegistered)) if Kept::carried_in(&fields, &web.site.form_paths).is_none() => {
            let next = safe_next(fields.text("next")).unwrap_or(links::ACCOUNT);
            Ok(go_with(&links::sign_in_then(next), "already_registered"))
        }
        Err(error) => web.again(&page, error, fields).await,
    }
}

fn read(fields: &Fields) -> Result<Registration, CommandError> {
    let mut form = Reading::of(fields);
    let (name, contact) = (form.read("name", PersonName::new), form.read("contact", Contact::parse));
    let password = fields.secret("password");
    if let Err(refusal) = Registration::check_password(&password, fields.text("contact"), fields.text("name")) {
        form.wrong("password", refusal);
    }
    let home = form.any("home", RegionCode::parse);
    form.make(|| Some(Registration { name: name?, contact: contact?, password, home: home? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_of_a_registration_are_told_at_once() {
        let long = "n".repeat(81);
        for (typed, expected) in [
            (
                [" ", "tidak ada", "pendek", "Legok"],
                vec![
                    ("name", Refusal::Required),
                    ("contact", Refusal::ContactUnreadable),
                    ("password", Refusal::TooShort { least: 10 }),
                    ("home", Refusal::RegionCodeUnreadable),
                ],
            ),
            ([long.as_str(), "a@contoh.id", "perahu biru di danau", ""], vec![("name", Refusal::TooLong { most: 80 })]),
            (["Nurhayati", "0812 3456 7890", "081234567890", ""], vec![("password", Refusal::PasswordTooWeak)]),
        ] {
            let pairs = ["name", "contact", "password", "home"].into_iter().zip(typed);
            let fields = Fields::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
            let Err(CommandError::Problems(problems)) = read(&fields) else { panic!("{typed:?}") };
            assert_eq!(problems.into_iter().map(|problem| (problem.field, problem.refusal)).collect::<Vec<_>>(), expected);
        }
    }
}
