//! Narrows a long list of links while typing. Without JavaScript the whole list is there.

use leptos::prelude::*;

/// Hides the entries of whatever list or table body carries `data-filter` that do not hold what was typed.
#[island]
pub fn RegionFilter(label: String, none: String) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let nothing_left = RwSignal::new(false);
    let narrow = move |typed: String| {
        nothing_left.set(show_only(&typed.to_lowercase()) == Some(0));
        text.set(typed);
    };
    view! {
        <div class="field needs-script">
            <label for="saring">{label}</label>
            <input id="saring" type="search" autocomplete="off" prop:value=move || text.get() on:input:target=move |event| narrow(event.target().value())/>
            <p role="status" class="hint">{move || nothing_left.get().then(|| none.clone())}</p>
        </div>
    }
}

/// How many entries are left; `None` outside a browser.
#[cfg(feature = "hydrate")]
fn show_only(wanted: &str) -> Option<u32> {
    use wasm_bindgen::JsCast;
    let entries = document().query_selector_all("[data-filter] > *").ok()?;
    let mut left = 0;
    for index in 0..entries.length() {
        let entry = entries.item(index)?.dyn_into::<web_sys::HtmlElement>().ok()?;
        let fits = entry.text_content().unwrap_or_default().to_lowercase().contains(wanted);
        entry.set_hidden(!fits);
        left += u32::from(fits);
    }
    Some(left)
}

#[cfg(not(feature = "hydrate"))]
fn show_only(_wanted: &str) -> Option<u32> {
    None
}
