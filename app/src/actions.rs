//! What islands ask of the server: typed input, the same permits and commands as the forms in `forms`, and what is
//! shown afterwards. Five to fifteen lines each; no rule, no query and no text of its own. Their bodies are JSON and
//! say so, which no form of another site can.

mod answers;
mod comments;
mod drafts;
mod meetings;
mod refused;
#[cfg(feature = "ssr")]
mod route;
pub mod shown;
mod writing;

pub use answers::{back, like, stand};
pub use comments::{answer, comment};
pub use drafts::{keep_plan, keep_proposal};
pub use meetings::{score, shift, verify};
pub use refused::Refused;
#[cfg(feature = "ssr")]
pub use route::{is_action, routes, tell};
pub use writing::{alike, places};
