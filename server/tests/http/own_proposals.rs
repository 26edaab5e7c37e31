//! One's own proposals: found from everywhere, and never so many or so long that the list of them is heavy.

use crate::support::{
    Browser, Page, TestSite,
    drafts::{begun, first_page},
    photos::{large_picture, picture, send_with_photo, with_photo},
};
use domain::{comment::Subject, ids::ProposalId};
use reqwest::{
    Method,
    header::{ACCEPT, ORIGIN},
    multipart::{Form as Multipart, Part},
};
use services::{
    commands::{self, DraftStart, start_draft},
    store::{photos, proposals},
};
use std::time::Duration;
use testing::{LEGOK, both_databases, world::World};

/// A draft with a title, begun through its first page.
async fn begin(browser: &Browser, title: &str) -> Page {
    browser.submit(first_page(browser).await.fill("Judul singkat", title)).await
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
            assert!(draft.ends_with("/ubah/kirim"), "{path}: {draft}");
            assert_eq!(browser.get(&draft).await.heading(), "Foto, periksa, lalu kirim");
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
        let more = begin(&browser, "Parit di belakang pasar").await;
        assert_eq!((more.status.as_u16(), more.value("Judul singkat").as_str()), (422, "Parit di belakang pasar"));
        assert!(more.announced("alert").contains("Anda sudah mempunyai 20 rancangan yang belum dikirim"), "{}", more.text());
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
        assert!(back.location().ends_with("/ubah/kirim"), "{}", back.location());
        let list = browser.get("/usulan-saya").await;
        assert!(list.has("Lampu jalan ke dermaga") && !list.has("Batalkan"));
    }

    async fn a_proposal_is_written_on_three_pages_and_old_addresses_lead_there(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let first = browser.get("/usulan/baru").await.form("Lanjut").fill("Judul singkat", "Parit di belakang pasar");
        let first = first.fill("Masalah", "Parit meluap setiap hujan deras.").set("proposal_type", "lainnya");
        let wrong = browser.submit(first.set("field", "ekonomi")).await;
        assert_eq!((wrong.status.as_u16(), wrong.heading().as_str()), (422, "Apa masalahnya?"), "it is begun, and goes on there");
        let second = browser.submit(wrong.form("Lanjut").set("physical", "tidak")).await;
        assert!(second.location().ends_with("/ubah/tempat"), "{}", second.location());
        let draft = second.location().split("/ubah/").next().unwrap().to_owned();
        let page = browser.follow(second).await;
        assert!(page.body.contains("semula.address") && !page.body.contains("semula.title"), "a page tells what it held, and no other");
        let form = page
            .form("Lanjut")
            .fill("Alamat atau patokan", "Belakang pasar")
            .fill("Ukuran atau jumlah (volume)", "2")
            .fill("Satuan", "paket");
        let form = form.fill("Perkiraan biaya", "2.000.000").fill("Jumlah keluarga", "30");
        let last = browser.follow(browser.submit(form).await).await;
        assert_eq!(last.heading(), "Foto, periksa, lalu kirim");
        assert!(!last.has("Masih kurang"), "{}", last.text());
        let changed = browser.get(last.link("Ganti")).await.form("Lanjut");
        assert_eq!(browser.submit(changed).await.location(), format!("{draft}/ubah/kirim"), "back to where it was looked at");
        for (old, page) in [("jenis", "masalah"), ("volume", "tempat"), ("swadaya", "tempat"), ("foto", "kirim"), ("periksa", "kirim")] {
            assert_eq!(browser.get(&format!("{draft}/ubah/{old}")).await.location(), format!("{draft}/ubah/{page}"));
        }
        let sent = browser.submit(last.form("Kirim usulan").set("shows_name", "ya")).await;
        assert_eq!(sent.location(), format!("{draft}?pesan=sent"));
    }

    async fn a_photo_that_was_chosen_goes_along_whatever_button_is_pressed(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let draft = begun(&browser).await;
        let page = format!("{draft}/ubah/kirim");
        let nothing = with_photo(&browser, &page, "Tambahkan foto", Vec::new(), "").await;
        assert_eq!((nothing.status.as_u16(), nothing.problem("Foto").as_str()), (422, "Isian ini wajib diisi."));
        let nameless = with_photo(&browser, &page, "Kirim usulan", picture(), "").await;
        assert_eq!((nameless.status.as_u16(), nameless.heading().as_str()), (422, "Foto, periksa, lalu kirim"));
        assert!(nameless.has("1 dari paling banyak 5 foto."), "it is not asked for again: {}", nameless.text());
        assert!(nameless.has("Satu foto belum punya keterangan."), "{}", nameless.text());
        assert_eq!(nameless.problem("Apa yang tampak di foto?"), "Isian ini wajib diisi.");
        let added = with_photo(&browser, &page, "Tambahkan foto", picture(), "Jalan rusak").await;
        assert_eq!(added.location(), format!("{page}#photos"));
        let kept = with_photo(&browser, &page, "Simpan dan lanjutkan nanti", picture(), "Parit di sebelahnya").await;
        assert_eq!(kept.location(), "/usulan-saya?pesan=saved");
        let shown = browser.get(&page).await;
        assert!(shown.has("3 dari paling banyak 5 foto."));
        let form = shown.form("Tambahkan foto").fill("Apa yang tampak di foto?", "x");
        let short = send_with_photo(&browser, form, Vec::new()).await;
        assert_eq!((short.status.as_u16(), short.value("Apa yang tampak di foto?").as_str()), (422, "x"));
        let form = short.form("Tambahkan foto").fill("Apa yang tampak di foto?", "Lubang di jalan");
        assert_eq!(send_with_photo(&browser, form, Vec::new()).await.location(), format!("{page}#photos"));
        assert_eq!(browser.get(&page).await.value("Apa yang tampak di foto?"), "Lubang di jalan");
    }

    async fn a_script_hears_how_a_photo_fared_as_data(site: TestSite) {
        World::new(site.city.clone()).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let browser = site.signed_in(&person).await;
        let draft = begun(&browser).await;
        let send = async |path: &str, form: Multipart| {
            let request = browser.request(Method::POST, path).header(ORIGIN, &browser.origin).header(ACCEPT, "application/json");
            Page::read(browser.send(request.multipart(form)).await).await
        };
        let id = site.city.services.clock.new_id().to_string();
        let photo = |bytes| Multipart::new().text("photo_id", id.clone()).part("photo", Part::bytes(bytes).file_name("foto.jpg"));
        let add = format!("{draft}/foto");
        let refused = send(&add, photo(b"bukan foto".to_vec())).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.starts_with(r#"{"At":[["photo","#), "{}", refused.body);
        for _ in 0..2 {
            assert_eq!(send(&add, photo(picture())).await.status, 204, "twice is once");
        }
        assert!(browser.get(&format!("{draft}/ubah/kirim")).await.has("1 dari paling banyak 5 foto."));
        assert_eq!(send(&format!("{draft}/foto/{id}/hapus"), Multipart::new()).await.status, 204);
        assert!(browser.get(&format!("{draft}/ubah/kirim")).await.has("0 dari paling banyak 5 foto."));
        let permit = domain::permission::may_act_as_self(&person.actor().await).unwrap();
        commands::sign_out_everywhere(&site.city.services, &permit).await.unwrap();
        let out = send(&add, photo(picture())).await;
        assert_eq!((out.status.as_u16(), out.body.as_str()), (401, r#""SignInFirst""#));
    }

    async fn an_office_goes_on_with_the_next_sheet(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let office = site.city.office_of(LEGOK).await;
        let browser = site.signed_in(&office).await;
        let form =
            browser.get("/usulan/baru?atas-nama=1").await.form("Simpan dan lanjutkan nanti").fill("Nama warga yang mengusulkan", "Bu Siti");
        let id: ProposalId = form.fields.iter().find(|(name, _)| name == "id").unwrap().1.parse().unwrap();
        browser.submit(form).await;
        let mut tx = site.city.begin().await;
        proposals::save_draft(&mut tx, id, &world.draft(&LEGOK.rt(1), "parit", 3)).await.unwrap();
        tx.commit().await.unwrap();
        let last = browser.get(&format!("/usulan/{id}/ubah/kirim")).await;
        let sent = send_with_photo(&browser, last.form("Kirim dan catat usulan berikutnya"), Vec::new()).await;
        assert_eq!(sent.location(), "/usulan/baru?atas-nama=1&pesan=sent");
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
            let form = browser.get(&format!("/usulan/{id}/ubah/kirim")).await.form("Tambahkan foto").set("photo_alt", "Jalan rusak");
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
