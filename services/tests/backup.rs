//! A backup holds everything and goes back into an empty database, of whichever kind; a city moves from one database
//! to the other and nothing of it changes.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{comment::Subject, ids::PhotoId, ledger, plan::Stance};
use services::{
    Services,
    backup::{self, BackupError, Manifest, Unfit},
    commands::replace_log_key_without_permit,
    jobs,
    ledger::{Act, record},
    store::{
        Database, Tx,
        ledger::outbox,
        photos::{self, NewPhoto},
        tables::{self, Digest},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read as _,
    path::Path,
};
use testing::{LEGOK, TestCity, both_databases, on_postgres, on_sqlite, plans, services_at, world::World};

/// Backups, and keys that are replaced meanwhile.
const TIMES: usize = 4;

/// A city with something in nearly every table, and a photo.
async fn lived_in(city: &TestCity) -> PhotoId {
    let world = World::new(city.clone()).await;
    let (_, _, sent) = world.legok_with(&[10, 20]).await;
    let plan = plans::published(city, &[LEGOK.region()]).await;
    plans::answer(city, plan, LEGOK, Stance::Support).await;
    let id = PhotoId(city.services.clock.new_id());
    let photo = NewPhoto { id, subject: Subject::Proposal(sent[0]), position: 1, width: 8, height: 8, alt: "Jalan" };
    let mut tx = city.begin().await;
    photos::insert(&mut tx, &photo).await.unwrap();
    tx.commit().await.unwrap();
    fs::create_dir_all(city.services.photos.folder()).unwrap();
    for small in [false, true] {
        fs::write(city.services.photos.path(id, small), [0xff, 0xd8, u8::from(small)]).unwrap();
    }
    id
}

async fn digests(database: &Database) -> BTreeMap<String, (usize, String)> {
    let mut tx = database.read().await.unwrap();
    let mut found = BTreeMap::new();
    for table in tables::list(&mut tx).await.unwrap() {
        let mut digest = Digest::default();
        tables::read(&mut tx, &table, async |rows| {
            for row in &rows {
                digest.add(row);
            }
            Ok(())
        })
        .await
        .unwrap();
        found.insert(table.name, (digest.rows(), digest.finish()));
    }
    found
}

/// A database of SQLite that has no tables yet.
async fn empty(folder: &Path) -> Services {
    fs::create_dir_all(folder).unwrap();
    services_at(&format!("sqlite://{}", folder.join("rembuk.db").display()), folder).await
}

fn unfit<T: std::fmt::Debug>(outcome: Result<T, BackupError>) -> Unfit {
    match outcome {
        Err(BackupError::Unfit { unfit, .. }) => unfit,
        other => panic!("{other:?}"),
    }
}

both_databases!(
    async fn what_is_backed_up_goes_back_into_an_empty_database_and_is_the_same(city: TestCity) {
        let photo = lived_in(&city).await;
        city.services.log.begin("rembuk.test").unwrap();
        jobs::publish(&city.services).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cadangan.tar.gz");
        let written = backup::write(&city.services, &file).await.unwrap();
        let parts = [written.manifest.photos.len(), written.manifest.log.len(), written.manifest.missing.len()];
        assert_eq!(parts, [2, 2, 0]);
        assert!(written.manifest.rows() > 60, "{}", written.manifest.rows());
        assert_eq!(written.bytes, fs::metadata(&file).unwrap().len());
        assert_eq!(backup::inspect(&file).unwrap().rows(), written.manifest.rows());
        assert_eq!(unfit(backup::write(&city.services, &file).await), Unfit::Exists);

        let other = empty(&folder.path().join("lain")).await;
        backup::restore(&other, &file).await.unwrap();
        assert_eq!(digests(&other.database).await, digests(&city.services.database).await);
        for small in [false, true] {
            assert_eq!(fs::read(other.photos.path(photo, small)).unwrap(), [0xff, 0xd8, u8::from(small)]);
        }
        assert_eq!(unfit(backup::restore(&other, &file).await), Unfit::NotEmpty);
        other.log.begin("elsewhere.test").unwrap();
        jobs::publish(&other).await.unwrap();
        let logs = [&other.log, &city.services.log];
        assert_eq!(logs.map(|log| log.key().unwrap().unwrap().to_string()).iter().collect::<BTreeSet<_>>().len(), 1);
        let checkpoint = other.log.checkpoint().await.unwrap();
        assert!(checkpoint.is_some() && checkpoint == city.services.log.checkpoint().await.unwrap(), "the public log goes on");
        other.database.close().await;
    }

    async fn the_key_of_the_log_is_the_one_that_the_entries_name_also_while_it_is_replaced(city: TestCity) {
        lived_in(&city).await;
        let services = &city.services;
        services.log.begin("rembuk.test").unwrap();
        jobs::publish(services).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = |number: usize| folder.path().join(format!("cadangan-{number}.tar.gz"));
        let replacing = async {
            for _ in 0..TIMES {
                replace_log_key_without_permit(services, None).await.unwrap();
            }
        };
        let writing = async {
            for number in 0..TIMES {
                backup::write(services, &file(number)).await.unwrap();
            }
        };
        tokio::join!(replacing, writing);
        for number in 0..TIMES {
            let other = empty(&folder.path().join(format!("lain-{number}"))).await;
            backup::restore(&other, &file(number)).await.unwrap();
            other.log.begin("rembuk.test").unwrap();
            jobs::publish(&other).await.unwrap();
            other.database.close().await;
        }
    }

    async fn a_photo_that_a_row_names_and_that_is_not_there_is_named(city: TestCity) {
        let photo = lived_in(&city).await;
        fs::remove_file(city.services.photos.path(photo, true)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let written = backup::write(&city.services, &folder.path().join("cadangan.tar.gz")).await.unwrap();
        assert_eq!((written.manifest.photos.len(), written.manifest.missing), (1, vec![format!("{photo}-small.jpg")]));
        assert_eq!(photos::ids(&mut city.read().await).await.unwrap(), [photo]);
    }

    async fn a_city_moves_to_sqlite_and_nothing_changes(city: TestCity) {
        lived_in(&city).await;
        let folder = tempfile::tempdir().unwrap();
        let other = empty(folder.path()).await;
        services::migrate(&other.database).await.unwrap();
        let copied = backup::copy(&city.services.database, &other.database).await.unwrap();
        assert!(copied.iter().map(|table| table.rows).sum::<usize>() > 60);
        assert_eq!(digests(&other.database).await, digests(&city.services.database).await);
        assert_eq!(unfit(backup::copy(&city.services.database, &other.database).await), Unfit::NotEmpty);
        other.database.close().await;
    }

    async fn rows_that_refer_to_nothing_do_not_come_in(city: TestCity) {
        lived_in(&city).await;
        let mut tx = city.begin().await;
        let all = tables::list(&mut tx).await.unwrap();
        let accounts = all.iter().find(|table| table.name == "accounts").unwrap();
        tables::loosen(&mut tx).await.unwrap();
        tables::insert(&mut tx, accounts, &[]).await.unwrap();
        tables::clear(&mut tx, accounts).await.unwrap();
        assert!(!tables::nobody_is_here(&mut tx).await.unwrap(), "the places are still there");
        let outcome = match tables::tighten(&mut tx).await {
            Ok(()) => tx.commit().await,
            failed => failed,
        };
        assert!(outcome.is_err());
    }
);

#[test]
fn a_city_moves_from_sqlite_to_postgres_and_what_it_refers_to_is_guarded_as_before() {
    on_postgres(async |services: Services| {
        let folder = tempfile::tempdir().unwrap();
        let small = empty(folder.path()).await;
        services::migrate(&small.database).await.unwrap();
        let city = <TestCity as testing::Prepare>::prepare(small).await;
        lived_in(&city).await;
        backup::copy(&city.services.database, &services.database).await.unwrap();
        assert_eq!(digests(&services.database).await, digests(&city.services.database).await);
        let Tx::Postgres(mut tx) = services.database.begin().await.unwrap() else { panic!("a test of PostgreSQL") };
        let loose: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        assert_eq!(loose, 0);
        city.services.database.close().await;
    });
}

#[test]
fn a_backup_goes_back_into_postgres() {
    on_postgres(async |services: Services| {
        let folder = tempfile::tempdir().unwrap();
        let small = empty(folder.path()).await;
        services::migrate(&small.database).await.unwrap();
        let city = <TestCity as testing::Prepare>::prepare(small).await;
        lived_in(&city).await;
        let file = folder.path().join("cadangan.tar.gz");
        backup::write(&city.services, &file).await.unwrap();
        backup::restore(&services, &file).await.unwrap();
        assert_eq!(digests(&services.database).await, digests(&city.services.database).await);
        // What is recorded next waits behind what waited.
        let mut tx = services.database.begin().await.unwrap();
        let before = outbox::waiting(&mut tx, 1000).await.unwrap();
        let proposal = before.iter().find(|(_, entry)| matches!(entry.subject, ledger::Subject::Proposal(_))).unwrap();
        let act = Act { at: city.now(), acting: None, event: ledger::Event::Assigned { agency: None } };
        record(&services.clock, &mut tx, proposal.1.subject, vec![act]).await.unwrap();
        let after = outbox::waiting(&mut tx, 1000).await.unwrap();
        assert_eq!(after[..before.len()], before);
        assert_eq!(after.len(), before.len() + 1);
        tx.commit().await.unwrap();
        city.services.database.close().await;
    });
}

/// RFC 1952, 2.3: what stands before the packed bytes.
const GZIP_HEADER_BYTES: usize = 10;

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut content).ok().map(|_| content)
}

