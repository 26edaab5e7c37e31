//! The city's own name and zone, and files that are the same whoever asks for them.

use crate::support::{Browser, Page, TestSite, photos, selector};
use domain::{account::Role, city::Setting, clock::Zone};
use reqwest::{
    Method,
    header::ORIGIN,
    multipart::{Form, Part},
};
use services::{commands, ledger::recount};
use std::io::{Cursor, Read};
use testing::{LEGOK, both_databases, world::World};

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
        let chosen = [(Setting::Name, "Kota Jayapura"), (Setting::Zone, "WIT"), (Setting::Contact, "0967 123456")];
        let wanted = chosen.map(|(setting, value)| setting.chosen(value).unwrap().into());
        commands::change_settings_without_permit(&site.city.services, &wanted, None).await.unwrap();
        for path in ["/", "/usulan", "/tiada"] {
            let page = site.visitor().get(path).await;
            assert!(page.all(".brand")[0].contains("Kota Jayapura"), "{path}");
            assert!(page.all("footer").concat().contains("0967 123456"), "{path}");
        }
        assert_eq!(site.city.services.zone(), Zone::Wit, "at once, with no restart");
        let world = World::new(site.city.clone()).await;
        world.legok_with(&[10]).await;
        let sipd = file(&site.visitor(), "/data/usulan.csv?profil=sipd").await;
        assert!(sipd.contains("Kota Jayapura"), "{sipd}");
    }

    async fn admins_and_planners_each_set_their_part_with_a_reason_and_a_history(site: TestSite) {
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let page = admin.get("/admin/kota").await;
        assert!(!page.body.contains("name=\"verify_days\""), "what the planner sets an admin only reads");
        assert!(page.all("details.folded[open]")[0].contains("Jati diri"), "the first group is open");
        let form = page.form("Simpan pengaturan");
        let saved =
            admin.submit(form.fill("Nama", "Kabupaten Contoh").fill("Kontak", "0741 1").fill("Alasan perubahan", "Perda 3/2026")).await;
        assert_eq!(saved.location(), "/admin/kota?pesan=saved");
        let page = admin.follow(saved).await;
        assert!(page.all(".brand")[0].contains("Kabupaten Contoh"));
        let rows = page.all("tbody tr");
        assert_eq!(rows.len(), 2, "what was left as it was has no entry");
        assert!(rows.iter().all(|row| row.contains("Admin kota") && row.contains("Perda 3/2026")), "{rows:?}");
        assert!(rows.iter().any(|row| row.contains("menjadi Kabupaten Contoh")), "{rows:?}");

        let planner = site.signed_in(&site.city.city_officer(Role::Planner).await).await;
        let form = planner.get("/admin/kota").await.form("Simpan pengaturan");
        let wrong = planner.submit(form.fill("Batas memeriksa usulan (hari)", "61")).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.announced("alert").contains("Batas memeriksa usulan (hari): ") && wrong.body.contains("value=\"61\""));
        assert!(wrong.announced("alert").contains("Alasan perubahan: "), "a reason is asked for");
        assert!(wrong.all("details.folded[open]").iter().any(|group| group.contains("Batas memeriksa usulan")), "it is not hidden");
        let form = wrong.form("Simpan pengaturan").fill("Batas memeriksa usulan (hari)", "10").fill("Alasan perubahan", "musim libur");
        assert_eq!(planner.submit(form).await.status, 303);
        assert_eq!(site.city.services.city().number(Setting::VerifyDays), 10);
        let stolen = planner.post_form("/admin/kota", &[("name", "Kota Saya"), ("reason", "coba-coba")]).await;
        assert_eq!((stolen.status.as_u16(), site.city.services.city().name()), (403, "Kabupaten Contoh"));
        let log = admin.get("/admin/log").await.text();
        assert!(log.contains("Batas memeriksa usulan (hari): dari bawaan menjadi 10"), "{log}");
        assert_eq!(recount(&mut site.city.read().await).await.unwrap().differences, []);
    }

    async fn a_kabupaten_speaks_of_desa_and_calls_its_offices_as_it_does(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        world.legok_with(&[10]).await;
        let chosen = [
            (Setting::Kind, "kabupaten"),
            (Setting::Kecamatan, "Distrik"),
            (Setting::KecamatanShort, "Dist."),
            (Setting::PlanningOffice, "Bappelitbangda"),
            (Setting::StageRt, "Musyawarah Lingkungan"),
            (Setting::StageRkpd, "RKPK"),
        ];
        let wanted = chosen.map(|(setting, value)| setting.chosen(value).unwrap().into());
        commands::change_settings_without_permit(&site.city.services, &wanted, None).await.unwrap();
        let (visitor, reader) = (site.visitor(), in_english(&site).await);
        for (path, words) in [
            ("/wilayah/15.71.10", "Dist. Danau Sipin"),
            ("/wilayah/15.71.10.1003", "Kantor Kelurahan Legok"),
            ("/wilayah/15.71", "Bappelitbangda"),
            ("/cara-kerja", "1. Musyawarah Lingkungan"),
            ("/cara-kerja", "2. Musrenbang Desa"),
            ("/cara-kerja", "5. Musrenbang Kabupaten"),
            ("/cara-kerja", "rencana kerja (RKPK)"),
            ("/privasi", "Pemerintah kabupaten"),
            ("/usulan", "Kel. Legok"),
            ("/musrenbang", "Musrenbang Desa"),
        ] {
            let text = visitor.get(path).await.text();
            assert!(text.contains(words) && !text.contains("%{"), "{path}: {text}");
        }
        assert!(reader.get("/privasi").await.text().contains("The government of the regency"));
        let csv = file(&visitor, "/data/usulan.csv").await;
        assert!(csv.lines().next().unwrap().contains("Distrik"), "{csv}");
    }

    async fn the_citys_own_colour_comes_as_a_style_of_its_own_and_nothing_else_does(site: TestSite) {
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        assert!(!admin.get("/").await.body.contains("/kota.css"));
        for (colour, words) in [
            ("#ffd700", "terlalu pucat"),
            ("red;}body{display:none", "enam digit heksadesimal"),
            ("</style><script>", "enam digit heksadesimal"),
        ] {
            let form =
                admin.get("/admin/kota").await.form("Simpan pengaturan").fill("Warna utama", colour).fill("Alasan perubahan", "logo baru");
            let page = admin.submit(form).await;
            assert!(page.status == 422 && page.announced("alert").contains(words), "{colour}: {}", page.text());
        }
        let form =
            admin.get("/admin/kota").await.form("Simpan pengaturan").fill("Warna utama", "7A0019").fill("Alasan perubahan", "logo baru");
        assert_eq!(admin.submit(form).await.status, 303);
        assert!(admin.get("/").await.body.contains("href=\"/kota.css?v=7a0019\""));
        for (path, keeping) in [("/kota.css?v=7a0019", "immutable"), ("/kota.css?v=000000", "no-cache"), ("/kota.css", "no-cache")] {
            let response = admin.send(admin.request(Method::GET, path)).await;
            let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
            assert!(header("cache-control").contains(keeping) && header("content-type").starts_with("text/css"), "{path}");
            let css = response.text().await.unwrap();
            let dark = "@media screen and (prefers-color-scheme:dark){:root{--brand:#";
            assert!(css.starts_with("@media screen{:root{--brand:#7a0019;") && css.contains(dark), "{css}");
        }
    }

    async fn an_emblem_is_a_picture_that_an_admin_sends_and_takes_away(site: TestSite) {
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let send = async |file: &[u8], reason: &str| {
            let form = Form::new().text("emblem_reason", reason.to_owned());
            let form = if file.is_empty() { form } else { form.part("photo", Part::bytes(file.to_vec()).file_name("lambang.png")) };
            let request = admin.request(Method::POST, "/admin/kota/lambang").header(ORIGIN, &admin.origin).multipart(form);
            Page::read(admin.send(request).await).await
        };
        let picture = photos::picture();
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        for (file, reason, words) in [
            (&svg[..], "logo baru", "Berkas lambang: "),
            (b"GIF89a", "logo baru", "Berkas lambang: "),
            (b"", "logo baru", "Berkas lambang: "),
            (&picture, "", "Alasan mengubah lambang: "),
        ] {
            let page = send(file, reason).await;
            assert!(page.status == 422 && page.announced("alert").contains(words), "{}", page.text());
        }
        assert_eq!(site.visitor().get("/lambang.png").await.status, 404);
        assert_eq!(send(&picture, "logo baru").await.status, 303);
        let page = site.visitor().get("/").await;
        let src = page.html.select(&selector(".brand img.emblem")).next().unwrap().attr("src").unwrap().to_owned();
        assert!(src.starts_with("/lambang.png?v=") && src.len() == 15 + 64, "{src}");
        let response = admin.send(admin.request(Method::GET, &src)).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!((header("content-type").as_str(), header("x-content-type-options").as_str()), ("image/png", "nosniff"));
        assert!(response.headers()["cache-control"].to_str().unwrap().contains("immutable"));
        assert!(response.bytes().await.unwrap().starts_with(b"\x89PNG\r\n"));
        assert_eq!(recount(&mut site.city.read().await).await.unwrap().differences, []);
        assert_eq!(send(b"", "lambang ditarik").await.status, 303);
        assert!(!site.visitor().get("/").await.body.contains("lambang.png"));
        let planner = site.signed_in(&site.city.city_officer(Role::Planner).await).await;
        assert_eq!(planner.post_form("/admin/kota/lambang", &[]).await.status, 403);
    }

    async fn a_setting_that_another_admin_has_changed_meanwhile_is_not_undone(site: TestSite) {
        let [one, other] = [site.city.city_officer(Role::CityAdmin).await, site.city.city_officer(Role::CityAdmin).await];
        let (one, other) = (site.signed_in(&one).await, site.signed_in(&other).await);
        let form =
            async |browser: &Browser| browser.get("/admin/kota").await.form("Simpan pengaturan").fill("Alasan perubahan", "nama baru");
        let (first, second) = (form(&one).await, form(&other).await);
        assert_eq!(one.submit(first.fill("Nama", "Kota Satu")).await.status, 303);
        let page = other.submit(second.fill("Nama", "Kota Dua").fill("Kontak", "0741 2")).await;
        assert_eq!(page.status, 422);
        assert!(page.announced("alert").contains("Kota Satu"), "{}", page.text());
        let city = site.city.services.city();
        assert_eq!((city.name(), city.contact()), ("Kota Satu", ""), "all or nothing");
    }

    async fn a_planner_sets_weights_and_scales_until_the_first_meeting_opens(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let planner = site.signed_in(&site.city.city_officer(Role::Planner).await).await;
        let typed = async |urgency: &str, waiting: &str| {
            let form = planner.get("/admin/bobot").await.form("Simpan bobot").set("bobot.urgency", urgency).set("bobot.waiting", waiting);
            let form = form.set("skala.urgency", "1: dapat menunggu tahun depan; 5: roboh").fill("Alasan perubahan", "Perwal 5/2027");
            planner.submit(form).await
        };
        for (urgency, waiting, words) in [
            ("31", "5", "tepat 100"),
            ("101", "5", "di luar"),
            ("-30", "5", "angka"),
            ("<b>", "5", "angka"),
            ("99999999999", "5", "di luar"),
        ] {
            let page = typed(urgency, waiting).await;
            assert!(page.status == 422 && page.announced("alert").contains(words), "{urgency}: {}", page.text());
            assert_eq!(page.body.contains("id=\"bobot.urgency-error\""), urgency != "31", "what is wrong with one stands there");
        }
        let stale = planner.get("/admin/bobot").await.form("Simpan bobot").set("bobot.urgency", "20").set("bobot.impact", "25");
        assert_eq!(typed("25", "10").await.location(), "/admin/bobot?tahun=2028&pesan=saved");
        let page = planner.submit(stale.fill("Alasan perubahan", "lain lagi")).await;
        assert!(page.status == 422 && page.announced("alert").contains("mengubahnya"), "what another set meanwhile stays: {}", page.text());
        let officer = site.city.office_of(LEGOK).await;
        let (meeting, ..) = world.legok_with(&[10]).await;
        let scores = site.signed_in(&officer).await.get(&format!("/musrenbang/{meeting}/skor")).await.text();
        assert!(scores.contains("1: dapat menunggu tahun depan; 5: roboh") && scores.contains("25"), "{scores}");
        let page = planner.get("/admin/bobot").await;
        assert!(page.text().contains("Bobot tahun ini tetap") && !page.body.contains("bobot.urgency"), "{}", page.text());
        let late = planner.post_form("/admin/bobot/2028", &[("bobot.urgency", "30"), ("reason", "terlambat")]).await;
        assert_eq!(late.status, 422);
        assert_eq!(planner.post_form("/admin/bobot/2031", &[]).await.status, 404);
        let log = site.signed_in(&site.city.city_officer(Role::Inspector).await).await.get("/admin/log").await.text();
        for said in ["dari 30% menjadi 25%", "dari 5% menjadi 10%", "arti nilai ditulis ulang", "Perwal 5/2027"] {
            assert!(log.contains(said), "{said}: {log}");
        }
        assert_eq!(recount(&mut site.city.read().await).await.unwrap().differences, []);
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
