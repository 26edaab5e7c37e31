//! `rembuk verify`: a stranger counts again what a site shows, and finds whatever was made different between the site
//! and them; here by somebody who stands in between.

mod forged;
mod frozen;
mod keys;

use crate::{
    starts::Start,
    support::{Child, TestSite},
};
use axum::{Router, extract::State, http::Uri, response::IntoResponse};
use domain::{account::Role, cycle::StageKind, permission::may_take_stance, plan::Stance};
use publiclog::InclusionProof;
use reqwest::{Client, StatusCode};
use services::{commands, jobs, public_log::Address};
use std::{path::PathBuf, sync::Arc, time::Duration};
use tempfile::TempDir;
use testing::{LEGOK, MURNI, TestCity, at_sqlite, plans, services_at, world::World};
use tokio::{net::TcpListener, runtime::Runtime};

/// What becomes of an answer on its way; none is an answer that is not there.
type Meddling = Arc<dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>> + Send + Sync>;

#[derive(Clone)]
struct Between {
    origin: String,
    meddling: Meddling,
}

async fn forward(State(between): State<Between>, uri: Uri) -> axum::response::Response {
    let path = uri.path_and_query().unwrap().as_str();
    let answer = Client::new().get(format!("{}{path}", between.origin)).send().await.unwrap();
    let status = answer.status();
    let bytes = answer.bytes().await.unwrap().to_vec();
    if !status.is_success() {
        return status.into_response();
    }
    (between.meddling)(path, bytes).map_or_else(|| StatusCode::NOT_FOUND.into_response(), IntoResponse::into_response)
}

/// The site as somebody shows it who meddles.
async fn shown(origin: &str, meddling: Meddling) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(forward).with_state(Between { origin: origin.into(), meddling });
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// More than one bundle of acts: proposals before a meeting that is closed and signed, support that came and went, a
/// merger, a plan with answers.
async fn live(city: TestCity) {
    let world = World::new(city.clone()).await;
    let services = &city.services;
    jobs::publish(services).await.unwrap();
    let neighbour = city.confirmed_resident_of(&LEGOK.rt(1)).await;
    let (meeting, lurah, ids) = world.before_legok(&neighbour, &[10, 20, 30]).await;
    let plan = plans::published(&city, &[LEGOK.region()]).await;
    for number in 0..70_u16 {
        let home = if number % 3 == 0 { MURNI.rt(1) } else { LEGOK.rt(2) };
        let person = city.confirmed_resident_of(&home).await.actor().await;
        for id in &ids {
            commands::support_proposal(services, &person, *id).await.unwrap();
        }
        commands::withdraw_support(services, &person, ids[2]).await.unwrap();
        let stance = if number % 2 == 0 { Stance::Support } else { Stance::Oppose };
        commands::take_stance(services, &may_take_stance(&person, plan).unwrap(), stance).await.unwrap();
    }
    let into = world.proposal(ids[0]).await.number.unwrap();
    let reason = testing::world::reason("GANDA");
    commands::musrenbang::merge_proposals(services, &lurah, meeting, ids[1], &into, &reason).await.unwrap();
    let head = city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
    world.sign(&head, world.meeting(StageKind::Rt, &LEGOK.rt(1)).await).await;
}

struct Stranger {
    folder: TempDir,
}

impl Stranger {
    async fn verify(&self, url: &str, arguments: &[&str]) -> (bool, String) {
        let arguments: Vec<String> = ["verify", url].iter().chain(arguments).map(ToString::to_string).collect();
        let folder: PathBuf = self.folder.path().into();
        let run = move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            Start::of(&folder, "sqlite://nowhere.db", &arguments).run().outcome()
        };
        tokio::task::spawn_blocking(run).await.unwrap()
    }
}

fn replaced(part: &'static str, change: impl Fn(&str) -> String + Send + Sync + 'static) -> Meddling {
    Arc::new(move |path, bytes| {
        if path != part {
            return Some(bytes);
        }
        let before = String::from_utf8(bytes).unwrap();
        let after = change(&before);
        assert_ne!(before, after, "{part} was changed");
        Some(after.into_bytes())
    })
}

