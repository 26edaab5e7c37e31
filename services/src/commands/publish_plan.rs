//! A plan that lacks nothing is published: from now on its text and its rule stand still, and residents answer.

use super::{
    Outcome, once_more,
    plan_steps::{lock_to_manage, search_text, take_step},
};
use crate::{
    CommandError, Problem, Services,
    store::{
        city,
        photos::{self, Photo},
        plans::{self, Plan},
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    comment::Subject,
    ids::PlanId,
    plan::{PlanDraft, PlanField, PlanStep, PublishedPlan, ResponseRule},
    refusal::Refusal,
};

/// What is missing is answered field by field.
pub async fn publish_plan(services: &Services, actor: &Actor, id: PlanId) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let (plan, _) = lock_to_manage(&mut unit, actor, id).await?;
        let draft = with_photos(&plan.content, &photos::of_subject(&mut unit.tx, Subject::Plan(id)).await?);
        let rule = ResponseRule::of(&city::find(&mut unit.tx).await?);
        let published = draft.publish(&rule).map_err(|problems| CommandError::Problems(as_problems(problems)))?;
        let step = PlanStep::Publish { closes_on: published.rule.closes_on(unit.today()) };
        let plan = Plan { rule: Some(published.rule), ..plan };
        take_step(&mut unit, &plan, &step, None).await?;
        let content = cleaned(plan.content, &published);
        plans::set_content(&mut unit.tx, id, published.agency, &content, &search_text(&content)).await?;
        if content.city_wide {
            plans::set_regions(&mut unit.tx, id, &[]).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

/// The form as saved, with the photos that are there.
pub fn with_photos(content: &PlanDraft, stored: &[Photo]) -> PlanDraft {
    let has_undescribed_photo = !stored.iter().all(Photo::is_described);
    PlanDraft { photos: stored.iter().map(Photo::id).collect(), has_undescribed_photo, ..content.clone() }
}

pub(super) fn as_problems(problems: Vec<(PlanField, Refusal)>) -> Vec<Problem> {
    problems.into_iter().map(|(field, refusal)| Problem::new(field.code(), refusal)).collect()
}

/// The texts as they are published.
fn cleaned(draft: PlanDraft, published: &PublishedPlan) -> PlanDraft {
    PlanDraft {
        title: published.title.clone(),
        summary: published.summary.clone(),
        body: published.body.clone(),
        problem: published.problem.clone(),
        expected_result: published.expected_result.clone(),
        indicator: published.indicator.clone(),
        location: published.location.clone(),
        ..draft
    }
}
