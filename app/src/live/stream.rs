//! One stream of server-sent events: which of the topics of a page have moved, and how far they are. Its id is the
//! positions, so that whoever was away for a while is told at once what was missed.

use crate::{
    http::{PageResult, Web},
    links,
    route_table::RouteTable,
};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::stream;
use services::{
    Failure, Services,
    news::{Hearing, Positions, Topic, Turn},
};
use std::{
    convert::Infallible,
    time::{Duration, Instant},
};
use tokio::time::{sleep, timeout};

/// More than a page shows.
const MOST_TOPICS: usize = 4;
/// A network notices within this time that nobody is there any more.
const BETWEEN_SIGNS: Duration = Duration::from_secs(15);
/// Looked for without being told, should something not have been.
const BETWEEN_LOOKS: Duration = Duration::from_secs(20);
/// Many changes at once are told as one.
const PAUSE: Duration = Duration::from_millis(250);
/// Lists change with everything that is done in the city.
const PAUSE_OF_LISTS: Duration = Duration::from_secs(2);
/// Before the server ends the connection; the browser comes back by itself.
const MOST_AGE: Duration = Duration::from_mins(9);
const BEFORE_COMING_BACK: Duration = Duration::from_secs(1);

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::LIVE, listen)
}

/// Whoever asks about nothing is told to stop asking.
async fn listen(web: Web, headers: HeaderMap) -> PageResult {
    let asked = web.query.get("tentang").split(',').take(MOST_TOPICS);
    let topics: Vec<Topic> = asked.filter_map(|topic| topic.parse().ok()).collect();
    if topics.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).filter(|id| !id.is_empty());
    let since = Positions::parse(last.unwrap_or_else(|| web.query.get("sejak")));
    let hearing = web.services.news.hear(&web.services.database).await?;
    let now = web.services.news.positions(&web.services.database, &topics).await?;
    let missed = now.missed_since(&since, &topics);
    let turn = web.services.news.turn(&topics);
    let told = Teller { services: web.services, topics, hearing, turn, now, first: Some(missed), begun: Instant::now() };
    let events = Sse::new(stream::unfold(told, Teller::tell)).keep_alive(KeepAlive::new().interval(BETWEEN_SIGNS));
    Ok(unheld(events.into_response()))
}

/// A proxy passes each event on at once.
fn unheld(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// Who tells one page.
struct Teller {
    services: Services,
    topics: Vec<Topic>,
    hearing: Hearing,
    turn: Turn,
    /// What was told last.
    now: Positions,
    /// What was missed before it began; none once that was told.
    first: Option<Vec<Topic>>,
    begun: Instant,
}

impl Teller {
    /// The next event, and whoever tells the one after it. The stream ends when it is old, or when the database does
    /// not answer; the browser comes back.
    async fn tell(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let moved = match self.first.take() {
            // After a restart all come back together.
            Some(missed) => self.in_turn(missed).await,
            None => self.next().await.inspect_err(|error| tracing::warn!(%error, "a page is not told what changed")).ok()??,
        };
        let event = Event::default().id(self.now.to_string()).retry(BEFORE_COMING_BACK + self.turn.wait());
        let words = moved.iter().map(Topic::to_string).collect::<Vec<_>>().join(",");
        // Without data it only says how far the topics are.
        let event = if words.is_empty() { event } else { event.data(words) };
        Some((Ok(event), self))
    }

    async fn in_turn(&self, missed: Vec<Topic>) -> Vec<Topic> {
        if !missed.is_empty() {
            sleep(self.turn.wait()).await;
        }
        missed
    }

    /// What has moved; nothing when it is time to end.
    async fn next(&mut self) -> Result<Option<Vec<Topic>>, Failure> {
        sleep(if self.topics.iter().all(|topic| topic.subject().is_none()) { PAUSE_OF_LISTS } else { PAUSE }).await;
        while self.begun.elapsed() < MOST_AGE {
            let mut heard = timeout(BETWEEN_LOOKS, self.hearing.about(&self.topics)).await.unwrap_or_default();
            // What is done until then is told with it.
            sleep(self.turn.wait()).await;
            heard.extend(self.hearing.so_far(&self.topics));
            let now = self.services.news.positions(&self.services.database, &self.topics).await?;
            let moved = now.moved_since(&self.now, &self.topics, &heard);
            self.now = now;
            if !moved.is_empty() {
                return Ok(Some(moved));
            }
        }
        Ok(None)
    }
}
