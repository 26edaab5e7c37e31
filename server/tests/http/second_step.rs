//! Signing in with two steps, as a person without JavaScript goes through it.

use crate::support::{Browser, Page, TestSite, selector};
use chrono::TimeDelta;
use domain::account::Role;
use testing::{LEGOK, PASSWORD, TestCity, both_databases};
use totp_rs::{Builder, Secret};

/// What an app shows that was told the key on the page.
fn shown(city: &TestCity, page: &Page) -> String {
    let key = page.all("main code").concat().replace(' ', "");
    let seconds = u64::try_from(city.now().timestamp()).unwrap();
    Builder::new().with_secret(Secret::try_from_base32(key).unwrap()).build().unwrap().generate(seconds).to_string()
}

/// Sets it up; the page with the key, and the codes for paper.
async fn set_up(site: &TestSite, browser: &Browser) -> (Page, Vec<String>) {
    let page = browser.get("/akun/dua-langkah").await;
    let done = browser.submit(page.form("Pasang sekarang")).await;
    let trying = browser.follow(done).await;
    let form = trying.form("Pasang dua langkah").fill("Kode", &shown(&site.city, &trying)).fill("Kata sandi Anda", PASSWORD);
    let codes = browser.submit(form).await;
    assert_eq!(codes.heading(), "Kode cadangan Anda");
    let list = codes.all("main ol code");
    (trying, list)
}

both_databases!(
    async fn an_official_signs_in_with_a_code_of_the_app_and_once_with_one_on_paper(site: TestSite) {
        let person = site.city.office_of(LEGOK).await;
        let first = site.signed_in(&person).await;
        let (key, codes) = set_up(&site, &first).await;
        let picture = key.html.select(&selector("main img")).next().and_then(|img| img.attr("src"));
        assert!(picture.is_some_and(|src| src.starts_with("data:image/svg")));
        assert_eq!(codes.len(), 10);
        assert!(first.get("/akun/dua-langkah").await.has("Terpasang"), "this browser stays signed in");
        site.city.pass(TimeDelta::minutes(1));
        let browser = site.visitor();
        let asked = browser.sign_in_as(&person).await;
        assert_eq!((asked.status.as_u16(), asked.heading().as_str()), (200, "Masuk: langkah kedua"));
        assert!(browser.session().is_none(), "the password alone opens nothing");
        let wrong = browser.submit(asked.form("Masuk").fill("Kode", "000000")).await;
        assert_eq!((wrong.status.as_u16(), browser.session()), (422, None));
        assert!(wrong.problem("Kode").starts_with("Kode ini salah"));
        let done = browser.submit(wrong.form("Masuk").fill("Kode", &shown(&site.city, &key))).await;
        assert_eq!(done.location(), "/akun");
        assert_eq!(browser.get("/kotak-kerja").await.status, 200);
        for (code, is_in) in [(&codes[0], true), (&codes[0], false), (&codes[1], true)] {
            let browser = site.visitor();
            let asked = browser.sign_in_as(&person).await;
            browser.submit(asked.form("Masuk").fill("Kode", code)).await;
            assert_eq!(browser.session().is_some(), is_in, "{code}");
        }
    }

    async fn where_it_is_a_duty_an_official_is_led_to_it_before_working(city: TestCity) {
        let (officer, resident) = (city.office_of(LEGOK).await, city.confirmed_resident_of(&LEGOK.rt(1)).await);
        let mut strict = city.clone();
        strict.services.two_steps.is_duty = true;
        let site = TestSite::of(strict, false).await;
        let browser = site.signed_in(&officer).await;
        for path in ["/kotak-kerja", "/warga"] {
            assert_eq!(browser.get(path).await.location(), "/akun/dua-langkah", "{path}");
        }
        let waiting = site.city.resident_of(&LEGOK.rt(1)).await;
        assert_eq!(browser.post_form(&format!("/warga/{}/konfirmasi", waiting.id), &[]).await.status, 403);
        assert!(browser.get("/").await.has("Sebelum bekerja, pasang masuk dengan dua langkah."));
        assert_eq!(site.signed_in(&resident).await.get("/akun").await.all(".notice").len(), 0, "residents are not asked");
        set_up(&site, &browser).await;
        assert_eq!(browser.get("/kotak-kerja").await.status, 200);
        assert_eq!(browser.get("/warga").await.status, 200);
    }

    async fn where_one_wanted_to_go_survives_the_second_step(site: TestSite) {
        let person = site.city.office_of(LEGOK).await;
        let (_, codes) = set_up(&site, &site.signed_in(&person).await).await;
        let browser = site.visitor();
        let refused = browser.get("/kotak-kerja").await;
        let form = browser
            .follow(refused)
            .await
            .form("Masuk")
            .fill("Nomor telepon atau surel (email)", &person.contact)
            .fill("Kata sandi", PASSWORD);
        let asked = browser.submit(form).await;
        let done = browser.submit(asked.form("Masuk").fill("Kode", &codes[0])).await;
        assert_eq!(done.location(), "/kotak-kerja");
        let forged = [("half_token", "bukan kode"), ("code", "123456"), ("next", "//jahat.example")];
        let page = site.visitor().post_form("/masuk/langkah-kedua", &forged).await;
        assert_eq!((page.status.as_u16(), page.heading().as_str()), (422, "Masuk"));
        assert!(page.announced("alert").contains("Masuklah lagi dengan kata sandi"));
    }

    async fn a_city_admin_takes_the_second_step_off_on_the_page_of_the_person(site: TestSite) {
        let person = site.city.office_of(LEGOK).await;
        set_up(&site, &site.signed_in(&person).await).await;
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let address = format!("/admin/orang/{}", person.id);
        let done = admin.submit(admin.get(&address).await.form("Lepas dua langkah pengguna ini")).await;
        assert_eq!(done.location(), format!("{address}?pesan=second_step_reset"));
        assert!(!admin.get(&address).await.has("Lepas dua langkah pengguna ini"));
        assert_eq!(site.visitor().sign_in_as(&person).await.location(), "/akun");
        assert!(admin.get("/admin/log").await.has("Dua langkah dilepas admin"));
    }
);
