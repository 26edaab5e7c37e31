//! How a view becomes an answer: rendered whole, with its policy, its keeping, and the status of what its form says.

use super::{
    errors::{PageError, PageResult, WrongPassword, answer, is_wrong_guess, mark_unavailable, say_when_again},
    everybody,
    request::Web,
};
use crate::{
    context::PageContext,
    forms::Fields,
    nonce::ScriptNonce,
    shell::{Document, Frame, Head, NOT_KEPT},
};
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Request, StatusCode, header},
    response::Response,
};
use futures::{StreamExt, stream};
use leptos::{nonce::Nonce, prelude::*, reactive::owner::Owner};
use leptos_integration_utils::{BoxedFnOnce, PinnedFuture, PinnedStream};
use services::{CommandError, queries};
use std::{
    future,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::watch;

/// Pages differ by person and language. Browsers keep them for the Back button, so that what was typed comes back with
/// it.
const KEPT: HeaderValue = HeaderValue::from_static("private, no-cache");

/// Of a page that is drawn as everybody sees it: a device may keep it for times without a network (`pekerja.js`).
const AUDIENCE: HeaderName = HeaderName::from_static("rembuk-pembaca");

/// Ends when nobody waits for the page any more.
#[derive(Clone, Debug)]
pub(crate) struct Awaited(watch::Receiver<()>);

impl Awaited {
    /// Dropping the first says that nobody waits.
    pub(crate) fn pair() -> (watch::Sender<()>, Self) {
        let (waiting, awaited) = watch::channel(());
        (waiting, Self(awaited))
    }

    pub(crate) async fn given_up(mut self) {
        while self.0.changed().await.is_ok() {}
    }
}

type View = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// Why the page being rendered cannot be shown, from whatever in it found that out.
#[derive(Clone, Debug, Default)]
struct Stopped(Arc<Mutex<Option<Arc<PageError>>>>);

/// Ends the page that is being rendered: what is answered instead is up to the error.
pub(crate) fn stop(error: Arc<PageError>) {
    *expect_context::<Stopped>().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
}

/// The page at the address that was asked for.
pub async fn page(web: Web) -> Response {
    web.own_page().await
}

impl Web {
    /// The page that stands at an address of this site, for this request: with its form, where that was refused.
    pub async fn page_at(&self, address: &str) -> Response {
        self.at(address).own_page().await
    }

    async fn own_page(&self) -> Response {
        self.render(self.own_proposals().await, Arc::new(self.app)).await
    }

    /// A page does not fail for want of a number in its menu.
    async fn own_proposals(&self) -> i64 {
        queries::proposal_list::own_count(&self.services, &self.actor).await.unwrap_or(0)
    }

    /// The page of a form that was refused, with everything that was typed and what is wrong with it. A script that
    /// sent it has all that and is told why.
    pub async fn again(&self, address: &str, error: CommandError, fields: Fields) -> PageResult {
        if self.by_script {
            return Err(error.into());
        }
        Ok(self.refused(error, fields)?.page_at(address).await)
    }

    /// What has no address of its own: an answer to a form, or what is said instead of a page.
    pub async fn page<V: IntoView + 'static>(&self, head: Head, view: impl Fn() -> V + Send + Sync + 'static) -> Response {
        self.render(self.own_proposals().await, framed(head, view)).await
    }

    /// Pieces of the page at an address, as this reader sees them there, for whoever stays on it.
    pub fn piece<T>(&self, address: &str, draw: impl FnOnce(&PageContext) -> T) -> T {
        let web = self.at(address);
        let context = PageContext::new(&web, 0);
        Owner::new().with(|| {
            provide_context(web.voice());
            provide_context(web.form.clone());
            provide_context(context.clone());
            provide_context(web);
            draw(&context)
        })
    }

    /// The same, without asking the database for anything.
    pub async fn bare_page<V: IntoView + 'static>(&self, head: Head, view: impl Fn() -> V + Send + Sync + 'static) -> Response {
        self.render(0, framed(head, view)).await
    }

    async fn render(&self, own_proposals: i64, view: View) -> Response {
        let nonce = (!self.is_of_everybody()).then(Nonce::new);
        let stopped = Stopped::default();
        // Gone with this future: whoever hung up waits for nothing any more.
        let (_waiting, awaited) = Awaited::pair();
        let context = PageContext::new(self, own_proposals);
        let (web, why, form_nonce) = (self.clone(), stopped.clone(), nonce.clone());
        let provide = move || {
            provide_context(ScriptNonce(form_nonce.clone()));
            provide_context(why.clone());
            provide_context(web.voice());
            provide_context(web.form.clone());
            provide_context(context.clone());
            provide_context(awaited.clone());
            provide_context(web.clone());
        };
        let app = move || view! { <Document>{view()}</Document> };
        let request = Request::builder().uri(self.uri.clone()).body(Body::empty()).unwrap_or_default();
        let mut response = leptos_axum::handle_response_inner(provide, app, request, whole).await;
        let error = stopped.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(error) = error {
            return answer(error);
        }
        match nonce {
            None => everybody::mark(&mut response),
            Some(nonce) => self.keep(&mut response, &nonce),
        }
        if self.actor.signed_in().is_none() && !self.form.posted {
            response.headers_mut().insert(AUDIENCE, HeaderValue::from_static("umum"));
        }
        self.mark(&mut response);
        response
    }

    /// What is drawn for one reader alone.
    fn keep(&self, response: &mut Response, nonce: &Nonce) {
        let policy = crate::shell::content_security_policy(&nonce.to_string());
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        let keeping = if crate::links::is_of_persons(self.uri.path()) { NOT_KEPT } else { KEPT };
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(keeping);
    }

    /// The status of an answer whose form was not let through.
    fn mark(&self, response: &mut Response) {
        if self.form.posted {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            if let Some(refusal) = &self.form.refusal {
                say_when_again(response, refusal);
            }
            if self.form.says(is_wrong_guess) {
                let account = self.actor.id().map(tracing::field::display);
                tracing::warn!(event = "guessed_wrong", account, "a password or a code did not fit");
                response.extensions_mut().insert(WrongPassword);
            }
        }
        if let Some(outage) = self.form.unsaved {
            mark_unavailable(response, outage);
        }
    }
}

/// Knows no page's type, so that the renderer is compiled once and not once for each page.
fn framed<V: IntoView + 'static>(head: Head, view: impl Fn() -> V + Send + Sync + 'static) -> View {
    let view = Arc::new(move || view().into_any());
    Arc::new(move || {
        let view = Arc::clone(&view);
        view! { <Frame head=head.clone()>{view()}</Frame> }.into_any()
    })
}

/// All of a page in one piece. The data that Leptos would send after it is for hydrating the whole page; our islands
/// have theirs as props.
fn whole<V: IntoView + 'static>(
    app: V,
    _data: BoxedFnOnce<PinnedStream<String>>,
    _out_of_order: bool,
) -> PinnedFuture<PinnedStream<String>> {
    Box::pin(async move {
        let html = app.to_html_stream_in_order().collect::<String>().await;
        let whole: PinnedStream<String> = Box::pin(stream::once(future::ready(html)));
        whole
    })
}
