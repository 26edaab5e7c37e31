//! Contract of `store/database.rs`: what both databases promise to commands. Their tables are compared in `schema.rs`.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::ids::AccountId;
use services::{
    Failure, Services,
    store::{
        Database, Obstacle,
        accounts::{self, NewAccount},
    },
};
use std::{os::unix::fs::PermissionsExt as _, time::Duration};
use testing::{LEGOK, TestCity, both_databases};

fn somebody<'a>(city: &TestCity, email: &'a str) -> NewAccount<'a> {
    let id = AccountId(city.services.clock.new_id());
    NewAccount { id, name: "Warga", phone: None, email: Some(email), password_hash: "", home: None, created_at: city.now() }
}

async fn count(city: &TestCity) -> i64 {
    accounts::count(&mut city.read().await).await.unwrap()
}

both_databases!(
    async fn what_is_not_committed_never_happened(city: TestCity) {
        let mut tx = city.begin().await;
        accounts::insert(&mut tx, &somebody(&city, "satu@contoh.id")).await.unwrap();
        drop(tx);
        assert_eq!(count(&city).await, 0);
        let mut tx = city.begin().await;
        accounts::insert(&mut tx, &somebody(&city, "satu@contoh.id")).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&city).await, 1);
    }

    async fn a_reader_sees_one_moment_and_cannot_write(city: TestCity) {
        let mut reader = city.read().await;
        assert_eq!(accounts::count(&mut reader).await.unwrap(), 0);
        city.resident_of(&LEGOK.rt(1)).await;
        assert_eq!(accounts::count(&mut reader).await.unwrap(), 0);
        assert!(accounts::insert(&mut reader, &somebody(&city, "satu@contoh.id")).await.is_err());
        drop(reader);
        assert_eq!(count(&city).await, 1);
    }

    async fn writers_at_the_same_time_all_get_their_turn(city: TestCity) {
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let city = city.clone();
                tokio::spawn(async move { city.resident_of(&LEGOK.rt(1)).await.id })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(count(&city).await, 8);
    }

    async fn whoever_hangs_up_while_a_unit_of_work_begins_leaves_no_connection_in_it(city: TestCity) {
        for round in 0..600 {
            let patience = Duration::from_micros(round * 7 % 1500);
            let _ = tokio::time::timeout(patience, city.services.database.read()).await;
        }
        let writers = (0..20).map(|number| {
            let city = city.clone();
            tokio::spawn(async move {
                let mut tx = city.begin().await;
                let email = format!("warga{number}@contoh.id");
                accounts::insert(&mut tx, &somebody(&city, &email)).await.unwrap();
                tx.commit().await.unwrap();
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_eq!(count(&city).await, 20);
    }

    async fn what_was_filled_in_a_hurry_is_there_for_everybody(city: TestCity) {
        let hurried = city.services.database.hurried().await.unwrap();
        let mut tx = hurried.begin().await.unwrap();
        accounts::insert(&mut tx, &somebody(&city, "satu@contoh.id")).await.unwrap();
        tx.commit().await.unwrap();
        hurried.close().await;
        assert_eq!(count(&city).await, 1, "the ordinary connections are still open");
        city.resident_of(&LEGOK.rt(1)).await;
        assert_eq!(count(&city).await, 2);
    }

    async fn migrating_again_changes_nothing(services: Services) {
        services::migrate(&services.database).await.unwrap();
        assert!(["SQLite", "PostgreSQL"].contains(&services.database.name()));
        services.database.close().await;
        assert!(services.database.begin().await.is_err());
    }
);

#[tokio::test]
async fn an_address_of_another_database_is_refused() {
    for address in ["mysql://localhost/rembuk", "sqllite:///tmp/rembuk.db", "", "sqlite://", "/tmp/rembuk.db"] {
        let refused = Database::connect(address).await;
        let is_said = matches!(refused, Err(Failure::CannotOpen { obstacle: Obstacle::AddressUnreadable, .. }));
        assert!(is_said, "{address}");
    }
}

/// Names, contacts and secrets stand in it.
#[tokio::test]
async fn a_new_file_is_read_by_its_owner_and_group_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("baru.db");
    let database = Database::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    assert!(database.is_bare().await.unwrap());
    services::migrate(&database).await.unwrap();
    assert!(!database.is_bare().await.unwrap());
    for file in [file.clone(), file.with_extension("db-wal")] {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640, "{}", file.display());
    }
    database.close().await;
}
