//! `/musrenbang/{id}/berita-acara.txt`: the text whose hash is printed on the minutes, for whoever wants to make the
//! hash again; and the names of delegates, which have a text and a hash of their own, for offices.

use crate::http::{PageError, PageResult, Web, parse};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::IntoResponse,
};
use domain::ids::MusrenbangId;
use services::{Failure, queries::minutes, store::musrenbangs::StoredMinutes};

pub async fn text(web: Web, Path(id): Path<String>) -> PageResult {
    let stored = wanted(&web, parse(&id)?).await?;
    file("berita-acara", &stored, "no-cache", stored.minutes.public_text())
}

/// Of the first form, where the names stand in the hashed text, it is that text.
pub async fn annex(web: Web, Path(id): Path<String>) -> PageResult {
    let permit = minutes::annex_permit(&web.services, &web.actor, parse(&id)?).await?;
    let stored = wanted(&web, permit.meeting()).await?;
    let sealed = stored.minutes.seal.as_ref().map(|seal| stored.minutes.annex_text(seal.salt));
    file("lampiran-delegasi", &stored, "no-store", sealed.unwrap_or_else(|| stored.minutes.canonical_text()))
}

/// The version asked for, or the latest.
async fn wanted(web: &Web, id: MusrenbangId) -> Result<StoredMinutes, PageError> {
    let version = web.filter("versi", |text| text.parse().ok());
    web.query.must_be_understood()?;
    minutes::minutes(&web.services, id, version).await?.ok_or(PageError::NotFound)
}

fn file(name: &str, stored: &StoredMinutes, keeping: &'static str, text: String) -> PageResult {
    let heading = &stored.minutes.heading;
    let name = format!("inline; filename=\"{name}-{}-{}-v{}.txt\"", heading.stage.code(), heading.held_on, heading.version);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|error| Failure::Other(error.to_string()))?),
        (header::CACHE_CONTROL, HeaderValue::from_static(keeping)),
    ];
    Ok((headers, text).into_response())
}
