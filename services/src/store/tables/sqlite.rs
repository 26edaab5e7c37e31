//! The tables of SQLite.

use super::{Cell, Kind, ROWS_AT_ONCE, Row, Table};
use crate::Failure;
use futures::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Executor, QueryBuilder, Row as _, Sqlite, SqliteConnection, ValueRef as _, sqlite::SqliteRow};

/// A column of JSON is text with a condition; what else a text holds is not told.
pub(super) async fn columns(conn: &mut SqliteConnection) -> Result<Vec<(String, String, Kind)>, Failure> {
    let found: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT tables.name, columns.name, columns.type, tables.sql
         FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE '%sqlx%'",
    )
    .fetch_all(conn)
    .await?;
    Ok(found
        .into_iter()
        .map(|(table, name, kind, sql)| {
            let kind = match kind.as_str() {
                "INTEGER" => Kind::Integer,
                "REAL" => Kind::Real,
                "BLOB" => Kind::Bytes,
                _ if sql.contains(&format!("json_valid({name})")) => Kind::Json,
                _ => Kind::Text,
            };
            (table, name, kind)
        })
        .collect())
}

pub(super) async fn read(
    conn: &mut SqliteConnection,
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

fn cell(row: &SqliteRow, at: usize, kind: Kind) -> Result<Cell, sqlx::Error> {
    if row.try_get_raw(at)?.is_null() {
        return Ok(Cell::Null);
    }
    Ok(match kind {
        Kind::Integer => Cell::Integer(row.try_get(at)?),
        Kind::Real => Cell::Real(row.try_get(at)?),
        Kind::Bytes => Cell::bytes(row.try_get(at)?),
        Kind::Json => Cell::json(row.try_get(at)?),
        _ => Cell::Text(row.try_get(at)?),
    })
}

pub(super) async fn insert(conn: &mut SqliteConnection, start: &str, rows: &[Row]) -> Result<(), Failure> {
    let mut query = QueryBuilder::<Sqlite>::new(start);
    query.push_values(rows, |mut values, row| {
        for cell in row {
            match cell {
                Cell::Null => values.push_bind(None::<i64>),
                Cell::Integer(number) => values.push_bind(*number),
                Cell::Real(number) => values.push_bind(*number),
                Cell::Text(text) => values.push_bind(text.clone()),
                bytes @ Cell::Bytes { .. } => values.push_bind(bytes.to_bytes()),
            };
        }
    });
    query.build().persistent(false).execute(conn).await?;
    Ok(())
}

pub(super) async fn loosen(conn: &mut SqliteConnection) -> Result<(), Failure> {
    conn.execute("PRAGMA defer_foreign_keys = ON").await?;
    Ok(())
}
