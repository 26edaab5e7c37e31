//! Pages that are alive. A page says what it shows (`watch`, before it begins to `load`); how far the ledger was then
//! travels with it, and its script (`style/static/pkg/live.js`) listens from there on and fetches the page again when
//! something has moved. The stream says that something changed and never what: who may read what is asked of the page.
//! Without a script the page is as it was when it was asked for.

mod stream;
mod watched;

pub use stream::routes;
pub use watched::{Live, Watched, watch};
