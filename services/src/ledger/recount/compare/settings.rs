//! The settings of the city against the fold.

use super::{Row, shown};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, city},
};
use domain::{
    city::Setting,
    ledger::{Digest, Fold},
};
use sha2::{Digest as _, Sha256};

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let stored = city::find(tx).await?;
    for setting in Setting::ALL {
        let mut row = Row { table: "settings", key: setting.code().to_owned(), found };
        row.column("value", shown(stored.own(setting)), shown(fold.city.own(setting)));
    }
    if let Some(digest) = fold.city.emblem() {
        let picture = city::emblem(tx, digest).await?;
        let mut row = Row { table: "emblems", key: digest.to_owned(), found };
        row.column("picture", shown(picture.map(|picture| format!("{}", Digest(Sha256::digest(picture).into())))), digest);
    }
    Ok(())
}
