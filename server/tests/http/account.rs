//! Opening an account, signing in and out, and what a browser is told to remember.

use crate::support::{TestSite, header, selector};
use domain::account::Role;
use testing::{LEGOK, PASSWORD, TestCity, both_databases};

const CONTACT: &str = "Nomor telepon atau surel (email)";

both_databases!(
    async fn where_there_are_rws_one_chooses_an_rt_below_them(site: TestSite) {
        let rows = "code,level,name,parent_code\n15.71.10.1003-02,rw,RW 02,15.71.10.1003\n15.71.10.1003-02.004,rt,RT 04,15.71.10.1003-02\n";
        let report = services::commands::import_regions(&site.city.services, rows.as_bytes(), true).await.unwrap();
        assert_eq!((report.added, report.problems.as_slice()), (2, [].as_slice()));
        let page = site.visitor().get("/daftar?kelurahan=15.71.10.1003").await;
        assert_eq!(page.all("#home option")[1..], ["RT 01", "RT 02", "RT 03", "RT 04"]);
        let groups: Vec<_> = page.html.select(&selector("#home optgroup")).map(|group| group.attr("label").unwrap()).collect();
        assert_eq!(groups, ["RW 02"]);
    }

    async fn a_resident_registers_and_is_confirmed_by_the_head_of_the_rt(site: TestSite) {
        let browser = site.visitor();
        let start = browser.get("/daftar").await;
        let page = browser.submit(start.form("Lanjut").fill("Di kelurahan mana Anda tinggal?", LEGOK.code)).await;
        assert_eq!(page.heading(), "Daftar akun warga");
        let form = page.form("Daftar").fill("Nama lengkap", "Nurhayati Contoh").fill(CONTACT, "0812 3456 7890");
        let form = form.fill("Kata sandi", "perahu biru di danau").fill("RT tempat tinggal", LEGOK.rt(2).as_str());
        let done = browser.submit(form).await;
        assert_eq!(done.location(), "/akun?pesan=registered");
        let mine = browser.follow(done).await;
        assert_eq!(mine.heading(), "Nurhayati Contoh");
        assert!(mine.has("Menunggu konfirmasi") && !mine.announced("status").is_empty());

        let head_of_the_rt = site.city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await;
        let head = site.signed_in(&head_of_the_rt).await;
        let list = head.get("/warga").await;
        assert!(list.has("Nurhayati Contoh") && list.has("+6281234567890"));
        let form = || list.form("Bukan warga RT ini: Nurhayati Contoh");
        assert_eq!(head.submit(form()).await.location(), "/warga?pesan=residence_denied");
        assert_eq!(head.submit(form()).await.location(), "/warga?pesan=residence_settled", "a second click");
        let mine = browser.get("/akun").await;
        assert!(mine.has("Ketua RT menyatakan pada") && mine.has("tidak tinggal di RT 02, Legok"));
        let form = browser.get(&format!("/akun/domisili?kelurahan={}", LEGOK.code)).await.form("Simpan");
        let page = browser.submit(form.fill("RT tempat tinggal", LEGOK.rt(2).as_str())).await;
        assert!(page.problem("RT tempat tinggal").contains("Anda dapat menyebutkan RT lagi mulai 21 Januari 2027"));
        site.city.pass_days(1);
        browser.submit(page.form("Simpan")).await;
        let head = site.signed_in(&head_of_the_rt).await;
        let list = head.get("/warga").await;
        let done = head.submit(list.form("Benar, tinggal di sini: Nurhayati Contoh")).await;
        assert!(head.follow(done).await.has("Tidak ada warga yang menunggu"));
        assert!(browser.get("/akun").await.has("Sudah dikonfirmasi"));
    }

    async fn a_form_with_mistakes_keeps_what_was_typed_and_says_what_is_wrong(site: TestSite) {
        let browser = site.visitor();
        let form = browser.get(&format!("/daftar?kelurahan={}", LEGOK.code)).await.form("Daftar");
        let form = form.fill("Nama lengkap", "  ").fill(CONTACT, "bukan nomor").fill("Kata sandi", "pendek");
        let page = browser.submit(form.fill("RT tempat tinggal", LEGOK.rt(3).as_str())).await;
        assert_eq!(page.status, 422);
        assert!(page.title().starts_with("Kesalahan: "));
        assert_eq!((page.value(CONTACT), page.value("RT tempat tinggal")), ("bukan nomor".into(), LEGOK.rt(3).to_string()));
        assert_eq!(page.value("Kata sandi"), "", "passwords are never sent back");
        assert!(!page.body.contains("pendek\""));
        for (label, words) in [
            ("Nama lengkap", "Isian ini wajib diisi."),
            (CONTACT, "Tulis nomor telepon (0812…) atau alamat surel (nama@contoh.id)."),
            ("Kata sandi", "Terlalu pendek. Paling sedikit 10 karakter: huruf, angka, atau spasi."),
        ] {
            assert_eq!(page.problem(label), words);
            assert_eq!(page.field(label).attr("aria-invalid"), Some("true"));
            let id = page.field(label).attr("id").unwrap();
            assert_eq!(page.all(&format!("[role=alert] a[href='#{id}']")), [format!("{label}: {words}")]);
        }
        assert_eq!(page.problem("RT tempat tinggal"), "");
    }

    async fn signing_in_tells_nothing_about_accounts(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let mut answers = Vec::new();
        for (contact, password) in [(person.contact.as_str(), "bukan ini sandinya"), ("tiada@contoh.id", PASSWORD), ("x", "x")] {
            let page = site.visitor().post_form("/masuk", &[("contact", contact), ("password", password)]).await;
            assert_eq!((page.status.as_u16(), page.value(CONTACT).as_str()), (422, contact));
            assert!(page.headers.get("set-cookie").is_none());
            answers.push(page.announced("alert"));
        }
        assert!(answers[0].contains("Nomor, surel, atau kata sandi salah."));
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    }

    async fn who_guesses_is_told_to_wait_and_keeps_what_was_typed(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let browser = site.visitor();
        let mut answers = Vec::new();
        for contact in [person.contact.as_str(), "tiada@contoh.id"] {
            for _ in 0..5 {
                assert_eq!(browser.post_form("/masuk", &[("contact", contact), ("password", "tebakan salah")]).await.status, 422);
            }
            let page = browser.post_form("/masuk", &[("contact", contact), ("password", PASSWORD)]).await;
            assert_eq!((page.status.as_u16(), header(&page.headers, "retry-after")), (429, "60"));
            assert_eq!(page.value(CONTACT), contact);
            answers.push(page.announced("alert"));
        }
        assert!(answers[0].contains("Tunggu 1 menit"), "{answers:?}");
        assert_eq!(answers[0], answers[1], "the wait tells nothing about accounts either");
    }

    async fn the_owner_gets_in_with_a_known_browser_while_somebody_guesses_beside_it(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let owner = site.visitor();
        owner.sign_in_as(&person).await;
        owner.submit(owner.get("/akun").await.form("Keluar")).await;
        let guesser = site.visitor();
        for _ in 0..6 {
            guesser.post_form("/masuk", &[("contact", person.contact.as_str()), ("password", "tebakan salah")]).await;
        }
        assert_eq!(guesser.sign_in_as(&person).await.status, 429);
        assert_eq!(owner.sign_in_as(&person).await.location(), "/akun");
    }

    async fn the_list_of_sessions_ends_each_of_them(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let (phone, office) = (site.signed_in(&person).await, site.visitor());
        site.city.pass(chrono::TimeDelta::minutes(3));
        office.sign_in_as(&person).await;
        let page = office.get("/akun").await;
        assert!(page.has("Ponsel dan komputer tempat Anda masuk") && page.has("Yang sedang Anda pakai"));
        let buttons: Vec<String> = page
            .html
            .select(&selector("form[action^='/akun/sesi/'] button"))
            .map(|button| button.attr("aria-label").unwrap_or_default().to_owned())
            .collect();
        assert_eq!(buttons.len(), 1, "the one in use is left with “Keluar”: {buttons:?}");
        let done = office.submit(page.form(&buttons[0])).await;
        assert_eq!(done.location(), "/akun?pesan=session_ended");
        assert_eq!(office.submit(page.form(&buttons[0])).await.location(), "/akun?pesan=session_ended", "a second click");
        assert!(phone.get("/akun").await.status.is_redirection());
        assert_eq!(office.get("/akun").await.status, 200);
        let foreign = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        for name in ["tiada", "%00", "%27%20OR%201=1", &"a".repeat(5000)] {
            assert_eq!(foreign.post_form(&format!("/akun/sesi/{name}/akhiri"), &[]).await.location(), "/akun?pesan=session_ended");
        }
        assert_eq!(office.get("/akun").await.status, 200);
    }

    async fn the_use_of_a_session_is_written_down_beside_the_request(site: TestSite) {
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        site.city.pass(chrono::TimeDelta::days(13));
        assert_eq!(browser.get("/akun").await.status, 200);
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        site.city.pass(chrono::TimeDelta::days(13));
        assert_eq!(browser.get("/akun").await.status, 200, "it was used on the thirteenth day");
    }

    async fn whoever_signs_in_goes_on_where_they_wanted(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let browser = site.visitor();
        let refused = browser.get("/akun/domisili?kelurahan=15.71.10.1003").await;
        assert_eq!(refused.location(), "/masuk?lanjut=/akun/domisili%3Fkelurahan%3D15.71.10.1003");
        let form = browser.follow(refused).await.form("Masuk").fill(CONTACT, &person.contact).fill("Kata sandi", PASSWORD);
        let done = browser.submit(form).await;
        assert_eq!(done.location(), "/akun/domisili?kelurahan=15.71.10.1003");
        assert_eq!(browser.follow(done).await.heading(), "Ubah RT tempat tinggal");
    }

    async fn no_address_leads_to_another_site(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let signed_in = site.signed_in(&person).await;
        for next in [
            "//jahat.example",
            "/\\jahat.example",
            "/\t/jahat.example",
            "https://jahat.example",
            "/\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
            "\\\\jahat",
        ] {
            let fields = [("contact", person.contact.as_str()), ("password", PASSWORD), ("next", next)];
            assert_eq!(site.visitor().post_form("/masuk", &fields).await.location(), "/akun", "{next:?}");
            let already = signed_in.send(signed_in.request(reqwest::Method::GET, "/masuk").query(&[("lanjut", next)])).await;
            assert_eq!(header(already.headers(), "location"), "/akun", "{next:?}");
            let language = site.visitor().post_form("/bahasa", &[("lang", "en"), ("next", next)]).await;
            assert_eq!(language.location(), "/", "{next:?}");
        }
    }

    async fn a_session_is_new_at_every_sign_in_and_the_old_one_ends(site: TestSite) {
        let (person, other) = (site.city.resident_of(&LEGOK.rt(1)).await, site.city.resident_of(&LEGOK.rt(1)).await);
        let browser = site.visitor();
        let chosen_by_somebody_else = "ab".repeat(32);
        browser.set_session(&chosen_by_somebody_else);
        assert_eq!(browser.sign_in_as(&person).await.location(), "/akun");
        let first = browser.session().unwrap();
        assert_ne!(first, chosen_by_somebody_else);
        browser.post_form("/masuk", &[("contact", other.contact.as_str()), ("password", PASSWORD)]).await;
        assert_ne!(browser.session().unwrap(), first);
        let thief = site.visitor();
        thief.set_session(&first);
        assert!(thief.get("/akun").await.status.is_redirection(), "who was signed in before is so no longer");
    }

    async fn signing_out_forgets_the_browser_and_ends_the_session(site: TestSite) {
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        let token = browser.session().unwrap();
        let done = browser.submit(browser.get("/akun").await.form("Keluar")).await;
        assert_eq!((done.location(), browser.session()), ("/?pesan=signed_out", None));
        assert!(browser.get("/akun").await.status.is_redirection());
        browser.set_session(&token);
        assert!(browser.get("/akun").await.status.is_redirection());
    }

    async fn a_password_is_changed_with_the_old_one(site: TestSite) {
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        let before = browser.session();
        let form = browser.get("/akun/kata-sandi").await.form("Simpan").fill("Kata sandi lama", "keliru keliru");
        let page = browser.submit(form.fill("Kata sandi baru", "perahu biru di danau")).await;
        assert_eq!(
            (page.status.as_u16(), page.problem("Kata sandi lama").as_str()),
            (422, "Kata sandi salah. Ketik kata sandi yang Anda pakai untuk masuk.")
        );
        let form = page.form("Simpan").fill("Kata sandi lama", PASSWORD).fill("Kata sandi baru", "perahu biru di danau");
        assert_eq!(browser.submit(form).await.location(), "/akun?pesan=password_changed");
        assert_ne!(browser.session(), before);
        assert_eq!(browser.get("/akun").await.status, 200);
    }

    async fn cookies_are_out_of_reach_for_scripts_and_other_sites(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        for (is_secure, prefix) in [(false, ""), (true, "__Host-")] {
            let site = TestSite::of(city.clone(), is_secure).await;
            let signed_in = site.visitor().post_form("/masuk", &[("contact", person.contact.as_str()), ("password", PASSWORD)]).await;
            let language = site.visitor().post_form("/bahasa", &[("lang", "en"), ("next", "/")]).await;
            let set = signed_in.headers.get_all("set-cookie").iter().chain(language.headers.get_all("set-cookie"));
            let mut cookies: Vec<&str> = set.map(|value| value.to_str().unwrap()).collect();
            cookies.sort_unstable();
            let (session, browser) = (format!("{prefix}rembuk="), format!("{prefix}rembuk-peramban="));
            let with = |name: &str| cookies.iter().find(|cookie| cookie.starts_with(name)).unwrap_or_else(|| panic!("{name}: {cookies:?}"));
            assert_eq!(cookies.len(), 3, "{cookies:?}");
            assert!(with(&session).contains("Max-Age=2592000"), "as long as the session: {cookies:?}");
            assert!(with(&browser).contains("Max-Age=15552000"), "{cookies:?}");
            for cookie in [with(&session), with(&browser), with(&format!("{prefix}bahasa=en"))] {
                for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
                    assert!(cookie.contains(part), "{cookie}");
                }
                assert_eq!(cookie.contains("Secure"), is_secure, "{cookie}");
                assert!(!cookie.contains("Domain"), "{cookie}");
            }
        }
    }

    async fn a_lost_database_is_an_error_page_and_lets_nobody_in(site: TestSite) {
        let browser = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        site.city.services.database.close().await;
        let page = browser.get("/admin/orang").await;
        assert_eq!((page.status.as_u16(), page.heading().as_str()), (503, "Sementara tidak dapat dibuka"));
        for secret in ["pool", "closed", "SELECT", "panicked"] {
            assert!(!page.body.contains(secret), "{secret}");
        }
        assert_eq!(browser.get("/readyz").await.status, 503);
        assert_eq!(browser.get("/healthz").await.status, 200);
    }
);
