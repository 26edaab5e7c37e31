//! The version before this one kept a city under the schemas up to 0007: `upgrade/city-0007.jsonl`, cut out of the
//! demo city that it made. Brought up to date, all of it is there, on both databases, and its people go on where they
//! were.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    clock::Zone,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
};
use serde::Deserialize;
use services::{
    Services,
    commands::musrenbang::accept_suggestion,
    ledger::recount,
    queries::actor::actor_of_contact,
    store::{
        Tx, city, ledger, legacy, musrenbangs, proposals,
        tables::{self, Row},
    },
};
use sqlx::Executor as _;
use std::collections::BTreeMap;
use testing::{at_postgres, at_sqlite, faults, services_at};
use tokio::runtime::Runtime;

const KEPT: &str = include_str!("upgrade/city-0007.jsonl");
const SCHEMA: i64 = 7;
/// What is in the ledger now.
const GONE: [&str; 3] = ["audit_events", "musrenbang_events", "rank_moves"];
/// Of the kelurahan's officer in that city.
const OFFICER: &str = "lurah@contoh.id";

#[derive(Deserialize)]
struct Line {
    table: String,
    columns: Vec<String>,
    row: Row,
}

fn kept() -> Vec<Line> {
    KEPT.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The database as the version before left it.
async fn fill(services: &Services, kept: &[Line]) {
    services.database.migrate_to(SCHEMA).await.unwrap();
    let mut tx = services.database.begin().await.unwrap();
    tables::loosen(&mut tx).await.unwrap();
    for table in tables::list(&mut tx).await.unwrap() {
        tables::clear(&mut tx, &table).await.unwrap();
        let of_table: Vec<&Line> = kept.iter().filter(|line| line.table == table.name).collect();
        assert!(of_table.iter().all(|line| line.columns.iter().eq(table.columns())), "{}", table.name);
        let rows: Vec<Row> = of_table.into_iter().map(|line| line.row.clone()).collect();
        tables::insert(&mut tx, &table, &rows).await.unwrap();
    }
    tables::tighten(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Each meeting that had a log, with how many ranks it had moved.
async fn read_logs(services: &Services, kept: &[Line]) -> Vec<(MusrenbangId, usize)> {
    let mut tx = services.database.read().await.unwrap();
    assert!(!legacy::audit(&mut tx).await.unwrap().is_empty());
    let mut held = Vec::new();
    for id in kept.iter().filter(|line| line.table == "musrenbangs").map(id) {
        if !legacy::log(&mut tx, id).await.unwrap().is_empty() {
            held.push((MusrenbangId(id), legacy::moves(&mut tx, id).await.unwrap().len()));
        }
    }
    assert!(held.iter().any(|(_, moved)| *moved > 0));
    held
}

async fn rows(tx: &mut Tx) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for table in tables::list(tx).await.unwrap() {
        let mut count = 0;
        tables::read(tx, &table, async |rows| {
            count += rows.len();
            Ok(())
        })
        .await
        .unwrap();
        found.insert(table.name, count);
    }
    found
}

async fn upgrade(services: Services) {
    let kept = kept();
    fill(&services, &kept).await;
    let held = read_logs(&services, &kept).await;
    services::migrate(&services.database).await.unwrap();
    assert!(services.database.is_current().await.unwrap());

    let mut tx = services.database.read().await.unwrap();
    let found = rows(&mut tx).await;
    let tables: Vec<&String> = kept.iter().map(|line| &line.table).collect();
    for name in tables.iter().filter(|name| !GONE.contains(&name.as_str())) {
        let count = tables.iter().filter(|other| other == &name).count();
        assert!(found[*name] >= count, "{name}: {} of {count}", found[*name]);
    }

    for (id, moved) in held {
        assert_eq!(services::ledger::moves(&mut tx, id).await.unwrap().len(), moved);
    }

    // What it said about people stands in the ledger now, marked as what had happened before.
    let acts: usize = ["supports", "stances", "comments", "comment_likes"].map(|table| found[table]).iter().sum();
    let recounted = recount(&mut tx).await.unwrap();
    assert!(acts > 0 && recounted.entries >= u64::try_from(acts).unwrap(), "{} entries of {acts} acts", recounted.entries);
    assert_eq!(recounted.differences, []);
    let (entries, _) = ledger::page(&mut tx, None, 10).await.unwrap();
    assert!(entries.into_iter().flatten().all(|linked| linked.entry.imported));

    let officer = actor_of_contact(&services, OFFICER).await.unwrap();
    let ids = kept.iter().filter(|line| line.table == "proposals").map(id);
    for id in ids {
        let proposal = proposals::find(&mut tx, ProposalId(id)).await.unwrap().unwrap();
        assert!(!proposal.title.is_empty());
    }
    let meetings: Vec<_> = kept.iter().filter(|line| line.table == "musrenbangs").map(id).collect();
    let mut open = Vec::new();
    for id in meetings {
        let meeting = musrenbangs::find(&mut tx, MusrenbangId(id)).await.unwrap().unwrap();
        if meeting.stage == StageKind::Kelurahan && meeting.opened_at.is_some() && meeting.closed_at.is_none() {
            open.push(meeting.id);
        }
    }
    drop(tx);
    assert_eq!(open.len(), 1);
    accept_suggestion(&services, &officer, open[0], None).await.unwrap();
    services.database.close().await;
}

/// A city that had set its name, its zone and nothing else, when these stood in a row of their own.
async fn upgrade_of_a_row(services: Services) {
    services.database.migrate_to(30).await.unwrap();
    let mut tx = services.database.begin().await.unwrap();
    let statement = "INSERT INTO city (id, name, zone, contact, set_at) VALUES (1, 'Kota Ambon', 'WIT', '', '2027-01-02T03:04:05.000000Z')";
    match &mut tx {
        Tx::Sqlite(tx) => drop(tx.execute(statement).await.unwrap()),
        Tx::Postgres(tx) => drop(tx.execute(statement).await.unwrap()),
    }
    assert_eq!(legacy::city(&mut tx).await.unwrap().map(|(name, ..)| name), Some("Kota Ambon".into()));
    tx.commit().await.unwrap();
    for _ in 0..2 {
        services::migrate(&services.database).await.unwrap();
        let mut tx = services.database.read().await.unwrap();
        let city = city::find(&mut tx).await.unwrap();
        assert_eq!((city.name(), city.zone(), city.contact()), ("Kota Ambon", Zone::Wit, ""));
        let recounted = recount(&mut tx).await.unwrap();
        assert_eq!((recounted.entries, recounted.differences), (2, Vec::new()));
    }
    services.database.close().await;
}

fn id(line: &Line) -> uuid::Uuid {
    let at = line.columns.iter().position(|column| column == "id").unwrap();
    let text = serde_json::to_value(&line.row[at]).unwrap();
    text["hex"].as_str().unwrap().parse().unwrap()
}

#[test]
fn what_the_version_before_kept_is_all_there_on_sqlite() {
    at_sqlite(|_, folder| {
        let url = format!("sqlite://{}", folder.join("before.db").display());
        Runtime::new().unwrap().block_on(async { upgrade(services_at(&url, folder).await).await });
    });
}

#[test]
fn the_row_of_a_city_becomes_settings_on_sqlite() {
    at_sqlite(|_, folder| {
        let url = format!("sqlite://{}", folder.join("before.db").display());
        Runtime::new().unwrap().block_on(async { upgrade_of_a_row(services_at(&url, folder).await).await });
    });
}

#[test]
fn the_row_of_a_city_becomes_settings_on_postgres() {
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let services = services_at(url, folder).await;
            faults::drop_all_tables(&services.database).await;
            upgrade_of_a_row(services).await;
        });
    });
}

#[test]
fn what_the_version_before_kept_is_all_there_on_postgres() {
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let services = services_at(url, folder).await;
            faults::drop_all_tables(&services.database).await;
            upgrade(services).await;
        });
    });
}
