//! Contract of `store/musrenbangs` on both databases.

use crate::world::{World, day};
use domain::{
    city::City,
    cycle::StageKind,
    ids::{CriterionId, DelegateId, EntryId, MusrenbangId, ProposalId},
    ledger::{Counted, Event, Frozen},
    minutes::{Heading, Minutes},
    musrenbang::{Attendance, Decision, HandingOver, MeetingNotes, MusrenbangStatus, Papers, Signing},
    priority::{AssessorScore, Move, Points, ScoreCard},
    proposal::Status,
    reason::{Reason, ReasonCode},
};
use services::{
    ledger,
    store::{
        cycles,
        musrenbangs::{
            self, BoardFilter, Delegate, GivenScore, ItemDecision, NewMeeting, Place, Standing, StoredMinutes, board, delegates, frozen,
            items, minutes, scores,
        },
        proposals,
    },
    unit::Unit,
};
use testing::{DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PUPR, TestCity, both_databases, typed::note};

both_databases!(
    async fn a_cycle_begins_with_a_meeting_for_every_region_and_agency(city: TestCity) {
        let world = World::new(city).await;
        let mut tx = world.city.read().await;
        let counts = board::counts(&mut tx, world.cycle, world.city.today()).await.unwrap();
        let of = |stage| counts.iter().filter(|count| count.stage == stage).map(|count| count.meetings).sum::<u32>();
        let stages = [StageKind::Rt, StageKind::Kelurahan, StageKind::Kecamatan, StageKind::AgencyForum, StageKind::Kota];
        assert_eq!(stages.map(of), [12, 4, 2, 2, 1]);
        assert!(counts.iter().all(|count| count.status == MusrenbangStatus::Prepared));
        let late: Vec<(StageKind, u32)> = counts.iter().filter(|count| count.late > 0).map(|count| (count.stage, count.late)).collect();
        assert_eq!(late, [(StageKind::Rt, 12)], "only the stage of the RTs is over");
        let cycle = cycles::find(&mut tx, world.cycle).await.unwrap().unwrap();
        drop(tx);
        let mut unit = Unit::begin(&world.city.services, None).await.unwrap();
        services::commands::musrenbang::generate_musrenbangs(&mut unit, &cycle).await.unwrap();
        let again = board::counts(&mut unit.tx, world.cycle, world.city.today()).await.unwrap();
        assert_eq!(again.iter().map(|count| count.meetings).sum::<u32>(), 21, "nobody gets two");
    }

    async fn a_meeting_reads_back_as_it_was_written(city: TestCity) {
        let world = World::new(city).await;
        let id = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let mut tx = world.city.begin().await;
        musrenbangs::set_schedule(&mut tx, id, Some(day("2027-01-25")), "Pos ronda").await.unwrap();
        let came = Attendance { total: 40, women: 18 };
        musrenbangs::set_opening(&mut tx, id, "Aula", "Ketua", came, world.city.now()).await.unwrap();
        musrenbangs::set_status(&mut tx, id, MusrenbangStatus::Open).await.unwrap();
        musrenbangs::set_closed(&mut tx, id, None, 1).await.unwrap();
        musrenbangs::set_minutes_version(&mut tx, id, 2).await.unwrap();
        musrenbangs::hold(&mut tx, id).await.unwrap();
        let papers = Papers {
            signed: Some(Signing { by: "Ibu Lurah".into(), on: day("2027-01-26"), delegates: 3 }),
            handed_over: Some(HandingOver { to: "Staf kecamatan".into(), on: day("2027-01-27") }),
        };
        musrenbangs::set_papers(&mut tx, id, &papers).await.unwrap();
        assert_eq!(musrenbangs::find(&mut tx, id).await.unwrap().unwrap().papers, papers);
        musrenbangs::set_papers(&mut tx, id, &Papers::default()).await.unwrap();
        assert_eq!(musrenbangs::find(&mut tx, id).await.unwrap().unwrap().papers, Papers::default());
        let said = |text| Some(note(text));
        let notes = MeetingNotes { women: said("Panen."), ceiling: said("Banjir."), dissent: None, by_vote: true };
        musrenbangs::set_notes(&mut tx, id, &notes).await.unwrap();
        let meeting = musrenbangs::lock(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((meeting.scheduled_on, meeting.place.as_str(), meeting.attendance), (Some(day("2027-01-25")), "Aula", Some(came)));
        assert_eq!((meeting.status, meeting.minutes_version, meeting.opened_at), (MusrenbangStatus::Open, 2, Some(world.city.now())));
        assert_eq!((meeting.notes.clone(), meeting.plan_year, meeting.version), (notes, 2028, 2));
        assert_eq!(meeting.seat_name(&City::default()), "RT 01 Kelurahan Legok");
        assert!(meeting.state().opening.is_some());
        assert_eq!(musrenbangs::find(&mut tx, id).await.unwrap(), Some(meeting));
        let nobody = MusrenbangId(world.city.services.clock.new_id());
        assert_eq!(musrenbangs::find(&mut tx, nobody).await.unwrap(), None);
        assert!(musrenbangs::lock(&mut tx, nobody).await.unwrap().is_none());
        assert!(musrenbangs::set_notes(&mut tx, nobody, &MeetingNotes::default()).await.is_err());
    }

    async fn a_seat_has_one_meeting_per_stage(city: TestCity) {
        let world = World::new(city).await;
        let (jambi, pupr) = (world.city.region(&JAMBI.region()).await.id, world.city.agency(PUPR).await.id());
        let mut tx = world.city.begin().await;
        let id = MusrenbangId(world.city.services.clock.new_id());
        let new = NewMeeting { id, cycle: world.cycle, stage: StageKind::Kota, region: Some(jambi), agency: None };
        musrenbangs::insert(&mut tx, &new).await.unwrap();
        assert!(musrenbangs::find(&mut tx, id).await.unwrap().is_none(), "the first stays");
        let kota = musrenbangs::of_region(&mut tx, world.cycle, StageKind::Kota, jambi).await.unwrap().unwrap();
        let forum = musrenbangs::of_agency(&mut tx, world.cycle, StageKind::AgencyForum, pupr).await.unwrap().unwrap();
        assert_eq!(
            (kota.seat_name(&City::default()).as_str(), forum.seat_name(&City::default()).as_str()),
            ("Jambi".replace("Jambi", JAMBI.name).as_str(), "Dinas PUPR")
        );
        assert_eq!(musrenbangs::of_region(&mut tx, world.cycle, StageKind::Rt, jambi).await.unwrap(), None);
    }

    async fn an_item_keeps_what_the_meeting_said(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let proposal = world.propose(&neighbour, &LEGOK.rt(1), "satu", 12).await;
        let meeting = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let elsewhere = world.meeting(StageKind::Rt, &LEGOK.rt(2)).await;
        let mut tx = world.city.begin().await;
        let item = items::item(&mut tx, meeting, proposal).await.unwrap().expect("it arrived when it was sent");
        assert_eq!((item.status, item.cost.amount(), item.beneficiaries, item.place_households), (Status::Submitted, 12_000_000, 20, 40));
        assert_eq!((item.rt.as_deref(), item.kelurahan.as_str(), item.agency_name.as_deref()), (Some("RT 01"), "Legok", Some("PUPR")));
        let here = Standing { meeting, status: MusrenbangStatus::Prepared, decision: None };
        assert_eq!((musrenbangs::standing(&mut tx, proposal).await.unwrap(), item.first_year), (Some(here), 2028));
        let stage = (world.cycle, StageKind::Rt);
        assert_eq!(items::elsewhere(&mut tx, meeting, stage, proposal).await.unwrap(), []);
        assert_eq!(items::elsewhere(&mut tx, elsewhere, stage, proposal).await.unwrap(), [meeting]);
        assert!(items::has_item(&mut tx, meeting, proposal).await.unwrap());
        assert!(!items::has_item(&mut tx, elsewhere, proposal).await.unwrap());
        assert!(!item.support_is_frozen && frozen::frozen_support(&mut tx, meeting, proposal).await.unwrap().is_none());
        let counted = frozen::not_frozen(&mut tx, meeting).await.unwrap();
        assert_eq!(counted, [Counted { proposal, local: 0, other: 0 }]);
        assert_eq!(frozen::frozen_anew(&mut tx, meeting, proposal).await.unwrap(), None, "nothing is frozen yet");
        frozen::set_frozen(&mut tx, meeting, counted[0], Some(world.city.now())).await.unwrap();
        let nobody = Frozen { local: 0, other: 0, at: world.city.now() };
        assert_eq!(frozen::not_frozen(&mut tx, meeting).await.unwrap(), []);
        assert_eq!(frozen::frozen_support(&mut tx, meeting, proposal).await.unwrap(), Some(nobody));
        assert!(proposals::lock_before(&mut tx, meeting, proposal).await.unwrap().is_some());
        assert!(proposals::lock_before(&mut tx, elsewhere, proposal).await.unwrap().is_none(), "it never came there");
        let support = proposals::Support { by: neighbour.id, at: world.city.now(), home: Some(LEGOK.rt(1)) };
        assert_eq!(proposals::insert_supports(&mut tx, proposal, &[support]).await.unwrap(), 1);
        proposals::recount_support(&mut tx, proposal).await.unwrap();
        assert_eq!(items::item(&mut tx, meeting, proposal).await.unwrap().unwrap().support.local, 0, "counts stand still");
        let anew = frozen::frozen_anew(&mut tx, meeting, proposal).await.unwrap();
        assert_eq!(anew, Some(Counted { proposal, local: 1, other: 0 }));
        frozen::set_frozen(&mut tx, meeting, anew.unwrap(), None).await.unwrap();
        assert_eq!(items::item(&mut tx, meeting, proposal).await.unwrap().unwrap().support.local, 1);
        let reason = Reason::new(ReasonCode::OverCeiling, "melebihi pagu").unwrap();
        let decision = ItemDecision { decision: Some(Decision::Reserve), reason: Some((reason.code(), reason.text())) };
        items::set_decision(&mut tx, meeting, proposal, decision).await.unwrap();
        items::set_place(&mut tx, meeting, proposal, Place { proposed: 3, rank: 3, card: &ScoreCard::none() }).await.unwrap();
        items::set_rank(&mut tx, meeting, proposal, 2).await.unwrap();
        assert_eq!(items::last_rank(&mut tx, meeting).await.unwrap(), 2);
        let all = items::items(&mut tx, meeting).await.unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].reason.as_ref(), all[0].proposed_rank, all[0].rank), (Some(&reason), Some(3), Some(2)));
        assert_eq!(all[0].card, Some(ScoreCard::none()));
        items::clear_places(&mut tx, meeting).await.unwrap();
        assert_eq!(items::last_rank(&mut tx, meeting).await.unwrap(), 0);
        items::forget_item(&mut tx, meeting, proposal).await.unwrap();
        items::insert_item(&mut tx, meeting, proposal, world.city.now(), None).await.unwrap();
        items::forget_item(&mut tx, meeting, proposal).await.unwrap();
        assert_eq!(items::item(&mut tx, meeting, proposal).await.unwrap(), None);
        assert_eq!(musrenbangs::standing(&mut tx, proposal).await.unwrap(), None);
    }

    async fn scores_moves_and_delegates_read_back(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let proposal = world.propose(&neighbour, &LEGOK.rt(1), "satu", 12).await;
        let meeting = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let mut unit = Unit::begin(&world.city.services, None).await.unwrap();
        let criterion: CriterionId = cycles::criteria(&mut unit.tx, world.cycle).await.unwrap().all()[0].id;
        let given = |points| GivenScore {
            proposal,
            score: AssessorScore { assessor: neighbour.id, criterion, points: Points::new(points).unwrap() },
        };
        scores::save_scores(&mut unit.tx, meeting, &[]).await.unwrap();
        scores::save_scores(&mut unit.tx, meeting, &[given(2)]).await.unwrap();
        scores::save_scores(&mut unit.tx, meeting, &[given(5)]).await.unwrap();
        assert_eq!(scores::scores(&mut unit.tx, meeting).await.unwrap(), [given(5)]);
        let (id, words) = (EntryId(world.city.services.clock.new_id()), Some(unit.keep_words("lebih mendesak").await.unwrap()));
        let (reason, order) = (Some(ReasonCode::Other), vec![proposal]);
        items::set_rank(&mut unit.tx, meeting, proposal, 1).await.unwrap();
        assert!(!unit.is_recorded(id).await.unwrap());
        unit.record_as(id, meeting, Event::RankMoved { proposal, from: 1, to: 1, reason, words, order }).await.unwrap();
        assert!(unit.is_recorded(id).await.unwrap(), "a double click");
        let mut tx = unit.tx;
        assert!(services::store::ledger::is_written(&mut tx, id).await.unwrap());
        let moves = ledger::moves(&mut tx, meeting).await.unwrap();
        assert_eq!(moves.iter().map(|moved| moved.step).collect::<Vec<_>>(), [Move { proposal, from: 1, to: 1 }]);
        assert_eq!(moves[0].reason.text(), "lebih mendesak");
        let delegate = Delegate {
            id: DelegateId(world.city.services.clock.new_id()),
            name: "Delegasi".into(),
            is_woman: true,
            body: "PKK".into(),
            contact: "0812".into(),
        };
        assert!(delegates::insert_delegate(&mut tx, meeting, delegate.id, true).await.unwrap());
        assert!(!delegates::insert_delegate(&mut tx, meeting, delegate.id, false).await.unwrap());
        delegates::name_delegate(&mut tx, &delegate).await.unwrap();
        assert_eq!(delegates::sent_by(&mut tx, delegate.id).await.unwrap(), Some(meeting));
        assert_eq!(delegates::delegates(&mut tx, meeting).await.unwrap(), std::slice::from_ref(&delegate));
        assert!(delegates::remove_delegate(&mut tx, meeting, delegate.id).await.unwrap());
        assert!(!delegates::remove_delegate(&mut tx, meeting, delegate.id).await.unwrap());
        assert_eq!(delegates::sent_by(&mut tx, delegate.id).await.unwrap(), None);
        assert!(delegates::name_delegate(&mut tx, &delegate).await.is_err());
    }

    async fn minutes_read_back(city: TestCity) {
        let world = World::new(city).await;
        let meeting = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        let heading = |version| Heading {
            plan_year: 2028,
            stage: StageKind::Kelurahan,
            seat: "Kelurahan Legok".into(),
            place: "Aula".into(),
            leader: "Lurah".into(),
            held_on: day("2027-01-20"),
            version,
            by_vote: false,
            dissent: None,
            ceiling_note: None,
            women_note: None,
            missing: Vec::new(),
        };
        let stored = |version| StoredMinutes {
            minutes: Minutes::build(heading(version), Vec::new(), Attendance { total: 3, women: 1 }, Vec::new()),
            hash: vec![0, 171, 255],
            closed_at: world.city.now(),
        };
        let mut tx = world.city.begin().await;
        minutes::insert_minutes(&mut tx, meeting, &stored(1)).await.unwrap();
        minutes::insert_minutes(&mut tx, meeting, &stored(2)).await.unwrap();
        assert_eq!(minutes::minutes(&mut tx, meeting).await.unwrap(), [stored(2), stored(1)]);
        assert_eq!(stored(1).hash_text(), "00abff");
    }

    async fn the_board_lists_by_stage_place_and_state(city: TestCity) {
        let world = World::new(city).await;
        let mut tx = world.city.begin().await;
        let rts = BoardFilter { stage: Some(StageKind::Rt), within: Some(DANAU_SIPIN.code.into()), ..BoardFilter::default() };
        let rows = board::board(&mut tx, world.cycle, &rts, 10).await.unwrap();
        assert_eq!(rows.len(), 6);
        assert_eq!((rows[0].name.as_str(), rows[0].above.as_deref()), ("RT 01", Some("Murni")));
        assert!(rows.iter().all(|row| row.is_late(world.city.today())), "the stage of the RTs ended on the fifteenth");
        let after = BoardFilter { after: Some((rows[3].code.clone(), rows[3].id)), ..rts.clone() };
        assert_eq!(board::board(&mut tx, world.cycle, &after, 10).await.unwrap(), rows[4..]);
        musrenbangs::set_status(&mut tx, rows[0].id, MusrenbangStatus::Closed).await.unwrap();
        musrenbangs::set_status(&mut tx, rows[1].id, MusrenbangStatus::Open).await.unwrap();
        let lengths = [
            BoardFilter { closed: Some(true), ..rts.clone() },
            BoardFilter { closed: Some(false), ..rts.clone() },
            BoardFilter { open: Some(true), ..rts.clone() },
            BoardFilter { late_on: Some(world.city.today()), ..rts.clone() },
            BoardFilter { late_on: Some(day("2027-01-15")), ..rts.clone() },
        ];
        for (filter, expected) in lengths.iter().zip([1, 5, 1, 5, 0]) {
            assert_eq!(board::board(&mut tx, world.cycle, filter, 10).await.unwrap().len(), expected, "{filter:?}");
        }
        let legok = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        musrenbangs::set_schedule(&mut tx, legok, Some(day("2027-01-17")), "Aula").await.unwrap();
        let kelurahan = BoardFilter { stage: Some(StageKind::Kelurahan), late_on: Some(day("2027-01-18")), ..BoardFilter::default() };
        let late = board::board(&mut tx, world.cycle, &kelurahan, 10).await.unwrap();
        assert_eq!(late.iter().map(|row| row.id).collect::<Vec<_>>(), [legok], "its day has passed, though the stage goes on");
        assert!(late[0].is_late(day("2027-01-18")) && !late[0].is_late(day("2027-01-17")));
        let forum = BoardFilter { agency: Some(world.city.agency(DISHUB).await.id()), ..BoardFilter::default() };
        assert_eq!(board::board(&mut tx, world.cycle, &forum, 10).await.unwrap()[0].code, DISHUB.code);
        let murni = BoardFilter { within: Some(MURNI.rt(1).to_string()), ..BoardFilter::default() };
        assert_eq!(board::board(&mut tx, world.cycle, &murni, 10).await.unwrap().len(), 1, "no RT 010 in RT 01");
    }

    async fn late_is_the_same_in_a_list_in_a_count_and_in_the_rule(city: TestCity) {
        let world = World::new(city).await;
        let today = day("2027-01-20");
        let seats = [(StageKind::Rt, LEGOK.rt(1)), (StageKind::Kelurahan, LEGOK.region()), (StageKind::Kecamatan, DANAU_SIPIN.region())];
        for (stage, place) in seats {
            let meeting = world.meeting(stage, &place).await;
            for status in MusrenbangStatus::ALL {
                for scheduled in [None, Some(day("2027-01-19")), Some(today)] {
                    let mut tx = world.city.begin().await;
                    musrenbangs::set_status(&mut tx, meeting, status).await.unwrap();
                    musrenbangs::set_schedule(&mut tx, meeting, scheduled, "").await.unwrap();
                    let all = BoardFilter { stage: Some(stage), ..BoardFilter::default() };
                    let late = BoardFilter { late_on: Some(today), ..all.clone() };
                    let rows = board::board(&mut tx, world.cycle, &all, 100).await.unwrap();
                    let by_rule: Vec<MusrenbangId> = rows.iter().filter(|row| row.is_late(today)).map(|row| row.id).collect();
                    let listed = board::board(&mut tx, world.cycle, &late, 100).await.unwrap();
                    assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), by_rule, "{stage:?} {status:?} {scheduled:?}");
                    let counts = board::counts(&mut tx, world.cycle, today).await.unwrap();
                    let counted: u32 = counts.iter().filter(|count| count.stage == stage).map(|count| count.late).sum();
                    assert_eq!(usize::try_from(counted).unwrap(), by_rule.len(), "{stage:?} {status:?} {scheduled:?}");
                }
            }
        }
    }

    async fn what_waits_is_listed_the_longest_waiting_first(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let first: ProposalId = world.propose(&neighbour, &LEGOK.rt(1), "satu", 12).await;
        world.city.pass_days(1);
        let second = world.propose(&neighbour, &LEGOK.rt(1), "dua", 12).await;
        let meeting = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let mut tx = world.city.read().await;
        let waiting = board::waiting_for_decision(&mut tx, meeting, world.city.today(), 10).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.proposal).collect::<Vec<_>>(), [first, second]);
        assert_eq!((waiting[0].place.as_str(), waiting[0].status), ("RT 01", Status::Submitted));
        let meetings = musrenbangs::of_proposal(&mut tx, first).await.unwrap();
        assert_eq!(meetings.iter().map(|one| one.id).collect::<Vec<_>>(), [meeting]);
    }
);
