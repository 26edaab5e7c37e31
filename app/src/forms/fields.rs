//! What came with a form, as it was sent.

use services::{Clock, Typed};
use std::sync::Arc;
use uuid::Uuid;

/// With this before its name a field says what another held when the form was shown.
const SHOWN: &str = "semula.";

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

    /// What an island sends as the form would; what cannot be read holds nothing.
    pub fn encoded(form: &str) -> Self {
        Self::new(serde_html_form::from_str(form).unwrap_or_default())
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
