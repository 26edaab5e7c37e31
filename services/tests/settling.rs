//! One rule for support and answers: they count while their person's residence is confirmed, local by the home
//! confirmed now, until something freezes them.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    ids::{PlanId, ProposalId},
    permission::{may_act_as_self, may_take_stance},
    plan::Stance,
    refusal::Refusal,
    region::RegionCode,
};
use services::{
    CommandError, Visit,
    commands::{self, musrenbang::decide},
    store::{
        plans::{self, stances},
        proposals,
    },
};
use testing::typed::{note, ruling};
use testing::{
    LEGOK, MURNI, PASSWORD, PUPR, TestCity, TestPerson, both_databases,
    plans::published,
    world::{World, reason},
};

/// All and local supporters.
async fn counts(world: &World, id: ProposalId) -> (u32, u32) {
    let proposal = world.proposal(id).await;
    (proposal.support_count, proposal.support_local)
}

async fn move_to(city: &TestCity, person: &TestPerson, rt: &RegionCode) {
    let me = may_act_as_self(&person.actor().await).unwrap();
    commands::set_home(&city.services, &me, rt).await.unwrap();
}

both_databases!(
    async fn whoever_moves_is_local_in_one_place_only(city: TestCity) {
        let world = World::new(city.clone()).await;
        let (in_legok, in_murni) = (city.confirmed_resident_of(&LEGOK.rt(1)).await, city.confirmed_resident_of(&MURNI.rt(1)).await);
        let legok = world.propose(&in_legok, &LEGOK.rt(1), "di Legok", 1).await;
        let murni = world.propose(&in_murni, &MURNI.rt(1), "di Murni", 1).await;
        let person = city.confirmed_resident_of(&LEGOK.rt(2)).await;
        for id in [legok, murni] {
            commands::support_proposal(&city.services, &person.actor().await, id).await.unwrap();
        }
        assert_eq!((counts(&world, legok).await, counts(&world, murni).await), ((1, 1), (1, 0)));
        let before = person.actor().await;
        move_to(&city, &person, &MURNI.rt(2)).await;
        let third = world.propose(&in_legok, &LEGOK.rt(1), "lagi di Legok", 1).await;
        let late = commands::support_proposal(&city.services, &before, third).await;
        assert!(matches!(late, Err(CommandError::Refused(Refusal::ResidenceNotConfirmed))), "moved in the same moment: {late:?}");
        assert_eq!((counts(&world, legok).await, counts(&world, murni).await), ((0, 0), (0, 0)), "until the new home is confirmed");
        commands::withdraw_support(&city.services, &person.actor().await, legok).await.unwrap();
        commands::confirm_residence(&city.services, &city.office_of(MURNI).await.actor().await, person.id, None).await.unwrap();
        assert_eq!((counts(&world, legok).await, counts(&world, murni).await), ((0, 0), (1, 1)), "leaving was possible meanwhile");
    }

    async fn a_confirmation_that_is_taken_back_takes_its_support_along_and_leaves_what_is_frozen(city: TestCity) {
        let world = World::new(city.clone()).await;
        let (kelurahan, lurah, ids) = world.legok_with(&[1, 1]).await;
        let people = [city.confirmed_resident_of(&LEGOK.rt(1)).await, city.confirmed_resident_of(&LEGOK.rt(2)).await];
        for person in &people {
            commands::support_proposal(&city.services, &person.actor().await, ids[0]).await.unwrap();
        }
        let frozen_before = counts(&world, ids[0]).await;
        let frozen = services::store::musrenbangs::item(&mut city.read().await, kelurahan, ids[0]).await.unwrap().unwrap();
        commands::withdraw_confirmation(&city.services, &lurah, people[0].id, None, &note("Tinggal di kota lain.")).await.unwrap();
        assert_eq!(counts(&world, ids[0]).await, (frozen_before.0 - 1, frozen_before.1 - 1));
        let after = services::store::musrenbangs::item(&mut city.read().await, kelurahan, ids[0]).await.unwrap().unwrap();
        assert!(frozen.support_is_frozen && after.support == frozen.support, "what the meeting has frozen stays");
        let me = may_act_as_self(&people[1].actor().await).unwrap();
        commands::delete_account(&city.services, &me, PASSWORD.into(), &Visit::default()).await.unwrap();
        assert_eq!(counts(&world, ids[0]).await, (frozen_before.0 - 2, frozen_before.1 - 2), "a deleted account backs nothing any more");
        assert_eq!(proposals::backed(&mut city.read().await, people[1].id).await.unwrap(), [ids[0]]);
    }

    async fn answers_to_a_plan_follow_the_home_until_the_period_ends(city: TestCity) {
        let plan: PlanId = published(&city, &[LEGOK.region()]).await;
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let tally = async || {
            let mut tx = city.read().await;
            let counted = stances::tally(&mut tx, plan).await.unwrap();
            let row = plans::find(&mut tx, plan).await.unwrap().unwrap();
            assert_eq!(u32::try_from(row.counts.supporting).unwrap(), counted.supporting, "counter and count agree");
            (counted.supporting, counted.local)
        };
        let permit = may_take_stance(&person.actor().await, plan).unwrap();
        commands::take_stance(&city.services, &permit, Stance::Support).await.unwrap();
        assert_eq!(tally().await, (1, 1));
        move_to(&city, &person, &MURNI.rt(1)).await;
        assert_eq!(tally().await, (0, 0));
        commands::confirm_residence(&city.services, &city.office_of(MURNI).await.actor().await, person.id, None).await.unwrap();
        assert_eq!(tally().await, (1, 0), "counted, and no longer local");
        assert_eq!(stances::answered(&mut city.read().await, person.id).await.unwrap(), [plan]);
        let mut tx = city.begin().await;
        stances::settle(&mut tx, plan, person.id, None).await.unwrap();
        stances::recount(&mut tx, plan).await.unwrap();
        assert_eq!(plans::find(&mut tx, plan).await.unwrap().unwrap().counts.supporting, 0);
        drop(tx);
    }

    async fn whoever_moved_while_nothing_counted_them_counts_where_they_live_when_it_counts_again(city: TestCity) {
        let world = World::new(city.clone()).await;
        let (kelurahan, lurah, ids) = world.legok_with(&[1, 1]).await;
        let people = [city.confirmed_resident_of(&LEGOK.rt(1)).await, city.confirmed_resident_of(&LEGOK.rt(2)).await];
        for person in &people {
            commands::support_proposal(&city.services, &person.actor().await, ids[0]).await.unwrap();
        }
        let said = |decision: &str| ruling(decision, Some(reason("PAGU")));
        decide(&city.services, &lurah, kelurahan, ids[0], &said("deferred")).await.unwrap();
        let before = counts(&world, ids[0]).await;
        commands::withdraw_confirmation(&city.services, &lurah, people[0].id, None, &note("Tinggal di kota lain.")).await.unwrap();
        move_to(&city, &people[1], &MURNI.rt(1)).await;
        commands::confirm_residence(&city.services, &city.office_of(MURNI).await.actor().await, people[1].id, None).await.unwrap();
        assert_eq!(counts(&world, ids[0]).await, before, "what takes no support stays as it was");
        assert_eq!(proposals::moved_supporters(&mut city.read().await, ids[0]).await.unwrap().len(), 2);
        decide(&city.services, &lurah, kelurahan, ids[0], &said("agreed")).await.unwrap();
        assert_eq!(counts(&world, ids[0]).await, (before.0 - 1, before.1 - 2), "one has no home, the other lives elsewhere");
        assert!(proposals::moved_supporters(&mut city.read().await, ids[0]).await.unwrap().is_empty());
    }

    async fn a_period_that_is_opened_again_counts_homes_as_they_are_then(city: TestCity) {
        let plan: PlanId = published(&city, &[LEGOK.region()]).await;
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        commands::take_stance(&city.services, &may_take_stance(&person.actor().await, plan).unwrap(), Stance::Support).await.unwrap();
        city.pass_days(22);
        commands::close_responses(&city.services).await.unwrap();
        move_to(&city, &person, &MURNI.rt(1)).await;
        let supporting = async || plans::find(&mut city.read().await, plan).await.unwrap().unwrap().counts.supporting;
        assert_eq!((supporting().await, stances::homes(&mut city.read().await, plan).await.unwrap()[0].1), (1, Some(true)), "as evaluated");
        let verifier = city.office_of(PUPR).await.actor().await;
        commands::extend_responses(&city.services, &verifier, plan).await.unwrap();
        assert_eq!(supporting().await, 0, "until the new home is confirmed");
        commands::confirm_residence(&city.services, &city.office_of(MURNI).await.actor().await, person.id, None).await.unwrap();
        assert_eq!(supporting().await, 1);
    }
);
