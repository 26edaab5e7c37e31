use crate::table::{FileKind, Form, Table, Unreadable, Upload, optional, read, required};
use domain::refusal::Refusal;
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
    time::{Duration, Instant},
};
use zip::{ZipWriter, write::SimpleFileOptions};

const FORM: Form = Form {
    name: "stages",
    columns: &[
        required("stage", &["tahap"]),
        required("kode", &[]),
        required("opens_on", &["mulai"]),
        required("volume", &[]),
        required("judul", &[]),
        optional("note", &["catatan"]),
    ],
    unused: &["no"],
    template: &[],
};
const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
/// The second look is a day.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#;
const SPACES: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of sheets: name, whether it is seen, what stands between `<worksheet>` and its end.
fn workbook(sheets: &[(&str, bool, String)], more: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut list, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, (name, is_seen, content)) in (1..).zip(sheets) {
        let state = if *is_seen { "visible" } else { "hidden" };
        write!(list, r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="s{number}"/>"#).unwrap();
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        write!(links, r#"<Relationship Id="s{number}" Type="{kind}" Target="worksheets/sheet{number}.xml"/>"#).unwrap();
        parts.push((format!("xl/worksheets/sheet{number}.xml"), format!("<worksheet {SPACES}>{content}</worksheet>")));
    }
    let book = format!("<workbook {SPACES}><sheets>{list}</sheets></workbook>");
    let links = format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#);
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
    ];
    all.extend(parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())));
    all.extend(more);
    zipped(&all)
}

