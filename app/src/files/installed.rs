//! What a phone asks for that puts the site among its programs: its name, its colours and its pictures.

use crate::{
    http::{PageResult, Web},
    links, look,
    route_table::RouteTable,
};
use axum::{
    Json,
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use services::{
    Failure,
    icon::{Cut, picture},
};

pub fn routes(table: RouteTable) -> RouteTable {
    let table = table.get(links::MANIFEST, manifest).get(links::ICON_SMALL, small);
    table.get(links::ICON_LARGE, large).get(links::ICON_WHOLE, whole)
}

#[derive(Serialize)]
struct Manifest {
    id: &'static str,
    name: String,
    short_name: &'static str,
    lang: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    theme_color: String,
    background_color: &'static str,
    icons: [Icon; 3],
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: String,
    r#type: &'static str,
    purpose: &'static str,
}

/// `/manifest.webmanifest`
async fn manifest(web: Web) -> Response {
    let icon = |path: &str, side: u32, purpose: &'static str| Icon {
        src: look::icon(&web.city, path),
        sizes: format!("{side}x{side}"),
        r#type: "image/png",
        purpose,
    };
    let said = Manifest {
        id: links::HOME,
        name: format!("Rembuk {}", web.city.name()).trim().to_owned(),
        short_name: "Rembuk",
        lang: web.lang.code(),
        start_url: links::HOME,
        scope: links::HOME,
        display: "standalone",
        theme_color: look::colour(&web.city).to_string(),
        background_color: look::GROUND,
        icons: [icon(links::ICON_SMALL, SMALL, "any"), icon(links::ICON_LARGE, LARGE, "any"), icon(links::ICON_WHOLE, LARGE, "maskable")],
    };
    ([(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, "no-cache")], Json(said)).into_response()
}

const SMALL: u32 = 192;
const LARGE: u32 = 512;

async fn small(web: Web) -> PageResult {
    drawn(&web, SMALL, Cut::Round).await
}

async fn large(web: Web) -> PageResult {
    drawn(&web, LARGE, Cut::Round).await
}

async fn whole(web: Web) -> PageResult {
    drawn(&web, LARGE, Cut::Whole).await
}

async fn drawn(web: &Web, side: u32, cut: Cut) -> PageResult {
    let colour = look::colour(&web.city);
    let drawing = tokio::task::spawn_blocking(move || picture(side, cut, colour)).await;
    let png = drawing.map_err(|error| Failure::Other(error.to_string()))??;
    let keeping = look::keeping(&web.uri, Some(&look::icon(&web.city, web.uri.path())));
    Ok(([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, keeping)], png).into_response())
}
