//! A form as a page shows it, and what is sent in its name.

use super::hostile;
use crate::support::{Page, fields_of, selector};
use scraper::ElementRef;

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Line,
    Lines,
    /// A number, a day, an hour: anything that is refused when it cannot be read.
    Measure(&'static str),
    Secret,
    Hidden,
    /// The values to choose from.
    Choice(Vec<String>),
    Tick,
    File,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub value: String,
    pub kind: Kind,
}

/// A form of a page.
#[derive(Clone, Debug)]
pub struct Found {
    pub action: String,
    pub posts: bool,
    pub takes_files: bool,
    pub fields: Vec<Field>,
    /// Name and value of the button that is pressed, where it has one.
    pub button: Option<(String, String)>,
}

/// How a form is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Hostile text wherever something can be typed.
    Typed,
    /// Hostile text in every field, hidden ones and choices included, as no browser sends it.
    Everything,
    /// Hostile text where any text is taken; the rest as the form wants it.
    Plausible,
}

impl Found {
    /// All forms of a page; one with several buttons occurs once for each, also for one that leads elsewhere.
    pub fn all(page: &Page, address: &str) -> Vec<Self> {
        page.html.select(&selector("form")).flat_map(|form| Self::read(form, address)).collect()
    }

    fn read(form: ElementRef, address: &str) -> Vec<Self> {
        let mut fields: Vec<Field> = Vec::new();
        for element in fields_of(form) {
            add(&mut fields, element);
        }
        let buttons: Vec<_> = form
            .select(&selector("button[name]"))
            .map(|button| (button.attr("name").unwrap_or_default().to_owned(), button.attr("value").unwrap_or_default().to_owned()))
            .collect();
        let action = form.attr("action").filter(|action| !action.is_empty()).unwrap_or(address).to_owned();
        let found = Self {
            action,
            posts: form.attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
            takes_files: form.attr("enctype").is_some_and(|kind| kind.starts_with("multipart")),
            fields,
            button: None,
        };
        let elsewhere = selector("button[formaction]");
        let elsewhere = form.select(&elsewhere).filter_map(|button| button.attr("formaction"));
        let mut all: Vec<Self> = elsewhere.map(|action| Self { action: action.to_owned(), ..found.clone() }).collect();
        if buttons.is_empty() {
            all.push(found);
        } else {
            all.extend(buttons.into_iter().map(|button| Self { button: Some(button), ..found.clone() }));
        }
        all
    }

    /// What tells this form from another one with the same address.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.fields.iter().map(|field| field.name.clone()).collect();
        names.extend(self.button.iter().map(|(name, value)| format!("{name}={value}")));
        names
    }

    pub fn takes_text(&self) -> bool {
        !self.texts().is_empty()
    }

    /// The names of the fields into which any text may be typed.
    pub fn texts(&self) -> Vec<String> {
        let texts = self.fields.iter().filter(|field| matches!(field.kind, Kind::Line | Kind::Lines));
        texts.map(|field| field.name.clone()).collect()
    }

    /// What is sent, in the order of the fields.
    pub fn filled(&self, filling: Filling, turn: usize) -> Vec<(String, String)> {
        let fields = self.fields.iter().enumerate().filter_map(|(index, field)| {
            let value = field.filled(filling, turn + index)?;
            Some((field.name.clone(), value))
        });
        fields.chain(self.button.clone()).collect()
    }

    /// Fields in which something was typed, without secrets, and what stands there now; `None` where the field is
    /// gone.
    pub fn kept<'a>(&self, sent: &'a [(String, String)], now: &'a Self) -> Vec<(&'a str, &'a str, Option<&'a str>)> {
        let is_typed = |name: &str| {
            let is_text = |field: &Field| matches!(field.kind, Kind::Line | Kind::Lines | Kind::Measure(_));
            self.fields.iter().any(|field| field.name == name && is_text(field))
        };
        let value = |name: &str| now.fields.iter().find(|field| field.name == name).map(|field| field.value.as_str());
        sent.iter().filter(|(name, _)| is_typed(name)).map(|(name, typed)| (name.as_str(), typed.as_str(), value(name))).collect()
    }
}

fn add(fields: &mut Vec<Field>, element: ElementRef) {
    let name = element.attr("name").unwrap_or_default().to_owned();
    let value = element.attr("value").unwrap_or_default().to_owned();
    let is_checked = element.attr("checked").is_some();
    let kind = match (element.value().name(), element.attr("type").unwrap_or("text"), element.attr("inputmode")) {
        ("textarea", ..) => {
            // Parsers take the first line break away; scraper keeps it.
            let text: String = element.text().collect();
            fields.push(Field { name, value: text, kind: Kind::Lines });
            return;
        }
        ("select", ..) => {
            let options: Vec<ElementRef> = element.select(&selector("option")).collect();
            let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
            let value = chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned();
            let values = options.iter().filter_map(|option| option.attr("value")).map(str::to_owned).collect();
            fields.push(Field { name, value, kind: Kind::Choice(values) });
            return;
        }
        (_, "radio", _) => {
            if let Some(known) = fields.iter_mut().find(|field| field.name == name) {
                if let Kind::Choice(values) = &mut known.kind {
                    values.push(value.clone());
                }
                if is_checked {
                    known.value = value;
                }
                return;
            }
            let chosen = if is_checked { value.clone() } else { String::new() };
            fields.push(Field { name, value: chosen, kind: Kind::Choice(vec![value]) });
            return;
        }
        (_, "checkbox", _) => Kind::Tick,
        (_, "hidden", _) => Kind::Hidden,
        (_, "password", _) => Kind::Secret,
        (_, "file", _) => Kind::File,
        (_, "submit" | "button", _) => return,
        (_, "date", _) => Kind::Measure("2027-03-01"),
        (_, "time", _) => Kind::Measure("09:00"),
        (_, "month", _) => Kind::Measure("2027-03"),
        (_, "number", _) | (_, _, Some("numeric" | "decimal")) => Kind::Measure("12"),
        _ => Kind::Line,
    };
    let value = if kind == Kind::Tick && !is_checked { String::new() } else { value };
    fields.push(Field { name, value, kind });
}

impl Field {
    /// What is sent of this field; nothing of a box that is not ticked.
    fn filled(&self, filling: Filling, turn: usize) -> Option<String> {
        let hostile = || hostile::text(turn).to_owned();
        Some(match (&self.kind, filling) {
            (Kind::File, _) => return None,
            (Kind::Secret, _) => "bukan kata sandinya".to_owned(),
            (Kind::Lines, _) => hostile::lines(turn),
            (Kind::Line, _) | (Kind::Measure(_), Filling::Typed) | (_, Filling::Everything) => hostile(),
            (Kind::Measure(example), Filling::Plausible) if self.value.is_empty() => (*example).to_owned(),
            (Kind::Choice(values), Filling::Plausible) if self.value.is_empty() => {
                values.iter().find(|value| !value.is_empty()).cloned().unwrap_or_default()
            }
            (Kind::Tick, Filling::Plausible) => {
                if self.value.is_empty() {
                    "ya".into()
                } else {
                    self.value.clone()
                }
            }
            (Kind::Tick, _) if self.value.is_empty() => return None,
            _ => self.value.clone(),
        })
    }
}
