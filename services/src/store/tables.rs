//! Every table, row by row, in one form for both databases: for backups and for moving from one to the other. What the
//! columns mean is none of this module's business; which tables and columns there are is read from the database
//! itself.

mod cells;
mod postgres;
mod sqlite;

pub use cells::{Cell, Digest, Row};

use super::{
    Tx,
    database::{ROWS_AT_ONCE, on_tx},
};
use crate::Failure;
use cells::Kind;
use sqlx::AssertSqlSafe;

/// Written only to find out whether writing works.
const LEFT_OUT: &str = "health";

/// A table with its columns in the order of their names, the same on both databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: String,
    kind: Kind,
}

impl Table {
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    fn column_list(&self) -> String {
        self.columns().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    }
}

/// All tables of ours, by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<Table>, Failure> {
    let mut columns = match tx {
        Tx::Sqlite(tx) => sqlite::columns(tx).await?,
        Tx::Postgres(tx) => postgres::columns(tx).await?,
    };
    columns.sort();
    let mut tables: Vec<Table> = Vec::new();
    for (table, name, kind) in columns.into_iter().filter(|(table, ..)| table != LEFT_OUT) {
        match tables.last_mut().filter(|last| last.name == table) {
            Some(last) => last.columns.push(Column { name, kind }),
            None => tables.push(Table { name: table, columns: vec![Column { name, kind }] }),
        }
    }
    Ok(tables)
}

/// Hands over all rows, some at a time, in no particular order.
pub async fn read(tx: &mut Tx, table: &Table, take: impl AsyncFnMut(Vec<Row>) -> Result<(), Failure>) -> Result<(), Failure> {
    let text = format!("SELECT {} FROM \"{}\"", table.column_list(), table.name);
    match tx {
        Tx::Sqlite(tx) => sqlite::read(tx, table, text, take).await,
        Tx::Postgres(tx) => postgres::read(tx, table, text, take).await,
    }
}

/// Adds rows; what they refer to may come later, see [`loosen`].
pub async fn insert(tx: &mut Tx, table: &Table, rows: &[Row]) -> Result<(), Failure> {
    let start = format!("INSERT INTO \"{}\" ({}) ", table.name, table.column_list());
    // SQLite takes 32,766 values at once.
    for rows in rows.chunks((30 * ROWS_AT_ONCE / table.columns.len()).max(1)) {
        match tx {
            Tx::Sqlite(tx) => sqlite::insert(tx, &start, rows).await?,
            Tx::Postgres(tx) => postgres::insert(tx, table, &start, rows).await?,
        }
    }
    Ok(())
}

/// Removes all rows: what the migrations themselves put into an empty database.
pub async fn clear(tx: &mut Tx, table: &Table) -> Result<(), Failure> {
    let text = format!("DELETE FROM \"{}\"", table.name);
    on_tx!(tx, conn => sqlx::query(AssertSqlSafe(text)).execute(conn).await.map(drop))?;
    Ok(())
}

/// No person and no place: a database that may be filled.
pub async fn nobody_is_here(tx: &mut Tx) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT NOT EXISTS (SELECT 1 FROM accounts) AND NOT EXISTS (SELECT 1 FROM regions)").fetch_one(conn).await)?)
}

/// Until [`tighten`] rows may refer to rows that are not there yet.
pub async fn loosen(tx: &mut Tx) -> Result<(), Failure> {
    match tx {
        Tx::Sqlite(tx) => sqlite::loosen(tx).await,
        Tx::Postgres(tx) => postgres::loosen(tx).await,
    }
}

/// Fails when a row refers to one that is not there. On `SQLite` the commit does.
pub async fn tighten(tx: &mut Tx) -> Result<(), Failure> {
    match tx {
        Tx::Sqlite(_) => Ok(()),
        Tx::Postgres(tx) => postgres::tighten(tx).await,
    }
}
