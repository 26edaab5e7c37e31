//! Tables that people take away, in the words of a language: headings, explanations, codes spelled out.
//! Writing the files is the work of `services::sheet`.

mod counts;
mod file;
pub mod meeting;
mod regions;
mod sipd;

pub use counts::{meeting_results, plans};
pub use file::{FileKind, file, voice};
pub use regions::regions;
pub use sipd::sipd;

use crate::lang::Voice;
use domain::{
    clock::Zone,
    export::{Column, PROPOSALS},
    proposal::years_waiting,
};
use services::{
    queries::proposal_export::ProposalExport,
    sheet::{About, Cell, Rows, Sheet, SheetColumn},
    store::proposals::ExportRow,
};

/// The words for whoever reads a file.
struct Words(Voice);

impl Words {
    fn get(&self, key: &str) -> String {
        self.0.say(key, &[])
    }

    /// The words of a reason, or that they were erased.
    fn said(&self, text: String) -> String {
        if text.is_empty() { self.get("words.erased") } else { text }
    }

    fn code(&self, prefix: &str, code: &str) -> String {
        self.get(&format!("{prefix}.{code}"))
    }

    /// A value of a fixed list as a cell.
    fn cell(&self, prefix: &str, code: &str) -> Cell {
        Cell::Code { code: code.to_owned(), words: self.code(prefix, code) }
    }

    fn about(&self, key: &'static str, label: &str, value: String) -> About {
        About { key, label: self.get(label), value }
    }

    fn column(&self, column: Column) -> SheetColumn {
        let heading = self.get(&format!("export.{}", column.key));
        let explanation = self.get(&format!("export_help.{}", column.key));
        SheetColumn { key: column.key, heading, explanation, kind: column.kind }
    }
}

/// The export of proposals. `filters` are shown as they stand in the address.
pub fn proposals(voice: Voice, export: ProposalExport, filters: &[(&'static str, String)]) -> Sheet {
    let (zone, words) = (voice.city.zone(), Words(voice));
    let filters: Vec<String> = filters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let filters = if filters.is_empty() { words.get("export_about.no_filters") } else { filters.join("; ") };
    Sheet {
        names: [words.get("export_about.sheet"), words.get("export_about.columns"), words.get("export_about.about")],
        columns: PROPOSALS.into_iter().map(|column| words.column(column)).collect(),
        about: vec![
            words.about("filters", "export_about.filters", filters),
            words.about("count", "export_about.count", export.count.to_string()),
            words.about("at", "export_about.at", zone.local(export.at).to_rfc3339()),
            words.about("source", "export_about.source", "Rembuk".into()),
        ],
        rows: Box::new(export.into_rows().map(move |row| row.map(|row| cells(&words, &row, zone)))),
    }
}

/// The rows of a small table, which are all there.
fn all(rows: Vec<Vec<Cell>>) -> Rows {
    Box::new(rows.into_iter().map(Ok))
}

fn decimal(units: Option<i64>, places: u8) -> Cell {
    units.map_or(Cell::Empty, |units| Cell::Decimal { units, places })
}

fn waited(row: &ExportRow) -> i64 {
    let year = |year| u16::try_from(year).unwrap_or_default();
    i64::from(years_waiting(year(row.plan_year), year(row.first_year)))
}

/// One row in the order of [`PROPOSALS`].
fn cells(words: &Words, row: &ExportRow, zone: Zone) -> Vec<Cell> {
    let code = |prefix: &str, code: &Option<String>| code.as_ref().map_or(Cell::Empty, |code| words.cell(prefix, code));
    let (nature, nature_words) = if row.physical { ("physical", "facts.physical") } else { ("not_physical", "facts.not_physical") };
    let groups: Vec<String> = row.target_groups.split_whitespace().map(|group| words.code("target_group", group)).collect();
    vec![
        Cell::text(&row.number),
        Cell::Integer(row.plan_year),
        Cell::Date(zone.day(row.submitted_at)),
        row.kecamatan.clone().into(),
        row.kelurahan_code.clone().into(),
        row.kelurahan.clone().into(),
        row.rt.clone().into(),
        Cell::text(&row.address),
        decimal(row.latitude, 6),
        decimal(row.longitude, 6),
        Cell::text(&row.title),
        Cell::text(&row.problem),
        row.type_code.clone().into(),
        row.type_name.clone().into(),
        code("field", &row.field),
        Cell::Code { code: nature.into(), words: words.get(nature_words) },
        Cell::Code { code: row.target_groups.clone(), words: groups.join(", ") },
        decimal(row.volume, 3),
        Cell::text(&row.unit),
        row.cost.into(),
        row.recommended_cost.into(),
        Cell::Integer(row.own_contribution),
        row.households.into(),
        row.people.into(),
        code("land_status", &row.land_status),
        row.requested_agency.clone().into(),
        row.agency.clone().into(),
        words.cell("stage", &row.stage),
        words.cell("proposal_status", &row.status),
        row.rank.into(),
        decimal(row.score, 2),
        Cell::Integer(row.support_local),
        Cell::Integer(row.support_count - row.support_local),
        Cell::Integer(waited(row)),
        row.reason_code().map(str::to_owned).into(),
        row.reason_text.clone().map(|text| words.said(text)).into(),
        row.apbd_amount.into(),
        Cell::text(row.id.to_string()),
        row.programme_code.clone().into(),
    ]
}
