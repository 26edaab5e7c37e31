//! The built program under clients that want to take its memory, its connections or its end: what it keeps in memory,
//! and what an honest reader notices.

use crate::support::Child;
use reqwest::{Client, StatusCode, header::ORIGIN};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use testing::{LEGOK, Prepare, TestCity, at_sqlite, services_at};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::Runtime,
    time::{sleep, timeout},
};
use uuid::Uuid;

/// What 200 hostile connections may cost.
const MOST_MEMORY: usize = 400;
/// What a reader waits at most.
const MOST_WAIT: Duration = Duration::from_secs(2);

fn on_a_server<F: Future<Output = ()>>(test: impl FnOnce(Child, TestCity) -> F) {
    at_sqlite(|url, folder| Runtime::new().unwrap().block_on(run(url, folder, test)));
}

async fn run<F: Future<Output = ()>>(url: &str, folder: &Path, test: impl FnOnce(Child, TestCity) -> F) {
    let city = TestCity::prepare(services_at(url, folder).await).await;
    test(Child::start(url, folder), city).await;
}

/// A connection over which this was sent; nothing when the server did not want it.
async fn send(server: &Child, start: &[u8]) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(server.address()).await.ok()?;
    stream.write_all(start).await.ok()?;
    Some(stream)
}

/// Everything the server says until it closes.
async fn answer(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    String::from_utf8_lossy(&said).into_owned()
}

/// An ordinary visitor, and how long the page took.
async fn read_a_page(server: &Child) -> Duration {
    let start = Instant::now();
    let answer = Client::new().get(format!("{}/masuk", server.origin)).timeout(Duration::from_secs(20)).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    start.elapsed()
}

