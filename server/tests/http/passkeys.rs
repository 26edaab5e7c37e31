//! Passkeys as a browser with its device goes through them: pages, forms and what the script would send.

use crate::support::{Browser, Page, TestSite, selector};
use domain::account::Role;
use testing::{LEGOK, PASSWORD, SoftKey, TestCity, TestPerson, both_databases};

/// What the page gives the script for the device.
fn options(page: &Page) -> String {
    let form = page.html.select(&selector("form[data-asks]")).next();
    let options = form.and_then(|form| form.attr("data-asks")).unwrap_or_else(|| panic!("{} {}", page.status, page.text()));
    options.to_owned()
}

/// The form as the script sends it.
fn answered(page: &Page, answer: &str) -> Vec<(String, String)> {
    let inputs = selector("form[data-asks] input");
    page.html
        .select(&inputs)
        .map(|field| (field.attr("name").unwrap().to_owned(), field.attr("value").unwrap_or_default().to_owned()))
        .map(|(name, value)| if name == "answer" { (name, answer.to_owned()) } else { (name, value) })
        .collect()
}

async fn send(browser: &Browser, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post_form(path, &fields).await
}

/// Signed in by name, where passkeys work.
async fn at_home(site: &TestSite, person: &TestPerson) -> Browser {
    let browser = site.visitor_by_name();
    browser.set_session(&person.session().await.to_hex());
    browser
}

async fn asked_to_add(browser: &Browser, name: &str) -> Page {
    let form = browser.get("/akun/kunci-sandi").await.form("Tambah kunci sandi");
    browser.submit(form.fill("Nama kunci sandi", name).fill("Kata sandi Anda", PASSWORD)).await
}

async fn add(browser: &Browser, name: &str) -> SoftKey {
    let mut key = SoftKey::at(&browser.origin);
    let page = asked_to_add(browser, name).await;
    let done = send(browser, "/akun/kunci-sandi/baru", &answered(&page, &key.make(&options(&page)))).await;
    assert_eq!(done.location(), "/akun/kunci-sandi?pesan=passkey_added");
    key
}

async fn asked_to_sign(browser: &Browser) -> Page {
    browser.submit(browser.get("/masuk").await.form("Masuk dengan kunci sandi")).await
}

