//! The two migration folders describe one schema: the same files, tables and columns, with types that fit each other,
//! and the same keys, checks, defaults and indexes.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use services::{Services, store::Tx};
use std::{cell::RefCell, collections::BTreeSet, fs, path::Path};
use testing::{on_postgres, on_sqlite};

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
struct Column {
    table_name: String,
    name: String,
    kind: String,
    required: bool,
}

/// Types in the words of SQLite; what has no such word keeps its own and will differ.
const OF_SQLITE: &str = "SELECT tables.name AS table_name, columns.name AS name, columns.type AS kind, columns.\"notnull\" AS required
    FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE '%sqlx%'";
const OF_POSTGRES: &str = "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS name,
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

/// Defaults, keys, checks and indexes, each as one line. Left out is what only one of them has a word for: that a
/// number is 0 or 1, that a text is JSON, and the words to search by, which are too long for an index of PostgreSQL.
const RULES_OF_SQLITE: &str = "
    SELECT tables.name || ' default ' || columns.name || ' ' || columns.dflt_value
    FROM sqlite_schema tables JOIN pragma_table_info(tables.name) columns
    WHERE tables.type = 'table' AND columns.dflt_value IS NOT NULL
    UNION ALL
    SELECT tables.name || ' foreign ' || (SELECT group_concat(part.\"from\") FROM (SELECT * FROM pragma_foreign_key_list(tables.name)
            ORDER BY id, seq) part WHERE part.id = keys.id) || ' of ' || keys.\"table\" || ' ' || lower(keys.on_delete)
    FROM sqlite_schema tables JOIN pragma_foreign_key_list(tables.name) keys
    WHERE tables.type = 'table' AND keys.seq = 0
    UNION ALL
    SELECT tables.name || CASE WHEN indexes.\"unique\" THEN ' unique ' ELSE ' index ' END
        || (SELECT group_concat(part.name) FROM (SELECT * FROM pragma_index_info(indexes.name) ORDER BY seqno) part
            WHERE part.name <> 'search_text')
        || COALESCE((SELECT ' where ' || substr(made.sql, instr(made.sql, 'WHERE') + 6) FROM sqlite_schema made
            WHERE made.name = indexes.name AND indexes.partial), '')
    FROM sqlite_schema tables JOIN pragma_index_list(tables.name) indexes
    WHERE tables.type = 'table'
    UNION ALL
    SELECT tables.name || ' unique ' || columns.name
    FROM sqlite_schema tables JOIN pragma_table_info(tables.name) columns
    WHERE tables.type = 'table' AND columns.pk = 1 AND columns.type = 'INTEGER'
      AND NOT EXISTS (SELECT 1 FROM pragma_index_list(tables.name) WHERE origin = 'pk')
    UNION ALL
    SELECT name || ' made ' || sql FROM sqlite_schema WHERE type = 'table'";
const RULES_OF_POSTGRES: &str = "
    SELECT table_name || ' default ' || column_name || ' ' || column_default FROM information_schema.columns
    WHERE table_schema = 'public' AND column_default IS NOT NULL
    UNION ALL
    SELECT conrelid::regclass || ' foreign ' || (SELECT string_agg(attname, ',' ORDER BY place) FROM pg_attribute
            JOIN unnest(conkey) WITH ORDINALITY AS part (number, place) ON attnum = part.number WHERE attrelid = conrelid)
        || ' of ' || confrelid::regclass || CASE confdeltype WHEN 'c' THEN ' cascade' ELSE ' no action' END
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT indrelid::regclass || CASE WHEN indisunique THEN ' unique ' ELSE ' index ' END
        || (SELECT string_agg(attname, ',' ORDER BY place) FROM pg_attribute
            JOIN unnest(indkey::smallint[]) WITH ORDINALITY AS part (number, place) ON attnum = part.number
            WHERE attrelid = indrelid AND attname <> 'search_text')
        || COALESCE(' where ' || pg_get_expr(indpred, indrelid), '')
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT conrelid::regclass || ' check ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace";

