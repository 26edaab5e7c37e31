//! What versions before this one kept, brought up to date: all of it is there, on both databases, its people go on
//! where they were, and the recount finds nothing that differs. `upgrade/city-0007.jsonl` is from before the ledger,
//! cut out of the demo city of then, with its years locked when the meetings in the cut opened;
//! `upgrade/year-NNNN.jsonl` has the ledger that the version with schema NNNN had written. Before a release
//! `years/keep.rs` writes the next one of these, and those stay as they are.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    city::Setting,
    clock::Zone,
    cycle::StageKind,
    ids::{MusrenbangId, PlanId, ProposalId},
    ledger::{Event, Subject},
};
use services::{
    Services,
    commands::musrenbang::accept_suggestion,
    ledger::{plan_journey, proposal_journey, recount},
    queries::actor::actor_of_contact,
    store::{
        Tx, city, ledger,
        legacy::{self, journeys},
        musrenbangs, proposals, tables,
    },
};
use sqlx::Executor as _;
use std::{collections::BTreeMap, fs, path::PathBuf};
use testing::{
    at_postgres, at_sqlite, faults,
    kept::{Line, lines, restore},
    services_at,
};
use tokio::runtime::Runtime;
use uuid::Uuid;

const KEPT: &str = include_str!("upgrade/city-0007.jsonl");
const SCHEMA: i64 = 7;
/// The schema in which what there was is taken over.
const WITH_LOGS: i64 = 24;
/// Years under the schema of their number, with their ledger, as the random walk of `years` left them.
const YEARS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/upgrade");
/// The last schema in which journeys had tables of their own.
const WITH_JOURNEYS: i64 = 47;
/// What is in the ledger now.
const GONE: [&str; 6] = ["audit_events", "musrenbang_events", "rank_moves", "proposal_events", "plan_events", "response_rules"];
/// Of the kelurahan's officer in that city.
const OFFICER: &str = "lurah@contoh.id";

