//! Forms that work without JavaScript and lose nothing: what was typed and what is wrong with it travel in a context
//! that the field components read. How typed text becomes what a command takes is in `reading`; which fields a form has
//! is its page's business; forms with a file are in `uploads`.

mod reading;

pub use reading::Reading;

use domain::refusal::Refusal;
use leptos::prelude::use_context;
use services::{Clock, Problem, Typed, store::Outage};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use uuid::Uuid;

/// A password, a code or a token. It is judged letter by letter, so nothing is taken out of it, and it is never shown
/// or kept. Whoever adds a field for one calls it so.
pub fn is_secret(name: &str) -> bool {
    ["password", "secret", "token", "totp", "otp", "recovery"].iter().any(|part| name.contains(part))
        || matches!(name, "code" | "kode" | "sandi")
}

/// The fields of a posted form, in order; a name may occur more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(Arc<Vec<(String, String)>>);

impl Fields {
    pub fn new(mut pairs: Vec<(String, String)>) -> Self {
        for (_, value) in pairs.iter_mut().filter(|(name, _)| !is_secret(name)) {
            *value = domain::text::clean(value);
        }
        Self(Arc::new(pairs))
    }

    /// Everything that was sent, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The trimmed text of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The text of a field beside what it held when its page was shown, see `components::field::Shown`.
    pub fn typed(&self, name: &str) -> Typed<'_> {
        let shown = shown_name(name);
        Typed { text: self.text(name), shown: self.has(&shown).then(|| self.text(&shown)) }
    }

    /// What the form held when its page was shown, where it says so; read like what was sent.
    pub fn shown(&self) -> Option<Self> {
        let shown = |(name, value): &(String, String)| Some((name.strip_prefix(SHOWN)?.to_owned(), value.clone()));
        let pairs: Vec<_> = self.0.iter().filter_map(shown).collect();
        (!pairs.is_empty()).then(|| Self(Arc::new(pairs)))
    }

    /// A password, untouched.
    pub fn secret(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map_or_else(String::new, |(_, value)| value.clone())
    }

    /// Every value of a repeated field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The id that a page made for what its form creates, so that the form sent twice creates it once. A form without
    /// one creates something of its own, when its sender may.
    pub fn made_id<Id: From<Uuid>>(&self, name: &str, clock: &Clock) -> Id {
        self.text(name).parse().unwrap_or_else(|_| clock.new_id()).into()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
}

/// The hidden field that says what a field held when its page was shown.
pub fn shown_name(name: &str) -> String {
    format!("{SHOWN}{name}")
}

const SHOWN: &str = "semula.";

/// A form being shown: values to keep and problems to point at.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    pub fields: Fields,
    /// Set once the form was posted; until then the page's own values count.
    pub posted: bool,
    pub problems: Vec<Problem>,
    /// A refusal of the whole form.
    pub refusal: Option<Refusal>,
    /// Nothing is wrong with the form; it could not be saved.
    pub unsaved: Option<Outage>,
    /// Set by the fields into which one writes, for what comes after them on the page.
    pub words: Arc<AtomicBool>,
}

impl FormState {
    /// What was sent with the form that was refused.
    pub fn posted() -> Option<Fields> {
        use_context::<Self>().filter(|state| state.posted).map(|state| state.fields)
    }

    /// There is something to write into on this page.
    pub fn note_words() {
        if let Some(state) = use_context::<Self>() {
            state.words.store(true, Ordering::Relaxed);
        }
    }

    pub fn has_words(&self) -> bool {
        self.words.load(Ordering::Relaxed)
    }

    /// What to put into a field: what was typed, or else what the page knows. Of two forms on one page only one was
    /// sent.
    pub fn value(name: &str, known: &str) -> String {
        match use_context::<Self>() {
            Some(state) if state.posted && state.fields.has(name) => state.fields.text(name).to_owned(),
            _ => known.to_owned(),
        }
    }

    /// What a field held when this reader last saw it stored: on a form that comes back, what it held then, unless
    /// somebody has changed it meanwhile and this page says so.
    pub fn shown(name: &str, stored: &str) -> String {
        let Some(state) = use_context::<Self>().filter(|state| state.posted) else { return stored.to_owned() };
        let told = state.problems.iter().any(|problem| problem.is_at(name) && matches!(problem.refusal, Refusal::ChangedTo { .. }));
        let sent = shown_name(name);
        if told || !state.fields.has(&sent) { stored.to_owned() } else { state.fields.text(&sent).to_owned() }
    }

    /// Whether a choice is to be shown as taken.
    pub fn is_chosen(name: &str, value: &str, known: bool) -> bool {
        match use_context::<Self>() {
            Some(state) if state.posted => state.fields.all(name).any(|chosen| chosen == value),
            _ => known,
        }
    }

    /// Whether something of this kind was said, of the whole form or at a field.
    pub fn says(&self, what: impl Fn(&Refusal) -> bool) -> bool {
        self.problems.iter().map(|problem| &problem.refusal).chain(&self.refusal).any(what)
    }

    /// What is wrong at a field, in words.
    pub fn problem(name: &str) -> Option<String> {
        let state = use_context::<Self>()?;
        state.problems.iter().find(|problem| problem.is_at(name)).map(|problem| crate::text::refusal(&problem.refusal))
    }
}
