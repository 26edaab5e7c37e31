//! The city's own name and zone, and files that are the same whoever asks for them.

use crate::support::{Browser, TestSite};
use domain::clock::Zone;
use reqwest::Method;
use services::commands::{self, CityChange};
use std::io::{Cursor, Read};
use testing::{both_databases, world::World};

async fn file(browser: &Browser, path: &str) -> String {
    browser.send(browser.request(Method::GET, path)).await.text().await.unwrap()
}

async fn in_english(site: &TestSite) -> Browser {
    let browser = site.visitor();
    browser.post_form("/bahasa", &[("lang", "en"), ("next", "/")]).await;
    browser
}

both_databases!(
    async fn every_page_names_the_city_that_was_set(site: TestSite) {
        assert!(site.visitor().get("/usulan").await.all(".brand")[0].contains("Kota Jambi"), "without a setting the region's name");
        let change = CityChange { name: Some("Kota Jayapura".into()), zone: Some(Zone::Wit), contact: Some("0967 123456".into()) };
        commands::set_city(&site.city.services, change).await.unwrap();
        for path in ["/", "/usulan", "/tiada"] {
            let page = site.visitor().get(path).await;
            assert!(page.all(".brand")[0].contains("Kota Jayapura"), "{path}");
            assert!(page.all("footer").concat().contains("0967 123456"), "{path}");
        }
        let started = site.city.services.clone().in_zone_of_city().await.unwrap();
        assert_eq!((started.zone, started.zone.name()), (Zone::Wit, "WIT"));
        let world = World::new(site.city.clone()).await;
        world.legok_with(&[10]).await;
        let sipd = file(&site.visitor(), "/data/usulan.csv?profil=sipd").await;
        assert!(sipd.contains("Kota Jayapura"), "{sipd}");
    }

    async fn files_for_programs_do_not_change_with_the_readers_language(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        world.legok_with(&[10, 20]).await;
        let (visitor, reader) = (site.visitor(), in_english(&site).await);
        assert_eq!(reader.get("/usulan").await.html.root_element().attr("lang"), Some("en"));
        for path in ["/data/usulan.csv", "/data/usulan.csv?profil=sipd", "/data/usulan.json", "/data/wilayah.csv"] {
            assert_eq!(file(&visitor, path).await, file(&reader, path).await, "{path}");
        }
        let json: serde_json::Value = serde_json::from_str(&file(&reader, "/data/usulan.json").await).unwrap();
        let row = &json["data"][0];
        assert_eq!((&row["status"], &row["stage"], &row["field"]), (&"verified".into(), &"kelurahan".into(), &"fisik_prasarana".into()));
        assert_eq!((&row["physical"], &json["metadata"]["count"]), (&"not_physical".into(), &"2".into()));
        let hash = json["metadata"]["sha256"].as_str().unwrap();
        let response = reader.send(reader.request(Method::GET, "/data/usulan.xlsx")).await;
        let mut workbook = zip::ZipArchive::new(Cursor::new(response.bytes().await.unwrap())).unwrap();
        let mut words = String::new();
        for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"] {
            workbook.by_name(part).unwrap().read_to_string(&mut words).unwrap();
        }
        assert!(words.contains("Verified") && words.contains(hash), "a workbook speaks to its reader and bears the same hash");
    }
);
