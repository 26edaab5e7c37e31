//! Looking over an installation finds what an operator should know, on both databases.

use chrono::TimeDelta;
use domain::{account::Role, comment::Subject, ids::PhotoId};
use services::{
    Services,
    checkup::{Level, look_over},
    store::{
        health,
        photos::{self, NewPhoto},
    },
};
use std::{collections::BTreeMap, fs};
use testing::{LEGOK, TestCity, both_databases, plans};

async fn found(services: &Services) -> BTreeMap<&'static str, (Level, String)> {
    look_over(services).await.into_iter().map(|finding| (finding.code, (finding.level, finding.value))).collect()
}

both_databases!(
    async fn a_new_installation_is_whole_and_lacks_a_city(services: Services) {
        let found = found(&services).await;
        for code in ["database", "schema", "whole", "clock", "writing", "photos", "space"] {
            assert_eq!(found[code].0, Level::Good, "{code}: {}", found[code].1);
        }
        for code in ["no_regions", "no_admin", "no_year"] {
            assert_eq!(found[code].0, Level::Doubtful, "{code}");
        }
        let mut tx = services.database.read().await.unwrap();
        assert!(found["database"].1.ends_with(&health::version(&mut tx).await.unwrap()), "{}", found["database"].1);
        assert!(health::broken(&mut tx).await.unwrap().is_empty());
    }

    async fn a_city_with_people_lacks_nothing(city: TestCity) {
        city.city_officer(Role::CityAdmin).await;
        let found = found(&city.services).await;
        assert!(!found.contains_key("no_regions") && !found.contains_key("no_admin") && found.contains_key("no_year"), "{found:?}");
        let inhabited = health::inhabited(&mut city.read().await).await.unwrap();
        assert!(inhabited.regions > 10 && inhabited.admins == 1 && inhabited.years == 0, "{inhabited:?}");
    }

    async fn photos_without_files_and_files_without_photos_are_counted(city: TestCity) {
        let plan = plans::published(&city, &[LEGOK.region()]).await;
        let id = PhotoId(city.services.clock.new_id());
        let photo = NewPhoto { id, subject: Subject::Plan(plan), position: 1, width: 8, height: 8, alt: "Jalan" };
        let mut tx = city.begin().await;
        photos::insert(&mut tx, &photo).await.unwrap();
        tx.commit().await.unwrap();
        fs::create_dir_all(city.services.photos.folder()).unwrap();
        for name in ["lain-1.jpg", "lain-2.jpg", "lain-3.jpg", ".unfinished"] {
            fs::write(city.services.photos.folder().join(name), "x").unwrap();
        }
        let found = found(&city.services).await;
        assert_eq!((found["photos_missing"].1.as_str(), found["photos_left_over"].1.as_str()), ("2", "3"));
    }

    async fn a_clock_that_was_put_back_is_noticed(city: TestCity) {
        found(&city.services).await;
        city.pass(-TimeDelta::hours(3));
        assert_eq!(found(&city.services).await["clock_back"].0, Level::Bad);
    }

    async fn a_database_that_does_not_answer_is_the_finding(services: Services) {
        services.database.close().await;
        let found = found(&services).await;
        assert_eq!(found.keys().collect::<Vec<_>>(), [&"database_failed"]);
    }
);
