//! `/musrenbang/{id}/daftar.…`: the lists of one meeting as files; `?daftar=` narrows to one of them.

use crate::{
    exports::{self, FileKind, meeting},
    http::{PageError, PageResult, Web, parse},
};
use axum::extract::Path;
use services::queries::meeting_page::meeting_page;

pub async fn csv(web: Web, id: Path<String>) -> PageResult {
    file(web, id, FileKind::Csv).await
}

pub async fn xlsx(web: Web, id: Path<String>) -> PageResult {
    file(web, id, FileKind::Xlsx).await
}

pub async fn json(web: Web, id: Path<String>) -> PageResult {
    file(web, id, FileKind::Json).await
}

async fn file(web: Web, Path(id): Path<String>, kind: FileKind) -> PageResult {
    let page = meeting_page(&web.services, &web.actor, parse(&id)?).await?.ok_or(PageError::NotFound)?;
    let wanted = web.filter("daftar", |name| meeting::LISTS.into_iter().find(|(known, _)| *known == name).map(|(_, code)| code));
    web.query.must_be_understood()?;
    let (voice, at) = (exports::voice(kind, &web), web.services.clock.now());
    let narrowed = wanted.unwrap_or_default();
    exports::file(&web, kind, "musrenbang", narrowed, async move { Ok(meeting::lists(voice, &page, wanted, at)) }).await
}
