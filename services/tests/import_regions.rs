//! Loading a city's list of regions.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    cycle::StageKind,
    ids::RegionId,
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use services::{
    Services,
    commands::{Doubt, ImportReport, RowChange, RowProblem, Value, import_regions, import_stages},
    queries::region_page,
    store::{audit, cycles, musrenbangs, regions},
    table::Unreadable,
};
use testing::{JAMBI, LEGOK, TestCity, both_databases};

const HEADER: &str = "code,level,name,parent_code,households\n";
const STAGES: &str = "stage\nrt\nkelurahan\nkecamatan\nagency_forum\nkota\nrkpd\napbd\nexecution\nfinished\n";
const BANDAR_LAMPUNG: &str = include_str!("../../demo/data/regions/18.71.csv");

async fn import(services: &Services, rows: &str, apply: bool) -> ImportReport {
    import_regions(services, format!("{HEADER}{rows}").as_bytes(), apply).await.unwrap()
}

fn problem(line: u64, column: &'static str, value: &str, refusal: Refusal) -> RowProblem {
    RowProblem { line, column, value: value.into(), refusal, choices: Vec::new() }
}

/// One of the levels was expected, or the one that is stored.
fn level(line: u64, value: &str, refusal: Refusal, choices: &[&str]) -> RowProblem {
    RowProblem { choices: choices.iter().map(|choice| (*choice).into()).collect(), ..problem(line, "level", value, refusal) }
}

async fn number_of(services: &Services, level: RegionLevel) -> usize {
    region_page::of_level(services, level).await.unwrap().len()
}

