//! What is said at a form that is saved while one writes.

use crate::islands::KeepingWords;

pub fn keeping_words() -> KeepingWords {
    KeepingWords { unreached: t!("keeping.unreached"), sign_in: t!("keeping.sign_in"), wrong: t!("keeping.wrong") }
}
