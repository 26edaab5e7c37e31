//! What is to be moved in the order, shown at once, with the reason that the rule asks for; stored, taken back, or back
//! where it was. The form at the foot of the screen is the page's, and works alone.

use super::{
    ask::ask,
    page::{announce, filled, focus, look_again, one, part, read, send, show, tell, tell_page, word, write},
    table::{DOCK, TABLE, arrange, ids, row},
    walk::moved,
};
use crate::actions::{Refused, shift, shown::Told};
use leptos::prelude::{request_animation_frame, set_timeout};
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// What is moved, from where and to where.
#[derive(Clone, PartialEq, Eq)]
pub struct Wish {
    pub proposal: String,
    pub from: usize,
    pub to: usize,
}

#[derive(Default)]
struct Mover {
    /// The order on which the wish was made.
    base: Vec<String>,
    wish: Option<Wish>,
    /// The last move that was stored.
    done: Option<Wish>,
    is_busy: bool,
    /// Of what is in hand, so that an answer that comes late takes nothing else out of it.
    number: u32,
}

thread_local! {
    static MOVER: RefCell<Mover> = RefCell::default();
}

const UNDO: &str = "[data-undo]";

fn with<T>(act: impl FnOnce(&mut Mover) -> T) -> T {
    MOVER.with_borrow_mut(act)
}

pub fn wish() -> Option<Wish> {
    with(|mover| mover.wish.clone())
}

pub fn is_busy() -> bool {
    with(|mover| mover.is_busy)
}

fn busy(is_busy: bool) {
    with(|mover| mover.is_busy = is_busy);
    for form in [DOCK, UNDO] {
        if let Some(button) = one(form).and_then(|form| part(&form, "button:not([type])")) {
            write(&button, "aria-busy", if is_busy { "true" } else { "false" });
        }
    }
}

/// Shows the form at the foot of the screen; what else stands there makes way.
fn dock(is_shown: bool) {
    show(one(DOCK), is_shown);
    if let Some(body) = one("body") {
        write(&body, "data-docked", if is_shown { "1" } else { "" });
    }
}

fn field(name: &str) -> Option<HtmlInputElement> {
    let dock = one(DOCK)?;
    part(&dock, &["[name=\"", name, "\"]"].concat())?.dyn_into().ok()
}

fn set(name: &str, value: &str) {
    if let Some(field) = field(name) {
        field.set_value(value);
    }
}

/// Once it can be seen.
pub fn focus_field(name: &'static str) {
    request_animation_frame(move || focus(field(name).map(Into::into)));
}

fn say(words: &str) {
    let said = one(DOCK).and_then(|dock| part(&dock, "[data-said]"));
    show(said.clone(), !words.is_empty());
    tell_once_shown(said, words);
}

/// So that it is read out.
fn tell_once_shown(part: Option<HtmlElement>, words: &str) {
    let words = words.to_owned();
    set_timeout(move || tell(part, &words), Duration::from_millis(50));
}

/// Something else is in hand now.
fn turn() -> u32 {
    with(|mover| {
        mover.number += 1;
        mover.number
    })
}

/// The table shows it at a place, and what the money would reach then.
pub fn aim(proposal: &str, to: usize) {
    if is_busy() {
        return;
    }
    let before = wish();
    let wish = match &before {
        Some(wish) if wish.proposal == proposal => wish.clone(),
        _ => begin(proposal, before.is_some()),
    };
    let base = with(|mover| mover.base.clone());
    let to = to.clamp(1, base.len().max(1));
    let order = moved(&base, proposal, to);
    if before.is_some_and(|before| before.proposal == proposal && before.to == to) && ids() == order {
        return;
    }
    turn();
    arrange(&order, proposal);
    show(one(UNDO), false);
    say_place(to, base.len());
    hold(Wish { to, ..wish });
}

/// A wish on the order as it stands; one for another proposal is taken back.
fn begin(proposal: &str, is_other: bool) -> Wish {
    if is_other {
        arrange(&with(|mover| mover.base.clone()), proposal);
    }
    let base = ids();
    let from = place(&base, proposal);
    with(|mover| mover.base = base);
    // Of another proposal, which was given up.
    if field("usulan").is_some_and(|field| field.value() != proposal) {
        set("reason", "");
    }
    say("");
    Wish { proposal: proposal.to_owned(), from, to: from }
}

/// The form says what is in hand, and can be sent as it stands. What others move meanwhile waits (`fresh.js`).
fn hold(wish: Wish) {
    set("usulan", &wish.proposal);
    set("dari", &wish.from.to_string());
    set("seen", &word(TABLE, "data-seen"));
    set("to", &wish.to.to_string());
    if let Some(to) = field("to") {
        to.set_max(&with(|mover| mover.base.len()).to_string());
    }
    let title = row(&wish.proposal).map(|row| read(&row, "data-title")).unwrap_or_default();
    tell(one(DOCK).and_then(|dock| part(&dock, "[data-title]")), &title);
    with(|mover| mover.wish = Some(wish));
    dock(true);
    is_held(true);
}

