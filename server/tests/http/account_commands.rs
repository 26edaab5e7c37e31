//! `rembuk create-admin`, `rembuk reset-password` and `rembuk import accounts` as somebody at the machine runs them:
//! what they say, and what they do.

use std::{
    fs,
    io::Write,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Stdio},
};

use domain::account::Role;
use services::{
    SignIn, Visit, commands,
    queries::actor::{actor_of, actor_of_contact},
};
use testing::typed::claim;
use testing::{PASSWORD, at_postgres, at_sqlite, services_at};
use tokio::runtime::Runtime;

const CONTACT: &str = "admin@contoh.id";
const NEW: &str = "perahu biru di danau";

#[test]
fn an_admin_is_made_and_gets_back_in_on_sqlite() {
    at_sqlite(make_and_reset);
}

#[test]
fn an_admin_is_made_and_gets_back_in_on_postgres() {
    at_postgres(make_and_reset);
}

#[test]
fn officials_come_from_a_list_with_their_codes_on_paper_on_sqlite() {
    at_sqlite(load_officials);
}

#[test]
fn officials_come_from_a_list_with_their_codes_on_paper_on_postgres() {
    at_postgres(load_officials);
}

fn load_officials(url: &str, folder: &Path) {
    let (list, codes) = (folder.join("petugas.csv"), folder.join("kode.html"));
    let (list, codes) = (list.to_str().unwrap(), codes.to_str().unwrap());
    let rows = "nama;telepon;peran;mulai\nSiti Aminah;0812-3456-7890;moderator;1 Januari 2026\nDewi;0813-1111-2222;perencana;2026-01-01\n";
    fs::write(list, rows).unwrap();
    let (is_fine, said) = rembuk(url, &["import", "accounts", list], "");
    assert!(is_fine && said.contains("2 baru") && said.contains("2 orang belum mempunyai kata sandi"), "{said}");
    let (is_fine, said) = rembuk(url, &["import", "accounts", list, "--codes", codes], "");
    assert!(!is_fine && said.contains("--apply") && !Path::new(codes).exists(), "codes are made when accounts are: {said}");
    let load = ["import", "accounts", list, "--apply", "--codes", codes, "--url", "https://rembuk.kota.example/"];
    let (is_fine, said) = rembuk(url, &load, "");
    assert!(is_fine && said.contains("2 kode sekali pakai") && said.contains("/admin/penunjukan"), "{said}");
    assert_eq!(fs::metadata(codes).unwrap().permissions().mode() & 0o777, 0o600);
    let page = fs::read_to_string(codes).unwrap();
    let code = page.split("<p class=\"code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!said.contains(&code) && page.contains("https://rembuk.kota.example/masuk/kode"), "{page}");
    let (is_fine, said) = rembuk(url, &load, "");
    assert!(!is_fine && said.contains("tidak pernah ditimpa") && fs::read_to_string(codes).unwrap() == page, "{said}");
    let nowhere = folder.join("tiada/kode.html").display().to_string();
    let (is_fine, said) = rembuk(url, &["import", "accounts", list, "--apply", "--codes", &nowhere], "");
    assert!(!is_fine && said.contains("Sebutkan folder yang dapat ditulisi") && !said.contains("ditimpa"), "{said}");
    let (is_fine, said) = rembuk(url, &["import", "accounts", list, "--apply"], "");
    assert!(is_fine && said.contains("Tidak ada yang berubah"), "{said}");
    fs::write(list, rows.replace("moderator", "moderatur")).unwrap();
    let other = folder.join("lain.html");
    let (is_fine, said) = rembuk(url, &["import", "accounts", list, "--apply", "--codes", other.to_str().unwrap()], "");
    let words = "baris 2, kolom peran, isi “moderatur”: Isinya tidak ada dalam daftar yang dikenal. Pilihan: ketua RT,";
    assert!(!is_fine && said.contains(words) && !other.exists(), "{said}");
    Runtime::new().unwrap().block_on(async {
        let mut services = services_at(url, folder).await;
        services.clock = services::Clock::machine();
        let visit = Visit::default();
        commands::reset_password(&services, &claim("081234567890"), &code, NEW, &visit).await.unwrap();
        assert!(commands::sign_in(&services, &claim("081234567890"), NEW.into(), &visit).await.is_ok());
        assert!(actor_of_contact(&services, "081234567890").await.unwrap().has_role(Role::Moderator));
    });
}

/// Runs a command with something on standard input; whether it went well, and what it said.
fn rembuk(url: &str, arguments: &[&str], input: &str) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rembuk"));
    command.args(arguments).args(["--database-url", url]);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Whoever refuses early reads nothing.
    let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
    let output = process.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
    (output.status.success(), said)
}

fn make_and_reset(url: &str, folder: &Path) {
    let create = ["create-admin", "--name", "Arif", "--contact", CONTACT];
    for (typed, words) in [("pendek", "Paling sedikit 10 karakter"), ("password12345", "mudah ditebak"), ("", "Paling sedikit 10 karakter")]
    {
        let (is_fine, said) = rembuk(url, &create, typed);
        assert!(!is_fine && said.contains(words) && said.contains("Kata sandi: "), "{typed}: {said}");
    }
    let (is_fine, said) = rembuk(url, &create, &format!("{PASSWORD}\n"));
    assert!(is_fine && said.contains("Admin kota sudah dapat masuk."), "{said}");
    let (is_fine, said) = rembuk(url, &create, NEW);
    assert!(!is_fine && said.contains("rembuk create-admin --existing") && said.contains("rembuk reset-password"), "{said}");
    let (is_fine, said) = rembuk(url, &["create-admin", "--existing", "--contact", "tiada@contoh.id"], "");
    assert!(!is_fine && said.contains("Tidak ada akun"), "{said}");
    assert!(rembuk(url, &["create-admin", "--existing", "--contact", CONTACT], "").0, "again is no error");
    let (is_fine, said) = rembuk(url, &["reset-password", "--contact", "tiada@contoh.id"], "");
    assert!(!is_fine && said.contains("Tidak ada akun"), "{said}");
    let (is_fine, said) = rembuk(url, &["reset-password", "--contact", CONTACT], "");
    assert!(is_fine && said.contains("Kode untuk Arif: ") && said.contains("/masuk/kode"), "{said}");
    let code = said.split("Kode untuk Arif: ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    Runtime::new().unwrap().block_on(async {
        let mut services = services_at(url, folder).await;
        services.clock = services::Clock::machine();
        assert!(actor_of_contact(&services, CONTACT).await.unwrap().has_role(Role::CityAdmin));
        commands::reset_password(&services, &claim(CONTACT), &code, NEW, &Visit::default()).await.unwrap();
        let signed_in = commands::sign_in(&services, &claim(CONTACT), NEW.into(), &Visit::default()).await.unwrap();
        let SignIn::Done(signed_in) = signed_in else { panic!("a second step was asked for") };
        assert!(actor_of(&services, &signed_in.token).await.unwrap().signed_in().is_some());
    });
}
