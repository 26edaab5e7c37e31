//! Every proposal, with filters that live in the address.

use crate::{
    components::{
        crumbs::unknown_region,
        field::Choice,
        filters::{Filter, FilterForm},
        icon::Icon,
        paging::{Found, Pages},
        proposal_list::ProposalItems,
    },
    context::page_context,
    format,
    http::{PageError, Web},
    links,
    page::{Page, load},
    query,
    shell::Head,
    text::t_code,
};
use domain::{
    catalogue::Field,
    cycle::StageKind,
    proposal::{ProposalNumber, Status},
    region::{Region, RegionLevel},
};
use leptos::prelude::*;
use services::queries::{
    proposal_list::{self, After, FilterChoices, ProposalList, Wanted},
    proposal_page,
};
use std::sync::Arc;

/// `/usulan`
#[component]
pub fn Proposals() -> impl IntoView {
    let proposals = load(listed);
    view! { <Page of=proposals let:shown><List list=shown.0 wanted=shown.1 choices=shown.2/></Page> }
}

async fn listed(web: Web) -> Result<(Head, (ProposalList, Wanted, Arc<FilterChoices>)), PageError> {
    let mut wanted = wanted_of(&web);
    // A whole number leads straight to its proposal.
    if let Ok(number) = ProposalNumber::parse(&wanted.words)
        && let Some(id) = proposal_page::by_number(&web.services, &number).await?
    {
        return Err(PageError::Elsewhere(links::proposal(id)));
    }
    pass_over_unknown(&web, &mut wanted).await?;
    let list = proposal_list::proposal_list(&web.services, &wanted).await?;
    let choices = proposal_list::filter_choices(&web.services).await?;
    let head = Head::new(web.text("proposals.title")).about(web.text("proposals.lead"));
    Ok((head, (list, wanted, choices)))
}

/// The filters as the address has them; what cannot be read is noted.
pub fn wanted_of(web: &Web) -> Wanted {
    let sort = web.filter("urut", |text| match text {
        "dukungan" => Some(true),
        "terbaru" => Some(false),
        _ => None,
    });
    let most_supported = sort.unwrap_or(false);
    let after = web.filter("setelah", |text| {
        let (value, id) = text.split_once('~')?;
        let id = id.parse().ok()?;
        Some(if most_supported { After::MostSupported(value.parse().ok()?, id) } else { After::Newest(query::instant(value)?, id) })
    });
    Wanted {
        words: web.param("cari").to_owned(),
        region: web.param("wilayah").to_owned(),
        stage: web.filter("tahap", StageKind::from_code),
        status: web.filter("status", |code| Status::from_code(code).filter(|status| status.is_public())),
        field: web.filter("bidang", Field::from_code),
        agency: web.param("opd").to_owned(),
        plan_year: web.filter("tahun", query::year),
        most_supported,
        after,
    }
}

/// An agency or a year that the city does not have narrows nothing; that is said. A region says so at its own field.
pub async fn pass_over_unknown(web: &Web, wanted: &mut Wanted) -> Result<(), PageError> {
    let choices = proposal_list::filter_choices(&web.services).await?;
    if !wanted.agency.is_empty() && !choices.agencies.iter().any(|(code, _)| *code == wanted.agency) {
        web.query.note_unknown("opd", &wanted.agency);
        wanted.agency.clear();
    }
    if let Some(year) = wanted.plan_year.filter(|year| !choices.years.contains(year)) {
        web.query.note_unknown("tahun", &year.to_string());
        wanted.plan_year = None;
    }
    Ok(())
}

