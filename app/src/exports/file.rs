//! A table as the answer to a request, in one of the three forms.

use crate::{text::Lang, web::PageResult};
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use services::{Failure, sheet::Sheet};

#[derive(Clone, Copy, Debug)]
pub enum FileKind {
    Csv,
    Xlsx,
    Json,
}

impl FileKind {
    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }

    /// Browsers show JSON and save the others.
    fn disposition(self, name: &str) -> String {
        match self {
            Self::Csv => format!("attachment; filename=\"{name}.csv\""),
            Self::Xlsx => format!("attachment; filename=\"{name}.xlsx\""),
            Self::Json => format!("inline; filename=\"{name}.json\""),
        }
    }

    /// Workbooks are read by people, in their language; the others by programs, which want the same file from the same address.
    pub fn language(self, readers: Lang) -> Lang {
        match self {
            Self::Xlsx => readers,
            Self::Csv | Self::Json => Lang::Indonesian,
        }
    }

    fn write(self, sheet: &Sheet) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Csv => sheet.to_csv(),
            Self::Xlsx => sheet.to_xlsx(),
            Self::Json => sheet.to_json(),
        }
    }
}

/// Makes the table and writes the file beside the requests of others.
pub async fn file(kind: FileKind, name: &str, sheet: impl FnOnce() -> Sheet + Send + 'static) -> PageResult {
    let bytes = tokio::task::spawn_blocking(move || kind.write(&sheet()));
    let bytes = bytes.await.map_err(|error| Failure::Other(error.to_string()))??;
    let disposition = HeaderValue::from_str(&kind.disposition(name)).map_err(|error| Failure::Other(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, bytes).into_response())
}
