//! A database written down, row by row, for the versions to come: a line of JSON each, with the columns that its table
//! has now. Which of them lie where, and what becomes of them, is in `services/tests/upgrade.rs`.

use serde::{Deserialize, Serialize};
use services::store::{
    Tx,
    tables::{self, Row},
};

/// Whoever is signed in signs in again.
const LEFT_OUT: &str = "sessions";

#[derive(Serialize, Deserialize)]
pub struct Line {
    pub table: String,
    pub columns: Vec<String>,
    pub row: Row,
}

pub fn lines(kept: &str) -> Vec<Line> {
    kept.lines().map(|line| serde_json::from_str(line).expect("a row as it was kept")).collect()
}

/// All rows there are but those of sessions, those of a table together.
pub async fn keep(tx: &mut Tx) -> String {
    let mut kept = String::new();
    for table in tables::list(tx).await.expect("tables").into_iter().filter(|table| table.name != LEFT_OUT) {
        let columns: Vec<String> = table.columns().map(str::to_owned).collect();
        let taken = tables::read(tx, &table, async |rows| {
            for row in rows {
                let line = Line { table: table.name.clone(), columns: columns.clone(), row };
                kept.push_str(&serde_json::to_string(&line).expect("a row"));
                kept.push('\n');
            }
            Ok(())
        });
        taken.await.expect("rows");
    }
    kept
}

/// Puts the rows into a database that has their tables, and nothing else in them.
pub async fn restore(tx: &mut Tx, kept: &[Line]) {
    tables::loosen(tx).await.expect("loose tables");
    for table in tables::list(tx).await.expect("tables") {
        tables::clear(tx, &table).await.expect("an empty table");
        let of_table: Vec<&Line> = kept.iter().filter(|line| line.table == table.name).collect();
        assert!(of_table.iter().all(|line| line.columns.iter().eq(table.columns())), "{}", table.name);
        let rows: Vec<Row> = of_table.into_iter().map(|line| line.row.clone()).collect();
        tables::insert(tx, &table, &rows).await.expect("rows");
    }
    tables::tighten(tx).await.expect("tight tables");
}
