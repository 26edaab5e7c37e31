//! Naming the RT one lives in.

use super::register::{AskedHome, ChooseKelurahan, asked_home};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Choice, SelectField},
    },
    forms::FormState,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;

/// `/akun/domisili`
#[component]
pub fn MyHome() -> impl IntoView {
    let asked = load(async |web: Web| {
        may_act_as_self(&web.actor)?;
        Ok((Head::new(web.text("home_rt.title")), asked_home(&web).await?))
    });
    view! { <Page of=asked let:asked><ChooseHome asked/></Page> }
}

#[component]
fn ChooseHome(asked: AskedHome) -> impl IntoView {
    match asked {
        AskedHome::Rt { kelurahan, code, rts } => view! { <ChooseRt kelurahan code rts/> }.into_any(),
        AskedHome::Kelurahan(choices) => view! { <ChooseKelurahan action=links::HOME_RT title=t!("home_rt.title") choices/> }.into_any(),
    }
}

#[component]
fn ChooseRt(kelurahan: String, code: String, rts: Vec<Choice>) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("home_rt.title")}</h1><p class="lead">{t!("home_rt.lead")}</p></div>
        <ErrorSummary labels=vec![("home", t!("register.home"))]/>
        <form method="post" action=links::HOME_RT class="form">
            <input type="hidden" name="kelurahan" value=FormState::value("kelurahan", &code)/>
            <p>{t!("register.in_kelurahan", name = kelurahan)} " " <a href=links::HOME_RT>{t!("form.change")}</a></p>
            <SelectField name="home" label=t!("register.home") empty=t!("form.choose") choices=rts/>
            <button class="btn">{t!("form.save")}</button>
        </form>
    }
}
