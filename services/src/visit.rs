//! What is known of a browser before anybody signs in, and what it gets when somebody does.

use crate::{AskedToken, BrowserToken, Failure, HalfToken, SessionToken};
use chrono::TimeDelta;
use uuid::Uuid;

/// Where a request comes from.
#[derive(Clone, Default)]
pub struct Visit {
    pub user_agent: String,
    /// The network of the address, as the server counts it; empty on the command line.
    pub network: String,
    /// The token of a browser that claims to be known.
    pub browser: Option<BrowserToken>,
    /// The token of a browser whose device was asked for a passkey.
    pub asked: Option<AskedToken>,
}

impl Visit {
    /// One for all questions of a browser, so that two windows do not disturb each other.
    pub(crate) fn asked_token(&self) -> Result<AskedToken, Failure> {
        self.asked.clone().map_or_else(AskedToken::new, Ok)
    }
}

/// A device is to be asked for a passkey.
pub struct Ceremony {
    /// By which the answer names the question.
    pub id: Uuid,
    /// Only this browser may answer.
    pub browser: AskedToken,
    /// For the browser, as JSON.
    pub options: String,
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
