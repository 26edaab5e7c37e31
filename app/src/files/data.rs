//! The smaller files of the open data; those of proposals and meetings have their own.

use crate::{
    exports::{self, FileKind},
    http::{PageResult, Web},
    links,
    route_table::RouteTable,
};
use services::{
    Failure,
    queries::{open_counts, region_list::region_list},
};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::PLANS_JSON, plans)
        .get(links::MEETING_RESULTS_JSON, meeting_results)
        .get(links::REGIONS_CSV, |web: Web| regions(web, FileKind::Csv))
        .get(links::REGIONS_XLSX, |web: Web| regions(web, FileKind::Xlsx))
}

/// The list of regions in force today.
async fn regions(web: Web, kind: FileKind) -> PageResult {
    let (services, voice) = (web.services.clone(), exports::voice(kind, &web));
    let sheet = async move { Ok::<_, Failure>(exports::regions(voice, &region_list(&services).await?, services.clock.now())) };
    exports::file(&web, kind, "wilayah", "", sheet).await
}

/// What was answered to every plan.
async fn plans(web: Web) -> PageResult {
    let (services, voice) = (web.services.clone(), exports::voice(FileKind::Json, &web));
    let sheet = async move {
        let plans = open_counts::plan_counts(&services).await?;
        Ok::<_, Failure>(exports::plans(voice, &plans, services.clock.now()))
    };
    exports::file(&web, FileKind::Json, "rencana", "", sheet).await
}

/// What all closed meetings said.
async fn meeting_results(web: Web) -> PageResult {
    let (services, voice) = (web.services.clone(), exports::voice(FileKind::Json, &web));
    let sheet = async move {
        let results = open_counts::meeting_results(&services).await?;
        Ok::<_, Failure>(exports::meeting_results(voice, &results, services.clock.now()))
    };
    exports::file(&web, FileKind::Json, "musyawarah", "", sheet).await
}
