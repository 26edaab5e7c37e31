//! One request: who asks, in which language, with what; and how a view becomes an answer.
//! Routing is in `routes`, the frame around every page in `shell`.

use crate::{
    forms::{Fields, FormState},
    kept::tape::Tape,
    pages::error_page,
    query::{Misread, Query},
    shell::{Head, Shell},
    text::Lang,
    tidy::tidy,
};
use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{account::Actor, city::City, refusal::Refusal};
use leptos::{nonce::Nonce, prelude::*};
use services::{AskedToken, BrowserToken, CommandError, Failure, Problem, Services, SessionToken, Visit, queries, store::Outage};
use std::{convert::Infallible, sync::Arc};

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
    /// A proxy of our own stands before us and says in `X-Forwarded-For` who asks.
    pub behind_proxy: bool,
    /// The address under which people know this site, `https://rembuk.kota.go.id`, without a slash at its end.
    pub url: Option<String>,
}

impl Site {
    pub fn session_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk" } else { "rembuk" }
    }

    /// By which a browser is known again that somebody has signed in with.
    pub fn browser_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk-peramban" } else { "rembuk-peramban" }
    }

    /// By which the browser is known again whose device was asked for a passkey; it lives for minutes.
    pub fn asked_cookie(&self) -> &'static str {
        if self.secure { "__Host-rembuk-kunci" } else { "rembuk-kunci" }
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
    pub query: Query,
    pub city: Arc<City>,
    /// The page of this site from which the request came.
    pub referer: Option<String>,
    posted: bool,
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
        // Without the database pages say so, and name no city.
        let city = queries::city::city_for_page(&state.services).await;
        let query = Query::parse(parts.uri.query().unwrap_or(""));
        let host = text_header(&parts.headers, &header::HOST);
        Ok(Self {
            referer: referer(&parts.headers, &host),
            posted: parts.method == Method::POST,
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
                asked: jar.get(state.site.asked_cookie()).and_then(|cookie| AskedToken::parse(cookie.value())),
            },
            notice: Some(query.get("pesan").to_owned()).filter(|code| !code.is_empty()),
            query,
            city,
            host,
            options: state.options.clone(),
            form: FormState::default(),
        })
    }
}

fn text_header(headers: &HeaderMap, name: &header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").chars().take(200).collect()
}

/// Path and query of the page that was left, where that is one of ours.
fn referer(headers: &HeaderMap, host: &str) -> Option<String> {
    let uri: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let path = uri.path_and_query()?.as_str();
    (uri.authority()?.as_str() == host && is_local(path)).then(|| path.to_owned())
}

/// What every component may ask its context for.
#[derive(Clone)]
pub struct PageContext {
    pub actor: Actor,
    pub site: Arc<Site>,
    pub zone: domain::clock::Zone,
    pub city: Arc<City>,
    pub path: String,
    /// The address of the page, for coming back to it; of an answer to a form, that of the page with the form.
    pub here: String,
    pub notice: Option<String>,
    /// How many proposals are the reader's own; the menu says so.
    pub own_proposals: i64,
    /// What the address asks for and was not understood.
    pub misread: Vec<Misread>,
    clock: services::Clock,
}

impl PageContext {
    /// For forms that create something: the same form sent twice creates it once.
    pub fn new_id(&self) -> uuid::Uuid {
        self.clock.new_id()
    }

    /// Today in the city's zone.
    pub fn today(&self) -> domain::clock::Day {
        self.zone.day(self.clock.now())
    }
}

/// The context of the page being rendered.
pub fn page_context() -> PageContext {
    expect_context()
}

impl Web {
    /// Where a reader comes back to this page. What was posted has no page at its own address.
    fn here(&self) -> String {
        let whole = self.uri.path_and_query().filter(|_| self.notice.is_none());
        let own = whole.map_or_else(|| self.uri.path().to_owned(), ToString::to_string);
        if self.posted { self.referer.clone().unwrap_or_else(|| crate::links::HOME.to_owned()) } else { own }
    }

    /// A value of the address's query; empty when absent.
    pub fn param(&self, name: &str) -> &str {
        self.query.get(name)
    }

