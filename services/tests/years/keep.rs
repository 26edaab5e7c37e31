//! A short life is written down as this version leaves it, for `tests/upgrade.rs` of all versions to come. Once before
//! each release, and never for a schema that has been released:
//!
//! ```sh
//! cargo nextest run --workspace --exclude frontend --run-ignored only -E
//! 'test(a_life_is_kept_for_the_versions_to_come)' git add services/tests/upgrade
//! ```
//!
//! It takes `SQLite` alone, and writes `services/tests/upgrade/year-NNNN.jsonl`, where NNNN is the latest migration.

use super::life::Life;
use services::store::Database;
use std::{collections::BTreeSet, fs};
use testing::{
    TestCity,
    kept::{keep, lines},
    on_sqlite,
};

/// Short, for the file stays in the repository; as many more of them as it takes until everything has happened.
const STEPS: usize = 60;
const MOST_WALKS: usize = 30;
/// Something of each must be there.
const TABLES: [&str; 14] = [
    "assignments",
    "ceilings",
    "comment_likes",
    "comments",
    "delegates",
    "ledger_words",
    "minutes",
    "plans",
    "published",
    "recommendations",
    "scores",
    "settings",
    "stances",
    "supports",
];

async fn write(city: TestCity) {
    city.services.log.begin("rembuk.test").unwrap();
    let mut life = Life::begin(city.clone(), 1).await;
    life.walk(2 * STEPS).await;
    life.begin_another_year().await;
    for _ in 0..MOST_WALKS {
        life.walk(STEPS).await;
        life.check().await;
        let kept = keep(&mut city.read().await).await;
        let tables: BTreeSet<String> = lines(&kept).into_iter().map(|line| line.table).collect();
        if TABLES.iter().all(|table| tables.contains(*table)) {
            let schema = Database::schemas().into_iter().max().unwrap();
            let path = format!("{}/tests/upgrade/year-{schema:04}.jsonl", env!("CARGO_MANIFEST_DIR"));
            return fs::write(path, kept).unwrap();
        }
    }
    panic!("not everything has happened: {:?}", life.allowed);
}

#[test]
#[ignore = "writes a file of the repository, once before each release"]
fn a_life_is_kept_for_the_versions_to_come() {
    on_sqlite(write);
}
