//! Taking a confirmation back: what it means is said before, and the reason is read by the person.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextArea},
    context::page_context,
    format,
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::queries::residents::{Listed, confirmed_resident};

/// `/warga/:id/batal`
#[component]
pub fn ConfirmationWithdrawal() -> impl IntoView {
    let resident = load(async |web: Web| {
        may_act_as_self(&web.actor)?;
        let resident = confirmed_resident(&web.services, &web.actor, part("id")?).await?.ok_or(PageError::NotFound)?;
        Ok((Head::new(web.text("residents.withdraw")), resident))
    });
    view! { <Page of=resident let:resident><Withdrawal resident/></Page> }
}

#[component]
fn Withdrawal(resident: Listed) -> impl IntoView {
    let day = resident.confirmed_at.map(|at| format::day_of(at, page_context().zone));
    view! {
        <Crumbs steps=vec![(links::RESIDENTS.into(), t!("residents.title"))]/>
        <div class="page-head"><h1>{t!("residents.withdraw")}</h1><p class="lead">{resident.name} " · " {resident.home.clone()} " · " {resident.contact}</p></div>
        <ErrorSummary labels=vec![("reason", t!("residents.withdraw_reason"))]/>
        <p class="measure">{day.map(|day| t!("residents.confirmed_on", day = day))} ". " {t!("residents.withdraw_help")}</p>
        <form method="post" action=links::withdraw_confirmation(resident.id) class="form">
            <input type="hidden" name="home" value=resident.home/>
            <TextArea name="reason" label=t!("residents.withdraw_reason") hint=t!("residents.withdraw_reason_hint") rows=2/>
            <button class="btn">{t!("residents.withdraw_button")}</button>
        </form>
    }
}
