//! Closing once, reopening, promoting a reserve, and the notes and delegates that belong to it.

use crate::world::{World, reason, refusal};
use domain::{
    cycle::StageKind,
    musrenbang::{Blocker, MusrenbangEventKind, MusrenbangStatus},
    proposal::Status,
    refusal::Refusal,
};
use services::{
    commands::musrenbang::{
        DecisionForm, accept_suggestion, close_musrenbang, decide, promote_reserve, propose_ranking, remove_delegate, reopen_musrenbang,
        verify_proposal, write_notes,
    },
    queries::{meeting_page::meeting_page, proposal_page::proposal_page},
    store::musrenbangs::{self, MeetingNotes},
};
use testing::{DANAU_SIPIN, LEGOK, TestCity, both_databases};

both_databases!(
    async fn two_officers_who_close_at_once_make_one_closing(city: TestCity) {
        let world = World::new(city).await;
        let (legok, first, sent) = world.legok_with(&[10, 20]).await;
        let second = world.city.office_of(LEGOK).await.actor().await;
        let services = &world.city.services;
        propose_ranking(services, &first, legok).await.unwrap();
        accept_suggestion(services, &first, legok, "").await.unwrap();
        world.delegate(&first, legok).await;
        let seen = Some(world.loaded(legok).await.version);
        let (one, other) = tokio::join!(close_musrenbang(services, &first, legok, seen), close_musrenbang(services, &second, legok, seen));
        let (closed, refused) = if one.is_ok() { (one, other) } else { (other, one) };
        assert_eq!(closed.unwrap().forwarded, 2);
        assert_eq!(refusal(refused), Refusal::MeetingForbids { status: MusrenbangStatus::Closed });
        let mut tx = world.city.read().await;
        let log = musrenbangs::events_of(&mut tx, legok).await.unwrap();
        assert_eq!(log.iter().filter(|event| event.kind == MusrenbangEventKind::Closed).count(), 1);
        assert_eq!(musrenbangs::minutes(&mut tx, legok).await.unwrap().len(), 1);
        for id in sent {
            assert_eq!(world.at(id).await, (StageKind::Kecamatan, Status::Submitted));
        }
    }

    async fn closing_waits_until_nothing_blocks_and_nothing_has_changed(city: TestCity) {
        let world = World::new(city).await;
        world.announce(&LEGOK.region(), 15_000_000).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
        let services = &world.city.services;
        assert_eq!(refusal(close_musrenbang(services, &officer, legok, None).await), Refusal::StillBlocked { blockers: 3 });
        propose_ranking(services, &officer, legok).await.unwrap();
        let agreed = DecisionForm { decision: "agreed".into(), ..DecisionForm::default() };
        for id in &sent {
            decide(services, &officer, legok, *id, &agreed).await.unwrap();
        }
        let delegate = world.delegate(&officer, legok).await;
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        assert_eq!(page.blockers.iter().map(Blocker::code).collect::<Vec<_>>(), ["ceiling_exceeded"]);
        let notes = MeetingNotes { ceiling: "Disetujui camat.".into(), by_vote: true, ..MeetingNotes::default() };
        write_notes(services, &officer, legok, &notes, None).await.unwrap();
        let seen = world.loaded(legok).await.version;
        remove_delegate(services, &officer, legok, delegate).await.unwrap();
        world.delegate(&officer, legok).await;
        assert_eq!(refusal(close_musrenbang(services, &officer, legok, Some(seen)).await), Refusal::ChangedMeanwhile);
        let closed = close_musrenbang(services, &officer, legok, Some(world.loaded(legok).await.version)).await.unwrap();
        let stored = musrenbangs::minutes(&mut world.city.read().await, legok).await.unwrap().remove(0);
        assert_eq!((stored.hash_text(), stored.minutes.heading.version), (closed.hash, 1));
        assert_eq!(stored.minutes.heading.ceiling_note.as_ref().map(domain::reason::Note::text), Some("Disetujui camat."));
        assert!(stored.minutes.heading.by_vote);
        assert_eq!(stored.minutes.priority.iter().map(|item| item.rank).collect::<Vec<_>>(), [Some(1), Some(2)]);
        let late = write_notes(services, &officer, legok, &MeetingNotes::default(), None).await;
        assert_eq!(refusal(late), Refusal::MeetingForbids { status: MusrenbangStatus::Closed });
    }

    async fn reopening_calls_back_what_went_up_until_it_is_taken_up(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        let services = &world.city.services;
        propose_ranking(services, &officer, legok).await.unwrap();
        accept_suggestion(services, &officer, legok, "").await.unwrap();
        world.delegate(&officer, legok).await;
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        reopen_musrenbang(services, &officer, legok, &reason("LAINNYA")).await.unwrap();
        assert_eq!(world.at(sent[0]).await, (StageKind::Kelurahan, Status::Agreed));
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        assert_eq!(musrenbangs::item(&mut world.city.read().await, kecamatan, sent[0]).await.unwrap(), None);
        let meeting = world.loaded(legok).await;
        assert_eq!((meeting.status, meeting.minutes_version, meeting.closed_at), (MusrenbangStatus::Open, 2, None));
        let again = close_musrenbang(services, &officer, legok, None).await.unwrap();
        assert_eq!(again.version, 2);
        assert_eq!(musrenbangs::minutes(&mut world.city.read().await, legok).await.unwrap().len(), 2, "the first version stays");
        let camat = world.city.office_of(DANAU_SIPIN).await.actor().await;
        verify_proposal(services, &camat, kecamatan, sent[0]).await.unwrap();
        assert_eq!(refusal(reopen_musrenbang(services, &officer, legok, &reason("LAINNYA")).await), Refusal::TakenUpAbove);
        assert_eq!(world.loaded(legok).await.status, MusrenbangStatus::Closed, "nothing is half done");
    }

    async fn what_comes_after_the_closing_is_decided_when_the_meeting_is_reopened(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        let services = &world.city.services;
        let camat = world.city.office_of(DANAU_SIPIN).await.actor().await;
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        world.open(&camat, kecamatan).await;
        world.delegate(&camat, kecamatan).await;
        close_musrenbang(services, &camat, kecamatan, None).await.unwrap();
        accept_suggestion(services, &officer, legok, "").await.unwrap();
        world.delegate(&officer, legok).await;
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        assert_eq!(world.at(sent[0]).await, (StageKind::Kecamatan, Status::Submitted));
        let came_late = async || proposal_page(services, &camat, sent[0], (None, None)).await.unwrap().unwrap().came_late;
        assert!(came_late().await);
        reopen_musrenbang(services, &camat, kecamatan, &reason("LAINNYA")).await.unwrap();
        assert!(!came_late().await);
        verify_proposal(services, &camat, kecamatan, sent[0]).await.unwrap();
        accept_suggestion(services, &camat, kecamatan, "").await.unwrap();
        assert_eq!(close_musrenbang(services, &camat, kecamatan, None).await.unwrap().version, 2);
        assert_eq!(world.at(sent[0]).await, (StageKind::AgencyForum, Status::Submitted));
    }

    async fn a_reserve_follows_when_money_appears(city: TestCity) {
        let world = World::new(city).await;
        world.announce(&LEGOK.region(), 10_000_000).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
        let services = &world.city.services;
        propose_ranking(services, &officer, legok).await.unwrap();
        accept_suggestion(services, &officer, legok, "Pagu sudah terpakai.").await.unwrap();
        world.delegate(&officer, legok).await;
        let early = promote_reserve(services, &officer, legok, sent[1], &reason("LAINNYA")).await;
        assert_eq!(refusal(early), Refusal::MeetingForbids { status: MusrenbangStatus::Open });
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        assert_eq!(world.at(sent[1]).await, (StageKind::Kelurahan, Status::Reserve));
        promote_reserve(services, &officer, legok, sent[1], &reason("LAINNYA")).await.unwrap();
        assert_eq!(world.at(sent[1]).await, (StageKind::Kecamatan, Status::Submitted));
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        assert_eq!((page.agreed_rank(sent[1]), page.reserves().len()), (Some(2), 0));
    }
);