both_databases!(
    async fn a_resident_adds_a_passkey_signs_in_with_it_and_takes_it_off(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let home = at_home(&site, &person).await;
        assert!(home.get("/akun").await.link("Kunci sandi (passkey)") == "/akun/kunci-sandi");
        let mut key = add(&home, "Ponsel saya").await;
        let list = home.get("/akun/kunci-sandi").await;
        assert_eq!(list.all("main .list h3"), ["Ponsel saya"]);
        assert!(list.has("Belum pernah dipakai."));

        let browser = site.visitor_by_name();
        let page = asked_to_sign(&browser).await;
        assert_eq!((page.status.as_u16(), page.heading().as_str(), browser.session()), (200, "Masuk dengan kunci sandi", None));
        assert_eq!(page.html.select(&selector("main script[nonce]")).count(), 1);
        assert!(page.all("noscript").concat().contains("Anda tetap dapat masuk dengan kata sandi."));
        let fields = answered(&page, &key.sign(&options(&page)));
        let done = send(&browser, "/masuk/kunci-sandi/jawaban", &fields).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/akun"));
        assert!(browser.get("/akun").await.has("Warga Contoh"));
        assert!(home.get("/akun/kunci-sandi").await.has("Terakhir dipakai"));

        let one = home.get(home.get("/akun/kunci-sandi").await.link("Ubah nama atau hapus")).await;
        let done = home.submit(one.form("Simpan nama").fill("Nama kunci sandi", "Ponsel lama")).await;
        assert_eq!(done.location(), "/akun/kunci-sandi?pesan=saved");
        let one = home.get(home.get("/akun/kunci-sandi").await.link("Ubah nama atau hapus")).await;
        assert_eq!(one.heading(), "Ponsel lama");
        let wrong = home.submit(one.form("Hapus kunci sandi ini").fill("Kata sandi Anda", "bukan sandinya")).await;
        assert_eq!(wrong.status, 422);
        let done = home.submit(wrong.form("Hapus kunci sandi ini").fill("Kata sandi Anda", PASSWORD)).await;
        assert_eq!(done.location(), "/akun/kunci-sandi?pesan=passkey_removed");
        assert!(browser.get("/akun").await.location().starts_with("/masuk?lanjut="), "who came in with it is out");
        assert!(home.get("/akun/kunci-sandi").await.has("Anda belum punya kunci sandi."));
    }

    async fn an_answer_sent_twice_from_elsewhere_or_for_somebody_else_signs_nobody_in(city: TestCity) {
        let site = TestSite::unlimited(city).await;
        let (person, other) = (site.city.resident_of(&LEGOK.rt(1)).await, site.city.resident_of(&LEGOK.rt(2)).await);
        let key = add(&at_home(&site, &person).await, "Ponsel").await;
        let refused = async |browser: &Browser, fields: &[(String, String)], words: &str| {
            let page = send(browser, "/masuk/kunci-sandi/jawaban", fields).await;
            assert_eq!((page.status.as_u16(), page.heading().as_str()), (422, "Masuk"));
            assert!(page.announced("alert").contains(words), "{words}: {}", page.announced("alert"));
            page.form("Masuk dengan kunci sandi");
        };
        let (over, unknown) = ("Waktunya habis, atau halaman ini sudah dikirim.", "Kunci sandi ini tidak dikenal di sini.");

        let browser = site.visitor_by_name();
        let page = asked_to_sign(&browser).await;
        let mut signing = key.clone();
        let fields = answered(&page, &signing.sign(&options(&page)));
        assert_eq!(send(&browser, "/masuk/kunci-sandi/jawaban", &fields).await.status, 303);
        browser.post_form("/keluar", &[]).await;
        refused(&browser, &fields, over).await;
        let thief = site.visitor_by_name();
        let page = asked_to_sign(&site.visitor_by_name()).await;
        refused(&thief, &answered(&page, &signing.sign(&options(&page))), over).await;

        let lies: [fn(&mut SoftKey); 4] = [
            |key| key.origin = "https://jahat.example".into(),
            |key| key.verifies = false,
            |key| key.counter = 0,
            |key| key.user = vec![7; 16],
        ];
        for lie in lies {
            let (browser, mut lying) = (site.visitor_by_name(), signing.clone());
            lie(&mut lying);
            let page = asked_to_sign(&browser).await;
            refused(&browser, &answered(&page, &lying.sign(&options(&page))), unknown).await;
            assert_eq!(browser.session(), None);
        }
        for nonsense in ["", "{", "[[[[", &"x".repeat(60_000)] {
            let browser = site.visitor_by_name();
            let page = asked_to_sign(&browser).await;
            refused(&browser, &answered(&page, nonsense), unknown).await;
        }
        let page = asked_to_sign(&thief).await;
        let long = answered(&page, &"x".repeat(200_000));
        assert_eq!(send(&thief, "/masuk/kunci-sandi/jawaban", &long).await.status, 413, "no form of a stranger is so long");

        // What one person's device was asked adds nothing to another person's account.
        let (mine, others) = (at_home(&site, &person).await, at_home(&site, &other).await);
        let page = asked_to_add(&mine, "Komputer").await;
        let fields = answered(&page, &SoftKey::at(&mine.origin).make(&options(&page)));
        let refused = send(&others, "/akun/kunci-sandi/baru", &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.announced("alert").contains(over));
        assert!(others.get("/akun/kunci-sandi").await.has("Anda belum punya kunci sandi."));
    }

    async fn at_an_address_without_passkeys_the_page_says_so_and_offers_none(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let site = TestSite::of(city.clone(), false).await;
        let by_number = site.signed_in(&person).await;
        let page = by_number.get("/akun/kunci-sandi").await;
        assert!(page.has("Buka situs ini dengan nama alamatnya"));
        assert!(page.all("main form").is_empty(), "nothing that fails");
        let sign_in = site.visitor().get("/masuk").await;
        assert!(sign_in.has("Kunci sandi (passkey) tidak dapat dipakai di alamat ini."));
        assert_eq!(sign_in.all("main button").len(), 1);
        for path in ["/masuk/kunci-sandi", "/masuk/kunci-sandi/jawaban"] {
            let page = site.visitor().post_form(path, &[]).await;
            assert_eq!(page.status, 422);
            assert!(page.announced("alert").contains("Pakai kata sandi."), "{path}");
        }
        for path in ["/akun/kunci-sandi", "/akun/kunci-sandi/baru"] {
            assert_eq!(by_number.post_form(path, &[("passkey_name", "x"), ("password", PASSWORD)]).await.status, 422, "{path}");
        }

        let known = TestSite::known_as(city, "https://rembuk.kota.example").await;
        let elsewhere = at_home(&known, &person).await.get("/akun/kunci-sandi").await;
        assert!(elsewhere.has("Kunci sandi hanya dapat dipakai di https://rembuk.kota.example."));
        assert!(elsewhere.all("main form").is_empty());
    }

    async fn an_official_works_after_signing_in_with_a_passkey_where_two_steps_are_a_duty(city: TestCity) {
        let officer = city.officer(Role::KelurahanOfficer, LEGOK.code).await;
        let mut strict = city.clone();
        strict.services.two_steps.is_duty = true;
        let site = TestSite::of(strict, false).await;
        let home = at_home(&site, &officer).await;
        assert_eq!(home.get("/kotak-kerja").await.location(), "/akun/dua-langkah");
        let second_step = home.get("/akun/dua-langkah").await;
        assert_eq!(
            second_step.link("Lebih mudah: tambahkan kunci sandi (passkey), lalu masuk dengannya. Itu sudah memenuhi dua langkah."),
            "/akun/kunci-sandi"
        );
        let mut key = add(&home, "Komputer kantor").await;
        let browser = site.visitor_by_name();
        let page = asked_to_sign(&browser).await;
        send(&browser, "/masuk/kunci-sandi/jawaban", &answered(&page, &key.sign(&options(&page)))).await;
        assert_eq!(browser.get("/kotak-kerja").await.status, 200);
        assert_eq!(home.get("/kotak-kerja").await.location(), "/akun/dua-langkah", "the password alone is one step");
    }

    async fn what_was_typed_goes_along_with_the_passkey_and_back_to_the_password(site: TestSite) {
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let mut key = add(&at_home(&site, &person).await, "Ponsel").await;
        let browser = site.visitor_by_name();
        let plan = site.city.services.clock.new_id();
        let words = [("comment_body", "Ketikan yang tidak boleh hilang.")];
        let asked = browser.post_form(&format!("/rencana/{plan}/komentar"), &words).await;
        assert_eq!(asked.status, 401);
        let page = browser.submit(asked.form("Masuk dengan kunci sandi")).await;
        let back = browser.submit(page.form("Masuk dengan kata sandi")).await;
        assert_eq!((back.status.as_u16(), back.heading().as_str()), (200, "Masuk"));
        assert!(back.has("Ketikan yang tidak boleh hilang."));
        let page = browser.submit(back.form("Masuk dengan kunci sandi")).await;
        let done = send(&browser, "/masuk/kunci-sandi/jawaban", &answered(&page, &key.sign(&options(&page)))).await;
        assert!(browser.session().is_some() && done.body.contains("Ketikan yang tidak boleh hilang."), "{} {}", done.status, done.text());
    }
);
