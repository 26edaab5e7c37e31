//! How often one address may try.

use crate::support::{Page, TestSite};
use reqwest::{Method, header::ORIGIN};
use testing::{LEGOK, PASSWORD, TestCity, TestPerson, both_databases};

both_databases!(
    async fn guessing_passwords_ends_after_twenty_in_a_burst(site: TestSite) {
        let browser = site.visitor();
        let fields = [("contact", "warga@contoh.id"), ("password", "tebakan salah")];
        for number in 0..20 {
            let contact = format!("warga{number}@contoh.id");
            assert_eq!(browser.post_form("/masuk", &[("contact", contact.as_str()), fields[1]]).await.status, 422);
        }
        for path in ["/masuk", "/daftar", "/akun/kata-sandi"] {
            let page = browser.post_form(path, &fields).await;
            assert_eq!((page.status.as_u16(), page.heading().as_str()), (429, "Belum dapat dilakukan"));
            assert!(page.has("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."));
        }
        assert_eq!(browser.get("/masuk").await.status, 200, "reading is not limited");
        assert_eq!(browser.post_form("/bahasa", &[("lang", "en"), ("next", "/")]).await.location(), "/", "nor is other writing");
    }

    async fn behind_a_proxy_each_visitor_has_a_limit_of_their_own(city: TestCity) {
        let (victim, person) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let site = TestSite::of(city, true).await;
        let sign_in = async |address: &str, person: &TestPerson, password: &str| {
            let browser = site.visitor();
            let request = browser.request(Method::POST, "/masuk").header(ORIGIN, &browser.origin).header("x-forwarded-for", address);
            Page::read(browser.send(request.form(&[("contact", person.contact.as_str()), ("password", password)])).await)
                .await
                .status
                .as_u16()
        };
        for number in 0..20 {
            let answer = sign_in(&format!("198.51.100.{number}, 203.0.113.9"), &victim, "tebakan salah").await;
            assert_eq!(answer, if number < 5 { 422 } else { 429 }, "the guesser waits after the fifth");
        }
        assert_eq!(sign_in("198.51.100.99, 203.0.113.9", &person, PASSWORD).await, 429, "what the client says of itself does not count");
        assert_eq!(sign_in("203.0.113.10", &person, PASSWORD).await, 303);
        assert_eq!(sign_in("203.0.113.10", &victim, PASSWORD).await, 303, "whose password was guessed at gets in from elsewhere");
    }
);
