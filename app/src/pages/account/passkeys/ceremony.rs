//! The part of a page on which the browser asks the device: a form that a script fills in and sends, and what is said
//! when that does not come about. The words stand in the page; the script only chooses among them.

use crate::{components::icon::Icon, nonce::use_nonce};
use leptos::prelude::*;
use uuid::Uuid;

/// Runs on these pages alone, so no other page grows by it.
const SCRIPT: &str = include_str!("ceremony.js");

/// `options` is what the device is asked, `children` goes along with its answer.
#[component]
pub fn Ceremony(action: &'static str, id: Uuid, options: String, waits: String, given_up: String, children: Children) -> impl IntoView {
    let problem = |what: &'static str, words: String| {
        view! { <p class="notice notice--warn" role="alert" data-says=what hidden><Icon name="warning"/><span>{words}</span></p> }
    };
    view! {
        <noscript><p class="notice notice--warn"><span>{t!("passkeys.no_script")}</span></p></noscript>
        <form method="post" action=action class="form" data-asks=options>
            <input type="hidden" name="asked" value=id.to_string()/>
            <input type="hidden" name="answer"/>
            {children()}
            <p class="notice" role="status" data-says="waits" hidden><span>{waits}</span></p>
            {problem("NotAllowedError", given_up)}
            {problem("InvalidStateError", t!("refusal.passkey_known"))}
            {problem("unknown", t!("passkeys.unknown_to_browser"))}
            {problem("failed", t!("passkeys.not_possible"))}
            <button type="button" class="btn" hidden>{t!("passkeys.once_more")}</button>
        </form>
        <script nonce=use_nonce() inner_html=SCRIPT></script>
    }
}
