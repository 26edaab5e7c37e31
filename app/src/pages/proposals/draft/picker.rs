//! A place by typing its name: `legok 7`. What is typed is looked up by `places.js`; without it the same place is chosen
//! from a list, or a way leads to one.

use crate::{context::page_context, forms::FormState, nonce::use_nonce};
use domain::region::RegionLevel;
use leptos::prelude::*;

/// `field` is the name of what the form sends: the code of a place of this level. `code` and `name` are what is chosen
/// already; the children are the choice without a script.
#[component]
pub fn PlacePicker(
    field: &'static str,
    level: RegionLevel,
    label: String,
    hint: String,
    code: String,
    name: String,
    children: Children,
) -> impl IntoView {
    let problem = FormState::problem(field);
    let is_wrong = problem.is_some();
    let [typed, list, help, wrong] = ["cari", "pilihan", "bantuan", "salah"].map(|part| format!("{field}-{part}"));
    let described = if is_wrong { format!("{help} {wrong}") } else { help.clone() };
    view! {
        <fieldset class="bare">{children()}</fieldset>
        <div class="field combo" class:field--error=is_wrong hidden data-places data-field=field data-level=level.code()
            data-found=t!("picker.found", count = "{}") data-none=t!("picker.none") data-choose=t!("picker.choose")
            data-unreached=t!("picker.unreached")>
            <label for=typed.clone()>{label.clone()}</label>
            <p class="hint" id=help>{hint}</p>
            {problem.map(|words| view! { <p class="error-text" id=wrong>{words}</p> })}
            <input id=typed type="text" role="combobox" autocomplete="off" aria-autocomplete="list" aria-controls=list.clone()
                aria-expanded="false" aria-describedby=described value=name/>
            <ul role="listbox" id=list aria-label=label hidden></ul>
            <input type="hidden" name=field disabled value=code/>
            <p class="small" aria-live="polite"></p>
        </div>
        <script src=format!("/pkg/places.js?v={}", page_context().site.version) defer nonce=use_nonce()></script>
    }
    .into_any()
}
