//! One request: who asks, in which language, with what; and how a view becomes an answer.
//! Routing is in `routes`, the frame around every page in `shell`.

use crate::{
    forms::{Fields, FormState, is_text},
    pages::error_page,
    shell::{Head, Shell},
    text::Lang,
    tidy::tidy,
};
use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{account::Actor, refusal::Refusal};
use leptos::{nonce::Nonce, prelude::*};
use services::{BrowserToken, CommandError, Failure, Services, SessionToken, Visit};
use std::{collections::HashMap, convert::Infallible, sync::Arc};

/// Cookie of the chosen language.
pub const LANGUAGE_COOKIE: &str = "bahasa";

/// What every handler shares.
#[derive(Clone)]
pub struct AppState {
    pub services: Services,
    pub options: LeptosOptions,
    pub site: Arc<Site>,
}

/// How this installation is served.
#[derive(Clone, Debug)]
pub struct Site {
    /// Behind TLS: cookies carry `Secure` and the prefix `__Host-`.
    pub secure: bool,
    /// Shows the ribbon "data contoh".
    pub is_demo: bool,
    /// Changes with every build of styles and scripts, so that browsers may keep them for ever.
    pub version: String,
}

impl Site {
    pub fn session_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk" } else { "rembuk" }
    }

    /// By which a browser is known again that somebody has signed in with.
    pub fn browser_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk-peramban" } else { "rembuk-peramban" }
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

/// One request.
#[derive(Clone)]
pub struct Web {
    pub services: Services,
    pub actor: Actor,
    pub token: Option<SessionToken>,
    pub lang: Lang,
    pub site: Arc<Site>,
    pub uri: Uri,
    pub visit: Visit,
    pub query: HashMap<String, String>,
    host: String,
    options: LeptosOptions,
    form: FormState,
    notice: Option<String>,
}

impl FromRequestParts<AppState> for Web {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or(Visitor { actor: Actor::public(), token: None });
        let jar = CookieJar::from_headers(&parts.headers);
        let lang = jar.get(LANGUAGE_COOKIE).and_then(|cookie| Lang::from_code(cookie.value())).unwrap_or_default();
        let mut query: HashMap<String, String> = serde_html_form::from_str(parts.uri.query().unwrap_or("")).unwrap_or_default();
        for value in query.values_mut() {
            value.retain(is_text);
        }
        Ok(Self {
            services: state.services.clone(),
            actor: visitor.actor,
            token: visitor.token,
            lang,
            site: Arc::clone(&state.site),
            uri: parts.uri.clone(),
            visit: Visit {
                user_agent: text_header(&parts.headers, &header::USER_AGENT),
                network: parts.extensions.get::<Network>().cloned().unwrap_or_default().0,
                browser: jar.get(state.site.browser_cookie()).and_then(|cookie| BrowserToken::parse(cookie.value())),
            },
            notice: query.get("pesan").cloned(),
            query,
            host: text_header(&parts.headers, &header::HOST),
            options: state.options.clone(),
            form: FormState::default(),
        })
    }
}

fn text_header(headers: &HeaderMap, name: &header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").chars().take(200).collect()
}

/// What every component may ask its context for.
#[derive(Clone)]
pub struct PageContext {
    pub actor: Actor,
    pub site: Arc<Site>,
    pub zone: domain::clock::Zone,
    pub path: String,
    pub notice: Option<String>,
    clock: services::Clock,
}

impl PageContext {
    /// For forms that create something: the same form sent twice creates it once.
    pub fn new_id(&self) -> uuid::Uuid {
        self.clock.new_id()
    }
}

/// The context of the page being rendered.
pub fn page_context() -> PageContext {
    expect_context()
}

impl Web {
    /// A value of the address's query; empty when absent.
    pub fn param(&self, name: &str) -> &str {
        self.query.get(name).map_or("", |value| value.trim())
    }

    /// The whole address of a path, for links that leave this site; as the reader's browser named it.
    pub fn absolute(&self, path: &str) -> String {
        let scheme = if self.site.secure { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.host)
    }

    /// A text in the reader's language, for handlers; views use `t!`.
    pub fn text(&self, key: &str) -> String {
        rust_i18n::t!(key, locale = self.lang.code()).to_string()
    }

