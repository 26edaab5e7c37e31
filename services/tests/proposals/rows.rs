//! The contract of the store: what is written reads back.

use crate::{Season, rupiah};
use domain::{
    catalogue::TargetGroup,
    cycle::StageKind,
    ids::{CycleId, ProposalId},
    ledger::{Event, Leg, ProposalState},
    money::Volume,
    musrenbang::MusrenbangStatus,
    permission::may_act_as_self,
    pin::Pin,
    proposal::{Draft, EventKind, Position, ProposalEvent, ProposalNumber, Status, TypeChoice},
    reason::{Note, Reason, ReasonCode},
};
use services::{
    ledger::{export, proposal_journey, recount},
    store::{
        Tx, cycles, ledger,
        musrenbangs::{self, Standing},
        projections,
        proposals::{self, NewDraft, ProposalFilter, Recommendation, Relation, Sent},
    },
    unit::Unit,
};
use testing::{DANAU_SIPIN, LEGOK, MURNI, PUPR, TestCity, both_databases, faults};

/// Everything that a leg can say.
async fn full_leg(unit: &mut Unit, other: ProposalId, cycle: CycleId) -> Leg {
    let at = Position { stage: StageKind::Kota, status: Status::InApbd };
    let (words, note) = (unit.keep_words("sebagian dahulu").await.unwrap(), unit.keep_words("tahap pertama").await.unwrap());
    let leg = Leg::of(&ProposalEvent::remark(EventKind::EnteredApbd, at), Some(3), Some(words), Some(note));
    Leg {
        reason: Some(ReasonCode::OverCeiling),
        office: "Bappeda".into(),
        amount: Some(rupiah(5_000_000)),
        percent: Some(40),
        until: "2027-03-01".parse().ok(),
        other: Some(other),
        cycle: Some(cycle),
        ..leg
    }
}

