//! The page on which offices confirm who lives with them.

use crate::support::TestSite;
use domain::account::Role;
use testing::{LEGOK, both_databases};

both_databases!(
    async fn no_name_that_is_searched_for_stands_in_an_address(site: TestSite) {
        for _ in 0..30 {
            site.city.resident_of(&LEGOK.rt(1)).await;
        }
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let list = browser.get("/warga").await;
        assert_eq!((list.all(".list > li").len(), list.form("Cari").method.as_str()), (25, "post"));
        let next = list.link("Halaman berikutnya").to_owned();
        assert_eq!(browser.get(&next).await.all(".list > li").len(), 5);
        let found = browser.submit(list.form("Cari").fill("Cari nama, telepon, atau surel", "warga contoh")).await;
        assert_eq!((found.status.as_u16(), found.all(".list > li").len()), (200, 25));
        assert_eq!(found.value("Cari nama, telepon, atau surel"), "warga contoh");
        let rest = browser.submit(found.form("Halaman berikutnya")).await;
        assert_eq!(rest.all(".list > li").len(), 5);
        let nobody = browser.submit(list.form("Cari").fill("Cari nama, telepon, atau surel", "Tiada")).await;
        assert!(nobody.has("Tidak ada yang cocok."));
        let long = "a".repeat(40_000);
        assert_eq!(browser.post_form("/warga", &[("cari", &long), ("setelah", "bukan id")]).await.status, 200);
    }

    async fn a_wrong_confirmation_is_taken_back_and_its_person_reads_why(site: TestSite) {
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let browser = site.signed_in(&site.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await).await;
        let list = browser.get("/warga").await;
        let confirmed = browser.get(list.link("Warga yang sudah dikonfirmasi")).await;
        assert!(confirmed.has("Dikonfirmasi 20 Januari 2027"));
        let page = browser.get(&format!("/warga/{}/batal", person.id)).await;
        let page = browser.submit(page.form("Batalkan konfirmasi tempat tinggal")).await;
        assert_eq!((page.status.as_u16(), page.problem("Alasan pembatalan").as_str()), (422, "Isian ini wajib diisi."));
        let form = page.form("Batalkan konfirmasi tempat tinggal").fill("Alasan pembatalan", "Sudah pindah ke Murni.");
        assert_eq!(browser.submit(form).await.location(), "/warga?pesan=confirmation_withdrawn");
        let mine = site.signed_in(&person).await.get("/akun").await;
        assert!(mine.has("tidak tinggal di RT 01, Legok") && mine.has("Alasan: Sudah pindah ke Murni."));
        assert_eq!(browser.get(&format!("/warga/{}/batal", person.id)).await.status, 404);
    }
);
