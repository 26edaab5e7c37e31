//! Writing a plan: one page of fields, saved as a draft whatever is still missing; then pictures, preview,
//! publication.

use super::shown::ShownPlan;
use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextArea, TextField, TickBox},
        keeping::KeepDraft,
    },
    forms::FormState,
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    shell::Head,
    text::t_code,
};
use domain::{
    city::RESPONSE_DAYS,
    ids::PlanId,
    money::{FundingSource, Rupiah},
    plan::{PlanDraft, PlanField, PlanStatus, ResponseRule},
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use leptos::prelude::*;
use services::{
    queries::{draft_page, plans, region_page},
    store::agencies::Agency,
};

/// What the form is shown with: a new plan under a fresh id, or one that is there.
#[derive(Clone)]
struct Shown {
    id: PlanId,
    /// None until it was saved for the first time.
    version: Option<i64>,
    draft: PlanDraft,
    agencies: Vec<Agency>,
}

/// `/rencana/baru`
#[component]
pub fn NewPlan() -> impl IntoView {
    let form = load(async |web: Web| {
        let agencies = plans::agencies_of(&web.services, &web.actor).await??;
        let only = agencies.first().filter(|_| agencies.len() == 1).map(Agency::id);
        let next = u16::try_from(chrono::Datelike::year(&web.services.today()) + 1).ok();
        let year = draft_page::open_year(&web.services).await?.map(|open| open.plan_year).or(next);
        let draft = PlanDraft { agency: only, plan_year: year, source: Some(FundingSource::CityBudget), ..PlanDraft::default() };
        let id = web.form.fields.made_id("plan_id", &web.services.clock);
        shown(&web, Shown { id, version: None, draft, agencies }).await
    });
    view! { <Page of=form let:shown><PlanForm shown=shown.0 places=shown.1 default_days=shown.2/></Page> }
}

/// `/rencana/:id/ubah`
#[component]
pub fn PlanDraftForm() -> impl IntoView {
    let form = load(async |web: Web| {
        let id = part("id")?;
        let page = plans::managed_plan(&web.services, &web.actor, id).await??;
        if page.plan.state.status != PlanStatus::Draft {
            return Err(Refusal::PlanStatusForbids { status: page.plan.state.status }.into());
        }
        let agencies = plans::agencies_of(&web.services, &web.actor).await??;
        shown(&web, Shown { id, version: Some(page.plan.version), draft: page.plan.content, agencies }).await
    });
    view! { <Page of=form let:shown><PlanForm shown=shown.0 places=shown.1 default_days=shown.2/></Page> }
}

/// With every kecamatan and its kelurahan, and the days an answer usually has.
type Asked = (Shown, Vec<(Region, Vec<Region>)>, u16);

async fn shown(web: &Web, shown: Shown) -> Result<(Head, Asked), PageError> {
    let head = Head::new(web.text(if shown.version.is_some() { "plan_form.edit" } else { "plan_form.new" }));
    Ok((head, (shown, places(web).await?, ResponseRule::of(&web.city).response_days)))
}

/// Every kecamatan with its kelurahan.
async fn places(web: &Web) -> Result<Vec<(Region, Vec<Region>)>, services::Failure> {
    let kecamatan = region_page::of_level(&web.services, RegionLevel::Kecamatan).await?;
    let kelurahan = region_page::of_level(&web.services, RegionLevel::Kelurahan).await?;
    Ok(kecamatan
        .into_iter()
        .map(|above| {
            let below = kelurahan.iter().filter(|region| region.parent == Some(above.id)).cloned().collect();
            (above, below)
        })
        .collect())
}

/// Names of the fields for error summaries.
pub fn labels() -> Vec<(&'static str, String)> {
    PlanField::ALL.map(|field| (field.code(), t_code("plan_form", field.code()))).to_vec()
}

#[component]
fn PlanForm(shown: Shown, places: Vec<(Region, Vec<Region>)>, default_days: u16) -> impl IntoView {
    let Shown { id, version, draft, agencies } = shown;
    let is_new = version.is_none();
    let title = if is_new { t!("plan_form.new") } else { t!("plan_form.edit") };
    let action = if is_new { links::NEW_PLAN.to_owned() } else { links::plan_step(id, "ubah") };
    let agencies = agencies.into_iter().map(|agency| Choice::new(agency.id().to_string(), agency.name)).collect();
    let sources = FundingSource::ALL.map(|source| Choice::new(source.code(), t_code("funding_source", source.code()))).to_vec();
    let number = |number: Option<u16>| number.map_or_else(String::new, |number| number.to_string());
    let days = RESPONSE_DAYS;
    view! {
        <Crumbs steps=vec![(links::OUR_PLANS.into(), t!("our_plans.title"))]/>
        <div class="page-head"><h1>{title}</h1><p class="lead">{t!("plan_form.lead")}</p></div>
        <ErrorSummary labels=labels()/>
        <form method="post" action=action class="form">
            <input type="hidden" name="plan_id" value=id.to_string()/>
            <input type="hidden" name="version" value=version.unwrap_or_default().to_string()/>
            {(!is_new).then(|| view! { <ShownPlan draft=draft.clone()/> })}
            <SelectField name="agency" label=t!("plan_form.agency") value=draft.agency.map_or_else(String::new, |id| id.to_string()) empty=t!("form.choose") choices=agencies/>
            <TextField name="title" label=t!("plan_form.title") hint=t!("plan_form.title_hint") value=draft.title/>
            <TextArea name="summary" label=t!("plan_form.summary") hint=t!("plan_form.summary_hint") value=draft.summary rows=3/>
            <TextArea name="problem" label=t!("plan_form.problem") hint=t!("plan_form.problem_hint") value=draft.problem/>
            <TextArea name="expected_result" label=t!("plan_form.expected_result") hint=t!("plan_form.expected_result_hint") value=draft.expected_result rows=3/>
            <TextField name="indicator" label=t!("plan_form.indicator") hint=t!("plan_form.indicator_hint") value=draft.indicator/>
            <TextArea name="body" label=t!("plan_form.body") hint=t!("plan_form.body_hint") value=draft.body rows=8/>
            <TextField name="plan_year" label=t!("plan_form.plan_year") hint=t!("plan_form.plan_year_hint") value=number(draft.plan_year) inputmode="numeric"/>
            <TextField name="budget" label=t!("plan_form.budget") hint=t!("plan_form.budget_hint") value=draft.budget.map_or_else(String::new, Rupiah::grouped) inputmode="numeric"/>
            <SelectField name="source" label=t!("plan_form.source") value=draft.source.map_or("", FundingSource::code) empty=t!("form.choose") choices=sources/>
            <TextArea name="location" label=t!("plan_form.location") hint=t!("plan_form.location_hint") value=draft.location rows=2/>
            <TickBox name="city_wide" label=t!("plan_form.city_wide") ticked=draft.city_wide/>
            <Places places chosen=draft.regions/>
            <TextField name="response_days" label=t!("plan_form.response_days") value=number(draft.response_days) inputmode="numeric"
                hint=t!("plan_form.response_days_hint", default = default_days, least = days.start(), most = days.end())/>
            <div class="cluster">
                <button class="btn" name="lanjut" value="ya">{t!("plan_form.go_on")}</button>
                <button class="btn btn--plain">{t!("plan_form.save")}</button>
            </div>
            {(!is_new).then(|| view! { <KeepDraft action="rancangan-rencana" names="plan" of=id.to_string()/> })}
        </form>
    }
    .into_any()
}

/// All places of the city to tick, a kecamatan at a time.
#[component]
fn Places(places: Vec<(Region, Vec<Region>)>, chosen: Vec<RegionCode>) -> impl IntoView {
    let problem = FormState::problem("regions");
    let wrong = problem.is_some();
    let is_chosen = |region: &Region| FormState::is_chosen("regions", region.code.as_str(), chosen.contains(&region.code));
    view! {
        <fieldset class="choices" class:field--error=wrong id="regions">
            <legend>{t!("plan_form.regions")}</legend>
            <p class="hint">{t!("plan_form.regions_hint")}</p>
            {problem.map(|words| view! { <p class="error-text" id="regions-error">{words}</p> })}
            {places.iter().map(|(above, below)| {
                let count = below.iter().filter(|region| is_chosen(region)).count() + usize::from(is_chosen(above));
                let summary = if count == 0 { above.name.clone() } else { format!("{} ({count})", above.name) };
                let whole = t!("plan_form.whole_kecamatan", name = above.name);
                view! {
                    <details open={count > 0}>
                        <summary>{summary}</summary>
                        <div class="choices">
                            <Place code=above.code.to_string() label=whole chosen=is_chosen(above)/>
                            {below.iter().map(|region| view! { <Place code=region.code.to_string() label=region.name.clone() chosen=is_chosen(region)/> }).collect_view()}
                        </div>
                    </details>
                }
            }).collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Place(code: String, label: String, chosen: bool) -> impl IntoView {
    view! { <label><input type="checkbox" name="regions" value=code checked=chosen/><span>{label}</span></label> }.into_any()
}