    /// Renders a whole page.
    pub async fn page<V: IntoView + 'static>(&self, head: Head, view: impl Fn() -> V + Send + Sync + 'static) -> Response {
        self.render(head, Arc::new(move || view().into_any())).await
    }

    /// Knows no page's type, so that the renderer is compiled once and not once for each page.
    async fn render(&self, head: Head, view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> Response {
        let nonce = Nonce::new();
        let context = PageContext {
            actor: self.actor.clone(),
            site: Arc::clone(&self.site),
            zone: self.services.zone,
            path: self.uri.path().to_owned(),
            notice: self.notice.clone(),
            clock: self.services.clock.clone(),
        };
        let (lang, form, options, form_nonce) = (self.lang, self.form.clone(), self.options.clone(), nonce.clone());
        let provide = move || {
            provide_context(form_nonce.clone());
            provide_context(lang);
            provide_context(form.clone());
            provide_context(context.clone());
            provide_context(options.clone());
        };
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
        // Pages differ by person and language; browsers keep them only for the Back button.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        if self.form.posted {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        }
        response
    }

    /// The same request with a form that was refused: its page is rendered again with what was typed.
    /// Failures are no matter of the form and pass through.
    pub fn refused(&self, error: CommandError, fields: Fields) -> Result<Self, PageError> {
        let mut again = self.clone();
        again.form = FormState { fields, posted: true, ..FormState::default() };
        match error {
            CommandError::Problems(problems) => again.form.problems = problems,
            CommandError::Refused(Refusal::NotFound) => return Err(PageError::NotFound),
            CommandError::Refused(refusal @ (Refusal::SignInFirst | Refusal::NotYourOffice)) => return Err(PageError::Refused(refusal)),
            CommandError::Refused(refusal) => again.form.refusal = Some(refusal),
            CommandError::Failed(failure) => return Err(failure.into()),
        }
        Ok(again)
    }
}

/// A page that cannot be shown.
#[derive(Debug)]
pub enum PageError {
    NotFound,
    Refused(Refusal),
    /// No handler could read the request: too large, no form, sent by another site.
    Unreadable(StatusCode),
    Failed(Failure),
}

/// How handlers end.
pub type PageResult = Result<Response, PageError>;

impl From<Failure> for PageError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Refusal> for PageError {
    fn from(refusal: Refusal) -> Self {
        if refusal == Refusal::NotFound { Self::NotFound } else { Self::Refused(refusal) }
    }
}

impl From<CommandError> for PageError {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refusal) => refusal.into(),
            CommandError::Problems(mut problems) => problems.pop().map_or(Self::NotFound, |problem| Self::Refused(problem.refusal)),
            CommandError::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Carried to [`error_pages`], which knows the request and renders words.
#[derive(Clone)]
struct Pending(Arc<PageError>);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused(Refusal::SignInFirst) => StatusCode::UNAUTHORIZED,
            Self::Refused(Refusal::NotYourOffice | Refusal::NotOnYourself | Refusal::ResidenceNotConfirmed) => StatusCode::FORBIDDEN,
            Self::Refused(Refusal::TooManyAttempts) => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Unreadable(status) => *status,
            Self::Failed(failure) => {
                tracing::error!(error = %failure, "a request failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Pending(Arc::new(self)));
        response
    }
}

impl PageError {
    /// What stands behind an answer that is to become a page: an error of ours, or a bare status of a layer or extractor.
    fn behind(response: &Response) -> Option<Arc<Self>> {
        if let Some(Pending(error)) = response.extensions().get() {
            return Some(Arc::clone(error));
        }
        let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        match response.status() {
            _ if is_page => None,
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Arc::new(Self::NotFound)),
            status if status.is_client_error() => Some(Arc::new(Self::Unreadable(status))),
            status if status.is_server_error() => Some(Arc::new(Self::Failed(Failure::Other(status.to_string())))),
            _ => None,
        }
    }
}

/// Middleware: turns a [`PageError`] into a page with the way back. Reading without an account leads to sign-in.
pub async fn error_pages(web: Web, request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let is_get = request.method() == axum::http::Method::GET;
    let response = next.run(request).await;
    let Some(error) = PageError::behind(&response) else {
        return response;
    };
    if is_get && matches!(*error, PageError::Refused(Refusal::SignInFirst)) {
        return Redirect::to(&crate::links::sign_in_then(&web.uri.to_string())).into_response();
    }
    let status = response.status();
    let mut page = error_page::render(&web, &error).await;
    *page.status_mut() = status;
    page
}

/// Sends the browser on after a form, with a message for the next page.
pub fn go_with(path: &str, message: &'static str) -> Response {
    let join = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{join}pesan={message}")).into_response()
}

/// A typed address if it stays on this site; the front page otherwise.
pub fn local_path(path: &str) -> &str {
    if is_local(path) { path } else { crate::links::HOME }
}

/// Browsers read `\` as `/` and leave out tabs and line ends, so `/<tab>/elsewhere` is another site.
pub fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(|letter: char| letter == '\\' || letter.is_control())
}

/// Sends the browser on after a form.
pub fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_to() {
        for path in ["/", "/akun", "/wilayah/15.71?cari=a%20b#daftar", "/masuk?lanjut=//x"] {
            assert_eq!(local_path(path), path);
        }
        for path in ["", "akun", "//x.id", "/\\x.id", "\\\\x.id", "/\t/x.id", "/\n/x.id", "https://x.id", "javascript:alert(1)", " //x.id"]
        {
            assert_eq!(local_path(path), "/", "{path:?}");
        }
    }
}
