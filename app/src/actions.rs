//! What islands ask of the server: typed input, the same permits and commands as the forms in `forms`, and what is shown
//! afterwards. Five to fifteen lines each; no rule, no query and no text of its own. Bodies are JSON only, which no form
//! of another site can send.

mod answers;
mod refused;
#[cfg(feature = "ssr")]
mod route;

pub use answers::{Backing, Counted, Liking, Standing, back, like, stand};
pub use refused::Refused;
#[cfg(feature = "ssr")]
pub use route::routes;