fn letters(text: &str) -> String {
    format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// A row of cells, each as it stands in the file; what begins with no `<` is text.
fn row(number: u32, cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| if cell.starts_with('<') { (*cell).to_owned() } else { letters(cell) }).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

fn sheet(rows: &[String]) -> String {
    format!("<sheetData>{}</sheetData>", rows.concat())
}

fn heading(number: u32) -> String {
    row(number, &["No", "Tahap", "Kode", "Mulai", "Volume", "Judul"])
}

const DAY: &str = r#"<c s="1"><v>46081</v></c>"#;

fn one(content: String) -> Vec<u8> {
    workbook(&[("Lembar1", true, content)], &[])
}

fn table(bytes: &[u8]) -> Result<Table, Unreadable> {
    read(bytes, &FORM, &[]).expect("bytes in memory")
}

fn rows(table: &Table) -> Vec<(u64, Vec<&str>)> {
    table.rows.iter().map(|row| (row.line, ["stage", "kode", "opens_on", "volume", "judul"].map(|key| row.text(key)).to_vec())).collect()
}

#[test]
fn numbers_days_and_texts_read_as_they_would_be_typed() {
    let rows_of = [
        heading(1),
        row(2, &["<c><v>1</v></c>", "rt", "<c><v>007</v></c>", DAY, "<c><v>12.5</v></c>", "Jalan &amp; parit"]),
        row(3, &["<c><v>2</v></c>", "kota", "<c><v>84000000</v></c>", "28 Februari 2026", "<c><v>0.30000000000000004</v></c>", "Lampu"]),
        row(5, &["<c><v>3</v></c>", "rkpd", "-1", r#"<c t="d"><v>2026-02-28T00:00:00</v></c>"#, "<c><v>-1.595112</v></c>", "Pasar"]),
    ];
    let found = table(&one(sheet(&rows_of))).unwrap();
    assert_eq!(
        rows(&found),
        [
            (2, vec!["rt", "7", "2026-02-28", "12,5", "Jalan & parit"]),
            (3, vec!["kota", "84000000", "28 Februari 2026", "0,3", "Lampu"]),
            (5, vec!["rkpd", "-1", "2026-02-28T00:00:00", "-1,595112", "Pasar"]),
        ]
    );
    for (_, cells) in rows(&found) {
        assert_eq!(domain::clock::read_day(cells[2]), Ok("2026-02-28".parse().unwrap()), "{cells:?}");
    }
}

#[test]
fn titles_numbers_of_columns_sums_and_signatures_are_no_rows() {
    let rows_of = [
        row(1, &["DAFTAR USULAN"]),
        row(2, &["Kota Jambi, Tahun 2028"]),
        row(4, &["", "", "Lokasi"]),
        heading(5),
        row(6, &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]),
        row(7, &["<c><v>1</v></c>", "rt", "a", DAY, "<c><v>1</v></c>", "Jalan"]),
        row(8, &["JUMLAH", "", "", "", "<c><v>1</v></c>"]),
        row(10, &["", "", "", "Jambi, 5 Januari 2027"]),
        row(11, &["", "", "", "Kepala Bappeda"]),
        row(15, &["", "", "", "Drs. H. Contoh"]),
        row(16, &["", "", "", "NIP. 19700101 199003 1 001"]),
    ];
    let found = table(&one(sheet(&rows_of))).unwrap();
    assert_eq!(rows(&found), [(7, vec!["rt", "a", "2026-02-28", "1", "Jalan"])]);
    assert_eq!(found.remarks, [6, 8, 10, 11, 15, 16]);
}

#[test]
fn a_merged_cell_counts_downwards_and_hidden_rows_are_named() {
    let content = sheet(&[
        heading(1),
        row(2, &["1", "rt", "a", DAY, "1", "Jalan"]),
        row(3, &["2", "", "b", DAY, "2", "Parit"]).replace("<row ", "<row hidden=\"1\" "),
        row(4, &["3", "", "c", DAY, "3", "Lampu"]),
        row(5, &["4", "kota", "d", DAY, "4", "Pasar"]).replace("<row ", "<row hidden=\"1\" "),
    ]) + r#"<mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>"#;
    let found = table(&one(content)).unwrap();
    assert_eq!(rows(&found).iter().map(|(_, cells)| cells[0]).collect::<Vec<_>>(), ["rt", "rt", "rt", "kota"]);
    assert_eq!((found.besides.merged, found.besides.hidden), (vec![3, 4], vec![3, 5]));
}

#[test]
fn a_formula_without_a_value_is_named_and_never_nought() {
    let rows_of = [
        heading(1),
        row(2, &["1", "rt", "a", DAY, "<c><f>E3*2</f></c>", "Jalan"]),
        row(3, &["2", "rt", "b", DAY, "<c><f>E4*2</f><v>240</v></c>", "Parit"]),
        row(
            4,
            &["<c><f>A3+1</f></c>", "rt", "c", DAY, r#"<c t="e"><f>1/0</f><v>#DIV/0!</v></c>"#, r#"<c t="str"><f>T(E9)</f><v></v></c>"#],
        ),
    ];
    let found = table(&one(sheet(&rows_of))).unwrap();
    assert_eq!(found.rows[0].problem(), Some(("volume", Refusal::FormulaWithoutValue)));
    assert_eq!(found.rows[0].text("volume"), "=E3*2");
    assert_eq!((found.rows[1].problem(), found.rows[1].text("volume")), (None, "240"));
    assert_eq!((found.rows[2].problem(), found.rows[2].text("volume"), found.rows[2].text("judul")), (None, "#DIV/0!", ""));
}

#[test]
fn of_several_sheets_the_one_with_the_heading_is_read_and_the_row_may_be_said() {
    let list =
        sheet(&[heading(1), row(2, &["1", "rt", "a", DAY, "1", "Jalan"]), heading(4), row(5, &["1", "kota", "b", DAY, "2", "Parit"])]);
    let other = sheet(&[row(1, &["Petunjuk"]), row(2, &["Isi lembar berikut"])]);
    let book = workbook(&[("Petunjuk", true, other.clone()), ("Isian", true, list.clone()), ("Lama", false, list)], &[]);
    let found = table(&book).unwrap();
    assert_eq!((found.besides.sheet.as_deref(), found.rows[0].line), (Some("Isian"), 2));
    let at = |row| read(Upload::from(book.as_slice()).with_heading(Some(row)), &FORM, &[]).expect("bytes in memory");
    assert_eq!(rows(&at(4).unwrap()), [(5, vec!["kota", "b", "2026-02-28", "2", "Parit"])]);
    assert_eq!(at(3), Err(Unreadable::NoSuchRow { row: 3 }));
    assert!(matches!(at(2), Err(Unreadable::Heading(_))), "a row that is no heading is not taken for one");
    let text = "judul,x\ntahap,kode,mulai,volume,judul\nrt,a,2026-02-28,1,Jalan\n";
    let of_text = |row| read(Upload::from(text.as_bytes()).with_heading(Some(row)), &FORM, &[]).expect("bytes in memory");
    assert_eq!(of_text(2).unwrap().rows.len(), 1, "text has rows as well");
    assert_eq!(of_text(9), Err(Unreadable::NoSuchRow { row: 9 }));
    assert_eq!(table(&workbook(&[("Petunjuk", true, sheet(&[]))], &[])), Err(Unreadable::Empty));
}

#[test]
fn hostile_workbooks_are_answered_at_once_by_what_is_wrong_with_them() {
    let list = || sheet(&[heading(1), row(2, &["1", "rt", "a", DAY, "1", "Jalan"])]);
    let with = |name: &str, content: &[u8]| workbook(&[("Lembar1", true, list())], &[(name, content)]);
    let broken = Err(Unreadable::Kind(FileKind::Workbook));
    let start = Instant::now();
    assert!(table(&with("docProps/app.xml", b"<x/>")).is_ok());
    assert_eq!(table(&with("xl/media/image1.png", &vec![0; 62 * 1024 * 1024])), Err(Unreadable::Swollen { megabytes: 60 }));
    assert_eq!(table(&with("xl/blanks.xml", &vec![b' '; 3 * 1024 * 1024])), Err(Unreadable::Swollen { megabytes: 60 }), "by its ratio");
    assert_eq!(table(&with("../../etc/passwd", b"x")), broken);
    for texts in [
        r#"<sst uniqueCount="99999999999"><si><t>x</t></si></sst>"#.to_owned(),
        format!(r#"<sst uniqueCount{}="99999999"></sst>"#, " ".repeat(500)),
        "<sst>\u{1b}(BuniqueCount=\"1\"</sst>".to_owned(),
        (0..=1_000_000).map(|number| format!("<si><t>{number}</t></si>")).collect(),
    ] {
        assert_eq!(table(&with("xl/sharedStrings.xml", texts.as_bytes())), broken, "{}", texts.chars().take(60).collect::<String>());
    }
    let looks = "<xf/>".repeat(150_001);
    assert_eq!(table(&with("xl/looks.xml", looks.as_bytes())), broken);
    let far = r#"<c r="XFD1048576" s="1"/>"#;
    let wide = sheet(&[heading(1), row(2, &["1", "rt", "a", DAY, "1", "Jalan"]), format!(r#"<row r="1048576">{far}</row>"#)]);
    assert_eq!(table(&one(wide)).unwrap().rows.len(), 1, "a cell that is only coloured is no row");
    let far = row(2, &["1", "rt", "a", DAY, "1", "Jalan", r#"<c r="XFD2"><v>1</v></c>"#]);
    let found = table(&one(sheet(&[heading(1), far]))).unwrap();
    assert_eq!(found.rows[0].wrong, Some(Refusal::RowUnreadable { found: 201, expected: 6 }));
    let turned = list() + r#"<mergeCells><mergeCell ref="B5:A1"/></mergeCells>"#;
    assert!(matches!(table(&one(turned)), Ok(_) | Err(Unreadable::Kind(FileKind::Workbook))));
    let cut = one(list());
    assert_eq!(table(&cut[..cut.len() / 2]), broken);
    let many: Vec<(String, Vec<u8>)> = (0..201).map(|number| (format!("x{number}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    assert_eq!(table(&workbook(&[("Lembar1", true, list())], &many)), broken);
    let endless: Vec<String> = (2..=20_002).map(|number| row(number, &["1", "rt", "a", DAY, "1", "Jalan"])).collect();
    let endless = table(&one(sheet(&[vec![heading(1)], endless].concat()))).unwrap();
    assert_eq!(endless.rows.last().and_then(|row| row.wrong.clone()), Some(Refusal::TooMany { most: 20_000 }));
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}
