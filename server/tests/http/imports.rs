//! The sample sheet of 64 proposals with its hard cases, loaded into the demo city; its worst title, everywhere it is
//! shown.

use crate::support::{Browser, TestSite};
use domain::{permission::may_manage_cycle, refusal::Refusal};
use reqwest::Method;
use services::{
    Services,
    commands::{self, Doubt},
    queries::actor::actor_of_contact,
};
use std::io::{Cursor, Read};
use testing::{TestCity, both_databases};

const SAMPLES: &str = include_str!("../../../demo/data/samples-2028.csv");
const HOSTILE: &str = "=HYPERLINK(\"http://contoh.invalid\",\"klik\") <script>alert(1)</script>";

/// The sheet as it was made, a year earlier than in the demo: of its three years the demo city knows two.
fn sheet() -> String {
    [("2026", "2025"), ("2027", "2026"), ("2028", "2027")]
        .into_iter()
        .fold(SAMPLES.to_owned(), |sheet, (year, earlier)| sheet.replace(&format!(",{year},15.71."), &format!(",{earlier},15.71.")))
}

async fn download(browser: &Browser, path: &str) -> Vec<u8> {
    let response = browser.send(browser.request(Method::GET, path).query(&[("cari", "HYPERLINK"), ("tahun", "2027")])).await;
    assert_eq!(response.status(), 200, "{path}");
    response.bytes().await.unwrap().to_vec()
}

/// One file within an XLSX file.
fn part(xlsx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

both_databases!(
    async fn all_64_rows_are_accounted_for_and_markup_stays_text(services: Services) {
        demo::load(&services, |_| ()).await.unwrap();
        let checked = commands::check_proposals(&services, sheet().as_bytes()).await.unwrap();
        assert_eq!((checked.rows, checked.added, checked.unchanged, checked.wrong_rows()), (64, 62, 0, 2));
        let wrong: Vec<_> = checked.problems.iter().map(|problem| (problem.line, problem.column, problem.refusal.clone())).collect();
        assert_eq!(wrong, [(46, "tahun_rencana", Refusal::YearUnknown), (62, "volume", Refusal::VolumeOutOfRange)]);
        let doubts: Vec<_> = checked.doubts.iter().filter(|doubt| doubt.doubt != Doubt::LeftToTheMeeting).collect();
        let doubts: Vec<_> = doubts.into_iter().map(|doubt| (doubt.line, doubt.doubt)).collect();
        assert_eq!(
            doubts,
            [
                (21, Doubt::AgencyUnknown),
                (27, Doubt::AgencyUnknown),
                (31, Doubt::AgencyUnknown),
                (47, Doubt::OriginNotLinked),
                (48, Doubt::OriginNotLinked),
                (50, Doubt::SimilarTo { line: 49 }),
                (51, Doubt::AgencyDiffers),
                (52, Doubt::LandAtRisk),
                (53, Doubt::LandAtRisk),
                (54, Doubt::LandAtRisk),
                (55, Doubt::LandAtRisk),
                (56, Doubt::PhotosMissing),
                (58, Doubt::FarAway),
            ]
        );

        let planner = actor_of_contact(&services, "bappeda@contoh.id").await.unwrap();
        let permit = may_manage_cycle(&planner).unwrap();
        let refused = commands::import_proposals(&services, &permit, sheet().as_bytes(), false).await.unwrap();
        assert_eq!((refused.added, refused.was_written), (62, false), "all or nothing");
        let written = commands::import_proposals(&services, &permit, sheet().as_bytes(), true).await.unwrap();
        assert_eq!((written.added, written.wrong_rows(), written.was_written), (62, 2, true));
        let again = commands::check_proposals(&services, sheet().as_bytes()).await.unwrap();
        assert_eq!((again.added, again.unchanged), (0, 62));

        let site = TestSite::of(TestCity { services }, false).await;
        let visitor = site.visitor();
        let list = visitor.get("/usulan?cari=HYPERLINK&tahun=2027").await;
        let page = visitor.get(list.link(HOSTILE)).await;
        assert_eq!(page.heading(), HOSTILE);
        for page in [&list, &page] {
            assert!(page.has(HOSTILE) && !page.body.contains("<script>alert"), "{}", page.body);
        }
        let csv = String::from_utf8(download(&visitor, "/data/usulan.csv").await).unwrap();
        assert!(csv.contains(&format!("\"'{}\"", HOSTILE.replace('"', "\"\""))), "{csv}");
        let sipd = String::from_utf8(download(&visitor, "/data/usulan.csv?profil=sipd").await).unwrap();
        let (headings, rows) = sipd.split_once('\n').unwrap();
        assert_eq!((headings.split(',').count(), headings.trim_end().rsplit(',').next()), (26, Some("sub_kegiatan")));
        assert!(rows.contains("Kota Jambi") && rows.contains(&format!("\"'{}\"", HOSTILE.replace('"', "\"\""))), "{rows}");
        let json: serde_json::Value = serde_json::from_slice(&download(&visitor, "/data/usulan.json").await).unwrap();
        assert_eq!(json["data"][0]["title"], HOSTILE);
        let xlsx = download(&visitor, "/data/usulan.xlsx").await;
        assert!(part(&xlsx, "xl/worksheets/sheet1.xml").contains(&format!("<t>{}</t>", HOSTILE.replace('<', "&lt;").replace('>', "&gt;"))));
        for sheet in 1..=3 {
            assert!(!part(&xlsx, &format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"), "no cell is a formula");
        }
    }
);
