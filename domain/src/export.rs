//! Which columns a spreadsheet of proposals has and what their cells hold. Headings are found by key in the translations;
//! only forms prescribed by others (SIPD, T-D.4) bring their own. Writing files belongs to services.

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
pub const PROPOSALS: [Column; 36] = [
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
pub const REGIONS: [Column; 6] = [
    column("region_code", CellKind::Text),
    column("region_level", CellKind::Text),
    column("region_name", CellKind::Text),
    column("parent_code", CellKind::Text),
    column("region_households", CellKind::Integer),
    column("valid_from", CellKind::Date),
];

/// The 26 columns of the export of SIPD-RI, heading for heading in its own order.
pub const SIPD: [(&str, CellKind); 26] = [
    ("No", CellKind::Integer),
    ("id_usulan", CellKind::Text),
    ("tanggal_usul", CellKind::Date),
    ("pengusul", CellKind::Text),
    ("profil", CellKind::Text),
    ("usulan", CellKind::Text),
    ("masalah", CellKind::Text),
    ("alamat", CellKind::Text),
    ("kabupaten", CellKind::Text),
    ("kecamatan", CellKind::Text),
    ("kelurahan", CellKind::Text),
    ("usulan_ke", CellKind::Text),
    ("opd_tujuan_awal", CellKind::Text),
    ("opd_tujuan_akhir", CellKind::Text),
    ("status", CellKind::Text),
    ("catatan", CellKind::Text),
    ("rekomendasi_mitra", CellKind::Text),
    ("rekomendasi_kelurahan_desa", CellKind::Text),
    ("rekomendasi_kecamatan", CellKind::Text),
    ("rekomendasi_skpd", CellKind::Text),
    ("rekomendasi_tapd", CellKind::Text),
    ("volume", CellKind::Decimal),
    ("satuan", CellKind::Text),
    ("anggaran", CellKind::Rupiah),
    ("jenis_belanja", CellKind::Text),
    ("sub_kegiatan", CellKind::Text),
];

/// Table T-D.4, "Daftar Urutan Kegiatan Prioritas Kecamatan berdasarkan Perangkat Daerah" (Permendagri 86/2017, annex).
/// Volume and unit share a cell, so it is text.
pub const T_D_4: [(&str, CellKind); 10] = [
    ("No", CellKind::Integer),
    ("Prioritas Daerah", CellKind::Text),
    ("Sasaran Daerah", CellKind::Text),
    ("Program", CellKind::Text),
    ("Kegiatan Prioritas", CellKind::Text),
    ("Sasaran Kegiatan", CellKind::Text),
    ("Lokasi (Desa/Kelurahan)", CellKind::Text),
    ("Volume", CellKind::Text),
    ("Pagu", CellKind::Rupiah),
    ("Perangkat Daerah Penanggung Jawab", CellKind::Text),
];

/// Text that no spreadsheet takes for a formula: an apostrophe goes before `=`, `+`, `-`, `@`, tab, carriage return and
/// NUL (OWASP ASVS 1.2.10). A plain number keeps its minus sign; it can do nothing.
pub fn csv_safe(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) && !is_plain_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
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
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
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
            assert_eq!(csv_safe(text), expected, "{text:?}");
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
        fn safe_text_is_a_number_or_starts_with_nothing_dangerous(text in "[-=+@\t\r\0 0-9.,a]{0,8}") {
            let safe = csv_safe(&text);
            prop_assert!(is_plain_number(&safe) || !safe.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']));
            prop_assert!(safe.ends_with(&text));
        }
    }
}
