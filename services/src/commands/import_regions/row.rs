//! One row of the list: which region it speaks of, and under which level.

use crate::{
    commands::import::{Doubt, Notes, Wrong},
    table::{Row, Table},
};
use domain::{
    number,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    text,
};
use std::collections::HashSet;

const MOST_NAME: u32 = 120;

/// Words for the levels, and whether the pages show another one instead.
const LEVELS: [(&str, RegionLevel, bool); 7] = [
    ("kota", RegionLevel::Kota, false),
    ("kabupaten", RegionLevel::Kota, true),
    ("kecamatan", RegionLevel::Kecamatan, false),
    ("kelurahan", RegionLevel::Kelurahan, false),
    ("desa", RegionLevel::Kelurahan, true),
    ("rw", RegionLevel::Rw, false),
    ("rt", RegionLevel::Rt, false),
];

/// A row that can be read.
pub struct Checked {
    pub code: RegionCode,
    pub level: RegionLevel,
    pub name: String,
    pub households: i64,
}

/// National lists begin with the province, which is no region of the city; it counts as a remark.
pub fn without_provinces(mut table: Table) -> Table {
    let (provinces, rows): (Vec<Row>, Vec<Row>) =
        table.rows.into_iter().partition(|row| row.wrong.is_none() && text::line(row.text("level")).to_lowercase() == "provinsi");
    table.remarks.extend(provinces.iter().map(|row| row.line));
    table.rows = rows;
    table
}

pub fn check(row: &Row, seen: &mut HashSet<RegionCode>, notes: &mut Notes) -> Result<Checked, Wrong> {
    let word = text::line(row.text("level")).to_lowercase();
    let known = LEVELS.iter().find(|(name, ..)| *name == word);
    let code = code(row.text("code"), known.map(|(_, level, _)| *level))?;
    let levels = || LEVELS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let &(_, level, is_shown_otherwise) = known.ok_or_else(|| Wrong::new("level", Refusal::ChoiceUnknown).among(levels()))?;
    let name = text::measured(&text::line(row.text("name")), 1, MOST_NAME).map_err(|refusal| Wrong::new("name", refusal))?;
    let households = match row.text("households") {
        "" => 0,
        text => i64::from(number::whole(text).map_err(|refusal| Wrong::new("households", refusal))?),
    };
    if !seen.insert(code.clone()) {
        return Err(Wrong::new("code", Refusal::Duplicate));
    }
    if is_shown_otherwise {
        notes.doubt("level", Doubt::ShownAs);
    }
    Ok(Checked { code, level, name, households })
}

/// What is wrong with a code is said by an example made of the code itself.
fn code(text: &str, level: Option<RegionLevel>) -> Result<RegionCode, Wrong> {
    let is_rt = level == Some(RegionLevel::Rt);
    let parsed = RegionCode::parse(text);
    if let Ok(code) = parsed
        && (!is_rt || code.level() == RegionLevel::Rt)
    {
        return Ok(code);
    }
    let groups: Vec<&str> = text.split(['.', '-', '/', ' ']).filter(|group| !group.is_empty()).collect();
    let refusal = if is_rt {
        let kelurahan = groups.get(..4).map_or_else(|| "15.71.10.1003".to_owned(), |groups| groups.join("."));
        let digits: String = groups.get(4..).unwrap_or_default().concat().chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse().ok().filter(|number| (1..=999).contains(number)).unwrap_or(1_u16);
        Refusal::RtCodeUnreadable { example: format!("{kelurahan}-{number:03}") }
    } else if text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Refusal::RegionCodeUndotted
    } else {
        Refusal::RegionCodeUnreadable
    };
    Err(Wrong::new("code", refusal))
}