/// The database as the version before left it.
async fn fill(services: &Services, kept: &[Line], schema: i64) {
    services.database.migrate_to(schema).await.unwrap();
    let mut tx = services.database.begin().await.unwrap();
    restore(&mut tx, kept).await;
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

/// What the entries are made from, under the schema in which that is done.
async fn read_rows(services: &Services, kept: &[Line]) {
    services.database.migrate_to(WITH_LOGS).await.unwrap();
    let mut tx = services.database.read().await.unwrap();
    let kept_of = |table: &str| kept.iter().filter(|line| line.table == table).count();
    assert_eq!(legacy::proposals(&mut tx, None, 1000).await.unwrap().len(), kept_of("proposals"));
    assert_eq!(legacy::plans(&mut tx, None, 1000).await.unwrap().len(), kept_of("plans"));
    assert_eq!(legacy::granted(&mut tx).await.unwrap().len(), kept_of("assignments"));
    assert_eq!(legacy::response_rule(&mut tx).await.unwrap().map(|(rule, _)| rule.min_count), Some(45));
    let done = [legacy::hidden(&mut tx).await.unwrap(), legacy::closed(&mut tx).await.unwrap(), legacy::confirmed(&mut tx).await.unwrap()];
    assert!(done.concat().iter().all(|row| row.actor_id.is_some()));
}

/// What pages told of each proposal and plan, line by line.
type Told = BTreeMap<Uuid, Vec<String>>;

async fn read_journeys(services: &Services, kept: &[Line]) -> Told {
    let mut tx = services.database.read().await.unwrap();
    let mut told = Told::new();
    for id in kept.iter().filter(|line| line.table == "proposals").map(id) {
        let lines = journeys::of_proposal(&mut tx, id).await.unwrap();
        let lines = lines.into_iter().map(|line| {
            let detail = line.detail.0;
            let to = (line.to_stage, line.to_status);
            let words = (line.reason_code, line.reason_text, detail.note);
            format!("{:?}", (line.at, line.office, line.kind, to, line.rank, words, detail.amount, detail.until, detail.into, detail.cycle))
        });
        told.insert(id, lines.collect());
    }
    for id in kept.iter().filter(|line| line.table == "plans").map(id) {
        let lines = journeys::of_plan(&mut tx, id).await.unwrap();
        let lines = lines.into_iter().map(|line| {
            let detail = line.detail.0;
            let days = (detail.closes_on, detail.due_on);
            let figures = (detail.evaluation, detail.follow_up, detail.amount);
            format!("{:?}", (line.at, line.office, line.kind, line.to_status, line.note, days, figures, detail.reason))
        });
        told.insert(id, lines.collect());
    }
    assert!(told.values().flatten().count() > 5, "{told:?}");
    told
}

/// The same from the ledger.
async fn journeys_now(tx: &mut Tx, kept: &[Line]) -> Told {
    let mut told = Told::new();
    for id in kept.iter().filter(|line| line.table == "proposals").map(id) {
        let lines = proposal_journey(tx, ProposalId(id)).await.unwrap().into_iter().map(|line| {
            let event = line.event;
            let to = (event.to.stage.code().to_owned(), event.to.status.code().to_owned());
            let reason = event.reason.map(|reason| (reason.code().code().to_owned(), reason.text().to_owned())).unzip();
            let words = (reason.0, reason.1, event.note.map(|note| note.text().to_owned()));
            let kind = event.kind.code().to_owned();
            format!("{:?}", (line.at, line.office, kind, to, line.rank, words, event.amount, event.until, event.into, event.cycle))
        });
        told.insert(id, lines.collect());
    }
    for id in kept.iter().filter(|line| line.table == "plans").map(id) {
        let lines = plan_journey(tx, PlanId(id)).await.unwrap().into_iter().map(|line| {
            let note = line.note.map(|note| note.text().to_owned()).unwrap_or_default();
            let (kind, to) = (line.kind.code().to_owned(), line.to.code().to_owned());
            let (days, figures) = ((line.closes_on, line.due_on), (line.evaluation, line.follow_up, line.amount));
            format!("{:?}", (line.at, line.office, kind, to, note, days, figures, line.reason))
        });
        told.insert(id, lines.collect());
    }
    told
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

/// No row is lost; how many there are now.
async fn check_rows(tx: &mut Tx, kept: &[Line]) -> BTreeMap<String, usize> {
    let found = rows(tx).await;
    let tables: Vec<&String> = kept.iter().map(|line| &line.table).collect();
    for name in tables.iter().filter(|name| !GONE.contains(&name.as_str())) {
        let count = tables.iter().filter(|other| other == &name).count();
        assert!(found[*name] >= count, "{name}: {} of {count}", found[*name]);
    }
    found
}

async fn upgrade(services: Services) {
    let kept = lines(KEPT);
    fill(&services, &kept, SCHEMA).await;
    let held = read_logs(&services, &kept).await;
    let journeys = read_journeys(&services, &kept).await;
    read_rows(&services, &kept).await;
    services::migrate(&services.database).await.unwrap();
    assert!(services.database.is_current().await.unwrap());

    let mut tx = services.database.read().await.unwrap();
    let found = check_rows(&mut tx, &kept).await;

    for (id, moved) in held {
        assert_eq!(services::ledger::moves(&mut tx, id).await.unwrap().len(), moved);
    }
    assert_eq!(journeys_now(&mut tx, &kept).await, journeys);

    let known = city::find(&mut tx).await.unwrap();
    assert_eq!(known.all_set().collect::<Vec<_>>(), [(Setting::MinCount, "45")], "what was left as it was is no setting");

    // What it said about people stands in the ledger now, marked as what had happened before.
    let acts: usize = ["supports", "stances", "comments", "comment_likes"].map(|table| found[table]).iter().sum();
    let recounted = recount(&mut tx).await.unwrap();
    assert!(acts > 0 && recounted.entries >= u64::try_from(acts).unwrap(), "{} entries of {acts} acts", recounted.entries);
    assert_eq!(recounted.differences, []);
    let (entries, _) = ledger::page(&mut tx, None, 10).await.unwrap();
    assert!(entries.into_iter().flatten().all(|linked| linked.entry.imported || matches!(linked.entry.event, Event::Setting(_))));

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

/// All that lie there, each with its schema, the earliest first.
fn kept_years() -> Vec<(i64, String)> {
    let names = fs::read_dir(YEARS).unwrap().map(|file| file.unwrap().path());
    let schema = |path: &PathBuf| path.file_name()?.to_str()?.strip_prefix("year-")?.strip_suffix(".jsonl")?.parse().ok();
    let mut years: Vec<(i64, String)> = names.filter_map(|path| Some((schema(&path)?, fs::read_to_string(&path).unwrap()))).collect();
    years.sort();
    assert_eq!(years[0].0, WITH_JOURNEYS);
    years
}

/// Twice, as by servers that start one after the other. What a page tells is what it told before, or what it tells
/// after the first of them.
async fn upgrade_of_a_year(services: Services, (schema, kept): (i64, String)) {
    let kept = lines(&kept);
    fill(&services, &kept, schema).await;
    let mut journeys = if schema <= WITH_JOURNEYS { Some(read_journeys(&services, &kept).await) } else { None };
    let mut written = None;
    for _ in 0..2 {
        services::migrate(&services.database).await.unwrap();
        let mut tx = services.database.read().await.unwrap();
        check_rows(&mut tx, &kept).await;
        let told = journeys_now(&mut tx, &kept).await;
        assert_eq!(journeys.get_or_insert_with(|| told.clone()), &told);
        let recounted = recount(&mut tx).await.unwrap();
        let entries = kept.iter().filter(|line| line.table == "ledger").count();
        assert!(recounted.entries >= u64::try_from(entries).unwrap(), "{} of {entries}", recounted.entries);
        assert_eq!(recounted.differences, [], "schema {schema}");
        assert_eq!(*written.get_or_insert(recounted.entries), recounted.entries, "what stood there is told once");
        for kind in ["regions_listed", "agencies_listed"] {
            assert!(ledger::has_kind(&mut tx, Subject::City, kind).await.unwrap(), "{kind}");
        }
    }
    services.database.close().await;
}

fn id(line: &Line) -> Uuid {
    let at = line.columns.iter().position(|column| column == "id").unwrap();
    let text = serde_json::to_value(&line.row[at]).unwrap();
    text["hex"].as_str().unwrap().parse().unwrap()
}

fn at_a_new_sqlite<F: Future<Output = ()>>(body: impl Fn(Services) -> F) {
    at_sqlite(|_, folder| {
        let url = format!("sqlite://{}", folder.join("before.db").display());
        Runtime::new().unwrap().block_on(async { body(services_at(&url, folder).await).await });
    });
}

fn at_a_new_postgres<F: Future<Output = ()>>(body: impl Fn(Services) -> F) {
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let services = services_at(url, folder).await;
            faults::drop_all_tables(&services.database).await;
            body(services).await;
        });
    });
}

#[test]
fn what_the_version_before_kept_is_all_there_on_sqlite() {
    at_a_new_sqlite(upgrade);
}

#[test]
fn what_the_version_before_kept_is_all_there_on_postgres() {
    at_a_new_postgres(upgrade);
}

#[test]
fn the_row_of_a_city_becomes_settings_on_sqlite() {
    at_a_new_sqlite(upgrade_of_a_row);
}

#[test]
fn the_row_of_a_city_becomes_settings_on_postgres() {
    at_a_new_postgres(upgrade_of_a_row);
}

#[test]
fn years_of_earlier_versions_are_recounted_on_sqlite() {
    for year in kept_years() {
        at_a_new_sqlite(|services| upgrade_of_a_year(services, year.clone()));
    }
}

#[test]
fn years_of_earlier_versions_are_recounted_on_postgres() {
    for year in kept_years() {
        at_a_new_postgres(|services| upgrade_of_a_year(services, year.clone()));
    }
}
