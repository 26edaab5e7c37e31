//! The tables of PostgreSQL, whose values are written as SQLite stores them.

use super::{Cell, Kind, ROWS_AT_ONCE, Row, Table};
use crate::Failure;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use futures::TryStreamExt as _;
use sqlx::{
    AssertSqlSafe, Executor, PgConnection, Postgres, QueryBuilder, Row as _, ValueRef as _, postgres::PgRow, query_builder::Separated,
};
use uuid::Uuid;

pub(super) async fn columns(conn: &mut PgConnection) -> Result<Vec<(String, String, Kind)>, Failure> {
    let found: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name NOT LIKE '%sqlx%'",
    )
    .fetch_all(conn)
    .await?;
    let kind = |data_type: &str| match data_type {
        "bigint" => Kind::Integer,
        "double precision" => Kind::Real,
        "bytea" => Kind::Bytes,
        "boolean" => Kind::Bool,
        "uuid" => Kind::Id,
        "timestamp with time zone" => Kind::Instant,
        "date" => Kind::Day,
        "jsonb" => Kind::Json,
        _ => Kind::Text,
    };
    Ok(found.into_iter().map(|(table, name, data_type)| (table, name, kind(&data_type))).collect())
}

pub(super) async fn read(
    conn: &mut PgConnection,
    table: &Table,
    text: String,
    mut take: impl AsyncFnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut stream = sqlx::query(AssertSqlSafe(text)).fetch(conn);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        rows.push(table.columns.iter().enumerate().map(|(at, column)| cell(&row, at, column.kind)).collect::<Result<Row, _>>()?);
        if rows.len() == ROWS_AT_ONCE {
            take(std::mem::take(&mut rows)).await?;
        }
    }
    take(rows).await
}

fn cell(row: &PgRow, at: usize, kind: Kind) -> Result<Cell, sqlx::Error> {
    if row.try_get_raw(at)?.is_null() {
        return Ok(Cell::Null);
    }
    Ok(match kind {
        Kind::Integer => Cell::Integer(row.try_get(at)?),
        Kind::Bool => Cell::Integer(i64::from(row.try_get::<bool, _>(at)?)),
        Kind::Real => Cell::Real(row.try_get(at)?),
        Kind::Bytes => Cell::bytes(row.try_get(at)?),
        Kind::Id => Cell::bytes(row.try_get::<Uuid, _>(at)?.as_bytes()),
        Kind::Instant => Cell::Text(row.try_get::<DateTime<Utc>, _>(at)?.to_rfc3339_opts(SecondsFormat::AutoSi, false)),
        Kind::Day => Cell::Text(row.try_get::<NaiveDate, _>(at)?.to_string()),
        Kind::Json => Cell::Text(row.try_get::<serde_json::Value, _>(at)?.to_string()),
        Kind::Text => Cell::Text(row.try_get(at)?),
    })
}

pub(super) async fn insert(conn: &mut PgConnection, table: &Table, start: &str, rows: &[Row]) -> Result<(), Failure> {
    let mut query = QueryBuilder::<Postgres>::new(start);
    let mut unfit = None;
    query.push_values(rows, |mut values, row| {
        for (column, cell) in table.columns.iter().zip(row) {
            if bind(&mut values, column.kind, cell).is_none() {
                values.push_bind(None::<i64>);
                unfit.get_or_insert_with(|| Failure::Other(format!("{}.{}: {cell:?} does not fit", table.name, column.name)));
            }
        }
    });
    match unfit {
        Some(failure) => Err(failure),
        None => Ok(query.build().persistent(false).execute(conn).await.map(drop)?),
    }
}

/// Nothing when the value is not of the column's kind.
fn bind(values: &mut Separated<'_, Postgres, &'static str>, kind: Kind, cell: &Cell) -> Option<()> {
    let is_null = *cell == Cell::Null;
    macro_rules! bind {
        ($value:expr) => {
            values.push_bind(if is_null { None } else { Some($value?) })
        };
    }
    let text = match cell {
        Cell::Text(text) => Some(text.as_str()),
        _ => None,
    };
    let integer = match cell {
        Cell::Integer(number) => Some(*number),
        _ => None,
    };
    let real = match cell {
        Cell::Real(number) => Some(*number),
        _ => None,
    };
    match kind {
        Kind::Integer => bind!(integer),
        Kind::Bool => bind!(integer.map(|number| number != 0)),
        Kind::Real => bind!(real),
        Kind::Bytes => bind!(cell.to_bytes()),
        Kind::Id => bind!(cell.to_bytes().and_then(|bytes| Uuid::from_slice(&bytes).ok())),
        Kind::Instant => bind!(text.and_then(|text| DateTime::parse_from_rfc3339(text).ok()).map(|instant| instant.with_timezone(&Utc))),
        Kind::Day => bind!(text.and_then(|text| text.parse::<NaiveDate>().ok())),
        Kind::Json => bind!(text.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok())),
        Kind::Text => bind!(text.map(str::to_owned)),
    };
    Some(())
}

/// The references between tables, each with its table.
async fn references(conn: &mut PgConnection) -> Result<Vec<(String, String)>, Failure> {
    Ok(sqlx::query_as(
        "SELECT CAST(conrelid::regclass AS TEXT), CAST(conname AS TEXT) FROM pg_constraint
         WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2",
    )
    .fetch_all(conn)
    .await?)
}

async fn alter_references(conn: &mut PgConnection, how: &str) -> Result<(), Failure> {
    for (table, name) in references(conn).await? {
        conn.execute(AssertSqlSafe(format!("ALTER TABLE {table} ALTER CONSTRAINT \"{name}\" {how}"))).await?;
    }
    Ok(())
}

/// Part of the unit of work: when it is undone the references are as they were.
pub(super) async fn loosen(conn: &mut PgConnection) -> Result<(), Failure> {
    alter_references(conn, "DEFERRABLE INITIALLY DEFERRED").await
}

pub(super) async fn tighten(conn: &mut PgConnection) -> Result<(), Failure> {
    conn.execute("SET CONSTRAINTS ALL IMMEDIATE").await?;
    alter_references(conn, "NOT DEFERRABLE").await?;
    count_on(conn).await
}

/// Columns that number rows by themselves go on behind the rows that are there.
async fn count_on(conn: &mut PgConnection) -> Result<(), Failure> {
    let counting: Vec<(String, String)> = sqlx::query_as(
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
         WHERE table_schema = current_schema() AND is_identity = 'YES'",
    )
    .fetch_all(&mut *conn)
    .await?;
    for (table, column) in counting {
        let text = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}), false)"
        );
        conn.execute(AssertSqlSafe(text)).await?;
    }
    Ok(())
}
