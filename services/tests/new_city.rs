//! What a city loads from files before its first proposal: agencies, and the stages of its planning year.

use domain::{cycle::StageKind, refusal::Refusal};
use services::{
    commands::{ImportReport, RowProblem, import_agencies, import_stages},
    queries::draft_page,
    store::{cycles, musrenbangs},
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

fn problem(line: u64, column: &'static str, refusal: Refusal) -> RowProblem {
    RowProblem { line, column, refusal }
}

both_databases!(
    async fn agencies_are_added_and_renamed_or_every_bad_row_is_named(city: TestCity) {
        let bad = "code,short_name,name\n2-01,Disnaker,Dinas Tenaga Kerja\n2-02,,Dinas Sosial\n2-01,Naker,Tenaga Kerja\n";
        let report = import_agencies(&city.services, bad.as_bytes(), true).await.unwrap();
        assert_eq!(report.problems, [problem(3, "short_name", Refusal::Required), problem(4, "code", Refusal::Duplicate)]);
        let before = city.agency(PUPR).await;
        let rows = format!("code,short_name,name\n2-01,Disnaker,Dinas Tenaga Kerja\n{},PU,Dinas PU\n", PUPR.code);
        let expected = ImportReport { added: 1, changed: 1, ..ImportReport::default() };
        assert_eq!(import_agencies(&city.services, rows.as_bytes(), false).await.unwrap(), expected);
        assert_eq!(city.agency(PUPR).await, before, "without --apply nothing is written");
        assert_eq!(import_agencies(&city.services, rows.as_bytes(), true).await.unwrap(), expected);
        assert_eq!(import_agencies(&city.services, rows.as_bytes(), true).await.unwrap().unchanged, 2);
        assert_eq!((city.agency(PUPR).await.short_name.as_str(), city.agency(PUPR).await.name.as_str()), ("PU", "Dinas PU"));
    }

    async fn a_planning_year_begins_with_its_stages_and_all_its_meetings(city: TestCity) {
        let dry = import_stages(&city.services, 2028, STAGES.as_bytes(), false).await.unwrap();
        assert_eq!((dry.added, dry.problems.len()), (9, 0));
        assert_eq!(draft_page::open_year(&city.services).await.unwrap(), None, "without --apply nothing is written");
        import_stages(&city.services, 2028, STAGES.as_bytes(), true).await.unwrap();
        assert_eq!(draft_page::open_year(&city.services).await.unwrap(), Some(2028));
        let mut tx = city.read().await;
        let cycle = cycles::of_year(&mut tx, 2028).await.unwrap().unwrap();
        assert_eq!(cycles::stages(&mut tx, cycle.id).await.unwrap()[0].opens_on, "2027-01-04".parse().ok());
        let legok = city.region(&LEGOK.region()).await.id;
        assert!(musrenbangs::of_region(&mut tx, cycle.id, StageKind::Kelurahan, legok).await.unwrap().is_some());
        drop(tx);
        let again = import_stages(&city.services, 2028, STAGES.as_bytes(), true).await.unwrap();
        assert_eq!(again.problems, [problem(1, "plan_year", Refusal::Duplicate)]);
    }

    async fn a_list_of_stages_that_cannot_be_is_said_row_by_row(city: TestCity) {
        let rows = STAGES.replace("kelurahan,", "desa,").replace("2027-02-26", "2027-02-30").replace("2027-03-12", "2027-02-12");
        let report = import_stages(&city.services, 2028, rows.as_bytes(), true).await.unwrap();
        let expected = [
            problem(3, "stage", Refusal::ChoiceUnknown),
            problem(4, "closes_on", Refusal::DateUnreadable),
            problem(5, "closes_on", Refusal::DatesInWrongOrder),
        ];
        assert_eq!(report.problems, expected);
        let short = STAGES.replace("rkpd,,\n", "");
        let report = import_stages(&city.services, 2028, short.as_bytes(), true).await.unwrap();
        assert_eq!(report.problems, [problem(1, "stage", Refusal::PipelineIncomplete { stage: StageKind::Rkpd })]);
    }
);
