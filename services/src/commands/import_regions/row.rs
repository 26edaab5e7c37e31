//! One row of the list: which region it speaks of, and under which level.

use crate::{
    commands::import::{Doubt, Notes, Wrong},
    table::{Row, Table},
};
use domain::{
    city::{CityKind, kind_of},
    clock::{Day, read_day},
    number,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    text,
};
use std::collections::HashSet;

const MOST_NAME: u32 = 120;

/// Words for the levels.
const LEVELS: [(&str, RegionLevel); 7] = [
    ("kota", RegionLevel::Kota),
    ("kabupaten", RegionLevel::Kota),
    ("kecamatan", RegionLevel::Kecamatan),
    ("kelurahan", RegionLevel::Kelurahan),
    ("desa", RegionLevel::Kelurahan),
    ("rw", RegionLevel::Rw),
    ("rt", RegionLevel::Rt),
];

/// A row that can be read.
pub struct Checked {
    pub code: RegionCode,
    pub level: RegionLevel,
    pub name: String,
    pub households: i64,
    /// The last day of an RT that was split, joined or cleared.
    pub until: Option<Day>,
}

/// National lists begin with the province, which is no region of the city; it counts as a remark.
pub fn without_provinces(mut table: Table) -> Table {
    let (provinces, rows): (Vec<Row>, Vec<Row>) =
        table.rows.into_iter().partition(|row| row.wrong.is_none() && text::line(row.text("level")).to_lowercase() == "provinsi");
    table.remarks.extend(provinces.iter().map(|row| row.line));
    table.rows = rows;
    table
}

pub fn check(row: &Row, today: Day, seen: &mut HashSet<RegionCode>, notes: &mut Notes) -> Result<Checked, Wrong> {
    let word = text::line(row.text("level")).to_lowercase();
    let known = LEVELS.iter().find(|(name, _)| *name == word);
    let code = code(row.text("code"), known.map(|(_, level)| *level))?;
    let levels = || LEVELS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let &(_, level) = known.ok_or_else(|| Wrong::new("level", Refusal::ChoiceUnknown).among(levels()))?;
    let name = text::measured(&text::line(row.text("name")), 1, MOST_NAME).map_err(|refusal| Wrong::new("name", refusal))?;
    let households = match row.text("households") {
        "" => 0,
        text => i64::from(number::whole(text).map_err(|refusal| Wrong::new("households", refusal))?),
    };
    let until = match row.text("until") {
        "" => None,
        _ if level != RegionLevel::Rt => return Err(Wrong::new("until", Refusal::OnlyRtEnds)),
        text => Some(read_day(text).map_err(|refusal| Wrong::new("until", refusal))?),
    };
    if until.is_some_and(|until| until < today) {
        return Err(Wrong::new("until", Refusal::DateInPast));
    }
    if !seen.insert(code.clone()) {
        return Err(Wrong::new("code", Refusal::Duplicate));
    }
    if is_shown_otherwise(&word, &code) {
        notes.doubt("level", Doubt::ShownAs);
    }
    Ok(Checked { code, level, name, households, until })
}

/// The pages go by the code, whatever the list calls it.
fn is_shown_otherwise(word: &str, code: &RegionCode) -> bool {
    match word {
        "kota" => kind_of(code) != CityKind::Kota,
        "kabupaten" => kind_of(code) != CityKind::Kabupaten,
        "desa" => !code.is_of_desa(),
        "kelurahan" => code.is_of_desa(),
        _ => false,
    }
}

/// What is wrong with a code is said by an example made of the code itself.
fn code(text: &str, level: Option<RegionLevel>) -> Result<RegionCode, Wrong> {
    let local = level.filter(|level| matches!(level, RegionLevel::Rw | RegionLevel::Rt));
    let parsed = RegionCode::parse(text);
    if let Ok(code) = parsed
        && local.is_none_or(|local| code.level() == local)
    {
        return Ok(code);
    }
    let groups: Vec<&str> = text.split(['.', '-', '/', ' ']).filter(|group| !group.is_empty()).collect();
    let refusal = if let Some(local) = local {
        let kelurahan = groups.get(..4).map_or_else(|| "15.71.10.1003".to_owned(), |groups| groups.join("."));
        let digits: String = groups.get(4..).unwrap_or_default().concat().chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse().ok().filter(|number| (1..=999).contains(number)).unwrap_or(1_u16);
        match local {
            RegionLevel::Rw => Refusal::RwCodeUnreadable { example: format!("{kelurahan}-{:02}", number.min(99)) },
            _ => Refusal::RtCodeUnreadable { example: format!("{kelurahan}-{number:03}") },
        }
    } else if text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Refusal::RegionCodeUndotted
    } else {
        Refusal::RegionCodeUnreadable
    };
    Err(Wrong::new("code", refusal))
}
