//! Saves a draft whatever is still missing in it.

use super::merging::{merged, shown_now};
use crate::{
    forms::Fields,
    http::{PageResult, Web, go, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{
    ids::{AgencyId, PlanId},
    money::{FundingSource, Rupiah},
    number,
    plan::PlanDraft,
    refusal::Refusal,
    region::RegionCode,
};
use services::{CommandError, Problem, commands, queries::plans};

pub async fn create(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    plans::agencies_of(&web.services, &web.actor).await??;
    let id: PlanId = fields.made_id("plan_id", &web.services.clock);
    let (draft, problems) = read(&fields);
    match commands::create_plan(&web.services, &web.actor, id, &draft).await {
        Ok(()) => saved(web, id, &draft, problems, fields).await,
        Err(error) => web.again(links::NEW_PLAN, with(error, problems), fields).await,
    }
}

pub async fn save(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    let (draft, problems) = read(&fields);
    let version = fields.text("version").parse().unwrap_or_default();
    match commands::save_plan_draft(&web.services, &web.actor, plan, version, &draft).await {
        Ok(()) => saved(web, plan, &draft, problems, fields).await,
        Err(CommandError::Refused(Refusal::ChangedMeanwhile)) if fields.typed("title").shown.is_some() => {
            save_over(web, plan, fields).await
        }
        Err(error) => web.again(&links::plan_step(plan, "ubah"), with(error, problems), fields).await,
    }
}

/// As it is written, from an island that stays on the page: which values its hidden fields have now, and what could not
/// be read.
pub async fn keep(web: &Web, plan: PlanId, fields: &Fields) -> Result<(Vec<(String, String)>, Vec<Problem>), CommandError> {
    let (draft, problems) = read(fields);
    let version: i64 = fields.text("version").parse().unwrap_or_default();
    commands::save_plan_draft(&web.services, &web.actor, plan, version, &draft).await?;
    let mut shown = shown_now(fields, &draft);
    shown.push(("version".to_owned(), (version + 1).to_string()));
    Ok((shown, problems))
}

/// Somebody else has saved since the form was shown.
async fn save_over(web: Web, plan: PlanId, fields: Fields) -> PageResult {
    let page = plans::managed_plan(&web.services, &web.actor, plan).await??;
    let (fields, taken) = merged(&fields, &page.plan.content);
    let (draft, problems) = read(&fields);
    let outcome = if taken.is_empty() {
        commands::save_plan_draft(&web.services, &web.actor, plan, page.plan.version, &draft).await
    } else {
        Err(CommandError::Problems(taken))
    };
    match outcome {
        Ok(()) => saved(web, plan, &draft, problems, fields).await,
        Err(error) => web.again(&links::plan_step(plan, "ubah"), with(error, problems), fields).await,
    }
}

/// The draft is safe. What could not be read is shown at once; what is missing, when the writer wants to go on.
async fn saved(web: Web, id: PlanId, draft: &PlanDraft, mut problems: Vec<Problem>, fields: Fields) -> PageResult {
    let goes_on = fields.has("lanjut");
    if goes_on {
        let known: Vec<&str> = problems.iter().map(|problem| problem.field).collect();
        let missing = draft.problems().into_iter().filter(|(field, _)| !known.contains(&field.code()));
        let missing: Vec<Problem> = missing.map(|(field, refusal)| Problem::new(field.code(), refusal)).collect();
        problems.extend(missing);
    }
    if !problems.is_empty() {
        return web.again(&links::plan_step(id, "ubah"), CommandError::Problems(problems), fields).await;
    }
    Ok(if goes_on { go(&links::plan_step(id, "foto")) } else { go_with(&links::plan_step(id, "ubah"), "saved") })
}

fn with(error: CommandError, mut problems: Vec<Problem>) -> CommandError {
    match error {
        CommandError::Problems(more) => {
            problems.extend(more);
            CommandError::Problems(problems)
        }
        other => other,
    }
}

/// The form as a draft, and what could not be read.
fn read(fields: &Fields) -> (PlanDraft, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut read = |name: &'static str, parse: fn(&str) -> Result<u16, Refusal>| match fields.text(name) {
        "" => None,
        text => parse(text).map_err(|refusal| problems.push(Problem::new(name, refusal))).ok(),
    };
    let days = |text: &str| number::whole(text).and_then(|days| u16::try_from(days).map_err(|_| Refusal::NumberOutOfRange));
    let (plan_year, response_days) = (read("plan_year", number::year), read("response_days", days));
    let budget = match fields.text("budget") {
        "" => None,
        text => Rupiah::parse(text).map_err(|refusal| problems.push(Problem::new("budget", refusal))).ok(),
    };
    let regions: Vec<RegionCode> = fields.all("regions").filter_map(|code| RegionCode::parse(code).ok()).collect();
    let text = |name: &str| domain::text::clean(fields.text(name));
    let draft = PlanDraft {
        title: text("title"),
        summary: text("summary"),
        body: text("body"),
        problem: text("problem"),
        expected_result: text("expected_result"),
        indicator: text("indicator"),
        agency: fields.text("agency").parse::<AgencyId>().ok(),
        plan_year,
        budget,
        source: FundingSource::from_code(fields.text("source")),
        location: text("location"),
        city_wide: fields.has("city_wide"),
        regions,
        response_days,
        ..PlanDraft::default()
    };
    (draft, problems)
}
