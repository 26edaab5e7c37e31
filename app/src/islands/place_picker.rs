//! A place by typing its name: `legok 7`. Its children are the same choice without a script, a list or a way to one;
//! they make way as soon as it is awake.

#[cfg(feature = "hydrate")]
use super::form::tell;
use super::typing::Typing;
use crate::actions::{places, shown::FoundPlace};
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html::Input,
    prelude::*,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const QUIET: Duration = Duration::from_millis(250);
const LEAST_LETTERS: usize = 2;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PickerWords {
    pub label: String,
    pub hint: String,
    /// How many places fit; `{}` stands where the number goes.
    pub found: String,
    pub none: String,
    /// What was typed is no place until one of the list is chosen.
    pub choose: String,
    pub unreached: String,
}

/// `field` is the name of what the form sends: the code of a place of this `level`, `rt` or `kelurahan`. `code` and
/// `name` are what is chosen already.
#[island]
pub fn PlacePicker(
    field: String,
    level: String,
    code: String,
    name: String,
    problem: String,
    words: PickerWords,
    children: Children,
) -> impl IntoView {
    let picked = RwSignal::new(code);
    let text = RwSignal::new(name);
    let found = RwSignal::new(Vec::<FoundPlace>::new());
    let active = RwSignal::new(0_usize);
    let is_open = move || found.with(|found| !found.is_empty());
    let said = RwSignal::new(String::new());
    let is_awake = RwSignal::new(false);
    let sent = NodeRef::<Input>::new();
    let typing = Typing::after(QUIET);
    let twin = field.clone();
    Effect::new(move |_| {
        // Links to the field lead to this one now.
        if let Some(list) = document().get_element_by_id(&twin) {
            let _ = list.remove_attribute("id");
        }
        is_awake.set(true);
    });
    let PickerWords { label, hint, found: some, none, choose, unreached } = words;
    let listen = move |typed: String| {
        text.set(typed.clone());
        picked.set(String::new());
        if typed.trim().chars().count() < LEAST_LETTERS {
            typing.stop();
            said.set(String::new());
            return found.set(Vec::new());
        }
        let (some, none, unreached, level) = (some.clone(), none.clone(), unreached.clone(), level.clone());
        typing.ask(
            move || places(typed, level),
            move |answer| {
                said.set(match &answer {
                    Ok(places) if places.is_empty() => none,
                    Ok(places) => some.replace("{}", &places.len().to_string()),
                    Err(_) => unreached,
                });
                active.set(0);
                found.set(answer.unwrap_or_default());
            },
        );
    };
    let choose_one = move |index: usize| {
        let Some(place) = found.with_untracked(|found| found.get(index).cloned()) else { return };
        typing.stop();
        picked.set(place.code);
        text.set(place.name);
        said.set(String::new());
        found.set(Vec::new());
        // What is chosen is saved like what is typed.
        #[cfg(feature = "hydrate")]
        if let Some(field) = sent.get_untracked() {
            tell(&field, "input");
        }
    };
    let press = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => active.update(|active| *active = (*active + 1) % count),
            "ArrowUp" => active.update(|active| *active = (*active + count - 1) % count),
            "Enter" => choose_one(active.get_untracked()),
            "Escape" => found.set(Vec::new()),
            _ => return,
        }
        event.prevent_default();
    };
    let left = move |_: FocusEvent| {
        found.set(Vec::new());
        if picked.with_untracked(String::is_empty) && text.with_untracked(|text| !text.is_empty()) {
            said.set(choose.clone());
        }
    };
    let (id, list) = (StoredValue::new(field.clone()), format!("{field}-pilihan"));
    let own_id = move || if is_awake.get() { id.get_value() } else { format!("{}-cari", id.get_value()) };
    let option_id = move |index: usize| format!("{}-{index}", id.get_value());
    let options = move || {
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, place)| {
                view! {
                    // Before the field loses the focus.
                    <li role="option" id=option_id(index) aria-selected=move || (active.get() == index).to_string()
                        on:pointerdown=move |event| { event.prevent_default(); choose_one(index) }>{place.name}</li>
                }
            })
            .collect_view()
    };
    let is_wrong = !problem.is_empty();
    let described = if is_wrong { format!("{field}-bantuan {field}-salah") } else { format!("{field}-bantuan") };
    view! {
        <fieldset class="bare" disabled=is_awake hidden=is_awake>{children()}</fieldset>
        <div class="field combo" class:field--error=is_wrong hidden=move || !is_awake.get()>
            <label for=own_id>{label.clone()}</label>
            <p class="hint" id=format!("{field}-bantuan")>{hint}</p>
            {is_wrong.then(|| view! { <p class="error-text" id=format!("{field}-salah")>{problem}</p> })}
            <input id=own_id type="text" role="combobox" autocomplete="off" aria-autocomplete="list" aria-controls=list.clone()
                aria-expanded=move || is_open().to_string() aria-activedescendant=move || is_open().then(|| option_id(active.get()))
                aria-describedby=described prop:value=move || text.get()
                on:input:target=move |event| listen(event.target().value()) on:keydown=press on:blur=left/>
            <ul role="listbox" id=list aria-label=label hidden=move || !is_open()>{options}</ul>
            <input node_ref=sent type="hidden" name=field disabled=move || !is_awake.get() value=move || picked.get()/>
            <p class="small" aria-live="polite">{move || said.get()}</p>
        </div>
    }
}
