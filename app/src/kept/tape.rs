//! Records a form while its handler reads it, so that it is still there when the handler says no. What the handler did
//! not read is read afterwards: nothing is waited for on behalf of a form that is let through.

use super::Kept;
use crate::form_paths::FormPaths;
use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::Request,
    http::{HeaderMap, Method, header},
};
use futures::{Stream, StreamExt, future::poll_fn, stream};
use std::{
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

/// Longer than any form of ours that is filled in.
const MOST_OF_A_FORM: usize = 256 * 1024;
/// Of a form with a file, what stands before the file.
const MOST_BEFORE_A_FILE: usize = 16 * 1024;
/// For what is still under way when the handler has answered.
const MOST_TIME: Duration = Duration::from_secs(5);

/// The form of one request; shared by all layers that may have to show it.
#[derive(Clone)]
pub struct Tape {
    path: String,
    /// Where a form with a file is cut; none for ordinary forms.
    boundary: Option<String>,
    state: Arc<Mutex<State>>,
}

struct State {
    rest: BodyDataStream,
    read: Vec<u8>,
    most: usize,
    has_ended: bool,
}

impl Tape {
    /// The tape of this request, running; none for what is no form.
    pub fn of(request: Request) -> (Option<Self>, Request) {
        if let Some(running) = request.extensions().get::<Self>().cloned() {
            return (Some(running), request);
        }
        let kind = kind(request.headers());
        let boundary = multer::parse_boundary(kind).ok();
        let is_form = boundary.is_some() || kind.starts_with("application/x-www-form-urlencoded");
        if request.method() != Method::POST || !is_form {
            return (None, request);
        }
        let (mut parts, body) = request.into_parts();
        let most = if boundary.is_some() { MOST_BEFORE_A_FILE } else { MOST_OF_A_FORM };
        let state = State { rest: body.into_data_stream(), read: Vec::new(), most, has_ended: false };
        let tape = Self { path: parts.uri.path().to_owned(), boundary, state: Arc::new(Mutex::new(state)) };
        parts.extensions.insert(tape.clone());
        let reading = tape.clone();
        let body = Body::from_stream(stream::poll_fn(move |context| reading.poll(context)));
        (Some(tape), Request::from_parts(parts, body))
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, axum::Error>>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let polled = Pin::new(&mut state.rest).poll_next(context);
        match &polled {
            Poll::Ready(Some(Ok(bytes))) => {
                let room = (state.most + 1).saturating_sub(state.read.len());
                state.read.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
            }
            Poll::Ready(_) => state.has_ended = true,
            Poll::Pending => {}
        }
        polled
    }

    fn is_full(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.has_ended || state.read.len() > state.most
    }

    /// Everything that was sent has been read.
    pub fn has_ended(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).has_ended
    }

    /// All that was sent, once the handler has answered. None for what is too long, or has a file.
    pub async fn whole(&self) -> Option<Vec<u8>> {
        let (bytes, is_whole) = self.read_on().await;
        (is_whole && self.boundary.is_none()).then_some(bytes)
    }

    /// What was kept, and whether that is all.
    async fn read_on(&self) -> (Vec<u8>, bool) {
        let reading = async { while !self.is_full() && poll_fn(|context| self.poll(context)).await.is_some() {} };
        let in_time = tokio::time::timeout(MOST_TIME, reading).await.is_ok();
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.read.clone(), in_time && state.has_ended && state.read.len() <= state.most)
    }

    /// What was sent, once the handler has answered. None for what is too long, no form of ours, or not readable.
    pub async fn kept(self, forms: &FormPaths) -> Option<Kept> {
        let (bytes, is_whole) = self.read_on().await;
        match &self.boundary {
            Some(boundary) => Kept::new(&self.path, before_the_file(bytes, boundary).await, true, forms),
            None if is_whole => Kept::new(&self.path, serde_html_form::from_bytes(&bytes).ok()?, false, forms),
            None => None,
        }
    }
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

/// The fields of a form with a file that stand whole before it.
async fn before_the_file(bytes: Vec<u8>, boundary: &str) -> Vec<(String, String)> {
    let mut form = multer::Multipart::new(stream::iter([Ok::<_, Infallible>(bytes)]).boxed(), boundary);
    let mut pairs = Vec::new();
    while let Ok(Some(part)) = form.next_field().await {
        if part.file_name().is_some() {
            break;
        }
        let name = part.name().unwrap_or_default().to_owned();
        let Ok(value) = part.text().await else { break };
        pairs.push((name, value));
    }
    pairs
}
