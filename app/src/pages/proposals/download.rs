//! `/data/usulan.…`: the list with its filters as a file; with `?profil=sipd` under the headings of SIPD-RI.

use super::list::{query_of, wanted_of};
use crate::{
    exports::{self, FileKind},
    web::{PageResult, Web},
};
use services::queries::proposal_list;

pub async fn csv(web: Web) -> PageResult {
    file(web, FileKind::Csv).await
}

pub async fn xlsx(web: Web) -> PageResult {
    file(web, FileKind::Xlsx).await
}

pub async fn json(web: Web) -> PageResult {
    file(web, FileKind::Json).await
}

async fn file(web: Web, kind: FileKind) -> PageResult {
    let wanted = wanted_of(&web);
    let (rows, at) = proposal_list::proposal_export(&web.services, &wanted).await?;
    let (lang, zone) = (web.lang, web.services.zone);
    let is_sipd = web.param("profil") == "sipd";
    let sheet = move || {
        let sheet = exports::proposals(lang, &rows, &query_of(&wanted), at, zone);
        if is_sipd { exports::sipd(lang, sheet) } else { sheet }
    };
    exports::file(kind, if is_sipd { "usulan-sipd" } else { "usulan" }, sheet).await
}
