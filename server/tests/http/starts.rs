//! The built program started as an operator starts it: what would fail later is said at once, and two starts at the
//! same time do each other no harm.

use rustix::process::geteuid;
use services::{queries::health, store::Database};
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use testing::{Cable, MailServer, at_postgres, at_sqlite, services_at};
use tokio::runtime::Runtime;

/// A user that owns nothing else.
const NOBODY: u32 = 65534;

/// A call of the program with its files in a folder.
pub struct Start(Command);

/// What a finished program said.
pub struct Said {
    status: ExitStatus,
    words: String,
}

impl Start {
    pub fn of(folder: &Path, url: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rembuk"));
        command.args(arguments).env("DATABASE_URL", url).env("REMBUK_PHOTOS", folder.join("photos"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null()).current_dir(folder);
        Self(command)
    }

    /// `rembuk serve` on a free port, with a small site.
    pub fn serve(folder: &Path, url: &str, arguments: &[&str]) -> Self {
        let mut start = Self::of(folder, url, &["serve"]);
        start.0.args(arguments).arg("--site").arg(small_site(folder)).env("REMBUK_ADDR", "127.0.0.1:0");
        start
    }

    pub fn run(mut self) -> Said {
        let output = self.0.output().unwrap();
        Said { status: output.status, words: String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned() }
    }

    fn spawn(mut self) -> Running {
        Running(self.0.spawn().unwrap())
    }
}

impl Said {
    /// Whether it ended well, and its words.
    pub fn outcome(self) -> (bool, String) {
        (self.status.success(), self.words)
    }

    #[track_caller]
    fn refused_with(&self, words: &str) {
        assert!(!self.status.success() && self.words.contains(words), "{}", self.words);
        assert!(self.words.trim().lines().last().is_some_and(|last| last.starts_with("rembuk: ")), "{}", self.words);
    }
}

/// Ended when the test ends.
struct Running(Child);

impl Running {
    /// Waits for the line with its address.
    fn address(&mut self) -> String {
        self.first_line().1
    }

    fn first_line(&mut self) -> (String, String) {
        let mut lines = BufReader::new(self.0.stdout.take().unwrap()).lines();
        let found = lines.find_map(|line| {
            let line = line.unwrap();
            let address = line.split_once("http://")?.1.trim().to_owned();
            Some((line, address))
        });
        found.unwrap_or_else(|| panic!("no address: {}", self.complaint()))
    }

    fn complaint(&mut self) -> String {
        let mut words = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        words
    }

