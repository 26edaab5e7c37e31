//! What any form may be sent: by another site, too large, no form at all, or with markup in it.

use crate::support::{Page, TestSite, drafts::begun};
use domain::account::Role;
use reqwest::{
    Method,
    header::{CONTENT_TYPE, ORIGIN},
    multipart::{self, Part},
};
use services::{
    Visit,
    commands::{self, Registration},
};
use testing::typed::{contact, line};
use testing::{LEGOK, PASSWORD, both_databases, world::World};

/// Names that are markup, a formula, and what once ended a page too early.
const NAMES: [&str; 4] =
    ["<script>alert(1)</script>", "=HYPERLINK(\"http://x\",\"y\")", "\"><img src=x onerror=alert(1)>", "a<!>b</html></body>c"];

both_databases!(
    async fn a_form_of_another_site_is_refused(site: TestSite) {
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        for (name, value) in
            [("origin", "https://jahat.example"), ("origin", "null"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")]
        {
            let request = browser.request(Method::POST, "/keluar/semua").header(name, value);
            let page = Page::read(browser.send(request).await).await;
            assert_eq!((page.status.as_u16(), page.heading().as_str()), (403, "Formulir ini tidak dikirim dari situs kami"), "{value}");
        }
        assert_eq!(browser.get("/akun").await.status, 200, "still signed in");
        assert_eq!(browser.post_form("/keluar/semua", &[]).await.location(), "/?pesan=signed_out_everywhere");
    }

    async fn a_form_too_large_is_refused_in_words(site: TestSite) {
        let browser = site.visitor();
        let page = browser.post_form("/daftar", &[("name", &"n".repeat(2 * 1024 * 1024))]).await;
        assert_eq!((page.status.as_u16(), page.heading().as_str()), (413, "Isian terlalu besar"));
    }

    async fn a_photo_too_large_is_refused_at_its_field_and_what_was_typed_stays(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let address = begun(&browser).await;
        let form = browser.get(&format!("{address}/ubah/kirim")).await.form("Tambahkan foto");
        let fields = form.fields.into_iter().filter(|(name, _)| !["photo", "photo_alt"].contains(&name.as_str()));
        let file = Part::bytes(vec![0xff; 20 * 1024 * 1024]).file_name("jalan.jpg");
        let sent = fields.fold(multipart::Form::new(), |form, (name, value)| form.text(name, value));
        let sent = sent.text("photo_alt", "Jalan rusak di depan sekolah").part("photo", file);
        let request = browser.request(Method::POST, &form.action).header(ORIGIN, &browser.origin).multipart(sent);
        let page = Page::read(browser.send(request).await).await;
        assert_eq!(page.status, 422);
        assert!(page.announced("alert").contains("Foto terlalu besar. Paling besar 8 MB"), "{}", page.text());
        assert!(page.body.contains("Jalan rusak di depan sekolah"), "what was typed stays");
    }

    async fn what_is_no_form_is_refused_in_words(site: TestSite) {
        let browser = site.visitor();
        for (kind, body) in [("application/json", "{}"), ("application/x-www-form-urlencoded", "name=%ff%fe"), ("text/plain", "x")] {
            let request = browser.request(Method::POST, "/masuk").header(ORIGIN, &browser.origin).header(CONTENT_TYPE, kind).body(body);
            let page = Page::read(browser.send(request).await).await;
            assert!(page.status.is_client_error(), "{kind}: {}", page.status);
            assert!(!page.body.contains("deserialize"), "{}", page.body);
            page.heading();
        }
        let page = Page::read(browser.send(browser.request(Method::DELETE, "/masuk")).await).await;
        assert_eq!((page.status.as_u16(), page.heading().as_str()), (405, "Halaman tidak ditemukan"));
    }

    async fn control_characters_are_no_text(site: TestSite) {
        let browser = site.visitor();
        let fields =
            [("name", "Siti\0 \u{202e}Rahma\u{7}"), ("contact", "siti@contoh.id\0"), ("password", "perahu biru di danau"), ("home", "")];
        let done = browser.post_form("/daftar", &fields).await;
        assert_eq!(done.location(), "/akun?pesan=registered");
        assert_eq!(browser.follow(done).await.heading(), "Siti Rahma");
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let id = uuid::Uuid::nil();
        let after = format!("{id}~a\0b");
        let fields = [("cari", "\0siti\0"), ("setelah", after.as_str())];
        assert_eq!(admin.post_form("/admin/orang", &fields).await.status, 200);
        assert_eq!(admin.get(&format!("/admin/orang?setelah={id}~a%00b")).await.status, 200);
    }

    async fn markup_in_a_name_is_shown_as_text_everywhere(site: TestSite) {
        let head = site.signed_in(&site.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await).await;
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        for (number, name) in NAMES.into_iter().enumerate() {
            let form = Registration {
                name: line(name),
                contact: contact(&format!("warga{number}@contoh.id")),
                password: PASSWORD.into(),
                home: Some(LEGOK.rt(1)),
            };
            let (id, signed_in) = commands::register_account(&site.city.services, form, &Visit::default()).await.unwrap();
            let browser = site.visitor();
            browser.set_session(&signed_in.token.to_hex());
            let pages = [
                browser.get("/akun").await,
                head.get("/warga").await,
                admin.get("/admin/orang").await,
                admin.get(&format!("/admin/orang/{id}")).await,
            ];
            for page in pages {
                assert_eq!(page.status, 200);
                assert!(page.has(name), "{name} in {}", page.text());
                assert!(
                    page.all("script:not([src]), main img").is_empty() && page.body.trim_end().trim_end_matches("<!>").ends_with("</html>"),
                    "{}",
                    page.body
                );
                assert_eq!(page.all("footer").len(), 1, "the page is whole");
            }
            assert!(head.get("/warga").await.form(&format!("Benar, tinggal di sini: {name}")).action.starts_with("/warga/"));
        }
    }

    async fn markup_that_was_typed_stands_in_its_field_again(site: TestSite) {
        for name in NAMES {
            let fields = [("name", name), ("contact", ""), ("password", ""), ("kelurahan", LEGOK.code), ("home", "")];
            let page = site.visitor().post_form("/daftar", &fields).await;
            assert_eq!((page.status.as_u16(), page.value("Nama lengkap").as_str()), (422, name));
            assert_eq!(page.all("footer").len(), 1, "the page is whole");
        }
    }

    async fn the_next_page_of_people_knows_what_was_searched(site: TestSite) {
        for _ in 0..30 {
            let person = site.city.resident_of(&LEGOK.rt(1)).await;
            assert!(person.contact.ends_with("@contoh.id"));
        }
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let label = "Cari nama, telepon, atau surel";
        let first = admin.submit(admin.get("/admin/orang").await.form("Cari").fill(label, "contoh.id&+")).await;
        let second = admin.submit(first.form("Halaman berikutnya")).await;
        assert_eq!((first.all("main ul.list > li").len(), second.all("main ul.list > li").len()), (25, 6));
        assert_eq!(second.value(label), "contoh.id&+");
    }

    async fn the_language_is_chosen_by_the_reader(site: TestSite) {
        let browser = site.visitor();
        assert_eq!(browser.get("/cara-kerja").await.html.root_element().attr("lang"), Some("id"));
        let form = browser.get("/masuk").await.form("English").set("lang", "en");
        let page = browser.submit(form).await;
        assert_eq!(page.location(), "/masuk");
        let page = browser.follow(page).await;
        assert_eq!((page.heading().as_str(), page.html.root_element().attr("lang")), ("Sign in", Some("en")));
        let unknown = browser.post_form("/bahasa", &[("lang", "xx"), ("next", "/masuk")]).await;
        assert_eq!(browser.follow(unknown).await.heading(), "Masuk");
    }
);
