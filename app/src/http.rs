//! From a request to its answer. Who asks is in `request`, how a view becomes an answer in `render`, what becomes of
//! errors in `errors`. Routing is in `routes`, the frame around every page in `shell`.

mod addresses;
mod errors;
mod everybody;
mod headers;
mod render;
mod request;
mod state;

pub use addresses::{go, go_with, is_local, local_path, referer};
pub use errors::{PageError, PageResult, WrongPassword, parse};
pub(crate) use errors::{answer, mark_unavailable};
pub use everybody::{Everybodys, reader};
pub use render::page;
pub(crate) use render::{Awaited, stop};
pub use request::Web;
pub use state::{AppState, Network, Visitor};
