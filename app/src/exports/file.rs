//! A table as the answer to a request, in one of the three forms.

use crate::{
    http::{PageResult, Web},
    lang::{Lang, Voice},
};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::IntoResponse,
};
use services::{Failure, sheet::Sheet};
use tokio_util::io::ReaderStream;

pub use services::sheet::FileKind;

/// So much of a file is in memory for each reader.
const CHUNK: usize = 32 * 1024;

fn media_type(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Csv => "text/csv; charset=utf-8",
        FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind::Json => "application/json",
    }
}

/// Workbooks are read by people, in their language; the others by programs, which want the same file from the same
/// address.
pub fn voice(kind: FileKind, web: &Web) -> Voice {
    match kind {
        FileKind::Xlsx => web.voice(),
        FileKind::Csv | FileKind::Json => Voice { lang: Lang::Indonesian, ..web.voice() },
    }
}

/// Browsers show JSON and save the others.
fn disposition(kind: FileKind, name: &str) -> String {
    match kind {
        FileKind::Csv => format!("attachment; filename=\"{name}.csv\""),
        FileKind::Xlsx => format!("attachment; filename=\"{name}.xlsx\""),
        FileKind::Json => format!("inline; filename=\"{name}.json\""),
    }
}

/// The file of a table that this address leads to. It is made when nobody has asked for it since the data changed;
/// `narrowed` is all of the address that its content depends on.
pub async fn file<F>(web: &Web, kind: FileKind, name: &str, narrowed: &str, sheet: F) -> PageResult
where
    F: Future<Output = Result<Sheet, Failure>> + Send + 'static,
{
    let what = format!("{} {} {narrowed}", web.uri.path(), voice(kind, web).lang.code());
    let made = web.services.files.get(&web.services, kind, what, sheet).await?;
    let file = tokio::fs::File::open(made.path()).await.map_err(Failure::from)?;
    let disposition = HeaderValue::from_str(&disposition(kind, name)).map_err(|error| Failure::Other(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type(kind))),
        (header::CONTENT_LENGTH, made.bytes.into()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, Body::from_stream(ReaderStream::with_capacity(file, CHUNK))).into_response())
}
