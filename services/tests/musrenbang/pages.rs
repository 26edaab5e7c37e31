//! What the board, the officer's desk and the inbox read.

use crate::world::{World, day};
use domain::{
    account::Role,
    cycle::StageKind,
    permission::{may_act_as_self, may_run_musrenbang},
    refusal::Refusal,
};
use services::queries::meeting_scores::scoring;
use services::queries::{
    inbox::inbox,
    meeting_board::{BoardState, BoardWanted, meeting_board},
    meeting_page::{case_page, delegates, meeting_page, work_page},
};
use testing::{DANAU_SIPIN, LEGOK, TestCity, both_databases};

both_databases!(
    async fn the_board_shows_who_is_late(city: TestCity) {
        let world = World::new(city).await;
        let board = meeting_board(&world.city.services, &BoardWanted::default()).await.unwrap().unwrap();
        assert_eq!((board.plan_year, board.columns.len(), board.stage), (2028, 5, StageKind::Rt));
        assert_eq!((board.columns[0].late, board.columns[1].late, board.rows.len()), (12, 0, 12));
        let wanted = BoardWanted {
            stage: Some(StageKind::Rt),
            region: DANAU_SIPIN.region().to_string(),
            state: Some(BoardState::Late),
            ..BoardWanted::default()
        };
        assert_eq!(meeting_board(&world.city.services, &wanted).await.unwrap().unwrap().rows.len(), 6);
        let nowhere = BoardWanted { region: "99.99".into(), ..BoardWanted::default() };
        let board = meeting_board(&world.city.services, &nowhere).await.unwrap().unwrap();
        assert_eq!((board.region, board.rows.len()), (None, 0));
        let other_year = BoardWanted { plan_year: Some(2031), ..BoardWanted::default() };
        assert!(meeting_board(&world.city.services, &other_year).await.unwrap().is_none());
    }

    async fn a_meeting_says_who_below_has_not_sent(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
        let page = meeting_page(&world.city.services, &officer, legok).await.unwrap().unwrap();
        let missing: Vec<&str> = page.missing.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(missing, ["RT 02", "RT 03"]);
        assert!(page.may_run);
        assert_eq!(page.path.last().map(|region| region.code.as_str()), Some(LEGOK.code));
        let (page, permit) = work_page(&world.city.services, &officer, legok).await.unwrap();
        let case = case_page(&world.city.services, &permit, &page, sent[0]).await.unwrap().unwrap();
        assert_eq!((case.others.len(), case.is_own, case.agencies.len()), (1, false, 2));
        assert!(delegates(&world.city.services, &permit).await.unwrap().is_empty());
        let given = scoring(&world.city.services, &officer, legok).await.unwrap();
        assert!(given.given.is_empty() && given.assessors.is_empty());
        let stranger = world.city.office_of(testing::MURNI).await.actor().await;
        let refused = work_page(&world.city.services, &stranger, legok).await.map(|_| ());
        assert_eq!(crate::world::refusal(refused), Refusal::NotYourOffice);
        let refused = scoring(&world.city.services, &stranger, legok).await.map(|_| ());
        assert_eq!(crate::world::refusal(refused), Refusal::NotYourOffice);
        assert!(may_run_musrenbang(&officer, legok, &page.meeting.seat).is_ok());
    }

    async fn the_inbox_shows_what_waits_and_since_when(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await;
        world.propose(&neighbour, &LEGOK.rt(1), "satu", 10).await;
        let of = async |person: &testing::TestPerson| {
            let actor = person.actor().await;
            inbox(&world.city.services, &actor, &may_act_as_self(&actor).unwrap()).await.unwrap()
        };
        let waiting = of(&head).await;
        assert_eq!((waiting.desks.len(), waiting.waiting.len()), (1, 1));
        assert!(!waiting.waiting[0].is_overdue(&world.city.services.city(), world.city.now()));
        world.city.pass_days(8);
        assert!(of(&head).await.waiting[0].is_overdue(&world.city.services.city(), world.city.now()));
        let lurah = of(&world.city.office_of(LEGOK).await).await;
        assert_eq!((lurah.desks.len(), lurah.desks[1].rows.len(), lurah.waiting.len()), (2, 3, 0));
        assert!(lurah.desks[0].is_own && !lurah.desks[1].is_own);
        assert!(of(&neighbour).await.desks.is_empty());
        assert_eq!(lurah.desks[1].rows[0].stage_closes_on, Some(day("2027-01-15")));
    }
);
