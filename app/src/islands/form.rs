//! A form that the server drew, as an island reads it, points out what is wrong in it, and empties it.

#[cfg(feature = "hydrate")]
pub use browser::Drawn;
#[cfg(not(feature = "hydrate"))]
pub use elsewhere::Drawn;

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev::SubmitEvent;
    use wasm_bindgen::{JsCast as _, JsValue};
    use web_sys::{CustomEvent, CustomEventInit, Element, FormData, HtmlFormElement, UrlSearchParams, js_sys::Array};

    /// The form, where there is one.
    #[derive(Clone, PartialEq, Eq)]
    pub struct Drawn(Option<HtmlFormElement>);

    impl Drawn {
        pub fn of(event: &SubmitEvent) -> Self {
            Self(event.target().and_then(|target| target.dyn_into().ok()))
        }

        /// All that it would send, as it would send it.
        pub fn encoded(&self) -> String {
            let data = self.0.as_ref().and_then(|form| FormData::new_with_form(form).ok());
            let params = data.and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data).ok());
            params.map(|params| String::from(params.to_string())).unwrap_or_default()
        }

        pub fn text(&self, name: &str) -> String {
            let data = self.0.as_ref().and_then(|form| FormData::new_with_form(form).ok());
            data.and_then(|data| data.get(name).as_string()).unwrap_or_default()
        }

        /// Of a field that nobody sees.
        pub fn set(&self, name: &str, value: &str) {
            if let Some(field) = self.find(&format!("[name='{name}']")) {
                let _ = field.set_attribute("value", value);
            }
        }

        /// Also of what a form that was refused came back with.
        pub fn empty(&self) {
            let Some(form) = &self.0 else { return };
            self.each("textarea", |field| field.set_text_content(None));
            self.each(":checked", |field| _ = field.remove_attribute("checked"));
            form.reset();
        }

        /// Words at each field, by its name, in the place of those that stood there (`pointing.js`).
        pub fn point_out(&self, problems: &[(String, String)]) {
            let Some(form) = &self.0 else { return };
            let named =
                problems.iter().map(|(name, words)| [name, words].map(|part| JsValue::from_str(part)).into_iter().collect::<Array>());
            let how = CustomEventInit::new();
            how.set_bubbles(true);
            how.set_detail(&named.collect::<Array>());
            if let Ok(event) = CustomEvent::new_with_event_init_dict("salah", &how) {
                let _ = form.dispatch_event(&event);
            }
        }

        fn find(&self, selector: &str) -> Option<Element> {
            self.0.as_ref()?.query_selector(selector).ok()?
        }

        fn each(&self, selector: &str, act: impl Fn(&Element)) {
            let found = self.0.as_ref().and_then(|form| form.query_selector_all(selector).ok());
            let Some(found) = found else { return };
            for index in 0..found.length() {
                if let Some(element) = found.item(index).and_then(|node| node.dyn_into::<Element>().ok()) {
                    act(&element);
                }
            }
        }
    }
}

/// Where no browser is there is no form.
#[cfg(not(feature = "hydrate"))]
mod elsewhere {
    use leptos::ev::SubmitEvent;

    #[derive(Clone, PartialEq, Eq)]
    pub struct Drawn;

    #[expect(clippy::unused_self, reason = "in a browser it is used")]
    impl Drawn {
        pub fn of(_: &SubmitEvent) -> Self {
            Self
        }

        pub fn encoded(&self) -> String {
            String::new()
        }

        pub fn text(&self, _: &str) -> String {
            String::new()
        }

        pub fn set(&self, _: &str, _: &str) {}

        pub fn empty(&self) {}

        pub fn point_out(&self, _: &[(String, String)]) {}
    }
}
