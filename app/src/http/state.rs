//! What every handler shares, and what the layers before it have found out about a request.

use crate::site::Site;
use axum::extract::FromRef;
use domain::account::Actor;
use leptos::prelude::{AnyView, LeptosOptions};
use services::{Services, SessionToken};
use std::sync::Arc;

/// What every handler shares.
#[derive(Clone)]
pub struct AppState {
    pub services: Services,
    pub options: LeptosOptions,
    pub site: Arc<Site>,
    /// Draws the page at the address that is asked for.
    pub app: fn() -> AnyView,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}

/// The person behind a request, put there by the session middleware.
#[derive(Clone)]
pub struct Visitor {
    pub actor: Actor,
    pub token: Option<SessionToken>,
}

/// The network of the address behind a request, put there by the server, which knows its proxy.
#[derive(Clone, Default)]
pub struct Network(pub String);
