//! Random lives of a city, each of two planning years that overlap: residents propose, back, withdraw, mend, answer
//! plans, comment, move, leave; offices open their meetings, check, return, score, order, move, decide, merge, part,
//! close, open again, promote and pass on, publish plans and answer for them, confirm and deny, give roles and change
//! settings; allowed or not, often two at the same moment. While the first year is late the second is open already and
//! takes over what the first does not; then that is brought to its end, too, and into a third. Whatever happens keeps
//! the rules of `rules.rs`.
//!
//! `make soak` takes more steps. `keep.rs` writes such a life down for the versions to come.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod acts;
mod ending;
mod keep;
mod life;
mod offices;
mod people;
mod plans;
mod recalled;
mod rules;
mod sitting;

use acts::{ACTS, SELDOM};
use life::Life;
use services::ledger::recount;
use testing::{TestCity, both_databases, environment, stranger};

/// Lives on each of the two databases: one test each, below.
const LIVES: usize = 6;
/// Of one life on one database, unless the environment wants more.
const STEPS: usize = 1700;
/// What is walked in all, each time the tests run.
const _: () = assert!(2 * LIVES * STEPS >= 20_000);

fn steps() -> usize {
    environment("REMBUK_SOAK_STEPS").and_then(|steps| steps.parse().ok()).unwrap_or(STEPS)
}

/// The first year alone; both; the second, while the works of the first go on.
async fn live(city: TestCity, seed: u64) {
    city.services.log.begin("rembuk.test").unwrap();
    let part = steps() / 3;
    let mut life = Life::begin(city.clone(), seed).await;
    life.walk(part).await;
    life.begin_another_year().await;
    life.walk(part).await;
    life.finish_earlier().await;
    life.carry_over().await;
    life.check().await;
    life.walk(steps() - 2 * part).await;
    let often = ACTS.iter().map(|(name, _)| *name).filter(|name| !SELDOM.contains(name));
    let never: Vec<&str> = often.filter(|name| !life.allowed.contains_key(name)).collect();
    assert!(never.is_empty(), "{never:?} were never allowed: {:?}", life.allowed);
    let seldom = SELDOM.iter().filter(|name| life.allowed.contains_key(*name)).count();
    assert!(3 * seldom > SELDOM.len(), "little happened: {:?}", life.allowed);
    life.finish_all().await;
    life.check().await;
    life.promote_all().await;
    life.check().await;
    city.pass_days(365);
    life.begin_an_undated_year().await;
    life.carry_over().await;
    life.check().await;
    life.recall().await;
    stranger::counts_agree(&city).await;
    assert_eq!(recount(&mut city.read().await).await.unwrap().differences, []);
}

both_databases!(
    async fn a_first_life_keeps_every_rule(city: TestCity) {
        Box::pin(live(city, 1)).await;
    }

    async fn a_second_life_keeps_every_rule(city: TestCity) {
        Box::pin(live(city, 2)).await;
    }

    async fn a_third_life_keeps_every_rule(city: TestCity) {
        Box::pin(live(city, 3)).await;
    }

    async fn a_fourth_life_keeps_every_rule(city: TestCity) {
        Box::pin(live(city, 4)).await;
    }

    async fn a_fifth_life_keeps_every_rule(city: TestCity) {
        Box::pin(live(city, 5)).await;
    }

    async fn a_sixth_life_keeps_every_rule(city: TestCity) {
        Box::pin(live(city, 6)).await;
    }
);
