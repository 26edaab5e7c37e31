//! `/data/usulan.…`: the list with its filters as a file; with `?profil=sipd` under the headings of SIPD-RI.

use super::list::{note_unknown, query_of, wanted_of};
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
    note_unknown(&web, &wanted).await?;
    if !proposal_list::knows_region(&web.services, &wanted).await? {
        web.query.note_unknown("wilayah", &wanted.region);
    }
    let profile = web.filter("profil", |name| (name == "sipd").then_some(()));
    web.query.must_be_understood()?;
    let (rows, at) = proposal_list::proposal_export(&web.services, &wanted).await?;
    let (lang, zone) = (kind.language(web.lang), web.services.zone);
    let is_sipd = profile.is_some();
    let city = web.city.clone();
    let sheet = move || {
        let sheet = exports::proposals(lang, &rows, &query_of(&wanted), at, zone);
        if is_sipd { exports::sipd(lang, &city.name, sheet) } else { sheet }
    };
    exports::file(kind, if is_sipd { "usulan-sipd" } else { "usulan" }, sheet).await
}
