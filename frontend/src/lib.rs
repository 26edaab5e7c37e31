//! The WebAssembly module: finds the islands that the server rendered into a page and makes them live.
//!
//! Only pages that hold an island load it. Everything else is plain HTML.

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script that the page carries, once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
