//! The hand that moves a line of the order: a finger or a mouse on the handle, arrows, keys.

use super::{
    order::{aim, focus_field, give_up, is_busy, place_of, say_place, submit, typed_place, undo, wish},
    page::{around, on, one, read, target, write},
    table::{DOCK, Row, row, row_of, rows},
};
use leptos::{
    leptos_dom::helpers::IntervalHandle,
    prelude::{set_interval_with_handle, window},
};
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent};

/// So near to the edge of the screen it scrolls.
const EDGE: f64 = 96.0;
const STEP: f64 = 18.0;
const TICK: Duration = Duration::from_millis(24);

/// What a pointer holds.
#[derive(Clone)]
struct Drag {
    proposal: String,
    y: f64,
    with_mouse: bool,
    scrolling: Option<IntervalHandle>,
}

thread_local! {
    static DRAG: RefCell<Option<Drag>> = const { RefCell::new(None) };
}

pub fn listen() {
    on("pointerdown", Box::new(|event| take(event.unchecked_ref())));
    on(
        "pointermove",
        Box::new(|event| {
            let y = f64::from(event.unchecked_ref::<PointerEvent>().client_y());
            DRAG.with_borrow_mut(|drag| drag.iter_mut().for_each(|drag| drag.y = y));
            follow();
        }),
    );
    on("pointerup", Box::new(|_| let_go(false)));
    on("pointercancel", Box::new(|_| let_go(true)));
    on("click", Box::new(|event| click(event.unchecked_ref())));
    on("keydown", Box::new(|event| key(event.unchecked_ref())));
    on(
        "change",
        Box::new(|event| {
            if target(&event, ".dock [name=to]").is_some() {
                typed_place();
            }
        }),
    );
    on(
        "submit",
        Box::new(|event| {
            let is_undo = target(&event, "[data-undo]").is_some();
            if is_undo || target(&event, DOCK).is_some() {
                event.prevent_default();
                if is_undo { undo() } else { submit() }
            }
        }),
    );
}

/// The handle is taken.
fn take(event: &PointerEvent) {
    let Some(grip) = target(event, ".grip") else { return };
    let Some(row) = row_of(&grip).filter(|_| event.is_primary() && event.button() == 0 && !is_busy()) else { return };
    let _ = row.element.class_list().add_1("is-held");
    let scrolling = set_interval_with_handle(scroll, TICK).ok();
    let with_mouse = event.pointer_type() == "mouse";
    let drag = Drag { proposal: row.proposal, y: f64::from(event.client_y()), with_mouse, scrolling };
    DRAG.with_borrow_mut(|held| *held = Some(drag));
}

/// It goes where the pointer is: below every row whose middle is above it.
fn follow() {
    let Some(Drag { proposal, y, .. }) = DRAG.with_borrow(Clone::clone) else { return };
    let middle = |row: &Row| {
        let place = row.element.get_bounding_client_rect();
        place.top() + place.height() / 2.0
    };
    let above = rows().iter().filter(|row| row.proposal != proposal && middle(row) < y).count();
    aim(&proposal, above + 1);
}

fn scroll() {
    let Some(y) = DRAG.with_borrow(|drag| drag.as_ref().map(|drag| drag.y)) else { return };
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    // The foot of the screen is the form's.
    let foot = one(DOCK).map_or(0.0, |dock| dock.get_bounding_client_rect().height());
    let by = if y < EDGE {
        -STEP
    } else if y > height - foot - EDGE {
        STEP
    } else {
        return;
    };
    window().scroll_by_with_x_and_y(0.0, by);
    follow();
}

fn let_go(is_cancelled: bool) {
    let Some(held) = DRAG.with_borrow_mut(Option::take) else { return };
    if let Some(scrolling) = held.scrolling {
        scrolling.clear();
    }
    if let Some(row) = row(&held.proposal) {
        let _ = row.class_list().remove_1("is-held");
    }
    let Some(wish) = wish() else { return };
    if is_cancelled || wish.from == wish.to {
        give_up();
    } else if held.with_mouse {
        // A finger would call the keyboard over the list.
        focus_field("reason");
    }
}

/// The arrows lead to a form of their own; here they move at once.
fn click(event: &MouseEvent) {
    if target(event, "[data-cancel]").is_some() {
        return give_up();
    }
    let Some(arrow) = target(event, "[data-step]") else { return };
    let Some(row) = row_of(&arrow).filter(|_| !(event.ctrl_key() || event.meta_key() || event.shift_key())) else { return };
    event.prevent_default();
    step(&row, read(&arrow, "data-step") == "1");
    // By keyboard one goes on in the form.
    if event.detail() == 0 {
        focus_field("to");
    }
}

/// Alt with an arrow moves the row that has the focus; its handle is taken and let go with the space bar.
fn key(event: &KeyboardEvent) {
    let key = event.key();
    if key == "Escape" {
        return give_up();
    }
    let Some(element) = target(event, "tr[data-proposal] *") else { return };
    let Some(row) = row_of(&element) else { return };
    let grip = around(&element, ".grip");
    let is_taken = grip.as_ref().is_some_and(|grip| read(grip, "aria-pressed") == "true");
    match (key.as_str(), grip) {
        ("ArrowUp" | "ArrowDown", _) if event.alt_key() || is_taken => {
            event.prevent_default();
            step(&row, key == "ArrowDown");
        }
        (" " | "Enter", Some(grip)) => {
            event.prevent_default();
            write(&grip, "aria-pressed", if is_taken { "false" } else { "true" });
            if wish().is_some_and(|wish| wish.from != wish.to) {
                focus_field("reason");
            } else {
                say_place(place_of(&row.proposal), rows().len());
            }
        }
        _ => {}
    }
}

fn step(row: &Row, is_down: bool) {
    let place = place_of(&row.proposal);
    aim(&row.proposal, if is_down { place + 1 } else { place - 1 });
    // Not under the form.
    let (form, line) = (one(DOCK), row.element.get_bounding_client_rect());
    if let Some(form) = form {
        let hidden = line.bottom() - form.get_bounding_client_rect().top();
        let by = if hidden > 0.0 { hidden } else { line.top().min(0.0) };
        window().scroll_by_with_x_and_y(0.0, by);
    }
}
