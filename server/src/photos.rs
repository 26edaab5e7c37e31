//! Stored photos, by id and size. They carry no metadata. Those of what is public are kept by browsers and proxies;
//! those of a draft are shown to whoever writes it, and kept by nobody.

use app::http::{AppState, PageError, PageResult, Web};
use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, header},
    response::IntoResponse,
    routing::get,
};
use domain::ids::PhotoId;
use services::queries::photo::{Audience, audience};

pub fn routes() -> Router<AppState> {
    Router::new().route("/foto/{file}", get(show))
}

/// `/foto/<id>.jpg` and `/foto/<id>-small.jpg`.
async fn show(web: Web, Path(file): Path<String>) -> PageResult {
    let name = file.strip_suffix(".jpg").ok_or(PageError::NotFound)?;
    let (id, small) = name.strip_suffix("-small").map_or((name, false), |id| (id, true));
    let id: PhotoId = id.parse().map_err(|_| PageError::NotFound)?;
    let audience = audience(&web.services, &web.actor, id).await?.ok_or(PageError::NotFound)?;
    let bytes = tokio::fs::read(web.services.photos.path(id, small)).await.map_err(|_| PageError::NotFound)?;
    let keep = match audience {
        // For a day: a photo that is taken off is soon gone everywhere.
        Audience::Everybody => "public, max-age=86400, immutable",
        Audience::WhoWritesTheDraft => "private, no-store",
    };
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")), (header::CACHE_CONTROL, HeaderValue::from_static(keep))];
    Ok((headers, bytes).into_response())
}
