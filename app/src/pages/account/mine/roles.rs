//! The roles I hold today.

use crate::{format, text::t_code};
use leptos::prelude::*;
use services::store::assignments::HeldRole;

#[component]
pub fn Roles(roles: Vec<HeldRole>) -> impl IntoView {
    (!roles.is_empty()).then(|| {
        view! {
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
        }
    })
}
