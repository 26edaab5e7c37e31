//! Several cities in one process: what is one's is nothing in another, and a host that nobody has learns nothing.

use crate::{
    permissions::scenes::picture,
    support::{Child, Page},
};
use domain::{
    comment::Subject,
    ids::{PhotoId, ProposalId},
};
use reqwest::{
    Client, Method, RequestBuilder, StatusCode,
    header::{COOKIE, HOST, ORIGIN, RETRY_AFTER},
    redirect::Policy,
};
use services::commands::{self, DraftStart, NewPhoto};
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    time::Duration,
};
use testing::{LEGOK, Prepare, TestCity, at_postgres, at_sqlite, services_at, typed::words, world::World};
use tokio::runtime::Runtime;

const ONE: &str = "satu.example";
const OTHER: &str = "dua.example";

/// A city of the file.
fn city(host: &str, url: &str, folder: &Path) -> String {
    let photos = folder.join("photos");
    format!("[[city]]\nhosts = [\"{host}\"]\ndatabase = \"{url}\"\nphotos = \"{}\"\nurl = \"http://{host}\"\n", photos.display())
}

/// Somebody with a session and a draft with a photo, in a city with a proposal.
struct Somebody {
    session: String,
    photo: PhotoId,
}

async fn somebody(url: &str, folder: &Path) -> Somebody {
    let world = World::new(TestCity::prepare(services_at(url, folder).await).await).await;
    let person = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
    world.propose(&person, &LEGOK.rt(1), "pertama", 3).await;
    let (actor, services) = (person.actor().await, &world.city.services);
    let id = ProposalId(services.clock.new_id());
    commands::start_draft(services, &actor, DraftStart { id, on_behalf_of: None }).await.unwrap();
    let photo = PhotoId(services.clock.new_id());
    let form = NewPhoto { id: photo, subject: Subject::Proposal(id), bytes: picture(), alt: Some(words("Saluran di RT 1")) };
    commands::add_photo(services, &actor, form).await.unwrap();
    let session = person.session().await.to_hex();
    services.close().await;
    Somebody { session, photo }
}

struct Visitor<'a> {
    client: Client,
    child: &'a Child,
}

impl Visitor<'_> {
    fn request(&self, method: Method, host: &str, path: &str, session: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.child.origin)).header(HOST, host);
        if session.is_empty() { request } else { request.header(COOKIE, format!("rembuk={session}")) }
    }

    async fn get(&self, host: &str, path: &str, session: &str) -> Page {
        Page::read(self.request(Method::GET, host, path, session).send().await.unwrap()).await
    }

    /// Until it is served, or has been published.
    async fn wait_for(&self, host: &str, path: &str) -> Page {
        for _ in 0..200 {
            let page = self.get(host, path, "").await;
            if page.status == StatusCode::OK {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{host}{path} is not served: {:?}", self.child.log());
    }
}

fn visitor(child: &Child) -> Visitor<'_> {
    Visitor { client: Client::builder().redirect(Policy::none()).build().unwrap(), child }
}

#[test]
fn two_cities_in_one_process_share_nothing() {
    at_sqlite(|one, first| at_sqlite(|other, second| Runtime::new().unwrap().block_on(share_nothing((one, first), (other, second)))));
}

#[test]
fn two_cities_on_different_databases_share_nothing() {
    at_sqlite(|one, first| at_postgres(|other, second| Runtime::new().unwrap().block_on(share_nothing((one, first), (other, second)))));
}

