//! Closing once, reopening, promoting a reserve, and the notes and delegates that belong to it.

use crate::world::{World, day, reason, refusal};
use domain::{
    account::Role,
    cycle::StageKind,
    musrenbang::{Blocker, MeetingNotes, MusrenbangStatus},
    proposal::Status,
    refusal::Refusal,
};
use services::{
    CommandError,
    commands::musrenbang::{
        ClosingForm, NewDelegate, accept_suggestion, add_delegate, close_musrenbang, decide, merge_proposals, open_musrenbang,
        promote_reserve, propose_ranking, remove_delegate, reopen_musrenbang, return_proposal, verify_proposal, write_notes,
        write_notes_and_close,
    },
    queries::meeting_page::meeting_page,
    store::{ledger, musrenbangs},
};
use testing::typed::{note, ruling, words};
use testing::{DANAU_SIPIN, LEGOK, TestCity, both_databases};

both_databases!(
    async fn two_officers_who_close_at_once_make_one_closing(city: TestCity) {
        let world = World::new(city).await;
        let (legok, first, sent) = world.legok_with(&[10, 20]).await;
        let second = world.city.office_of(LEGOK).await.actor().await;
        let services = &world.city.services;
        propose_ranking(services, &first, legok).await.unwrap();
        accept_suggestion(services, &first, legok, None).await.unwrap();
        world.delegate(&first, legok).await;
        let seen = Some(world.loaded(legok).await.version);
        let (one, other) = tokio::join!(close_musrenbang(services, &first, legok, seen), close_musrenbang(services, &second, legok, seen));
        let (closed, refused) = if one.is_ok() { (one, other) } else { (other, one) };
        assert_eq!(closed.unwrap().forwarded, 2);
        assert_eq!(refusal(refused), Refusal::MeetingForbids { status: MusrenbangStatus::Closed });
        let mut tx = world.city.read().await;
        assert_eq!(ledger::of_subject(&mut tx, legok.into(), "meeting_closed").await.unwrap().len(), 1);
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
        let agreed = ruling("agreed", None);
        for id in &sent {
            decide(services, &officer, legok, *id, &agreed).await.unwrap();
        }
        let delegate = world.delegate(&officer, legok).await;
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        assert_eq!(page.blockers.iter().map(Blocker::code).collect::<Vec<_>>(), ["ceiling_exceeded"]);
        let notes = MeetingNotes { ceiling: Some(note("Disetujui camat.")), by_vote: true, ..MeetingNotes::default() };
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
        accept_suggestion(services, &officer, legok, None).await.unwrap();
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

    async fn notes_and_closing_are_one_form_and_few_women_are_asked_about(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20, 30]).await;
        let services = &world.city.services;
        let number = world.proposal(sent[0]).await.number.unwrap();
        merge_proposals(services, &officer, legok, sent[1], &number, &reason("GANDA")).await.unwrap();
        let no = ruling("rejected", Some(reason("LAHAN_PRIBADI")));
        decide(services, &officer, legok, sent[2], &no).await.unwrap();
        let back = world.propose(&world.city.confirmed_resident_of(&LEGOK.rt(1)).await, &LEGOK.rt(1), "kembali", 5).await;
        assert_eq!(world.at(back).await.0, StageKind::Kelurahan, "its RT has closed");
        return_proposal(services, &officer, legok, back, &reason("DATA_KURANG"), day("2027-02-01")).await.unwrap();
        propose_ranking(services, &officer, legok).await.unwrap();
        accept_suggestion(services, &officer, legok, None).await.unwrap();
        let man = NewDelegate {
            id: domain::ids::DelegateId(services.clock.new_id()),
            name: words("Bapak Contoh"),
            is_woman: false,
            body: words("RT 01"),
            contact: words(""),
        };
        add_delegate(services, &officer, legok, &man).await.unwrap();
        let seen = async || Some(world.loaded(legok).await.version);
        let notes = MeetingNotes { dissent: Some(note("RT 02 menolak urutan.")), ..MeetingNotes::default() };
        let form =
            ClosingForm { notes: notes.clone(), shown: Some(MeetingNotes::default()), seen: seen().await, without_women_note: false };
        let asked = write_notes_and_close(services, &officer, legok, &form).await;
        assert!(matches!(asked, Err(CommandError::Problems(ref found)) if found[0].refusal == Refusal::WomenNoteWanted), "{asked:?}");
        assert_eq!(world.loaded(legok).await.notes, notes, "the notes stay");
        let form = ClosingForm { seen: seen().await, without_women_note: true, ..form };
        write_notes_and_close(services, &officer, legok, &form).await.unwrap();
        let minutes = musrenbangs::minutes(&mut world.city.read().await, legok).await.unwrap().remove(0).minutes;
        assert_eq!(minutes.heading.dissent.as_ref().map(domain::reason::Note::text), Some("RT 02 menolak urutan."));
        assert_eq!(minutes.heading.missing, ["RT 02 Kelurahan Legok", "RT 03 Kelurahan Legok"], "who had not sent is written down");
        let lists = [&minutes.priority, &minutes.not_accommodated, &minutes.returned, &minutes.merged].map(Vec::len);
        assert_eq!(lists, [1, 1, 1, 1], "each is counted as what it is");
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        assert_eq!((page.not_accommodated().len(), page.returned().len(), page.merged().len()), (1, 1, 1));
    }

    async fn a_meeting_asks_before_it_opens_without_the_lists_from_below(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let lurah = world.city.office_of(LEGOK).await.actor().await;
        let legok = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        let opening = crate::world::opening();
        let asked = open_musrenbang(services, &lurah, legok, &opening, false).await;
        assert!(
            matches!(asked, Err(CommandError::Problems(ref found)) if found[0].refusal == Refusal::MissingBelow { count: 3 }),
            "{asked:?}"
        );
        open_musrenbang(services, &lurah, legok, &opening, true).await.unwrap();
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        open_musrenbang(services, &head, rt, &opening, false).await.unwrap();
    }

    async fn the_first_reserve_that_fits_follows_and_no_other(city: TestCity) {
        let world = World::new(city).await;
        world.announce(&LEGOK.region(), 35_000_000).await;
        let (legok, officer, sent) = world.legok_with(&[10, 30, 20, 5]).await;
        let services = &world.city.services;
        propose_ranking(services, &officer, legok).await.unwrap();
        let decision = |code: &str| ruling(code, Some(reason("PAGU")));
        for (id, code) in sent.iter().zip(["agreed", "reserve", "reserve", "reserve"]) {
            decide(services, &officer, legok, *id, &decision(code)).await.unwrap();
        }
        world.delegate(&officer, legok).await;
        let promote = async |index: usize| promote_reserve(services, &officer, legok, sent[index], &reason("LAINNYA")).await;
        assert_eq!(refusal(promote(2).await), Refusal::MeetingForbids { status: MusrenbangStatus::Open });
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        assert_eq!(refusal(promote(1).await), Refusal::AnotherReserveFirst, "25 of 35 are left: 30 do not fit");
        assert_eq!(refusal(promote(3).await), Refusal::AnotherReserveFirst, "the order of the reserves holds");
        promote(2).await.unwrap();
        assert_eq!(world.at(sent[2]).await, (StageKind::Kecamatan, Status::Submitted));
        promote(3).await.unwrap();
        assert_eq!(refusal(promote(1).await), Refusal::NoMoneyLeft);
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        assert_eq!((page.agreed_rank(sent[2]), page.reserves().len()), (Some(2), 1));
    }
);
