//! What the log of the running program says, and what it never says, however much of it is asked for.

use crate::support::{Child, header};
use domain::account::Role;
use reqwest::{
    Client,
    header::{COOKIE, HeaderMap, ORIGIN},
    redirect::Policy,
};
use std::{path::Path, time::Duration};
use testing::{LEGOK, PASSWORD, Prepare, TestCity, at_postgres, at_sqlite, services_at};
use tokio::runtime::Runtime;

/// What people type, in words that stand nowhere else.
const SECRETS: [&str; 8] =
    ["Nurhayatinama", "812-5551-0042", "81255510042", "sandiburunghantu", "carilahaku", "komentarpribadi", "ujungpenunjuk", "caraorangini"];

struct Visitor {
    client: Client,
    origin: String,
    cookie: String,
}

impl Visitor {
    async fn get(&self, path: &str) -> HeaderMap {
        let request = self.client.get(format!("{}{path}", self.origin)).header(COOKIE, &self.cookie);
        request.header("referer", "http://x/?ujungpenunjuk").send().await.unwrap().headers().clone()
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> u16 {
        let request = self.client.post(format!("{}{path}", self.origin)).header(COOKIE, &self.cookie).header(ORIGIN, &self.origin);
        request.form(fields).send().await.unwrap().status().as_u16()
    }
}

fn client() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

/// Everything that people do with what is theirs.
async fn live(url: &str, folder: &Path, level: &str) -> (Child, Vec<String>) {
    let city = TestCity::prepare(services_at(url, folder).await).await;
    let server = Child::start_with(url, folder, &["--log-format", "json"], &[("RUST_LOG", level)]);
    let visitor = Visitor { client: client(), origin: server.origin.clone(), cookie: String::new() };
    let form = [("name", "Nurhayatinama Contoh"), ("contact", "0812-5551-0042"), ("password", "sandiburunghantu 77"), ("home", "")];
    assert_eq!(visitor.post("/daftar", &form).await, 303);
    for (password, status) in [("sandiburunghantu salah", 422), ("sandiburunghantu 77", 303)] {
        assert_eq!(visitor.post("/masuk", &[("contact", "0812-5551-0042"), ("password", password)]).await, status);
    }
    let admin = city.city_officer(Role::CityAdmin).await;
    let token = admin.session().await.to_hex();
    let admin = Visitor { client: client(), origin: server.origin.clone(), cookie: format!("rembuk={token}") };
    let headers = admin.get("/admin/orang?cari=caraorangini").await;
    let id = header(&headers, "x-request-id").to_owned();
    for path in ["/usulan?cari=carilahaku", "/rencana?cari=carilahaku", "/tidak/ada/carilahaku", "/data/usulan.csv?cari=carilahaku"] {
        visitor.get(path).await;
    }
    let plan = city.services.clock.new_id();
    assert_eq!(visitor.post(&format!("/rencana/{plan}/komentar"), &[("comment_body", "komentarpribadi")]).await, 401);
    assert_eq!(admin.post(&format!("/rencana/{plan}/komentar"), &[("comment_body", "komentarpribadi")]).await, 404);
    let resident = city.resident_of(&LEGOK.rt(1)).await;
    let resident =
        Visitor { client: client(), origin: server.origin.clone(), cookie: format!("rembuk={}", resident.session().await.to_hex()) };
    resident.get("/warga").await;
    assert_eq!(resident.post("/keluar", &[]).await, 303);
    tokio::time::sleep(Duration::from_millis(300)).await;
    (server, vec![id, token, PASSWORD.to_owned()])
}

fn no_secret_is_in(log: &[String], secrets: &[String]) {
    for line in log {
        for secret in SECRETS.into_iter().chain(secrets[1..].iter().map(String::as_str)) {
            assert!(!line.to_lowercase().contains(&secret.to_lowercase()), "{secret} in {line}");
        }
    }
}

#[test]
fn the_log_says_nobodys_name_contact_word_or_token_even_when_all_is_asked_for() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let (server, secrets) = live(url, folder, "trace").await;
            assert!(server.log().iter().any(|line| line.contains("\"DEBUG\"")), "everything was asked for");
            no_secret_is_in(&server.log(), &secrets);
        });
    });
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let (server, secrets) = live(url, folder, "debug,server=trace,app=trace,services=trace").await;
            no_secret_is_in(&server.log(), &secrets);
        });
    });
}