fn is_held(is_held: bool) {
    if let Some(table) = one(TABLE) {
        let _ = table.toggle_attribute_with_force("data-held", is_held);
    }
}

fn place(order: &[String], proposal: &str) -> usize {
    order.iter().position(|id| id == proposal).map_or(1, |index| index + 1)
}

pub fn place_of(proposal: &str) -> usize {
    place(&ids(), proposal)
}

pub fn say_place(place: usize, last: usize) {
    announce(&filled(&word(DOCK, "data-place"), &place.to_string(), &last.to_string()));
}

/// Back to the order that is stored.
pub fn give_up() {
    if is_busy() {
        return;
    }
    if let Some(wish) = wish() {
        turn();
        arrange(&with(|mover| mover.base.clone()), &wish.proposal);
        announce(&word(DOCK, "data-cancelled"));
        close(&wish.proposal);
        // `live.js` looks at once for what has moved meanwhile.
        tell_page("lepas");
    }
}

fn close(proposal: &str) {
    with(|mover| mover.wish = None);
    is_held(false);
    dock(false);
    if let Some(grip) = row(proposal).and_then(|row| part(&row, ".grip")) {
        write(&grip, "aria-pressed", "false");
        focus(Some(grip));
    }
}

/// The wish is sent in place of its form.
pub fn submit() {
    let Some(wish) = wish().filter(|_| !is_busy()) else { return };
    if wish.from == wish.to {
        return give_up();
    }
    let reason = field("reason").map(|field| field.value()).unwrap_or_default();
    if reason.trim().is_empty() {
        say(&word(DOCK, "data-missing"));
        return focus_field("reason");
    }
    store(wish, reason);
}

/// Back to where it came from, also a move with a reason.
pub fn undo() {
    let Some(Wish { proposal, from, to }) = with(|mover| mover.done.clone()).filter(|_| !is_busy()) else { return };
    let base = ids();
    with(|mover| mover.base = base);
    store(Wish { proposal, from: to, to: from }, word(DOCK, "data-undone"));
}

fn store(wish: Wish, reason: String) {
    let number = turn();
    busy(true);
    say("");
    let base = with(|mover| mover.base.clone());
    arrange(&moved(&base, &wish.proposal, wish.to), &wish.proposal);
    let id = field("id").map(|field| field.value()).unwrap_or_default();
    let asked = shift(
        word(DOCK, "data-meeting"),
        id,
        word(TABLE, "data-seen"),
        wish.proposal.clone(),
        wish.from.to_string(),
        wish.to.to_string(),
        reason.clone(),
    );
    let done = move |answer: Result<Told, Refused>| {
        if with(|mover| mover.number) != number {
            return;
        }
        busy(false);
        match answer {
            Ok(told) => settle(&told, &wish),
            Err(refused) => {
                arrange(&base, &wish.proposal);
                hold(wish.clone());
                set("reason", &reason);
                if refused == Refused::SignInFirst {
                    return send(one(DOCK));
                }
                say(&refused.words_or(&word(DOCK, "data-unreached")));
            }
        }
    };
    ask(Box::pin(asked), Box::new(done));
}

/// What is stored now, with what others did meanwhile.
fn settle(told: &Told, wish: &Wish) {
    let order: Vec<String> = told.lines.iter().map(|line| line.of.clone()).collect();
    arrange(&order, &wish.proposal);
    for line in &told.lines {
        let Some(row) = row(&line.of) else { continue };
        let _ = row.class_list().toggle_with_force("moved", !line.mark.is_empty());
        show(part(&row, "[data-moved]"), !line.mark.is_empty());
        tell(part(&row, "[data-badge]"), &line.mark);
        tell(part(&row, "[data-why]"), &line.words);
    }
    set("id", &told.next);
    if let Some(table) = one(TABLE) {
        write(&table, "data-seen", &told.seen);
    }
    if told.refused.is_empty() {
        set("to", "");
        if let Some(reason) = field("reason") {
            reason.set_value("");
            look_again(&reason);
        }
        close(&wish.proposal);
        let undo = one(UNDO);
        if let Some(undo) = &undo {
            tell(part(undo, "[data-title]"), &row(&wish.proposal).map(|row| read(&row, "data-title")).unwrap_or_default());
        }
        show(undo.clone(), true);
        tell_once_shown(undo.and_then(|undo| part(&undo, "[data-stored]")), &told.stored);
        with(|mover| mover.done = Some(wish.clone()));
    } else {
        let from = place(&order, &wish.proposal);
        with(|mover| mover.base = order);
        hold(Wish { from, ..wish.clone() });
        say(&told.refused);
    }
}

/// What was typed as the place.
pub fn typed_place() {
    let to = field("to").and_then(|field| field.value().parse().ok());
    if let (Some(to), Some(wish)) = (to, wish()) {
        aim(&wish.proposal, to);
    }
}