#[test]
fn a_backup_that_was_cut_off_or_changed_is_refused_whole() {
    on_sqlite(async |city: TestCity| {
        lived_in(&city).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cadangan.tar.gz");
        backup::write(&city.services, &file).await.unwrap();
        let bytes = fs::read(&file).unwrap();
        let other = empty(&folder.path().join("lain")).await;
        let broken = folder.path().join("rusak.tar.gz");
        for (content, wrong) in [
            (&bytes[..bytes.len() / 2], Unfit::Damaged),
            (&bytes[..bytes.len() - 100], Unfit::Damaged),
            (b"bukan cadangan", Unfit::NotABackup),
            (b"", Unfit::NotABackup),
        ] {
            fs::write(&broken, content).unwrap();
            assert_eq!(unfit(backup::restore(&other, &broken).await), wrong, "{} bytes", content.len());
        }
        // Wherever a bit fell over, also where only the checksum of the whole tells. Some bits say nothing.
        let whole = unpacked(&bytes);
        for at in (GZIP_HEADER_BYTES..bytes.len()).step_by(61).chain(bytes.len() - 8..bytes.len()) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x20;
            if unpacked(&changed) == whole {
                continue;
            }
            fs::write(&broken, changed).unwrap();
            assert_eq!(unfit(backup::restore(&other, &broken).await), Unfit::Damaged, "byte {at}");
        }
        assert!(!other.photos.folder().exists(), "nothing was written");
        other.database.close().await;
    });
}