async fn share_nothing(one: (&str, &Path), other: (&str, &Path)) {
    let (here, there) = (somebody(one.0, one.1).await, somebody(other.0, other.1).await);
    let child = Child::of_cities(one.1, &format!("{}{}", city(ONE, one.0, one.1), city(OTHER, other.0, other.1)));
    let visitor = visitor(&child);
    for host in [ONE, OTHER] {
        visitor.wait_for(host, "/readyz").await;
    }
    let mut keys = Vec::new();
    for (host, foreign, own, of_other) in [(ONE, OTHER, &here, &there), (OTHER, ONE, &there, &here)] {
        assert_eq!(visitor.get(host, "/akun", &own.session).await.status, StatusCode::OK, "{host}");
        assert_ne!(visitor.get(host, "/akun", &of_other.session).await.status, StatusCode::OK, "a session of another city is nothing");
        let photo = async |of: &Somebody| visitor.get(host, &format!("/foto/{}.jpg", of.photo), &own.session).await.status;
        assert_eq!((photo(own).await, photo(of_other).await), (StatusCode::OK, StatusCode::NOT_FOUND), "{host}");
        // The job of each city publishes in its own log, under its own name.
        assert!(visitor.wait_for(host, "/data/log/checkpoint").await.body.starts_with(&format!("{host}/data/log\n")));
        keys.push(visitor.get(host, "/data/log/key", "").await.body);
        let form = visitor.request(Method::POST, host, "/keluar", &own.session);
        let refused = Page::read(form.header(ORIGIN, format!("http://{foreign}")).send().await.unwrap()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "a form of the other city is a form of another site");
        assert_eq!(visitor.get(&format!("{}:8443", host.to_uppercase()), "/", "").await.status, StatusCode::OK);
    }
    assert_ne!(keys[0], keys[1]);
    a_host_that_nobody_has_learns_nothing(&visitor, &here).await;
    assert!(child.stop() < Duration::from_secs(15));
}

async fn a_host_that_nobody_has_learns_nothing(visitor: &Visitor<'_>, known: &Somebody) {
    for host in ["tiga.example", "127.0.0.1", "satu.example.jahat.example", "xsatu.example"] {
        for path in ["/", "/akun", "/data/log/key", "/readyz", "/pkg/rembuk.css"] {
            let page = visitor.get(host, path, &known.session).await;
            assert_eq!(page.status, StatusCode::MISDIRECTED_REQUEST, "{host}{path}");
            for private in [ONE, OTHER, "Jambi", "sqlite", "postgres"] {
                assert!(!page.body.contains(private), "{host}{path}: {}", page.body);
            }
        }
        assert_eq!(visitor.get(host, "/healthz", "").await.body, "ok\n", "the process is watched by its address");
    }
    for head in [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: satu.example\r\nHost: dua.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: satu.example, dua.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: satu.example@tiga.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: tiga.example\r\nX-Forwarded-Host: satu.example\r\n\r\n",
        "GET http://dua.example/ HTTP/1.1\r\nHost: satu.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: satu.example\x00.jahat.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \u{e4}satu.example\r\n\r\n",
    ] {
        let answer = raw(visitor.child.address(), head);
        assert!(
            answer.starts_with("HTTP/1.1 421") || answer.starts_with("HTTP/1.1 400") || answer.starts_with("HTTP/1.0 4"),
            "{head:?}: {answer}"
        );
        assert!(!answer.contains("Jambi"), "{head:?}: {answer}");
    }
}

/// What is answered to bytes that no client library would send.
fn raw(address: &str, head: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let (mut answer, mut bytes) = (Vec::new(), [0; 4096]);
    for patience in [Duration::from_secs(5), Duration::from_millis(100)] {
        stream.set_read_timeout(Some(patience)).unwrap();
        let read = stream.read(&mut bytes).unwrap_or(0);
        answer.extend_from_slice(&bytes[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_city_that_cannot_be_opened_keeps_no_other_from_being_served() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            somebody(url, folder).await;
            let nowhere = folder.join("tiada");
            let missing = format!("sqlite://{}", nowhere.join("rembuk.db").display());
            let child = Child::of_cities(folder, &format!("{}{}", city(OTHER, &missing, &nowhere), city(ONE, url, folder)));
            let visitor = visitor(&child);
            visitor.wait_for(ONE, "/").await;
            let away = visitor.get(OTHER, "/", "").await;
            assert_eq!((away.status, away.headers.contains_key(RETRY_AFTER)), (StatusCode::SERVICE_UNAVAILABLE, true));
            assert!(!away.body.contains("tiada") && away.heading().contains("tidak dapat dilayani"), "{}", away.body);
            assert!(!nowhere.join("rembuk.db").exists(), "an empty database is no city");
            assert!(child.log().iter().any(|line| line.contains(OTHER) && line.contains("tidak ada basis data")), "{:?}", child.log());
        });
    });
}
