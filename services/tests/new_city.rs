//! What a city loads from files before its first proposal: agencies, and the stages of its planning year.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::Role,
    catalogue::{Field, ProposalType},
    city::{CityKind, Setting},
    clock::Zone,
    cycle::{Ceiling, Stage, StageKind},
    ids::{CycleId, ProposalTypeId},
    ledger::{Event, SettingEvent, Subject},
    money::Rupiah,
    permission::may_see_settings,
    reason::Note,
    refusal::Refusal,
};
use services::{
    CommandError, Services,
    commands::{
        Doubt, ImportReport, RowChange, RowProblem, Value, Wanted, change_settings, change_settings_without_permit, import_agencies,
        import_catalogue, import_ceilings, import_regions, import_stages, set_emblem, set_emblem_without_permit,
    },
    ledger::recount,
    queries::{self, draft_page},
    store::{
        agencies, audit, city,
        cycles::{self, Announced, CeilingOf, NewCeiling},
        ledger, musrenbangs,
    },
};
use testing::{LEGOK, PUPR, TestCity, both_databases};

const STAGES: &str = "stage,opens_on,closes_on
rt,2027-01-04,2027-01-15
kelurahan,2027-01-18,2027-02-12
kecamatan,2027-02-15,2027-02-26
agency_forum,2027-03-01,2027-03-12
kota,2027-03-15,2027-03-26
rkpd,,
apbd,,
execution,,
finished,,
";

fn problem(line: u64, column: &'static str, value: &str, refusal: Refusal) -> RowProblem {
    RowProblem { line, column, value: value.into(), refusal, choices: Vec::new() }
}

fn change(line: u64, of: &str, column: &'static str, old: Value, new: Value) -> RowChange {
    RowChange { line, of: of.into(), column, old, new }
}

fn words(text: &str) -> Value {
    Value::Text(text.into())
}

fn money(amount: i64) -> Value {
    Value::Money(Rupiah::new(amount).unwrap())
}

async fn logged(city: &TestCity, action: &str) -> usize {
    let lines = audit::newest(&mut city.read().await, None, 50).await.unwrap();
    lines.iter().filter(|line| line.kind == action).count()
}

async fn begin(city: &TestCity) -> CycleId {
    assert!(import_stages(&city.services, 2028, STAGES.as_bytes(), true).await.unwrap().was_written);
    cycles::of_year(&mut city.read().await, 2028).await.unwrap().unwrap().id
}

