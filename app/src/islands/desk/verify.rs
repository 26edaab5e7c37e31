//! Saying of what came in that it is complete, without leaving the list; the next one that waits has the focus then.

use super::{
    ask::ask,
    page::{focus, on, one, part, read, send, show, target, tell, write},
};
use crate::actions::{Refused, shown::Told, verify};
use leptos::prelude::document;
use web_sys::HtmlElement;

pub fn listen() {
    on(
        "submit",
        Box::new(|event| {
            if let Some(form) = target(&event, "form[data-verify]") {
                event.prevent_default();
                if read(&form, "data-is") != "saving" {
                    store(form);
                }
            }
        }),
    );
}

/// What it will be is shown at once.
fn store(form: HtmlElement) {
    let asked = verify(read(&form, "data-meeting"), read(&form, "data-verify"));
    state(&form, "saving", "");
    let done = move |answer: Result<Told, Refused>| match answer {
        Ok(_) => {
            state(&form, "stored", "");
            focus_where_free(one("form[data-verify]:not([data-is=stored]) button"));
        }
        Err(Refused::SignInFirst) => send(Some(form.clone())),
        Err(refused) => {
            state(&form, "", &refused.words_or(&read(&form, "data-unreached")));
            focus_where_free(part(&form, "button"));
        }
    };
    ask(Box::pin(asked), Box::new(done));
}

/// The button that was pressed had it, and was hidden.
fn focus_where_free(button: Option<HtmlElement>) {
    if document().active_element().is_none_or(|active| matches!(active.tag_name().as_str(), "BODY" | "MAIN")) {
        focus(button);
    }
}

fn state(form: &HtmlElement, state: &str, words: &str) {
    let is_done = !state.is_empty();
    write(form, "data-is", state);
    show(part(form, "button"), !is_done);
    show(part(form, "[data-done]"), is_done);
    show(part(form, "[data-said]"), !words.is_empty());
    tell(part(form, "[data-said]"), words);
}
