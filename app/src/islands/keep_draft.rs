//! Saves what is being written some seconds after the last letter, and when the page is left. The buttons of its form
//! save it as well, without this script.

use super::act::Said;
#[cfg(feature = "hydrate")]
use super::form::Drawn;
#[cfg(feature = "hydrate")]
use crate::actions::{Refused, keep_plan, keep_proposal};
use leptos::{html::P, prelude::*};
use serde::{Deserialize, Serialize};
#[cfg(feature = "hydrate")]
use std::time::Duration;

/// So long nothing is typed before it is saved, and so long until it is tried again.
#[cfg(feature = "hydrate")]
const QUIET: Duration = Duration::from_secs(2);
#[cfg(feature = "hydrate")]
const AGAIN: Duration = Duration::from_secs(15);

/// What is said where it could not be saved.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeepingWords {
    pub unreached: String,
    pub sign_in: String,
    pub wrong: String,
}

/// Stands within the form. `of` is a proposal at one of its steps, or a plan, which has none.
#[island]
pub fn KeepDraft(of: String, step: String, words: KeepingWords) -> impl IntoView {
    let place = NodeRef::<P>::new();
    let (kept, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let [is_touched, is_busy, is_sent, has_marked] = [(); 4].map(|()| RwSignal::new(false));
    let keeper = Keeper { is_plan: step.is_empty(), of, words, kept, said, is_touched, is_busy, is_sent, has_marked };
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            browser::watch(&Drawn::around(&place), &keeper);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(keeper);
    view! {
        <p node_ref=place class="small soft" hidden=move || kept.get().is_empty()>{move || kept.get()}</p>
        <Said said=said/>
    }
}

/// What it knows of its form.
#[derive(Clone)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "in a browser it is used"))]
struct Keeper {
    of: String,
    is_plan: bool,
    words: KeepingWords,
    kept: RwSignal<String>,
    said: RwSignal<String>,
    /// Something is not saved yet.
    is_touched: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    /// The form is being sent: that saves it, too.
    is_sent: RwSignal<bool>,
    /// Words stand at a field from here, and not from the page.
    has_marked: RwSignal<bool>,
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{AGAIN, Drawn, Keeper, QUIET, Refused, keep_plan, keep_proposal};
    use leptos::{ev, prelude::*, task::spawn_local};
    use std::time::Duration;

    /// Only what touches this form counts; the last letter begins the wait anew.
    pub fn watch(form: &Drawn, keeper: &Keeper) {
        let waits = StoredValue::new_local(None::<leptos::leptos_dom::helpers::TimeoutHandle>);
        let later = {
            let (form, keeper) = (form.clone(), keeper.clone());
            move |wait: Duration| {
                let (form, keeper) = (form.clone(), keeper.clone());
                let begun = set_timeout_with_handle(move || keeper.keep(&form), wait).ok();
                if let Some(before) = waits.try_update_value(|waits| std::mem::replace(waits, begun)).flatten() {
                    before.clear();
                }
            }
        };
        let (typed, touched) = (form.clone(), keeper.is_touched);
        window_event_listener(ev::input, move |event| {
            if typed.holds(event.target()) {
                touched.set(true);
                later(QUIET);
            }
        });
        let (sent, is_sent) = (form.clone(), keeper.is_sent);
        window_event_listener(ev::submit, move |event| is_sent.set(is_sent.get_untracked() || sent == Drawn::of(&event)));
        for leaving in ["pagehide", "visibilitychange"] {
            let (form, keeper) = (form.clone(), keeper.clone());
            window_event_listener_untyped(leaving, move |_| keeper.keep(&form));
        }
    }

    impl Keeper {
        fn keep(&self, form: &Drawn) {
            if !self.is_touched.get_untracked() || self.is_busy.get_untracked() || self.is_sent.get_untracked() {
                return;
            }
            self.is_touched.set(false);
            self.is_busy.set(true);
            let (keeper, form, encoded) = (self.clone(), form.clone(), form.encoded());
            spawn_local(async move {
                let asked = encoded.clone();
                let of = keeper.of.clone();
                let answer = if keeper.is_plan { keep_plan(of, asked).await } else { keep_proposal(of, asked).await };
                keeper.is_busy.set(false);
                let mut problems = Vec::new();
                let said = match answer {
                    Ok(kept) => {
                        if form.encoded() == encoded {
                            form.settle();
                        }
                        for (name, value) in &kept.shown {
                            form.set(name, value);
                        }
                        keeper.kept.set(kept.words);
                        problems = kept.problems;
                        String::new()
                    }
                    Err(Refused::At(found)) => {
                        problems = found;
                        keeper.words.wrong.clone()
                    }
                    Err(Refused::Said(words) | Refused::Waits { words, .. }) => words,
                    Err(Refused::SignInFirst) => keeper.words.sign_in.clone(),
                    Err(Refused::Unreached) => {
                        keeper.is_touched.set(true);
                        keeper.words.unreached.clone()
                    }
                };
                if keeper.has_marked.get_untracked() || !problems.is_empty() {
                    form.point_out(&problems);
                    keeper.has_marked.set(!problems.is_empty());
                }
                let is_kept = said.is_empty();
                keeper.said.set(said);
                // What was typed meanwhile, or could not be brought.
                if keeper.is_touched.get_untracked() {
                    set_timeout(move || keeper.keep(&form), if is_kept { QUIET } else { AGAIN });
                }
            });
        }
    }
}