#[test]
fn each_request_is_one_line_with_its_id_and_the_pattern_of_its_address() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let (server, secrets) = live(url, folder, "info,sqlx=warn,hyper=error").await;
            let log: Vec<serde_json::Value> = server.log().iter().map(|line| serde_json::from_str(line).expect(line)).collect();
            assert!(log[0]["program"].as_str().unwrap().starts_with("Rembuk 0."), "{}", log[0]);
            assert!(log[0]["database"].as_str().unwrap().starts_with("SQLite, sqlite://"), "{}", log[0]);
            let of = |id: &str| log.iter().filter(|line| line["span"]["id"] == id).collect::<Vec<_>>();
            let lines = of(&secrets[0]);
            assert_eq!(lines.len(), 1, "{lines:?}");
            let (span, line) = (&lines[0]["span"], lines[0]);
            assert_eq!((&span["method"], &span["route"]), (&"GET".into(), &"/admin/orang".into()));
            assert_eq!((&line["level"], &line["status"], &line["message"]), (&"INFO".into(), &200.into(), &"answered".into()));
            assert!(line["ms"].is_u64());
            let refused: Vec<_> = log.iter().filter(|line| line["event"] == "refused").collect();
            let statuses: Vec<_> = refused.iter().map(|line| line["status"].as_u64().unwrap()).collect();
            assert_eq!(statuses, [401, 403]);
            assert!(refused[1]["account"].is_string() && refused.iter().all(|line| line["span"]["id"].is_string()));
            let who =
                |event: &str| log.iter().filter(|line| line["event"] == event).map(|line| line["account"].clone()).collect::<Vec<_>>();
            assert_eq!(
                (who("sign_in_failed").len(), who("guessed_wrong").len(), who("signed_in").len()),
                (1, 1, 2),
                "registering signs in as well"
            );
            assert!(matches!(&who("signed_out")[..], [account] if account.is_string()), "and who went");
            assert!(log.iter().all(|line| line["timestamp"].as_str().unwrap().ends_with('Z')), "in UTC");
            assert!(log.iter().any(|line| line["event"] == "account_registered"), "what the city's log says is said here, too");
        });
    });
}

#[test]
fn a_form_from_another_site_is_a_line_with_its_origin_and_host() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let server = Child::start_with(url, folder, &["--log-format", "json"], &[("RUST_LOG", "info")]);
            let send = async |origin: &str| {
                let form = client().post(format!("{}/masuk", server.origin)).header(ORIGIN, origin);
                form.form(&[("contact", "ujungpenunjuk"), ("password", "sandiburunghantu")]).send().await.unwrap().status().as_u16()
            };
            for origin in ["https://rembuk.kota.example", "https://nama:sandiburunghantu@kota.example"] {
                assert_eq!(send(origin).await, 403, "{origin}");
            }
            send(&server.origin).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let log: Vec<serde_json::Value> = server.log().iter().map(|line| serde_json::from_str(line).expect(line)).collect();
            let told: Vec<_> = log.iter().filter(|line| line["event"] == "foreign_form").collect();
            let host = server.origin.trim_start_matches("http://");
            let of = |line: &serde_json::Value| [&line["origin"], &line["host"]].map(|text| text.as_str().unwrap().to_owned());
            let told: Vec<_> = told.into_iter().map(of).collect();
            assert_eq!(told, [["https://rembuk.kota.example".to_owned(), host.to_owned()], ["unreadable".to_owned(), host.to_owned()]]);
            no_secret_is_in(&server.log(), &[String::new()]);
        });
    });
}

#[test]
fn the_first_line_names_version_and_database_but_no_password() {
    at_postgres(|url, folder| {
        let (start, rest) = url.split_once("://").unwrap();
        let (user, place) = rest.split_once('@').unwrap_or(("postgres", rest));
        let user = user.split(':').next().unwrap();
        let server = Child::start(&format!("{start}://{user}:rahasia@{place}"), folder);
        let first = server.log()[0].clone();
        assert!(first.starts_with("Rembuk 0.") && first.contains("PostgreSQL") && !first.contains("rahasia"), "{first}");
    });
}
