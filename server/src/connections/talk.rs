//! One connection from its first byte to its last: heads within ten seconds, no answer that is not taken off our
//! hands, no talk without end; and at the end the client hears the answer even when we did not read all that it sent.

use super::places::{Answering, Place};
use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::ConnectInfo,
    http::{Request, Response, header::CONTENT_TYPE},
};
use hyper::{
    body::{Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    future::poll_fn,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tower::Service;

/// For a request line and its headers, and for a connection that is kept for the next request.
const MOST_HEAD_TIME: Duration = Duration::from_secs(10);
const MOST_HEAD_BYTES: usize = 64 * 1024;
/// How long a client may leave an answer lying.
const MOST_WRITE_TIME: Duration = Duration::from_secs(30);
/// After this a connection is not kept for another request, and some time later it is cut off.
const MOST_AGE: Duration = Duration::from_mins(10);
const MOST_OVERTIME: Duration = Duration::from_mins(5);
/// For what a client still sends when it has been answered, so that it hears the answer.
const MOST_LINGER_TIME: Duration = Duration::from_secs(5);
const MOST_LINGER_BYTES: usize = 40 * 1024 * 1024;

type Stream = Pin<Box<TimeoutStream<TcpStream>>>;

/// Answers what is asked over a connection until it ends, its place is needed, or it is told farewell.
pub async fn hold(stream: TcpStream, address: SocketAddr, router: Router, place: Place, farewell: watch::Receiver<bool>) {
    let place = Arc::new(place);
    let talk = async {
        if let Some(stream) = answer(stream, address, router, &place, farewell).await {
            linger(stream).await;
        }
    };
    tokio::select! {
        () = talk => {}
        () = place.lost() => {}
        () = sleep(MOST_AGE + MOST_OVERTIME) => {}
    }
}

async fn answer(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    place: &Arc<Place>,
    mut farewell: watch::Receiver<bool>,
) -> Option<Stream> {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(MOST_WRITE_TIME));
    let leaving = farewell.clone();
    let service = service_fn(|mut request: Request<Incoming>| {
        let (answering, leaving) = (place.answering(), leaving.clone());
        request.extensions_mut().insert(ConnectInfo(address));
        let answer = router.clone().call(request.map(Body::new));
        Box::pin(async move {
            let response: Response<Body> = answer.await?;
            let end = is_endless(&response).then(|| told_farewell(leaving));
            Ok::<_, Infallible>(response.map(|body| Answer { body, end, _answering: answering }))
        })
    });
    let mut settings = http1::Builder::new();
    settings.timer(TokioTimer::new()).header_read_timeout(MOST_HEAD_TIME).max_buf_size(MOST_HEAD_BYTES);
    let mut connection = settings.serve_connection(TokioIo::new(Box::pin(stream)), service);
    let age = sleep(MOST_AGE);
    tokio::pin!(age);
    let mut is_last = false;
    let outcome = loop {
        tokio::select! {
            outcome = poll_fn(|context| connection.poll_without_shutdown(context)) => break outcome,
            _ = farewell.wait_for(|farewell| *farewell), if !is_last => is_last = true,
            () = &mut age, if !is_last => is_last = true,
        }
        Pin::new(&mut connection).graceful_shutdown();
    };
    outcome.ok()?;
    Some(connection.into_parts().io.into_inner())
}

/// A connection that is closed with bytes unread is reset, and the client may never see the answer.
async fn linger(mut stream: Stream) {
    let rest = async {
        stream.shutdown().await?;
        let (mut buffer, mut left) = ([0; 8192], MOST_LINGER_BYTES);
        loop {
            let count = stream.read(&mut buffer).await?;
            left = left.saturating_sub(count);
            if count == 0 || left == 0 {
                return Ok::<_, std::io::Error>(());
            }
        }
    };
    let _ = timeout(MOST_LINGER_TIME, rest).await;
}

type Farewell = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A stream of events, which nobody waits for when the server is asked to stop.
fn is_endless(response: &Response<Body>) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

fn told_farewell(mut farewell: watch::Receiver<bool>) -> Farewell {
    Box::pin(async move {
        let _ = farewell.wait_for(|farewell| *farewell).await;
    })
}

/// The body of an answer; until it is dropped its connection is being answered.
struct Answer {
    body: Body,
    /// When it ends, whatever else it would say.
    end: Option<Farewell>,
    _answering: Answering,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Some(end) = &mut self.end
            && end.as_mut().poll(context).is_ready()
        {
            self.end = None;
            self.body = Body::empty();
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
