//! `/musrenbang/{id}/daftar.…`: the lists of one meeting as files; `?daftar=` narrows to one of them.

use super::public;
use crate::{
    exports::{self, FileKind, meeting},
    http::{PageResult, Web},
};
use axum::extract::Path;

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
    let page = public(&web, &id).await?;
    let wanted = web.filter("daftar", |name| meeting::LISTS.into_iter().find(|(known, _)| *known == name).map(|(_, code)| code));
    web.query.must_be_understood()?;
    let (voice, at) = (exports::voice(kind, &web), web.services.clock.now());
    let narrowed = wanted.unwrap_or_default();
    exports::file(&web, kind, "musrenbang", narrowed, async move { Ok(meeting::lists(voice, &page, wanted, at)) }).await
}
