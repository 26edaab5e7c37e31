//! What carries a key is done once: whoever sends it again is answered as the first time. The key is a header
//! (`Idempotency-Key`, draft-ietf-httpapi-idempotency-key-header) or a hidden field of a form, and names the account
//! whose browser made it. What a key may be, and where it is kept, is the business of `services::intent`.

use app::{
    http::{AppState, PageError, Visitor, go_with, referer},
    is_action, links,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest as _, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{ids::AccountId, refusal::Refusal};
use services::{
    Services, commands,
    intent::{Answer, Intent, Known},
    queries::intents,
    store::Outage,
};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use tracing::Instrument as _;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The name of the hidden field.
const FIELD: &[u8] = b"sekali=";
/// What an island shows after an act is far less.
const MOST_OF_AN_ANSWER: usize = 32 * 1024;

/// Middleware, within everything that limits what may be sent.
pub async fn once(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match meant(request).await {
        Ok((Some(intent), request)) => in_turn(state.services, Arc::new(intent), request, next).await,
        Ok((None, request)) => next.run(request).await,
        Err(refused) => refused,
    }
}

/// What the request means to do once. Nothing for what carries no key, and for whoever is not signed in: they are asked
/// to do so first, and what they sent travels with them.
async fn meant(request: Request) -> Result<(Option<Intent>, Request), Response> {
    let account = request.extensions().get::<Visitor>().and_then(|visitor| visitor.actor.id());
    let Some(account) = account.filter(|_| request.method() == Method::POST) else { return Ok((None, request)) };
    let (parts, body) = request.into_parts();
    // A form with a file is read by its handler, piece by piece: its length stands for it.
    let (content, body) = if is_multipart(&parts.headers) {
        let length = parts.headers.get(header::CONTENT_LENGTH).map(HeaderValue::as_bytes).unwrap_or_default();
        (Bytes::copy_from_slice(length), body)
    } else {
        let read = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await.map_err(IntoResponse::into_response)?;
        (read.clone(), Body::from(read))
    };
    let intent = match key(&parts, &content) {
        Some(key) => Some(intent(&key, account, &parts, &content).map_err(IntoResponse::into_response)?),
        None => None,
    };
    Ok((intent, Request::from_parts(parts, body)))
}

fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// Of the header, with or without quotes, or of the field.
fn key(parts: &Parts, content: &[u8]) -> Option<String> {
    let text = |key: &[u8]| String::from_utf8_lossy(key).into_owned();
    match parts.headers.get(KEY) {
        Some(key) => Some(text(key.as_bytes()).trim_matches('"').to_owned()),
        None => content.split(|byte| *byte == b'&').find_map(|field| field.strip_prefix(FIELD)).filter(|key| !key.is_empty()).map(text),
    }
}

fn intent(key: &str, account: AccountId, parts: &Parts, content: &[u8]) -> Result<Intent, PageError> {
    let asked = parts.uri.path_and_query().map_or("", |asked| asked.as_str());
    let digest = Sha256::new().chain_update(asked).chain_update(b"\0").chain_update(content).finalize().to_vec();
    let intent = Intent::new(key, digest).ok_or(PageError::Unreadable(StatusCode::BAD_REQUEST))?;
    if intent.account == account { Ok(intent) } else { Err(PageError::Refused(Refusal::BegunByAnother)) }
}

/// Where a form was sent from. Islands stay where they are.
fn page_before(request: &Request) -> Option<String> {
    if is_action(request.uri().path()) {
        return None;
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let page = referer(request.headers(), host).unwrap_or_default();
    let path = page.split('?').next().filter(|path| !path.is_empty());
    Some(path.unwrap_or(links::HOME).to_owned())
}

/// One after the other. What has begun is done to its end, also when whoever asked has hung up.
async fn in_turn(services: Services, intent: Arc<Intent>, mut request: Request, next: Next) -> Response {
    let back = page_before(&request);
    request.extensions_mut().insert(Arc::clone(&intent));
    let work = async move {
        let _turn = services.turns.take(&intent).await;
        if let Some(known) = answered(&services, &intent, back.as_deref()).await {
            return known;
        }
        let response = next.run(request).await;
        // Another process was faster.
        if response.extensions().get() == Some(&Outage::Conflict)
            && let Some(known) = answered(&services, &intent, back.as_deref()).await
        {
            return known;
        }
        keep(&services, &intent, response).await
    };
    let done = tokio::spawn(work.in_current_span()).await;
    done.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The answer that there is already; none for what is new.
async fn answered(services: &Services, intent: &Intent, back: Option<&str>) -> Option<Response> {
    Some(match intents::known(services, intent).await {
        Ok(Known::New) => return None,
        Ok(Known::Answered(answer)) => again(answer),
        Ok(Known::Done) => {
            back.map_or_else(|| PageError::Refused(Refusal::SentBefore).into_response(), |page| go_with(page, "sent_before"))
        }
        Ok(Known::Other) => PageError::Refused(Refusal::SentBefore).into_response(),
        Err(failure) => PageError::Failed(failure).into_response(),
    })
}

fn again(answer: Answer) -> Response {
    let mut response = answer.body.unwrap_or_default().into_response();
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::SEE_OTHER);
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    match answer.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
        Some(location) => drop(headers.insert(header::LOCATION, location)),
        None => drop(headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))),
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Keeps what led on, and the few words that an island got. What was refused may be sent again; pages, and what gives
/// the browser something to keep, are for the one who got them.
async fn keep(services: &Services, intent: &Intent, response: Response) -> Response {
    let (answer, response) = take(response).await;
    let kept = match answer {
        Some(answer) => commands::keep_answer(services, intent, &answer).await,
        None if intent.is_written() => commands::forget_intent(services, intent).await,
        None => Ok(()),
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "how something was answered that is done once was not kept");
    }
    response
}

async fn take(response: Response) -> (Option<Answer>, Response) {
    let (status, headers) = (response.status(), response.headers());
    if headers.contains_key(header::SET_COOKIE) {
        return (None, response);
    }
    if status.is_redirection() {
        let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok()).map(str::to_owned);
        return (location.map(|to| Answer { status: status.as_u16(), location: Some(to), body: None }), response);
    }
    let is_json = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !status.is_success() || !is_json {
        return (None, response);
    }
    let (parts, body) = response.into_parts();
    match to_bytes(body, MOST_OF_AN_ANSWER).await {
        Ok(bytes) => {
            let answer = String::from_utf8(bytes.to_vec()).ok();
            let answer = answer.map(|body| Answer { status: parts.status.as_u16(), location: None, body: Some(body) });
            (answer, Response::from_parts(parts, Body::from(bytes)))
        }
        Err(_) => (None, StatusCode::INTERNAL_SERVER_ERROR.into_response()),
    }
}
