//! What the product knows of me, and what I may change.

use super::own_data::OwnData;
use crate::{
    components::{
        crumbs::{Crumbs, of_regions},
        unfinished::Unfinished,
    },
    format, links,
    shell::{Head, own_proposals},
    text::t_code,
    web::{PageResult, Web, page_context},
};
use domain::{
    account::{Role, Signed},
    permission::may_act_as_self,
    region::Region,
};
use leptos::prelude::*;
use services::{
    queries::{
        people, proposal_list, region_page,
        residents::{self, DeniedHome},
    },
    store::{assignments::HeldRole, proposals::DraftLine},
};

pub async fn show(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let Some(me) = web.actor.signed_in().cloned() else { return Err(domain::refusal::Refusal::SignInFirst.into()) };
    let home = match &me.home {
        Some(code) => region_page::region_page(&web.services, code).await?.map(|page| page.path),
        None => None,
    };
    let denied = if me.home.is_none() { residents::denied_home(&web.services, &permit).await? } else { None };
    let roles = people::roles_of(&web.services, me.id).await?;
    let today = web.services.today();
    let roles: Vec<HeldRole> = roles.into_iter().filter(|held| held.assignment.is_active_on(today)).collect();
    let unfinished = proposal_list::unfinished(&web.services, &web.actor).await?;
    let head = Head::new(web.text("account.title"));
    Ok(web.page(head, move || view! { <Mine me=me.clone() home=home.clone() denied=denied.clone() roles=roles.clone() unfinished=unfinished.clone()/> }).await)
}

#[component]
fn Mine(
    me: Signed,
    home: Option<Vec<Region>>,
    denied: Option<DeniedHome>,
    roles: Vec<HeldRole>,
    unfinished: Vec<DraftLine>,
) -> impl IntoView {
    let confirmed = me.residence_confirmed;
    view! {
        <div class="page-head"><h1>{me.name}</h1></div>
        <section class="stack">
            <h2>{t!("account.home")}</h2>
            {match home {
                Some(path) => view! {
                    <Crumbs steps=of_regions(&path)/>
                    <p>{if confirmed {
                        view! { <span class="tag tag--yes">{t!("account.confirmed")}</span> }.into_any()
                    } else {
                        view! { <span class="tag tag--wait">{t!("account.waiting")}</span> " " {t!("account.waiting_help")} }.into_any()
                    }}</p>
                }.into_any(),
                None => match denied {
                    Some(DeniedHome { home, by, at, reason }) => {
                        let office = t_code("role", by.unwrap_or(Role::RtHead).code());
                        view! {
                            <p><span class="tag tag--wait">{t!("account.denied")}</span> " "
                                {t!("account.denied_help", office = office, day = format::day_of(at, page_context().zone), home = home)}</p>
                            {reason.map(|reason| view! { <p>{t!("account.denied_reason", reason = reason)}</p> })}
                        }.into_any()
                    }
                    None => view! { <p class="empty">{t!("account.no_home")}</p> }.into_any(),
                },
            }}
            <p><a href=links::HOME_RT>{t!("home_rt.title")}</a></p>
        </section>
        <Unfinished lines=unfinished/>
        <section class="stack">
            <h2>{t!("own.title")}</h2>
            <p><a href=links::OWN_PROPOSALS>{own_proposals()}</a></p>
        </section>
        {(!roles.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("account.roles")}</h2>
                <ul class="list">{roles.into_iter().map(|held| view! {
                    <li>
                        <h3>{t_code("role", held.assignment.role.code())}{held.place.map(|place| format!(" · {place}"))}</h3>
                        <span class="small soft">{t!("account.role_from", day = format::day(held.assignment.from))}
                            {held.assignment.to.map(|to| view! { " " {t!("account.role_to", day = format::day(to))} })}</span>
                    </li>
                }).collect_view()}</ul>
            </section>
        })}
        <section class="stack">
            <h2>{t!("account.security")}</h2>
            <p><a href=links::PASSWORD>{t!("password.title")}</a></p>
            <div class="cluster">
                <form method="post" action=links::SIGN_OUT><button class="btn btn--plain">{t!("account.sign_out")}</button></form>
                <form method="post" action=links::SIGN_OUT_EVERYWHERE><button class="btn btn--plain">{t!("account.sign_out_everywhere")}</button></form>
            </div>
        </section>
        <OwnData/>
    }
}