/// All, neighbours, and these per million households.
async fn counters(tx: &mut Tx, id: ProposalId) -> (Option<i64>, Option<i64>, Option<i64>) {
    let rows = projections::proposals(tx, None, 100).await.unwrap();
    let row = rows.into_iter().find(|row| row.id == id.0).unwrap();
    (row.support_count, row.support_local, row.support_rate)
}

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
        assert_eq!((read.draft, read.title.as_str(), read.support_count), (Some(changed), "Parit", 0));
        assert_eq!((read.position, read.on_behalf_of.as_deref(), read.created_at), (position, Some("Ibu Sari"), city.now()));
        assert_eq!(proposals::lock(&mut tx, ProposalId(city.services.clock.new_id())).await.unwrap(), None);
    }

    async fn what_was_sent_reads_back_and_keeps_the_day_it_was_first_sent(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (id, earlier) = (season.begun_by(&author).await, season.sent_by(&author, &LEGOK.rt(1), "Kursus las tahun lalu").await);
        let draft = Draft {
            title: "Kursus las bagi pemuda".into(),
            problem: "Banyak pemuda lulus sekolah dan belum bekerja.".into(),
            wanted_work: "Kursus tiga bulan".into(),
            choice: Some(TypeChoice::Listed(season.training)),
            target_groups: [TargetGroup::Women, TargetGroup::PoorHouseholds].into(),
            rt: Some(LEGOK.rt(2)),
            address: "Balai RT".into(),
            pin: Pin::parse("-1,6", "103,6").ok(),
            volume: Volume::parse("12,5").ok(),
            households: Some(35),
            people: Some(120),
            own_contribution: Some(rupiah(2_000_000)),
            contribution_note: "Tempat dan konsumsi".into(),
            shows_name: true,
            origin: Some(earlier),
            ..Draft::default()
        };
        let mut tx = city.begin().await;
        let wanted = draft.submit(&cycles::catalogue(&mut tx, season.cycle).await.unwrap()).unwrap();
        let (proposal, number) = (wanted.clone(), ProposalNumber::new(LEGOK.region(), 2028, 7).unwrap());
        let pupr = city.agency(PUPR).await.id();
        let region = async |code| city.region(&code).await.id;
        let sent = Sent {
            number: &number,
            proposal: &proposal,
            unit_price: Some(rupiah(1_000_000)),
            requested_agency: Some(pupr),
            kecamatan: Some(region(DANAU_SIPIN.region()).await),
            kelurahan: region(LEGOK.region()).await,
            search_text: "kursus las bagi pemuda",
        };
        for days in [0, 3] {
            let first_year = proposals::write_sent(&mut tx, id, &sent).await.unwrap();
            let at = city.now() + chrono::TimeDelta::days(days);
            proposals::set_asked(&mut tx, id, &wanted.asked(first_year), at).await.unwrap();
        }

        let read = proposals::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((read.draft, read.number, read.submitted_at), (None, Some(number.clone()), Some(city.now())));
        assert_eq!((read.title, read.problem, read.wanted), (wanted.title, wanted.problem, wanted.wanted_work));
        assert_eq!((read.type_id, read.physical, read.field), (Some(season.training), wanted.physical, Some(wanted.field)));
        assert_eq!(
            (read.volume, read.unit, read.unit_price, read.cost),
            (Some(wanted.volume), wanted.unit, sent.unit_price, Some(rupiah(12_500_000)))
        );
        assert_eq!((read.kecamatan, read.kelurahan, read.rt), (sent.kecamatan, Some(sent.kelurahan), None));
        let rt = region(LEGOK.rt(2)).await;
        proposals::set_rt(&mut tx, id, rt).await.unwrap();
        assert_eq!(proposals::find(&mut tx, id).await.unwrap().unwrap().rt, Some(rt));
        assert_eq!((read.address, read.pin, read.land_status), (wanted.address, wanted.pin, Some(wanted.land_status)));
        assert_eq!((read.households, read.people, read.target_groups), (Some(35), Some(120), wanted.target_groups));
        assert_eq!((read.own_contribution, read.own_contribution_note), (rupiah(2_000_000), wanted.contribution_note));
        assert_eq!((read.requested_agency, read.agency, read.origin, read.shows_name), (Some(pupr), None, Some(earlier), true));
        let found = ProposalFilter { words: services::text::words("las bagi"), ..ProposalFilter::default() };
        assert_eq!(proposals::count(&mut tx, &found).await.unwrap(), 1);
    }

    async fn a_journey_reads_back_entry_by_entry(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let acting = may_act_as_self(&author.actor().await).unwrap().acting().clone();
        let mut unit = Unit::begin(&city.services, &acting).await.unwrap();
        let leg = full_leg(&mut unit, id, season.cycle).await;
        unit.record(id, Event::Remarked(leg)).await.unwrap();
        let journey = proposal_journey(&mut unit.tx, id).await.unwrap();
        let [first, last] = journey.as_slice() else { panic!("two entries") };
        let submitted = Position { stage: StageKind::Rt, status: Status::Submitted };
        assert_eq!((first.event.kind, first.event.to, first.office.as_str()), (EventKind::Submitted, submitted, "Warga RT 01"));
        let event = ProposalEvent {
            from: submitted,
            amount: Some(rupiah(5_000_000)),
            percent: Some(40),
            until: "2027-03-01".parse().ok(),
            into: Some(id),
            cycle: Some(season.cycle),
            ..ProposalEvent::remark(EventKind::EnteredApbd, Position { stage: StageKind::Kota, status: Status::InApbd })
        };
        let reason = Reason::new(ReasonCode::OverCeiling, "sebagian dahulu").unwrap();
        let event = event.with_reason(reason).with_note(Note::new("tahap pertama").unwrap());
        assert_eq!((&last.event, last.rank, last.office.as_str(), last.at), (&event, Some(3), "Bappeda", unit.now));
    }

    async fn words_that_were_erased_are_missing_in_a_journey_and_nothing_else(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let acting = may_act_as_self(&author.actor().await).unwrap().acting().clone();
        let mut unit = Unit::begin(&city.services, &acting).await.unwrap();
        let leg = full_leg(&mut unit, id, season.cycle).await;
        for erased in [leg.words, leg.note].into_iter().flatten() {
            faults::erase_words(&mut unit.tx, erased).await;
        }
        unit.record(id, Event::Remarked(leg)).await.unwrap();
        let last = proposal_journey(&mut unit.tx, id).await.unwrap().pop().unwrap();
        assert_eq!((last.event.reason, last.event.note), (Some(Reason::erased(ReasonCode::OverCeiling)), Some(Note::erased())));
        assert_eq!((last.rank, last.office.as_str()), (Some(3), "Bappeda"));
        assert_eq!(recount(&mut unit.tx).await.unwrap().differences, []);
    }

    async fn what_was_told_again_takes_the_place_of_what_stood_there_before(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let mut unit = Unit::begin(&city.services, None).await.unwrap();
        let at = Position { stage: StageKind::Rt, status: Status::Submitted };
        let leg = |kind| Leg::of(&ProposalEvent::remark(kind, at), None, None, None);
        for kind in [EventKind::Recommended, EventKind::Rerouted] {
            unit.record(id, Event::Recalled(leg(kind))).await.unwrap();
        }
        unit.record(id, Event::Remarked(leg(EventKind::RankMoved))).await.unwrap();
        let told = proposal_journey(&mut unit.tx, id).await.unwrap();
        let told: Vec<EventKind> = told.into_iter().map(|entry| entry.event.kind).collect();
        assert_eq!(told, [EventKind::Recommended, EventKind::Rerouted, EventKind::RankMoved]);
        let kinds = ledger::journey(&mut unit.tx, id.into()).await.unwrap().into_iter().map(|entry| entry.event.code());
        assert_eq!(kinds.collect::<Vec<_>>(), ["recalled", "recalled", "remarked"]);
        assert!(ledger::has_recalled(&mut unit.tx).await.unwrap());
    }

    async fn an_export_gives_the_reason_of_the_present_status(city: TestCity) {
        use {EventKind as E, ReasonCode as R, Status as S};
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let journey = [
            (E::Returned, S::Submitted, S::Returned, Some(R::DataMissing), Some("DATA_KURANG")),
            (E::Resubmitted, S::Returned, S::Submitted, None, None),
            (E::Verified, S::Submitted, S::Verified, None, None),
            (E::Rerouted, S::Verified, S::Verified, Some(R::WrongAgency), None),
            (E::Reserved, S::Verified, S::Reserve, Some(R::OverCeiling), Some("PAGU")),
            (E::RankMoved, S::Reserve, S::Reserve, Some(R::Other), Some("PAGU")),
            (E::Agreed, S::Reserve, S::Agreed, None, None),
        ];
        let at = |status| Position { stage: StageKind::Rt, status };
        let mut unit = Unit::begin(&city.services, None).await.unwrap();
        for (kind, from, to, code, expected) in journey {
            let event = ProposalEvent { from: at(from), ..ProposalEvent::remark(kind, at(to)) };
            let words = unit.keep_words("Sebabnya begini.").await.unwrap();
            let leg = Leg { reason: code, words: code.map(|_| words), ..Leg::of(&event, None, None, None) };
            unit.record(id, if from == to { Event::Remarked(leg) } else { Event::Moved(leg) }).await.unwrap();
            let rows = export(&mut unit.tx, &ProposalFilter::default(), "", 10).await.unwrap();
            assert_eq!(rows[0].reason_code(), expected, "{kind:?}");
            assert_eq!(rows[0].reason_text.is_some(), expected.is_some(), "{kind:?}");
        }
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
        let cycle = Some(next_year.cycle);
        let state = ProposalState { position, since: city.now(), rank: Some(2), until: "2027-03-01".parse().ok(), cycle };
        proposals::set_state(&mut tx, id, &state).await.unwrap();
        proposals::set_state(&mut tx, id, &ProposalState { cycle: None, ..state }).await.unwrap();
        proposals::set_merged_into(&mut tx, id, Some(other)).await.unwrap();
        let pupr = city.agency(PUPR).await.id();
        proposals::set_agency(&mut tx, id, Some(pupr)).await.unwrap();
        let read = proposals::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((read.position, read.rank, read.merged_into, read.cycle), (position, Some(2), Some(other), next_year.cycle));
        assert_eq!((read.returned_until, read.agency), ("2027-03-01".parse().ok(), Some(pupr)));
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
            cycle: season.cycle,
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
        let rows = proposals::export(&mut tx, &ProposalFilter::default(), "", 10).await.unwrap();
        assert_eq!((rows[0].cost, rows[0].recommended_cost), (Some(20_000_000), Some(12_000_000)));
        assert_eq!(proposals::find(&mut tx, id).await.unwrap().unwrap().cost, Some(rupiah(20_000_000)));
    }

    async fn one_more_or_less_is_what_counting_all_again_gives(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let other = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan menjahit bagi ibu").await;
        city.announce_households(&LEGOK.rt(1), 41).await;
        let homes = [Some(LEGOK.rt(1)), Some(MURNI.rt(1)), Some(LEGOK.rt(2)), None];
        let mut people = Vec::new();
        for _ in &homes {
            people.push(city.resident_of(&LEGOK.rt(1)).await.id);
        }
        let mut tx = city.begin().await;
        for step in [1, -1] {
            for (by, home) in people.iter().zip(&homes) {
                let support = proposals::Support { by: *by, at: city.now(), home: home.clone() };
                if step > 0 {
                    proposals::insert_supports(&mut tx, id, &[support]).await.unwrap();
                } else {
                    assert_eq!(proposals::remove_support(&mut tx, id, *by).await.unwrap().unwrap().home, *home);
                }
                assert!(proposals::count_one(&mut tx, id, home.as_ref(), step).await.unwrap());
                let by_one = counters(&mut tx, id).await;
                proposals::recount_line(&mut tx, id).await.unwrap();
                assert_eq!(by_one, counters(&mut tx, id).await, "{step} {home:?}");
            }
        }
        proposals::set_merged_into(&mut tx, other, Some(id)).await.unwrap();
        for family in [id, other] {
            assert!(!proposals::count_one(&mut tx, family, Some(&LEGOK.rt(1)), 1).await.unwrap());
        }
        assert_eq!(counters(&mut tx, id).await, (Some(0), Some(0), Some(0)));
    }

    async fn a_proposal_knows_the_meeting_it_waits_for(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let draft = season.begun_by(&author).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let meeting = season.meeting(&LEGOK.rt(1)).await;
        let mut tx = city.begin().await;
        let waits = Standing { meeting, status: MusrenbangStatus::Prepared, decision: None };
        assert_eq!(musrenbangs::standing(&mut tx, id).await.unwrap(), Some(waits));
        assert_eq!(musrenbangs::standing(&mut tx, draft).await.unwrap(), None);
        proposals::lock_all(&mut tx, [id, draft]).await.unwrap();
        assert_eq!(proposals::line_of(&mut tx, id).await.unwrap(), [id]);
        assert!(proposals::merged_into(&mut tx, id).await.unwrap().is_empty());
        assert_eq!(proposals::line(&mut tx, id).await.unwrap().map(|line| line.id), Some(id));
        assert_eq!(proposals::line(&mut tx, draft).await.unwrap(), None);
        let legok = city.region(&LEGOK.region()).await.id;
        assert_eq!(proposals::next_serial(&mut tx, legok, 2028).await.unwrap(), 2);
        assert_eq!(proposals::next_serial(&mut tx, legok, 2030).await.unwrap(), 1);
        let support = proposals::Support { by: author.id, at: city.now(), home: Some(LEGOK.rt(1)) };
        let counts = [(vec![], 0), (vec![support.clone()], 1), (vec![support], 0)];
        for (people, new) in counts {
            assert_eq!(proposals::insert_supports(&mut tx, id, &people).await.unwrap(), new);
        }
        proposals::recount_line(&mut tx, id).await.unwrap();
        proposals::recount_support(&mut tx, id).await.unwrap();
        assert_eq!(proposals::find(&mut tx, id).await.unwrap().unwrap().support_count, 1);
        assert_eq!(proposals::backed_by(&mut tx, id, author.id).await.unwrap(), [id]);
        let legok = city.region(&LEGOK.region()).await;
        proposals::rerate(&mut tx, &legok.code).await.unwrap();
        proposals::settle_support(&mut tx, id, author.id, None).await.unwrap();
        assert_eq!(proposals::support_of(&mut tx, id, author.id).await.unwrap().unwrap().home, None);
        proposals::recount_support(&mut tx, id).await.unwrap();
        assert_eq!(proposals::find(&mut tx, id).await.unwrap().unwrap().support_count, 0, "without a home nobody is counted");
        assert!(proposals::remove_support(&mut tx, id, author.id).await.unwrap().is_some());
        assert!(proposals::remove_support(&mut tx, id, author.id).await.unwrap().is_none());
    }
);
