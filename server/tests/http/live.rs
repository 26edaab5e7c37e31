//! Pages that are alive: whoever looks is told within a second that something changed, at whichever server of the
//! database it was done, and learns afterwards what was missed.

use crate::support::{Browser, Child, TestSite, header};
use domain::{ids::PlanId, permission::may_take_stance, plan::Stance};
use reqwest::{Client, Method, Response, StatusCode};
use services::commands;
use std::time::{Duration, Instant};
use testing::{Cable, LEGOK, Prepare, TestCity, TestPerson, at_postgres, at_sqlite, both_databases, plans::published, services_at};
use tokio::{runtime::Runtime, time::timeout};

const A_SECOND: Duration = Duration::from_secs(1);

/// Somebody who looks at a page.
struct Listener {
    stream: Response,
    unread: String,
}

/// What a stream says: how far its topics are, and which have moved.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    id: String,
    moved: Option<String>,
}

impl Listener {
    async fn at(browser: &Browser, address: &str) -> Self {
        let stream = browser.send(browser.request(Method::GET, address)).await;
        assert_eq!((stream.status(), header(stream.headers(), "content-type")), (StatusCode::OK, "text/event-stream"));
        Self { stream, unread: String::new() }
    }

    /// The next thing that is said; nothing when the stream ends.
    async fn next(&mut self) -> Option<Said> {
        loop {
            if let Some((said, _)) = self.unread.split_once("\n\n") {
                let field = |name: &str| said.lines().find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()));
                let (id, moved) = (field("id:"), field("data:"));
                let whole = said.len() + 2;
                self.unread.drain(..whole);
                if let Some(id) = id {
                    return Some(Said { id, moved });
                }
                continue;
            }
            let bytes = self.stream.chunk().await.ok()??;
            self.unread.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }

    /// What is said within a second.
    async fn soon(&mut self) -> Said {
        timeout(A_SECOND, self.next()).await.expect("told within a second").expect("the stream goes on")
    }
}

fn address(plan: PlanId, since: &str) -> String {
    format!("/api/langsung?tentang=rencana:{plan}&sejak={since}")
}

/// How far the ledger was when the page was drawn.
fn since(page: &str) -> &str {
    page.split_once("data-sejak=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a page that is alive").0
}

async fn answer(city: &TestCity, person: &TestPerson, plan: PlanId, stance: Stance) {
    let actor = person.actor().await;
    commands::take_stance(&city.services, &may_take_stance(&actor, plan).unwrap(), stance).await.unwrap();
}

both_databases!(
    async fn who_looks_is_told_within_a_second_and_who_comes_back_learns_what_was_missed(site: TestSite) {
        let plan = published(&site.city, &[LEGOK.region()]).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let visitor = site.visitor();
        let page = visitor.get(&format!("/rencana/{plan}")).await;
        let since = since(&page.body).to_owned();
        let mut listener = Listener::at(&visitor, &address(plan, &since)).await;
        assert_eq!(listener.soon().await, Said { id: since.clone(), moved: None }, "nothing was missed");
        answer(&site.city, &person, plan, Stance::Support).await;
        let said = listener.soon().await;
        assert_eq!(said.moved, Some(format!("rencana:{plan}")));
        drop(listener);
        let mut back = Listener::at(&visitor, &address(plan, &since)).await;
        assert_eq!(back.soon().await, said, "missed since the page was drawn");
        let request = visitor.request(Method::GET, &address(plan, &since)).header("last-event-id", &said.id);
        let mut again = Listener { stream: visitor.send(request).await, unread: String::new() };
        assert_eq!(again.soon().await.moved, None, "the browser says what it knows");
        let nothing = visitor.get("/api/langsung?tentang=sesuatu").await;
        assert_eq!(nothing.status, StatusCode::NO_CONTENT, "whoever asks about nothing stops asking");
    }

    async fn one_person_has_so_many_places_and_a_closed_window_gives_its_own_back(site: TestSite) {
        let plan = published(&site.city, &[LEGOK.region()]).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let mut windows = Vec::new();
        for _ in 0..12 {
            windows.push(Listener::at(&browser, &address(plan, "")).await);
        }
        let refused = browser.get(&address(plan, "")).await;
        assert_eq!((refused.status, header(&refused.headers, "retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "30"));
        Listener::at(&site.visitor(), &address(plan, "")).await;
        windows.clear();
        let start = Instant::now();
        while browser.send(browser.request(Method::GET, &address(plan, ""))).await.status() != StatusCode::OK {
            assert!(start.elapsed() < A_SECOND, "a place is free at once");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
);

#[test]
fn a_change_at_one_server_is_told_by_the_other_also_after_the_database_was_away() {
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let city = TestCity::prepare(services_at(url, folder).await).await;
            let plan = published(&city, &[LEGOK.region()]).await;
            let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
            let cable = Cable::before(url).await;
            // Another server of the same database, which shares nothing else with the first.
            let other = TestSite::of(TestCity { services: services_at(&cable.through(url), folder).await }, false).await;
            let mut listener = Listener::at(&other.visitor(), &address(plan, "")).await;
            listener.soon().await;
            answer(&city, &person, plan, Stance::Support).await;
            assert!(listener.soon().await.moved.is_some());
            cable.cut();
            answer(&city, &person, plan, Stance::Oppose).await;
            cable.mend().await;
            let told = timeout(Duration::from_secs(25), listener.next()).await.expect("looked for again");
            // Where the page itself was cut off, the browser comes back.
            if let Some(said) = told {
                assert!(said.moved.is_some(), "what was missed is told");
            }
            let start = Instant::now();
            let mut back = loop {
                let visitor = other.visitor();
                let answer = visitor.send(visitor.request(Method::GET, &address(plan, ""))).await;
                if answer.status() == StatusCode::OK {
                    break Listener { stream: answer, unread: String::new() };
                }
                assert!(start.elapsed() < Duration::from_secs(10), "{}", answer.status());
                tokio::time::sleep(Duration::from_millis(200)).await;
            };
            back.soon().await;
            tokio::time::sleep(Duration::from_secs(2)).await;
            answer(&city, &person, plan, Stance::Support).await;
            assert!(back.soon().await.moved.is_some(), "heard again");
        });
    });
}

/// Streams are as long as people look; a server that is asked to stop does not wait for them.
#[test]
fn a_server_that_is_asked_to_stop_ends_its_streams() {
    at_sqlite(|url, folder| {
        let runtime = Runtime::new().unwrap();
        let plan = runtime.block_on(async {
            let city = TestCity::prepare(services_at(url, folder).await).await;
            let plan = published(&city, &[LEGOK.region()]).await;
            city.services.close().await;
            plan
        });
        let child = Child::start(url, folder);
        let stream = runtime.block_on(async {
            let stream =
                Client::new().get(format!("{}{}", child.origin, address(plan, ""))).header("accept-encoding", "gzip, br").send().await;
            let stream = stream.unwrap();
            assert_eq!((stream.status(), header(stream.headers(), "content-encoding")), (StatusCode::OK, ""));
            let mut listener = Listener { stream, unread: String::new() };
            listener.soon().await;
            listener
        });
        let took = child.stop();
        assert!(took < Duration::from_secs(8), "{took:?}");
        assert_eq!(
            runtime.block_on(async {
                let mut stream = stream;
                stream.next().await
            }),
            None
        );
    });
}
