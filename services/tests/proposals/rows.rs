//! The contract of the store: what is written reads back.

use crate::{Season, rupiah};
use domain::{
    cycle::StageKind,
    ids::ProposalId,
    money::Volume,
    musrenbang::MusrenbangStatus,
    permission::may_act_as_self,
    proposal::{Draft, EventKind, Position, ProposalEvent, Status},
    reason::{Note, Reason, ReasonCode},
};
use services::store::proposals::{self, NewDraft, NewEvent, Recommendation, Relation};
use testing::{LEGOK, TestCity, both_databases};

both_databases!(
    async fn a_draft_reads_back_as_it_was_written(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.resident_of(&LEGOK.rt(1)).await;
        let draft = Draft { title: "Parit “Melati”".into(), volume: Volume::parse("12,5").ok(), ..Draft::default() };
        let position = Position { stage: StageKind::Rt, status: Status::Draft };
        let new = NewDraft {
            id: season.new_id(),
            cycle: season.cycle,
            author: author.id,
            on_behalf_of: Some("Ibu Sari"),
            entered_as: None,
            position,
            draft: &draft,
            at: city.now(),
        };
        let mut tx = city.begin().await;
        assert!(proposals::insert_draft(&mut tx, &new).await.unwrap());
        assert!(!proposals::insert_draft(&mut tx, &new).await.unwrap());
        let changed = Draft { title: "Parit".into(), ..draft.clone() };
        proposals::save_draft(&mut tx, new.id, &changed).await.unwrap();
        let read = proposals::lock(&mut tx, new.id).await.unwrap().unwrap();
        assert_eq!((read.draft, read.title.as_str(), read.version), (Some(changed), "Parit", 3));
        assert_eq!((read.position, read.on_behalf_of.as_deref(), read.created_at), (position, Some("Ibu Sari"), city.now()));
        assert_eq!(proposals::lock(&mut tx, ProposalId(city.services.clock.new_id())).await.unwrap(), None);
    }

    async fn a_journey_reads_back_entry_by_entry(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let acting = may_act_as_self(&author.actor().await).unwrap().acting().clone();
        let at = Position { stage: StageKind::Kota, status: Status::InApbd };
        let event = ProposalEvent {
            amount: Some(rupiah(5_000_000)),
            until: "2027-03-01".parse().ok(),
            into: Some(id),
            cycle: Some(season.cycle),
            ..ProposalEvent::remark(EventKind::EnteredApbd, at)
        };
        let reason = Reason::new(ReasonCode::OverCeiling, "sebagian dahulu").unwrap();
        let event = event.with_reason(reason).with_note(Note::new("tahap pertama").unwrap());
        let mut tx = city.begin().await;
        let new = NewEvent {
            id: city.services.clock.new_id(),
            proposal: id,
            at: city.now(),
            acting: Some(&acting),
            office: "Bappeda",
            event: &event,
            rank: Some(3),
        };
        proposals::append_event(&mut tx, &new).await.unwrap();
        let journey = proposals::events_of(&mut tx, id).await.unwrap();
        let [_, last] = journey.as_slice() else { panic!("two entries") };
        assert_eq!((&last.event, last.rank, last.actor, last.office.as_str()), (&event, Some(3), Some(author.id), "Bappeda"));
    }

    async fn a_position_and_what_goes_with_it_read_back(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (id, other) = (
            season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await,
            season.sent_by(&author, &LEGOK.rt(1), "Kursus las").await,
        );
        let next_year = Season::of(&city, 2029).await;
        let position = Position { stage: StageKind::Kecamatan, status: Status::Agreed };
        let mut tx = city.begin().await;
        proposals::set_position(&mut tx, id, position, city.now(), Some(2)).await.unwrap();
        proposals::set_returned_until(&mut tx, id, "2027-03-01".parse().ok()).await.unwrap();
        proposals::set_merged_into(&mut tx, id, Some(other)).await.unwrap();
        proposals::set_cycle(&mut tx, id, next_year.cycle).await.unwrap();
        let read = proposals::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((read.position, read.rank, read.merged_into, read.cycle), (position, Some(2), Some(other), next_year.cycle));
        assert_eq!(read.returned_until, "2027-03-01".parse().ok());
        let number = read.number.unwrap();
        assert_eq!(proposals::find_by_number(&mut tx, &number).await.unwrap().unwrap().id, id);
        let relations: Vec<_> = proposals::relatives(&mut tx, id).await.unwrap().iter().map(|(how, line)| (*how, line.id)).collect();
        assert_eq!(relations, [(Relation::MergedInto, other)]);
        let relations: Vec<_> = proposals::relatives(&mut tx, other).await.unwrap().iter().map(|(how, line)| (*how, line.id)).collect();
        assert_eq!(relations, [(Relation::Duplicate, id)]);
    }

    async fn each_level_has_one_recommendation_beside_the_original(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let new = |stage, text: &str, cost| Recommendation {
            stage,
            office: "Kelurahan Legok".into(),
            text: text.into(),
            volume: Volume::parse("15").ok(),
            cost: Some(rupiah(cost)),
            at: city.now(),
        };
        let mut tx = city.begin().await;
        proposals::recommend(&mut tx, id, author.id, &new(StageKind::Kelurahan, "dua tahap", 15_000_000)).await.unwrap();
        proposals::recommend(&mut tx, id, author.id, &new(StageKind::Kelurahan, "satu tahap", 12_000_000)).await.unwrap();
        let read = proposals::recommendations_of(&mut tx, id).await.unwrap();
        assert_eq!(read, [new(StageKind::Kelurahan, "satu tahap", 12_000_000)]);
        let rows = proposals::export(&mut tx, &proposals::ProposalFilter::default(), 10).await.unwrap();
        assert_eq!((rows[0].cost, rows[0].recommended_cost), (Some(20_000_000), Some(12_000_000)));
        assert_eq!(proposals::find(&mut tx, id).await.unwrap().unwrap().cost, Some(rupiah(20_000_000)));
    }

    async fn a_proposal_knows_the_meeting_it_waits_for(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let mut proposal = season.loaded(id).await;
        let mut tx = city.begin().await;
        for stage in [StageKind::Rt, StageKind::Kelurahan, StageKind::Kecamatan, StageKind::AgencyForum, StageKind::Kota] {
            proposal.position.stage = stage;
            assert_eq!(proposals::meeting_status(&mut tx, &proposal).await.unwrap(), Some(MusrenbangStatus::Prepared), "{stage:?}");
        }
        proposal.position.stage = StageKind::Rkpd;
        assert_eq!(proposals::meeting_status(&mut tx, &proposal).await.unwrap(), None);
        let legok = city.region(&LEGOK.region()).await.id;
        assert_eq!(proposals::next_serial(&mut tx, legok, 2028).await.unwrap(), 2);
        assert_eq!(proposals::next_serial(&mut tx, legok, 2030).await.unwrap(), 1);
        assert!(proposals::insert_support(&mut tx, id, author.id, true, city.now()).await.unwrap());
        assert!(!proposals::insert_support(&mut tx, id, author.id, true, city.now()).await.unwrap());
        proposals::recount_support(&mut tx, id).await.unwrap();
        assert_eq!(proposals::find(&mut tx, id).await.unwrap().unwrap().support_count, 1);
        assert!(proposals::remove_support(&mut tx, id, author.id).await.unwrap());
        assert!(!proposals::remove_support(&mut tx, id, author.id).await.unwrap());
    }
);
