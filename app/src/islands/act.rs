//! One act of an island: what it will bring is shown at once, and taken back with words where it was refused.

use crate::actions::Refused;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

/// What an island shows, and what became of its last act.
pub struct Act<T: Clone + PartialEq + Send + Sync + 'static> {
    pub shown: RwSignal<T>,
    pub said: RwSignal<String>,
    is_busy: RwSignal<bool>,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "derived, it would ask for the same of what is shown")]
impl<T: Clone + PartialEq + Send + Sync + 'static> Clone for Act<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Copy for Act<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Act<T> {
    pub fn new(shown: T) -> Self {
        Self { shown: RwSignal::new(shown), said: RwSignal::new(String::new()), is_busy: RwSignal::new(false) }
    }

    /// Takes the place of sending the form. `next` is what will be there; `unreached` is said where nobody answers. Whoever
    /// has to sign in first sends the form after all, which leads there and back. A second click waits for the first.
    pub fn send<F>(self, event: &SubmitEvent, next: T, unreached: String, asked: F)
    where
        F: Future<Output = Result<T, Refused>> + 'static,
    {
        event.prevent_default();
        if self.is_busy.get_untracked() {
            return;
        }
        let form = form_of(event);
        let before = self.shown.get_untracked();
        self.is_busy.set(true);
        self.said.set(String::new());
        self.shown.set(next);
        spawn_local(async move {
            match asked.await {
                Ok(now) => self.shown.set(now),
                Err(refused) => {
                    self.shown.set(before);
                    match refused {
                        Refused::Said(words) => self.said.set(words),
                        Refused::Unreached => self.said.set(unreached),
                        Refused::SignInFirst => send_plainly(form),
                    }
                }
            }
            self.is_busy.set(false);
        });
    }

    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }
}

/// What an act says, for everybody who cannot see it change as well.
#[component]
pub fn Said(said: RwSignal<String>) -> impl IntoView {
    view! { <p role="status" class="small" class:error-text=move || !said.get().is_empty()>{move || said.get()}</p> }
}

#[cfg(feature = "hydrate")]
type Form = Option<web_sys::HtmlFormElement>;
#[cfg(not(feature = "hydrate"))]
type Form = ();

#[cfg(feature = "hydrate")]
fn form_of(event: &SubmitEvent) -> Form {
    use wasm_bindgen::JsCast;
    event.target().and_then(|target| target.dyn_into().ok())
}

#[cfg(feature = "hydrate")]
fn send_plainly(form: Form) {
    if let Some(form) = form {
        // Without the event, so that the island does not take it again.
        let _ = form.submit();
    }
}

#[cfg(not(feature = "hydrate"))]
fn form_of(_: &SubmitEvent) -> Form {}

#[cfg(not(feature = "hydrate"))]
fn send_plainly(_: Form) {}
