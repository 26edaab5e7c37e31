//! Fresh databases: a file in a temporary folder, or a copy of a migrated PostgreSQL template. What is in them is the
//! business of [`crate::city`].

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use domain::clock::Instant;
use services::{Clock, PhotoStore, Services, ledger::recount, store::Database};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
};
use tokio::runtime::Runtime;

/// 20 January 2027, 09.00 WIB: a Wednesday morning in the year in which 2028 is planned.
pub const START: Instant = {
    let day = NaiveDate::from_ymd_opt(2027, 1, 20).expect("a day");
    NaiveDateTime::new(day, NaiveTime::from_hms_opt(2, 0, 0).expect("an hour")).and_utc()
};

const MIGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations/postgres");
/// Any number, as long as every test process takes the same.
const TEMPLATE_LOCK: i64 = 15_712_028;

/// What a test may ask for as its argument.
pub trait Prepare: Sized {
    fn prepare(services: Services) -> impl Future<Output = Self>;
}

/// An empty database with all tables.
impl Prepare for Services {
    async fn prepare(services: Services) -> Self {
        services
    }
}

/// Runs a test on a SQLite file of its own.
pub fn on_sqlite<P: Prepare, F: Future<Output = ()>>(test: impl FnOnce(P) -> F) {
    at_sqlite(|url, folder| run(url, folder, test));
}

/// Runs a test on a PostgreSQL database of its own, which is dropped afterwards, also when the test fails.
pub fn on_postgres<P: Prepare, F: Future<Output = ()>>(test: impl FnOnce(P) -> F) {
    at_postgres(|url, folder| run(url, folder, test));
}

/// As [`on_sqlite`], for tests that start the product themselves: they get the database's address and a folder.
pub fn at_sqlite(test: impl FnOnce(&str, &Path)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("test.db");
    fs::copy(runtime().block_on(sqlite_template()), &file).expect("a copy of the template");
    let url = sqlite_url(&file);
    test(&url, folder.path());
    runtime().block_on(counts_again(&url));
}

