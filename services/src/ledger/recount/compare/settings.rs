//! The settings of the city and the weights of its years against the fold.

use super::{NOTHING, Row, shown};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, city, cycles},
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
    weights(tx, fold, found).await
}

async fn weights(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    for cycle in cycles::all(tx).await? {
        let folded = fold.weights_of(cycle.id);
        for stored in cycles::weights(tx, cycle.id).await? {
            let folded = folded.iter().find(|weighed| weighed.code == stored.code);
            let mut row = Row { table: "criteria", key: format!("{} {}", cycle.plan_year, stored.code), found };
            row.column("weight", stored.weight.basis_points(), shown(folded.map(|folded| folded.weight.basis_points())));
            row.column("scale", stored.scale, folded.map_or(NOTHING, |folded| folded.scale.as_str()));
        }
    }
    Ok(())
}
