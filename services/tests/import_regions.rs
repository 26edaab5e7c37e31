//! Loading a city's list of regions.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    ids::RegionId,
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use services::{
    Services,
    commands::{ImportReport, RowProblem, import_regions},
    queries::region_page,
    store::regions,
};
use testing::{JAMBI, LEGOK, TestCity, both_databases};

const HEADER: &str = "code,level,name,parent_code,households\n";
const BANDAR_LAMPUNG: &str = include_str!("../../demo/data/regions/18.71.csv");

async fn import(services: &Services, rows: &str, apply: bool) -> ImportReport {
    import_regions(services, format!("{HEADER}{rows}").as_bytes(), apply).await.unwrap()
}

fn problem(line: u64, column: &'static str, refusal: Refusal) -> RowProblem {
    RowProblem { line, column, refusal }
}

async fn number_of(services: &Services, level: RegionLevel) -> usize {
    region_page::of_level(services, level).await.unwrap().len()
}

both_databases!(
    async fn another_city_settles_beside_the_first(city: TestCity) {
        let dry = import_regions(&city.services, BANDAR_LAMPUNG.as_bytes(), false).await.unwrap();
        assert_eq!((dry.added, dry.changed, dry.unchanged, dry.problems.len()), (147, 0, 0, 0));
        assert_eq!(number_of(&city.services, RegionLevel::Kota).await, 1, "without --apply nothing is written");
        assert_eq!(import_regions(&city.services, BANDAR_LAMPUNG.as_bytes(), true).await.unwrap(), dry);
        assert_eq!(number_of(&city.services, RegionLevel::Kota).await, 2);
        assert_eq!(number_of(&city.services, RegionLevel::Kecamatan).await, 2 + 20);
        let page = region_page::region_page(&city.services, &RegionCode::parse("18.71.01").unwrap()).await.unwrap().unwrap();
        assert_eq!(page.path.iter().map(|region| region.name.as_str()).collect::<Vec<_>>(), ["Kota Bandar Lampung", "Kedaton"]);
        let again = import_regions(&city.services, BANDAR_LAMPUNG.as_bytes(), true).await.unwrap();
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 147));
    }

    async fn known_rows_are_renamed_and_keep_what_the_file_does_not_say(city: TestCity) {
        let rows = "15.71.10.1003,kelurahan,Legok Baru,15.71.10,\n15.71.10.1003-001,rt,RT 01,15.71.10.1003,77\n15.71,kota,Kota Jambi,15,\n";
        let report = import(&city.services, rows, true).await;
        assert_eq!((report.added, report.changed, report.unchanged), (0, 2, 1));
        let legok = city.region(&LEGOK.region()).await;
        assert_eq!((legok.name.as_str(), legok.households), ("Legok Baru", 120));
        assert_eq!(city.region(&LEGOK.rt(1)).await.households, 77);
    }

    async fn every_bad_row_is_named_and_nothing_is_written(city: TestCity) {
        let rows = "15.71.10.1009,kelurahan,Baru,15.71.10,\n\
                    15.71.10.x,kelurahan,Kode,15.71.10,\n\
                    15.71.10.1010,desa,Jenjang,15.71.10,\n\
                    15.71.10.1011,kelurahan,,15.71.10,\n\
                    15.71.10.1012,kelurahan,Induk,15.71.99,\n\
                    15.71.10.1013,kelurahan,Induk lain,15.71.01,\n\
                    15.71.10.1014,kelurahan,Induk,,\n\
                    15.71.10.1015,kelurahan,KK,15.71.10,-5\n\
                    15.71.10.1009,kelurahan,Lagi,15.71.10,\n\
                    15.71.10.1003,kecamatan,Naik,15.71,\n\
                    15.71.10.1016,kelurahan\n";
        let report = import(&city.services, rows, true).await;
        assert_eq!(
            report.problems,
            [
                problem(3, "code", Refusal::RegionCodeUnreadable),
                problem(4, "level", Refusal::ChoiceUnknown),
                problem(5, "name", Refusal::Required),
                problem(6, "parent_code", Refusal::RegionUnknown),
                problem(7, "parent_code", Refusal::RegionUnknown),
                problem(8, "parent_code", Refusal::RegionCodeUnreadable),
                problem(9, "households", Refusal::NumberUnreadable),
                problem(10, "code", Refusal::Duplicate),
                problem(11, "level", Refusal::ChoiceUnknown),
                problem(12, "code", Refusal::RowUnreadable),
            ]
        );
        assert_eq!(number_of(&city.services, RegionLevel::Kelurahan).await, 4);
    }

    async fn lines_are_counted_as_an_editor_counts_them(city: TestCity) {
        let rows = "\n\n15.71,kota,\"Kota\nJambi\",15,\n\nx,kota,Tiada,15,\ny,kota,Tiada,15,\n";
        for file in [format!("{HEADER}{rows}"), format!("{HEADER}{rows}").replace('\n', "\r\n")] {
            let report = import_regions(&city.services, file.as_bytes(), false).await.unwrap();
            let expected = [7, 8].map(|line| problem(line, "code", Refusal::RegionCodeUnreadable));
            assert_eq!(report.problems, expected);
        }
    }

    async fn files_of_office_programs_are_read(city: TestCity) {
        let file = format!("\u{feff}{HEADER}15.71,kota,Kota Jambi,15,\r\n").replace('\n', "\r\n").replace("\r\r", "\r");
        let report = import_regions(&city.services, file.as_bytes(), false).await.unwrap();
        assert_eq!((report.unchanged, report.problems.len()), (1, 0));
        let latin = import_regions(&city.services, &b"code,level,name\n15.71,kota,Jamb\xed\n"[..], false).await.unwrap();
        assert_eq!(latin.problems, [problem(2, "code", Refusal::RowUnreadable)]);
        assert_eq!(city.region(&JAMBI.region()).await.name, "Kota Jambi");
    }

    async fn a_code_that_had_ended_begins_anew(city: TestCity) {
        let (today, legok) = (city.today(), city.region(&LEGOK.region()).await);
        let ended = Region {
            id: RegionId(city.services.clock.new_id()),
            code: LEGOK.rt(9),
            name: "RT 09 lama".into(),
            level: RegionLevel::Rt,
            parent: Some(legok.id),
            valid_from: "2000-01-01".parse().unwrap(),
            valid_to: today.pred_opt(),
            ..legok
        };
        let mut tx = city.begin().await;
        regions::insert(&mut tx, &ended).await.unwrap();
        tx.commit().await.unwrap();
        let rows = "15.71.10.1003-009,rt,RT 09,15.71.10.1003,30\n";
        assert_eq!(import(&city.services, rows, true).await.added, 1);
        assert_eq!(import(&city.services, rows, true).await.unchanged, 1);
        let anew = city.region(&LEGOK.rt(9)).await;
        assert_eq!((anew.name.as_str(), anew.valid_from, anew.valid_to), ("RT 09", today, None));
    }

    async fn an_empty_city_is_filled_from_the_top(services: Services) {
        let rows = "15.71,kota,Kota Jambi,15,\n15.71.10,kecamatan,Danau Sipin,15.71,\n15.71.10.1003,kelurahan,Legok,15.71.10,900\n";
        assert_eq!(import(&services, rows, true).await.added, 3);
        let groups = region_page::kelurahan_by_kecamatan(&services).await.unwrap();
        let names: Vec<_> = groups.iter().map(|(above, below)| (above.as_str(), below[0].name.as_str(), below[0].households)).collect();
        assert_eq!(names, [("Danau Sipin", "Legok", 900)]);
    }
);
