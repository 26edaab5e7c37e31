//! One's own proposals: found from everywhere, and never so many or so long that the list of them is heavy.

use crate::support::{
    Browser, Page, TestSite,
    photos::{large_picture, picture, send_with_photo, with_photo},
};
use domain::{comment::Subject, ids::ProposalId};
use services::{
    commands::{DraftStart, start_draft},
    store::{photos, proposals},
};
use std::time::Duration;
use testing::{LEGOK, both_databases, world::World};

/// A draft with a title, begun through the pages.
async fn begin(browser: &Browser, title: &str) -> Page {
    let begun = browser.submit(browser.get("/usulan/baru").await.form("Mulai")).await;
    let question = browser.follow(begun).await;
    let form = question.form("Lanjut").fill("Judul singkat", title).set("simpan", "1");
    browser.submit(form).await
}

both_databases!(
    async fn a_draft_is_found_again_from_the_menu_the_front_page_the_account_and_where_one_begins(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        assert_eq!(browser.get("/").await.all("header nav a[href='/usulan-saya']"), ["Usulan saya"], "no number while there is none");
        begin(&browser, "Lampu jalan ke dermaga").await;
        for path in ["/", "/akun", "/usulan/baru", "/usulan", "/cara-kerja"] {
            let page = browser.get(path).await;
            assert_eq!(page.all("header nav a[href='/usulan-saya']"), ["Usulan saya (1)"], "{path}");
        }
        for path in ["/", "/akun", "/usulan/baru"] {
            let page = browser.get(path).await;
            assert_eq!(page.all("#lanjutkan h2"), ["Lanjutkan rancangan"], "{path}");
            let draft = page.link("Lampu jalan ke dermaga").to_owned();
            assert!(draft.ends_with("/ubah/periksa"), "{path}: {draft}");
            assert_eq!(browser.get(&draft).await.heading(), "Periksa jawaban Anda");
        }
        assert!(site.visitor().get("/").await.all("a[href='/usulan-saya']").is_empty());
    }

    async fn a_draft_of_enormous_fields_stays_on_its_page_and_the_list_stays_small(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        for _ in 0..20 {
            let page = begin(&browser, &"w".repeat(100_000)).await;
            assert_eq!(page.status, 422);
            assert_eq!(page.problem("Judul singkat"), "Terlalu panjang. Paling banyak 150 karakter.");
            assert_eq!(page.value("Judul singkat").len(), 100_000, "the page keeps what was typed");
        }
        let begun = browser.submit(browser.get("/usulan/baru").await.form("Mulai")).await;
        assert_eq!(begun.status, 422);
        assert!(begun.announced("alert").contains("Anda sudah mempunyai 20 rancangan yang belum dikirim"), "{}", begun.text());
        let list = browser.get("/usulan-saya").await;
        assert_eq!(list.all("ul.list > li").len(), 20);
        assert!(list.body.len() < 60_000, "{} bytes", list.body.len());
    }

    async fn a_draft_that_was_thrown_away_is_had_back_with_one_tap(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        begin(&browser, "Lampu jalan ke dermaga").await;
        let gone = browser.submit(browser.get("/usulan-saya").await.form("Hapus rancangan")).await;
        let page = browser.follow(gone).await;
        assert!(page.announced("status").contains("Rancangan “Lampu jalan ke dermaga” sudah dihapus."), "{}", page.text());
        let back = browser.submit(page.form("Batalkan")).await;
        assert!(back.location().ends_with("/ubah/periksa"), "{}", back.location());
        let list = browser.get("/usulan-saya").await;
        assert!(list.has("Lampu jalan ke dermaga") && !list.has("Batalkan"));
    }

    async fn a_photo_that_was_chosen_goes_along_when_one_continues(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let begun = browser.submit(browser.get("/usulan/baru").await.form("Mulai")).await;
        let draft = begun.location().split("/ubah/").next().unwrap().to_owned();
        let photos = format!("{draft}/ubah/foto");
        let checked = format!("{draft}/ubah/periksa");
        let passed = with_photo(&browser, &photos, "Lanjut", Vec::new(), "").await;
        assert_eq!(passed.location(), checked, "without a photo one passes");
        let nameless = with_photo(&browser, &photos, "Lanjut", picture(), "").await;
        assert_eq!((nameless.status.as_u16(), nameless.heading().as_str()), (422, "Tambahkan foto"));
        assert!(nameless.has("Foto ini sudah tersimpan."), "it is not asked for again: {}", nameless.text());
        assert_eq!(nameless.problem("Apa yang tampak di foto?"), "Isian ini wajib diisi.");
        assert!(browser.get(&checked).await.has("Satu foto belum punya keterangan."));
        let short = browser.submit(nameless.form("Simpan keterangan").fill("Apa yang tampak di foto?", "x")).await;
        assert_eq!((short.status.as_u16(), short.value("Apa yang tampak di foto?").as_str()), (422, "x"));
        let told = browser.submit(short.form("Simpan keterangan").fill("Apa yang tampak di foto?", "Lubang di jalan")).await;
        assert_eq!(told.location(), photos);
        assert!(!browser.get(&checked).await.has("Satu foto belum punya keterangan."));
        let sent = with_photo(&browser, &photos, "Lanjut", picture(), "Jalan rusak").await;
        assert_eq!(sent.location(), checked);
        let kept = with_photo(&browser, &photos, "Simpan dan lanjutkan nanti", picture(), "Parit di sebelahnya").await;
        assert_eq!(kept.location(), "/usulan-saya?pesan=saved");
        assert!(browser.get(&photos).await.has("3 dari paling banyak 5 foto."));
    }

    async fn a_photo_on_its_way_while_the_proposal_is_sent_is_there_or_said_not_to_be(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let author = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (browser, services) = (site.signed_in(&author).await, &site.city.services);
        let large = large_picture();
        for (round, wait) in [0, 10, 40, 100].into_iter().enumerate() {
            let id = ProposalId(services.clock.new_id());
            start_draft(services, &author.actor().await, DraftStart { id, on_behalf_of: None }).await.unwrap();
            let mut tx = site.city.begin().await;
            let draft = world.draft(&LEGOK.rt(1), &format!("nomor {round}"), 3);
            proposals::save_draft(&mut tx, id, &draft).await.unwrap();
            tx.commit().await.unwrap();
            let form = browser.get(&format!("/usulan/{id}/ubah/foto")).await.form("Tambahkan foto").set("photo_alt", "Jalan rusak");
            let sending = async {
                tokio::time::sleep(Duration::from_millis(wait)).await;
                browser.post_form(&format!("/usulan/{id}/kirim"), &[]).await
            };
            let (upload, sent) = tokio::join!(send_with_photo(&browser, form, large.clone()), sending);
            assert_eq!(sent.location(), format!("/usulan/{id}?pesan=sent"));
            let stored = photos::of_subject(&mut site.city.read().await, Subject::Proposal(id)).await.unwrap().len();
            let told = upload.status == 409 && upload.has("Status usulan ini sudah berubah, jadi langkah itu tidak dapat dilakukan.");
            assert_eq!((stored == 1, stored == 0), (upload.status == 303, told), "{wait}: {stored} {} {}", upload.status, upload.text());
        }
    }
);