    /// Whether it ended by itself, within a while.
    fn ends_within(&mut self, time: Duration) -> bool {
        let start = Instant::now();
        while start.elapsed() < time {
            if self.0.try_wait().unwrap().is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The least that a site consists of, in a folder of its own.
pub fn small_site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    fs::create_dir_all(site.join("pkg")).unwrap();
    fs::write(site.join("pkg/rembuk.css"), "body { margin: 0 }").unwrap();
    site
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn url_in(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("rembuk.db").display())
}

#[test]
fn a_mistyped_path_is_said_and_makes_no_database() {
    let folder = folder();
    let url = url_in(folder.path());
    for arguments in [&["serve"][..], &["export", "proposals", "--format", "csv", "--out", "x.csv"]] {
        Start::of(folder.path(), &url, arguments).run().refused_with("tidak ada basis data di");
        assert!(!folder.path().join("rembuk.db").exists());
    }
    assert!(Start::of(folder.path(), &url, &["migrate"]).run().status.success());
    assert!(folder.path().join("rembuk.db").exists());
}

#[test]
fn a_site_that_is_not_there_is_said_at_the_start() {
    at_sqlite(|url, folder| {
        let said = Start::of(folder, url, &["serve", "--addr", "127.0.0.1:0", "--site", "/tiada"]).run();
        said.refused_with("tidak ada gaya dan ikon di /tiada");
    });
}

#[test]
fn a_folder_of_photos_that_cannot_be_written_is_said_at_the_start() {
    at_sqlite(|url, folder| {
        fs::write(folder.join("photos"), "a file where the folder should be").unwrap();
        Start::serve(folder, url, &[]).run().refused_with("tidak dapat ditulisi oleh pengguna yang menjalankan rembuk");
    });
}

#[test]
fn root_changes_nothing_that_belongs_to_somebody_else() {
    if !geteuid().is_root() {
        return;
    }
    let folder = folder();
    let url = url_in(folder.path());
    let migrate = || Start::of(folder.path(), &url, &["migrate"]).run();
    assert!(migrate().outcome().0);
    for file in ["rembuk.db", "log"] {
        let file = folder.path().join(file);
        fs::create_dir_all(folder.path().join("log")).unwrap();
        chown(&file, Some(NOBODY), None).unwrap();
        migrate().refused_with("runuser -u rembuk");
        chown(&file, Some(0), None).unwrap();
        assert!(migrate().outcome().0);
    }
}

#[test]
fn a_second_server_on_one_sqlite_file_is_refused_and_may_begin_when_the_first_has_ended() {
    at_sqlite(|url, folder| {
        let mut first = Start::serve(folder, url, &[]).spawn();
        first.address();
        let mut second = Start::serve(folder, url, &[]).spawn();
        assert!(!second.ends_within(Duration::from_secs(2)), "it waits a little for the first to end: {}", second.complaint());
        drop(first);
        second.address();
    });
}

#[test]
fn two_who_bring_an_empty_file_up_to_date_at_once_both_find_it_done() {
    let folder = folder();
    let url = url_in(folder.path());
    let both = [(); 2].map(|()| Start::of(folder.path(), &url, &["migrate"]).spawn());
    for mut one in both {
        assert!(one.0.wait().unwrap().success(), "{}", one.complaint());
    }
    Runtime::new().unwrap().block_on(async {
        assert!(services_at(&url, folder.path()).await.database.is_current().await.unwrap());
    });
}

#[test]
fn of_two_demonstrations_on_an_empty_server_one_fills_the_city_and_both_serve_it() {
    at_postgres(|url, folder| {
        for mut one in [(); 2].map(|()| Start::serve(folder, url, &["--demo"]).spawn()) {
            one.address();
        }
        Runtime::new().unwrap().block_on(async {
            assert!(!health::is_empty(&services_at(url, folder).await).await.unwrap());
        });
    });
}

#[test]
fn a_server_waits_for_its_database_and_says_what_it_waits_for() {
    at_postgres(|url, folder| {
        let runtime = Runtime::new().unwrap();
        let cable = runtime.block_on(Cable::before(url));
        let through = cable.through(url);
        cable.cut();
        let mut server = Start::serve(folder, &through, &[]).spawn();
        let mut complaints = BufReader::new(server.0.stderr.take().unwrap()).lines();
        let said = complaints.next().unwrap().unwrap();
        assert!(said.contains("Menunggu basis data") && said.contains("Connection refused"), "{said}");
        runtime.block_on(cable.mend());
        server.address();
    });
}

#[test]
fn an_address_that_is_taken_is_said() {
    at_sqlite(|url, folder| {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        for arguments in [&["--addr", &*address][..], &["--addr", &*address, "--demo"][..]] {
            Start::serve(folder, url, arguments).run().refused_with(&address);
        }
        Runtime::new().unwrap().block_on(async {
            assert!(health::is_empty(&services_at(url, folder).await).await.unwrap(), "no city is loaded for nothing");
        });
    });
}

#[test]
fn a_database_of_a_newer_program_is_refused_in_words() {
    at_sqlite(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let database = Database::connect(url).await.unwrap();
            testing::faults::pretend_newer(&database).await;
            database.close().await;
        });
        Start::serve(folder, url, &[]).run().refused_with("lebih baru");
    });
}

#[test]
fn settings_come_from_a_file_and_an_unknown_one_is_refused() {
    let folder = folder();
    let (file, database) = (folder.path().join("rembuk.conf"), folder.path().join("kota.db"));
    let call = |url: &str| Start::of(folder.path(), url, &["--config", &file.to_string_lossy(), "migrate"]).run();
    fs::write(&file, format!("# Kota\nDATABASE_URL = \"{}\"\n", url_in(folder.path()).replace("rembuk.db", "kota.db"))).unwrap();
    assert!(call("").status.success(), "the environment is silent");
    assert!(database.exists());
    assert!(call(&url_in(folder.path())).status.success() && folder.path().join("rembuk.db").exists(), "the environment counts more");
    fs::write(&file, "DATABASE_ADDRESS=sqlite://x.db\n").unwrap();
    call("").refused_with("setelan DATABASE_ADDRESS tidak dikenal");
}

