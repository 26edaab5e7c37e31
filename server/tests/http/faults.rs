//! What people see while the database cannot be written or reached: words and 503, and everything they typed.

use crate::support::{TestSite, drafts::begun, header};
use std::time::{Duration, Instant};
use testing::{
    Cable, LEGOK, Prepare, TestCity, at_postgres,
    faults::{self, Rival},
    on_postgres, on_sqlite,
    plans::published,
    services_at,
    world::World,
};
use tokio::runtime::Runtime;
use uuid::Uuid;

const TYPED: &str = "Lampu jalan mati sejak\nbulan lalu, dekat sekolah.";

#[test]
fn a_form_that_cannot_be_written_is_shown_again_with_what_was_typed() {
    on_sqlite(async |site: TestSite| {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let address = format!("{}/ubah/masalah", begun(&browser).await);
        let filled = browser.get(&address).await.form("Lanjut").set("title", "Lampu jalan mati").set("problem", TYPED);
        let filled = filled.set("proposal_type", "lainnya").set("field", "ekonomi").set("physical", "tidak");
        faults::stop_writing(&site.city).await;
        let page = browser.submit(filled).await;
        assert_eq!((page.status.as_u16(), header(&page.headers, "retry-after")), (503, "5"));
        assert!(page.announced("alert").contains("Belum tersimpan"), "{}", page.text());
        let kept = page.form("Lanjut");
        assert!(kept.fields.contains(&("problem".into(), TYPED.into())), "{:?}", kept.fields);
        assert_eq!(browser.get("/readyz").await.body.trim(), "database: read_only");
        let sent = browser.submit(kept).await;
        assert!(sent.status.is_redirection(), "the connection that could not write is gone: {} {}", sent.status, sent.text());
    });
}

#[test]
fn while_the_database_is_away_what_was_typed_is_given_back_and_sent_again() {
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let cable = Cable::before(url).await;
            let city = TestCity::prepare(services_at(&cable.through(url), folder).await).await;
            let site = TestSite::of(city, false).await;
            let plan = published(&site.city, &[LEGOK.region()]).await;
            let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
            let address = format!("/rencana/{plan}/komentar");
            let id = Uuid::from_u128(7).to_string();
            let fields = [("comment_id", id.as_str()), ("comment_kind", "suggestion"), ("comment_body", TYPED)];
            cable.cut();
            browser.get("/rencana").await;
            let start = Instant::now();
            let page = browser.get("/rencana").await;
            assert_eq!((page.status.as_u16(), page.heading().as_str()), (503, "Sementara tidak dapat dibuka"));
            assert_eq!(header(&page.headers, "retry-after"), "5");
            let page = browser.post_form(&address, &fields).await;
            assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
            assert_eq!((page.status.as_u16(), page.heading().as_str()), (503, "Sementara tidak dapat dibuka"));
            assert!(page.has("Isian Anda belum tersimpan") && page.has("Lampu jalan mati sejak bulan lalu"), "{}", page.text());
            let again = page.form("Kirim lagi");
            let kept: Vec<(&str, &str)> = again.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!((again.action.as_str(), &kept[..]), (address.as_str(), &fields[..]));
            assert_eq!(browser.get("/readyz").await.status, 503);
            cable.mend().await;
            tokio::time::sleep(Duration::from_millis(1100)).await;
            assert!(browser.submit(again).await.status.is_redirection(), "sent again by the button");
            assert!(browser.get(&format!("/rencana/{plan}")).await.has("Lampu jalan mati sejak"));
            assert_eq!(browser.get("/readyz").await.status, 200);
        });
    });
}

#[test]
fn a_password_is_never_given_back() {
    at_postgres(|url, folder| {
        Runtime::new().unwrap().block_on(async {
            let cable = Cable::before(url).await;
            let site = TestSite::of(TestCity::prepare(services_at(&cable.through(url), folder).await).await, false).await;
            let browser = site.signed_in(&site.city.resident_of(&LEGOK.rt(1)).await).await;
            cable.cut();
            let fields = [("old_password", "hujan turun di legok"), ("new_password", "kemarau panjang 2028")];
            let page = browser.post_form("/akun/kata-sandi", &fields).await;
            assert_eq!(page.status, 503);
            for (_, secret) in fields {
                assert!(!page.body.contains(secret), "{}", page.body);
            }
            let page = site.visitor().post_form("/masuk", &[("contact", "warga@contoh.id"), ("password", "hujan turun di legok")]).await;
            assert_eq!((page.status.as_u16(), page.value("Nomor telepon atau surel (email)").as_str()), (503, "warga@contoh.id"));
            assert!(!page.body.contains("hujan turun"), "{}", page.body);
        });
    });
}

/// Somebody else holds the proposal and then wants the meeting, which this request holds: `PostgreSQL` ends the
/// request's work after a second, and it is done once more when the other is ready.
#[test]
fn two_who_wait_for_each_other_both_get_their_work_done() {
    on_postgres(async |site: TestSite| {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, sent) = world.legok_with(&[10]).await;
        let officer = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let mut rival = Rival::of(&site.city).await;
        rival.lock_proposal(sent[0]).await;
        let address = format!("/musrenbang/{meeting}/usulan/{}/rekomendasi", sent[0]);
        let request = tokio::spawn(async move {
            officer.post_form(&address, &[("text", "Kerjakan bertahap, mulai dari ujung."), ("volume", ""), ("cost", "")]).await.status
        });
        tokio::time::sleep(Duration::from_millis(400)).await;
        rival.lock_meeting(meeting).await;
        rival.let_go().await;
        assert_eq!(request.await.unwrap(), 303);
    });
}
