//! All published plans, narrowed by what the address says.

use crate::{
    components::{
        crumbs::unknown_region,
        field::Choice,
        filters::{Filter, FilterForm},
        paging::{Found, HEAD, Pages},
        plans::PlanCards,
    },
    context::page_context,
    http::{PageError, Web},
    links,
    page::{Page, load},
    query,
    shell::Head,
    text::t_code,
};
use domain::{plan::PlanStatus, region::RegionLevel};
use leptos::prelude::*;
use services::queries::{
    plans::{self, PlanList, Sort, Wanted},
    region_page,
};

/// The statuses a plan may be looked for by: drafts are nobody's to find.
const STATUSES: [PlanStatus; 8] = [
    PlanStatus::Published,
    PlanStatus::ResponsesClosed,
    PlanStatus::AwaitingFollowUp,
    PlanStatus::FollowedUp,
    PlanStatus::InRkpd,
    PlanStatus::UnderWay,
    PlanStatus::Finished,
    PlanStatus::Withdrawn,
];

/// `/rencana`
#[component]
pub fn Plans() -> impl IntoView {
    let plans = load(listed);
    view! { <Page of=plans let:shown><List list=shown.0 wanted=shown.1 places=shown.2/></Page> }
}

async fn listed(web: Web) -> Result<(Head, (PlanList, Wanted, Vec<Choice>)), PageError> {
    let sort = web.filter("urut", |text| match text {
        "segera" => Some(Sort::ClosingSoon),
        "terbaru" => Some(Sort::Newest),
        _ => None,
    });
    let sort = sort.unwrap_or(Sort::Newest);
    let mut wanted = Wanted {
        status: web.filter("status", |code| PlanStatus::from_code(code).filter(|status| STATUSES.contains(status))),
        agency: web.param("opd").to_owned(),
        region: web.param("wilayah").to_owned(),
        plan_year: web.filter("tahun", query::year),
        words: web.param("cari").to_owned(),
        sort,
        after: web.filter("sesudah", |text| plans::is_place(sort, text).then(|| text.to_owned())).unwrap_or_default(),
    };
    let mut list = plans::plan_list(&web.services, &wanted).await?;
    if pass_over_unknown(&web, &list, &mut wanted) {
        list = plans::plan_list(&web.services, &wanted).await?;
    }
    let kecamatan = region_page::of_level(&web.services, RegionLevel::Kecamatan).await?;
    let mut places: Vec<Choice> = Vec::new();
    for (above, below) in region_page::kelurahan_by_kecamatan(&web.services).await? {
        if let Some(region) = kecamatan.iter().find(|region| region.name == above) {
            places.push(
                Choice::new(region.code.to_string(), web.voice().say("plans.whole_kecamatan", &[("name", above.clone())]))
                    .grouped(above.clone()),
            );
        }
        places.extend(below.into_iter().map(|region| Choice::new(region.code.to_string(), region.name).grouped(above.clone())));
    }
    if let Some(region) = list.region.as_ref().filter(|region| !matches!(region.level, RegionLevel::Kecamatan | RegionLevel::Kelurahan)) {
        places.insert(0, Choice::new(region.code.to_string(), region.name.clone()));
    }
    let head = Head::new(web.text("plans.title")).about(web.text("plans.lead"));
    Ok((head, (list, wanted, places)))
}

/// An agency or a year without plans narrows nothing; that is said. A region says so at its own field.
fn pass_over_unknown(web: &Web, list: &PlanList, wanted: &mut Wanted) -> bool {
    let agency = !wanted.agency.is_empty() && list.agencies.iter().all(|agency| agency.code != wanted.agency);
    if agency {
        web.query.note_unknown("opd", &std::mem::take(&mut wanted.agency));
    }
    let year = wanted.plan_year.take_if(|year| !list.years.contains(&i64::from(*year)));
    if let Some(year) = year {
        web.query.note_unknown("tahun", &year.to_string());
    }
    agency || year.is_some()
}

/// The address of this list, with every filter that is set.
fn address(wanted: &Wanted, after: Option<&str>) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    let mut add = |name, value: Option<String>| pairs.extend(value.filter(|value| !value.is_empty()).map(|value| (name, value)));
    add("cari", Some(wanted.words.clone()));
    add("status", wanted.status.map(|status| status.code().to_owned()));
    add("opd", Some(wanted.agency.clone()));
    add("wilayah", Some(wanted.region.clone()));
    add("tahun", wanted.plan_year.map(|year| year.to_string()));
    add("urut", (wanted.sort == Sort::ClosingSoon).then(|| "segera".to_owned()));
    add("sesudah", after.map(str::to_owned));
    let query = serde_html_form::to_string(&pairs).unwrap_or_default();
    if query.is_empty() { links::PLANS.to_owned() } else { format!("{}?{query}", links::PLANS) }
}

#[component]
fn List(list: PlanList, wanted: Wanted, places: Vec<Choice>) -> impl IntoView {
    let today = page_context().today();
    let next = list.next.as_deref().map(|after| address(&wanted, Some(after)));
    let is_narrowed = address(&Wanted { sort: Sort::Newest, ..wanted.clone() }, None) != links::PLANS || wanted.sort != Sort::Newest;
    let (is_empty, count) = (list.plans.is_empty(), list.plans.len());
    let first = (!wanted.after.is_empty()).then(|| address(&wanted, None));
    view! {
        <div class="page-head"><h1>{t!("plans.title")}</h1><p class="lead">{t!("plans.lead")}</p></div>
        <Filters list=list.clone() wanted places/>
        {is_empty.then(|| if is_narrowed {
            view! { <div class="empty" id=HEAD tabindex="-1"><p>{t!("plans.none_match")}</p><p><a href=links::PLANS>{t!("plans.show_all")}</a></p></div> }.into_any()
        } else {
            view! { <p class="empty">{t!("plans.none")}</p> }.into_any()
        })}
        {(!is_empty).then(|| view! { <Found words=t!("lists.here", count = count)/> <h2 class="visually-hidden">{t!("plans.list")}</h2> })}
        <PlanCards plans=list.plans today/>
        <Pages first next/>
    }
    .into_any()
}

#[component]
fn Filters(list: PlanList, wanted: Wanted, places: Vec<Choice>) -> impl IntoView {
    let statuses = STATUSES.map(|status| Choice::new(status.code(), t_code("plan_status", status.code()))).to_vec();
    let agencies = list.agencies.into_iter().map(|agency| Choice::new(agency.code, agency.short_name)).collect();
    let years = list.years.into_iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect();
    let sorts = vec![Choice::new("terbaru", t!("plans.newest")), Choice::new("segera", t!("plans.closing_soon"))];
    let sort = if wanted.sort == Sort::ClosingSoon { "segera" } else { "terbaru" };
    let problem = unknown_region(&wanted.region, list.region.as_ref());
    let status = wanted.status.map_or("", PlanStatus::code);
    let year = wanted.plan_year.map_or_else(String::new, |year| year.to_string());
    let filters = vec![
        Filter::of_words("cari", t!("plans.search"), wanted.words),
        Filter::of_choices("status", t!("plans.status"), status, t!("plans.any"), statuses),
        Filter::of_choices("wilayah", t!("plans.region"), wanted.region, t!("plans.any"), places).with_problem(problem),
        Filter::of_choices("opd", t!("plans.agency"), wanted.agency, t!("plans.any"), agencies),
        Filter::of_choices("tahun", t!("plans.plan_year"), year, t!("plans.any"), years),
        Filter::always("urut", t!("plans.sort"), sort, sorts),
    ];
    view! { <FilterForm action=links::PLANS filters/> }
}