both_databases!(
    async fn agencies_are_added_and_renamed_or_every_bad_row_is_named(city: TestCity) {
        let bad = "code,short_name,name\n2-01,Disnaker,Dinas Tenaga Kerja\n2-02,,Dinas Sosial\n2-01,Naker,Tenaga Kerja\n";
        let report = import_agencies(&city.services, bad.as_bytes(), true).await.unwrap();
        assert_eq!(report.problems, [problem(3, "short_name", "", Refusal::Required), problem(4, "code", "2-01", Refusal::Duplicate)]);
        let before = city.agency(PUPR).await;
        let rows = format!("code,short_name,name\n2-01,Disnaker,Dinas Tenaga Kerja\n{},PU,Dinas PU\n", PUPR.code);
        let changes = vec![
            change(3, PUPR.code, "short_name", words("PUPR"), words("PU")),
            change(3, PUPR.code, "name", words("Dinas PUPR"), words("Dinas PU")),
        ];
        let expected = ImportReport { added: 1, changed: 1, changes, absent: vec!["Dishub".into()], ..ImportReport::default() };
        assert_eq!(import_agencies(&city.services, rows.as_bytes(), false).await.unwrap(), expected);
        assert_eq!(city.agency(PUPR).await, before, "without --apply nothing is written");
        let written = ImportReport { was_written: true, ..expected };
        assert_eq!(import_agencies(&city.services, rows.as_bytes(), true).await.unwrap(), written);
        assert_eq!(logged(&city, "agencies_listed").await, 2, "those of the city, and these");
        let again = import_agencies(&city.services, rows.as_bytes(), true).await.unwrap();
        assert_eq!((again.unchanged, again.was_written), (2, false), "nothing is called written when nothing was");
        assert_eq!((city.agency(PUPR).await.short_name.as_str(), city.agency(PUPR).await.name.as_str()), ("PU", "Dinas PU"));
    }

    async fn a_planning_year_begins_with_its_stages_and_all_its_meetings(city: TestCity) {
        let dry = import_stages(&city.services, 2028, STAGES.as_bytes(), false).await.unwrap();
        assert_eq!((dry.added, dry.problems.len()), (9, 0));
        assert_eq!(draft_page::open_year(&city.services).await.unwrap(), None, "without --apply nothing is written");
        import_stages(&city.services, 2028, STAGES.as_bytes(), true).await.unwrap();
        assert_eq!(draft_page::open_year(&city.services).await.unwrap().map(|open| open.plan_year), Some(2028));
        let mut tx = city.read().await;
        let cycle = cycles::of_year(&mut tx, 2028).await.unwrap().unwrap();
        assert_eq!(cycles::stages(&mut tx, cycle.id).await.unwrap()[0].opens_on, "2027-01-04".parse().ok());
        let created = ledger::of_subject(&mut tx, cycle.id.into(), "cycle_created").await.unwrap().remove(0);
        let stages = cycles::stages(&mut tx, cycle.id).await.unwrap();
        assert_eq!(created.event, Event::from(SettingEvent::CycleCreated { plan_year: 2028, stages }), "the first dates, too");
        let legok = city.region(&LEGOK.region()).await.id;
        assert!(musrenbangs::of_region(&mut tx, cycle.id, StageKind::Kelurahan, legok).await.unwrap().is_some());
        drop(tx);
        let again = import_stages(&city.services, 2028, STAGES.as_bytes(), true).await.unwrap();
        assert_eq!((again.added, again.unchanged, again.problems.len(), again.was_written), (0, 9, 0, false));
    }

    async fn dates_that_slip_are_shown_and_written(city: TestCity) {
        let cycle = begin(&city).await;
        let later = STAGES.replace("kecamatan,2027-02-15,2027-02-26", "kecamatan,16/02/2027,28 Februari 2027");
        let dry = import_stages(&city.services, 2028, later.as_bytes(), false).await.unwrap();
        let day = |text: &str| Value::Day(text.parse().unwrap());
        assert_eq!(
            dry.changes,
            [
                change(4, "kecamatan", "opens_on", day("2027-02-15"), day("2027-02-16")),
                change(4, "kecamatan", "closes_on", day("2027-02-26"), day("2027-02-28")),
            ]
        );
        assert_eq!((dry.changed, dry.unchanged, dry.was_written, logged(&city, "stages_dated").await), (1, 8, false, 0));
        assert!(import_stages(&city.services, 2028, later.as_bytes(), true).await.unwrap().was_written);
        let stages = cycles::stages(&mut city.read().await, cycle).await.unwrap();
        assert_eq!((stages[2].opens_on, stages[2].closes_on), ("2027-02-16".parse().ok(), "2027-02-28".parse().ok()));
        assert_eq!(logged(&city, "stages_dated").await, 1);
        let short = STAGES.replace("agency_forum,2027-03-01,2027-03-12\n", "");
        let report = import_stages(&city.services, 2028, short.as_bytes(), true).await.unwrap();
        assert_eq!(report.problems, [problem(1, "stage", "", Refusal::StagesDiffer)], "meetings are there already");
    }

    async fn stages_out_of_order_or_over_each_other_are_doubted(city: TestCity) {
        let rows = STAGES.replace("kelurahan,2027-01-18", "kelurahan,2026-11-01").replace("kecamatan,2027-02-15", "kecamatan,2027-02-10");
        let report = import_stages(&city.services, 2028, rows.as_bytes(), false).await.unwrap();
        let doubts: Vec<_> = report.doubts.iter().map(|doubt| (doubt.line, doubt.doubt)).collect();
        let expected = [(3, Doubt::BeginsBefore { stage: StageKind::Rt }), (4, Doubt::Overlaps { stage: StageKind::Kelurahan })];
        assert_eq!((doubts.as_slice(), report.problems.len()), (&expected[..], 0));
    }

    async fn dates_of_another_time_than_the_year_are_doubted(city: TestCity) {
        for (year, doubted) in [(2028, 0), (2082, 1), (2027, 0), (2026, 1)] {
            let report = import_stages(&city.services, year, STAGES.as_bytes(), false).await.unwrap();
            let found = report.doubts.iter().filter(|doubt| doubt.doubt == Doubt::YearsApart).count();
            assert_eq!((found, report.problems.len()), (doubted, 0), "{year}: {:?}", report.problems);
        }
    }

    async fn a_corrected_price_is_a_change_that_is_shown_and_written(city: TestCity) {
        let cycle = begin(&city).await;
        let rows = "kode,nama,jenis,bidang,satuan,harga_satuan_contoh_rp,opd_tujuan,kode_nomenklatur,persyaratan\n\
                    JLN-01,Rabat beton,fisik,fisik_prasarana,m2,350000,dinas pupr,1.03,lahan milik kota\n\
                    LPU-01,Lampu jalan,fisik,fisik_prasarana,unit,Rp 2.500.000,DISHUB,,\n\
                    LLN-01,Lainnya,nonfisik,sosial_budaya,paket,,(ditentukan Bappeda),,\n";
        let first = import_catalogue(&city.services, 2028, rows.as_bytes(), true).await.unwrap();
        assert_eq!((first.added, first.problems.len(), first.was_written), (3, 0, true));
        let again = import_catalogue(&city.services, 2028, rows.as_bytes(), true).await.unwrap();
        assert_eq!((again.unchanged, again.was_written), (3, false), "never called written");
        let dearer = rows.replace("350000", "\"Rp360.000,00\"").replace("Lampu jalan", "Lampu jalan umum").replace("LLN-01", "LLN-02");
        let dry = import_catalogue(&city.services, 2028, dearer.as_bytes(), false).await.unwrap();
        assert_eq!(
            dry.changes,
            [
                change(2, "JLN-01", "unit_price", money(350_000), money(360_000)),
                change(3, "LPU-01", "name", words("Lampu jalan"), words("Lampu jalan umum")),
            ]
        );
        assert_eq!((dry.added, dry.changed, dry.absent.as_slice()), (1, 2, &["LLN-01".to_owned()][..]));
        assert!(import_catalogue(&city.services, 2028, dearer.as_bytes(), true).await.unwrap().was_written);
        let catalogue = cycles::catalogue(&mut city.read().await, cycle).await.unwrap();
        let road = catalogue.all().find(|kind| kind.code == "JLN-01").unwrap();
        assert_eq!(road.unit_price, Rupiah::new(360_000).ok());
        assert_eq!(road.agency, Some(city.agency(PUPR).await.id()), "an agency is found by its name, in whatever case");
        assert_eq!((catalogue.all().count(), logged(&city, "types_listed").await), (4, 2), "at first, and what is another then");
        let unknown = rows.replace("dinas pupr", "Kecamatan");
        let report = import_catalogue(&city.services, 2028, unknown.as_bytes(), true).await.unwrap();
        let expected =
            RowProblem { choices: vec!["PUPR".into(), "Dishub".into()], ..problem(2, "agency", "Kecamatan", Refusal::AgencyUnknown) };
        assert_eq!(report.problems, [expected], "the value and what is known are named");
    }

    async fn another_ceiling_replaces_the_first_and_is_shown(city: TestCity) {
        let cycle = begin(&city).await;
        let legok = city.region(&LEGOK.region()).await.id;
        let rows = "kode_wilayah;opd;fisik;nonfisik;sumber\n15.71.10.1003;;1.300.000.000;100.000.000;Edaran\n;pupr;9500000000;Rp0;Edaran\n";
        assert_eq!(import_ceilings(&city.services, 2028, rows.as_bytes(), true).await.unwrap().added, 2);
        let more = rows.replace("1.300.000.000;100.000.000;Edaran", "Rp 1.400.000.000;100.000.000;Perwali perubahan");
        let dry = import_ceilings(&city.services, 2028, more.as_bytes(), false).await.unwrap();
        assert_eq!(
            dry.changes,
            [
                change(2, "15.71.10.1003", "physical", money(1_300_000_000), money(1_400_000_000)),
                change(2, "15.71.10.1003", "source", words("Edaran"), words("Perwali perubahan")),
            ]
        );
        assert_eq!(logged(&city, "ceiling_announced").await, 2, "without --apply nothing is written");
        assert!(import_ceilings(&city.services, 2028, more.as_bytes(), true).await.unwrap().was_written);
        let known = cycles::ceiling(&mut city.read().await, cycle, CeilingOf::Region(legok)).await.unwrap().unwrap();
        assert_eq!((known.ceiling.physical(), known.source.as_str()), (Rupiah::new(1_400_000_000).unwrap(), "Perwali perubahan"));
        assert_eq!(logged(&city, "ceiling_announced").await, 3, "the first of each, and the other one");
        let twice = format!("{rows}15.71.10.1003;;1;1;Edaran\n");
        let report = import_ceilings(&city.services, 2028, twice.as_bytes(), true).await.unwrap();
        assert_eq!(report.problems, [problem(4, "region_code", "15.71.10.1003", Refusal::Duplicate)]);
    }

    async fn what_is_corrected_in_the_store_is_read_back(city: TestCity) {
        let cycle = begin(&city).await;
        let legok = city.region(&LEGOK.region()).await.id;
        let mut tx = city.begin().await;
        assert_eq!(musrenbangs::number_of(&mut tx, cycle).await.unwrap(), 12 + 4 + 2 + 2 + 1);
        let later = Stage::new(StageKind::Kota, "2027-04-01".parse().ok(), None).unwrap();
        cycles::set_stage_dates(&mut tx, cycle, &later).await.unwrap();
        assert!(cycles::stages(&mut tx, cycle).await.unwrap().contains(&later));
        let road = ProposalType {
            id: ProposalTypeId(city.services.clock.new_id()),
            code: "JLN-01".into(),
            name: "Rabat beton".into(),
            physical: true,
            field: Field::PhysicalInfrastructure,
            unit: "m2".into(),
            unit_price: Rupiah::new(350_000).ok(),
            agency: None,
            programme_code: None,
            requirements: String::new(),
            offered: true,
        };
        cycles::insert_type(&mut tx, cycle, &road).await.unwrap();
        let other = ProposalType { physical: false, unit_price: None, programme_code: Some("1.03".into()), offered: false, ..road };
        cycles::update_type(&mut tx, &other).await.unwrap();
        assert_eq!(cycles::find_type(&mut tx, other.id).await.unwrap(), Some(other));
        let of = CeilingOf::Region(legok);
        let announced = |physical| Announced {
            ceiling: Ceiling::new(Rupiah::new(physical).unwrap(), Rupiah::ZERO).unwrap(),
            source: "Edaran".into(),
            on: city.today(),
        };
        cycles::insert_ceiling(&mut tx, &NewCeiling { id: city.services.clock.new_id(), cycle, of, announced: announced(1) })
            .await
            .unwrap();
        cycles::update_ceiling(&mut tx, cycle, of, &announced(2)).await.unwrap();
        assert_eq!(cycles::ceiling(&mut tx, cycle, of).await.unwrap(), Some(announced(2)));
    }

    async fn an_agency_that_comes_later_gets_its_forum(city: TestCity) {
        let cycle = begin(&city).await;
        let rows = "code,short_name,name\n2-01,Disnaker,Dinas Tenaga Kerja\n";
        assert_eq!(import_agencies(&city.services, rows.as_bytes(), false).await.unwrap().meetings, 1, "said before it is written");
        assert_eq!(import_agencies(&city.services, rows.as_bytes(), true).await.unwrap().meetings, 1);
        let mut tx = city.read().await;
        let agency = agencies::find_by_code(&mut tx, "2-01").await.unwrap().unwrap().id();
        assert!(musrenbangs::of_agency(&mut tx, cycle, StageKind::AgencyForum, agency).await.unwrap().is_some());
    }

    async fn a_list_of_stages_that_cannot_be_is_said_row_by_row(city: TestCity) {
        let rows = STAGES.replace("kelurahan,", "desa,").replace("2027-02-26", "2027-02-30").replace("2027-03-12", "2027-02-12");
        let report = import_stages(&city.services, 2028, rows.as_bytes(), true).await.unwrap();
        let expected = [
            RowProblem {
                choices: StageKind::ALL.map(|kind| kind.code().to_owned()).to_vec(),
                ..problem(3, "stage", "desa", Refusal::ChoiceUnknown)
            },
            problem(4, "closes_on", "2027-02-30", Refusal::DateUnreadable),
            problem(5, "closes_on", "2027-02-12", Refusal::DatesInWrongOrder),
        ];
        assert_eq!(report.problems, expected);
        let short = STAGES.replace("rkpd,,\n", "");
        let report = import_stages(&city.services, 2028, short.as_bytes(), true).await.unwrap();
        assert_eq!(report.problems, [problem(1, "stage", "", Refusal::PipelineIncomplete { stage: StageKind::Rkpd })]);
    }
);