fn flipped(begins: &'static str) -> Meddling {
    Arc::new(move |path, mut bytes| {
        if path.starts_with(begins) {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        }
        Some(bytes)
    })
}

/// One more in the first row of a file that has the column.
fn one_more(text: &str, column: &str) -> String {
    changed(text, |row| row[column].is_u64(), |row| row[column] = (row[column].as_u64().unwrap() + 1).into())
}

fn changed(text: &str, is_it: impl Fn(&serde_json::Value) -> bool, change: impl Fn(&mut serde_json::Value)) -> String {
    let mut file: serde_json::Value = serde_json::from_str(text).unwrap();
    change(file["data"].as_array_mut().unwrap().iter_mut().find(|row| is_it(row)).unwrap());
    file.to_string()
}

/// The first two entries of a bundle in each other's place.
fn swapped(bytes: &[u8]) -> Vec<u8> {
    let entry = |from: usize| 2 + usize::from(u16::from_be_bytes([bytes[from], bytes[from + 1]]));
    let first = entry(0);
    let second = first + entry(first);
    [&bytes[first..second], &bytes[..first], &bytes[second..]].concat()
}

#[test]
fn a_stranger_finds_all_equal_and_whatever_was_made_different() {
    testing::on_sqlite(async |site: TestSite| {
        live(site.city.clone()).await;
        let services = &site.city.services;
        jobs::publish(services).await.unwrap();
        let origin = site.visitor().origin.clone();
        let stranger = Stranger { folder: tempfile::tempdir().unwrap() };
        let (good, said) = stranger.verify(&origin, &["--save", "kept"]).await;
        assert!(good && said.contains("sama dengan buku besar"), "{said}");
        // An hour later there is more; what was kept is the beginning of it.
        let old: Vec<u8> = std::fs::read(stranger.folder.path().join("kept")).unwrap();
        let person = site.city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await;
        let id = services::store::projections::proposals(&mut site.city.read().await, None, 1).await.unwrap()[0].id;
        commands::support_proposal(services, &person, id.into()).await.unwrap();
        jobs::publish(services).await.unwrap();
        let (good, said) = stranger.verify(&origin, &["--checkpoint", "kept", "--save", "newer"]).await;
        assert!(good, "{said}");

        let other = tempfile::tempdir().unwrap();
        let other = services::public_log::PublicLog::at(other.path());
        other.begin("rembuk.test").unwrap();
        let other_key = other.key().unwrap().unwrap().to_string();
        let bundle: Meddling = Arc::new(|path, bytes| if path.contains("/tile/entries/000") { Some(swapped(&bytes)) } else { Some(bytes) });
        let missing: Meddling = Arc::new(|path, bytes| (!path.contains("/tile/entries/000")).then_some(bytes));
        let shortened: Meddling = Arc::new(move |path, bytes| if path.ends_with("/checkpoint") { Some(old.clone()) } else { Some(bytes) });
        let in_minutes = |change: fn(String) -> String| -> Meddling {
            Arc::new(move |path, bytes| {
                let is_text = path.ends_with("/berita-acara.txt");
                Some(if is_text { change(String::from_utf8(bytes).unwrap()).into_bytes() } else { bytes })
            })
        };
        let words_of_minutes = in_minutes(|text| text.replace("rembuk-minutes", "rembuk-minutes "));
        let root_of_minutes = in_minutes(|text| {
            let (before, log) = text.rsplit_once("\nlog\t").unwrap();
            let fields: Vec<&str> = log.split('\t').collect();
            format!("{before}\nlog\t{}\t{}\t{}", fields[0], "0".repeat(64), fields[2])
        });
        let no_minutes: Meddling = Arc::new(|path, bytes| (!path.ends_with("/berita-acara.txt")).then_some(bytes));
        let cases: Vec<(&str, Meddling, &str)> = vec![
            ("a byte of a bundle", flipped("/data/log/tile/entries/000"), "tile/entries/000"),
            ("a byte of a tile", flipped("/data/log/tile/0/000"), "tile/0/000"),
            ("a byte of the checkpoint", flipped("/data/log/checkpoint"), "buku besar terbuka tidak benar"),
            ("a bundle that is not there", missing, "tile/entries/000 is missing"),
            ("a shorter log", shortened, "the log is forked"),
            ("entries in each other's place", bundle, "tile/entries/000, entry 0"),
            ("one supporter more", replaced("/data/usulan.json", |text| one_more(text, "support_local")), "support_local"),
            ("a cost that nobody asked for", replaced("/data/usulan.json", |text| one_more(text, "estimated_cost")), "estimated_cost"),
            ("served households", replaced("/data/usulan.json", |text| one_more(text, "households")), "households"),
            ("a year more of waiting", replaced("/data/usulan.json", |text| one_more(text, "years_waiting")), "years_waiting"),
            (
                "another status",
                replaced("/data/usulan.json", |text| {
                    changed(text, |row| row["status"] == "verified", |row| row["status"] = "agreed".into())
                }),
                "status: agreed / verified",
            ),
            ("one answer more", replaced("/data/rencana.json", |text| one_more(text, "opposing_other")), "opposing_other"),
            ("another key", replaced("/data/log/key", move |_| other_key.clone()), "buku besar terbuka tidak benar"),
            (
                "a signed meeting that is not shown",
                replaced("/data/musyawarah.json", |text| {
                    let mut file: serde_json::Value = serde_json::from_str(text).unwrap();
                    file["data"].as_array_mut().unwrap().clear();
                    file.to_string()
                }),
                "id: –",
            ),
            (
                "a household more",
                replaced("/data/wilayah.csv", |text| {
                    let (before, after) = (format!("{},40,", LEGOK.code), format!("{},41,", LEGOK.code));
                    text.replacen(&before, &after, 1)
                }),
                "wilayah 15.71.10.1003-001 households: 41 / 40",
            ),
            ("another rank", replaced("/data/musyawarah.json", |text| one_more(text, "rank")), "rank"),
            ("other words in the minutes", words_of_minutes, "berita acara"),
            ("minutes that name another log", root_of_minutes, "the log is forked"),
            ("minutes that are not shown", no_minutes, "berita acara"),
            (
                "a proposal that is not shown",
                replaced("/data/usulan.json", |text| {
                    let mut file: serde_json::Value = serde_json::from_str(text).unwrap();
                    file["data"].as_array_mut().unwrap().remove(0);
                    file.to_string()
                }),
                "id: –",
            ),
        ];
        for (what, meddling, named) in cases {
            let kept = if what == "a shorter log" { "newer" } else { "kept" };
            let (good, said) = stranger.verify(&shown(&origin, meddling).await, &["--checkpoint", kept]).await;
            assert!(!good && said.contains(named), "{what}: {said}");
        }
        let as_old = in_minutes(|text| text.replace("rembuk-minutes\t2", "rembuk-minutes\t1"));
        let (_, said) = stranger.verify(&shown(&origin, as_old).await, &["--checkpoint", "newer"]).await;
        assert!(said.contains("1 berita acara berbentuk lama"), "what nobody can check is said: {said}");
        let honest = shown(&origin, Arc::new(|_, bytes| Some(bytes))).await;
        assert!(stranger.verify(&honest, &["--checkpoint", "newer"]).await.0, "standing in between changes nothing");
    });
}

