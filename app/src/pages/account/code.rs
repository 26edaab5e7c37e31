//! The second step of signing in: a code of the app, or one on paper. The sign-in that waits for it travels in the
//! form, and so does what somebody had typed when they were asked to sign in.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField, kept::CarriedFields},
    links,
};
use leptos::prelude::*;

/// What comes after the right password; it has no address.
#[component]
pub fn CodeToSignIn(half: String, next: String) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("second_step.sign_in")}</h1><p class="lead">{t!("second_step.sign_in_lead")}</p></div>
        <ErrorSummary labels=vec![("code", t!("second_step.code"))]/>
        <form method="post" action=links::SIGN_IN_CODE class="form">
            <input type="hidden" name="half_token" value=half/>
            <input type="hidden" name="next" value=next/>
            <CarriedFields/>
            <TextField name="code" label=t!("second_step.code") hint=t!("second_step.any_code_hint") autocomplete="one-time-code"/>
            <button class="btn">{t!("sign_in.submit")}</button>
        </form>
        <p class="measure small">{t!("second_step.lost")}</p>
    }
}
