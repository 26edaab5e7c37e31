//! What pages read about people and places.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::Role,
    ids::AccountId,
    permission::{MayInspect, may_inspect},
    region::RegionLevel,
};
use services::{
    Services, Visit,
    commands::{self, Registration},
    queries::{health, people, region_page},
};
use testing::typed::{contact, line};
use testing::{DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PASSWORD, PUPR, TELANAIPURA, TestCity, both_databases};

async fn permit(city: &TestCity) -> MayInspect {
    may_inspect(&city.city_officer(Role::Inspector).await.actor().await).unwrap()
}

both_databases!(
    async fn a_page_of_people_shows_contact_home_and_roles(city: TestCity) {
        let officer = city.office_of(LEGOK).await;
        city.grant(&officer, Role::AgencyVerifier, PUPR.code).await;
        let permit = permit(&city).await;
        let (found, more) = people::people(&city.services, &permit, &officer.contact, None).await.unwrap();
        assert_eq!((found.len(), more), (1, false));
        let places: Vec<Option<&str>> = found[0].roles.iter().map(|held| held.place.as_deref()).collect();
        assert_eq!((found[0].contact.as_str(), found[0].home.as_deref()), (officer.contact.as_str(), Some("15.71.01.1001-001")));
        assert_eq!((places, found[0].residence_confirmed), (vec![Some("Legok"), Some("PUPR")], true));
        let one = people::person_page(&city.services, &permit, officer.id).await.unwrap().unwrap();
        assert_eq!((one.contact, one.home, one.roles.len()), (found[0].contact.clone(), found[0].home.clone(), 2));
        let nobody = people::person_page(&city.services, &permit, AccountId(city.services.clock.new_id())).await.unwrap();
        assert!(nobody.is_none());
    }

    async fn people_are_found_by_the_phone_number_as_it_is_said(city: TestCity) {
        let form = Registration { name: line("Nurhayati"), contact: contact("0812 3456 7890"), password: PASSWORD.into(), home: None };
        commands::register_account(&city.services, form, &Visit::default()).await.unwrap();
        let permit = permit(&city).await;
        for query in ["0812-3456", "62812 3456", "+62 812 3456", "nurHAYATI", "34567890"] {
            let (found, _) = people::people(&city.services, &permit, query, None).await.unwrap();
            assert_eq!(found.len(), 1, "{query}");
        }
        let (found, _) = people::people(&city.services, &permit, "0813", None).await.unwrap();
        assert!(found.is_empty());
    }

    async fn many_people_come_in_pages_of_twenty_five(city: TestCity) {
        for _ in 0..30 {
            city.resident_of(&LEGOK.rt(1)).await;
        }
        let permit = permit(&city).await;
        let (first, more) = people::people(&city.services, &permit, "", None).await.unwrap();
        assert_eq!((first.len(), more), (25, true));
        let after = first.last().map(|last| last.id);
        let (second, more) = people::people(&city.services, &permit, "", after).await.unwrap();
        assert_eq!((second.len(), more), (6, false), "the inspector is the thirty-first");
        assert!(second.iter().all(|person| first.iter().all(|known| known.id != person.id)));
    }

    async fn a_region_knows_the_way_up_and_what_lies_below(city: TestCity) {
        let page = region_page::region_page(&city.services, &LEGOK.region()).await.unwrap().unwrap();
        let names = |regions: &[domain::region::Region]| regions.iter().map(|region| region.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&page.path), [JAMBI.name, DANAU_SIPIN.name, LEGOK.name]);
        assert_eq!((page.region.name.as_str(), names(&page.children)), (LEGOK.name, vec!["RT 01".into(), "RT 02".into(), "RT 03".into()]));
        assert!(region_page::region_page(&city.services, &LEGOK.rt(99)).await.unwrap().is_none());
        let kecamatan = region_page::of_level(&city.services, RegionLevel::Kecamatan).await.unwrap();
        assert_eq!(names(&kecamatan), [TELANAIPURA.name, DANAU_SIPIN.name]);
        let groups = region_page::kelurahan_by_kecamatan(&city.services).await.unwrap();
        assert_eq!((groups[1].0.as_str(), names(&groups[1].1)), (DANAU_SIPIN.name, vec![MURNI.name.into(), LEGOK.name.into()]));
    }

    async fn agencies_are_listed_for_choosing(city: TestCity) {
        let agencies = people::agencies(&city.services).await.unwrap();
        assert_eq!(agencies.iter().map(|agency| agency.short_name.as_str()).collect::<Vec<_>>(), [PUPR.name, DISHUB.name]);
    }

    async fn a_database_without_accounts_is_empty(services: Services) {
        assert!(health::is_empty(&services).await.unwrap());
        let city = TestCity { services };
        let form = Registration { name: line("Admin"), contact: contact("admin@contoh.id"), password: PASSWORD.into(), home: None };
        commands::register_account(&city.services, form, &Visit::default()).await.unwrap();
        assert!(!health::is_empty(&city.services).await.unwrap());
    }
);
