//! A form that the server drew, as an island reads it, points out what is wrong in it, and empties it.

#[cfg(feature = "hydrate")]
pub use browser::Drawn;
#[cfg(not(feature = "hydrate"))]
pub use elsewhere::Drawn;

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{ev::SubmitEvent, prelude::document};
    use wasm_bindgen::JsCast as _;
    use web_sys::{Element, Event, EventInit, EventTarget, FormData, HtmlFormElement, Node, UrlSearchParams};

    /// Tells whoever listens around an element what has become of it.
    fn tell(element: &EventTarget, what: &str) {
        let how = EventInit::new();
        how.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict(what, &how) {
            let _ = element.dispatch_event(&event);
        }
    }

    /// The form, where there is one.
    #[derive(Clone, PartialEq, Eq)]
    pub struct Drawn(Option<HtmlFormElement>);

    impl Drawn {
        pub fn of(event: &SubmitEvent) -> Self {
            Self(event.target().and_then(|target| target.dyn_into().ok()))
        }

        pub fn around(element: &Element) -> Self {
            Self(element.closest("form").ok().flatten().and_then(|form| form.dyn_into().ok()))
        }

        /// Whether somebody typed into it.
        pub fn holds(&self, typed_into: Option<EventTarget>) -> bool {
            let node = typed_into.and_then(|target| target.dyn_into::<Node>().ok());
            self.0.as_ref().is_some_and(|form| form.contains(node.as_ref()))
        }

        /// What stands in it now is what the server has: `typed.js` need not keep it any longer.
        pub fn settle(&self) {
            if let Some(form) = &self.0 {
                tell(form, "tersimpan");
            }
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

        /// Words at each field, by its name, in the place of those that stood there.
        pub fn point_out(&self, problems: &[(String, String)]) {
            self.each(".error-text", Element::remove);
            self.each(".field--error", |field| _ = field.class_list().remove_1("field--error"));
            self.each("[aria-invalid]", |field| _ = field.remove_attribute("aria-invalid"));
            for (name, words) in problems {
                self.point_at(name, words);
            }
        }

        fn point_at(&self, name: &str, words: &str) -> Option<()> {
            // A field that has made way for another gives it its id.
            let field =
                self.find(&format!("[name='{name}']:not([type=hidden]):enabled")).or_else(|| self.find(&format!("[id='{name}']")))?;
            if let Some(fold) = field.closest("details").ok()? {
                fold.set_attribute("open", "").ok()?;
            }
            let id = format!("{name}-error");
            let said = document().create_element("p").ok()?;
            said.set_class_name("error-text");
            said.set_id(&id);
            said.set_text_content(Some(words));
            // Buttons of a choice share their legend.
            let (described, around) = match field.closest("fieldset.choices").ok()? {
                Some(choices) => (choices.clone(), choices.query_selector("legend").ok()?.map(|legend| (legend, "afterend"))),
                None => (field.clone(), Some((field.clone(), "beforebegin"))),
            };
            let (beside, at) = around?;
            beside.insert_adjacent_element(at, &said).ok()?;
            field.closest(".field, fieldset.choices").ok()??.class_list().add_1("field--error").ok()?;
            let known = described.get_attribute("aria-describedby").unwrap_or_default();
            if !known.split(' ').any(|one| one == id) {
                described.set_attribute("aria-describedby", format!("{known} {id}").trim()).ok()?;
            }
            if described == field { field.set_attribute("aria-invalid", "true").ok() } else { Some(()) }
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
