//! Asking the server, and not for ever.

use crate::{
    actions::{Refused, shown::Told},
    islands::act::PATIENCE,
};
use leptos::{prelude::set_timeout_with_handle, task::spawn_local};
use std::{cell::Cell, pin::Pin, rc::Rc};

pub type Asked = Pin<Box<dyn Future<Output = Result<Told, Refused>>>>;
pub type Done = Box<dyn Fn(Result<Told, Refused>)>;

/// `done` hears the answer, or that none came in time. One that comes after all is heard as well: it says what holds.
pub fn ask(asked: Asked, done: Done) {
    let (done, waits) = (Rc::new(done), Rc::new(Cell::new(true)));
    let (given_up, waits_still) = (Rc::clone(&done), Rc::clone(&waits));
    let patience = set_timeout_with_handle(
        move || {
            if waits_still.replace(false) {
                given_up(Err(Refused::Unreached));
            }
        },
        PATIENCE,
    );
    spawn_local(async move {
        let answer = asked.await;
        if let Ok(patience) = patience {
            patience.clear();
        }
        if waits.replace(false) || answer.is_ok() {
            done(answer);
        }
    });
}
