//! Which columns a spreadsheet of proposals has and what their cells hold. Headings are found by key in the
//! translations; only a form prescribed by others, SIPD's, brings its own. Writing files belongs to services.

use std::borrow::Cow;

/// What a cell holds: spreadsheets get numbers as numbers and codes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellKind {
    Text,
    Integer,
    /// Whole rupiah.
    Rupiah,
    Date,
    Decimal,
}

/// One column; its heading is `export.<key>` in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub key: &'static str,
    pub kind: CellKind,
}

const fn column(key: &'static str, kind: CellKind) -> Column {
    Column { key, kind }
}

/// The export of proposals. New columns are added at the end: people have built sheets on these.
pub const PROPOSALS: [Column; 39] = [
    column("number", CellKind::Text),
    column("plan_year", CellKind::Integer),
    column("submitted_on", CellKind::Date),
    column("kecamatan", CellKind::Text),
    column("kelurahan_code", CellKind::Text),
    column("kelurahan", CellKind::Text),
    column("rt", CellKind::Text),
    column("address", CellKind::Text),
    column("latitude", CellKind::Decimal),
    column("longitude", CellKind::Decimal),
    column("title", CellKind::Text),
    column("problem", CellKind::Text),
    column("type_code", CellKind::Text),
    column("type", CellKind::Text),
    column("field", CellKind::Text),
    column("physical", CellKind::Text),
    column("target_groups", CellKind::Text),
    column("volume", CellKind::Decimal),
    column("unit", CellKind::Text),
    column("estimated_cost", CellKind::Rupiah),
    column("recommended_cost", CellKind::Rupiah),
    column("own_contribution", CellKind::Rupiah),
    column("households", CellKind::Integer),
    column("people", CellKind::Integer),
    column("land_status", CellKind::Text),
    column("requested_agency", CellKind::Text),
    column("final_agency", CellKind::Text),
    column("stage", CellKind::Text),
    column("status", CellKind::Text),
    column("rank", CellKind::Integer),
    column("score", CellKind::Decimal),
    column("support_local", CellKind::Integer),
    column("support_other", CellKind::Integer),
    column("years_waiting", CellKind::Integer),
    column("reason_code", CellKind::Text),
    column("reason_text", CellKind::Text),
    column("apbd_amount", CellKind::Rupiah),
    column("id", CellKind::Text),
    column("programme_code", CellKind::Text),
];

/// What residents answered to each plan that was published.
pub const PLANS: [Column; 7] = [
    column("id", CellKind::Text),
    column("title", CellKind::Text),
    column("status", CellKind::Text),
    column("supporting_local", CellKind::Integer),
    column("supporting_other", CellKind::Integer),
    column("opposing_local", CellKind::Integer),
    column("opposing_other", CellKind::Integer),
];

/// What every meeting that is closed said of what was before it.
pub const MEETING_RESULTS: [Column; 8] = [
    column("meeting_id", CellKind::Text),
    column("id", CellKind::Text),
    column("number", CellKind::Text),
    column("decision", CellKind::Text),
    column("rank", CellKind::Integer),
    column("score", CellKind::Decimal),
    column("support_local", CellKind::Integer),
    column("support_other", CellKind::Integer),
];

/// The lists of one meeting: priorities, reserves, what could not be accommodated.
pub const MEETING_LISTS: [Column; 16] = [
    column("list", CellKind::Text),
    column("rank", CellKind::Integer),
    column("number", CellKind::Text),
    column("title", CellKind::Text),
    column("kelurahan", CellKind::Text),
    column("rt", CellKind::Text),
    column("volume", CellKind::Decimal),
    column("unit", CellKind::Text),
    column("cost", CellKind::Rupiah),
    column("final_agency", CellKind::Text),
    column("households", CellKind::Integer),
    column("score", CellKind::Decimal),
    column("support_local", CellKind::Integer),
    column("support_other", CellKind::Integer),
    column("reason_code", CellKind::Text),
    column("reason_text", CellKind::Text),
];

/// The list of regions.
pub const REGIONS: [Column; 7] = [
    column("region_code", CellKind::Text),
    column("region_level", CellKind::Text),
    column("region_name", CellKind::Text),
    column("parent_code", CellKind::Text),
    column("region_households", CellKind::Integer),
    column("valid_from", CellKind::Date),
    column("confirmed_residents", CellKind::Integer),
];

/// Where the cells of a column of a prescribed form come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Counts the rows from one.
    Counter,
    /// A column of [`PROPOSALS`], by key.
    Column(&'static str),
    /// The name of the city.
    City,
    /// Rembuk does not know it, or does not give it away: names of people stay here.
    Nothing,
}

/// The 26 columns of the export of SIPD-RI, heading for heading in its own order. What its import takes is not
/// published: files of this form are marked as not verified.
pub const SIPD: [(&str, Source); 26] = [
    ("No", Source::Counter),
    ("id_usulan", Source::Column("number")),
    ("tanggal_usul", Source::Column("submitted_on")),
    ("pengusul", Source::Nothing),
    ("profil", Source::Nothing),
    ("usulan", Source::Column("title")),
    ("masalah", Source::Column("problem")),
    ("alamat", Source::Column("address")),
    ("kabupaten", Source::City),
    ("kecamatan", Source::Column("kecamatan")),
    ("kelurahan", Source::Column("kelurahan")),
    ("usulan_ke", Source::Nothing),
    ("opd_tujuan_awal", Source::Column("requested_agency")),
    ("opd_tujuan_akhir", Source::Column("final_agency")),
    ("status", Source::Column("status")),
    ("catatan", Source::Column("reason_text")),
    ("rekomendasi_mitra", Source::Nothing),
    ("rekomendasi_kelurahan_desa", Source::Nothing),
    ("rekomendasi_kecamatan", Source::Nothing),
    ("rekomendasi_skpd", Source::Nothing),
    ("rekomendasi_tapd", Source::Nothing),
    ("volume", Source::Column("volume")),
    ("satuan", Source::Column("unit")),
    ("anggaran", Source::Column("estimated_cost")),
    ("jenis_belanja", Source::Nothing),
    ("sub_kegiatan", Source::Column("programme_code")),
];

