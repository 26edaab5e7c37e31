//! A form as a browser would send it: what stands in it already, hidden fields included, and what is filled in.

use super::page::{Page, selector, words};
use scraper::ElementRef;

/// What a browser sends of a form: no field that is switched off, and none of what a script would copy.
pub fn fields_of(form: ElementRef) -> Vec<ElementRef> {
    let is_copied =
        |field: &ElementRef| field.ancestors().any(|around| around.value().as_element().is_some_and(|around| around.name() == "template"));
    form.select(&selector(":is(input, select, textarea)[name]:not([disabled])")).filter(|field| !is_copied(field)).collect()
}

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

/// What somebody might write into an empty field; nothing where there is nothing to write.
fn plausible(field: ElementRef) -> Option<String> {
    let is = |name: &str, value: &str| field.attr(name) == Some(value);
    Some(match field.value().name() {
        "select" => {
            let options = selector("option");
            let mut values = field.select(&options).filter_map(|option| option.attr("value").map(str::to_owned));
            values.find(|value| !value.is_empty())?
        }
        "textarea" => "Isian contoh yang cukup panjang.".into(),
        _ if is("type", "hidden") || is("type", "file") || is("type", "checkbox") || is("type", "radio") => return None,
        _ if is("type", "date") => "2027-12-30".into(),
        _ if is("type", "password") => testing::PASSWORD.into(),
        _ if is("type", "number") || is("inputmode", "numeric") || is("inputmode", "decimal") => "1".into(),
        _ => "Isian contoh".into(),
    })
}

impl Form {
    /// The form that a page would send to this address, with something in every field that was empty.
    pub fn sent_to(page: &Page, action: &str) -> Option<Self> {
        let forms = selector("form[method=post]");
        let path = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
        let buttons = selector("button[formaction]");
        let leads_there = |address: Option<&str>| address.is_some_and(|known| path(known) == path(action));
        let form = page
            .html
            .select(&forms)
            .find(|form| leads_there(form.attr("action")) || form.select(&buttons).any(|button| leads_there(button.attr("formaction"))))?;
        let mut sent = Self::read(form, None);
        for field in fields_of(form) {
            let name = field.attr("name").unwrap_or_default();
            let known = sent.fields.iter().position(|(known, value)| known == name && !value.is_empty());
            let choice = if field.attr("type") == Some("radio") { field.attr("value").map(str::to_owned) } else { plausible(field) };
            if let (None, Some(value)) = (known, choice) {
                sent = sent.set(name, &value);
            }
        }
        Some(sent)
    }

    pub(super) fn with_button(page: &Page, text: &str) -> Self {
        let (forms, buttons) = (selector("form"), selector("button"));
        let found = page.html.select(&forms).find_map(|form| {
            let pressed = form.select(&buttons).find(|button| words(*button) == text || button.attr("aria-label") == Some(text))?;
            Some((form, pressed))
        });
        let (form, pressed) = found.unwrap_or_else(|| panic!("no form with a button “{text}” in {} {}", page.status, page.text()));
        Self::read(form, Some(pressed))
    }

    /// As browsers do: the button that is pressed goes along, and may lead elsewhere.
    fn read(form: ElementRef, button: Option<ElementRef>) -> Self {
        let is_sent = |field: &ElementRef| !matches!(field.attr("type"), Some("radio" | "checkbox")) || field.attr("checked").is_some();
        let all_labels = selector("label[for]");
        let fields = fields_of(form).into_iter().filter(is_sent);
        let mut fields: Vec<_> = fields.map(|field| (field.attr("name").unwrap_or_default().to_owned(), value(field))).collect();
        let pressed = |name| button.and_then(|button| button.attr(name));
        fields.extend(pressed("name").map(|name| (name.to_owned(), pressed("value").unwrap_or_default().to_owned())));
        let labels = form.select(&all_labels).filter_map(|label| {
            let field = form.select(&selector(&format!("[id=\"{}\"]", label.attr("for")?))).next()?;
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
