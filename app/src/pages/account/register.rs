//! Opening an account: first the kelurahan, then the rest on one page.

use super::safe_next;
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextField},
        kept::{CarriedFields, carried},
    },
    http::{PageError, Web},
    links,
    page::{Page, load},
    shell::Head,
};
use domain::region::RegionCode;
use leptos::prelude::*;
use services::{
    Failure,
    queries::region_page::{self, Rt},
};

/// `/daftar`
#[component]
pub fn Register() -> impl IntoView {
    // Where to go on afterwards is carried from step to step, and so is a form that waits.
    let asked = load(async |web: Web| {
        let next = web.param("lanjut").to_owned();
        if web.actor.signed_in().is_some() {
            return Err(PageError::Elsewhere(safe_next(&next).unwrap_or(links::ACCOUNT).to_owned()));
        }
        Ok((Head::new(web.text("register.title")), (asked_home(&web).await?, next)))
    });
    view! { <Page of=asked let:shown><RegisterStep asked=shown.0 next=shown.1/></Page> }
}

/// What is asked of somebody's home: which kelurahan, or which RT of the one that the address names.
#[derive(Clone)]
pub enum AskedHome {
    Kelurahan(Vec<Choice>),
    Rt { kelurahan: String, code: String, rts: Vec<Choice> },
}

pub async fn asked_home(web: &Web) -> Result<AskedHome, Failure> {
    let chosen = web.param("kelurahan").to_owned();
    if let Ok(code) = RegionCode::parse(&chosen)
        && let Some((kelurahan, rts)) = region_page::rts_of(&web.services, &code).await?
    {
        return Ok(AskedHome::Rt { kelurahan: kelurahan.name, code: chosen, rts: rt_choices(rts) });
    }
    Ok(AskedHome::Kelurahan(kelurahan_choices(web).await?))
}

/// All kelurahan, under their kecamatan.
pub async fn kelurahan_choices(web: &Web) -> Result<Vec<Choice>, Failure> {
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
fn RegisterStep(asked: AskedHome, next: String) -> impl IntoView {
    match asked {
        AskedHome::Rt { kelurahan, code, rts } => view! { <RegisterForm kelurahan code rts next/> }.into_any(),
        AskedHome::Kelurahan(choices) => {
            view! { <ChooseKelurahan action=links::REGISTER title=t!("register.title") choices next/> }.into_any()
        }
    }
}

#[component]
fn RegisterForm(kelurahan: String, code: String, rts: Vec<Choice>, next: String) -> impl IntoView {
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