#[test]
fn the_files_of_the_log_are_served_as_they_may_be_kept() {
    testing::on_sqlite(async |site: TestSite| {
        let visitor = site.visitor();
        assert_eq!(visitor.get("/data/log/checkpoint").await.status, 404, "it has none yet");
        live(site.city.clone()).await;
        jobs::publish(&site.city.services).await.unwrap();
        for (path, kind, keeps) in [
            ("checkpoint", "text/plain; charset=utf-8", "no-cache"),
            ("key", "text/plain; charset=utf-8", "no-cache"),
            ("tile/0/000", "application/octet-stream", "public, max-age=31536000, immutable"),
            ("tile/entries/000", "application/octet-stream", "public, max-age=31536000, immutable"),
            ("tile/1/000.p/1", "application/octet-stream", "no-cache"),
        ] {
            let page = visitor.send(visitor.request(reqwest::Method::GET, &format!("/data/log/{path}"))).await;
            let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
            assert_eq!(
                (page.status(), header("content-type"), header("cache-control")),
                (StatusCode::OK, kind.into(), keeps.into()),
                "{path}"
            );
        }
        let secret = site.city.services.log.folder().join("secret");
        assert!(secret.is_file());
        for path in [
            "tile/0/x001/000",
            "tile/0/000.p/256",
            "tile/0/000.p/0",
            "tile/0/0",
            "tile/00/000",
            "tile/64/000",
            "tile/8/0/000",
            "tile/entries/x000/000",
            "tile/entries/000.p/1/..",
            "tile/../key",
            "tile/..%2f..%2fsecret",
            "tile/%2e%2e/%2e%2e/secret",
            "tile/entries/%2e%2e/%2e%2e/secret",
            "tile/0/000%00",
            "tile/",
            "tile",
            "secret",
            "lock",
            "tiles/checkpoint",
            &format!("tile/0/{}000", "x001/".repeat(400)),
        ] {
            let page = visitor.get(&format!("/data/log/{path}")).await;
            let is_refused = page.status == 404 || page.status == 400;
            // A client takes dots out of the address by itself.
            assert!(is_refused || path == "tile/../key", "{path}: {}", page.status);
        }
        assert!("tile/0/000".parse::<Address>().is_ok());
    });
}

