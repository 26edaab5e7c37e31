//! What happens when the disk is full, the file is held or taken away, the server is gone: it is said, nothing that
//! was answered is lost, and work goes on by itself when the cause has gone.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::TimeDelta;
use domain::ids::AccountId;
use services::{
    Failure, Services,
    health::look,
    store::{
        Database, Outage, Tx,
        accounts::{self, NewAccount},
        health,
    },
};
use sqlx::{Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    str::FromStr,
    time::{Duration, Instant},
};
use testing::{Cable, TestCity, at_postgres, at_sqlite, both_databases, on_sqlite, services_at};
use tokio::runtime::Runtime;

pub(crate) async fn insert(tx: &mut Tx, services: &Services, name: &str) -> Result<(), Failure> {
    let id = AccountId(services.clock.new_id());
    let email = format!("{}@contoh.id", id.0.simple());
    let new = NewAccount { id, name, phone: None, email: Some(&email), password_hash: "", home: None, created_at: services.clock.now() };
    accounts::insert(tx, &new).await.map(drop)
}

async fn write(services: &Services) -> Result<(), Failure> {
    let mut tx = services.database.begin().await?;
    insert(&mut tx, services, "Warga").await?;
    tx.commit().await
}

pub(crate) async fn count(services: &Services) -> i64 {
    accounts::count(&mut services.database.read().await.unwrap()).await.unwrap()
}

pub(crate) fn sqlite(tx: &mut Tx) -> &mut SqliteConnection {
    match tx {
        Tx::Sqlite(tx) => tx,
        Tx::Postgres(_) => panic!("a test of SQLite"),
    }
}

#[test]
fn a_full_disk_stops_writing_only_as_long_as_it_is_full() {
    on_sqlite(async |services: Services| {
        write(&services).await.unwrap();
        let mut tx = services.database.begin().await.unwrap();
        // As large as the file is now, and no page more; this holds for the connection.
        sqlite(&mut tx).execute("PRAGMA max_page_count = 1").await.unwrap();
        let full = insert(&mut tx, &services, &"n".repeat(1_000_000)).await.unwrap_err();
        assert_eq!(full.outage(), Some(Outage::DiskFull), "{full}");
        drop(tx);
        for _ in 0..3 {
            write(&services).await.unwrap();
        }
        assert_eq!(count(&services).await, 4, "what was answered, and nothing else");
    });
}

#[test]
fn while_another_process_holds_the_file_one_writer_waits_and_the_others_are_told_at_once() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let services = services_at(url, folder).await;
            let mut other = SqliteConnection::connect_with(&SqliteConnectOptions::from_str(url).unwrap()).await.unwrap();
            other.execute("BEGIN IMMEDIATE").await.unwrap();
            let held = write(&services).await.unwrap_err();
            assert_eq!(held.outage(), Some(Outage::Busy), "{held}");
            let start = Instant::now();
            assert_eq!(write(&services).await.unwrap_err().outage(), Some(Outage::Busy));
            assert!(start.elapsed() < Duration::from_millis(500), "told at once: {:?}", start.elapsed());
            assert_eq!(count(&services).await, 0, "reading goes on");
            other.execute("ROLLBACK").await.unwrap();
            tokio::time::sleep(Duration::from_millis(1100)).await;
            write(&services).await.unwrap();
        });
    });
}

#[test]
fn readiness_tries_a_write_and_a_connection_that_cannot_is_replaced() {
    on_sqlite(async |services: Services| {
        assert_eq!(look(&services).await.to_string(), "ready");
        let mut tx = services.database.begin().await.unwrap();
        // As a file that belonged to somebody else when it was opened: this connection will never write.
        sqlite(&mut tx).execute("PRAGMA query_only = ON").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(write(&services).await.unwrap_err().outage(), Some(Outage::ReadOnly));
        tokio::time::sleep(Duration::from_millis(1100)).await;
        assert_eq!(look(&services).await.to_string(), "database: read_only\n");
        write(&services).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1100)).await;
        assert!(look(&services).await.is_ready());
    });
}

#[test]
fn readiness_tries_the_folder_of_photos() {
    on_sqlite(async |services: Services| {
        let folder = services.photos.folder();
        std::fs::write(folder, "a file where the folder should be").unwrap();
        let found = look(&services).await;
        assert!(!found.is_ready() && found.photos.is_some() && found.database.is_none(), "{found}");
        std::fs::remove_file(folder).unwrap();
        tokio::time::sleep(Duration::from_millis(1100)).await;
        let found = look(&services).await;
        assert!(found.is_ready() && found.free.is_some_and(|bytes| bytes > 0), "{found}");
    });
}