both_databases!(
    async fn a_second_city_is_refused_in_one_sentence(city: TestCity) {
        let refused = import_regions(&city.services, BANDAR_LAMPUNG.as_bytes(), true).await.unwrap();
        let why = Unreadable::AnotherCity { found: "Kota Bandar Lampung (18.71)".into(), ours: "Kota Jambi (15.71)".into() };
        assert_eq!(refused, ImportReport { unreadable: Some(why), ..ImportReport::default() });
        assert_eq!(number_of(&city.services, RegionLevel::Kota).await, 1);
        assert_eq!(number_of(&city.services, RegionLevel::Kelurahan).await, 4);
    }

    async fn a_city_settles_from_a_list_in_the_words_of_the_ministry(services: Services) {
        let list = BANDAR_LAMPUNG.replacen("code,level,name,parent_code", "kode;tingkat;nama;kode_induk", 1);
        let (heading, rows) = list.split_once('\n').unwrap();
        let list = format!("{heading}\n18;provinsi;Lampung;\n{}", rows.replace(',', ";"));
        let dry = import_regions(&services, list.as_bytes(), false).await.unwrap();
        assert_eq!((dry.added, dry.changed, dry.unchanged, dry.problems.len()), (147, 0, 0, 0));
        assert_eq!((dry.remarks.as_slice(), dry.was_written), (&[2][..], false));
        assert_eq!(number_of(&services, RegionLevel::Kota).await, 0, "without --apply nothing is written");
        assert!(import_regions(&services, list.as_bytes(), true).await.unwrap().was_written);
        assert_eq!(number_of(&services, RegionLevel::Kecamatan).await, 20);
        let page = region_page::region_page(&services, &RegionCode::parse("18.71.01").unwrap()).await.unwrap().unwrap();
        assert_eq!(page.path.iter().map(|region| region.name.as_str()).collect::<Vec<_>>(), ["Kota Bandar Lampung", "Kedaton"]);
        let again = import_regions(&services, list.as_bytes(), true).await.unwrap();
        assert_eq!((again.added, again.changed, again.unchanged, again.was_written), (0, 0, 147, false));
    }

    async fn known_rows_are_renamed_and_keep_what_the_file_does_not_say(city: TestCity) {
        let rows = "15.71.10.1003,kelurahan,Legok Baru,15.71.10,\n15.71.10.1003-001,rt,RT 01,15.71.10.1003,77\n15.71,kota,Kota Jambi,15,\n";
        let report = import(&city.services, rows, true).await;
        assert_eq!((report.added, report.changed, report.unchanged), (0, 2, 1));
        let change = |line, of: &str, column, old, new| RowChange { line, of: of.into(), column, old, new };
        assert_eq!(
            report.changes,
            [
                change(2, "15.71.10.1003", "name", Value::Text("Legok".into()), Value::Text("Legok Baru".into())),
                change(3, "15.71.10.1003-001", "households", Value::Number(40), Value::Number(77)),
            ]
        );
        assert_eq!((report.absent.len(), report.absent[0].as_str()), (3 + 11, "15.71.01.1001 Simpang IV Sipin"), "they stay and are named");
        let logged = audit::newest(&mut city.read().await, None, 50).await.unwrap();
        assert_eq!(logged.iter().filter(|line| line.kind == "regions_listed").count(), 2, "the list at first, and what is another now");
        let legok = city.region(&LEGOK.region()).await;
        assert_eq!((legok.name.as_str(), legok.households), ("Legok Baru", 120));
        assert_eq!(city.region(&LEGOK.rt(1)).await.households, 77);
    }

    async fn every_bad_row_is_named_and_nothing_is_written(city: TestCity) {
        let rows = "15.71.10.1009,kelurahan,Baru,15.71.10,\n\
                    15.71.10.x,kelurahan,Kode,15.71.10,\n\
                    15.71.10.1010,desas,Jenjang,15.71.10,\n\
                    15.71.10.1011,kelurahan,,15.71.10,\n\
                    15.71.10.1012,kelurahan,Induk,15.71.99,\n\
                    15.71.10.1013,kelurahan,Induk lain,15.71.01,\n\
                    15.71.10.1014,kelurahan,Induk,,\n\
                    15.71.10.1015,kelurahan,KK,15.71.10,-5\n\
                    15.71.10.1009,kelurahan,Lagi,15.71.10,\n\
                    15.71.10.1003,kecamatan,Naik,15.71,\n\
                    15.71.10.1016,kelurahan\n\
                    15.71.10.1003.004,rt,RT 004,15.71.10.1003,43\n\
                    1571101003,kelurahan,Legok,15.71.10,\n\
                    15.71.10.1017,kelurahan,KK,15.71.10,12.5\n\
                    15.71.10.1018,kelurahan,KK,15.71.10,1.0\n";
        let report = import(&city.services, rows, true).await;
        assert_eq!(
            report.problems,
            [
                problem(3, "code", "15.71.10.x", Refusal::RegionCodeUnreadable),
                level(4, "desas", Refusal::ChoiceUnknown, &["kota", "kabupaten", "kecamatan", "kelurahan", "desa", "rw", "rt"]),
                problem(5, "name", "", Refusal::Required),
                problem(6, "parent_code", "15.71.99", Refusal::RegionUnknown),
                problem(7, "parent_code", "15.71.01", Refusal::RegionUnknown),
                problem(9, "households", "-5", Refusal::NumberUnreadable),
                problem(10, "code", "15.71.10.1009", Refusal::Duplicate),
                level(11, "kecamatan", Refusal::LevelDiffers, &["kelurahan"]),
                problem(12, "code", "15.71.10.1016", Refusal::RowUnreadable { found: 2, expected: 5 }),
                problem(13, "code", "15.71.10.1003.004", Refusal::RtCodeUnreadable { example: "15.71.10.1003-004".into() }),
                problem(14, "code", "1571101003", Refusal::RegionCodeUndotted),
                problem(15, "households", "12.5", Refusal::NumberUnreadable),
                problem(16, "households", "1.0", Refusal::NumberAmbiguous { one: "1".into(), other: "10".into() }),
            ]
        );
        assert_eq!(number_of(&city.services, RegionLevel::Kelurahan).await, 4);
    }

    async fn lines_are_counted_as_an_editor_counts_them(city: TestCity) {
        let rows = "\n\n15.71,kota,\"Kota\nJambi\",15,\n\nx,kota,Tiada,15,\ny,kota,Tiada,15,\n";
        for file in [format!("{HEADER}{rows}"), format!("{HEADER}{rows}").replace('\n', "\r\n")] {
            let report = import_regions(&city.services, file.as_bytes(), false).await.unwrap();
            let expected = [(7, "x"), (8, "y")].map(|(line, code)| problem(line, "code", code, Refusal::RegionCodeUnreadable));
            assert_eq!(report.problems, expected);
        }
    }

    async fn files_of_office_programs_are_read(city: TestCity) {
        let file = format!("\u{feff}{HEADER}15.71,kota,Kota Jambi,15,\r\n").replace('\n', "\r\n").replace("\r\r", "\r");
        let report = import_regions(&city.services, file.as_bytes(), false).await.unwrap();
        assert_eq!((report.unchanged, report.problems.len()), (1, 0));
        let latin = import_regions(&city.services, &b"code,level,name\n15.71,kota,Jamb\xed\n"[..], false).await.unwrap();
        assert_eq!(latin.unreadable, Some(Unreadable::Encoding { line: 2, near: "Jamb".into(), guess: "Windows-1252" }));
        assert_eq!(city.region(&JAMBI.region()).await.name, "Kota Jambi");
    }

    async fn an_rt_ends_on_the_day_that_is_named_and_nothing_else_ends(city: TestCity) {
        let (today, rt) = (city.today(), LEGOK.rt(2));
        let list = |code: &str, level: &str, until: &str| format!("code,level,name,sampai\n{code},{level},RT 02,{until}\n");
        let listed = async |rows: String| import_regions(&city.services, rows.as_bytes(), true).await.unwrap();
        let yesterday = today.pred_opt().unwrap();
        let refused = listed(list(rt.as_str(), "rt", &yesterday.to_string())).await;
        assert_eq!(refused.problems, [problem(2, "until", &yesterday.to_string(), Refusal::DateInPast)]);
        let refused = listed(list(LEGOK.region().as_str(), "kelurahan", &today.to_string())).await;
        assert_eq!(refused.problems, [problem(2, "until", &today.to_string(), Refusal::OnlyRtEnds)]);

        let ended = listed(list(rt.as_str(), "rt", &today.to_string())).await;
        assert_eq!((ended.changed, ended.problems.len()), (1, 0));
        assert_eq!(listed(list(rt.as_str(), "rt", "")).await.unchanged, 1, "an empty cell leaves it");
        let mut tx = city.read().await;
        let on = async |tx: &mut _, day| regions::find_by_code(tx, &rt, day).await.unwrap().map(|region| region.valid_to);
        assert_eq!(on(&mut tx, today).await, Some(Some(today)));
        assert_eq!(on(&mut tx, today.succ_opt().unwrap()).await, None);
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
        city.list_regions(&[ended]).await;
        let rows = "15.71.10.1003-009,rt,RT 09,15.71.10.1003,30\n";
        assert_eq!(import(&city.services, rows, true).await.added, 1);
        assert_eq!(import(&city.services, rows, true).await.unchanged, 1);
        let anew = city.region(&LEGOK.rt(9)).await;
        assert_eq!((anew.name.as_str(), anew.valid_from, anew.valid_to), ("RT 09", today, None));
    }

    async fn a_kabupaten_has_desa_beside_its_kelurahan_and_rws_above_its_rts(services: Services) {
        let rows = "15.05,kabupaten,Kabupaten Muaro Jambi,15,\n15.05.01,kecamatan,Jambi Luar Kota,15.05,\n\
                    15.05.01.2001,desa,Mendalo Darat,,900\n15.05.01.2002,kelurahan,Mendalo Indah,,\n\
                    15.05.01.2001-01,rw,RW 01,,\n15.05.01.2001-01.002,rt,RT 02,,40\n15.05.01.2001-003,rt,RT 03,,\n";
        let report = import(&services, rows, true).await;
        assert_eq!((report.added, report.was_written), (7, true));
        let doubts: Vec<_> = report.doubts.iter().map(|doubt| (doubt.line, doubt.doubt)).collect();
        assert_eq!(doubts, [(5, Doubt::ShownAs)], "a kelurahan by its word, a desa by its code");
        let numbers = [number_of(&services, RegionLevel::Kelurahan).await, number_of(&services, RegionLevel::Rw).await];
        assert_eq!(numbers, [2, 1]);
        let wrong = "15.05.01.2001-004,rw,RW 04,,\n15.05.01.2001-05,rt,RT 05,,\n15.05.01.2001-09.006,rt,RT 06,,\n";
        let problems: Vec<_> = import(&services, wrong, true).await.problems.into_iter().map(|one| (one.line, one.refusal)).collect();
        let expected = [
            (2, Refusal::RwCodeUnreadable { example: "15.05.01.2001-04".into() }),
            (3, Refusal::RtCodeUnreadable { example: "15.05.01.2001-005".into() }),
            (4, Refusal::RegionUnknown),
        ];
        assert_eq!(problems, expected, "two digits are an RW, three an RT, and an RT lies in an RW that is there");
    }

    async fn what_is_added_after_the_stages_gets_its_meetings(city: TestCity) {
        assert!(import_stages(&city.services, 2028, STAGES.as_bytes(), true).await.unwrap().was_written);
        let rows = "15.71.10.1009,kelurahan,Baru,15.71.10,\n15.71.10.1009-001,rt,RT 01,15.71.10.1009,40\n";
        assert_eq!(import(&city.services, rows, true).await.meetings, 2);
        let mut tx = city.read().await;
        let cycle = cycles::of_year(&mut tx, 2028).await.unwrap().unwrap();
        for (code, stage) in [("15.71.10.1009", StageKind::Kelurahan), ("15.71.10.1009-001", StageKind::Rt)] {
            let region = regions::find_by_text(&mut tx, code, city.today()).await.unwrap().unwrap();
            assert!(musrenbangs::of_region(&mut tx, cycle.id, stage, region.id).await.unwrap().is_some(), "{code}");
        }
    }

    async fn a_list_with_its_heading_only_is_said_and_not_written(services: Services) {
        let report = import(&services, "", true).await;
        assert_eq!((report.unreadable, report.was_written), (Some(Unreadable::NoRows), false));
    }

    async fn an_empty_city_is_filled_from_the_top(services: Services) {
        let rows = "15.71,kota,Kota Jambi,15,\n15.71.10,kecamatan,Danau Sipin,15.71,\n15.71.10.1003,kelurahan,Legok,15.71.10,900\n";
        assert_eq!(import(&services, rows, true).await.added, 3);
        let groups = region_page::kelurahan_by_kecamatan(&services).await.unwrap();
        let names: Vec<_> = groups.iter().map(|(above, below)| (above.as_str(), below[0].name.as_str(), below[0].households)).collect();
        assert_eq!(names, [("Danau Sipin", "Legok", 900)]);
    }
);