/// The filters as they stand in an address, without the place in the list.
pub fn query_of(wanted: &Wanted) -> Vec<(&'static str, String)> {
    let pairs = [
        ("cari", wanted.words.clone()),
        ("wilayah", wanted.region.clone()),
        ("tahap", wanted.stage.map(StageKind::code).unwrap_or_default().to_owned()),
        ("status", wanted.status.map(Status::code).unwrap_or_default().to_owned()),
        ("bidang", wanted.field.map(Field::code).unwrap_or_default().to_owned()),
        ("opd", wanted.agency.clone()),
        ("tahun", wanted.plan_year.map(|year| year.to_string()).unwrap_or_default()),
        ("urut", if wanted.most_supported { "dukungan".to_owned() } else { String::new() }),
    ];
    pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn address(path: &str, wanted: &Wanted, more: &[(&'static str, String)]) -> String {
    let mut pairs = query_of(wanted);
    pairs.extend_from_slice(more);
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", serde_html_form::to_string(&pairs).unwrap_or_default()) }
}

#[component]
fn List(list: ProposalList, wanted: Wanted, choices: Arc<FilterChoices>) -> impl IntoView {
    let zone = page_context().zone;
    let ProposalList { lines, total, next, pipelines, updated_at, region } = list;
    let next = next.map(|after| {
        let place = match after {
            After::Newest(at, id) => format!("{}~{id}", at.timestamp_micros()),
            After::MostSupported(rate, id) => format!("{rate}~{id}"),
        };
        address(links::PROPOSALS, &wanted, &[("setelah", place)])
    });
    let first = wanted.after.is_some().then(|| address(links::PROPOSALS, &wanted, &[]));
    let found = t!("proposals.found", count = format::count(total));
    let updated = t!("proposals.updated", at = format::instant(updated_at, zone));
    let is_filtered = !query_of(&wanted).is_empty();
    view! {
        <div class="page-head">
            <h1>{t!("proposals.title")}</h1>
            <p class="lead">{t!("proposals.lead")}</p>
            <p class="cluster"><a class="btn" href=links::NEW_PROPOSAL><Icon name="plus"/>{t!("proposals.new")}</a></p>
        </div>
        <Filters wanted=wanted.clone() region choices/>
        <div class="cluster cluster--apart">
            <Found words=format!("{found} · {updated}")/>
            <SortLinks wanted=wanted.clone()/>
            <Files wanted/>
        </div>
        {if lines.is_empty() {
            view! { <Empty is_filtered/> }.into_any()
        } else {
            view! { <h2 class="visually-hidden">{t!("proposals.list")}</h2> <ProposalItems lines pipelines/> }.into_any()
        }}
        <Pages first next/>
    }
    .into_any()
}

#[component]
fn Empty(is_filtered: bool) -> impl IntoView {
    let (words, href, link) = if is_filtered {
        (t!("proposals.empty_filtered"), links::PROPOSALS, t!("proposals.all"))
    } else {
        (t!("proposals.empty"), links::NEW_PROPOSAL, t!("proposals.new"))
    };
    view! { <div class="empty"><p>{words}</p><p><a href=href>{link}</a></p></div> }
}

#[component]
fn SortLinks(wanted: Wanted) -> impl IntoView {
    let link = |most_supported: bool, words: String| {
        let href = address(links::PROPOSALS, &Wanted { most_supported, ..wanted.clone() }, &[]);
        let current = (wanted.most_supported == most_supported).then_some("true");
        view! { <li><a class="chip" href=href aria-current=current>{words}</a></li> }
    };
    view! {
        <nav aria-label=t!("proposals.sort")>
            <ul class="chips">{link(false, t!("proposals.newest"))} {link(true, t!("proposals.most_supported"))}</ul>
        </nav>
    }
    .into_any()
}

/// This list as files, with its filters.
#[component]
fn Files(wanted: Wanted) -> impl IntoView {
    let kinds = [("XLSX", links::PROPOSALS_XLSX), ("CSV", links::PROPOSALS_CSV), ("JSON", links::PROPOSALS_JSON)];
    let links = kinds.map(
        |(kind, path)| view! { <li><a class="chip chip--tall" href=address(path, &wanted, &[])><Icon name="download"/>{kind}</a></li> },
    );
    view! { <nav aria-label=t!("proposals.download")><ul class="chips">{links}</ul></nav> }.into_any()
}

#[component]
fn Filters(wanted: Wanted, region: Option<Region>, choices: Arc<FilterChoices>) -> impl IntoView {
    let code = |value: Option<&'static str>| value.unwrap_or_default().to_owned();
    let stages = StageKind::ALL.map(|stage| Choice::new(stage.code(), t_code("stage", stage.code()))).to_vec();
    let statuses = Status::ALL.into_iter().filter(|status| status.is_public());
    let statuses = statuses.map(|status| Choice::new(status.code(), t_code("proposal_status", status.code()))).collect();
    let fields = Field::ALL.map(|field| Choice::new(field.code(), t_code("field", field.code()))).to_vec();
    let agencies = choices.agencies.iter().map(|(code, name)| Choice::new(code.clone(), name.clone())).collect();
    let years = choices.years.iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect();
    let problem = unknown_region(&wanted.region, region.as_ref());
    let regions = region_choices(&choices, region.as_ref());
    let year = wanted.plan_year.map(|year| year.to_string()).unwrap_or_default();
    let any = || t!("proposals.any");
    let filters = vec![
        Filter::of_words("cari", t!("proposals.words"), wanted.words),
        Filter::of_choices("wilayah", t!("proposals.region"), wanted.region, t!("proposals.whole_city"), regions).with_problem(problem),
        Filter::of_choices("tahap", t!("proposals.stage"), code(wanted.stage.map(StageKind::code)), any(), stages),
        Filter::of_choices("status", t!("proposals.status"), code(wanted.status.map(Status::code)), any(), statuses),
        Filter::of_choices("bidang", t!("proposals.field"), code(wanted.field.map(Field::code)), any(), fields),
        Filter::of_choices("opd", t!("proposals.agency"), wanted.agency, any(), agencies),
        Filter::of_choices("tahun", t!("proposals.year"), year, any(), years),
    ];
    view! { <FilterForm action=links::PROPOSALS filters order=wanted.most_supported.then_some(("urut", "dukungan"))/> }
}

/// Each kecamatan as a group with itself first; an RT that came with a link keeps its place.
fn region_choices(choices: &FilterChoices, chosen: Option<&Region>) -> Vec<Choice> {
    let mut list = Vec::new();
    if let Some(region) = chosen.filter(|region| region.level == RegionLevel::Rt) {
        list.push(Choice::new(region.code.to_string(), format!("{} ({})", region.name, region.code)));
    }
    for (kecamatan, kelurahan) in &choices.regions {
        list.push(
            Choice::new(kecamatan.code.to_string(), t!("proposals.whole_kecamatan", name = kecamatan.name)).grouped(kecamatan.name.clone()),
        );
        list.extend(
            kelurahan.iter().map(|region| Choice::new(region.code.to_string(), region.name.clone()).grouped(kecamatan.name.clone())),
        );
    }
    list
}
