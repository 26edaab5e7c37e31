//! The clock evaluates the answers to plans: each by itself, by thresholds that do not fall because a list is
//! incomplete.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    ids::PlanId,
    plan::{Outcome, PlanStatus, Stance},
};
use services::{
    commands::close_responses,
    queries,
    store::{Tx, plans, regions},
};
use testing::{
    DANAU_SIPIN, LEGOK, MURNI, TestCity, both_databases,
    plans::{answers, published},
};

async fn find(city: &TestCity, id: PlanId) -> plans::Plan {
    plans::find(&mut city.read().await, id).await.unwrap().unwrap()
}

const LOSE_THE_RULE: &str = "UPDATE plans SET rule = NULL WHERE id = $1";
/// That of any other.
const FIND_IT_AGAIN: &str = "UPDATE plans SET rule = (SELECT rule FROM plans WHERE rule IS NOT NULL LIMIT 1) WHERE id = $1";

/// What no command would write.
async fn by_hand(city: &TestCity, statement: &'static str, id: PlanId) {
    let mut tx = city.begin().await;
    match &mut tx {
        Tx::Sqlite(tx) => sqlx::query(statement).bind(id.0).execute(&mut **tx).await.map(drop),
        Tx::Postgres(tx) => sqlx::query(statement).bind(id.0).execute(&mut **tx).await.map(drop),
    }
    .unwrap();
    tx.commit().await.unwrap();
}

both_databases!(
    async fn a_plan_that_cannot_be_evaluated_keeps_no_other_from_its_turn(city: TestCity) {
        let [first, broken, last] = [
            published(&city, &[LEGOK.region()]).await,
            published(&city, &[LEGOK.region()]).await,
            published(&city, &[MURNI.region()]).await,
        ];
        by_hand(&city, LOSE_THE_RULE, broken).await;
        city.pass_days(22);
        assert_eq!(close_responses(&city.services).await.unwrap(), 2);
        let statuses = [find(&city, first).await, find(&city, broken).await, find(&city, last).await].map(|plan| plan.state.status);
        assert_eq!(statuses, [PlanStatus::ResponsesClosed, PlanStatus::Published, PlanStatus::ResponsesClosed]);
        assert_eq!(close_responses(&city.services).await.unwrap(), 0, "and it goes on like that, without an end of the clock");
        by_hand(&city, FIND_IT_AGAIN, broken).await;
        assert_eq!(close_responses(&city.services).await.unwrap(), 1);
    }

    async fn the_threshold_counts_households_that_nobody_has_announced(city: TestCity) {
        let rts = [LEGOK, MURNI].into_iter().flat_map(|kelurahan| [1, 2, 3].map(|number| kelurahan.rt(number)));
        for code in [DANAU_SIPIN.region(), LEGOK.region(), MURNI.region()].into_iter().chain(rts) {
            city.announce_households(&code, 0).await;
        }
        city.announce_households(&LEGOK.rt(1), 400).await;
        assert_eq!(regions::in_force(&mut city.read().await, city.today()).await.unwrap().len(), 19);
        let plan = published(&city, &[DANAU_SIPIN.region()]).await;
        let page = queries::plans::plan_page(&city.services, &domain::account::Actor::public(), plan, (None, None)).await.unwrap().unwrap();
        assert_eq!(page.households, 2400, "six RTs like the one that is known");
        answers(&city, plan, LEGOK, Stance::Support, 31).await;
        city.pass_days(22);
        close_responses(&city.services).await.unwrap();
        let evaluation = find(&city, plan).await.evaluation.unwrap();
        assert_eq!((evaluation.needed, evaluation.outcome), (48, Outcome::TooFew), "2 % of them, not the least count");
    }
);