fn upload(server: &Child, path: &str, cookie: &str, body: &[u8]) -> Vec<u8> {
    let (address, origin) = (server.address(), &server.origin);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\nContent-Length: 60000000\r\n\
         Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// The beginning of a part, and megabytes of it.
fn part(name: &str, megabytes: usize) -> Vec<u8> {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
    [head.into_bytes(), vec![b'a'; megabytes * 1024 * 1024]].concat()
}

#[test]
fn strangers_who_upload_are_told_so_before_anything_is_kept() {
    on_a_server(async |server, _| {
        let body = part("photo_alt", 10);
        let flood = async {
            let mut answers = Vec::new();
            for _ in 0..200 {
                let request = upload(&server, &format!("/usulan/{}/foto", Uuid::nil()), "", &body);
                answers.push(tokio::spawn({
                    let address = server.address().to_owned();
                    async move {
                        let mut stream = TcpStream::connect(address).await.ok()?;
                        // Not all of it is wanted.
                        let _ = stream.write_all(&request).await;
                        Some(timeout(Duration::from_secs(20), answer(stream)).await.unwrap_or_default())
                    }
                }));
            }
            let mut told = 0;
            for said in answers {
                told += usize::from(said.await.unwrap().is_some_and(|said| said.starts_with("HTTP/1.1 401")));
            }
            told
        };
        let (most, told) = server.most_memory_while(flood).await;
        assert!(most < MOST_MEMORY, "{most} MB");
        assert!(told > 150, "{told} of 200 heard that they have to sign in first");
        assert!(read_a_page(&server).await < MOST_WAIT);
    });
}

#[test]
fn long_forms_of_strangers_are_not_kept_in_memory() {
    on_a_server(async |server, _| {
        let (address, origin) = (server.address().to_owned(), server.origin.clone());
        let head = |length: usize| {
            format!(
                "POST /masuk HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nContent-Length: {length}\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            )
        };
        let refused = send(&server, head(900_000).as_bytes()).await.unwrap();
        let mut first = [0; 12];
        let mut refused = refused;
        // What was typed may be given back, so the rest of it gets a moment.
        timeout(Duration::from_secs(8), refused.read_exact(&mut first)).await.expect("the whole of it is not waited for").unwrap();
        assert_eq!(&first, b"HTTP/1.1 413");
        let held = async {
            let mut held = Vec::new();
            for _ in 0..200 {
                held.push(send(&server, &[head(130_000).into_bytes(), vec![b'&'; 129_000]].concat()).await);
            }
            held
        };
        let (most, held) = server.most_memory_while(held).await;
        assert!(most < MOST_MEMORY, "{most} MB");
        assert!(read_a_page(&server).await < MOST_WAIT);
        drop(held);
    });
}

#[test]
fn a_signed_in_person_who_sends_what_no_form_has_is_refused_early() {
    on_a_server(async |server, city| {
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let draft = domain::ids::ProposalId(city.services.clock.new_id());
        testing::world::World::new(city.clone()).await;
        let start = services::commands::DraftStart { id: draft, on_behalf_of: None };
        services::commands::start_draft(&city.services, &person.actor().await, start).await.unwrap();
        let cookie = format!("rembuk={}", person.session().await.to_hex());
        let path = format!("/usulan/{draft}/foto");
        for (name, status) in [("photo_alt", "413"), ("unknown", "400"), ("photo", "")] {
            let mut stream = send(&server, &upload(&server, &path, &cookie, &part(name, 1))).await.unwrap();
            let mut first = [0; 12];
            let is_told = timeout(MOST_WAIT, stream.read_exact(&mut first)).await.is_ok();
            let said = if is_told { String::from_utf8_lossy(&first[9..]).into_owned() } else { String::new() };
            assert_eq!(said, status, "{name}");
        }
        let flood = async {
            let mut held = Vec::new();
            for _ in 0..100 {
                held.push(send(&server, &upload(&server, &path, &cookie, &part("photo", 7))).await);
            }
            sleep(Duration::from_secs(1)).await;
            held
        };
        let (most, held) = server.most_memory_while(flood).await;
        assert!(most < MOST_MEMORY, "{most} MB");
        assert!(read_a_page(&server).await < MOST_WAIT);
        drop(held);
    });
}

#[test]
fn half_requests_end_by_themselves_and_keep_no_reader_out() {
    on_a_server(async |server, _| {
        let mut half = Vec::new();
        for _ in 0..900 {
            half.push(send(&server, b"GET / HTTP/1.1\r\nHost: x").await);
        }
        for _ in 0..3 {
            assert!(read_a_page(&server).await < MOST_WAIT);
            sleep(Duration::from_millis(300)).await;
        }
        let last = half.pop().flatten().expect("the last one was let in");
        let said = timeout(Duration::from_secs(15), answer(last)).await.expect("it is closed after ten seconds");
        assert!(!said.contains("200 OK"), "{said}");
    });
}

#[test]
fn the_server_ends_in_time_whatever_its_clients_do() {
    on_a_server(async |server, _| {
        let address = server.address().to_owned();
        let half_a_head = send(&server, b"GET / HTTP/1.1\r\nHost: x").await;
        let head = format!("POST /masuk HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nContent-Length: 100\r\n");
        let half_a_body = send(&server, format!("{head}Content-Type: application/x-www-form-urlencoded\r\n\r\na=b").as_bytes()).await;
        let silent = send(&server, b"").await;
        let kept = send(&server, format!("GET /masuk HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes()).await;
        sleep(Duration::from_millis(500)).await;
        let took = tokio::task::spawn_blocking(move || server.stop()).await.unwrap();
        assert!(took < Duration::from_secs(20), "{took:?}");
        drop((half_a_head, half_a_body, silent, kept));
    });
}

#[test]
fn whoever_hangs_up_while_signing_in_leaves_no_work_and_no_memory_behind() {
    on_a_server(async |server, _| {
        let form = "contact=tiada%40contoh.id&password=tebakan+salah+sekali";
        let (address, origin) = (server.address().to_owned(), server.origin.clone());
        let request = format!(
            "POST /masuk HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{form}",
            form.len()
        );
        let before = server.memory();
        let flood = async {
            for _ in 0..300 {
                let stream = send(&server, request.as_bytes()).await;
                sleep(Duration::from_millis(3)).await;
                drop(stream);
            }
        };
        let (most, ()) = server.most_memory_while(flood).await;
        assert!(most < before + 120, "from {before} to {most} MB: two passwords at a time");
        assert!(read_a_page(&server).await < MOST_WAIT);
    });
}

#[test]
fn whoever_asks_with_two_hosts_is_refused() {
    on_a_server(async |server, _| {
        let request = b"GET /masuk HTTP/1.1\r\nHost: rembuk.example\r\nHost: jahat.example\r\nConnection: close\r\n\r\n";
        assert!(answer(send(&server, request).await.unwrap()).await.starts_with("HTTP/1.1 400"));
        let id = Client::new().get(format!("{}/masuk", server.origin)).header("x-request-id", "mine").header(ORIGIN, "x").send().await;
        assert_ne!(id.unwrap().headers()["x-request-id"], "mine", "ids are the server's own");
    });
}

#[test]
fn links_that_leave_the_site_do_not_repeat_what_the_client_calls_it() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            TestCity::prepare(services_at(url, folder).await).await;
            let named = Child::start_with(url, folder, &["--url", "https://rembuk.contoh.id/"], &[]);
            let ask = async |server: &Child, host: &str| {
                let request = format!("GET /data HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
                answer(send(server, request.as_bytes()).await.unwrap()).await
            };
            let page = ask(&named, "jahat.example").await;
            assert!(page.contains("https://rembuk.contoh.id/data/usulan.json") && !page.contains("jahat.example"), "{page}");
            named.kill();
            let unnamed = Child::start(url, folder);
            assert!(ask(&unnamed, "rembuk.contoh.id:8080").await.contains("http://rembuk.contoh.id:8080/data/usulan.json"));
            let page = ask(&unnamed, "a..b@jahat.example").await;
            assert!(!page.contains("jahat.example"), "what is no name of a machine is not repeated: {page}");
        });
    });
}
