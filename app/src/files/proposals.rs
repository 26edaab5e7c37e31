//! `/data/usulan.…`: the list with its filters as a file; with `?profil=sipd` under the headings of SIPD-RI.

use crate::{
    exports::{self, FileKind},
    http::{PageResult, Web},
    links,
    pages::proposals::{pass_over_unknown, query_of, wanted_of},
    route_table::RouteTable,
};
use services::{
    Failure,
    queries::{proposal_export::proposal_export, proposal_list},
};

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::PROPOSALS_CSV, csv).get(links::PROPOSALS_XLSX, xlsx).get(links::PROPOSALS_JSON, json)
}

async fn csv(web: Web) -> PageResult {
    file(web, FileKind::Csv).await
}

async fn xlsx(web: Web) -> PageResult {
    file(web, FileKind::Xlsx).await
}

async fn json(web: Web) -> PageResult {
    file(web, FileKind::Json).await
}

async fn file(web: Web, kind: FileKind) -> PageResult {
    let mut wanted = wanted_of(&web);
    pass_over_unknown(&web, &mut wanted).await?;
    if !proposal_list::knows_region(&web.services, &wanted).await? {
        web.query.note_unknown("wilayah", &wanted.region);
    }
    let is_sipd = web.filter("profil", |name| (name == "sipd").then_some(())).is_some();
    web.query.must_be_understood()?;
    let narrowed = format!("{is_sipd} {wanted:?}");
    let (services, voice) = (web.services.clone(), exports::voice(kind, &web));
    let sheet = async move {
        let export = proposal_export(&services, &wanted).await?;
        let sheet = exports::proposals(voice.clone(), export, &query_of(&wanted));
        Ok::<_, Failure>(if is_sipd { exports::sipd(voice, sheet) } else { sheet })
    };
    exports::file(&web, kind, if is_sipd { "usulan-sipd" } else { "usulan" }, &narrowed, sheet).await
}
