//! Plans over HTTP: writing one, answering it, what everybody sees afterwards.

use crate::support::{
    TestSite,
    photos::{picture, send_with_photo, with_photo},
};
use domain::{account::Role, plan::Stance};
use services::jobs;
use testing::{
    LEGOK, MURNI, PUPR, both_databases,
    plans::{answers, draft, published},
};

both_databases!(
    async fn an_agency_writes_a_plan_step_by_step_and_loses_nothing(site: TestSite) {
        let verifier = site.signed_in(&site.city.office_of(PUPR).await).await;
        let form = verifier.get("/rencana/baru").await.form("Simpan rancangan");
        let page = verifier.submit(form.fill("Judul", "Trotoar di Legok").fill("Anggaran (rupiah)", "sejuta")).await;
        assert_eq!(page.status, 422);
        assert_eq!((page.value("Judul"), page.value("Anggaran (rupiah)")), ("Trotoar di Legok".into(), "sejuta".into()));
        assert!(page.problem("Anggaran (rupiah)").contains("angka"));

        let form = page.form("Simpan dan lanjut ke gambar").fill("Anggaran (rupiah)", "1.250.000").set("lanjut", "ya");
        let page = verifier.submit(form).await;
        assert_eq!((page.status.as_u16(), page.problem("Ringkasan").as_str()), (422, "Isian ini wajib diisi."));
        let form = page
            .form("Simpan dan lanjut ke gambar")
            .fill("Ringkasan", "Trotoar di depan sekolah diratakan dan diperlebar.")
            .fill("Masalah", "Anak sekolah berjalan di badan jalan.")
            .fill("Hasil yang diharapkan", "Anak sekolah berjalan dengan aman.")
            .fill("Ukuran keberhasilan", "panjang trotoar (meter)")
            .set("regions", LEGOK.code)
            .set("lanjut", "ya");
        let pictures = verifier.submit(form).await;
        let pictures = verifier.follow(pictures).await;
        assert_eq!(pictures.heading(), "Gambar");
        let photos = pictures.form("Lanjut ke pratinjau").action;
        let nameless = with_photo(&verifier, &photos, "Lanjut ke pratinjau", picture(), "").await;
        let preview = verifier.follow(nameless).await;
        assert!(preview.has("Satu foto belum punya keterangan."), "a chosen photo is not left behind: {}", preview.text());
        let form = verifier.get(&photos).await.form("Tambahkan foto").fill("Apa yang tampak di foto?", "Depan sekolah");
        let told = send_with_photo(&verifier, form, Vec::new()).await;
        assert_eq!(told.location(), format!("{photos}?pesan=saved"));
        let sent = with_photo(&verifier, &photos, "Kembali ke isian", picture(), "Trotoar yang rusak").await;
        assert!(sent.location().ends_with("/ubah"), "{}", sent.location());
        let passed = with_photo(&verifier, &photos, "Lanjut ke pratinjau", Vec::new(), "").await;
        let preview = verifier.follow(passed).await;
        assert_eq!(preview.all("main img").len(), 2, "{}", preview.text());
        assert!(preview.has("Warga dapat menanggapi sampai"), "{}", preview.text());
        let done = verifier.submit(preview.form("Terbitkan rencana")).await;
        let public = site.visitor().get(done.location().split('?').next().unwrap()).await;
        assert_eq!((public.status.as_u16(), public.heading().as_str()), (200, "Trotoar di Legok"));
        assert!(public.has("Rp1.250.000") && public.has("Kel. Legok"));
        assert!(site.visitor().get("/rencana?cari=trotoar").await.has("Trotoar di Legok"));
        assert!(site.visitor().get("/wilayah/15.71.10.1003").await.has("Trotoar di Legok"));
    }

    async fn a_draft_is_found_by_nobody_else(site: TestSite) {
        let address = format!("/rencana/{}", draft(&site.city, &[LEGOK.region()]).await);
        let resident = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        for path in [address.clone(), format!("{address}/ubah"), format!("{address}/pratinjau")] {
            assert_eq!(resident.get(&path).await.status, 404, "{path}");
        }
        assert_eq!(site.visitor().get(&address).await.status, 404);
        assert!(!site.visitor().get("/rencana").await.has("Normalisasi"));
    }

    async fn a_resident_answers_and_changes_the_answer(site: TestSite) {
        let address = format!("/rencana/{}", published(&site.city, &[LEGOK.region()]).await);
        let visitor = site.visitor();
        let sign_in = visitor.get(&address).await.link("Masuk untuk menanggapi").to_owned();
        assert_eq!(sign_in, format!("/masuk?lanjut={address}"));

        let new = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
        assert!(new.get(&address).await.has("Tempat tinggal Anda belum dikonfirmasi."));

        let resident = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let action = format!("{address}/tanggapan");
        for (sikap, words) in [("oppose", "Anda memilih “tidak mendukung”"), ("support", "Anda memilih “mendukung”")] {
            let done = resident.post_form(&action, &[("sikap", sikap)]).await;
            let page = resident.follow(done).await;
            assert!(page.announced("status").contains("Tanggapan Anda sudah dicatat."));
            assert!(page.has(words), "{}", page.text());
        }
        assert_eq!(resident.get(&address).await.all("main button[aria-pressed=true]"), ["Saya mendukung"]);
    }

    async fn the_figures_and_an_overdue_duty_are_public(site: TestSite) {
        let plan = published(&site.city, &[LEGOK.region()]).await;
        answers(&site.city, plan, LEGOK, Stance::Support, 24).await;
        answers(&site.city, plan, MURNI, Stance::Oppose, 6).await;
        site.city.pass_days(22);
        jobs::run_due(&site.city.services).await.unwrap();
        let address = format!("/rencana/{plan}");
        let page = site.visitor().get(&address).await;
        assert!(page.has("Tanggapan positif") && page.has("80%") && page.has("Tindak lanjut ditunggu."), "{}", page.text());
        assert!(!page.has("Terlambat"));
        site.city.pass_days(15);
        assert!(site.visitor().get(&address).await.has("Terlambat 1 hari"));
        assert!(site.visitor().get("/rencana").await.has("Tindak lanjut terlambat"));

        let verifier = site.signed_in(&site.city.office_of(PUPR).await).await;
        let ours = verifier.get("/rencana/kami").await;
        assert!(ours.has("Terlambat 1 hari"));
        assert_eq!(ours.all(".main-nav [aria-current]"), ["Rencana kami"], "and not “Rencana”, below which it lies");
        let form = verifier.get(&format!("{address}/tindak-lanjut")).await.form("Terbitkan tindak lanjut");
        let form = form.set("follow_up", "goes_on").fill("Penjelasan untuk warga", "Dilanjutkan dengan dua jembatan kecil.");
        verifier.submit(form).await;
        let page = site.visitor().get(&address).await;
        assert!(page.has("Dilanjutkan dengan dua jembatan kecil.") && !page.has("Terlambat"), "{}", page.text());
    }

    async fn comments_are_text_and_may_be_hidden_with_a_reason(site: TestSite) {
        let address = format!("/rencana/{}", published(&site.city, &[LEGOK.region()]).await);
        let resident = site.signed_in(&site.city.resident_of(&LEGOK.rt(2)).await).await;
        let page = resident.submit(resident.get(&address).await.form("Kirim komentar")).await;
        assert_eq!(page.status, 422);
        let form = page.form("Kirim komentar").set("comment_kind", "objection").fill("Komentar Anda", "<script>alert(1)</script>");
        resident.submit(form).await;
        let page = site.visitor().get(&address).await;
        assert!(page.has("Warga RT 02 Kel. Legok") && page.has("<script>alert(1)</script>") && !page.body.contains("<script>alert"));

        let moderator = site.signed_in(&site.city.city_officer(Role::Moderator).await).await;
        let form = moderator.get(&address).await.form("Sembunyikan").set("reason", "bukan tentang rencana");
        let back = moderator.submit(form).await;
        assert!(back.location().starts_with(&format!("{address}#komentar-")));
        let page = site.visitor().get(&address).await;
        assert!(page.has("Disembunyikan moderator: bukan tentang rencana") && !page.has("alert(1)"));
    }
);
