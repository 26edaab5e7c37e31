//! The commands of an operator, as the built program: one language, an end that scripts can read, and never "written"
//! when nothing was.

use crate::support::photos::picture;
use std::{fs, path::Path, process::Command};
use testing::{as_guest, at_postgres, at_sqlite, bare_beside};

const REGIONS: &str = "kode;tingkat;nama;kode_induk;jumlah_kk\r\n15.71;kota;Kota Jambi;15;\r\n15.71.10;kecamatan;Danau Sipin;15.71;\r\n\
    15.71.10.1003;kelurahan;Legok;15.71.10;1.250\r\n15.71.10.1003-001;rt;RT 01;15.71.10.1003;95\r\n";
const AGENCIES: &str = "kode,singkatan,nama\n1-03,PUPR,Dinas Pekerjaan Umum\n";
const STAGES: &str = "tahap,mulai,selesai\nrt,4/1/2027,15/1/2027\nkelurahan,18 Januari 2027,12 Februari 2027\nkota,,\nrkpd,,\napbd,,\n\
    execution,,\nfinished,,\n";
const CATALOGUE: &str = "kode,nama,jenis,bidang,satuan,harga_satuan,opd\nJLN-01,Rabat beton,fisik,fisik_prasarana,m2,350.000,pupr\n";

/// What the program said, and whether it ended well.
fn rembuk(url: &str, arguments: &[&str]) -> (String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_rembuk")).args(["--database-url", url]).args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (said, output.status.success())
}

fn import(url: &str, folder: &Path, what: &[&str], content: &[u8], apply: bool) -> (String, bool) {
    let file = folder.join("berkas.csv");
    fs::write(&file, content).unwrap();
    let mut arguments = vec!["import"];
    arguments.extend(what);
    let file = file.display().to_string();
    arguments.push(&file);
    if apply {
        arguments.push("--apply");
    }
    rembuk(url, &arguments)
}

fn a_city_is_loaded_and_corrected(url: &str, folder: &Path) {
    let year = |what| [what, "--year", "2028"];
    let (said, well) = import(url, folder, &["regions"], REGIONS.as_bytes(), false);
    assert!(well && said.contains("4 baru") && said.contains("Hanya diperiksa"), "{said}");
    assert!(said.contains("Basis data: "), "every command names its database: {said}");
    for (what, content) in [
        (vec!["regions"], REGIONS),
        (vec!["agencies"], AGENCIES),
        (year("stages").to_vec(), STAGES),
        (year("catalogue").to_vec(), CATALOGUE),
    ] {
        let (said, well) = import(url, folder, &what, content.as_bytes(), true);
        assert!(well && said.contains("Sudah ditulis."), "{what:?}: {said}");
        let (said, well) = import(url, folder, &what, content.as_bytes(), true);
        assert!(well && said.contains("Tidak ada yang berubah") && !said.contains("Sudah ditulis"), "{what:?}: {said}");
    }
    let (said, well) = import(url, folder, &year("catalogue"), CATALOGUE.replace("350.000", "\"Rp360.000,00\"").as_bytes(), true);
    assert!(well && said.contains("JLN-01, harga_satuan: Rp350.000 → Rp360.000") && said.contains("Sudah ditulis."), "{said}");
    let (said, well) = import(url, folder, &year("stages"), STAGES.replace("15/1/2027", "16/1/2027").as_bytes(), true);
    assert!(well && said.contains("rt, selesai: 15 Januari 2027 → 16 Januari 2027"), "{said}");
    let later = format!("{REGIONS}15.71.10.1003-002;rt;RT 02;15.71.10.1003;80\r\n");
    let (said, well) = import(url, folder, &["regions"], later.as_bytes(), true);
    assert!(well && said.contains("1 musyawarah disiapkan"), "{said}");

    let (said, well) = rembuk(url, &["set"]);
    assert!(well && said.contains("name = Kota Jambi\nkind = kota\nzone = WIB\n") && said.contains("verify_days = 7  (bawaan)"), "{said}");
    assert!(said.contains("weights 2028 = urgency=30 beneficiaries=20 impact=15"), "{said}");
    let emblem = folder.join("lambang.png");
    fs::write(&emblem, picture()).unwrap();
    for (arguments, words) in [
        (&["set", "zone", "wita", "--reason", "pindah zona"][..], "zone = WITA"),
        (&["set", "min_count", "45"], "min_count = 45"),
        (&["set", "emblem", emblem.to_str().unwrap()], "emblem = "),
        (&["set", "emblem", ""], "emblem =   (bawaan)"),
        (&["set", "weights", "urgency=20 impact=25", "--reason", "Perwal 1/2027"], "urgency=20 beneficiaries=20 impact=25"),
        (&["set", "contact", "0741 123456"], "contact = 0741 123456"),
        (&["set", "contact", ""], "contact =   (bawaan)"),
    ] {
        let (said, well) = rembuk(url, arguments);
        assert!(well && said.contains(words), "{said}");
    }
    for (arguments, words) in [
        (&["set", "name", "\u{200b}"][..], "name: Isian ini wajib diisi"),
        (&["set", "zone", "utc"], "(WIB, WITA, WIT)"),
        (&["set", "warna", "biru"], "Tidak ada pengaturan bernama warna"),
        (&["set", "contact", "a", "--reason", "x"], "--reason: "),
        (&["set", "name"], "VALUE"),
        (&["set", "min_count", "0"], "min_count: "),
        (&["set", "emblem", "/tiada.png"], "/tiada.png"),
        (&["set", "weights", "urgency=21"], "100"),
        (&["set", "weights", "urgensi=20"], "urgency, beneficiaries, impact"),
        (&["set", "weights", "urgency=banyak"], "urgency: "),
    ] {
        let (said, well) = rembuk(url, arguments);
        assert!(!well && said.contains(words), "{said}");
    }
}