#[test]
fn a_whole_archive_of_something_else_is_no_backup() {
    on_sqlite(async |city: TestCity| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("foto.tar.gz");
        let packed = flate2::write::GzEncoder::new(fs::File::create(&file).unwrap(), flate2::Compression::fast());
        let mut archive = tar::Builder::new(packed);
        archive.append_path_with_name("Cargo.toml", "foto/jalan.txt").unwrap();
        archive.into_inner().unwrap().finish().unwrap();
        assert_eq!(unfit(backup::restore(&city.services, &file).await), Unfit::NotABackup);
    });
}

/// What is wrong with a folder is no matter of the database.
#[test]
fn a_backup_whose_folder_is_not_there_says_so() {
    on_sqlite(async |city: TestCity| {
        let nowhere = city.services.photos.folder().join("tiada/cadangan.tar.gz");
        assert_eq!(unfit(backup::write(&city.services, &nowhere).await), Unfit::NoPlace);
    });
}

/// A backup is taken back by newer programs, too: under its own schema first.
#[test]
fn a_backup_of_another_schema_is_taken_back_when_it_is_older_and_refused_when_it_is_unknown() {
    on_sqlite(async |city: TestCity| {
        let folder = tempfile::tempdir().unwrap();
        let old = empty(&folder.path().join("lama")).await;
        let known = Database::schemas();
        old.database.migrate_to(known[known.len() - 2]).await.unwrap();
        let file = folder.path().join("lama.tar.gz");
        let written = backup::write(&old, &file).await.unwrap();
        assert_eq!(written.manifest.schemas, known[..known.len() - 1]);
        let new = empty(&folder.path().join("baru")).await;
        backup::restore(&new, &file).await.unwrap();
        assert!(new.database.is_current().await.unwrap());
        let fits = |manifest: &Manifest| known.starts_with(&manifest.schemas);
        assert!(fits(&written.manifest));
        assert_eq!(unfit(backup::restore(&city.services, &file).await), Unfit::NotEmpty);
        for services in [old, new] {
            services.database.close().await;
        }
    });
}
