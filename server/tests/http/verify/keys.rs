//! A log whose key was replaced: a stranger who trusts any of its keys follows the entries to the one that signs, and
//! believes none that the entries do not name.

use super::{
    Stranger,
    forged::{changed, entries_of, instead},
    live, shown,
};
use crate::{starts::Start, support::TestSite};
use domain::ledger::{Event, SettingEvent};
use publiclog::SigningKey;
use services::{Services, commands, jobs, public_log::PublicLog};
use std::{fs, path::PathBuf};
use testing::{LEGOK, TestCity, at_sqlite, services_at};
use tokio::runtime::Runtime;

fn key(services: &Services) -> String {
    services.log.key().unwrap().unwrap().to_string()
}

async fn support(site: &TestSite) {
    let person = site.city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await;
    let id = services::store::projections::proposals(&mut site.city.read().await, None, 1).await.unwrap()[0].id;
    commands::support_proposal(&site.city.services, &person, id.into()).await.unwrap();
    jobs::publish(&site.city.services).await.unwrap();
}

/// The key that was replaced lies beside the one that signs.
fn set_aside(services: &Services) -> PathBuf {
    let files = fs::read_dir(services.log.folder()).unwrap().map(|file| file.unwrap().path());
    files.into_iter().find(|file| file.file_name().unwrap().to_str().unwrap().starts_with("key.")).unwrap()
}

/// The entries, of which the one that replaces the key tells another note.
fn with_note(entries: &[Vec<u8>], change: impl Fn(&str) -> String) -> Vec<Vec<u8>> {
    changed(entries, |event| {
        if let Event::Setting(SettingEvent::LogKeyReplaced(record)) = event {
            record.note = change(&record.note);
        }
    })
}

#[test]
fn a_stranger_follows_the_keys_that_entries_name() {
    testing::on_sqlite(async |site: TestSite| {
        live(site.city.clone()).await;
        let services = &site.city.services;
        jobs::publish(services).await.unwrap();
        let (origin, stranger) = (site.visitor().origin.clone(), Stranger { folder: tempfile::tempdir().unwrap() });
        assert!(stranger.verify(&origin, &["--save", "kept"]).await.0);
        let mut keys = vec![key(services)];
        for _ in 0..2 {
            commands::replace_log_key_without_permit(services, None).await.unwrap();
            keys.push(key(services));
            // The checkpoint that both have signed, and one that only the new key has.
            for _ in 0..2 {
                for trusted in &keys {
                    let (good, said) = stranger.verify(&origin, &["--checkpoint", "kept", "--key", trusted]).await;
                    assert!(good && said.contains(keys.last().unwrap()), "{trusted}: {said}");
                }
                support(&site).await;
            }
        }
        let (good, said) = stranger.verify(&origin, &["--checkpoint", "kept", "--save", "kept"]).await;
        assert!(good, "{said}");
        let page = site.visitor().get("/data").await;
        for key in &keys {
            assert!(page.body.contains(key), "{key}: {}", page.text());
        }
        assert_eq!(site.visitor().get("/data/log/key").await.body.trim(), keys[2]);
    });
}

#[test]
fn a_stranger_believes_no_key_that_entries_do_not_name() {
    testing::on_sqlite(async |site: TestSite| {
        live(site.city.clone()).await;
        let services = &site.city.services;
        jobs::publish(services).await.unwrap();
        let old = key(services);
        commands::replace_log_key_without_permit(services, None).await.unwrap();
        support(&site).await;
        let (new, entries, folder) = (key(services), entries_of(services), tempfile::tempdir().unwrap());
        let open = |file: PathBuf| SigningKey::open(&file).unwrap();
        let (of_old, of_new) = (open(set_aside(services)), open(services.log.folder().join("key")));
        let thief = PublicLog::at(folder.path());
        thief.begin("rembuk.test").unwrap();
        let of_thief = open(folder.path().join("key"));
        let (thief, origin) = (thief.key().unwrap().unwrap().to_string(), site.visitor().origin.clone());
        let stranger = Stranger { folder: tempfile::tempdir().unwrap() };
        let honest = shown(&origin, instead(&entries, &of_new)).await;
        let (good, said) = stranger.verify(&honest, &["--key", &old]).await;
        assert!(good, "{said}");

        // Its signature is the first.
        let without_old = |note: &str| {
            let at = note.find("\n— ").unwrap() + 1;
            let end = at + note[at..].find('\n').unwrap() + 1;
            [&note[..at], &note[end..]].concat()
        };
        let for_thief = |note: &str| note.replace(&new, &thief);
        let nothing_told = |note: &str| {
            let (before, _) = note.split_once(&new).unwrap();
            before.to_owned()
        };
        let cases = [
            ("the old key did not sign it", with_note(&entries, without_old), &of_new, &old),
            ("the old key signed another one", with_note(&entries, for_thief), &of_thief, &old),
            ("no note", with_note(&entries, nothing_told), &of_new, &new),
            ("a key that no entry names", entries.clone(), &of_thief, &old),
            ("and that is trusted", entries.clone(), &of_thief, &thief),
            ("a key that was replaced", entries.clone(), &of_old, &old),
        ];
        for (what, forged, signed_by, trusted) in cases {
            let (good, said) = stranger.verify(&shown(&origin, instead(&forged, signed_by)).await, &["--key", trusted]).await;
            assert!(!good && said.contains("buku besar terbuka tidak benar"), "{what}: {said}");
        }
    });
}

#[test]
fn the_key_is_replaced_at_the_command_line_of_a_log_that_has_begun() {
    at_sqlite(|url, folder| {
        let replace = || Start::of(folder, url, &["new-log-key", "--reason", "Cadangan terbaca."]).run().outcome();
        Runtime::new().unwrap().block_on(async {
            let city = <TestCity as testing::Prepare>::prepare(services_at(url, folder).await).await;
            let (good, said) = replace();
            assert!(!good && said.contains("belum dimulai"), "{said}");
            city.services.log.begin("rembuk.test").unwrap();
            let old = key(&city.services);
            let (good, said) = replace();
            assert!(good && key(&city.services) != old && said.contains(&key(&city.services)), "{said}");
            city.services.database.close().await;
        });
    });
}
