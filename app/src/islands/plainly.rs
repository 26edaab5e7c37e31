//! The form of an island, sent as without its script: to where it led when it was sent, with the button that was
//! pressed.

use leptos::ev::SubmitEvent;

#[cfg(feature = "hydrate")]
pub struct Plainly {
    form: Option<web_sys::HtmlFormElement>,
    action: String,
    /// Name and value of the button.
    pressed: Option<(String, String)>,
}

#[cfg(feature = "hydrate")]
impl Plainly {
    pub fn of(event: &SubmitEvent) -> Self {
        use wasm_bindgen::JsCast;
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
        let action = form.as_ref().and_then(|form| form.get_attribute("action")).unwrap_or_default();
        let pressed = event.submitter().and_then(|button| Some((button.get_attribute("name")?, button.get_attribute("value")?)));
        Self { form, action, pressed }
    }

    /// Without the event of sending, which the island would take again.
    pub fn send(&self) {
        let Some(form) = &self.form else { return };
        let _ = form.set_attribute("action", &self.action);
        if let Some((name, value)) = &self.pressed
            && let Ok(field) = leptos::prelude::document().create_element("input")
        {
            for (attribute, text) in [("type", "hidden"), ("name", name), ("value", value)] {
                let _ = field.set_attribute(attribute, text);
            }
            let _ = form.append_child(&field);
        }
        let _ = form.submit();
    }
}

/// Where no browser is there is nothing to send.
#[cfg(not(feature = "hydrate"))]
pub struct Plainly;

#[cfg(not(feature = "hydrate"))]
#[expect(clippy::unused_self, reason = "in a browser it is used")]
impl Plainly {
    pub fn of(_: &SubmitEvent) -> Self {
        Self
    }

    pub fn send(&self) {}
}