#[test]
fn a_resident_takes_home_the_proof_of_what_they_did() {
    testing::on_sqlite(async |site: TestSite| {
        let world = World::new(site.city.clone()).await;
        let (author, person) = (site.city.confirmed_resident_of(&LEGOK.rt(1)).await, site.city.confirmed_resident_of(&LEGOK.rt(2)).await);
        let id = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        let browser = site.signed_in(&person).await;
        let empty = browser.get("/akun/bukti").await;
        assert!(empty.has("Belum ada. Setelah Anda mendukung usulan"), "{}", empty.text());
        commands::support_proposal(&site.city.services, &person.actor().await, id).await.unwrap();
        jobs::publish(&site.city.services).await.unwrap();
        let page = browser.get("/akun/bukti").await;
        assert!(page.has("Mendukung") && page.has("lampu jalan"), "{}", page.text());
        assert!(browser.get("/akun").await.body.contains("href=\"/akun/bukti\""));
        let at = page.body.find("/akun/bukti/").unwrap();
        let address: String = page.body[at..].chars().take_while(|letter| *letter != '"').collect();
        let text = browser.get(&address).await.body;
        let proof: InclusionProof = text.parse().unwrap();
        proof.verify(&site.city.services.log.key().unwrap().unwrap()).unwrap();
        assert!(String::from_utf8(proof.entry).unwrap().contains("support_given"));
        for path in ["/akun/bukti/0", "/akun/bukti/999999", "/akun/bukti/x", "/akun/bukti/-1"] {
            assert_eq!(browser.get(path).await.status, 404, "{path}: that of somebody else, or none");
        }
    });
}

#[test]
fn a_server_publishes_by_itself() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let city = <TestCity as testing::Prepare>::prepare(services_at(url, folder).await).await;
            let world = World::new(city.clone()).await;
            world.propose(&city.confirmed_resident_of(&LEGOK.rt(1)).await, &LEGOK.rt(1), "lampu", 1).await;
            let server = Child::start_with(url, folder, &["--url", "https://rembuk.contoh.id"], &[]);
            let stranger = Stranger { folder: tempfile::tempdir().unwrap() };
            let mut outcome = (false, String::new());
            for _ in 0..50 {
                outcome = stranger.verify(&server.origin, &[]).await;
                if outcome.0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            assert!(outcome.0 && outcome.1.contains("rembuk.contoh.id/data/log"), "{}", outcome.1);
            city.services.database.close().await;
        });
    });
}
