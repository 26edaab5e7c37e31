//! What could not be saved, and why. What is wrong with a form is told by `error_summary`; a form without its page is
//! given back by `kept`.

use crate::text;
use leptos::prelude::*;
use services::store::Outage;

/// On top of a page whose form still holds what was typed.
#[component]
pub fn Unsaved(outage: Outage) -> impl IntoView {
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="masalah">
            <h2>{t!("unsaved.title")}</h2>
            <p>{text::t_code("outage", outage.code())}</p>
            <p>{t!("unsaved.lead")}</p>
        </div>
    }
}
