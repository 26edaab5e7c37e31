//! Naming the RT one lives in.

use super::register::{ChooseKelurahan, kelurahan_choices, rt_choices};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Choice, SelectField},
    },
    forms::{Fields, FormState},
    http::{PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::Form;
use domain::{permission::may_act_as_self, region::RegionCode};
use leptos::prelude::*;
use services::{commands, queries::region_page};

pub async fn show(web: Web) -> PageResult {
    may_act_as_self(&web.actor)?;
    let head = Head::new(web.text("home_rt.title"));
    let chosen = web.param("kelurahan").to_owned();
    if let Ok(code) = RegionCode::parse(&chosen)
        && let Some((kelurahan, rts)) = region_page::rts_of(&web.services, &code).await?
    {
        let (kelurahan, rts) = (kelurahan.name, rt_choices(rts));
        return Ok(web.page(head, move || view! { <ChooseRt kelurahan=kelurahan.clone() code=chosen.clone() rts=rts.clone()/> }).await);
    }
    let choices = kelurahan_choices(&web).await?;
    Ok(web.page(head, move || view! { <ChooseKelurahan action=links::HOME_RT title=t!("home_rt.title") choices=choices.clone()/> }).await)
}

pub async fn submit(mut web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    match async { commands::set_home(&web.services, &permit, &fields.read("home", RegionCode::parse)?).await }.await {
        Ok(()) => Ok(go_with(links::ACCOUNT, "home_changed")),
        Err(error) => {
            web.query.insert("kelurahan".into(), fields.text("kelurahan").into());
            show(web.refused(error, fields)?).await
        }
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
