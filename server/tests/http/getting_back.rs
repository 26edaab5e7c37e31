//! Getting back in after a forgotten password, and saying whose phone or e-mail it is, as people do it: through pages
//! and letters.

use crate::support::{Browser, Page, TestSite, header};
use domain::account::Role;
use services::{Mailer, jobs};
use std::sync::Arc;
use testing::{LEGOK, MURNI, MailServer, PASSWORD, TestCity, TestPerson, both_databases};

const CONTACT: &str = "Nomor telepon atau surel (email)";
const NEW: &str = "perahu biru di danau";

/// The site of a city that sends letters.
async fn with_mail(mut city: TestCity) -> (TestSite, MailServer) {
    let server = MailServer::start().await;
    city.services.mailer = Some(Mailer::new(server.url(), "Rembuk <noreply@contoh.id>").unwrap());
    (TestSite::of(city, false).await, server)
}

async fn send_letters(site: &TestSite) -> usize {
    jobs::send_letters(&site.city.services, |kind, code| app::mail::words(&Arc::default(), kind, code)).await.unwrap()
}

/// The e-mail of the person is proven, through the pages.
async fn prove_email(site: &TestSite, server: &MailServer, person: &TestPerson) {
    let browser = site.signed_in(person).await;
    browser.submit(browser.get("/akun/kontak").await.form("Pastikan surel")).await;
    assert_eq!(send_letters(site).await, 1);
    let code = server.received().pop().unwrap().code();
    let done = browser.submit(browser.get("/akun/kontak").await.form("Pastikan dengan kode").fill("Kode sekali pakai", &code)).await;
    assert_eq!(done.location(), "/akun/kontak?pesan=contact_confirmed");
    assert!(browser.follow(done).await.has("sudah dipastikan"));
}

async fn reset(browser: &Browser, contact: &str, code: &str, password: &str) -> Page {
    let form = browser.get("/masuk/kode").await.form("Simpan kata sandi baru");
    browser.submit(form.fill(CONTACT, contact).fill("Kode sekali pakai", code).fill("Kata sandi baru", password)).await
}

/// The code on a sheet or page.
fn code_of(page: &Page) -> String {
    page.all(".code").concat()
}

