//! The score table: what is chosen is stored at once, cell by cell; arrow keys go about, digits choose.

use super::{
    ask::ask,
    cell::Cell,
    page::{announce, filled, look_again, on, one, parts, read, send, show, target, tell, word, write},
};
use crate::actions::{Refused, score, shown::Told};
use leptos::{
    ev,
    prelude::{set_timeout, window_event_listener},
};
use std::{cell::Cell as Flag, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// What stands above the table, with its words.
const KEEPER: &str = ".keeper";
/// Until what did not arrive is sent once more.
const AGAIN: Duration = Duration::from_secs(15);

thread_local! {
    static IS_TRIED_AGAIN: Flag<bool> = const { Flag::new(false) };
}

pub fn listen() {
    on(
        "change",
        Box::new(|event| {
            if let Some(cell) = Cell::of(&event) {
                changed(&cell);
            }
        }),
    );
    on("keydown", Box::new(|event| pressed(event.unchecked_ref())));
    on(
        "click",
        Box::new(|event| {
            if target(&event, "[data-retry]").is_some() {
                retry();
            }
        }),
    );
    window_event_listener(ev::online, |_| retry());
    // What the browser or our own script has put back has not arrived.
    for cell in Cell::all() {
        if !cell.chosen().is_empty() && cell.chosen() != cell.stored() {
            cell.total();
            not_stored(&cell);
        }
    }
    count();
}

fn changed(cell: &Cell) {
    cell.total();
    let (chosen, stored) = (cell.chosen(), cell.stored());
    if chosen.is_empty() && !stored.is_empty() {
        cell.choose(&stored);
        say(cell, "refused", &word(KEEPER, "data-stays"));
    } else if chosen == stored {
        // Its answer says what holds.
        if !cell.is("saving") {
            cell.state("", "");
        }
    } else {
        store(cell);
    }
    count();
}

/// One answer after the other.
fn store(cell: &Cell) {
    if cell.is("saving") {
        return;
    }
    cell.state("saving", &word(KEEPER, "data-saving"));
    let (chosen, stored) = (cell.chosen(), cell.stored());
    let asked = score(word(KEEPER, "data-meeting"), cell.field.name(), stored.clone(), chosen.clone());
    let cell = cell.clone();
    let done = move |answer: Result<Told, Refused>| {
        match answer {
            Ok(told) => settle(&cell, &chosen, &told),
            Err(Refused::SignInFirst) => send(cell.form()),
            Err(Refused::Unreached) => not_stored(&cell),
            // What was chosen stays, whether the rule or the moment says no.
            Err(refused) => say(&cell, "unsaved", &refused.words_or("")),
        }
        // Chosen otherwise while the answer was on its way.
        if cell.chosen() != chosen && !cell.is("refused") {
            cell.state("", "");
            changed(&cell);
        }
        count();
    };
    ask(Box::pin(asked), Box::new(done));
}

fn settle(cell: &Cell, chosen: &str, told: &Told) {
    let Some(line) = told.lines.first() else { return };
    let is_untouched = cell.chosen() == chosen;
    cell.keep(&line.of);
    write(&cell.holder, "data-cell", &line.mark);
    cell.words("[data-others]", &line.words);
    tell(one("[data-assessors]"), &told.next);
    if is_untouched {
        cell.choose(&line.of);
        let (state, words) = if told.refused.is_empty() { ("stored", &told.stored) } else { ("refused", &told.refused) };
        say(cell, state, words);
    }
}

/// What was chosen stays, and says that it has not arrived.
fn not_stored(cell: &Cell) {
    cell.state("unsaved", &word(KEEPER, "data-unsaved"));
    announce(&word(KEEPER, "data-unreached"));
    if !IS_TRIED_AGAIN.replace(true) {
        set_timeout(retry, AGAIN);
    }
}

fn retry() {
    IS_TRIED_AGAIN.set(false);
    for cell in Cell::all() {
        if cell.is("unsaved") {
            store(&cell);
        }
    }
    count();
}

fn say(cell: &Cell, state: &str, words: &str) {
    cell.state(state, words);
    announce(&[&read(&cell.field, "aria-label"), ". ", words].concat());
}

fn count() {
    let cells = Cell::all();
    let filled_in = cells.iter().filter(|cell| !cell.stored().is_empty()).count();
    let unsaved = cells.iter().filter(|cell| cell.is("unsaved")).count();
    let Some(keeper) = one(KEEPER) else { return };
    tell(one("[data-count]"), &filled(&read(&keeper, "data-filled"), &filled_in.to_string(), &cells.len().to_string()));
    for button in parts(&keeper, "[data-retry]") {
        button.set_text_content(Some(&filled(&read(&button, "data-retry"), &unsaved.to_string(), "")));
        show(Some(button), unsaved > 0);
    }
}

/// An open list, and everything with other keys held, is the browser's.
fn pressed(event: &KeyboardEvent) {
    let Some(cell) = Cell::of(event) else { return };
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let (right, down) = match key.as_str() {
        "ArrowLeft" => (-1, 0),
        "ArrowRight" => (1, 0),
        "ArrowUp" => (0, -1),
        "ArrowDown" => (0, 1),
        "1" | "2" | "3" | "4" | "5" => {
            event.prevent_default();
            if cell.chosen() != key {
                cell.choose(&key);
                look_again(&cell.field);
                changed(&cell);
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = cell.beside(right, down) {
        let _ = to.field.focus();
    }
}
