//! What becomes of the minutes after the closing: signed, handed to the level above, and taken back by whatever makes
//! another version of them.

use crate::world::{World, problems, reason, refusal};
use chrono::Days;
use domain::{
    cycle::StageKind,
    musrenbang::{MusrenbangStatus, Papers},
    refusal::Refusal,
};
use services::{
    commands::musrenbang::{
        NewHandingOver, NewSigning, decide, hand_over_minutes, promote_reserve, propose_ranking, reopen_musrenbang, sign_minutes,
    },
    queries::meeting_page::meeting_page,
    store::projections,
};
use testing::typed::{handing_over, ruling, signing};
use testing::{DANAU_SIPIN, TestCity, both_databases, faults::found_after};

both_databases!(
    async fn the_minutes_are_signed_then_handed_over_and_the_level_above_sees_whose_have_come(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, _) = world.legok_with(&[10]).await;
        let (services, today) = (&world.city.services, world.city.today());
        let signing = signing("Ibu Lurah", today, 1);
        let early = sign_minutes(services, &officer, legok, &signing).await;
        assert_eq!(refusal(early), Refusal::MeetingForbids { status: MusrenbangStatus::Open });
        propose_ranking(services, &officer, legok).await.unwrap();
        world.agree_and_close(&officer, legok).await;

        let wrong = NewSigning { by: None, on: Some(today + Days::new(1)), delegates: Some(2) };
        let wrong = sign_minutes(services, &officer, legok, &wrong).await;
        assert_eq!(problems(wrong), ["signed_on", "signed_delegates"], "tomorrow, and by more than were named");
        let nothing: [&str; 0] = [];
        let unread = NewSigning { on: None, delegates: None, ..signing.clone() };
        assert_eq!(problems(sign_minutes(services, &officer, legok, &unread).await), nothing, "and nothing is signed");
        let handing = handing_over("Staf kecamatan", today);
        let unsigned = hand_over_minutes(services, &officer, legok, &handing).await;
        assert_eq!(refusal(unsigned), Refusal::MeetingForbids { status: MusrenbangStatus::Closed });

        let camat = world.city.office_of(DANAU_SIPIN).await.actor().await;
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        let below = async || {
            let page = meeting_page(services, &camat, kecamatan).await.unwrap().unwrap();
            (page.papers_below.received, page.papers_below.awaited.len())
        };
        assert_eq!(below().await, (0, 1));
        assert_eq!(refusal(sign_minutes(services, &camat, legok, &signing).await), Refusal::NotYourOffice);
        sign_minutes(services, &officer, legok, &signing).await.unwrap();
        assert_eq!(below().await, (0, 1), "signed is not handed over");
        let long_ago = NewHandingOver { to: None, on: Some(today - Days::new(1)) };
        assert_eq!(problems(hand_over_minutes(services, &officer, legok, &long_ago).await), ["handed_over_on"]);
        let unread = NewHandingOver { on: None, ..handing.clone() };
        assert_eq!(problems(hand_over_minutes(services, &officer, legok, &unread).await), nothing, "and nothing is handed over");
        hand_over_minutes(services, &officer, legok, &handing).await.unwrap();
        assert_eq!(below().await, (1, 0));

        let meeting = world.loaded(legok).await;
        let signed = meeting.papers.signed.clone().map(|signed| (signed.by, signed.on, signed.delegates));
        assert_eq!((meeting.status, signed), (MusrenbangStatus::Sent, Some(("Ibu Lurah".into(), today, 1))));
        assert_eq!(meeting.papers.handed_over.map(|handed| (handed.to, handed.on)), Some(("Staf kecamatan".into(), today)));
        let papers = projections::papers(&mut world.city.read().await, None, 100).await.unwrap();
        assert_eq!(papers.iter().filter(|row| row.signed_on.is_some()).map(|row| row.id).collect::<Vec<_>>(), [legok.0]);
        let again = hand_over_minutes(services, &officer, legok, &handing).await;
        assert_eq!(refusal(again), Refusal::MeetingForbids { status: MusrenbangStatus::Sent });
        for (column, value) in [
            ("signed_by", "'Orang lain'"),
            ("signed_on", "'2020-01-01'"),
            ("signed_delegates", "9"),
            ("received_by", "'Orang lain'"),
            ("handed_over_on", "'2020-01-01'"),
        ] {
            let statement = format!("UPDATE musrenbangs SET {column} = {value} WHERE signed_on IS NOT NULL");
            assert_eq!(found_after(&world.city, &statement).await, [column]);
        }
    }

    async fn opening_again_takes_back_what_was_signed_and_handed_over(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, _) = world.legok_with(&[10]).await;
        let (services, today) = (&world.city.services, world.city.today());
        propose_ranking(services, &officer, legok).await.unwrap();
        world.agree_and_close(&officer, legok).await;
        world.sign(&officer, legok).await;
        hand_over_minutes(services, &officer, legok, &handing_over("Staf kecamatan", today)).await.unwrap();
        reopen_musrenbang(services, &officer, legok, &reason("LAINNYA")).await.unwrap();
        let meeting = world.loaded(legok).await;
        assert_eq!((meeting.status, meeting.papers), (MusrenbangStatus::Open, Papers::default()));
    }

    async fn a_reserve_that_moves_up_makes_minutes_that_nobody_has_signed(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
        let services = &world.city.services;
        propose_ranking(services, &officer, legok).await.unwrap();
        let reserve = ruling("reserve", Some(reason("PAGU")));
        decide(services, &officer, legok, sent[1], &reserve).await.unwrap();
        world.agree_and_close(&officer, legok).await;
        world.sign(&officer, legok).await;
        promote_reserve(services, &officer, legok, sent[1], &reason("LAINNYA")).await.unwrap();
        let meeting = world.loaded(legok).await;
        assert_eq!((meeting.status, meeting.minutes_version, meeting.papers), (MusrenbangStatus::Closed, 2, Papers::default()));
    }
);
