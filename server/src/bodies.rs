//! What may be sent: so many bytes by whoever sends it, so many fields, without long pauses, to one host. Who may send
//! what at all, the handlers ask before they read.

use app::http::{PageError, Visitor};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{DefaultBodyLimit, Request},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use hyper::body::{Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

/// How long a client may pause within what it sends.
pub const MOST_PAUSE: Duration = Duration::from_secs(15);

/// Bytes and fields of one form.
#[derive(Clone, Copy)]
struct FormLimit {
    bytes: usize,
    fields: usize,
}

/// Signing in and registering; also a text that somebody wrote before their session ended.
const OF_STRANGERS: FormLimit = FormLimit { bytes: 128 * 1024, fields: 1000 };
/// The scores of a long meeting.
const OF_KNOWN_PEOPLE: FormLimit = FormLimit { bytes: 512 * 1024, fields: 10_000 };

/// Stands inside the layer that recognises people. Routes that take photos have a limit of their own.
pub async fn limit(mut request: Request, next: Next) -> Response {
    if request.headers().get_all(header::HOST).iter().count() > 1 {
        return PageError::Unreadable(StatusCode::BAD_REQUEST).into_response();
    }
    let is_known = request.extensions().get::<Visitor>().is_some_and(|visitor| visitor.actor.signed_in().is_some());
    let limit = if is_known { OF_KNOWN_PEOPLE } else { OF_STRANGERS };
    DefaultBodyLimit::max(limit.bytes).apply(&mut request);
    let kind = request.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded")) {
        // What says that it is too long is not waited for.
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|length| length > limit.bytes) {
            return PageError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE).into_response();
        }
        request = request.map(|body| Body::new(Counted { body, fields_left: limit.fields }));
    }
    next.run(request).await
}

/// How often another field begins.
fn fields_in(bytes: &Bytes) -> usize {
    bytes.split(|byte| *byte == b'&').count() - 1
}

/// A form whose fields are counted as they come.
struct Counted {
    body: Body,
    fields_left: usize,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            let separators = frame.data_ref().map_or(0, fields_in);
            match self.fields_left.checked_sub(separators) {
                Some(left) => self.fields_left = left,
                None => return Poll::Ready(Some(Err(axum::Error::new("more fields than any form has")))),
            }
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
