//! A form as a browser would send it: what stands in it already, hidden fields included, and what is filled in.

use super::page::{Page, selector, words};
use scraper::ElementRef;

/// Filled in by the labels of its fields.
pub struct Form {
    pub action: String,
    pub method: String,
    pub fields: Vec<(String, String)>,
    /// Label and name of every labelled field.
    labels: Vec<(String, String)>,
}

/// What stands in a field before anybody touches it.
pub fn value(field: ElementRef) -> String {
    match field.value().name() {
        "textarea" => field.text().collect(),
        "select" => {
            let chosen = field.select(&selector("option[selected]")).next().or_else(|| field.select(&selector("option")).next());
            chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
        }
        _ => field.attr("value").unwrap_or_default().to_owned(),
    }
}

impl Form {
    pub(super) fn with_button(page: &Page, text: &str) -> Self {
        let has_button = |form: &ElementRef| {
            form.select(&selector("button")).any(|button| words(button) == text || button.attr("aria-label") == Some(text))
        };
        let found = page.html.select(&selector("form")).find(has_button);
        let form = found.unwrap_or_else(|| panic!("no form with a button “{text}” in {} {}", page.status, page.text()));
        let is_sent = |field: &ElementRef| {
            !matches!(field.attr("type"), Some("radio" | "checkbox")) && field.attr("name").is_some() || field.attr("checked").is_some()
        };
        let (all_fields, all_labels) = (selector("input, select, textarea"), selector("label[for]"));
        let fields = form.select(&all_fields).filter(is_sent);
        let mut fields: Vec<_> = fields.map(|field| (field.attr("name").unwrap_or_default().to_owned(), value(field))).collect();
        // As browsers do: the button that is pressed goes along, and may lead elsewhere.
        let button = form.select(&selector("button")).find(|button| words(*button) == text || button.attr("aria-label") == Some(text));
        let pressed = |name| button.and_then(|button| button.attr(name));
        fields.extend(pressed("name").map(|name| (name.to_owned(), pressed("value").unwrap_or_default().to_owned())));
        let labels = form.select(&all_labels).filter_map(|label| {
            let field = form.select(&selector(&format!("#{}", label.attr("for")?))).next()?;
            Some((words(label), field.attr("name")?.to_owned()))
        });
        Self {
            action: pressed("formaction").or(form.attr("action")).unwrap_or_default().to_owned(),
            method: form.attr("method").unwrap_or("get").to_lowercase(),
            fields,
            labels: labels.collect(),
        }
    }

    /// Writes into the field with this label, or chooses the option with this value.
    pub fn fill(self, label: &str, value: &str) -> Self {
        let name = self.labels.iter().find(|(known, _)| known == label).map(|(_, name)| name.clone());
        let name = name.unwrap_or_else(|| panic!("no field “{label}”; there are {:?}", self.labels));
        self.set(&name, value)
    }

    /// Sets a field by its name: for choices, ticks and what a page would not send.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.into(), value.into()));
        self
    }
}
