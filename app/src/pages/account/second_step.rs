//! Setting up the second step of signing in: the app is told its key, shows a first code, and the codes for paper are
//! shown once. Renewing those and taking the step off have pages of their own.

mod codes;
mod removal;

pub use codes::{NewRecoveryCodes, RecoveryCodes};
pub use removal::SecondStepRemoval;

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField, qr::Qr},
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::queries::second_factor::{SecondStep, second_step};

/// `/akun/dua-langkah`
#[component]
pub fn MySecondStep() -> impl IntoView {
    let step = load(async |web: Web| {
        let permit = may_act_as_self(&web.actor)?;
        let step = second_step(&web.services, &permit).await?;
        Ok((Head::new(web.text("second_step.title")), (step, web.actor.awaits_second_step())))
    });
    view! { <Page of=step let:shown><Step step=shown.0 is_duty=shown.1/></Page> }
}

#[component]
fn Step(step: SecondStep, is_duty: bool) -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title"))]/>
        <div class="page-head"><h1>{t!("second_step.title")}</h1><p class="lead">{t!("second_step.lead")}</p></div>
        <ErrorSummary labels=vec![("code", t!("second_step.code")), ("password", t!("deletion.password"))]/>
        {is_duty.then(|| view! { <p class="notice"><span>{t!("second_step.duty")}</span></p> })}
        {match step {
            SecondStep::Off => view! {
                <p class="measure">{t!("second_step.off")}</p>
                <p class="measure"><a href=links::PASSKEYS>{t!("passkeys.as_second_step")}</a></p>
                <form method="post" action=links::SECOND_STEP_BEGIN><button class="btn">{t!("second_step.begin")}</button></form>
            }.into_any(),
            SecondStep::Trying { address, letters } => view! { <Trying address letters/> }.into_any(),
            SecondStep::On { since, unused_codes } => view! {
                <p><span class="tag tag--yes">{t!("second_step.on")}</span> " "
                    {t!("second_step.since", day = format::day_of(since, page_context().zone), count = unused_codes)}</p>
                <p><a href=links::RECOVERY_CODES>{t!("second_step.renew")}</a></p>
                <p><a href=links::SECOND_STEP_REMOVAL>{t!("second_step.remove")}</a></p>
            }.into_any(),
        }}
    }
}

#[component]
fn Trying(address: String, letters: String) -> impl IntoView {
    view! {
        <ol class="stack measure">
            <li>{t!("second_step.scan")}
                <p><Qr address alt=t!("second_step.picture") side=240/></p>
            </li>
            <li>{t!("second_step.type")}<p><code>{letters}</code></p></li>
            <li>{t!("second_step.first_code")}</li>
        </ol>
        <form method="post" action=links::SECOND_STEP class="form">
            <TextField name="code" label=t!("second_step.code") hint=t!("second_step.code_hint") inputmode="numeric" autocomplete="one-time-code"/>
            <TextField name="password" label=t!("deletion.password") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("second_step.enrol")}</button>
        </form>
    }
}
