//! One act of an island: what it will bring is shown at once, and taken back with words where it was refused.

use super::plainly::Plainly;
use crate::actions::Refused;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use std::time::Duration;

/// So long an act may be without an answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// What an island shows, and what became of its last act.
pub struct Act<T: Clone + Send + Sync + 'static> {
    pub shown: RwSignal<T>,
    /// Words on what went wrong.
    pub said: RwSignal<String>,
    is_busy: RwSignal<bool>,
    /// Which act it is, so that an answer that comes late is known.
    number: RwSignal<u32>,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "derived, it would ask for the same of what is shown")]
impl<T: Clone + Send + Sync + 'static> Clone for Act<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Copy for Act<T> {}

impl<T: Clone + Send + Sync + 'static> Act<T> {
    pub fn new(shown: T) -> Self {
        Self { shown: RwSignal::new(shown), said: RwSignal::new(String::new()), is_busy: RwSignal::new(false), number: RwSignal::new(0) }
    }

    /// Takes the place of sending the form. `next` is what will be there; `unreached` is said where nobody answers.
    /// Whoever has to sign in first sends the form after all, which leads there and back. While one act waits for its
    /// answer, another click is passed over.
    pub fn send<F>(self, event: &SubmitEvent, next: T, unreached: String, asked: F)
    where
        F: Future<Output = Result<Option<T>, Refused>> + 'static,
    {
        event.prevent_default();
        if self.is_busy.get_untracked() {
            return;
        }
        let plainly = Plainly::of(event);
        let before = self.shown.get_untracked();
        let number = self.number.get_untracked() + 1;
        self.number.set(number);
        self.is_busy.set(true);
        self.said.set(String::new());
        self.shown.set(next);
        let (was, words) = (before.clone(), unreached.clone());
        let waited = set_timeout_with_handle(move || self.give_up(number, was, words), PATIENCE);
        spawn_local(async move {
            let answer = asked.await;
            if let Ok(waited) = waited {
                waited.clear();
            }
            // An answer that comes after all says what holds; not so where something else was done meanwhile.
            if self.number.get_untracked() != number {
                return;
            }
            match answer {
                Ok(now) => {
                    self.said.set(String::new());
                    if let Some(now) = now {
                        self.shown.set(now);
                    }
                }
                Err(refused) => {
                    self.shown.set(before);
                    match refused {
                        Refused::Said(words) | Refused::Waits { words, .. } => self.said.set(words),
                        Refused::At(problems) => self.said.set(problems.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" ")),
                        Refused::Unreached => self.said.set(unreached),
                        Refused::SignInFirst => plainly.send(),
                    }
                }
            }
            self.is_busy.set(false);
        });
    }

    fn give_up(self, number: u32, before: T, unreached: String) {
        if self.number.get_untracked() == number && self.is_busy.get_untracked() {
            self.shown.set(before);
            self.said.set(unreached);
            self.is_busy.set(false);
        }
    }

    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }
}

/// What went wrong, also for those who do not see it.
#[component]
pub fn Said(said: RwSignal<String>) -> impl IntoView {
    view! { <p aria-live="polite" class="small error-text" hidden=move || said.get().is_empty()>{move || said.get()}</p> }
}
