//! How often one address may try.

use crate::support::{Page, TestSite, header};
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
        for path in ["/masuk", "/masuk/langkah-kedua", "/masuk/kode", "/akun/kata-sandi", "/akun/dua-langkah", "/akun/hapus"] {
            let page = browser.post_form(path, &fields).await;
            assert_eq!(page.status, 429);
            let seconds: u32 = header(&page.headers, "retry-after").parse().unwrap();
            assert!((1..=7).contains(&seconds), "{seconds}");
            assert!(page.has(&format!("Coba lagi setelah {seconds} detik.")), "{}", page.text());
        }
        assert_eq!(browser.get("/masuk").await.status, 200, "reading is not limited");
        assert_eq!(browser.post_form("/daftar", &fields).await.status, 422, "who registers guesses nothing");
        assert_eq!(browser.post_form("/bahasa", &[("lang", "en"), ("next", "/")]).await.location(), "/", "nor is other writing");
    }

    async fn a_hall_of_sixty_registers_and_signs_in_behind_one_address(site: TestSite) {
        let mut people = Vec::new();
        for number in 0..60 {
            let contact = format!("warga{number}@contoh.id");
            let fields = [("name", "Warga Aula"), ("contact", &contact), ("password", "perahu biru di danau"), ("home", "")];
            let done = site.visitor().post_form("/daftar", &fields).await;
            assert_eq!(done.status, 303, "{number}: {}", done.text());
            people.push(contact);
        }
        for contact in people {
            let fields = [("contact", contact.as_str()), ("password", "perahu biru di danau")];
            assert_eq!(site.visitor().post_form("/masuk", &fields).await.status, 303);
        }
    }

    async fn those_for_whom_there_is_no_turn_are_told_when_and_keep_what_they_typed(site: TestSite) {
        let browser = std::sync::Arc::new(site.visitor());
        let asking = (0..200).map(|number| {
            let browser = std::sync::Arc::clone(&browser);
            tokio::spawn(async move {
                let contact = format!("orang{number}@contoh.id");
                let page = browser.post_form("/masuk", &[("contact", &contact), ("password", "tebakan salah")]).await;
                (
                    contact,
                    page.status.as_u16(),
                    header(&page.headers, "retry-after").to_owned(),
                    page.value("Nomor telepon atau surel (email)"),
                )
            })
        });
        let mut turned_away = 0;
        for asked in asking.collect::<Vec<_>>() {
            let (contact, status, again, typed) = asked.await.unwrap();
            match status {
                503 => {
                    turned_away += 1;
                    assert_eq!((again.as_str(), typed), ("30", contact));
                }
                other => assert!(matches!(other, 422 | 429), "{other}"),
            }
        }
        assert!(turned_away > 0, "a hundred wait");
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
