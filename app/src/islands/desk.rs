//! The desk of a meeting comes alive: the score table keeps each value (`scores`), the order is moved by hand
//! (`order`), what came in is verified in the list (`verify`), the hall goes down its lines by keys (`hall`).
//!
//! What is on the desk is drawn by the pages, whole, with its words and figures in `data-` attributes; here is only
//! what is done with it, found when it is done. So tables are sent once and not as properties once more, the module
//! stays small, and nothing has to be woken again where a part of the page was drawn anew.

#[cfg(feature = "hydrate")]
mod ask;
#[cfg(feature = "hydrate")]
mod cell;
#[cfg(feature = "hydrate")]
mod hall;
#[cfg(feature = "hydrate")]
mod hand;
#[cfg(feature = "hydrate")]
mod order;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(feature = "hydrate")]
mod scores;
#[cfg(feature = "hydrate")]
mod table;
#[cfg(feature = "hydrate")]
mod verify;
#[cfg(any(feature = "hydrate", test))]
mod walk;

use leptos::prelude::*;

#[island]
pub fn MeetingDesk() -> impl IntoView {
    Effect::new(|_| wake());
}

/// Once a page, also where a part of it that holds this island was drawn anew.
#[cfg(feature = "hydrate")]
fn wake() {
    thread_local! {
        static IS_AWAKE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    if IS_AWAKE.replace(true) {
        return;
    }
    scores::listen();
    hand::listen();
    verify::listen();
    // The last, so that a key that was used is not used again.
    hall::listen();
}

#[cfg(not(feature = "hydrate"))]
fn wake() {}