    /// The whole address of a path, for links that leave this site. Where nobody has said what this site is called, it is
    /// what the reader's browser calls it, if that may be the name of a machine at all.
    pub fn absolute(&self, path: &str) -> String {
        if let Some(url) = &self.site.url {
            return format!("{url}{path}");
        }
        let scheme = if self.site.secure { "https" } else { "http" };
        if is_host(&self.host) { format!("{scheme}://{}{path}", self.host) } else { path.to_owned() }
    }

    /// Scheme, host and port that the reader's browser shows, as far as we know: whether it is TLS, whoever set up the site knows.
    pub fn origin(&self) -> String {
        let is_tls = self.site.url.as_ref().map_or(self.site.secure, |url| url.starts_with("https:"));
        format!("{}://{}", if is_tls { "https" } else { "http" }, self.host)
    }

    /// A filter of the address as `parse` understands it; what it does not understand is said on the page.
    pub fn filter<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.query.read(name, parse)
    }

    /// A text in the reader's language, for handlers; views use `t!`.
    pub fn text(&self, key: &str) -> String {
        rust_i18n::t!(key, locale = self.lang.code()).to_string()
    }

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

    /// The same request with something in its forms.
    pub fn with_form(&self, form: FormState) -> Self {
        Self { form, ..self.clone() }
    }

    /// The same request as of the person who has just signed in.
    pub async fn as_of(&self, token: &SessionToken) -> Result<Self, Failure> {
        let actor = queries::actor::actor_of(&self.services, token).await?;
        Ok(Self { actor, token: Some(token.clone()), form: FormState::default(), ..self.clone() })
    }

    /// Knows no page's type, so that the renderer is compiled once and not once for each page.
    async fn render(&self, head: Head, own_proposals: i64, view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> Response {
        let nonce = Nonce::new();
        let context = PageContext {
            actor: self.actor.clone(),
            site: Arc::clone(&self.site),
            zone: self.services.zone,
            city: Arc::clone(&self.city),
            path: self.uri.path().to_owned(),
            here: self.here(),
            notice: self.notice.clone(),
            own_proposals,
            misread: self.query.misread(),
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
        // Pages differ by person and language. Browsers keep them for the Back button, so that what was typed comes back with
        // it; not those that show persons, which would come back after signing out as well.
        let shows_persons = shows_persons || crate::links::is_of_persons(self.uri.path());
        let keeping = if shows_persons { "private, no-store" } else { "private, no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keeping));
        if self.form.posted {
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            if let Some(refusal) = &self.form.refusal {
                say_when_again(&mut response, refusal);
            }
            if self.form.says(is_wrong_guess) {
                response.extensions_mut().insert(WrongPassword);
            }
        }
        if let Some(outage) = self.form.unsaved {
            mark_unavailable(&mut response, outage);
        }
        response
    }

    /// The same request with a form that was refused: its page is rendered again with what was typed.
    /// So is one that cannot be saved just now. Other failures are no matter of the form and pass through.
    pub fn refused(&self, error: CommandError, fields: Fields) -> Result<Self, PageError> {
        let mut again = self.clone();
        again.form = FormState { fields, posted: true, ..FormState::default() };
        match error {
            CommandError::Problems(problems) => again.form.problems = problems,
            CommandError::Refused(Refusal::NotFound) => return Err(PageError::NotFound),
            CommandError::Refused(refusal @ (Refusal::SignInFirst | Refusal::NotYourOffice)) => return Err(PageError::Refused(refusal)),
            CommandError::Refused(refusal) => again.form.refusal = Some(refusal),
            CommandError::Failed(failure) => {
                again.form.unsaved = Some(failure.outage().ok_or(PageError::Failed(failure))?);
            }
        }
        Ok(again)
    }
}

/// Goes with an answer that says so, for whoever counts guesses.
#[derive(Clone, Copy, Debug)]
pub struct WrongPassword;

/// Wrong, or sent before the guesser may guess again.
fn is_wrong_guess(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::SignInFailed
            | Refusal::PasswordWrong
            | Refusal::CodeWrong
            | Refusal::SecondStepWrong
            | Refusal::PasskeyFailed
            | Refusal::WaitBeforeTrying { .. }
    )
}

/// What is refused now and may be asked again soon: people read when, programs find it in the head of the answer.
fn say_when_again(response: &mut Response, refusal: &Refusal) {
    let (status, seconds) = match refusal {
        Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, 30),
        Refusal::TooManyAttempts { seconds } => (StatusCode::TOO_MANY_REQUESTS, *seconds),
        Refusal::WaitBeforeTrying { minutes } => (StatusCode::TOO_MANY_REQUESTS, 60 * minutes),
        _ => return,
    };
    *response.status_mut() = status;
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
}

