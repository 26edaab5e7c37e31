//! A plain form's bytes, kept while the form is handled: when the database cannot take it, the page that says so gives back
//! what was typed, and what two people undid for each other is done once more. Forms with files are not kept.

use crate::forms::Fields;
use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::Request,
    http::{Method, header},
    middleware::Next,
    response::Response,
};
use futures::{Stream as _, StreamExt as _, stream};
use services::store::Outage;
use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

/// More than any form of ours; a larger one is not given back.
const MOST_BYTES: usize = 1024 * 1024;
/// How long the rest of a form is waited for that nobody read.
const MOST_WAIT: Duration = Duration::from_secs(5);
const PLAIN_FORM: &[u8] = b"application/x-www-form-urlencoded";

/// What was read of a form so far, and the rest of it. Clones share both.
#[derive(Clone, Debug)]
pub struct KeptForm(Arc<Mutex<Kept>>);

#[derive(Debug)]
struct Kept {
    rest: BodyDataStream,
    read: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Reading,
    Whole,
    /// Too large, or the connection broke.
    Lost,
}

/// Middleware: keeps each plain form until it is answered.
pub async fn keep_form(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    if request.method() != Method::POST || !kind.starts_with(PLAIN_FORM) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let kept = KeptForm::of(body);
    parts.extensions.insert(kept.clone());
    let response = next.clone().run(Request::from_parts(parts.clone(), kept.body())).await;
    if response.extensions().get() != Some(&Outage::Conflict) {
        return response;
    }
    match kept.bytes().await {
        Some(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        None => response,
    }
}

impl KeptForm {
    fn of(body: Body) -> Self {
        Self(Arc::new(Mutex::new(Kept { rest: body.into_data_stream(), read: Vec::new(), state: State::Reading })))
    }

    /// The form for its handler.
    fn body(&self) -> Body {
        Body::from_stream(self.chunks())
    }

    fn chunks(&self) -> impl futures::Stream<Item = Result<Bytes, axum::Error>> + Send + 'static {
        let kept = Arc::clone(&self.0);
        stream::poll_fn(move |context| kept.lock().unwrap_or_else(PoisonError::into_inner).read_on(context))
    }

    /// Everything that was sent, read to its end if nobody did.
    async fn bytes(&self) -> Option<Vec<u8>> {
        let mut chunks = self.chunks();
        let rest = async { while let Some(Ok(_)) = chunks.next().await {} };
        let _ = tokio::time::timeout(MOST_WAIT, rest).await;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.state == State::Whole).then(|| kept.read.clone())
    }

    /// The fields as they were sent.
    pub async fn fields(&self) -> Option<Fields> {
        serde_html_form::from_bytes(&self.bytes().await?).ok().map(Fields::new)
    }
}

impl Kept {
    fn read_on(&mut self, context: &mut Context) -> Poll<Option<Result<Bytes, axum::Error>>> {
        if self.state == State::Whole {
            return Poll::Ready(None);
        }
        let next = Pin::new(&mut self.rest).poll_next(context);
        match &next {
            Poll::Ready(Some(Ok(chunk))) if self.read.len() + chunk.len() <= MOST_BYTES => self.read.extend_from_slice(chunk),
            Poll::Ready(Some(_)) => {
                self.state = State::Lost;
                self.read = Vec::new();
            }
            Poll::Ready(None) if self.state == State::Reading => self.state = State::Whole,
            Poll::Ready(None) | Poll::Pending => {}
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_form_is_given_back_whether_it_was_read_or_not() {
        let form = KeptForm::of(Body::from("title=Jalan+gelap&problem=Lampu+mati"));
        assert_eq!(form.fields().await.unwrap().text("problem"), "Lampu mati", "nobody read it");
        let form = KeptForm::of(Body::from("title=Jalan+gelap"));
        let read = axum::body::to_bytes(form.body(), usize::MAX).await.unwrap();
        assert_eq!(&read[..], b"title=Jalan+gelap");
        assert_eq!(form.fields().await.unwrap().text("title"), "Jalan gelap", "the handler read it");
    }

    #[tokio::test]
    async fn what_is_too_large_is_not_kept() {
        let form = KeptForm::of(Body::from(vec![b'a'; MOST_BYTES + 1]));
        assert!(axum::body::to_bytes(form.body(), usize::MAX).await.is_ok());
        assert!(form.fields().await.is_none());
    }
}
