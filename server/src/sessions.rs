//! Reads the session cookie once and puts the person behind it into the request.

use app::web::{AppState, PageError, Visitor};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use services::{SessionToken, queries::actor::actor_of};

pub async fn recognise(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let token = jar.get(state.site.session_cookie()).and_then(|cookie| SessionToken::parse(cookie.value()));
    if let Some(token) = token {
        match actor_of(&state.services, &token).await {
            Ok(actor) => {
                let token = actor.signed_in().is_some().then_some(token);
                request.extensions_mut().insert(Visitor { actor, token });
            }
            // Fails closed: without the database nobody is let in as anybody.
            Err(failure) => return PageError::Failed(failure).into_response(),
        }
    }
    next.run(request).await
}
