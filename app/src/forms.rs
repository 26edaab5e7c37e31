//! Forms that work without JavaScript and lose nothing: what was typed and what is wrong with it travel in a context
//! that the field components read. Which fields a form has is its page's business.

use crate::web::PageError;
use axum::extract::Multipart;
use domain::refusal::Refusal;
use leptos::prelude::use_context;
use services::{MOST_PHOTO_BYTES, Problem};
use std::sync::Arc;

/// What was typed here is judged letter by letter, so nothing is taken out of it.
const SECRETS: [&str; 3] = ["password", "old_password", "new_password"];

/// The fields of a posted form, in order; a name may occur more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(Arc<Vec<(String, String)>>);

impl Fields {
    pub fn new(mut pairs: Vec<(String, String)>) -> Self {
        for (_, value) in pairs.iter_mut().filter(|(name, _)| !SECRETS.contains(&name.as_str())) {
            value.retain(is_text);
        }
        Self(Arc::new(pairs))
    }

    /// The trimmed text of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// A password, untouched.
    pub fn secret(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map_or_else(String::new, |(_, value)| value.clone())
    }

    /// Every value of a repeated field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
}

/// Letters, not orders: PostgreSQL refuses NUL, and marks of direction make a name look like another.
pub fn is_text(letter: char) -> bool {
    let is_mark_of_direction = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (!letter.is_control() || matches!(letter, '\n' | '\r' | '\t')) && !is_mark_of_direction
}

/// A posted form with one file.
#[derive(Default)]
pub struct Upload {
    pub fields: Fields,
    /// Empty when none was chosen.
    pub file: Vec<u8>,
}

impl Upload {
    /// The fields as text, and the bytes of the part that has a file name. A file that is too large is read to its end, so
    /// that the browser hears the answer, but only so much of it is kept that the command sees it is too large.
    pub async fn read(mut form: Multipart) -> Result<Self, PageError> {
        let mut pairs = Vec::new();
        let mut file = Vec::new();
        while let Some(mut part) = form.next_field().await.map_err(too_large)? {
            let name = part.name().unwrap_or_default().to_owned();
            if part.file_name().is_some() {
                file.clear();
                while let Some(chunk) = part.chunk().await.map_err(too_large)? {
                    let room = MOST_PHOTO_BYTES + 1 - file.len();
                    file.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                }
            } else {
                pairs.push((name, part.text().await.map_err(too_large)?));
            }
        }
        Ok(Self { fields: Fields::new(pairs), file })
    }
}

/// What the route's limit cuts off is a photo too large; anything else is no form a browser sent.
#[expect(clippy::needless_pass_by_value, reason = "used by map_err")]
fn too_large(error: axum::extract::multipart::MultipartError) -> PageError {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        PageError::Refused(Refusal::PhotoTooLarge)
    } else {
        PageError::Unreadable(error.status())
    }
}

/// A form being shown: values to keep and problems to point at.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    pub fields: Fields,
    /// Set once the form was posted; until then the page's own values count.
    pub posted: bool,
    pub problems: Vec<Problem>,
    /// A refusal of the whole form.
    pub refusal: Option<Refusal>,
}

impl FormState {
    /// What to put into a field: what was typed, or else what the page knows.
    pub fn value(name: &str, known: &str) -> String {
        match use_context::<Self>() {
            Some(state) if state.posted => state.fields.text(name).to_owned(),
            _ => known.to_owned(),
        }
    }

    /// Whether a choice is to be shown as taken.
    pub fn is_chosen(name: &str, value: &str, known: bool) -> bool {
        match use_context::<Self>() {
            Some(state) if state.posted => state.fields.all(name).any(|chosen| chosen == value),
            _ => known,
        }
    }

    /// What is wrong at a field, in words.
    pub fn problem(name: &str) -> Option<String> {
        let state = use_context::<Self>()?;
        state.problems.iter().find(|problem| problem.field == name).map(|problem| crate::text::refusal(&problem.refusal))
    }
}
