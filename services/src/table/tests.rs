use super::{bytes::is_damaged, *};

const FORM: Form = Form {
    name: "agencies",
    columns: &[required("code", &["kode"]), required("short_name", &["singkatan"]), optional("name", &["nama"])],
    unused: &["no"],
    template: &[],
};
const OTHER: Form =
    Form { name: "regions", columns: &[required("code", &["kode"]), required("level", &["tingkat"])], unused: &[], template: &[] };

fn table(text: &[u8]) -> Result<Table, Unreadable> {
    read(text, &FORM, &[&OTHER]).expect("bytes in memory")
}

fn rows(text: &[u8]) -> Vec<(u64, [String; 3])> {
    let table = table(text).expect("a table");
    let cells = |row: &Row| (row.line, ["code", "short_name", "name"].map(|key| row.text(key).to_owned()));
    table.rows.iter().map(cells).collect()
}

fn expected(line: u64) -> Vec<(u64, [String; 3])> {
    vec![(line, ["1-01", "Disdik", "Dinas Pendidikan"].map(str::to_owned))]
}

#[test]
fn every_separator_is_read_with_and_without_a_mark() {
    for separator in [",", ";", "\t", "|"] {
        let plain = format!("Kode{separator}Singkatan{separator}Nama\r\n1-01{separator}Disdik{separator}Dinas Pendidikan\r\n");
        assert_eq!(rows(plain.as_bytes()), expected(2), "{separator:?}");
        assert_eq!(rows(format!("\u{feff}{plain}").as_bytes()), expected(2), "{separator:?}");
        assert_eq!(rows(format!("sep={separator}\r\n{plain}").as_bytes()), expected(3), "{separator:?}");
        let wide: Vec<u8> = format!("\u{feff}{plain}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&wide), expected(2), "{separator:?}");
    }
    assert_eq!(rows(b"kode;singkatan;nama\r1-01;Disdik;Dinas Pendidikan\r"), expected(2), "as an old Macintosh ends its lines");
}

#[test]
fn titles_above_and_sums_below_are_no_rows() {
    let text = "DAFTAR OPD,,\nTAHUN 2028,,\n,,\nNo,kode,singkatan,nama\n1,1-01,Disdik,Dinas Pendidikan\n,,,\nJUMLAH,,,1\n###,,,\nCatatan: wajib diisi,,,\n";
    assert_eq!(rows(text.as_bytes()), expected(5));
    assert_eq!(table(text.as_bytes()).expect("a table").remarks, [7, 8, 9]);
}

#[test]
fn a_row_of_another_width_is_named_with_both_numbers() {
    let table = table(b"code,short_name,name\n1-01,Disdik\n1-02,Dinkes,Dinas Kesehatan,lagi\n1-03,PU,Dinas PU,,\n").expect("a table");
    let wrong: Vec<_> = table.rows.iter().map(|row| row.wrong.clone()).collect();
    assert_eq!(
        wrong,
        [Some(Refusal::RowUnreadable { found: 2, expected: 3 }), Some(Refusal::RowUnreadable { found: 4, expected: 3 }), None]
    );
}

#[test]
fn a_heading_that_does_not_fit_is_one_problem_with_a_suggestion() {
    let heading = |text: &str| match table(text.as_bytes()) {
        Err(Unreadable::Heading(mismatch)) => mismatch,
        other => panic!("{other:?}"),
    };
    let misspelt = heading("kode,short_nane,nama\n1,2,3\n");
    assert_eq!((misspelt.missing, misspelt.unknown), (vec!["short_name"], vec![("short_nane".into(), Some("short_name"))]));
    assert_eq!(heading("code,kode,short_name\n1,2,3\n").double, ["kode"]);
    assert_eq!(heading("code,short_name,nane\n1,2,3\n").unknown, [("nane".into(), Some("name"))], "also where it may be left out");
    assert_eq!(heading("nama_singkatan,kode_opd\nx,y\n").missing, ["code", "short_name"], "a part of a name is no hint");
    assert_eq!(table(b"kode,singkatan,alamat\n1,2,3\n").expect("a table").ignored, ["alamat"]);
    assert_eq!(table(b"kode,tingkat,nama\n1,2,3\n"), Err(Unreadable::OtherForm { found: "regions" }));
}

#[test]
fn what_is_no_table_is_called_by_its_name() {
    for (bytes, kind) in [
        (&b"PK\x03\x04....[Content_Types].xml"[..], FileKind::Workbook),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis", FileKind::OpenDocument),
        (b"PK\x03\x04....catatan.txt", FileKind::Archive),
        (b"\xd0\xcf\x11\xe0\xa1", FileKind::OldWorkbook),
        (b"%PDF-1.7", FileKind::Pdf),
        (b"\n <html><table>", FileKind::WebPage),
        (b"[{\"code\":1}]", FileKind::Json),
        (b"code\0short_name", FileKind::Binary),
        (b"\x89PNG\r\n\x1a\n\0\0", FileKind::Binary),
    ] {
        assert_eq!(table(bytes), Err(Unreadable::Kind(kind)), "{kind:?}");
    }
    for bytes in [&b""[..], b"\n\n", b",,;\n", b"\xef\xbb\xbf"] {
        assert_eq!(table(bytes), Err(Unreadable::Empty));
    }
    assert_eq!(table(b"code,short_name,name\n,,\n"), Err(Unreadable::NoRows));
}

#[test]
fn letters_of_another_time_are_named_once_with_their_place() {
    let encoding = |near: &str, guess| Err(Unreadable::Encoding { line: 2, near: near.into(), guess });
    assert_eq!(table(b"code,short_name,name\n1,Cek,rabat beton \x96 \x931\x94\n2,\x96,x\n"), encoding("rabat beton", "Windows-1252"));
    assert_eq!(table(b"code,short_name,name\n1,Cek,Perbaikan jalan \x8e \xd0 satu\n"), encoding("Perbaikan jalan", "Mac Roman"));
    for text in ["jalan â€“ lingkungan", "CafÃ©", "5 mÂ²", "rusak\u{fffd}"] {
        assert!(is_damaged(text), "{text}");
    }
    for text in ["jalan – lingkungan", "Café", "5 m²", "â la carte", "Ângela"] {
        assert!(!is_damaged(text), "{text}");
    }
}

#[test]
fn a_template_goes_back_in() {
    for form in crate::commands::import::forms::ALL.into_iter().filter(|form| !form.template.is_empty()) {
        let table = read(form.template.join("\n").as_bytes(), form, &[]).expect("bytes in memory").expect(form.name);
        assert_eq!((table.rows.len(), table.ignored.len()), (form.template.len() - 1, 0), "{}", form.name);
        assert!(table.rows.iter().all(|row| row.wrong.is_none()), "{}", form.name);
    }
}

#[test]
fn our_own_apostrophes_come_off_and_invisible_letters_are_gone() {
    let found = rows("code,short_name,name\n\u{200b}1-01,'=1+1,\"a;'@SUM(1)\"\n".as_bytes());
    assert_eq!(found, [(2, ["1-01", "=1+1", "a;@SUM(1)"].map(str::to_owned))]);
}