both_databases!(
    async fn a_forgotten_password_is_set_anew_by_e_mail(city: TestCity) {
        let (site, server) = with_mail(city).await;
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        prove_email(&site, &server, &person).await;
        let browser = site.visitor();
        let forgot = browser.get(browser.get("/masuk").await.link("Lupa kata sandi?")).await;
        let done = browser.submit(forgot.form("Kirim kode").fill(CONTACT, &person.contact)).await;
        assert_eq!(done.location(), "/masuk/kode?pesan=code_asked");
        assert_eq!(send_letters(&site).await, 1);
        let letter = server.received().pop().unwrap();
        assert_eq!(letter.to, [format!("TO:<{}>", person.contact)]);
        let wrong = reset(&browser, &person.contact, "ABCD-EFGH-JKMN", NEW).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.problem("Kode sekali pakai").starts_with("Kode ini salah"));
        assert_eq!((wrong.value(CONTACT), wrong.value("Kata sandi baru")), (person.contact.clone(), String::new()));
        let done = reset(&browser, &person.contact, &letter.code(), NEW).await;
        assert_eq!(done.location(), "/masuk?pesan=password_reset");
        let form = browser.follow(done).await.form("Masuk").fill(CONTACT, &person.contact).fill("Kata sandi", NEW);
        assert_eq!(browser.submit(form).await.location(), "/akun");
    }

    async fn asking_for_a_code_answers_everybody_alike(city: TestCity) {
        let (site, server) = with_mail(city).await;
        let (known, unproven) = (site.city.resident_of(&LEGOK.rt(1)).await, site.city.resident_of(&LEGOK.rt(1)).await);
        prove_email(&site, &server, &known).await;
        let before = server.received().len();
        for contact in [
            known.contact.as_str(),
            unproven.contact.as_str(),
            "tiada@contoh.id",
            "0812 3456 7890",
            "bukan kontak",
            "",
            "a@contoh.id\r\nRCPT TO:<jahat@contoh.id>",
            "a@contoh.id\nBcc: jahat@contoh.id",
            "\"a b\"@contoh.id",
            "<a@contoh.id>",
        ] {
            let page = site.visitor().post_form("/masuk/lupa", &[("contact", contact)]).await;
            assert_eq!((page.status.as_u16(), page.location()), (303, "/masuk/kode?pesan=code_asked"), "{contact:?}");
        }
        send_letters(&site).await;
        let letters = server.received();
        assert_eq!(letters.len() - before, 1, "only the proven address gets a letter");
    }

    async fn nothing_that_somebody_typed_stands_in_a_letter(city: TestCity) {
        let (site, server) = with_mail(city).await;
        let browser = site.visitor();
        let name = "Siti\r\nBcc: jahat@contoh.id\r\n\r\nMenang undian http://jahat.example";
        let home = LEGOK.rt(1);
        let fields = [("name", name), ("contact", "siti@contoh.id"), ("password", PASSWORD), ("home", home.as_str())];
        let fields: Vec<(&str, &str)> = fields.into_iter().collect();
        assert_eq!(browser.post_form("/daftar", &fields).await.location(), "/akun?pesan=registered");
        browser.submit(browser.get("/akun/kontak").await.form("Pastikan surel")).await;
        assert_eq!(send_letters(&site).await, 1);
        let letter = server.received().pop().unwrap();
        assert_eq!(letter.to, ["TO:<siti@contoh.id>"]);
        let mut headers = letter.headers();
        headers.sort_unstable();
        assert_eq!(headers, ["Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Subject", "To"]);
        for word in ["jahat", "undian", "Siti"] {
            assert!(!letter.text.contains(word), "{word} in {}", letter.text);
        }
    }

    async fn the_kelurahan_prints_a_code_for_somebody_at_the_counter(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let lurah = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let counter = lurah.get(lurah.get("/warga").await.link("Kode untuk warga")).await;
        let found = lurah.submit(counter.form("Cari").fill("Cari nama, telepon, atau surel", "warga contoh")).await;
        assert!(found.has("kontak belum dipastikan"), "{}", found.text());
        let paper = lurah.submit(found.form("Buat kode kata sandi untuk Warga Contoh")).await;
        assert_eq!((paper.status.as_u16(), header(&paper.headers, "cache-control")), (200, "no-store"));
        assert!(!paper.body.contains(&person.contact), "a lost sheet tells no contact");
        let browser = site.visitor();
        assert_eq!(reset(&browser, &person.contact, &code_of(&paper), NEW).await.location(), "/masuk?pesan=password_reset");
        assert!(reset(&browser, &person.contact, &code_of(&paper), NEW).await.problem("Kode sekali pakai").starts_with("Kode ini salah"));
    }

    async fn officials_get_their_code_from_the_admin_alone(site: TestSite) {
        let head = site.city.resident_of(&LEGOK.rt(1)).await;
        site.city.grant(&head, Role::RtHead, LEGOK.rt(1).as_str()).await;
        let lurah = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let found = lurah.post_form("/warga/kode", &[("cari", "warga contoh")]).await;
        assert!(found.has("Kodenya hanya dibuat oleh admin kota."));
        let refused = lurah.post_form(&format!("/warga/{}/kode", head.id), &[]).await;
        assert_eq!((refused.status.as_u16(), code_of(&refused)), (409, String::new()));
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let paper = admin.submit(admin.get(&format!("/admin/orang/{}", head.id)).await.form("Buat kode kata sandi")).await;
        assert_eq!(reset(&site.visitor(), &head.contact, &code_of(&paper), NEW).await.location(), "/masuk?pesan=password_reset");
        let planner = site.city.city_officer(Role::Planner).await;
        let page = admin.get(&format!("/admin/orang/{}", planner.id)).await;
        assert!(page.has("rembuk reset-password") && !page.has("Buat kode kata sandi"));
        let refused = admin.post_form(&format!("/admin/orang/{}/kode", planner.id), &[]).await;
        assert_eq!((refused.status.as_u16(), code_of(&refused)), (409, String::new()));
        let elsewhere = site.signed_in(&site.city.office_of(MURNI).await).await;
        assert_eq!(elsewhere.post_form(&format!("/warga/{}/kode", head.id), &[]).await.status, 403);
    }

    async fn a_phone_is_proven_by_a_code_that_is_read_out(site: TestSite) {
        let browser = site.visitor();
        let home = LEGOK.rt(1);
        let fields = [("name", "Nurhayati"), ("contact", "0812 3456 7890"), ("password", PASSWORD), ("home", home.as_str())];
        browser.post_form("/daftar", &fields).await;
        assert!(browser.get("/akun").await.has("kontak belum dipastikan"));
        let done = browser.submit(browser.get("/akun/kontak").await.form("Pastikan nomor telepon")).await;
        assert!(browser.follow(done).await.has("Petugas menelepon +6281234567890"));
        let lurah = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let call = lurah.submit(lurah.get("/warga/kode").await.form("Buat kode telepon untuk Nurhayati")).await;
        assert!(call.has("+6281234567890"));
        let form = browser.get("/akun/kontak").await.form("Pastikan dengan kode");
        let done = browser.submit(form.fill("Kode sekali pakai", &code_of(&call).to_lowercase().replace('-', " "))).await;
        assert_eq!(done.location(), "/akun/kontak?pesan=contact_confirmed");
        let page = browser.get("/akun").await;
        assert!(page.has("sudah dipastikan") && !page.has("kontak belum dipastikan"));
        let head = site.signed_in(&site.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await).await;
        assert!(!head.get("/warga").await.has("kontak belum dipastikan"));
    }

    async fn the_head_of_the_rt_sees_which_contact_nobody_has_proven(site: TestSite) {
        site.city.resident_of(&LEGOK.rt(1)).await;
        let head = site.signed_in(&site.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await).await;
        assert!(head.get("/warga").await.has("kontak belum dipastikan"));
    }

    async fn registering_answers_alike_whether_the_contact_is_known(site: TestSite) {
        let known = site.city.resident_of(&LEGOK.rt(1)).await;
        for contact in [known.contact.as_str(), "baru@contoh.id"] {
            let fields = [("name", "Seseorang"), ("contact", contact), ("password", NEW), ("home", "")];
            assert_eq!(site.visitor().post_form("/daftar", &fields).await.location(), "/akun?pesan=registered", "{contact}");
        }
        let fields = [("name", "Warga"), ("contact", known.contact.as_str()), ("password", PASSWORD), ("home", "")];
        let known = site.visitor().post_form("/daftar", &fields).await;
        assert!(known.location().starts_with("/masuk?") && known.location().ends_with("pesan=already_registered"), "{}", known.location());
    }

    async fn hostile_codes_and_contacts_are_refused_in_words(site: TestSite) {
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        let long = "A".repeat(100_000);
        for code in ["", "'; DELETE", "<script>", "\u{202e}ABCD", long.as_str()] {
            let page = browser.post_form("/akun/kontak/kode", &[("code", code)]).await;
            assert!(matches!(page.status.as_u16(), 422 | 429), "{}", page.status);
            let page = browser.post_form("/masuk/kode", &[("contact", code), ("code", code), ("new_password", code)]).await;
            assert!(matches!(page.status.as_u16(), 422 | 429), "{}", page.status);
        }
        assert_eq!(browser.post_form("/akun/kontak/pastikan", &[("kind", "fax")]).await.status, 404);
        assert_eq!(browser.post_form("/akun/kontak/pastikan", &[("kind", "phone")]).await.status, 404, "none was named");
        let page = browser.post_form("/akun/kontak", &[("contact", "bukan"), ("password", PASSWORD)]).await;
        assert!(page.problem("Nomor telepon atau surel baru").starts_with("Tulis nomor telepon"));
    }
);
