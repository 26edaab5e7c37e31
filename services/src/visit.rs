//! What is known of a browser before anybody signs in, and what it gets when somebody does.

use crate::{BrowserToken, HalfToken, SessionToken};
use chrono::TimeDelta;

/// Where a request comes from.
#[derive(Clone, Default)]
pub struct Visit {
    pub user_agent: String,
    /// The network of the address, as the server counts it; empty on the command line.
    pub network: String,
    /// The token of a browser that claims to be known.
    pub browser: Option<BrowserToken>,
}

/// A browser that is signed in now.
pub struct SignedIn {
    pub token: SessionToken,
    /// By which the browser is known again when it signs in the next time.
    pub browser: BrowserToken,
    /// After this the session ends by itself, however much it is used.
    pub lasts: TimeDelta,
}

/// What a right password leads to.
pub enum SignIn {
    Done(SignedIn),
    /// The second step is still to come.
    Half(HalfToken),
}
