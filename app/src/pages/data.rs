//! `/data`: what can be taken away, what the columns mean, under which licence, and how anybody checks it.

mod public_log;

use crate::{
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::export::{MEETING_RESULTS, PLANS, PROPOSALS, REGIONS};
use leptos::prelude::*;
use public_log::{PublicLog, Shown};
use services::queries::proposal_list;

/// `/data`
#[component]
pub fn OpenData() -> impl IntoView {
    let page = load(async |web: Web| {
        let years = proposal_list::filter_choices(&web.services).await?.years.clone();
        let address = web.absolute(&format!("{}?tahun={}", links::PROPOSALS_JSON, years.first().copied().unwrap_or_default()));
        let log = public_log::shown(&web).await?;
        let head = Head::new(web.text("data.title")).about(web.text("data.lead"));
        Ok((head, (years, address, log)))
    });
    view! { <Page of=page let:shown><Data years=shown.0 address=shown.1 log=shown.2/></Page> }
}

#[component]
fn Data(years: Vec<u16>, address: String, log: Shown) -> impl IntoView {
    let (has_years, newest) = (!years.is_empty(), years.first().map(u16::to_string).unwrap_or_default());
    let rows = years.into_iter().map(|year| {
        let link = |path: &str, kind: &'static str| {
            view! { <a href=format!("{path}?tahun={year}") aria-label=t!("data.file", kind = kind, year = year)>{kind}</a> }
        };
        view! {
            <tr><th scope="row">{t!("data.proposals_of", year = year)}</th>
                <td>{link(links::PROPOSALS_XLSX, "XLSX")}</td> <td>{link(links::PROPOSALS_CSV, "CSV")}</td> <td>{link(links::PROPOSALS_JSON, "JSON")}</td></tr>
        }
    });
    view! {
        <div class="page-head"><h1>{t!("data.title")}</h1><p class="lead">{t!("data.lead")}</p></div>
        <section class="stack">
            <h2>{t!("data.files")}</h2>
            <div class="table-scroll"><table class="data data--links">
                <thead><tr><th scope="col">{t!("data.what")}</th><th scope="col">"Excel"</th><th scope="col">"CSV"</th><th scope="col">"JSON"</th></tr></thead>
                <tbody>
                    {rows.collect_view()}
                    <tr><th scope="row">{t!("data.plans")}</th> <td>"–"</td> <td>"–"</td>
                        <td><a href=links::PLANS_JSON aria-label=t!("data.plans_file")>"JSON"</a></td></tr>
                    <tr><th scope="row">{t!("data.results")}</th> <td>"–"</td> <td>"–"</td>
                        <td><a href=links::MEETING_RESULTS_JSON aria-label=t!("data.results_file")>"JSON"</a></td></tr>
                    <tr><th scope="row">{t!("data.regions")}</th>
                        <td><a href=links::REGIONS_XLSX aria-label=t!("data.regions_file", kind = "XLSX")>"XLSX"</a></td>
                        <td><a href=links::REGIONS_CSV aria-label=t!("data.regions_file", kind = "CSV")>"CSV"</a></td> <td>"–"</td></tr>
                </tbody>
            </table></div>
            {(!has_years).then(|| view! { <p class="empty">{t!("meetings.no_cycle")}</p> })}
            <p class="measure">{t!("data.filtered")} " " <a href=format!("{}?tahun={newest}", links::PROPOSALS)>{t!("proposals.title")}</a></p>
            {has_years.then(|| view! {
                <p class="measure">{t!("data.sipd")} " " <a href=format!("{}?tahun={newest}&profil=sipd", links::PROPOSALS_XLSX)>{t!("data.sipd_file", year = newest)}</a></p>
            })}
            <p class="measure">{t!("data.meetings")} " " <a href=links::MEETINGS>{t!("menu.meetings")}</a></p>
        </section>
        <PublicLog log/>
        <section class="stack">
            <h2>{t!("data.licence")}</h2>
            <p class="measure">{t!("data.licence_words")}</p>
            <p class="measure">{t!("data.licence_regions")} " " <a href="https://opendatacommons.org/licenses/odbl/1-0/">"ODbL 1.0"</a></p>
            <p class="measure">{t!("data.persons")} " " <a href=links::PRIVACY>{t!("menu.privacy")}</a></p>
        </section>
        <section class="stack">
            <h2>{t!("data.machines")}</h2>
            <p class="measure">{t!("data.machines_words")}</p>
            <pre tabindex="0"><code>{address}</code></pre>
        </section>
        <section class="stack">
            <h2>{t!("data.columns")}</h2>
            <Columns keys=PROPOSALS.map(|column| column.key).to_vec() caption=t!("data.columns_proposals")/>
            <Columns keys=PLANS.map(|column| column.key).to_vec() caption=t!("data.plans")/>
            <Columns keys=MEETING_RESULTS.map(|column| column.key).to_vec() caption=t!("data.results")/>
            <Columns keys=REGIONS.map(|column| column.key).to_vec() caption=t!("data.columns_regions")/>
        </section>
    }
    .into_any()
}

#[component]
fn Columns(keys: Vec<&'static str>, caption: String) -> impl IntoView {
    let rows = keys.into_iter().map(|key| {
        view! {
            <tr><th scope="row">{t_code("export", key)}</th> <td data-th=t!("data.key")><code>{key}</code></td>
                <td data-th=t!("data.meaning")>{t_code("export_help", key)}</td></tr>
        }
    });
    view! {
        <div class="table-scroll"><table class="data data--tight cards">
            <caption>{caption}</caption>
            <thead><tr><th scope="col">{t!("data.column")}</th><th scope="col">{t!("data.key")}</th><th scope="col">{t!("data.meaning")}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}
