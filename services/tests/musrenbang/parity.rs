//! Rules that statements ask for themselves say the same as the domain does, for everything that a row can hold.

use crate::world::World;
use domain::{
    clock::Instant,
    cycle::StageKind,
    ledger::ProposalState,
    money::Rupiah,
    musrenbang::{Decision, MusrenbangStatus, seat_of},
    proposal::{Position, Status},
    reason::ReasonCode,
};
use services::store::{
    musrenbangs::{self, ItemDecision, MeetingMoney},
    proposals,
};
use testing::{DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PUPR, TestCity, both_databases};

fn at(stage: StageKind, status: Status, since: Instant) -> ProposalState {
    ProposalState { position: Position { stage, status }, since, rank: None, until: None, cycle: None }
}

both_databases!(
    async fn a_proposal_stands_where_its_stage_place_and_agency_say(city: TestCity) {
        let world = World::new(city).await;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "satu", 12).await;
        let meetings = [
            world.meeting(StageKind::Rt, &LEGOK.rt(1)).await,
            world.meeting(StageKind::Rt, &LEGOK.rt(2)).await,
            world.meeting(StageKind::Kelurahan, &LEGOK.region()).await,
            world.meeting(StageKind::Kelurahan, &MURNI.region()).await,
            world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await,
            world.forum(PUPR).await,
            world.forum(DISHUB).await,
            world.meeting(StageKind::Kota, &JAMBI.region()).await,
        ];
        let agencies = [None, Some(world.city.agency(PUPR).await.id()), Some(world.city.agency(DISHUB).await.id())];
        let own = [LEGOK.rt(1), LEGOK.region(), DANAU_SIPIN.region(), JAMBI.region()];
        let mut tx = world.city.begin().await;
        for meeting in meetings {
            if !musrenbangs::has_item(&mut tx, meeting, id).await.unwrap() {
                musrenbangs::insert_item(&mut tx, meeting, id, world.city.now(), None).await.unwrap();
            }
        }
        for stage in StageKind::ALL {
            for agency in agencies {
                proposals::set_state(&mut tx, id, &at(stage, Status::Verified, world.city.now())).await.unwrap();
                proposals::set_agency(&mut tx, id, agency).await.unwrap();
                let place = own.iter().find(|region| Some(region.level()) == stage.level());
                let seat = seat_of(stage, place, agency).ok();
                let mut expected = None;
                for meeting in meetings {
                    let row = musrenbangs::find(&mut tx, meeting).await.unwrap().unwrap();
                    let stands = row.stage == stage && Some(row.seat) == seat;
                    let item = musrenbangs::item(&mut tx, meeting, id).await.unwrap().unwrap();
                    assert_eq!(item.stands_here, stands, "{stage:?} {agency:?} before {meeting:?}");
                    expected = expected.or(stands.then_some(meeting));
                }
                let standing = musrenbangs::standing(&mut tx, id).await.unwrap().map(|standing| standing.meeting);
                assert_eq!(standing, expected, "{stage:?} {agency:?}");
            }
        }
    }

    async fn the_money_of_a_meeting_is_that_of_its_list(city: TestCity) {
        let world = World::new(city).await;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "satu", 12).await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let mut tx = world.city.begin().await;
        let decisions: Vec<Option<Decision>> = [None].into_iter().chain(Decision::ALL.map(Some)).collect();
        for stage in [StageKind::Rt, StageKind::Kelurahan] {
            for status in Status::ALL {
                for decision in &decisions {
                    proposals::set_state(&mut tx, id, &at(stage, status, world.city.now())).await.unwrap();
                    let reason = decision.is_some_and(Decision::needs_reason).then_some((ReasonCode::Other, "Belum mendesak."));
                    let said = ItemDecision { decision: *decision, reason };
                    musrenbangs::set_decision(&mut tx, rt, id, said).await.unwrap();
                    let items = musrenbangs::items(&mut tx, rt).await.unwrap();
                    let kept: Vec<_> = items.iter().filter(|item| item.status != Status::Withdrawn).collect();
                    let agreed: Vec<_> = kept.iter().copied().filter(|item| Decision::of(item.status) == Some(Decision::Agreed)).collect();
                    let count = |items: &[&musrenbangs::Item]| u32::try_from(items.len()).unwrap();
                    let cost = |items: &[&musrenbangs::Item]| Rupiah::total(items.iter().map(|item| item.cost)).unwrap();
                    let by_rule =
                        MeetingMoney { proposals: count(&kept), asked: cost(&kept), agreed: count(&agreed), agreed_cost: cost(&agreed) };
                    assert_eq!(musrenbangs::money(&mut tx, rt).await.unwrap(), by_rule, "{stage:?} {status:?} {decision:?}");
                }
            }
        }
    }

    async fn what_came_when_its_meeting_had_closed_is_what_that_missed(city: TestCity) {
        let world = World::new(city).await;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "satu", 12).await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let mut tx = world.city.begin().await;
        for meeting in MusrenbangStatus::ALL {
            musrenbangs::set_status(&mut tx, rt, meeting).await.unwrap();
            for status in Status::ALL {
                proposals::set_state(&mut tx, id, &at(StageKind::Rt, status, world.city.now())).await.unwrap();
                let late = musrenbangs::late_in(&mut tx, LEGOK.code, 10).await.unwrap();
                assert_eq!(!late.is_empty(), meeting.was_missed_by(status), "{status:?} before a meeting that is {meeting:?}");
            }
        }
    }
);
