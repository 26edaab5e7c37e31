//! Asking while somebody types: not at every letter, and only the answer to the last question counts.

use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// What is asked, and which question it is.
#[derive(Clone, Copy)]
pub struct Typing {
    number: StoredValue<u32>,
    quiet: Duration,
}

impl Typing {
    /// Asks after so long a pause.
    pub fn after(quiet: Duration) -> Self {
        Self { number: StoredValue::new(0), quiet }
    }

    /// What was asked before does not count any more.
    pub fn stop(self) -> u32 {
        self.number.update_value(|number| *number += 1);
        self.number.get_value()
    }

    /// `answered` hears only of the last question.
    pub fn ask<T: 'static, F: Future<Output = T> + 'static>(
        self,
        question: impl FnOnce() -> F + 'static,
        answered: impl FnOnce(T) + 'static,
    ) {
        let number = self.stop();
        let is_last = move || self.number.get_value() == number;
        set_timeout(
            move || {
                if is_last() {
                    spawn_local(async move {
                        let answer = question().await;
                        if is_last() {
                            answered(answer);
                        }
                    });
                }
            },
            self.quiet,
        );
    }
}
