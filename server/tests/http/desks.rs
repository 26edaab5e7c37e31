//! Officers' forms in two browsers at once, and the one form by which a meeting is checked and closed.

use crate::support::{TestSite, header, told_at_its_fields};
use domain::{
    account::Role,
    cycle::StageKind,
    ledger::{Event, Leg, Subject},
    minutes::checkpoint_of,
    proposal::{Draft, EventKind, ProposalEvent, Status},
};
use services::{
    commands::{
        musrenbang::{accept_suggestion, close_musrenbang, mark_progress, return_proposal},
        submit_proposal,
    },
    jobs,
    ledger::{Act, record},
    store::{proposals, published},
};
use sha2::{Digest as _, Sha256};
use testing::{
    DANAU_SIPIN, DISHUB, LEGOK, PUPR, TestCity, both_databases,
    typed::marking,
    world::{World, day, reason},
};

both_databases!(
    async fn notes_that_were_typed_are_kept_when_the_meeting_is_closed(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, officer, _) = world.legok_with(&[10, 20]).await;
        accept_suggestion(&site.city.services, &officer, meeting, None).await.unwrap();
        world.delegate(&officer, meeting).await;
        let browser = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let page = browser.get(&format!("/musrenbang/{meeting}/periksa")).await;
        assert!(page.has("Belum mengirim") || page.has("belum mengirim daftarnya: RT 02"), "who is missing is listed: {}", page.text());
        let closed = browser.submit(page.form("Tutup musyawarah").set("dissent", "RT 03 berkeberatan dengan urutannya.")).await;
        assert_eq!(closed.location(), format!("/musrenbang/{meeting}?pesan=meeting_closed"));
        let sent = browser.follow(closed).await;
        assert!(sent.has("Daftar ini sudah sampai di tahap") && sent.has("0 sudah diperiksa di sana"), "{}", sent.text());
        let paper = browser.get(&format!("/musrenbang/{meeting}/cetak")).await;
        assert!(paper.has("RT 03 berkeberatan dengan urutannya.") && paper.has("RT 02 Kelurahan Legok"), "{}", paper.text());
        assert!(!paper.has("terlampir"), "nothing is attached");
    }

    async fn whoever_holds_the_paper_can_check_it_without_reading_names(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let services = &site.city.services;
        let (meeting, officer, sent) = world.legok_with(&[10, 20]).await;
        accept_suggestion(services, &officer, meeting, None).await.unwrap();
        world.delegate(&officer, meeting).await;
        jobs::publish(services).await.unwrap();
        close_musrenbang(services, &officer, meeting, None).await.unwrap();
        let (visitor, office) = (site.visitor(), site.signed_in(&site.city.office_of(LEGOK).await).await);
        let sha256 = |text: &str| format!("{:x}", Sha256::digest(text));
        let address = format!("/musrenbang/{meeting}/berita-acara.txt");
        let paper = visitor.get(&format!("/musrenbang/{meeting}/cetak")).await;
        let text = visitor.get(&format!("{address}?versi=1")).await;
        assert_eq!(header(&text.headers, "content-type"), "text/plain; charset=utf-8");
        assert!(paper.has(&sha256(&text.body)) && paper.has(&format!("{address}?versi=1")), "{}", paper.text());
        let annex = office.get(&format!("/musrenbang/{meeting}/lampiran-delegasi.txt")).await;
        assert!(annex.body.contains("\ndelegate\t+") && text.body.contains(&sha256(&annex.body)), "{}", annex.body);
        assert!(paper.has(&sha256(&annex.body)) && !text.body.contains("\ndelegate\t"), "{}", text.body);
        let log = checkpoint_of(&text.body).expect("the log had begun");
        let head = published::head(&mut site.city.read().await).await.unwrap().unwrap();
        assert_eq!((log.size, log.root, log.key), (head.size, head.root, services.log.key().unwrap().unwrap().to_string()));
        assert!(paper.has(&log.root.to_string()), "{}", paper.text());
        for wrong in ["versi=2", "versi=x", "versi=99999"] {
            assert_ne!(visitor.get(&format!("{address}?{wrong}")).await.status, 200, "{wrong}");
        }

        // What becomes of a proposal afterwards is on its own page.
        let camat = site.city.office_of(DANAU_SIPIN).await.actor().await;
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        return_proposal(services, &camat, kecamatan, sent[0], &reason("DATA_KURANG"), day("2027-01-30")).await.unwrap();
        let author = world.author_of(sent[0]).await;
        let draft = Draft { title: "Judul yang diperbaiki".into(), ..world.draft(&LEGOK.rt(1), "lain", 99) };
        let mut tx = site.city.begin().await;
        proposals::save_draft(&mut tx, sent[0], &draft).await.unwrap();
        tx.commit().await.unwrap();
        submit_proposal(services, &author, sent[0]).await.unwrap();
        let (meeting_page, own) =
            (visitor.get(&format!("/musrenbang/{meeting}")).await, visitor.get(&format!("/usulan/{}", sent[0])).await);
        assert!(own.has("Judul yang diperbaiki") && !meeting_page.has("Judul yang diperbaiki"), "{}", meeting_page.text());
        assert_eq!(visitor.get(&address).await.body, text.body);
        let list = visitor.get(&format!("/musrenbang/{meeting}/daftar.csv")).await;
        assert!(!list.body.contains("Judul yang diperbaiki") && !list.body.contains("99"), "{}", list.body);
    }

    async fn scores_of_two_windows_stand_beside_each_other(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, sent) = world.legok_with(&[10, 20]).await;
        let lurah = site.city.office_of(LEGOK).await;
        let (one, other) = (site.signed_in(&lurah).await, site.signed_in(&lurah).await);
        let address = format!("/musrenbang/{meeting}/skor");
        let (first, second) = (one.get(&address).await.form("Simpan nilai"), other.get(&address).await.form("Simpan nilai"));
        let field = |index: usize| {
            let start = format!("{}:", sent[index]);
            first.fields.iter().map(|(name, _)| name.clone()).find(|name| name.starts_with(&start)).unwrap()
        };
        let (upper, lower) = (field(0), field(1));
        assert_eq!(one.submit(first.set(&upper, "5")).await.location(), format!("{address}?pesan=scores_saved"));
        let saved = other.submit(second.set(&lower, "2").set(&upper, "3")).await;
        assert_eq!(saved.status, 422, "both gave a value to the same proposal");
        assert!(saved.has("Dari jendela lain: 5"), "{}", saved.text());
        let again = other.submit(saved.form("Simpan nilai")).await;
        assert_eq!(again.location(), format!("{address}?pesan=scores_saved"));
        let stored = other.get(&address).await.form("Simpan nilai").fields;
        let value = |name: &str| stored.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        assert_eq!((value(&upper), value(&lower)), (Some("3".into()), Some("2".into())), "what was seen may be decided over");
    }

    async fn a_decision_over_a_decision_is_shown_what_was_decided(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, sent) = world.legok_with(&[10]).await;
        let one = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let other = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let address = format!("/musrenbang/{meeting}/usulan/{}?tindakan=putuskan", sent[0]);
        let (first, second) = (one.get(&address).await.form("Simpan keputusan"), other.get(&address).await.form("Simpan keputusan"));
        let reserve = first.set("decision", "reserve").set("reason_code", "PAGU").set("reason_text", "Uangnya belum cukup.");
        assert!(one.submit(reserve).await.status.is_redirection());
        let asked = other.submit(second.set("decision", "agreed")).await;
        assert!(asked.status == 422 && asked.has("Sementara itu: Cadangan") && asked.has("Uangnya belum cukup."), "{}", asked.text());
        assert_eq!(world.at(sent[0]).await.1, Status::Reserve);
        assert!(other.submit(asked.form("Simpan keputusan").set("decision", "agreed")).await.status.is_redirection());
        assert_eq!(world.at(sent[0]).await.1, Status::Agreed);
    }

    async fn the_agency_that_builds_finds_its_works_and_reports_them(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, _, sent) = world.legok_with(&[10]).await;
        in_the_budget(&site.city, sent[0]).await;
        let agency = site.signed_in(&site.city.office_of(PUPR).await).await;
        let inbox = agency.get("/kotak-kerja").await;
        let page = agency.get(inbox.link("Usulan contoh 0")).await;
        assert_eq!(page.heading(), "Kemajuan pekerjaan");
        let missing = agency.submit(page.form("Simpan kemajuan")).await;
        assert_eq!((missing.status.as_u16(), missing.problem("Catatan").as_str()), (422, "Isian ini wajib diisi."));
        let done = agency.submit(missing.form("Simpan kemajuan").set("note", "Pekerjaan dimulai.").set("mark", "under_way")).await;
        assert_eq!(done.location(), format!("/usulan/{}/pelaksanaan?pesan=saved", sent[0]));
        assert_eq!((agency.follow(done).await.status.as_u16(), world.at(sent[0]).await.1), (200, Status::UnderWay));
        let report = format!("/usulan/{}/pelaksanaan/laporan", sent[0]);
        for typed in [[("percent", "101"), ("report", "x")], [("percent", "separuh"), ("report", "")]] {
            told_at_its_fields(&agency, &report, &typed, &["percent", "report"]).await;
        }
        let other = site.signed_in(&site.city.office_of(DISHUB).await).await;
        let refused = other.post_form(&format!("/usulan/{}/pelaksanaan", sent[0]), &[("mark", "finished"), ("note", "selesai")]).await;
        assert_eq!((refused.status.as_u16(), world.at(sent[0]).await.1), (403, Status::UnderWay), "refused is not done");
        let planner = site.signed_in(&site.city.city_officer(Role::Planner).await).await;
        assert!(planner.get("/kotak-kerja").await.has("Usulan contoh 0"));
        let camat = site.signed_in(&site.city.office_of(DANAU_SIPIN).await).await;
        let below = camat.get("/kotak-kerja").await.link("Kel. Legok, Kec. Danau Sipin").to_owned();
        assert_eq!((&*below, camat.get(&below).await.status.as_u16()), (&*format!("/musrenbang/{meeting}"), 200), "not their desk");
        assert!(site.visitor().get(&format!("/musrenbang/{meeting}")).await.all("a[href$='/pelaksanaan']").is_empty());
    }
);

/// As if all meetings were over and the planners had done their part.
async fn in_the_budget(city: &TestCity, proposal: domain::ids::ProposalId) {
    let mut tx = city.begin().await;
    let position = domain::proposal::Position { stage: domain::cycle::StageKind::Kota, status: Status::Forwarded };
    let leg = Leg::of(&ProposalEvent::remark(EventKind::Forwarded, position), Some(1), None, None);
    let act = Act { at: city.now(), acting: None, event: Event::Moved(leg) };
    record(&city.services.clock, &mut tx, Subject::Proposal(proposal), vec![act]).await.unwrap();
    tx.commit().await.unwrap();
    let planner = city.city_officer(Role::Planner).await.actor().await;
    for mark in ["rkpd", "apbd"] {
        let form = marking(mark, "9.000.000", "sesuai dokumen");
        mark_progress(&city.services, &planner, proposal, &form).await.unwrap();
    }
}
