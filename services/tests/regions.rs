//! Contract of `store/regions.rs` on both databases.

use domain::{
    clock::Day,
    ids::RegionId,
    ledger::RegionRecord,
    region::{Region, RegionCode, RegionLevel},
};
use services::{Failure, queries::place_search, store::regions};
use testing::{DANAU_SIPIN, JAMBI, LEGOK, MURNI, TELANAIPURA, TestCity, both_databases};

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn codes(regions: &[Region]) -> Vec<&str> {
    regions.iter().map(|region| region.code.as_str()).collect()
}

both_databases!(
    async fn a_region_reads_back_as_it_was_written(city: TestCity) {
        let mut tx = city.begin().await;
        let written = Region {
            id: RegionId(city.services.clock.new_id()),
            code: RegionCode::parse("15.71.10.1003-02.004").unwrap(),
            level: RegionLevel::Rt,
            name: "RT 04 “Nan'as”".into(),
            parent: Some(city.region(&LEGOK.region()).await.id),
            households: 1_234_567,
            valid_from: day("2026-07-01"),
            valid_to: Some(day("2027-12-31")),
        };
        regions::insert(&mut tx, &written).await.unwrap();
        assert_eq!(regions::find(&mut tx, written.id).await.unwrap(), Some(written));
        assert_eq!(regions::find(&mut tx, RegionId(city.services.clock.new_id())).await.unwrap(), None);
    }

    async fn a_code_means_the_row_in_force_that_day(city: TestCity) {
        let mut tx = city.begin().await;
        let old = Region {
            id: RegionId(city.services.clock.new_id()),
            code: MURNI.rt(9),
            level: RegionLevel::Rt,
            name: "lama".into(),
            parent: None,
            households: 0,
            valid_from: day("2020-01-01"),
            valid_to: Some(day("2026-12-31")),
        };
        let new = Region {
            id: RegionId(city.services.clock.new_id()),
            name: "baru".into(),
            valid_from: day("2027-01-01"),
            valid_to: None,
            ..old.clone()
        };
        regions::insert(&mut tx, &old).await.unwrap();
        regions::insert(&mut tx, &new).await.unwrap();
        for (on, name) in [("2019-12-31", None), ("2020-01-01", Some("lama")), ("2026-12-31", Some("lama")), ("2027-01-01", Some("baru"))] {
            let found = regions::find_by_code(&mut tx, &MURNI.rt(9), day(on)).await.unwrap();
            assert_eq!(found.as_ref().map(|region| region.name.as_str()), name, "{on}");
        }
        let typed = regions::find_by_text(&mut tx, MURNI.rt(9).as_str(), day("2027-01-01")).await.unwrap();
        assert_eq!(typed.map(|region| region.name), Some("baru".into()));
        for nothing in ["", "Murni", "15.71.99"] {
            assert_eq!(regions::find_by_text(&mut tx, nothing, day("2027-01-01")).await.unwrap(), None, "{nothing:?}");
        }
    }

    async fn the_tree_is_walked_both_ways(city: TestCity) {
        let (jambi, rt) = (city.region(&JAMBI.region()).await, city.region(&LEGOK.rt(2)).await);
        let mut tx = city.read().await;
        let below = regions::children(&mut tx, jambi.id, city.today()).await.unwrap();
        assert_eq!(codes(&below), [TELANAIPURA.code, DANAU_SIPIN.code]);
        assert!(regions::children(&mut tx, jambi.id, day("1999-12-31")).await.unwrap().is_empty());
        let path = regions::path(&mut tx, rt.id).await.unwrap();
        assert_eq!(codes(&path), [JAMBI.code, DANAU_SIPIN.code, LEGOK.code, LEGOK.rt(2).as_str()]);
        assert_eq!(regions::of_level(&mut tx, RegionLevel::Rt, city.today()).await.unwrap().len(), 12);
        assert!(regions::of_level(&mut tx, RegionLevel::Rw, city.today()).await.unwrap().is_empty());
    }

    async fn the_rts_of_a_kelurahan_are_found_below_its_rws_too(city: TestCity) {
        let mut tx = city.begin().await;
        let region = |code: &str, level, name: &str, parent| Region {
            id: RegionId(city.services.clock.new_id()),
            code: RegionCode::parse(code).unwrap(),
            level,
            name: name.into(),
            parent: Some(parent),
            households: 0,
            valid_from: day("2020-01-01"),
            valid_to: None,
        };
        let legok = city.region(&LEGOK.region()).await.id;
        let rw = region("15.71.10.1003-02", RegionLevel::Rw, "RW 02", legok);
        let rt = region("15.71.10.1003-02.004", RegionLevel::Rt, "RT 04", rw.id);
        let ended = Region { valid_to: Some(day("2026-12-31")), ..region("15.71.10.1003-02.005", RegionLevel::Rt, "RT 05", rw.id) };
        for region in [&rw, &rt, &ended] {
            regions::insert(&mut tx, region).await.unwrap();
        }
        let found = regions::rts(&mut tx, legok, city.today()).await.unwrap();
        let found: Vec<_> = found.iter().map(|(rw, region)| (rw.as_deref(), region.name.as_str())).collect();
        assert_eq!(found, [(None, "RT 01"), (None, "RT 02"), (None, "RT 03"), (Some("RW 02"), "RT 04")]);
        assert_eq!(regions::ended(&mut tx, &ended.code, city.today()).await.unwrap(), Some(ended));
        assert_eq!(regions::ended(&mut tx, &rt.code, city.today()).await.unwrap(), None);
    }

    async fn values_are_those_of_the_span_that_is_named_or_of_none(city: TestCity) {
        let [legok, murni] = [city.region(&LEGOK.region()).await, city.region(&MURNI.region()).await];
        let other = Region { name: "Legok Baru".into(), households: 2_500, valid_to: Some(day("2027-12-31")), ..legok.clone() };
        let rows =
            [RegionRecord::region(Some(&legok), &other), RegionRecord::region(Some(&murni), &Region { households: 7, ..murni.clone() })];
        let mut tx = city.begin().await;
        regions::set_values(&mut tx, &rows).await.unwrap();
        assert_eq!(regions::find(&mut tx, legok.id).await.unwrap().as_ref(), Some(&other));
        assert_eq!(regions::find(&mut tx, murni.id).await.unwrap().map(|region| region.households), Some(7));
        let never = Region { valid_from: day("2001-01-01"), ..legok };
        let row = RegionRecord::region(None, &never);
        assert!(matches!(regions::set_values(&mut tx, &[row]).await, Err(Failure::RowCount { rows: 0, .. })));
    }

    async fn places_are_found_by_what_somebody_types(city: TestCity) {
        let found = async |typed: &str, level| -> Vec<String> {
            let places = place_search::places(&city.services, typed, level).await.unwrap();
            places.into_iter().map(|place| place.region.code.to_string()).collect()
        };
        let all: Vec<String> = (1..=3).map(|number| LEGOK.rt(number).to_string()).collect();
        assert_eq!(found("legok", RegionLevel::Rt).await, all);
        for typed in ["legok 2", "Kel. Legok RT 02", "legk 2", "2 leg"] {
            assert_eq!(found(typed, RegionLevel::Rt).await, all[1..2], "{typed}");
        }
        for typed in ["", "2", "rt 02", "tidak ada", "legok 99", "%"] {
            assert!(found(typed, RegionLevel::Rt).await.is_empty(), "{typed}");
        }
        assert_eq!(found("legok", RegionLevel::Kelurahan).await, [LEGOK.code]);
        let place = place_search::places(&city.services, "legok 1", RegionLevel::Rt).await.unwrap().remove(0);
        let path: Vec<&str> = place.path.iter().map(|region| region.name.as_str()).collect();
        assert_eq!(path, ["Danau Sipin", "Legok", "RT 01"]);
    }
);
