//! Nothing typed is lost: a form that is not let through is shown again, and sent once what stood in its way is gone.

use crate::support::{Form, Page, TestSite, drafts::begun, header, selector};
use domain::{account::Role, permission::may_comment};
use reqwest::{
    Method,
    header::{ORIGIN, REFERER},
    multipart::{self, Part},
};
use services::commands;
use testing::typed::words;
use testing::{LEGOK, PASSWORD, TestPerson, both_databases, plans, world::World};

const CONTACT: &str = "Nomor telepon atau surel (email)";
const WRITTEN: &str = "Parit ini meluap sejak Maret.\n\nAnak-anak memutar lewat jalan raya.";

/// A page with `WRITTEN` on it, to be read.
fn shows_what_was_written(page: &Page) -> bool {
    page.text().contains("Parit ini meluap sejak Maret. Anak-anak memutar lewat jalan raya.") || page.body.contains(WRITTEN)
}

fn sign_in(page: &Page, person: &TestPerson) -> Form {
    page.form("Masuk").fill(CONTACT, &person.contact).fill("Kata sandi", PASSWORD)
}

/// The session of this browser is ended from elsewhere.
async fn end_session(site: &TestSite, person: &TestPerson) {
    let permit = domain::permission::may_act_as_self(&person.actor().await).unwrap();
    commands::sign_out_everywhere(&site.city.services, &permit).await.unwrap();
}