fn what_is_wrong_is_said_once_and_ends_badly(url: &str, folder: &Path) {
    let (_, well) = import(url, folder, &["regions"], REGIONS.as_bytes(), true);
    assert!(well);
    let (heading, _) = REGIONS.split_once('\n').unwrap();
    for (content, words) in [
        (b"".to_vec(), "Berkas ini kosong."),
        (format!("{heading}\n").into_bytes(), "hanya berisi judul kolom"),
        (b"PK\x03\x04\x14\0[Content_Types].xml".to_vec(), "Buku kerja Excel ini tidak dapat dibaca"),
        (b"<html><body><table><tr><th>kode</th></tr></table>".to_vec(), "halaman web (HTML)"),
        (b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), "bukan berkas teks"),
        (b"kode,tingkat,nama\n15.71,kota,Jamb\xed\n".to_vec(), "baris 2, setelah “Jamb”. Simpan ulang"),
        (AGENCIES.as_bytes().to_vec(), "daftar OPD; pakai `rembuk import agencies`"),
        (REGIONS.replacen("nama", "nma", 1).into_bytes(), "tidak ada nama; tidak dikenal nma"),
        (REGIONS.replace("15.71", "18.71").into_bytes(), "milik Kota Jambi (15.71)"),
        (REGIONS.replace("1003-001", "1003.001").into_bytes(), "nomor tiga angka: 15.71.10.1003-001."),
        (REGIONS.replace("1.250", "12.5").into_bytes(), "baris 4, kolom jumlah_kk, isi “12.5”: Tulis dengan angka"),
    ] {
        let (said, well) = import(url, folder, &["regions"], &content, true);
        assert!(!well && said.contains(words) && !said.contains("Sudah ditulis"), "{words}: {said}");
        assert!(said.lines().count() <= 4, "{words}: {said}");
    }
    let (said, well) = import(url, folder, &["catalogue", "--year", "2031"], CATALOGUE.as_bytes(), false);
    assert!(!well && said.contains("Tahun rencana itu belum dimulai"), "{said}");
    let nowhere = folder.join("tiada.db");
    let (said, well) = import(&format!("sqlite://{}", nowhere.display()), folder, &["regions"], REGIONS.as_bytes(), false);
    assert!(!well && said.contains("tiada.db") && !nowhere.exists(), "looking makes no database: {said}");
    for wrong in ["", "sqllite:///tmp/rembuk.db", "mysql://localhost/rembuk", "sqlite://"] {
        let (said, well) = rembuk(wrong, &["set"]);
        assert!(!well && said.contains("alamat basis data tidak terbaca"), "{wrong}: {said}");
    }
    let (said, well) = rembuk(url, &["import", "regions", "/tiada.csv"]);
    assert!(!well && said.contains("/tiada.csv tidak dapat dibaca"), "{said}");
}

#[test]
fn a_city_is_loaded_and_corrected_by_commands_on_sqlite() {
    at_sqlite(a_city_is_loaded_and_corrected);
}

#[test]
fn a_city_is_loaded_and_corrected_by_commands_on_postgres() {
    at_postgres(a_city_is_loaded_and_corrected);
}

#[test]
fn what_is_wrong_with_a_file_is_said_once_and_ends_badly_on_sqlite() {
    at_sqlite(what_is_wrong_is_said_once_and_ends_badly);
}

#[test]
fn what_is_wrong_with_a_file_is_said_once_and_ends_badly_on_postgres() {
    at_postgres(what_is_wrong_is_said_once_and_ends_badly);
}

/// `rembuk import … | head`: what has been asked for is done, and nothing falls over.
fn nobody_reads_to_the_end(url: &str, folder: &Path) {
    let file = folder.join("wilayah.csv");
    fs::write(&file, REGIONS).unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let arguments = ["--database-url", url, "import", "regions", "--apply"];
    let output = Command::new(env!("CARGO_BIN_EXE_rembuk")).args(arguments).arg(&file).stdout(writer).output().unwrap();
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && !complaints.contains("panicked"), "{complaints}");
    let (said, well) = import(url, folder, &["regions"], REGIONS.as_bytes(), true);
    assert!(well && said.contains("Tidak ada yang berubah"), "{said}");
}

#[test]
fn a_command_whose_words_nobody_reads_does_its_work_on_sqlite() {
    at_sqlite(nobody_reads_to_the_end);
}

#[test]
fn a_command_whose_words_nobody_reads_does_its_work_on_postgres() {
    at_postgres(nobody_reads_to_the_end);
}

/// A server of databases makes an empty one for any name: no city, and nothing to begin one in by mistake.
#[test]
fn an_empty_database_is_refused_like_a_missing_file_on_postgres() {
    at_postgres(|url, _| {
        let empty = bare_beside(url);
        for command in [&["set"][..], &["serve", "--addr", "127.0.0.1:0"], &["check"]] {
            let (said, well) = rembuk(&empty, command);
            assert!(!well && said.contains("tidak ada basis data di") && said.contains("rembuk migrate"), "{command:?}: {said}");
        }
        let (said, well) = rembuk(&empty, &["migrate"]);
        assert!(well, "{said}");
        let (said, well) = rembuk(&empty, &["set"]);
        assert!(well, "{said}");
    });
}

/// A database of somebody else's is no matter of versions and backups.
#[test]
fn who_may_make_no_tables_is_told_whose_the_database_has_to_be_on_postgres() {
    at_postgres(|url, _| {
        as_guest(&bare_beside(url), |guest| {
            let (said, well) = rembuk(guest, &["migrate"]);
            assert!(!well && said.contains("Jadikan dia pemiliknya") && !said.contains("versi program"), "{said}");
        });
    });
}
