//! What becomes of a request that cannot be answered: a status for programs, and a page with the way on for people.

use super::addresses::go;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::refusal::Refusal;
use services::{CommandError, Failure, Problem, store::Outage};
use std::{str::FromStr, sync::Arc};

/// Goes with an answer that says so, for whoever counts guesses.
#[derive(Clone, Copy, Debug)]
pub struct WrongPassword;

/// Wrong, or sent before the guesser may guess again.
pub(super) fn is_wrong_guess(refusal: &Refusal) -> bool {
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
pub(super) fn say_when_again(response: &mut Response, refusal: &Refusal) {
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
    /// What was asked for stands elsewhere on this site.
    Elsewhere(String),
    Refused(Refusal),
    /// What was typed needs mending, on a form that has no page of its own.
    Problems(Vec<Problem>),
    /// No handler could read the request: too large, no form, sent by another site.
    Unreadable(StatusCode),
    Failed(Failure),
}

/// How handlers end.
pub type PageResult = Result<Response, PageError>;

/// An id in an address; what cannot be one stands nowhere.
pub fn parse<T: FromStr>(id: &str) -> Result<T, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

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

/// Carried to [`crate::error_pages`], which knows the request and renders words.
#[derive(Clone)]
struct Pending(Arc<PageError>);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        answer(Arc::new(self))
    }
}

/// The bare answer, from which [`crate::error_pages`] makes a page.
pub(crate) fn answer(error: Arc<PageError>) -> Response {
    use PageError as E;
    let status = match &*error {
        E::Elsewhere(path) => return go(path),
        E::NotFound => StatusCode::NOT_FOUND,
        E::Refused(Refusal::SignInFirst) => StatusCode::UNAUTHORIZED,
        E::Refused(
            Refusal::NotYourOffice
            | Refusal::NotOnYourself
            | Refusal::RecordedByYou
            | Refusal::AnotherConfirms
            | Refusal::ResidenceNotConfirmed,
        ) => StatusCode::FORBIDDEN,
        E::Refused(Refusal::FilterUnreadable { .. }) => StatusCode::BAD_REQUEST,
        // Of its own, so that what waits in a browser goes on waiting for its writer (`pekerja.js`).
        E::Refused(Refusal::BegunByAnother) => StatusCode::PRECONDITION_FAILED,
        E::Problems(_) | E::Refused(Refusal::SentBefore) => StatusCode::UNPROCESSABLE_ENTITY,
        E::Refused(_) => StatusCode::CONFLICT,
        E::Unreadable(status) => *status,
        E::Failed(failure) => {
            tracing::error!(error = %failure, "a request failed");
            if failure.outage().is_some() { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR }
        }
    };
    let mut response = status.into_response();
    if let E::Refused(refusal) = &*error {
        say_when_again(&mut response, refusal);
    }
    if let Some(outage) = error.outage() {
        mark_unavailable(&mut response, outage);
    }
    response.extensions_mut().insert(Pending(error));
    response
}

/// Tells whoever asked, people and programs, that asking again will help.
pub(crate) fn mark_unavailable(response: &mut Response, outage: Outage) {
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

    /// What stands behind an answer that is to become a page: an error of ours, or a bare status of a layer or
    /// extractor.
    pub(crate) fn behind(response: &Response) -> Option<Arc<Self>> {
        if let Some(Pending(error)) = response.extensions().get() {
            return Some(Arc::clone(error));
        }
        // Pages are whole, and actions of islands have said their words.
        let is_said = |kind: &HeaderValue| kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().starts_with(b"application/json");
        let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(is_said);
        match response.status() {
            _ if is_page => None,
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Arc::new(Self::NotFound)),
            status if status.is_client_error() => Some(Arc::new(Self::Unreadable(status))),
            status if status.is_server_error() => Some(Arc::new(Self::Failed(Failure::Other(status.to_string())))),
            _ => None,
        }
    }
}
