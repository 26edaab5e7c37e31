//! Reads the session cookie once and puts the person behind it, and the network it comes from, into the request.

use crate::limits;
use app::{
    http::{AppState, Network, PageError, Visitor},
    links,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use services::{
    Services, SessionToken, commands,
    queries::actor::{self, Recognised},
};

pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let network = limits::network(limits::client(&request, state.site.behind_proxy));
    request.extensions_mut().insert(Network(network.to_string()));
    let jar = CookieJar::from_headers(request.headers());
    let token = jar.get(state.site.session_cookie()).and_then(|cookie| SessionToken::parse(cookie.value()));
    if let Some(token) = token {
        match actor::recognise(&state.services, &token).await {
            Ok(Recognised { actor, is_touch_due }) => {
                // A page that listens by itself uses nothing.
                if is_touch_due && request.uri().path() != links::LIVE {
                    touch(state.services.clone(), token.clone());
                }
                let token = actor.signed_in().is_some().then_some(token);
                request.extensions_mut().insert(Visitor { actor, token });
            }
            // Fails closed: without the database nobody is let in as anybody.
            Err(failure) => return PageError::Failed(failure).into_response(),
        }
    }
    next.run(request).await
}

/// Beside the request: whoever reads does not wait for those who write.
fn touch(services: Services, token: SessionToken) {
    tokio::spawn(async move {
        if let Err(error) = commands::touch_session(&services, &token).await {
            tracing::warn!(%error, "the use of a session was not written down");
        }
    });
}
