//! Loading proposals from a file: every row is accounted for.

use crate::Season;
use domain::{
    account::{Actor, Role},
    permission::may_manage_cycle,
    proposal::Status,
    refusal::Refusal,
};
use services::{
    commands::{self, Doubt, ProposalImport},
    queries::{
        actor::actor_of_contact,
        proposal_list::{Wanted, proposal_list},
    },
    table::Unreadable,
};
use testing::{TestCity, both_databases};

const COLUMNS: &str = "kode_uji,tahun_rencana,kode_kelurahan,kelurahan,kecamatan,rt,kode_kamus,judul,permasalahan,alamat,lat,lng,volume,satuan,\
    biaya_perkiraan_rp,bidang,opd_tujuan,penerima_manfaat_kk,swadaya_rp,status_lahan,jumlah_foto,jenis_pengusul,dukungan_setuju,dukungan_tidak,\
    pendukung_luar_kelurahan,usulan_asal,keputusan_akhir_contoh,kode_alasan,kasus_uji";

/// A good row with a decision; `{}` are code, title, volume, latitude, decision, reason and note.
fn row(code: &str, title: &str, volume: &str, lat: &str, decision: &str, reason: &str, note: &str) -> String {
    format!(
        "{code},2028,15.71.10.1003,Legok,Danau Sipin,02,JLN-01,{title},Jalan tanah berlumpur setiap kali hujan deras.,Gang Melati,{lat},\
         103.595819,{volume},m2,35000000,fisik_prasarana,Dinas PUPR,45,0,milik pribadi,0,ketua_rt,37,6,4,,{decision},{reason},{note}"
    )
}

fn file(rows: &[String]) -> String {
    format!("{}\n{}\n", COLUMNS.replace(' ', ""), rows.join("\n"))
}

async fn check(city: &TestCity, file: &str) -> ProposalImport {
    commands::check_proposals(&city.services, file.as_bytes()).await.unwrap()
}

async fn import(city: &TestCity, file: &str, skip_wrong: bool) -> ProposalImport {
    let planner = city.city_officer(Role::Planner).await;
    let actor: Actor = actor_of_contact(&city.services, &planner.contact).await.unwrap();
    let permit = may_manage_cycle(&actor).unwrap();
    commands::import_proposals(&city.services, &permit, file.as_bytes(), skip_wrong).await.unwrap()
}

async fn count(city: &TestCity, status: Option<Status>) -> i64 {
    proposal_list(&city.services, &Wanted { status, ..Wanted::default() }).await.unwrap().total
}