both_databases!(
    async fn each_setting_is_changed_by_whoever_may_all_or_nothing(city: TestCity) {
        let services = &city.services;
        let planner = city.city_officer(Role::Planner).await.actor().await;
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let reason = Note::new("musim libur").unwrap();
        let (days, name) = (Setting::VerifyDays.chosen("10").unwrap(), Setting::Name.chosen("Kota Contoh").unwrap());
        let both = [Wanted::from(days.clone()), Wanted::from(name.clone())];
        for actor in [&planner, &admin] {
            let outcome = change_settings(services, actor, &both, &reason).await;
            assert!(matches!(outcome, Err(CommandError::Refused(Refusal::NotYourOffice))), "{outcome:?}");
        }
        change_settings(services, &planner, &both[..1], &reason).await.unwrap();
        let seen = Setting::VerifyDays.chosen("7").ok();
        let late = Wanted { chosen: Setting::VerifyDays.chosen("14").unwrap(), seen };
        let outcome = change_settings(services, &planner, &[late], &reason).await;
        assert!(
            matches!(outcome, Err(CommandError::Problems(problems)) if problems[0].refusal == Refusal::ChangedTo { value: "10".into() })
        );
        let permit = may_see_settings(&admin).unwrap();
        let history = queries::city::history(services, &permit, 10).await.unwrap();
        let told: Vec<_> = history.iter().map(|change| (change.setting, change.to.as_deref(), change.reason.as_str())).collect();
        assert_eq!(told, [(Setting::VerifyDays, Some("10"), "musim libur")]);
        assert_eq!(history[0].by.as_ref().and_then(|(_, role)| *role), Some(Role::Planner));
        let back = change_settings(services, &planner, &[Setting::VerifyDays.chosen("").unwrap().into()], &reason).await.unwrap();
        assert_eq!((back.own(Setting::VerifyDays), back.number(Setting::VerifyDays)), (None, 7));
    }

    async fn the_picture_of_an_emblem_is_held_against_its_entry(city: TestCity) {
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let reason = Note::new("logo baru").unwrap();
        let mut picture = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(40, 30).write_to(&mut picture, image::ImageFormat::Png).unwrap();
        set_emblem(&city.services, &admin, Some(picture.into_inner()), &reason).await.unwrap();
        let digest = city.services.city().emblem().unwrap().to_owned();
        let mut tx = city.begin().await;
        assert!(city::emblem(&mut tx, &digest).await.unwrap().is_some_and(|picture| picture.starts_with(b"\x89PNG")));
        assert_eq!(recount(&mut tx).await.unwrap().differences, []);
        city::keep_emblem(&mut tx, &"0".repeat(64), b"bukan itu").await.unwrap();
        city::set(&mut tx, Setting::Emblem, Some(&"0".repeat(64))).await.unwrap();
        let found: Vec<_> = recount(&mut tx).await.unwrap().differences.into_iter().map(|one| (one.table, one.column)).collect();
        assert_eq!(found, [("settings", "value")]);
        drop(tx);
        set_emblem_without_permit(&city.services, None, None).await.unwrap();
        assert_eq!(city.services.city().emblem(), None);
        set_emblem(&city.services, &admin, None, &reason).await.unwrap();
        let planner = city.city_officer(Role::Planner).await.actor().await;
        assert!(matches!(set_emblem(&city.services, &planner, None, &reason).await, Err(CommandError::Refused(Refusal::NotYourOffice))));
    }

    async fn a_city_is_named_by_its_first_list_and_set_anew_by_command(services: Services) {
        let rows = "kode,tingkat,nama\n73.71,kota,Kota Makassar\n";
        import_regions(&services, rows.as_bytes(), true).await.unwrap();
        let mut tx = services.database.begin().await.unwrap();
        let named = city::find(&mut tx).await.unwrap();
        let known = (named.name(), named.kind(), named.zone());
        assert_eq!(known, ("Kota Makassar", CityKind::Kota, Zone::Wita), "the kind of its code, the zone of its province");
        drop(tx);
        let set = async |setting: Setting, value: &str| {
            change_settings_without_permit(&services, &[setting.chosen(value).unwrap().into()], None).await.unwrap()
        };
        set(Setting::Contact, "0411 123").await;
        let city = set(Setting::Zone, "wit").await;
        assert_eq!((city.name(), city.zone(), city.contact()), ("Kota Makassar", Zone::Wit, "0411 123"), "what is not named stays");
        assert_eq!(set(Setting::Zone, "WIT").await, city, "what holds already is no change");
        set(Setting::Contact, "").await;
        assert_eq!(queries::city::city(&services).await.unwrap().contact(), "");
        let mut tx = services.database.read().await.unwrap();
        let changes = ledger::of_subject(&mut tx, Subject::City, "setting_changed").await.unwrap();
        assert_eq!(changes.len(), 6, "three by the list, three by hand");
        assert_eq!(recount(&mut tx).await.unwrap().differences, []);
        drop(tx);
        let mut tx = services.database.begin().await.unwrap();
        city::set(&mut tx, Setting::Zone, None).await.unwrap();
        city::set(&mut tx, Setting::Kind, Some("kabupaten")).await.unwrap();
        let found = recount(&mut tx).await.unwrap().differences;
        let told: Vec<String> = found.iter().map(|one| format!("{} {} {} {}", one.table, one.row, one.stored, one.computed)).collect();
        assert_eq!(told, ["settings kind kabupaten kota", "settings zone - WIT"], "what no entry says is found");
    }
);
