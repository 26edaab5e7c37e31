//! The settings of the city against the fold.

use super::{Row, shown};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, city},
};
use domain::{city::Setting, ledger::Fold};

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let stored = city::find(tx).await?;
    for setting in Setting::ALL {
        let mut row = Row { table: "settings", key: setting.code().to_owned(), found };
        row.column("value", shown(stored.own(setting)), shown(fold.city.own(setting)));
    }
    Ok(())
}
