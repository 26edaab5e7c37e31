//! Plans of [`PUPR`] in a test city, and residents who answer them.

use crate::{PUPR, Place, TestCity, TestPerson};
use domain::{
    ids::PlanId,
    money::{FundingSource, Rupiah},
    permission::may_take_stance,
    plan::{PlanDraft, Stance},
    region::RegionCode,
};
use services::commands;

/// A plan of PUPR that lacks nothing.
pub async fn content(city: &TestCity, regions: &[RegionCode]) -> PlanDraft {
    PlanDraft {
        title: "Normalisasi saluran Legok".into(),
        summary: "Saluran sepanjang 1,2 km dikeruk dan dindingnya diperbaiki.".into(),
        body: "Pekerjaan dimulai pada musim kemarau.".into(),
        problem: "Air meluap ke jalan setiap hujan deras.".into(),
        expected_result: "Genangan surut dalam dua jam.".into(),
        indicator: "lama genangan (jam)".into(),
        agency: Some(city.agency(PUPR).await.id()),
        plan_year: Some(2028),
        budget: Some(Rupiah::new(9_750_000_000).expect("a plan")),
        source: Some(FundingSource::CityBudget),
        location: "Jalan Kolonel Abunjani".into(),
        city_wide: regions.is_empty(),
        regions: regions.to_vec(),
        ..PlanDraft::default()
    }
}

/// A draft of PUPR; no regions is the whole city.
pub async fn draft(city: &TestCity, regions: &[RegionCode]) -> PlanId {
    let id = PlanId(city.services.clock.new_id());
    let verifier = city.office_of(PUPR).await.actor().await;
    commands::create_plan(&city.services, &verifier, id, &content(city, regions).await).await.expect("a plan");
    id
}

pub async fn publish(city: &TestCity, id: PlanId) -> PlanId {
    let verifier = city.office_of(PUPR).await.actor().await;
    commands::publish_plan(&city.services, &verifier, id).await.expect("a plan");
    id
}

/// A published plan of PUPR that takes answers for 21 days.
pub async fn published(city: &TestCity, regions: &[RegionCode]) -> PlanId {
    publish(city, draft(city, regions).await).await
}

/// A confirmed resident of a kelurahan answers.
pub async fn answer(city: &TestCity, plan: PlanId, home: Place, stance: Stance) -> TestPerson {
    let person = city.confirmed_resident_of(&home.rt(1)).await;
    let permit = may_take_stance(&person.actor().await, plan).expect("a plan");
    commands::take_stance(&city.services, &permit, stance).await.expect("a plan");
    person
}

/// So many of them, one after the other.
pub async fn answers(city: &TestCity, plan: PlanId, home: Place, stance: Stance, count: usize) {
    for _ in 0..count {
        answer(city, plan, home, stance).await;
    }
}
