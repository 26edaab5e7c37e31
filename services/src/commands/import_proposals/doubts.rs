//! What is pointed out in rows that are written all the same: in one row by itself, and among the rows of one file.

use super::row::Row;
use crate::commands::import::{Doubt, RowDoubt};
use domain::pin::{Pin, metres};
use std::collections::BTreeMap;

/// A point so far from the others of its kecamatan is probably a typing error; there are no boundaries to ask.
const FAR: u32 = 10_000;
/// The same kind of work in the same RT so near to another is probably the same work.
const NEAR: u32 = 100;

/// A row that can be written.
pub struct GoodRow {
    pub line: u64,
    pub row: Row,
    pub pin: Option<Pin>,
    pub doubts: Vec<(&'static str, Doubt)>,
}

/// All there is to look at, by line.
pub fn of(rows: Vec<GoodRow>) -> Vec<RowDoubt> {
    let mut doubts = far_away(&rows);
    doubts.extend(similar(&rows));
    for GoodRow { line, doubts: own, .. } in rows {
        doubts.extend(own.into_iter().map(|(column, doubt)| RowDoubt { line, column, doubt }));
    }
    doubts.sort_by_key(|doubt| doubt.line);
    doubts
}

/// Points that lie far from the middle of the others of their kecamatan.
fn far_away(rows: &[GoodRow]) -> Vec<RowDoubt> {
    let mut by_kecamatan: BTreeMap<&str, Vec<(u64, Pin)>> = BTreeMap::new();
    for good in rows {
        by_kecamatan.entry(&good.row.kecamatan).or_default().extend(good.pin.map(|pin| (good.line, pin)));
    }
    let mut doubts = Vec::new();
    for group in by_kecamatan.values().filter(|group| group.len() >= 3) {
        let middle_of = |mut values: Vec<i32>| {
            values.sort_unstable();
            values[values.len() / 2]
        };
        let latitude = middle_of(group.iter().map(|(_, pin)| pin.latitude_micros()).collect());
        let longitude = middle_of(group.iter().map(|(_, pin)| pin.longitude_micros()).collect());
        let Ok(middle) = Pin::new(latitude, longitude) else { continue };
        let far = group.iter().filter(|(_, pin)| metres(*pin, middle) > FAR);
        doubts.extend(far.map(|(line, _)| RowDoubt { line: *line, column: "lat", doubt: Doubt::FarAway }));
    }
    doubts
}

/// Rows of one year, RT and type that name the same place, or the same title where one names no place.
fn similar(rows: &[GoodRow]) -> Vec<RowDoubt> {
    let mut by_kind: BTreeMap<_, Vec<&GoodRow>> = BTreeMap::new();
    let mut doubts = Vec::new();
    for good in rows {
        let Row { tahun_rencana, kode_kelurahan, rt, kode_kamus, .. } = &good.row;
        let earlier = by_kind.entry((tahun_rencana, kode_kelurahan, rt, kode_kamus)).or_default();
        let is_same = |other: &&&GoodRow| match (good.pin, other.pin) {
            (Some(here), Some(there)) => metres(here, there) <= NEAR,
            _ => good.row.judul.eq_ignore_ascii_case(&other.row.judul),
        };
        if let Some(other) = earlier.iter().find(is_same) {
            doubts.push(RowDoubt { line: good.line, column: "judul", doubt: Doubt::SimilarTo { line: other.line } });
        }
        earlier.push(good);
    }
    doubts
}
