//! Where I live, and whether an office has confirmed it.

use crate::{
    components::crumbs::{Crumbs, of_regions},
    context::page_context,
    format, links,
    text::{said, t_code},
};
use domain::{account::Role, region::Region};
use leptos::prelude::*;
use services::queries::residents::DeniedHome;

#[component]
pub fn Home(path: Option<Vec<Region>>, confirmed: bool, denied: Option<DeniedHome>) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{t!("account.home")}</h2>
            {match path {
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
                            {reason.map(|reason| view! { <p>{t!("account.denied_reason", reason = said(&reason))}</p> })}
                        }.into_any()
                    }
                    None => view! { <p class="empty">{t!("account.no_home")}</p> }.into_any(),
                },
            }}
            <p><a href=links::HOME_RT>{t!("home_rt.title")}</a></p>
        </section>
    }
}
