//! Small writes of many people are committed together on SQLite: each has its own answer, and takes only itself back.

use crate::faults::{count, insert, sqlite};
use services::{
    Failure, Services, commands,
    store::{Outage, proposals},
};
use sqlx::Executor;
use std::time::Duration;
use testing::{LEGOK, TestCity, both_databases, on_sqlite, world::World};
use tokio::time::{sleep, timeout};

const PEOPLE: usize = 60;

async fn write(services: &Services) -> Result<(), Failure> {
    let mut tx = services.database.begin_in_group().await?;
    insert(&mut tx, services, "Warga").await?;
    tx.commit().await
}

both_databases!(
    async fn all_who_act_at_once_are_answered_and_counted(city: TestCity) {
        let world = World::new(city.clone()).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "parit", 3).await;
        let mut acts = Vec::new();
        for _ in 0..PEOPLE {
            let (person, services) = (city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await, city.services.clone());
            acts.push(tokio::spawn(async move { commands::support_proposal(&services, &person, id).await }));
        }
        for act in acts {
            act.await.unwrap().unwrap();
        }
        let counted = proposals::find(&mut city.read().await, id).await.unwrap().unwrap().support_count;
        assert_eq!(usize::try_from(counted).unwrap(), PEOPLE);
    }

    async fn whoever_goes_away_takes_only_their_own_back(services: Services) {
        let before = count(&services).await;
        let mut left = services.database.begin_in_group().await.unwrap();
        insert(&mut left, &services, "Pergi").await.unwrap();
        let others: Vec<_> = (0..PEOPLE)
            .map(|_| {
                tokio::spawn({
                    let services = services.clone();
                    async move { write(&services).await }
                })
            })
            .collect();
        sleep(Duration::from_millis(20)).await;
        drop(left);
        for other in others {
            other.await.unwrap().unwrap();
        }
        // The last of a group, too.
        let mut left = services.database.begin_in_group().await.unwrap();
        insert(&mut left, &services, "Pergi").await.unwrap();
        drop(left);
        write(&services).await.unwrap();
        assert_eq!(count(&services).await, before + i64::try_from(PEOPLE).unwrap() + 1);
    }

    async fn nobody_sees_what_is_not_committed_and_others_write_afterwards(services: Services) {
        let before = count(&services).await;
        let mut member = services.database.begin_in_group().await.unwrap();
        insert(&mut member, &services, "Warga").await.unwrap();
        assert_eq!(count(&services).await, before);
        member.commit().await.unwrap();
        assert_eq!(count(&services).await, before + 1, "answered is committed");
        let mut alone = timeout(Duration::from_secs(5), services.database.begin()).await.unwrap().unwrap();
        insert(&mut alone, &services, "Warga").await.unwrap();
        alone.commit().await.unwrap();
        assert_eq!(count(&services).await, before + 2);
    }
);

#[test]
fn what_fails_fails_alone_and_a_group_that_cannot_be_committed_fails_for_all() {
    on_sqlite(async |services: Services| {
        let before = count(&services).await;
        write(&services).await.unwrap();
        // A statement that fails leaves what came before it in the group.
        let mut tx = services.database.begin_in_group().await.unwrap();
        sqlite(&mut tx).execute("INSERT INTO accounts (id) VALUES (NULL)").await.unwrap_err();
        drop(tx);
        write(&services).await.unwrap();
        assert_eq!(count(&services).await, before + 2);

        // As large as the file is now, and no page more; this holds for the connection.
        let mut tx = services.database.begin_in_group().await.unwrap();
        sqlite(&mut tx).execute("PRAGMA max_page_count = 1").await.unwrap();
        let full = insert(&mut tx, &services, &"n".repeat(1_000_000)).await.unwrap_err();
        assert_eq!(full.outage(), Some(Outage::DiskFull), "{full}");
        drop(tx);
        for _ in 0..3 {
            write(&services).await.unwrap();
        }
        assert_eq!(count(&services).await, before + 5);

        // Behind one who takes long two others wait, who are committed together; one of them spoils the commit.
        let slow = services.database.begin_in_group().await.unwrap();
        let one = tokio::spawn({
            let services = services.clone();
            async move { write(&services).await }
        });
        let spoiling = tokio::spawn({
            let services = services.clone();
            async move {
                let mut tx = services.database.begin_in_group().await?;
                sqlite(&mut tx).execute("PRAGMA defer_foreign_keys = ON").await?;
                sqlite(&mut tx)
                    .execute("INSERT INTO sessions (token_hash, account_id, created_at, last_seen_at, user_agent) VALUES (x'01', x'02', '', '', '')")
                    .await?;
                tx.commit().await
            }
        });
        sleep(Duration::from_millis(50)).await;
        drop(slow);
        for lost in [one, spoiling] {
            assert!(matches!(lost.await.unwrap(), Err(Failure::Other(_))));
        }
        assert_eq!(count(&services).await, before + 5, "who was not answered well is not counted");
        write(&services).await.unwrap();
    });
}