#[test]
fn one_version_is_shown_by_the_command_the_health_and_the_first_line() {
    at_sqlite(|url, folder| {
        let version = Start::of(folder, url, &["--version"]).run().words.trim().replace("rembuk ", "");
        assert!(version.starts_with(env!("CARGO_PKG_VERSION")), "{version}");
        let mut server = Start::serve(folder, url, &[]).spawn();
        let (first, address) = server.first_line();
        assert!(first.contains(&version), "{first}");
        let health = Runtime::new().unwrap().block_on(async {
            let answer = reqwest::get(format!("http://{address}/healthz")).await.unwrap();
            answer.text().await.unwrap()
        });
        assert!(health.starts_with("ok") && health.contains(&version), "{health}");
    });
}

#[test]
fn looking_over_an_installation_names_what_is_wrong_and_ends_with_an_error() {
    at_sqlite(|url, folder| {
        let check = || Start::of(folder, url, &["check", "--site", &small_site(folder).to_string_lossy()]).run();
        let said = check();
        assert!(said.status.success() && said.words.contains("Tidak ada yang salah"), "{}", said.words);
        for words in ["SQLite 3.", "skema", "dapat ditulisi", "ruang disk", "belum ada wilayah", "belum ada admin kota"] {
            assert!(said.words.contains(words), "{words}: {}", said.words);
        }
        fs::remove_dir_all(folder.join("photos")).unwrap();
        fs::write(folder.join("photos"), "a file where the folder should be").unwrap();
        let said = check();
        assert!(!said.status.success() && said.words.contains("SALAH    folder foto"), "{}", said.words);
    });
}

#[test]
fn looking_over_an_installation_signs_in_to_the_mail_server_and_sends_nothing() {
    let runtime = Runtime::new().unwrap();
    let mail = runtime.block_on(MailServer::start());
    at_sqlite(|url, folder| {
        let check = |smtp: &str| {
            let mut start = Start::of(folder, url, &["check", "--site", &small_site(folder).to_string_lossy()]);
            start.0.env("REMBUK_SMTP_URL", smtp).env("REMBUK_MAIL_FROM", "Rembuk <noreply@kota.example>");
            start.run()
        };
        for fine in [mail.url().to_owned(), mail.url_for("rembuk", "sandi surel")] {
            let said = check(&fine);
            assert!(said.status.success() && said.words.contains("server surel menjawab"), "{}", said.words);
            assert!(said.words.contains("noreply@kota.example") && !said.words.contains("sandi surel"), "{}", said.words);
        }
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        for wrong in [mail.url_for("rembuk", "sandi lain"), format!("smtp://{closed}"), "surel.kota.example".into()] {
            let said = check(&wrong);
            assert!(!said.status.success() && said.words.contains("SALAH    surel tidak dapat dikirim"), "{}", said.words);
            assert!(!said.words.contains("sandi lain") && !said.words.contains("sandi%20lain"), "{}", said.words);
        }
    });
    assert!(mail.received().is_empty());
}

#[test]
fn a_name_is_an_address_and_one_is_yes_for_a_server() {
    at_sqlite(|url, folder| {
        let mut start = Start::serve(folder, url, &["--addr", "localhost:0"]);
        start.0.env("REMBUK_TLS", "1").env("REMBUK_BEHIND_PROXY", "0");
        let (line, address) = start.spawn().first_line();
        assert!(address.starts_with("127.0.0.1:"), "{line}");
        let mut start = Start::serve(folder, url, &[]);
        start.0.env("REMBUK_TLS", "mungkin");
        let said = start.run();
        assert!(!said.status.success() && said.words.contains("Tulis true atau false"), "{}", said.words);
    });
}
