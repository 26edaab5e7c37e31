//! Contract of `store/agencies.rs`.

use domain::ids::AgencyId;
use services::store::agencies::{self, Agency};
use testing::{DISHUB, PUPR, TestCity, both_databases};

both_databases!(
    async fn agencies_are_found_by_id_and_code_and_listed_by_code(city: TestCity) {
        let mut tx = city.begin().await;
        let written = Agency::new(AgencyId(city.services.clock.new_id()), "1-05-2", "BPBD", "Badan Penanggulangan Bencana Daerah");
        agencies::insert(&mut tx, &written).await.unwrap();
        assert_eq!(agencies::find(&mut tx, written.id()).await.unwrap().as_ref(), Some(&written));
        assert_eq!(agencies::find_by_code(&mut tx, "1-05-2").await.unwrap().as_ref(), Some(&written));
        agencies::rename(&mut tx, written.id(), "Pemadam", "Dinas Pemadam Kebakaran").await.unwrap();
        let renamed = Agency::new(written.id(), "1-05-2", "Pemadam", "Dinas Pemadam Kebakaran");
        assert_eq!(agencies::find(&mut tx, written.id()).await.unwrap(), Some(renamed));
        let nobody = AgencyId(city.services.clock.new_id());
        assert!(agencies::rename(&mut tx, nobody, "X", "Y").await.is_err(), "there is no such agency");
        assert_eq!(agencies::find_by_code(&mut tx, "9-99").await.unwrap(), None);
        let codes: Vec<String> = agencies::all(&mut tx).await.unwrap().into_iter().map(|agency| agency.code).collect();
        assert_eq!(codes, [PUPR.code, "1-05-2", DISHUB.code]);
    }

    async fn one_code_is_one_agency(city: TestCity) {
        let mut tx = city.begin().await;
        let twin = Agency::new(AgencyId(city.services.clock.new_id()), PUPR.code, "PU", "Pekerjaan Umum");
        assert!(agencies::insert(&mut tx, &twin).await.is_err());
    }
);
