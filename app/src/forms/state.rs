//! A form on its page: with what was typed and what is wrong with it, which the field components read from the context.

use super::{Fields, shown_name};
use domain::refusal::Refusal;
use leptos::prelude::use_context;
use services::{Problem, store::Outage};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

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
