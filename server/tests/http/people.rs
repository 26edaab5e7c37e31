//! The pages on which city admins give roles, close accounts and read the log.

use crate::support::TestSite;
use domain::account::Role;
use testing::{LEGOK, both_databases};

both_databases!(
    async fn an_admin_gives_themselves_nothing_and_is_offered_nothing(site: TestSite) {
        let admin = site.city.city_officer(Role::CityAdmin).await;
        let browser = site.signed_in(&admin).await;
        let mine = format!("/admin/orang/{}", admin.id);
        let page = browser.get(&mine).await;
        assert!(page.has("Anda tidak dapat memberi peran kepada diri sendiri"));
        assert!(page.find_field("Peran").is_none() && page.find_field("Alasan menutup akun").is_none());
        for role in ["planner", "inspector", "moderator"] {
            let fields = [("role", role), ("place", ""), ("agency", ""), ("from", "2027-01-20"), ("to", "")];
            assert_eq!(browser.post_form(&format!("{mine}/peran"), &fields).await.status, 403, "{role}");
        }
        assert_eq!(browser.post_form(&format!("{mine}/tutup"), &[("reason", "coba saja")]).await.status, 403);
        let done = browser.submit(browser.get(&mine).await.form("Akhiri peran Admin kota")).await;
        assert_eq!(done.status, 422);
        assert!(done.announced("alert").contains("satu-satunya admin kota"), "{}", done.text());
    }

    async fn a_planner_is_appointed_by_two_admins(site: TestSite) {
        let admin = site.city.city_officer(Role::CityAdmin).await;
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let first = site.signed_in(&admin).await;
        let page = first.get(&format!("/admin/orang/{}", person.id)).await;
        assert!(page.has("rembuk create-admin"), "whoever is alone reads how a second admin is made");
        let second = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let page = first.get(&format!("/admin/orang/{}", person.id)).await;
        assert!(!page.has("rembuk create-admin") && page.has("baru berlaku setelah disetujui admin kota lain"));
        let done = first.submit(page.form("Beri peran").fill("Peran", "planner").fill("Mulai", "20 Januari 2027")).await;
        let page = first.follow(done).await;
        assert!(page.announced("status").contains("menunggu persetujuan admin kota lain"));
        assert!(page.has("Diusulkan Warga Contoh") && page.has("Admin kota lain yang menyetujui."));
        assert!(page.all("button").iter().all(|button| button != "Setujui peran"), "not by whoever proposed it");
        let mine = site.signed_in(&person).await;
        assert_eq!(mine.get("/kotak-kerja").await.status, 403, "until then it does not count");
        let list = second.get("/admin/orang").await;
        assert!(list.has("Peran yang menunggu persetujuan admin kedua: 1."));
        let page = second.get(list.link("Periksa dan setujui")).await;
        let done = second.submit(page.form("Setujui peran: Perencana Bappeda, Warga Contoh")).await;
        assert_eq!(done.location(), format!("/admin/orang/{}?pesan=role_granted", person.id));
        let mine = site.signed_in(&person).await;
        assert_eq!(mine.get("/kotak-kerja").await.status, 200);
        let log = second.get("/admin/log").await;
        assert!(log.has("Peran diberikan: Perencana Bappeda · mulai 20 Januari 2027Warga Contoh"), "{}", log.text());
        assert!(log.has("Peran diusulkan, menunggu admin kedua"));
    }

    async fn a_year_that_was_mistyped_is_pointed_out_at_its_field(site: TestSite) {
        let browser = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        for (from, to, label) in [
            ("0001-01-01", "", "Mulai"),
            ("-0001-01-01", "", "Mulai"),
            ("+262142-12-31", "", "Mulai"),
            ("-4713-01-01", "", "Mulai"),
            ("2027-01-20", "9999-12-31", "Sampai"),
        ] {
            let form = browser.get(&format!("/admin/orang/{}", person.id)).await.form("Beri peran");
            let page = browser.submit(form.fill("Peran", "moderator").fill("Mulai", from).fill("Sampai", to)).await;
            assert_eq!(
                (page.status.as_u16(), page.problem(label).as_str()),
                (422, "Tahun ini di luar batas. Tulis tahun dari 2000 sampai 2100."),
                "{from}"
            );
        }
    }

    async fn a_closed_account_is_seen_in_the_list_and_opened_again(site: TestSite) {
        let browser = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        let address = format!("/admin/orang/{}", person.id);
        let page = browser.submit(browser.get(&address).await.form("Tutup akun")).await;
        assert_eq!((page.status.as_u16(), page.problem("Alasan menutup akun").as_str()), (422, "Isian ini wajib diisi."));
        let done = browser.submit(page.form("Tutup akun").fill("Alasan menutup akun", "Mendaftar dua kali.")).await;
        let page = browser.follow(done).await;
        assert!(page.has("Akun ini ditutup sejak 20 Januari 2027. Alasan: Mendaftar dua kali.") && page.find_field("Peran").is_none());
        let form = browser.get("/admin/orang").await.form("Cari");
        let found = browser.submit(form.fill("Cari nama, telepon, atau surel", &person.contact)).await;
        assert_eq!(found.all(".tag"), ["Ditutup"]);
        assert_eq!(site.visitor().sign_in_as(&person).await.status, 422);
        let done = browser.submit(page.form("Buka kembali akun")).await;
        assert_eq!(done.location(), format!("{address}?pesan=account_opened"));
        assert_eq!(site.visitor().sign_in_as(&person).await.location(), "/akun");
        let log = browser.get("/admin/log").await;
        assert!(log.has("Akun ditutup: alasan: Mendaftar dua kali.") && log.has("Akun dibuka kembali"), "{}", log.text());
    }

    async fn no_name_stands_in_the_address_of_the_next_page(site: TestSite) {
        let browser = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        for _ in 0..27 {
            site.city.resident_of(&LEGOK.rt(1)).await;
        }
        let first = browser.get("/admin/orang").await;
        let next = first.link("Halaman berikutnya").to_owned();
        assert!(!next.contains("Warga") && !next.contains("Contoh"), "{next}");
        assert_eq!(browser.get(&next).await.all("h2").len(), 3, "of 28 people");
        let found = browser.submit(first.form("Cari").fill("Cari nama, telepon, atau surel", "warga contoh")).await;
        assert_eq!(browser.submit(found.form("Halaman berikutnya")).await.all("h2").len(), 3);
    }
);
