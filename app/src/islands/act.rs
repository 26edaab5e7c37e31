//! One act of an island: what it will bring is shown at once, and taken back with words where it was refused.

use super::plainly::Plainly;
use crate::actions::Refused;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use std::{pin::Pin, rc::Rc, time::Duration};

/// So long an act may be without an answer.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// What an island shows, and what became of its last act.
pub struct Act<T: Clone + Send + Sync + 'static> {
    pub shown: RwSignal<T>,
    /// Words on what went wrong.
    pub said: RwSignal<String>,
    turn: Turn,
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
        let said = RwSignal::new(String::new());
        let turn = Turn { said, is_busy: RwSignal::new(false), number: RwSignal::new(0) };
        Self { shown: RwSignal::new(shown), said, turn }
    }

    /// Takes the place of sending the form. `next` is what will be there; `unreached` is said where nobody answers.
    /// Whoever has to sign in first sends the form after all, which leads there and back. While one act waits for its
    /// answer, another click is passed over.
    pub fn send<F>(self, event: &SubmitEvent, next: T, unreached: String, asked: F)
    where
        F: Future<Output = Result<Option<T>, Refused>> + 'static,
    {
        event.prevent_default();
        if self.turn.is_busy.get_untracked() {
            return;
        }
        let shown = self.shown;
        let before = shown.get_untracked();
        shown.set(next);
        let asked = async move {
            let now = asked.await?;
            Ok(Box::new(move || now.into_iter().for_each(|now| shown.set(now))) as Box<dyn FnOnce()>)
        };
        self.turn.begin(Plainly::of(event), unreached, Rc::new(move || shown.set(before.clone())), Box::pin(asked));
    }

    pub fn is_busy(self) -> bool {
        self.turn.is_busy.get()
    }
}

/// What is the same whatever is shown, so that the browser gets it once. What was done comes as a step that shows it.
#[derive(Clone, Copy)]
struct Turn {
    said: RwSignal<String>,
    is_busy: RwSignal<bool>,
    /// Which act it is, so that an answer that comes late is known.
    number: RwSignal<u32>,
}

type Asked = Pin<Box<dyn Future<Output = Result<Box<dyn FnOnce()>, Refused>>>>;

impl Turn {
    fn begin(self, plainly: Plainly, unreached: String, take_back: Rc<dyn Fn()>, asked: Asked) {
        let number = self.number.get_untracked() + 1;
        self.number.set(number);
        self.is_busy.set(true);
        self.said.set(String::new());
        let (was, words) = (Rc::clone(&take_back), unreached.clone());
        let waited = set_timeout_with_handle(move || self.give_up(number, &*was, words), PATIENCE);
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
                Ok(show) => {
                    self.said.set(String::new());
                    show();
                }
                Err(refused) => {
                    take_back();
                    if refused == Refused::SignInFirst {
                        plainly.send();
                    } else {
                        self.said.set(refused.words_or(&unreached));
                    }
                }
            }
            self.is_busy.set(false);
        });
    }

    fn give_up(self, number: u32, take_back: &dyn Fn(), unreached: String) {
        if self.number.get_untracked() == number && self.is_busy.get_untracked() {
            take_back();
            self.said.set(unreached);
            self.is_busy.set(false);
        }
    }
}

/// What went wrong, also for those who do not see it.
#[component]
pub fn Said(said: RwSignal<String>) -> impl IntoView {
    view! { <p aria-live="polite" class="small error-text" hidden=move || said.get().is_empty()>{move || said.get()}</p> }
}
