//! Scores, the order they propose, moves in it, and the suggestion the money makes.

use crate::world::{World, problems, reason, refusal};
use domain::{
    account::Role,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    priority::{CriterionSource, Points},
    proposal::Status,
    refusal::Refusal,
};
use services::{
    CommandError, agenda,
    commands::musrenbang::{Accepted, RankMove, accept_suggestion, decide, move_rank, propose_ranking, score_proposals},
    queries::{meeting_page::meeting_page, meeting_scores::scoring},
    store::{cycles, ledger, musrenbangs::scores},
};
use testing::typed::{ruling, words};
use testing::{LEGOK, TestCity, both_databases};

async fn order(world: &World, id: MusrenbangId) -> Vec<ProposalId> {
    let public = domain::account::Actor::public();
    let page = meeting_page(&world.city.services, &public, id).await.unwrap().unwrap();
    page.order.into_iter().map(|line| line.item.proposal).collect()
}

both_databases!(
    async fn scores_propose_an_order_and_moves_change_it_with_a_reason(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20, 30]).await;
        let services = &world.city.services;
        let criteria = cycles::criteria(&mut world.city.read().await, world.cycle).await.unwrap();
        let urgency = criteria.all().iter().find(|criterion| criterion.source == CriterionSource::Assessors).unwrap().id;
        let automatic = criteria.all().iter().find(|criterion| criterion.source != CriterionSource::Assessors).unwrap().id;
        let points = |value| Points::new(value).unwrap();
        let values = [(sent[0], urgency, points(1)), (sent[1], urgency, points(5)), (sent[2], urgency, points(3))];
        assert_eq!(score_proposals(services, &officer, legok, &values, None).await.unwrap().own, 0);
        let wrong = score_proposals(services, &officer, legok, &[(sent[0], automatic, points(5))], None).await;
        assert_eq!(refusal(wrong), Refusal::ChoiceUnknown, "counted facts are not scored");
        let twice = [(sent[0], urgency, points(4)), (sent[0], urgency, points(1))];
        assert_eq!(score_proposals(services, &officer, legok, &twice, None).await.unwrap().own, 0, "the later value stands");
        assert_eq!(scores::scores(&mut world.city.read().await, legok).await.unwrap().len(), 3);
        assert_eq!(propose_ranking(services, &officer, legok).await.unwrap(), 3);
        assert_eq!(order(&world, legok).await, [sent[1], sent[2], sent[0]]);
        let form = |from, to, reason: &str| RankMove {
            id: services.clock.new_id(),
            proposal: sent[0],
            from,
            to,
            seen: None,
            reason: words(reason),
        };
        assert_eq!(problems(move_rank(services, &officer, legok, &form(3, 4, "keselamatan anak")).await), ["to"]);
        assert_eq!(
            problems(move_rank(services, &officer, legok, &form(2, 1, "keselamatan anak")).await),
            ["to"],
            "it stands elsewhere by now"
        );
        let seen = |mark: &str| RankMove { seen: Some(mark.to_owned()), ..form(3, 1, "keselamatan anak") };
        assert_eq!(problems(move_rank(services, &officer, legok, &seen("lain")).await), ["to"], "others stand elsewhere by now");
        let moved = form(3, 1, "keselamatan anak");
        move_rank(services, &officer, legok, &moved).await.unwrap();
        move_rank(services, &officer, legok, &moved).await.unwrap();
        assert_eq!(order(&world, legok).await, [sent[0], sent[1], sent[2]]);
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        assert_eq!((page.moves.len(), page.order[0].proposed), (1, 3), "a double click moves once");
        assert!(page.order[0].moved.is_some() && page.order[1].moved.is_none());
        assert!(
            page.order[0]
                .item
                .card
                .as_ref()
                .is_some_and(|card| card.parts.len() == 7 && card.parts.iter().any(|part| part.points.is_none()))
        );
    }

    async fn who_gave_points_last_stands_first_with_their_office(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
        let colleague = world.city.office_of(LEGOK).await.actor().await;
        let services = &world.city.services;
        let known = scoring(services, &officer, legok).await.unwrap().criteria;
        let assessed: Vec<_> =
            known.all().iter().filter(|criterion| criterion.source == CriterionSource::Assessors).map(|one| one.id).collect();
        let points = Points::new(4).unwrap();
        score_proposals(services, &officer, legok, &[(sent[0], assessed[0], points), (sent[0], assessed[1], points)], None).await.unwrap();
        world.city.pass(chrono::TimeDelta::seconds(60));
        score_proposals(services, &colleague, legok, &[(sent[1], assessed[0], points)], None).await.unwrap();
        let found = scoring(services, &officer, legok).await.unwrap().assessors;
        let told: Vec<_> = found.iter().map(|one| (Some(one.account), one.values, one.role)).collect();
        let office = Some(Role::KelurahanOfficer);
        assert_eq!(told, [(colleague.id(), 1, office), (officer.id(), 2, office)]);
        assert!(found[0].last_at > found[1].last_at && found.iter().all(|one| !one.name.is_empty()));
        let last = ledger::last_of_each(&mut world.city.read().await, legok.into(), "scored").await.unwrap();
        let (by, at): (Vec<_>, Vec<_>) =
            last.iter().map(|entry| (entry.acting.as_ref().map(|acting| acting.account), Some(entry.at))).unzip();
        assert_eq!((by, at), (vec![officer.id(), colleague.id()], vec![found[1].last_at, found[0].last_at]), "one of each");
    }

    async fn what_the_money_does_not_reach_is_suggested_as_reserve(city: TestCity) {
        let world = World::new(city).await;
        world.announce(&LEGOK.region(), 35_000_000).await;
        let (legok, officer, sent) = world.legok_with(&[10, 30, 20]).await;
        let services = &world.city.services;
        propose_ranking(services, &officer, legok).await.unwrap();
        let by_hand = ruling("rejected", Some(reason("LAHAN_PRIBADI")));
        assert_eq!(order(&world, legok).await, sent, "equal scores: the earlier first");
        assert_eq!(problems(accept_suggestion(services, &officer, legok, None).await), ["reason_text"]);
        let done = accept_suggestion(services, &officer, legok, Some(&words("Pagu sudah terpakai."))).await.unwrap();
        assert_eq!(done, Accepted { agreed: 2, reserved: 1, own: 0 });
        let statuses = [world.at(sent[0]).await.1, world.at(sent[1]).await.1, world.at(sent[2]).await.1];
        assert_eq!(statuses, [Status::Agreed, Status::Reserve, Status::Agreed], "a smaller one further down still fits");
        decide(services, &officer, legok, sent[0], &by_hand).await.unwrap();
        assert_eq!(accept_suggestion(services, &officer, legok, Some(&words("Pagu sudah terpakai."))).await.unwrap(), Accepted::default());
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        assert_eq!((page.spent.total().amount(), page.spent.part(false).amount()), (20_000_000, 20_000_000));
        assert_eq!((page.agreed_rank(sent[2]), page.reserves().len(), page.not_accommodated().len()), (Some(1), 1, 1));
        assert_eq!(agenda::places(&page.items), [(sent[1], 1), (sent[2], 1)].into(), "each list counts from one");
        assert_eq!(page.next, Some(StageKind::Kecamatan));
    }

    async fn moves_with_their_reasons_survive_what_comes_late(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let propose = async |title: &str| {
            world.city.pass(chrono::TimeDelta::seconds(1));
            world.propose(&neighbour, &LEGOK.rt(1), title, 10).await
        };
        let [first, second, third] = [propose("satu").await, propose("dua").await, propose("tiga").await];
        world.open(&head, rt).await;
        for id in [first, second, third] {
            services::commands::musrenbang::verify_proposal(services, &head, rt, id).await.unwrap();
        }
        propose_ranking(services, &head, rt).await.unwrap();
        assert_eq!(order(&world, rt).await, [first, second, third]);
        let form = RankMove { id: services.clock.new_id(), proposal: third, from: 3, to: 1, seen: None, reason: words("keselamatan anak") };
        move_rank(services, &head, rt, &form).await.unwrap();
        let late = propose("terlambat").await;
        let later = propose("lebih terlambat").await;
        accept_suggestion(services, &head, rt, None).await.unwrap();
        assert_eq!(order(&world, rt).await, [third, first, second, late, later], "after the last, and nothing moves back");
        propose_ranking(services, &head, rt).await.unwrap();
        assert_eq!(order(&world, rt).await[0], third, "computed anew on demand, the move stands");
        let page = meeting_page(services, &head, rt).await.unwrap().unwrap();
        assert_eq!(page.order[0].moved.as_ref().map(|moved| moved.reason.text()), Some("keselamatan anak"), "with its reason");
        assert_eq!(page.blockers.iter().filter(|blocker| blocker.code().starts_with("rank")).count(), 0, "{:?}", page.blockers);
    }

    async fn what_was_decided_by_hand_changes_what_the_money_still_reaches(city: TestCity) {
        let world = World::new(city).await;
        world.announce(&LEGOK.region(), 60_000_000).await;
        let (legok, officer, sent) = world.legok_with(&[40, 30, 20, 25]).await;
        let services = &world.city.services;
        propose_ranking(services, &officer, legok).await.unwrap();
        let say = async |id, code: &str| {
            let form = ruling(code, Some(reason("LAHAN_SENGKETA")));
            decide(services, &officer, legok, id, &form).await.unwrap();
        };
        say(sent[0], "reserve").await;
        say(sent[3], "agreed").await;
        let page = meeting_page(services, &officer, legok).await.unwrap().unwrap();
        let agreed = page.order.iter().filter(|line| line.suggestion == domain::priority::Suggestion::Agree).map(|line| line.item.proposal);
        assert_eq!(agreed.collect::<Vec<_>>(), [sent[1], sent[3]], "25 are taken below, 40 are not; 30 fit, 20 do not");
        let done = accept_suggestion(services, &officer, legok, Some(&words("Pagu sudah terpakai."))).await.unwrap();
        assert_eq!(done, Accepted { agreed: 1, reserved: 1, own: 0 });
        assert_eq!((world.at(sent[1]).await.1, world.at(sent[2]).await.1), (Status::Agreed, Status::Reserve));
    }

    async fn points_go_with_what_is_called_back(city: TestCity) {
        let world = World::new(city).await;
        let (legok, lurah, sent) = world.legok_with(&[10]).await;
        let services = &world.city.services;
        world.agree_and_close(&lurah, legok).await;
        let kecamatan = world.meeting(StageKind::Kecamatan, &testing::DANAU_SIPIN.region()).await;
        let camat = world.city.office_of(testing::DANAU_SIPIN).await.actor().await;
        world.open(&camat, kecamatan).await;
        let criteria = cycles::criteria(&mut world.city.read().await, world.cycle).await.unwrap();
        let urgency = criteria.all().iter().find(|criterion| criterion.source == CriterionSource::Assessors).unwrap().id;
        let (values, why) = ([(sent[0], urgency, Points::new(4).unwrap())], reason("LAINNYA"));
        for _ in 0..4 {
            let (given, reopened) = tokio::join!(
                score_proposals(services, &camat, kecamatan, &values, None),
                services::commands::musrenbang::reopen_musrenbang(services, &lurah, legok, &why),
            );
            reopened.unwrap();
            assert!(matches!(given, Ok(_) | Err(CommandError::Refused(Refusal::NotFound))), "{given:?}");
            assert!(scores::scores(&mut world.city.read().await, kecamatan).await.unwrap().is_empty(), "no points without their proposal");
            services::commands::musrenbang::close_musrenbang(services, &lurah, legok, None).await.unwrap();
        }
        let gone = score_proposals(services, &lurah, legok, &values, None).await;
        assert_eq!(refusal(gone), Refusal::MeetingNotOpen);
    }
);
