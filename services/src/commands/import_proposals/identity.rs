//! Which proposal a row speaks of: the same row of the same year is the same proposal, so that a second import adds
//! nothing, also where a spreadsheet has taken the noughts from its code meanwhile.

use super::row::Row;
use crate::{
    Failure,
    commands::import::Wrong,
    store::{
        Tx,
        proposals::{self, Proposal},
    },
};
use domain::{ids::ProposalId, number, proposal::ProposalNumber, refusal::Refusal};
use sha2::{Digest, Sha256};
use uuid::Builder;

/// Who a row is.
pub struct Identity {
    pub id: ProposalId,
    /// The same for every way of writing it.
    pub key: String,
    pub stored: Option<Box<Proposal>>,
    /// It bears the number of a proposal: the row of an export of ours.
    pub is_ours: bool,
}

pub async fn of(tx: &mut Tx, row: &Row) -> Result<Result<Identity, Wrong>, Failure> {
    if row.kode_uji.is_empty() {
        return Ok(Err(Wrong::new("kode_uji", Refusal::Required)));
    }
    if let Ok(number) = ProposalNumber::parse(&row.kode_uji) {
        let stored = proposals::find_by_number(tx, &number).await?.map(Box::new);
        return Ok(match stored {
            Some(stored) => Ok(Identity { id: stored.id, key: number.to_string(), stored: Some(stored), is_ours: true }),
            None => Err(Wrong::new("kode_uji", Refusal::ProposalNumberUnknown)),
        });
    }
    let year = number::year(&row.tahun_rencana).map_or_else(|_| row.tahun_rencana.clone(), |year| year.to_string());
    let key = format!("{year}/{}", bare(&row.kode_uji));
    for code in written(&row.kode_uji) {
        let id = id_of(&year, &code);
        if let Some(stored) = proposals::find(tx, id).await? {
            return Ok(Ok(Identity { id, key, stored: Some(Box::new(stored)), is_ours: false }));
        }
    }
    Ok(Ok(Identity { id: id_of(&year, &row.kode_uji), key, stored: None, is_ours: false }))
}

fn id_of(year: &str, code: &str) -> ProposalId {
    let digest = Sha256::digest(format!("{year}/{code}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ProposalId(Builder::from_custom_bytes(bytes).into_uuid())
}

/// A number without its leading noughts and without the decimals of a spreadsheet; other codes as they are.
fn bare(code: &str) -> &str {
    let digits = code.strip_suffix(".0").unwrap_or(code);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.trim_start_matches('0') } else { code }
}

/// The ways in which a code may have been written before.
fn written(code: &str) -> Vec<String> {
    let number = bare(code);
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![code.to_owned()];
    }
    let mut ways = vec![code.to_owned(), number.to_owned()];
    ways.extend((2..=6).map(|width| format!("{number:0>width$}")));
    ways.dedup();
    ways
}