/// What stands in the parentheses of every CHECK of a statement.
fn checks(statement: &str) -> Vec<String> {
    statement
        .match_indices("CHECK (")
        .map(|(at, begin)| {
            let inside = &statement[at + begin.len()..];
            let mut depth = 1;
            let end = inside.find(|letter: char| {
                depth += i32::from(letter == '(') - i32::from(letter == ')');
                depth == 0
            });
            inside[..end.unwrap()].to_owned()
        })
        .collect()
}

/// The same rule in one spelling: small letters, no casts, lists with IN, ranges as two comparisons, no parentheses.
fn spelled(rule: &str) -> String {
    let mut rule = rule.to_lowercase().replace("::text", "").replace("= any (array[", "in (").replace("check check ", "check ");
    if let Some((before, range)) = rule.clone().split_once(" between ")
        && let Some((least, most)) = range.split_once(" and ")
    {
        let (kept, value) = before.rsplit_once([' ', '(']).unwrap_or(("", before));
        rule = format!("{kept} {value} >= {least} and {value} <= {most}");
    }
    let rule = rule.replace(" false", " 0").replace(" true", " 1");
    rule.split_whitespace().collect::<String>().replace(['(', ')', '[', ']', '"', '\''], "")
}

async fn rules(services: &Services) -> BTreeSet<String> {
    let found: Result<Vec<String>, _> = match services.database.read().await.unwrap() {
        Tx::Sqlite(mut tx) => sqlx::query_scalar(RULES_OF_SQLITE).fetch_all(&mut *tx).await,
        Tx::Postgres(mut tx) => sqlx::query_scalar(RULES_OF_POSTGRES).fetch_all(&mut *tx).await,
    };
    let found = found.unwrap().into_iter().filter(|line| !line.starts_with("_sqlx") && !line.starts_with("sqlite"));
    let lines = found.flat_map(|line| match line.split_once(" made ") {
        Some((table, statement)) => checks(statement).iter().map(|check| format!("{table} check {check}")).collect(),
        None => vec![line],
    });
    let in_one_only = |line: &String| line.contains("json_valid") || line.ends_with("IN (0, 1)");
    lines.filter(|line| !in_one_only(line)).map(|line| spelled(&line)).collect()
}

#[test]
fn both_databases_keep_the_same_rules() {
    let found = RefCell::new(Vec::new());
    let look = async |services: Services| {
        let rules = rules(&services).await;
        found.borrow_mut().push(rules);
    };
    on_sqlite(look);
    on_postgres(look);
    let found = found.into_inner();
    let (checks, uniques) = ("check", "unique");
    let count = |word: &str| found[0].iter().filter(|line| line.contains(word)).count();
    assert!(found[0].len() > 100 && count(checks) > 10 && count(uniques) > 10, "the rules were read: {:#?}", found[0]);
    for other in &found[1..] {
        let different: Vec<&String> = found[0].symmetric_difference(other).collect();
        assert!(different.is_empty(), "{different:#?}");
    }
}

#[test]
fn one_rule_in_two_spellings_is_one_rule() {
    assert_eq!(spelled("t check weight BETWEEN 1 AND 10000"), spelled("t check CHECK (((weight >= 1) AND (weight <= 10000)))"));
    assert_eq!(spelled("t check level IN ('kota', 'rt')"), spelled("t check CHECK ((level = ANY (ARRAY['kota'::text, 'rt'::text])))"));
    assert_eq!(checks("a CHECK (x > (1)), b CHECK (json_valid(b))"), ["x > (1)", "json_valid(b)"]);
    assert_ne!(spelled("t check x > 0"), spelled("t check x >= 0"));
}

#[test]
fn migrations_come_in_pairs() {
    let names = |folder: &str| -> BTreeSet<_> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(folder);
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
