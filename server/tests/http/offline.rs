//! What a device may keep for times without a network, and by what it puts the site among its programs.

use crate::support::{Page, TestSite, header};
use reqwest::{Method, header::CACHE_CONTROL};
use testing::{LEGOK, both_databases};

both_databases!(
    async fn only_pages_as_everybody_sees_them_say_that_they_may_be_kept(site: TestSite) {
        let resident = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        for (browser, kept) in [(site.visitor(), "umum"), (resident, "")] {
            let page = browser.get("/usulan").await;
            assert_eq!(header(&page.headers, "rembuk-pembaca"), kept);
        }
        // The worker keeps them in both languages. Whoever has chosen one is not asked.
        let visitor = site.visitor();
        for (asked, title) in [("id", "Tanpa jaringan"), ("en", "Without a network"), ("xx", "Tanpa jaringan")] {
            let page = Page::read(visitor.send(visitor.request(Method::GET, "/luring").header("rembuk-bahasa", asked)).await).await;
            assert_eq!((page.heading().as_str(), header(&page.headers, "rembuk-pembaca")), (title, "umum"), "{asked}");
        }
        // A worker for all pages, though it lies with the files, which asks nobody but us.
        let worker = site.visitor().get("/pkg/pekerja.js?v=1").await;
        assert_eq!(header(&worker.headers, "service-worker-allowed"), "/");
        assert!(header(&worker.headers, "content-security-policy").contains("connect-src 'self'"));
        let styles = site.visitor().get("/pkg/rembuk.css?v=1").await;
        assert_eq!(header(&styles.headers, "service-worker-allowed"), "");
    }

    async fn the_site_has_a_name_a_colour_and_pictures_among_programs(site: TestSite) {
        let visitor = site.visitor();
        let page = visitor.get("/").await;
        assert!(page.body.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\""), "{}", page.body);
        let manifest = visitor.get("/manifest.webmanifest").await;
        assert_eq!(header(&manifest.headers, "content-type"), "application/manifest+json");
        let said: serde_json::Value = serde_json::from_str(&manifest.body).unwrap();
        assert_eq!((said["theme_color"].as_str(), said["start_url"].as_str()), (Some("#0b5a48"), Some("/")));
        for icon in said["icons"].as_array().unwrap() {
            let picture = visitor.send(visitor.request(Method::GET, icon["src"].as_str().unwrap())).await;
            assert_eq!(header(picture.headers(), "content-type"), "image/png");
            assert!(header(picture.headers(), CACHE_CONTROL.as_str()).contains("immutable"), "{icon}");
            let drawn = image::load_from_memory(&picture.bytes().await.unwrap()).unwrap();
            assert_eq!(icon["sizes"], format!("{0}x{0}", drawn.width()));
        }
    }
);
