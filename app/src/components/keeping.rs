//! A form that is saved while one writes, and words at its fields without leaving the page.

use crate::{context::page_context, nonce::use_nonce};
use leptos::prelude::*;

/// Stands within the form of a draft, which `keeping.js` saves by the action at `/api/{action}`; `names` is what that
/// action calls the draft `of` which the form is.
#[component]
pub fn KeepDraft(action: &'static str, names: &'static str, of: String) -> impl IntoView {
    view! {
        <div data-keeping=action data-names=names data-of=of data-unreached=t!("keeping.unreached")
            data-sign-in=t!("keeping.sign_in") data-wrong=t!("keeping.wrong")>
            <p class="small soft" hidden></p>
            <p aria-live="polite" class="small error-text" hidden></p>
        </div>
        <Pointing/>
        <script src=format!("/pkg/keeping.js?v={}", page_context().site.version) defer nonce=use_nonce()></script>
    }
    .into_any()
}

/// What an action answers of single fields is shown there (`pointing.js`).
#[component]
pub fn Pointing() -> impl IntoView {
    view! { <script src=format!("/pkg/pointing.js?v={}", page_context().site.version) defer nonce=use_nonce()></script> }
}
