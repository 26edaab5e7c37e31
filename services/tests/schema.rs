//! The two migration folders describe one schema: the same files, tables and columns, with types that fit each other.

use services::{Services, store::Tx};
use std::{cell::RefCell, collections::BTreeSet, fs, path::Path};
use testing::{on_postgres, on_sqlite};

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
struct Column {
    table_name: String,
    column_name: String,
    kind: String,
    required: bool,
}

/// Types in the words of SQLite; what has no such word keeps its own and will differ.
const OF_SQLITE: &str =
    "SELECT tables.name AS table_name, columns.name AS column_name, columns.type AS kind, columns.\"notnull\" AS required
    FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE '%sqlx%'";
const OF_POSTGRES: &str = "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name,
        CASE WHEN data_type IN ('bigint', 'boolean') THEN 'INTEGER'
             WHEN data_type IN ('text', 'date', 'timestamp with time zone', 'jsonb') THEN 'TEXT'
             WHEN data_type IN ('uuid', 'bytea') THEN 'BLOB'
             WHEN data_type = 'double precision' THEN 'REAL'
             ELSE CAST(data_type AS TEXT) END AS kind,
        is_nullable = 'NO' AS required
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT LIKE '%sqlx%'";

async fn columns(services: &Services) -> BTreeSet<Column> {
    let rows = match services.database.read().await.unwrap() {
        Tx::Sqlite(mut tx) => sqlx::query_as(OF_SQLITE).fetch_all(&mut *tx).await,
        Tx::Postgres(mut tx) => sqlx::query_as(OF_POSTGRES).fetch_all(&mut *tx).await,
    };
    rows.unwrap().into_iter().collect()
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let found = RefCell::new(Vec::new());
    let look = async |services: Services| {
        let columns = columns(&services).await;
        found.borrow_mut().push(columns);
    };
    on_sqlite(look);
    on_postgres(look);
    let found = found.into_inner();
    assert!(found[0].len() > 100, "the tables were read");
    for other in &found[1..] {
        let different: Vec<&Column> = found[0].symmetric_difference(other).collect();
        assert!(different.is_empty(), "{different:#?}");
    }
}

#[test]
fn migrations_come_in_pairs() {
    let names = |folder: &str| -> BTreeSet<_> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(folder);
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
