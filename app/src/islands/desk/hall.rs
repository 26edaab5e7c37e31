//! Up and down through the lines on the screen of a hall, by arrow keys or the buttons of a presenter. Which line is
//! spoken of stands in the address, as after following the link of its number.

use super::page::{all, on, one};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

pub fn listen() {
    if one("main.hall").is_none() {
        return;
    }
    on(
        "keydown",
        Box::new(|event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            let below = match event.key().as_str() {
                "ArrowDown" | "PageDown" => true,
                "ArrowUp" | "PageUp" => false,
                _ => return,
            };
            let has_keys = event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
            if !has_keys && !event.default_prevented() && is_free() && go(below).is_some() {
                event.prevent_default();
            }
        }),
    );
}

/// Nothing that uses these keys itself has the focus.
fn is_free() -> bool {
    document().active_element().is_none_or(|active| !active.matches("input, select, textarea, .grip").unwrap_or(true))
}

fn go(below: bool) -> Option<()> {
    let lines = all("[id^=usulan-]");
    let here = window().location().hash().ok()?;
    let current = lines.iter().position(|line| here.strip_prefix('#') == Some(&line.id()));
    let next = match current {
        Some(index) if below => index + 1,
        Some(index) => index.checked_sub(1)?,
        None => 0,
    };
    window().location().replace(&["#", &lines.get(next)?.id()].concat()).ok()
}
