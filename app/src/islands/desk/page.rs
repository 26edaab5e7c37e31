//! The parts of the page: found, read, told.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlFormElement, NodeList};

/// Hears what happens anywhere on the page, before the scripts that hear it at the window.
pub fn on(name: &str, act: Box<dyn Fn(Event)>) {
    let heard = Closure::wrap(act).into_js_value();
    let _ = document().add_event_listener_with_callback(name, heard.unchecked_ref());
}

pub fn one(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

pub fn all(selector: &str) -> Vec<HtmlElement> {
    listed(document().query_selector_all(selector).ok())
}

pub fn part(of: &Element, selector: &str) -> Option<HtmlElement> {
    of.query_selector(selector).ok()??.dyn_into().ok()
}

pub fn parts(of: &Element, selector: &str) -> Vec<HtmlElement> {
    listed(of.query_selector_all(selector).ok())
}

fn listed(nodes: Option<NodeList>) -> Vec<HtmlElement> {
    let Some(nodes) = nodes else { return Vec::new() };
    (0..nodes.length()).filter_map(|index| nodes.item(index)?.dyn_into().ok()).collect()
}

/// The element that holds another, or is it.
pub fn around(element: &Element, selector: &str) -> Option<HtmlElement> {
    element.closest(selector).ok()??.dyn_into().ok()
}

/// What an event happened to, where that is within such an element.
pub fn target(event: &Event, selector: &str) -> Option<HtmlElement> {
    around(&event.target()?.dyn_into().ok()?, selector)
}

pub fn read(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

pub fn write(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Words that the page has given to a part of it.
pub fn word(selector: &str, name: &str) -> String {
    one(selector).map(|element| read(&element, name)).unwrap_or_default()
}

pub fn tell(part: Option<HtmlElement>, words: &str) {
    if let Some(part) = part {
        part.set_text_content(Some(words));
    }
}

pub fn show(part: Option<HtmlElement>, is_shown: bool) {
    if let Some(part) = part {
        part.set_hidden(!is_shown);
    }
}

pub fn focus(part: Option<HtmlElement>) {
    if let Some(part) = part {
        let _ = part.focus();
    }
}

/// For those who do not see it.
pub fn announce(words: &str) {
    tell(one("[data-live]"), words);
}

/// The form is sent after all, as without this script; without the event of sending, which would be taken again.
pub fn send(form: Option<HtmlElement>) {
    if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}

/// What keeps typed words (`style/static/pkg/typed.js`) looks at a form when something is typed into it.
pub fn look_again(field: &Element) {
    let options = EventInit::new();
    options.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &options) {
        let _ = field.dispatch_event(&event);
    }
}

/// For the scripts of the page.
pub fn tell_page(what: &str) {
    if let Ok(event) = Event::new(what) {
        let _ = window().dispatch_event(&event);
    }
}

/// `{1}` and `{2}` are filled.
pub fn filled(words: &str, one: &str, two: &str) -> String {
    words.replace("{1}", one).replace("{2}", two)
}
