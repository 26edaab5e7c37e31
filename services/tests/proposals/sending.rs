//! Sending a proposal, sending it again, taking it back.

use crate::{Season, listed, problems, refusal, rupiah, title};
use domain::{
    catalogue::LandStatus,
    comment::Subject,
    ids::PhotoId,
    money::Volume,
    proposal::{DraftValue, EventKind, Status},
    refusal::Refusal,
};
use services::{
    commands::{self, NewPhoto, musrenbang::return_proposal},
    queries::{
        draft_page,
        proposal_list::{Wanted, proposal_list},
        proposal_page,
    },
};
use std::collections::BTreeSet;
use testing::typed::{reason_of, words};
use testing::{LEGOK, MURNI, TestCity, both_databases, world::day};

/// The smallest picture there is.
fn png() -> Vec<u8> {
    let hex = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082";
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

both_databases!(
    async fn a_complete_draft_becomes_a_numbered_proposal(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let sent = season.loaded(id).await;
        assert_eq!(sent.number.as_ref().unwrap().to_string(), "15.71.10.1003/2028/0001");
        assert_eq!((sent.draft, sent.position.status), (None, Status::Submitted));
        assert_eq!(sent.cost.unwrap().amount(), 20_000_000);
        assert_eq!((sent.agency, sent.requested_agency), (sent.requested_agency, sent.agency));
        assert_eq!(sent.kelurahan, Some(city.region(&LEGOK.region()).await.id));
        let events = services::ledger::proposal_journey(&mut city.read().await, id).await.unwrap();
        assert_eq!(
            events.iter().map(|entry| (entry.event.kind, entry.office.as_str())).collect::<Vec<_>>(),
            [(EventKind::Submitted, "Warga RT 01")]
        );
        for words in ["LAS pemuda", "15.71.10.1003/2028/0001", "legok", "danau sipin", "lulus sekolah"] {
            let wanted = Wanted { words: words.into(), ..Wanted::default() };
            assert_eq!(proposal_list(&city.services, &wanted).await.unwrap().total, 1, "{words}");
        }
        assert_eq!(proposal_page::by_number(&city.services, &sent.number.unwrap()).await.unwrap(), Some(id));
    }

    async fn a_second_click_sends_once(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.begun_by(&author).await;
        season.save(&author, id, season.complete(&LEGOK.rt(1), "Pelatihan las bagi pemuda")).await;
        let actor = author.actor().await;
        let (first, second) =
            tokio::join!(commands::submit_proposal(&city.services, &actor, id), commands::submit_proposal(&city.services, &actor, id));
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(services::ledger::proposal_journey(&mut city.read().await, id).await.unwrap().len(), 1);
    }

    async fn no_number_is_given_twice(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let actor = author.actor().await;
        let mut clicks = tokio::task::JoinSet::new();
        for place in [LEGOK, MURNI] {
            for number in 0..6 {
                let id = season.begun_by(&author).await;
                season.save(&author, id, season.complete(&place.rt(1), &format!("Pelatihan nomor {number}"))).await;
                let (services, actor) = (city.services.clone(), actor.clone());
                clicks.spawn(async move { commands::submit_proposal(&services, &actor, id).await.unwrap().to_string() });
            }
        }
        let numbers: BTreeSet<String> = clicks.join_all().await.into_iter().collect();
        assert_eq!(numbers.len(), 12);
        assert!(numbers.contains("15.71.10.1003/2028/0006") && numbers.contains("15.71.10.1002/2028/0006"), "{numbers:?}");
    }

    async fn what_is_missing_is_named_and_who_is_not_confirmed_waits(city: TestCity) {
        let season = Season::new(&city).await;
        let (confirmed, waiting) = (city.confirmed_resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let id = season.begun_by(&confirmed).await;
        let missing = problems(commands::submit_proposal(&city.services, &confirmed.actor().await, id).await);
        let fields: Vec<&str> = missing.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["title", "problem", "proposal_type", "address", "volume", "households"]);
        let id = season.begun_by(&waiting).await;
        season.save(&waiting, id, season.complete(&LEGOK.rt(1), "Pelatihan las bagi pemuda")).await;
        assert_eq!(refusal(commands::submit_proposal(&city.services, &waiting.actor().await, id).await), Refusal::ResidenceNotConfirmed);
        assert_eq!(season.loaded(id).await.position.status, Status::Draft, "nothing typed is lost");
    }

    async fn physical_works_need_a_photo(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let actor = author.actor().await;
        let id = season.begun_by(&author).await;
        season.save(&author, id, season.complete(&LEGOK.rt(1), "Rabat beton Gang Melati")).await;
        season.save(&author, id, [listed(season.road), DraftValue::LandStatus(Some(LandStatus::Private))]).await;
        assert_eq!(problems(commands::submit_proposal(&city.services, &actor, id).await), [("photos", Refusal::PhotoRequired)]);
        let photo = PhotoId(city.services.clock.new_id());
        let form = NewPhoto { id: photo, subject: Subject::Proposal(id), bytes: png(), alt: Some(words("Jalan tanah")) };
        commands::add_photo(&city.services, &actor, form).await.unwrap();
        let page = draft_page::draft_page(&city.services, &actor, id).await.unwrap().unwrap();
        assert_eq!((page.photos.len(), page.draft.photos.len(), page.warnings.len()), (1, 1, 2), "risky land and no pin");
        commands::submit_proposal(&city.services, &actor, id).await.unwrap();
        assert_eq!(season.loaded(id).await.cost.unwrap().amount(), 7_000_000);
    }

    async fn a_stated_cost_counts_where_the_catalogue_has_no_price(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.begun_by(&author).await;
        season.save(&author, id, season.complete(&LEGOK.rt(1), "Perpustakaan kecil di musala")).await;
        season.save(&author, id, [listed(season.odd), DraftValue::StatedCost(Some(rupiah(7_500_000)))]).await;
        commands::submit_proposal(&city.services, &author.actor().await, id).await.unwrap();
        let sent = season.loaded(id).await;
        assert_eq!((sent.cost.unwrap().amount(), sent.unit_price), (7_500_000, None));
    }

    async fn what_was_returned_is_mended_and_keeps_its_number(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let number = season.loaded(id).await.number;
        let office = city.office_of(LEGOK).await.actor().await;
        let meeting = season.meeting(&LEGOK.rt(1)).await;
        let reason = reason_of("DATA_KURANG", "Sebutkan jumlah peserta.");
        return_proposal(&city.services, &office, meeting, id, &reason, day("2027-02-01")).await.unwrap();
        assert_eq!(season.loaded(id).await.returned_until, "2027-02-01".parse().ok());

        let page = draft_page::draft_page(&city.services, &author.actor().await, id).await.unwrap().unwrap();
        assert_eq!((page.draft.title.as_str(), page.draft.rt.clone()), ("Pelatihan las bagi pemuda", Some(LEGOK.rt(1))));
        assert_eq!(page.returned.unwrap().office, "Kelurahan Legok");
        season.save(&author, id, [title("Pelatihan las bagi 20 pemuda"), DraftValue::Volume(Volume::parse("25").ok())]).await;
        assert_eq!(season.loaded(id).await.title, "Pelatihan las bagi pemuda", "what was published stays until it is sent again");
        commands::submit_proposal(&city.services, &author.actor().await, id).await.unwrap();
        let sent = season.loaded(id).await;
        assert_eq!((sent.title.as_str(), sent.number, sent.returned_until), ("Pelatihan las bagi 20 pemuda", number, None));
        let kinds: Vec<EventKind> =
            services::ledger::proposal_journey(&mut city.read().await, id).await.unwrap().iter().map(|entry| entry.event.kind).collect();
        assert_eq!(kinds, [EventKind::Submitted, EventKind::Returned, EventKind::Resubmitted]);
    }

    async fn a_proposer_takes_it_back_with_a_reason_that_everybody_reads(city: TestCity) {
        let season = Season::new(&city).await;
        let (author, other) = (city.confirmed_resident_of(&LEGOK.rt(1)).await, city.confirmed_resident_of(&LEGOK.rt(1)).await);
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let withdraw = async |person: &testing::TestPerson, text: &str| {
            let reason = Some(text).filter(|text| !text.is_empty()).map(words);
            commands::withdraw_proposal(&city.services, &person.actor().await, id, reason.as_ref()).await
        };
        assert_eq!(refusal(withdraw(&other, "tidak jadi saja").await), Refusal::NotYourOffice);
        assert_eq!(problems(withdraw(&author, "").await), [("reason", Refusal::Required)]);
        withdraw(&author, "Sudah dikerjakan warga sendiri.").await.unwrap();
        let events = services::ledger::proposal_journey(&mut city.read().await, id).await.unwrap();
        assert_eq!(events.last().unwrap().event.reason.as_ref().unwrap().text(), "Sudah dikerjakan warga sendiri.");
        assert_eq!(refusal(withdraw(&author, "sekali lagi saja").await), Refusal::StatusForbids { status: Status::Withdrawn });
    }
);