both_databases!(
    async fn a_comment_of_somebody_whose_session_has_ended_is_sent_after_signing_in(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let proposal = world.propose(&site.city.confirmed_resident_of(&LEGOK.rt(2)).await, &LEGOK.rt(2), "parit", 3).await;
        let browser = site.signed_in(&person).await;
        let address = format!("/usulan/{proposal}");
        let form = browser.get(&address).await.form("Kirim komentar").set("comment_kind", "question").set("comment_body", WRITTEN);
        end_session(&site, &person).await;
        let asked = browser.submit(form).await;
        assert_eq!((asked.status.as_u16(), asked.heading().as_str()), (401, "Masuk"));
        assert!(shows_what_was_written(&asked), "{}", asked.text());
        let wrong = browser.submit(asked.form("Masuk").fill(CONTACT, &person.contact).fill("Kata sandi", "bukan ini sandinya")).await;
        assert!(wrong.status == 422 && shows_what_was_written(&wrong), "a mistyped password loses nothing: {}", wrong.text());
        let inside = browser.submit(sign_in(&wrong, &person)).await;
        assert_eq!((inside.status.as_u16(), inside.heading().as_str()), (200, "Isian Anda belum dikirim"));
        assert!(shows_what_was_written(&inside));
        let sent = browser.submit(inside.form("Kirim isian ini")).await;
        assert!(sent.location().starts_with(&format!("{address}#komentar-")), "{}", sent.location());
        let page = site.visitor().get(&address).await;
        assert!(page.has("Parit ini meluap sejak Maret.") && page.has("Pertanyaan"), "{}", page.text());
    }

    async fn a_step_of_a_draft_goes_on_where_it_was(site: TestSite) {
        World::new(site.city.clone()).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let browser = site.signed_in(&person).await;
        let draft = begun(&browser).await;
        let form = browser.get(&format!("{draft}/ubah/masalah")).await.form("Lanjut");
        end_session(&site, &person).await;
        let form = form.set("title", "Parit di belakang pasar").set("problem", WRITTEN);
        let form = form.set("proposal_type", "lainnya").set("field", "ekonomi").set("physical", "tidak");
        let asked = browser.submit(form).await;
        let inside = browser.submit(sign_in(&asked, &person)).await;
        let next = browser.submit(inside.form("Kirim isian ini")).await;
        assert_eq!(next.location(), format!("{draft}/ubah/tempat"));
        let saved = browser.get(&format!("{draft}/ubah/masalah")).await;
        assert_eq!(saved.value("Judul singkat"), "Parit di belakang pasar");
    }

    async fn no_form_of_the_site_loses_what_was_typed_by_somebody_signed_out(site: TestSite) {
        let browser = site.visitor();
        let id = site.city.services.clock.new_id().to_string();
        let mut asked = 0;
        // What islands send is no form, and stays on its page.
        let is_form = |method: &str, path: &str| method == "POST" && !path.starts_with("/api/");
        for (_, route) in app::routes().entries.into_iter().filter(|(method, path)| is_form(method, path)) {
            let path = route.split('/').map(|piece| if piece.starts_with('{') { id.as_str() } else { piece }).collect::<Vec<_>>().join("/");
            let page = browser.post_form(&path, &[("reason_text", WRITTEN), ("old_password", "sandi lama saya"), ("version", "7")]).await;
            assert!(!page.body.contains("sandi lama saya"), "{route}: secrets are not kept");
            // Let in without an account, or out.
            if page.status.is_redirection()
                || route.starts_with("/masuk")
                || ["/daftar", "/keluar/semua"].contains(&route.as_str())
                || route.ends_with("/foto")
            {
                continue;
            }
            asked += 1;
            assert!(shows_what_was_written(&page), "{route}: {} {}", page.status, page.text());
            if page.status != 401 {
                continue;
            }
            let form = page.form("Masuk");
            let carried: Vec<&str> =
                form.fields.iter().filter(|(name, _)| name.starts_with("isian")).map(|(_, value)| value.as_str()).collect();
            assert_eq!(carried, [path.as_str(), WRITTEN, "", "7"], "{route}");
        }
        assert!(asked > 50, "{asked} forms");
    }

    async fn the_caption_of_a_photo_is_kept_when_the_photo_was_not_sent(site: TestSite) {
        World::new(site.city.clone()).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let browser = site.signed_in(&person).await;
        let draft = begun(&browser).await;
        let form = browser.get(&format!("{draft}/ubah/kirim")).await.form("Tambahkan foto");
        end_session(&site, &person).await;
        let photo_id = form.fields.iter().find(|(name, _)| name == "photo_id").unwrap().1.clone();
        let names: Vec<&str> = form.fields.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.iter().position(|name| *name == "photo_alt") < names.iter().position(|name| *name == "photo"), "{names:?}");
        let sent = multipart::Form::new()
            .text("photo_id", photo_id)
            .text("photo_alt", WRITTEN)
            .part("photo", Part::bytes(vec![0xff; 2 * 1024 * 1024]).file_name("a.jpg"));
        let request = browser.request(Method::POST, &form.action).header(ORIGIN, &browser.origin);
        let request = request.header(REFERER, format!("{}{draft}/ubah/kirim", browser.origin)).multipart(sent);
        let asked = Page::read(browser.send(request).await).await;
        assert!(asked.status == 401 && shows_what_was_written(&asked), "{} {}", asked.status, asked.text());
        assert_eq!(header(&asked.headers, "connection"), "close", "the photo was not read: the next form goes another way");
        let inside = browser.submit(sign_in(&asked, &person)).await;
        assert!(shows_what_was_written(&inside) && inside.has("Berkas yang Anda pilih tidak terkirim"), "{}", inside.text());
        assert_eq!(inside.link("Kembali ke halaman sebelumnya"), format!("{draft}/ubah/kirim"));
    }

    async fn whoever_registers_on_the_way_comes_back_with_what_they_typed(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let proposal = world.propose(&site.city.confirmed_resident_of(&LEGOK.rt(2)).await, &LEGOK.rt(2), "parit", 3).await;
        let browser = site.visitor();
        let fields = [("comment_id", "0193a0a0-0000-7000-8000-000000000001"), ("comment_kind", "suggestion"), ("comment_body", WRITTEN)];
        let asked = browser.post_form(&format!("/usulan/{proposal}/komentar"), &fields).await;
        let choose = browser.submit(asked.form("Daftar akun warga")).await;
        let choose = choose.form("Lanjut").fill("Di kelurahan mana Anda tinggal?", LEGOK.code);
        let form = browser.submit(choose).await.form("Daftar").fill("Nama lengkap", "Nurhayati Contoh").fill(CONTACT, "0812 3456 7890");
        let form = form.fill("Kata sandi", "perahu biru di danau").fill("RT tempat tinggal", LEGOK.rt(2).as_str());
        let inside = browser.submit(form).await;
        assert!(inside.status == 200 && inside.has("Nurhayati Contoh") && shows_what_was_written(&inside), "{}", inside.text());
        browser.submit(inside.form("Kirim isian ini")).await;
        assert!(site.visitor().get(&format!("/usulan/{proposal}")).await.has("Parit ini meluap sejak Maret."));
    }

    async fn registering_on_the_way_from_a_plan_leads_back_to_it(site: TestSite) {
        let plan = plans::published(&site.city, &[]).await;
        let browser = site.visitor();
        let page = browser.get(&format!("/rencana/{plan}")).await;
        let page = browser.get(page.link("Masuk untuk menanggapi")).await;
        let page = browser.get(page.link("Daftar akun warga")).await;
        let page = browser.submit(page.form("Lanjut").fill("Di kelurahan mana Anda tinggal?", LEGOK.code)).await;
        let back = page.link("Ganti").to_owned();
        assert!(browser.get(&back).await.form("Lanjut").fields.iter().any(|(name, value)| name == "lanjut" && value.contains("/rencana/")));
        let form = page.form("Daftar").fill("Nama lengkap", "Nurhayati Contoh").fill(CONTACT, "0812 3456 7890");
        let wrong = browser.submit(form.fill("Kata sandi", "pendek")).await;
        let form = wrong.form("Daftar").fill("Kata sandi", "perahu biru di danau").fill("RT tempat tinggal", LEGOK.rt(2).as_str());
        assert_eq!(browser.submit(form).await.location(), format!("/rencana/{plan}?pesan=registered"));
    }

    async fn a_draft_sent_from_another_window_says_so_and_shows_what_was_typed(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let proposal = world.propose(&person, &LEGOK.rt(1), "parit", 3).await;
        let browser = site.signed_in(&person).await;
        let page = browser.post_form(&format!("/usulan/{proposal}/ubah/masalah"), &[("problem", WRITTEN), ("title", "Judul lain")]).await;
        assert_eq!((page.status.as_u16(), page.heading().as_str()), (409, "Belum dapat dilakukan"));
        assert!(shows_what_was_written(&page) && page.body.contains("Judul lain"), "{}", page.text());
    }

    async fn a_form_that_came_too_often_keeps_what_was_typed_but_for_the_password(site: TestSite) {
        let browser = site.visitor();
        let fields = [("contact", "0812 3456 7890"), ("password", "tebakan yang salah"), ("next", "/kalender")];
        for _ in 0..25 {
            browser.post_form("/masuk", &fields).await;
        }
        let page = browser.post_form("/masuk", &fields).await;
        assert_eq!(page.status, 429);
        assert_eq!((page.value(CONTACT).as_str(), page.value("Kata sandi").as_str()), ("0812 3456 7890", ""));
        assert!(!page.body.contains("tebakan yang salah"));
        let again = page.form("Kirim lagi");
        assert_eq!(again.action, "/masuk");
        assert!(again.fields.contains(&("next".into(), "/kalender".into())));
    }

    async fn what_another_site_sent_is_shown_to_be_read_and_in_no_form(site: TestSite) {
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        let request = browser.request(Method::POST, "/usulan/baru").header(ORIGIN, "https://jahat.example");
        let page = Page::read(browser.send(request.form(&[("on_behalf_of", WRITTEN)])).await).await;
        assert!(page.status == 403 && shows_what_was_written(&page), "{}", page.text());
        assert!(page.all("main form").is_empty());
    }

    async fn what_is_not_for_this_person_is_given_back_to_be_copied(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, _) = world.legok_with(&[10]).await;
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        let page = browser.post_form(&format!("/musrenbang/{meeting}/periksa"), &[("dissent", WRITTEN)]).await;
        assert!(page.status == 403 && shows_what_was_written(&page), "{}", page.text());
    }

    async fn a_lost_database_gives_the_form_back_to_be_sent_again(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let proposal = world.propose(&site.city.confirmed_resident_of(&LEGOK.rt(2)).await, &LEGOK.rt(2), "parit", 3).await;
        let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        let form = browser.get(&format!("/usulan/{proposal}")).await.form("Kirim komentar").set("comment_body", WRITTEN);
        site.city.services.database.close().await;
        let page = browser.submit(form).await;
        assert!(page.status.is_server_error() && page.has("Isian Anda belum tersimpan"), "{} {}", page.status, page.text());
        let again = page.form("Kirim lagi");
        assert_eq!(again.action, format!("/usulan/{proposal}/komentar"));
        assert!(again.fields.iter().any(|(name, value)| name == "comment_body" && value == WRITTEN), "{:?}", again.fields);
    }

    async fn hiding_a_comment_without_a_reason_asks_for_the_reason(site: TestSite) {
        let plan = plans::published(&site.city, &[]).await;
        let author = site.city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        let comment = domain::ids::CommentId(site.city.services.clock.new_id());
        let form = commands::NewComment { id: comment, kind: domain::comment::CommentKind::Question, body: words("Kapan dimulai?") };
        commands::add_comment(&site.city.services, &may_comment(&author, domain::comment::Subject::Plan(plan)).unwrap(), form)
            .await
            .unwrap();
        let moderator = site.signed_in(&site.city.city_officer(Role::Moderator).await).await;
        let back = format!("/rencana/{plan}");
        let page = moderator.post_form(&format!("/komentar/{comment}/sembunyikan"), &[("kembali", &back), ("reason", "")]).await;
        assert_eq!((page.status.as_u16(), page.problem("Alasan").as_str()), (422, "Isian ini wajib diisi."));
        let done = moderator.submit(page.form("Kirim lagi").fill("Alasan", "Menuduh orang tanpa bukti")).await;
        assert_eq!(done.location(), format!("{back}#komentar-{comment}"));
    }

    async fn a_form_that_waits_leads_to_addresses_of_ours_only(site: TestSite) {
        let person = site.city.resident_of(&LEGOK.rt(1)).await;
        for path in ["https://jahat.example/usulan/baru", "//jahat.example", "/tidak/ada", "/keluar", "/masuk"] {
            let fields = [("contact", person.contact.as_str()), ("password", PASSWORD), ("isian", path), ("isian.x", "y")];
            assert_eq!(site.visitor().post_form("/masuk", &fields).await.location(), "/akun", "{path}");
        }
    }

    async fn pages_of_persons_are_kept_by_no_browser_and_signing_out_clears_what_was(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, _) = world.legok_with(&[10]).await;
        let head = site.signed_in(&site.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await).await;
        let admin = site.signed_in(&site.city.city_officer(Role::CityAdmin).await).await;
        let lurah = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let delegates = format!("/musrenbang/{meeting}/delegasi");
        for (browser, path) in [
            (&head, "/warga"),
            (&head, "/akun"),
            (&admin, "/admin/orang"),
            (&admin, "/admin/log"),
            (&admin, "/admin/penunjukan"),
            (&lurah, delegates.as_str()),
        ] {
            let page = browser.get(path).await;
            assert_eq!((page.status.as_u16(), header(&page.headers, "cache-control")), (200, "private, no-store"), "{path}");
        }
        for path in ["/", "/usulan", "/usulan/baru", "/kalender"] {
            assert_eq!(header(&head.get(path).await.headers, "cache-control"), "private, no-cache", "{path}: what is typed comes back");
        }
        let form = head.get("/usulan/baru?atas-nama=1").await.form("Lanjut").fill("Nama warga yang mengusulkan", "Ibu Sari");
        let begun = head.submit(form.set("title", "Titian kayu yang lapuk")).await;
        assert_eq!(header(&begun.headers, "cache-control"), "private, no-store", "the page of the draft comes back with it");
        let draft = head.get("/usulan-saya").await.link("Titian kayu yang lapuk").to_owned();
        assert_eq!(header(&head.get(&draft).await.headers, "cache-control"), "private, no-store", "the resident's name stands there");
        assert_eq!(header(&head.get("/usulan-saya").await.headers, "cache-control"), "private, no-store");
        assert_eq!(header(&head.post_form("/keluar", &[]).await.headers, "clear-site-data"), "\"cache\"");
    }

    async fn choosing_the_language_leaves_what_was_typed_where_it_is(site: TestSite) {
        let browser = site.visitor();
        let address = format!("/daftar?kelurahan={}&lanjut=/kalender", LEGOK.code);
        let page = browser.get(&address).await;
        let form = page.html.select(&selector("footer form")).next().unwrap();
        assert_eq!(form.attr("target"), Some("_blank"), "the page with the text stays open");
        let english = browser.submit(page.form("English").set("lang", "en")).await;
        assert_eq!(english.location(), address, "and the other one is at the same step");
        let form = |page: &Page| page.html.select(&selector("footer form")).next().unwrap().attr("target").map(str::to_owned);
        assert_eq!(form(&browser.get("/kalender").await), None, "nothing is typed there");
        let refused = browser.post_form("/daftar", &[("contact", "x"), ("kelurahan", LEGOK.code)]).await;
        assert_eq!(refused.form("English").fields[0].1, "/", "an answer to a form has no page of its own address");
    }
);