#[test]
fn without_its_server_everybody_is_told_quickly_and_work_goes_on_when_it_is_back() {
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let cable = Cable::before(url).await;
            let services = services_at(&cable.through(url), folder).await;
            write(&services).await.unwrap();
            cable.cut();
            let start = Instant::now();
            assert_eq!(write(&services).await.unwrap_err().outage(), Some(Outage::Away));
            assert!(start.elapsed() < Duration::from_secs(6), "the first finds out: {:?}", start.elapsed());
            let start = Instant::now();
            for _ in 0..20 {
                assert_eq!(services.database.read().await.err().and_then(|failure| failure.outage()), Some(Outage::Away));
            }
            assert!(start.elapsed() < Duration::from_millis(500), "the others are told: {:?}", start.elapsed());
            assert!(!look(&services).await.is_ready());
            cable.mend().await;
            tokio::time::sleep(Duration::from_millis(1100)).await;
            write(&services).await.unwrap();
            assert_eq!(count(&services).await, 2);
        });
    });
}

#[test]
fn an_address_that_leads_nowhere_says_why() {
    at_postgres(|url, _| {
        Runtime::new().unwrap().block_on(async {
            let code = async |url: String| match Database::connect(&url).await {
                Err(Failure::CannotOpen { obstacle, .. }) => obstacle.code(),
                other => panic!("{url}: {other:?}"),
            };
            let cable = Cable::before(url).await;
            let through = cable.through(url);
            cable.cut();
            let start = Instant::now();
            assert_eq!(code(through).await, "unreachable");
            assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
            assert_eq!(code(format!("{url}_tiada")).await, "unknown_database");
            assert_eq!(code("postgres://rembuk:sandi#1/2@localhost/rembuk".into()).await, "address_unreadable");
        });
    });
}

#[test]
fn what_is_no_database_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catatan.txt");
    std::fs::write(&file, "bukan basis data ".repeat(500)).unwrap();
    let url = format!("sqlite://{}", file.display());
    Runtime::new().unwrap().block_on(async {
        let found = Database::connect(&url).await;
        assert!(matches!(&found, Err(Failure::CannotOpen { obstacle, .. }) if obstacle.code() == "not_a_database"), "{found:?}");
    });
    let missing = format!("sqlite://{}", folder.path().join("tiada.db").display());
    assert!(Database::is_there(&url) && !Database::is_there(&missing) && Database::is_there("postgres://localhost/rembuk"));
    assert_eq!(Database::file(&url), Some(file));
    assert_eq!(Database::file("postgres://localhost/rembuk"), None);
}

both_databases!(
    async fn what_one_process_does_alone_the_next_does_after_it(services: Services) {
        let now = Duration::ZERO;
        let first = services.database.alone(now).await.unwrap();
        assert!(first.is_some());
        assert!(services.database.alone(now).await.unwrap().is_none());
        let waiting = tokio::spawn({
            let database = services.database.clone();
            async move { database.alone(Duration::from_secs(10)).await.unwrap().is_some() }
        });
        tokio::time::sleep(Duration::from_millis(300)).await;
        drop(first);
        assert!(waiting.await.unwrap());
    }

    async fn a_database_knows_whether_its_schema_is_current(services: Services) {
        assert!(services.database.is_current().await.unwrap());
        let known = health::schemas(&mut services.database.read().await.unwrap()).await.unwrap();
        assert_eq!(known, Database::schemas());
        services.database.migrate_to(known[0]).await.unwrap();
        assert_eq!(health::schemas(&mut services.database.read().await.unwrap()).await.unwrap(), known, "nothing goes back");
    }

    async fn the_latest_instant_of_writing_stays_when_the_clock_is_put_back(city: TestCity) {
        let (database, now) = (&city.services.database, city.now());
        database.try_writing(now).await.unwrap();
        database.try_writing(now - TimeDelta::hours(3)).await.unwrap();
        assert_eq!(health::touched_at(&mut city.read().await).await.unwrap(), Some(now));
        let mut tx = city.begin().await;
        health::touch(&mut tx, now + TimeDelta::hours(1)).await.unwrap();
        assert_eq!(health::touched_at(&mut tx).await.unwrap(), Some(now + TimeDelta::hours(1)));
    }
);

/// Older releases of SQLite evaluate `json_valid(NULL)` to 0, and their integrity check calls such a row broken.
#[test]
fn the_integrity_check_of_an_older_sqlite_has_no_reason_to_alarm() {
    on_sqlite(async |services: Services| {
        let mut tx = services.database.begin().await.unwrap();
        let tables: Vec<String> =
            sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE type = 'table'").fetch_all(sqlite(&mut tx)).await.unwrap();
        let columns: Vec<&str> = tables.iter().flat_map(|sql| sql.lines()).filter(|line| line.contains("json_valid")).collect();
        assert!(columns.len() >= 8, "{columns:?}");
        for column in columns {
            assert!(column.contains("NOT NULL") || column.contains("IS NULL OR json_valid"), "{column}");
        }
        let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(sqlite(&mut tx)).await.unwrap();
        assert_eq!(found, ["ok"]);
    });
}
