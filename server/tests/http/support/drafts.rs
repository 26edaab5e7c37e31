//! Proposals that are being written, begun as people do.

use super::{Browser, Form};

/// The first page, before anything is written on it.
pub async fn first_page(browser: &Browser) -> Form {
    browser.get("/usulan/baru").await.form("Simpan dan lanjutkan nanti")
}

/// An empty draft; its address.
pub async fn begun(browser: &Browser) -> String {
    let form = first_page(browser).await;
    let id = form.fields.iter().find(|(name, _)| name == "id").map(|(_, value)| value.clone()).unwrap();
    let kept = browser.submit(form).await;
    assert_eq!(kept.location(), "/usulan-saya?pesan=saved");
    format!("/usulan/{id}")
}