/// A page that cannot be shown.
#[derive(Debug)]
pub enum PageError {
    NotFound,
    Refused(Refusal),
    /// What was typed needs mending, on a form that has no page of its own.
    Problems(Vec<Problem>),
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
            CommandError::Problems(problems) => Self::Problems(problems),
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
            Self::Refused(
                Refusal::NotYourOffice
                | Refusal::NotOnYourself
                | Refusal::RecordedByYou
                | Refusal::AnotherConfirms
                | Refusal::ResidenceNotConfirmed,
            ) => StatusCode::FORBIDDEN,
            Self::Refused(Refusal::FilterUnreadable { .. }) => StatusCode::BAD_REQUEST,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Problems(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unreadable(status) => *status,
            Self::Failed(failure) => {
                tracing::error!(error = %failure, "a request failed");
                if failure.outage().is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR }
            }
        };
        let mut response = status.into_response();
        if let Self::Refused(refusal) = &self {
            say_when_again(&mut response, refusal);
        }
        if let Some(outage) = self.outage() {
            mark_unavailable(&mut response, outage);
        }
        response.extensions_mut().insert(Pending(Arc::new(self)));
        response
    }
}

/// Tells whoever asked, people and programs, that asking again will help.
fn mark_unavailable(response: &mut Response, outage: Outage) {
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    response.extensions_mut().insert(outage);
}

impl PageError {
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::Failed(failure) => failure.outage(),
            _ => None,
        }
    }

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

/// Middleware: turns a [`PageError`] into a page with the way on and what was typed. Reading without an account leads to
/// sign-in.
pub async fn error_pages(web: Web, request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let is_get = request.method() == Method::GET;
    let (tape, request) = Tape::of(request);
    let response = next.run(request).await;
    let Some(error) = PageError::behind(&response) else {
        return response;
    };
    if is_get && matches!(*error, PageError::Refused(Refusal::SignInFirst)) {
        return Redirect::to(&crate::links::sign_in_then(&web.uri.to_string())).into_response();
    }
    // An office's page, whose rights wait for the second step.
    if is_get && web.actor.awaits_second_step() && matches!(*error, PageError::Refused(Refusal::NotYourOffice)) {
        return Redirect::to(crate::links::SECOND_STEP).into_response();
    }
    let status = response.status();
    if matches!(status.as_u16(), 401 | 403 | 413 | 429 | 503) {
        let account = web.actor.id().map(tracing::field::display);
        tracing::info!(event = "refused", status = status.as_u16(), account, "a request was refused");
    }
    let kept = match &tape {
        Some(tape) => tape.clone().kept().await,
        None => None,
    };
    let wait = response.headers().get(header::RETRY_AFTER).cloned();
    let seconds = wait.as_ref().and_then(|value| value.to_str().ok()?.parse().ok());
    let mut page = error_page::render(&web, &error, kept, seconds).await;
    *page.status_mut() = status;
    // What nobody reads any more, a photo or a form too long, ends the connection: the browser is told, so that it sends the
    // next form on another one.
    if tape.is_some_and(|tape| !tape.has_ended()) {
        page.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if let Some(wait) = wait {
        page.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    if let Some(outage) = error.outage() {
        mark_unavailable(&mut page, outage);
    }
    page
}

/// The name or address of a machine, with or without a port.
fn is_host(host: &str) -> bool {
    let is_name = |name: &str| {
        let is_part = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        name.parse::<std::net::Ipv6Addr>().is_ok() || name.split('.').all(is_part)
    };
    host.parse::<axum::http::uri::Authority>()
        .is_ok_and(|host| is_name(host.host().trim_matches(['[', ']'])) && !host.as_str().contains('@'))
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
    fn a_host_is_the_name_of_a_machine() {
        for host in ["rembuk.jambikota.go.id", "localhost:3000", "127.0.0.1", "[::1]:3000", "xn--bcher-kva.example"] {
            assert!(is_host(host), "{host}");
        }
        for host in ["", "a b", "x\"><script>", "user@jahat.example", "a..b", ".", "x/y", "x?y", "-_-.example"] {
            assert!(!is_host(host), "{host}");
        }
    }

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