/// Text that no spreadsheet takes for a formula, whichever separator it is told to read the file with: an apostrophe
/// goes before `=`, `+`, `-`, `@`, tab, carriage return and NUL (OWASP ASVS 1.2.10), at the beginning and after
/// everything that may begin a cell. A plain number keeps its minus sign; it can do nothing. [`csv_plain`] gives the
/// same text back.
pub fn csv_safe(text: &str) -> Cow<'_, str> {
    let starts = cell_starts(text).filter(|start| begins_formula(&text[*start..]));
    let starts: Vec<usize> = if is_plain_number(text) { Vec::new() } else { starts.collect() };
    if starts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + starts.len());
    let mut copied = 0;
    for start in starts {
        safe.push_str(&text[copied..start]);
        safe.push('\'');
        copied = start;
    }
    safe.push_str(&text[copied..]);
    Cow::Owned(safe)
}

/// The text that [`csv_safe`] was given.
pub fn csv_plain(text: &str) -> Cow<'_, str> {
    let is_ours = |start: &usize| text[*start..].strip_prefix('\'').is_some_and(begins_formula);
    let apostrophes: Vec<usize> = cell_starts(text).filter(is_ours).collect();
    if apostrophes.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.char_indices().filter(|(place, _)| !apostrophes.contains(place)).map(|(_, letter)| letter).collect())
}

/// Where a cell may begin: at the beginning, and after whatever separates cells or rows somewhere.
fn cell_starts(text: &str) -> impl Iterator<Item = usize> {
    let separators = text.char_indices().filter(|(_, letter)| matches!(letter, ';' | '\t' | '|' | '\n' | '\r'));
    std::iter::once(0).chain(separators.map(|(place, letter)| place + letter.len_utf8()))
}

/// Blanks and quotes before a formula do not keep every spreadsheet from reckoning.
fn begins_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}', '"', '\'']).chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\0' | '＝' | '＋' | '－' | '＠'))
}

/// Digits after at most one minus sign, with at most one decimal point or comma between digits.
fn is_plain_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once(['.', ',']) {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_cell_starts_a_formula() {
        let table = [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+62812", "'+62812"),
            ("-2+3", "'-2+3"),
            ("- air meluap", "'- air meluap"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("Jalan rusak;=1+1", "Jalan rusak;'=1+1"),
            ("Jalan rusak parah a;@SUM(1) saat hujan", "Jalan rusak parah a;'@SUM(1) saat hujan"),
            ("a\n=1", "a\n'=1"),
            ("a\t \"=1", "a\t' \"=1"),
            ("'=1", "''=1"),
            ("a, b - c; d", "a, b - c; d"),
            ("\0=1", "'\0=1"),
            ("-1250", "-1250"),
            ("-1.602294", "-1.602294"),
            ("-1.2.3", "'-1.2.3"),
            ("-", "'-"),
            ("", ""),
            ("15.71.07.1012", "15.71.07.1012"),
            ("Jalan = rusak", "Jalan = rusak"),
        ];
        for (text, expected) in table {
            assert_eq!((csv_safe(text).as_ref(), csv_plain(expected).as_ref()), (expected, text), "{text:?}");
        }
    }

    #[test]
    fn what_sipd_asks_for_is_in_the_export() {
        for (heading, source) in SIPD {
            let Source::Column(key) = source else { continue };
            assert!(PROPOSALS.iter().any(|column| column.key == key), "{heading}: {key}");
        }
    }

    #[test]
    fn columns_have_keys_of_their_own() {
        let keys: BTreeSet<&str> = PROPOSALS.iter().map(|column| column.key).collect();
        assert_eq!(keys.len(), PROPOSALS.len());
        let keys: BTreeSet<&str> = MEETING_LISTS.iter().map(|column| column.key).collect();
        assert_eq!(keys.len(), MEETING_LISTS.len());
        assert!(
            PROPOSALS
                .iter()
                .chain(&REGIONS)
                .filter(|column| column.key.ends_with("code") || column.key == "rt")
                .all(|column| column.kind == CellKind::Text)
        );
    }

    proptest! {
        #[test]
        fn safe_text_reads_back_and_is_a_formula_for_no_separator(text in "[-=+@\t\r\n\0 0-9.,;|'\"a]{0,12}") {
            let safe = csv_safe(&text);
            prop_assert_eq!(csv_plain(&safe), text.as_str());
            let written = format!("x,\"{}\",y", safe.replace('"', "\"\""));
            for separator in [';', '\t', '|'] {
                // Read without any respect for quotes, as a spreadsheet told another separator does.
                for cell in written.split([separator, '\n', '\r']) {
                    let first = cell.trim_start_matches(['"', ' ']).chars().next();
                    prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{cell:?} in {written:?}");
                }
            }
            prop_assert!(is_plain_number(&safe) || !begins_formula(&safe) || safe.starts_with('\''), "{safe:?}");
        }
    }
}