both_databases!(
    async fn every_row_is_written_known_or_wrong_with_its_reason(city: TestCity) {
        Season::new(&city).await;
        let rows = [
            row("A1", "Rabat beton Gang Melati", "100", "-1.595112", "diterima", "", ""),
            row("A2", "Rabat beton Gang Mawar", "0", "-1.595112", "", "", ""),
            row("A3", "Rabat beton Gang Anggrek", "100", "-1.595112", "ditolak", "PAGU", "pagu habis"),
            row("A4", "Rabat beton Gang Kenanga", "100", "55", "dikembalikan", "TIDAK_ADA", ""),
            row("A5", "Rabat beton Gang Seroja", "100", "-1.595112", "dikembalikan", "DATA_KURANG", "tanpa foto"),
            row("A6", "Rabat beton Gang Dahlia", "100", "-1.595112", "dibatalkan", "", "dibatalkan pengusul"),
            row("A7", "Rabat beton Gang Tanjung", "100", "-1.595112", "ditunda", "LAHAN_SENGKETA", "lahan sengketa"),
            "rusak,2028".into(),
            row("A8", "Pendek", "100", "-1.595112", "", "", ""),
            row("A9", "Rabat beton Gang Bungur", "100", "-1.395112", "", "", ""),
            row("B1", "Rabat beton Gang Nangka", "-5", "-1.595112", "", "", ""),
            row("B2", "Rabat beton Gang Jambu", "100", "-1.595112", "", "", ""),
            row("B3", "Rabat beton Gang Salak", "100", "-1.595112", "", "", ""),
            row("B4", "Rabat beton Gang Duku", "99999999", "-1.595112", "", "", ""),
            row("A1", "Rabat beton Gang Melati", "100", "-1.595112", "diterima", "", ""),
        ];
        let text = file(&rows)
            .replace("A9,2028", "A9,2031")
            .replace("A8,2028,15.71.10.1003", "A8,2028,15.71.10.1099")
            .replace("B2,2028,15.71.10.1003", "B2,2028,Legok")
            .replace("B3,2028,15.71.10.1003,Legok,Danau Sipin,02", "B3,2028,15.71.10.1003,Legok,Danau Sipin,77");
        let checked = check(&city, &text).await;
        assert_eq!((checked.rows, checked.added, checked.wrong_rows(), checked.was_written), (15, 5, 10, false));
        assert_eq!(count(&city, None).await, 0, "checking writes nothing");
        let wrong: Vec<_> = checked.problems.iter().map(|problem| (problem.line, problem.column, problem.refusal.clone())).collect();
        assert_eq!(
            wrong,
            [
                (3, "volume", Refusal::VolumeOutOfRange),
                (5, "lat", Refusal::CoordinateOutsideCountry),
                (5, "kode_alasan", Refusal::ChoiceUnknown),
                (9, "kode_uji", Refusal::RowUnreadable { found: 2, expected: 29 }),
                (10, "kode_kelurahan", Refusal::RegionUnknown),
                (11, "tahun_rencana", Refusal::YearUnknown),
                (12, "volume", Refusal::VolumeUnreadable),
                (13, "kode_kelurahan", Refusal::RegionCodeUnreadable),
                (14, "rt", Refusal::RegionUnknown),
                (15, "volume", Refusal::VolumeOutOfRange),
                (16, "kode_uji", Refusal::Duplicate),
            ]
        );
        let doubts: Vec<Doubt> = checked.doubts.iter().filter(|doubt| doubt.line == 2).map(|doubt| doubt.doubt).collect();
        assert_eq!(doubts, [Doubt::LandAtRisk, Doubt::PhotosMissing, Doubt::LeftToTheMeeting]);

        assert!(!import(&city, &text, false).await.was_written, "all or nothing unless asked otherwise");
        assert_eq!(count(&city, None).await, 0);
        let written = import(&city, &text, true).await;
        assert_eq!((written.added, written.was_written), (5, true));
        for (status, expected) in
            [(Status::Submitted, 1), (Status::Rejected, 1), (Status::Returned, 1), (Status::Withdrawn, 1), (Status::Deferred, 1)]
        {
            assert_eq!(count(&city, Some(status)).await, expected, "{status:?}");
        }
        let again = import(&city, &text, true).await;
        assert_eq!((again.added, again.unchanged, count(&city, None).await), (0, 5, 5));
    }

    async fn what_lacks_its_problem_or_costs_too_much_is_wrong(city: TestCity) {
        Season::new(&city).await;
        let rows = [
            row("A1", "Rabat beton Gang Salak", "100", "-1.595112", "", "", ""),
            row("A2", "Rabat beton Gang Duku", "100", "-1.595112", "", "", ""),
        ];
        let text = file(&rows)
            .replace("Gang Salak,Jalan tanah berlumpur setiap kali hujan deras.", "Gang Salak,")
            .replace("Gang Duku,Jalan tanah berlumpur setiap kali hujan deras.", "Gang Duku,Becek");
        let found = check(&city, &text).await;
        let wrong: Vec<_> = found.problems.iter().map(|problem| (problem.line, problem.column)).collect();
        assert_eq!(wrong, [(2, "permasalahan"), (3, "permasalahan")]);
    }

    async fn the_same_work_at_the_same_place_is_doubted(city: TestCity) {
        Season::new(&city).await;
        let rows = [
            row("A1", "Rabat beton Gang Melati", "100", "-1.595112", "", "", ""),
            row("A2", "Cor jalan Gang Melati", "90", "-1.595212", "", "", ""),
            row("A3", "Rabat beton Gang Anggrek", "90", "-1.599112", "", "", ""),
        ];
        let report = check(&city, &file(&rows)).await;
        let similar: Vec<_> = report.doubts.iter().filter(|doubt| matches!(doubt.doubt, Doubt::SimilarTo { .. })).collect();
        assert_eq!(similar.iter().map(|doubt| (doubt.line, doubt.doubt)).collect::<Vec<_>>(), [(3, Doubt::SimilarTo { line: 2 })]);
        assert_eq!(report.added, 3);
    }

    async fn another_agency_than_the_catalogue_names_is_doubted(city: TestCity) {
        Season::new(&city).await;
        let good = row("A1", "Rabat beton Gang Melati", "100", "-1.595112", "", "", "");
        let rows = [
            good.clone(),
            good.replace("A1", "A2").replace("Dinas PUPR", "Dinas Dishub"),
            good.replace("A1", "A3").replace("Dinas PUPR", "Dinas Laut"),
        ];
        let report = check(&city, &file(&rows)).await;
        let found: Vec<_> =
            report.doubts.iter().filter(|doubt| doubt.column == "opd_tujuan").map(|doubt| (doubt.line, doubt.doubt)).collect();
        assert_eq!(found, [(3, Doubt::AgencyDiffers), (4, Doubt::AgencyUnknown)]);
    }

    async fn a_point_far_from_the_others_is_doubted(city: TestCity) {
        Season::new(&city).await;
        let rows = [
            row("B1", "Rabat beton Gang Melati", "100", "-1.595112", "", "", ""),
            row("B2", "Rabat beton Gang Mawar", "100", "-1.596112", "", "", ""),
            row("B3", "Rabat beton Gang Anggrek", "90", "-1.395112", "", "", ""),
        ];
        let report = check(&city, &file(&rows)).await;
        let far: Vec<u64> = report.doubts.iter().filter(|doubt| doubt.doubt == Doubt::FarAway).map(|doubt| doubt.line).collect();
        assert_eq!((report.added, far), (3, vec![4]));
        assert!(report.doubts.iter().any(|doubt| doubt.line == 4 && doubt.doubt == Doubt::CostDiffers));
    }

    async fn numbers_and_rts_are_read_as_people_write_them_or_asked_about(city: TestCity) {
        Season::new(&city).await;
        let good = row("A1", "Rabat beton Gang Melati", "1.250", "\"-1,595112\"", "", "", "");
        let text = file(&[
            good.replace("103.595819", "\"103,595819\"").replace(",35000000,", ",\"Rp437.500.000,00\",").replace(",02,JLN", ",RT. 2,JLN"),
            good.replace("A1,2028", "A2,2028.0").replace("Melati", "Mawar").replace(",02,JLN", ",2.0,JLN"),
            good.replace("A1", "A3").replace(",1.250,", ",12.5,"),
            good.replace("A1", "A4").replace(",45,0,", ",12.5,0,"),
            good.replace("A1", "A5").replace(",45,0,", ",45.0,0,"),
            good.replace("A1", "A6").replace(",02,JLN", ",04/02,JLN"),
            good.replace("A1", "A7").replace(",35000000,", ",8.4E+07,"),
            good.replace("A1", ""),
        ]);
        let report = check(&city, &text).await;
        let wrong: Vec<_> = report.problems.iter().map(|problem| (problem.line, problem.column, problem.refusal.clone())).collect();
        let asked = |one: &str, other: &str| Refusal::NumberAmbiguous { one: one.into(), other: other.into() };
        assert_eq!(
            wrong,
            [
                (4, "volume", asked("12,5", "125")),
                (5, "penerima_manfaat_kk", Refusal::NumberUnreadable),
                (6, "penerima_manfaat_kk", asked("45", "450")),
                (7, "rt", Refusal::RegionUnknown),
                (8, "biaya_perkiraan_rp", Refusal::AmountUnreadable),
                (9, "kode_uji", Refusal::Required),
            ]
        );
        let differing: Vec<u64> = report.doubts.iter().filter(|doubt| doubt.doubt == Doubt::CostDiffers).map(|doubt| doubt.line).collect();
        assert_eq!((report.added, differing), (2, vec![3]), "1.250 is one thousand two hundred and fifty, in a file as in a form");
    }

    async fn a_known_row_is_recognised_and_a_change_in_it_is_shown(city: TestCity) {
        Season::new(&city).await;
        let first = file(&[row("001", "Rabat beton Gang Melati", "100", "-1.595112", "", "", "")]);
        assert_eq!(import(&city, &first, false).await.added, 1);
        let again = import(&city, &first.replace("001,2028", "1,2028"), false).await;
        assert_eq!((again.added, again.unchanged, again.was_written), (0, 1, false), "a spreadsheet takes noughts away");
        let mended = check(&city, &first.replace("001,2028", "0001,2028.0").replace("Gang Melati,Jalan", "Gang Mawar,Jalan")).await;
        let shown: Vec<_> =
            mended.doubts.iter().filter(|doubt| doubt.doubt == Doubt::DiffersFromStored).map(|doubt| doubt.column).collect();
        assert_eq!((mended.added, mended.unchanged, shown), (0, 1, vec!["judul"]));
    }

    async fn exchanged_columns_and_names_against_codes_are_doubted(city: TestCity) {
        Season::new(&city).await;
        let good = row("A1", "Rabat beton Gang Melati", "100", "-1.595112", "", "", "");
        let doubts = |report: ProposalImport| -> Vec<_> { report.doubts.into_iter().map(|doubt| (doubt.column, doubt.doubt)).collect() };
        let exchanged = doubts(check(&city, &file(&[good.replace(",100,m2,", ",45,m2,").replace(",45,0,", ",100,0,")])).await);
        assert!(exchanged.contains(&("volume", Doubt::Exchanged)), "{exchanged:?}");
        let named = doubts(check(&city, &file(&[good.replace("Legok,Danau Sipin", "Murni,Telanaipura").replace(",m2,", ",km,")])).await);
        for expected in [("kelurahan", Doubt::NameDiffers), ("kecamatan", Doubt::NameDiffers), ("satuan", Doubt::UnitDiffers)] {
            assert!(named.contains(&expected), "{named:?}");
        }
        let damaged = doubts(check(&city, &file(&[good.replace("Gang Melati,Jalan", "Gang â€“ Melati,Jalan")])).await);
        assert!(damaged.contains(&("judul", Doubt::TextDamaged)), "{damaged:?}");
    }

    async fn a_title_nobody_can_see_is_no_title_and_a_code_is_cleaned(city: TestCity) {
        Season::new(&city).await;
        let rows = [
            row("A1", &"\u{200b}".repeat(10), "100", "-1.595112", "", "", ""),
            row("A2", "Rabat beton Gang Mawar", "100", "-1.595112", "", "", "").replace("JLN-01", "\u{200b}JLN-01"),
        ];
        let report = check(&city, &file(&rows)).await;
        let wrong: Vec<_> = report.problems.iter().map(|problem| (problem.line, problem.column, problem.refusal.clone())).collect();
        assert_eq!((wrong, report.added), (vec![(2, "judul", Refusal::Required)], 1));
    }

    async fn our_own_export_goes_back_in_and_finds_its_proposals(city: TestCity) {
        Season::new(&city).await;
        import(
            &city,
            &file(&[row("A1", "Rabat beton Gang Melati", "12,5", "-1.595112", "", "", "").replace(",12,5,", ",\"12,5\",")]),
            false,
        )
        .await;
        let number = proposal_list(&city.services, &Wanted::default()).await.unwrap().lines[0].number.to_string();
        let export = |number: &str| {
            format!(
                "Nomor usulan,Tahun rencana,Kode kelurahan,RT,Kode jenis,Judul,Permasalahan,Volume,Satuan,Skor\n\
                 {number},2028,15.71.10.1003,RT 02,JLN-01,Rabat beton Gang Melati,Jalan tanah berlumpur setiap kali hujan deras.,12.5,m2,\n"
            )
        };
        let known = check(&city, &export(&number)).await;
        assert_eq!((known.unchanged, known.problems.len(), known.ignored.len()), (1, 0, 0));
        let unknown = check(&city, &export("15.71.10.1003/2028/9999")).await;
        assert_eq!(unknown.problems[0].refusal, Refusal::ProposalNumberUnknown);
    }

    async fn a_sheet_without_what_it_needs_is_refused_once(city: TestCity) {
        Season::new(&city).await;
        let good = file(&[row("A1", "Rabat beton Gang Melati", "100", "-1.595112", "", "", "")]);
        let missing = check(&city, &good.replace(",satuan,", ",satuann,")).await;
        assert!(matches!(&missing.unreadable, Some(Unreadable::Heading(mismatch)) if mismatch.missing == ["satuan"]), "{missing:?}");
        let sipd =
            check(&city, "No,Tahun,SKPD Tujuan,Pengusul,Usulan,Permasalahan,Rekomendasi TAPD\n1,2028,PUPR,RT 5,Jalan,Rusak,\n").await;
        assert_eq!(sipd.unreadable, Some(Unreadable::OtherForm { found: "sipd" }));
        let totals = check(&city, &format!("DAFTAR USULAN\n{good}JUMLAH{}35000000{}\n", ",".repeat(14), ",".repeat(14))).await;
        assert_eq!((totals.rows, totals.added, totals.remarks), (1, 1, vec![4]), "a sum is no proposal");
    }

    async fn only_a_planner_imports(city: TestCity) {
        for contact in [city.office_of(testing::LEGOK).await.contact, "tidak@contoh.id".into()] {
            assert!(may_manage_cycle(&actor_of_contact(&city.services, &contact).await.unwrap()).is_err());
        }
    }
);
