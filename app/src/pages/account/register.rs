//! Opening an account: first the kelurahan, then the rest on one page.

use super::{come_in, safe_next};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextField},
        kept::{CarriedFields, carried},
    },
    forms::{Fields, FormState, Reading},
    http::{PageResult, Web, go, go_with},
    kept::Kept,
    links,
    shell::Head,
};
use axum::Form;
use domain::{account::PersonName, refusal::Refusal, region::RegionCode};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::{self, Contact, Registration},
    queries::region_page::{self, Rt},
};

/// Where to go on afterwards is carried from step to step, and so is a form that waits.
pub async fn show(web: Web) -> PageResult {
    let next = web.param("lanjut").to_owned();
    if web.actor.signed_in().is_some() {
        return Ok(go(safe_next(&next).unwrap_or(links::ACCOUNT)));
    }
    let head = Head::new(web.text("register.title"));
    let chosen = web.param("kelurahan").to_owned();
    if let Ok(code) = RegionCode::parse(&chosen)
        && let Some((kelurahan, rts)) = region_page::rts_of(&web.services, &code).await?
    {
        let (kelurahan, rts) = (kelurahan.name, rt_choices(rts));
        let view = move || view! { <Register kelurahan=kelurahan.clone() code=chosen.clone() rts=rts.clone() next=next.clone()/> };
        return Ok(web.page(head, view).await);
    }
    let choices = kelurahan_choices(&web).await?;
    let view = move || {
        view! { <ChooseKelurahan action=links::REGISTER title=t!("register.title") choices=choices.clone() next=next.clone()/> }
    };
    Ok(web.page(head, view).await)
}

pub async fn submit(mut web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let kelurahan = if fields.has("ganti") { "" } else { fields.text("kelurahan") };
    web.query.insert("kelurahan".into(), kelurahan.into());
    web.query.insert("lanjut".into(), fields.text("next").into());
    // Not the form itself: a step on the way to it, with a form that waits.
    if !fields.has("contact") || fields.has("ganti") {
        return show(web.with_form(FormState { fields, ..FormState::default() })).await;
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
        Err(error) => show(web.refused(error, fields)?).await,
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

/// All kelurahan, under their kecamatan.
pub async fn kelurahan_choices(web: &Web) -> Result<Vec<Choice>, services::Failure> {
    let groups = region_page::kelurahan_by_kecamatan(&web.services).await?;
    Ok(groups
        .into_iter()
        .flat_map(|(kecamatan, kelurahan)| {
            kelurahan.into_iter().map(move |region| Choice::new(region.code.to_string(), region.name).grouped(kecamatan.clone()))
        })
        .collect())
}

/// RTs under their RW, where the kelurahan has RWs.
pub fn rt_choices(rts: Vec<Rt>) -> Vec<Choice> {
    let choice = |rt: Rt| {
        let choice = Choice::new(rt.region.code.to_string(), rt.region.name);
        if let Some(rw) = rt.rw { choice.grouped(rw) } else { choice }
    };
    rts.into_iter().map(choice).collect()
}

/// The first question of registration and of moving house; an ordinary GET form, unless it carries another.
#[component]
pub fn ChooseKelurahan(action: &'static str, title: String, choices: Vec<Choice>, #[prop(optional, into)] next: String) -> impl IntoView {
    let (method, name) = if carried().is_some() { ("post", "next") } else { ("get", "lanjut") };
    view! {
        <div class="page-head"><h1>{title}</h1></div>
        <form method=method action=action class="form">
            {(!next.is_empty()).then(|| view! { <input type="hidden" name=name value=next/> })}
            <CarriedFields/>
            <SelectField name="kelurahan" label=t!("register.kelurahan") hint=t!("register.kelurahan_hint") empty=t!("form.choose") choices/>
            <button class="btn">{t!("form.continue")}</button>
        </form>
    }
}

#[component]
fn Register(kelurahan: String, code: String, rts: Vec<Choice>, next: String) -> impl IntoView {
    let is_carrying = carried().is_some();
    let labels = vec![
        ("name", t!("register.name")),
        ("contact", t!("sign_in.contact")),
        ("password", t!("sign_in.password")),
        ("home", t!("register.home")),
    ];
    view! {
        <div class="page-head"><h1>{t!("register.title")}</h1><p class="lead">{t!("register.lead")}</p></div>
        <ErrorSummary labels/>
        <form method="post" action=links::REGISTER class="form">
            <input type="hidden" name="kelurahan" value=code/>
            <input type="hidden" name="next" value=next.clone()/>
            <CarriedFields/>
            <p>{t!("register.in_kelurahan", name = kelurahan)} " "
                {(!is_carrying).then(|| view! { <a href=links::register_then(&next)>{t!("form.change")}</a> })}</p>
            <SelectField name="home" label=t!("register.home") hint=t!("register.home_hint") empty=t!("form.choose") choices=rts/>
            <TextField name="name" label=t!("register.name") hint=t!("register.name_hint") autocomplete="name"/>
            <TextField name="contact" label=t!("sign_in.contact") hint=t!("register.contact_hint") autocomplete="username"/>
            <TextField name="password" label=t!("sign_in.password") hint=t!("register.password_hint") kind="password" autocomplete="new-password"/>
            <div class="cluster">
                <button class="btn">{t!("register.submit")}</button>
                {is_carrying.then(|| view! { <button class="link-btn" name="ganti" value="1">{t!("draft.other_kelurahan")}</button> })}
            </div>
        </form>
        <p>{t!("register.has_account")} " " <a href=links::sign_in_then(&next)>{t!("sign_in.title")}</a></p>
    }
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