/// As [`on_postgres`], for tests that start the product themselves. Copies whose names begin alike are dropped with
/// it.
pub fn at_postgres(test: impl FnOnce(&str, &Path)) {
    let Some(server) = environment("TEST_POSTGRES_URL") else {
        assert!(environment("CI").is_none(), "TEST_POSTGRES_URL is not set: under CI no half of a test is skipped");
        println!("skipped: no PostgreSQL");
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let name = format!("test_{}", Clock::machine().new_id().simple());
    let runtime = runtime();
    runtime.block_on(copy_template(&server, &name));
    let url = beside(&server, &name);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        test(&url, folder.path());
        runtime.block_on(counts_again(&url));
    }));
    runtime.block_on(async {
        let mut connection = PgConnection::connect(&server).await.expect("PostgreSQL");
        let made: Vec<String> = sqlx::query_scalar("SELECT datname FROM pg_database WHERE starts_with(datname, $1)")
            .bind(&name)
            .fetch_all(&mut connection)
            .await
            .expect("a list of databases");
        for name in made {
            execute(&mut connection, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    });
    outcome.unwrap_or_else(|panic| resume_unwind(panic));
}

/// Whatever a test has made: the entries of the ledger say what is kept beside them. What is no database of ours any
/// more has nothing to count.
async fn counts_again(url: &str) {
    let Ok(database) = Database::connect(url).await else { return };
    if database.is_current().await.is_ok_and(|is_current| is_current) {
        let mut tx = database.read().await.expect("a unit of work");
        let differences = recount(&mut tx).await.expect("a recount").differences;
        assert!(differences.is_empty(), "the ledger says otherwise: {differences:#?}");
    }
    database.close().await;
}

/// The address of an empty database beside one of a test on PostgreSQL; it is dropped with it.
pub fn bare_beside(url: &str) -> String {
    let bare = format!("{url}_bare");
    let name = bare.rsplit_once('/').expect("postgres://host/database").1;
    runtime().block_on(async {
        let mut connection = PgConnection::connect(url).await.expect("PostgreSQL");
        execute(&mut connection, format!("CREATE DATABASE {name}")).await;
    });
    bare
}

/// Calls with the address of a database under which somebody signs in who owns nothing there.
pub fn as_guest(url: &str, test: impl FnOnce(&str)) {
    let (start, name) = url.rsplit_once('/').expect("postgres://host/database");
    let role = format!("guest_of_{name}");
    let (scheme, place) = start.split_once("://").expect("postgres://host/database");
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let statement = async |text: String| {
        let mut connection = PgConnection::connect(url).await.expect("PostgreSQL");
        execute(&mut connection, text).await;
    };
    let runtime = runtime();
    runtime.block_on(statement(format!("CREATE ROLE {role} LOGIN")));
    let outcome = catch_unwind(AssertUnwindSafe(|| test(&format!("{scheme}://{role}@{place}/{name}"))));
    runtime.block_on(statement(format!("DROP ROLE {role}")));
    outcome.unwrap_or_else(|panic| resume_unwind(panic));
}

fn run<P: Prepare, F: Future<Output = ()>>(url: &str, folder: &Path, test: impl FnOnce(P) -> F) {
    runtime().block_on(async { test(P::prepare(services_at(url, folder).await).await).await });
}

/// The city behind a database, with its clock standing at [`START`].
pub async fn services_at(url: &str, folder: &Path) -> Services {
    Services::new(connect(url).await, Clock::frozen(START), PhotoStore::at(folder.join("photos")))
}

async fn connect(url: &str) -> Database {
    Database::connect(url).await.expect("a database")
}

fn runtime() -> Runtime {
    Runtime::new().expect("a runtime")
}

/// A setting of this run of the tests.
#[expect(clippy::disallowed_methods, reason = "tests have no command line of their own to read settings from")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The address of another database of the same server.
pub(crate) fn beside(server: &str, database: &str) -> String {
    let (start, _) = server.rsplit_once('/').expect("postgres://host/database");
    format!("{start}/{database}")
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// A file with all tables, beside the test program; made again when that is newer.
async fn sqlite_template() -> PathBuf {
    let program = std::env::current_exe().expect("this program");
    let template = program.with_extension("template.db");
    let made = |file: &Path| fs::metadata(file).and_then(|file| file.modified()).ok();
    if made(&template) < made(&program) {
        // Several tests may make it at once: each is whole when it takes its name.
        let folder = tempfile::tempdir_in(program.parent().expect("a folder")).expect("a temporary folder");
        let unfinished = folder.path().join("test.db");
        let database = connect(&sqlite_url(&unfinished)).await;
        services::migrate(&database).await.expect("migrations");
        database.close().await;
        fs::rename(unfinished, &template).expect("a template");
    }
    template
}

/// The template is made by the first test that needs it and outlives the run; changed migrations make another one.
/// It gets its name only when it is complete, so that an interrupted run leaves no half of one behind.
async fn copy_template(server: &str, name: &str) {
    let mut connection = PgConnection::connect(server).await.expect("PostgreSQL");
    let template = format!("rembuk_template_{:016x}", fingerprint());
    sqlx::query("SELECT pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut connection).await.expect("a lock");
    let known: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
        .bind(&template)
        .fetch_one(&mut connection)
        .await
        .expect("a list of databases");
    if !known {
        execute(&mut connection, "DROP DATABASE IF EXISTS rembuk_template_unfinished".into()).await;
        execute(&mut connection, "CREATE DATABASE rembuk_template_unfinished".into()).await;
        let database = connect(&beside(server, "rembuk_template_unfinished")).await;
        services::migrate(&database).await.expect("migrations");
        database.close().await;
        execute(&mut connection, format!("ALTER DATABASE rembuk_template_unfinished RENAME TO {template}")).await;
    }
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut connection).await.expect("a lock");
    execute(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
}

/// Changes with any file of the migrations.
fn fingerprint() -> u64 {
    let mut files: Vec<_> = fs::read_dir(MIGRATIONS).expect(MIGRATIONS).map(|entry| entry.expect(MIGRATIONS).path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(&file).expect("a migration").hash(&mut hasher);
    }
    hasher.finish()
}

pub(crate) async fn execute(connection: &mut PgConnection, statement: String) {
    connection.execute(AssertSqlSafe(statement)).await.expect("a statement");
}
