//! How a view becomes an answer: rendered whole, with its policy, its keeping, and the status of what its form says.

use super::{
    errors::{WrongPassword, is_wrong_guess, mark_unavailable, say_when_again},
    request::Web,
};
use crate::{
    context::PageContext,
    shell::{Head, Shell},
    tidy::tidy,
};
use axum::{
    body::Body,
    http::{HeaderValue, Request, StatusCode, header},
    response::Response,
};
use leptos::{nonce::Nonce, prelude::*};
use services::queries;
use std::sync::Arc;

impl Web {
    /// Renders a whole page.
    pub async fn page<V: IntoView + 'static>(&self, head: Head, view: impl Fn() -> V + Send + Sync + 'static) -> Response {
        // A page does not fail for want of a number in its menu.
        let own_proposals = queries::proposal_list::own_count(&self.services, &self.actor).await.unwrap_or(0);
        self.render(head, own_proposals, Arc::new(move || view().into_any())).await
    }

    /// The same, without asking the database for anything.
    pub async fn bare_page<V: IntoView + 'static>(&self, head: Head, view: impl Fn() -> V + Send + Sync + 'static) -> Response {
        self.render(head, 0, Arc::new(move || view().into_any())).await
    }

    /// Knows no page's type, so that the renderer is compiled once and not once for each page.
    async fn render(&self, head: Head, own_proposals: i64, view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> Response {
        let nonce = Nonce::new();
        let context = PageContext {
            actor: self.actor.clone(),
            site: Arc::clone(&self.site),
            zone: self.city.zone(),
            city: Arc::clone(&self.city),
            path: self.uri.path().to_owned(),
            here: self.here(),
            notice: self.notice.clone(),
            own_proposals,
            misread: self.query.misread(),
            clock: self.services.clock.clone(),
        };
        let (voice, form, options, form_nonce) = (self.voice(), self.form.clone(), self.options.clone(), nonce.clone());
        let provide = move || {
            provide_context(form_nonce.clone());
            provide_context(voice.clone());
            provide_context(form.clone());
            provide_context(context.clone());
            provide_context(options.clone());
        };
        let shows_persons = head.shows_persons;
        let app = move || {
            let view = Arc::clone(&view);
            leptos::view! { <Shell head=head.clone()>{view()}</Shell> }
        };
        let request = Request::builder().uri(self.uri.clone()).body(Body::empty()).unwrap_or_default();
        let (mut parts, body) = leptos_axum::render_app_async_with_context(provide, app)(request).await.into_parts();
        // Rendered in memory without any limit to fear: the page is our own.
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        parts.headers.remove(header::CONTENT_LENGTH);
        let mut response = Response::from_parts(parts, Body::from(tidy(&String::from_utf8_lossy(&body))));
        let policy = crate::shell::content_security_policy(&nonce.to_string());
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        // Pages differ by person and language. Browsers keep them for the Back button, so that what was typed comes
        // back with it; not those that show persons, which would come back after signing out as well.
        let shows_persons = shows_persons || crate::links::is_of_persons(self.uri.path());
        let keeping = if shows_persons { "private, no-store" } else { "private, no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keeping));
        if self.form.posted {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            if let Some(refusal) = &self.form.refusal {
                say_when_again(&mut response, refusal);
            }
            if self.form.says(is_wrong_guess) {
                let account = self.actor.id().map(tracing::field::display);
                tracing::warn!(event = "guessed_wrong", account, "a password or a code did not fit");
                response.extensions_mut().insert(WrongPassword);
            }
        }
        if let Some(outage) = self.form.unsaved {
            mark_unavailable(&mut response, outage);
        }
        response
    }
}
