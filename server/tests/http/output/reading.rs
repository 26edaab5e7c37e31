//! Opens an address and judges what comes: a page with an HTML parser, a file as its programs read it.

use super::{files, hostile::MARK, judge};
use crate::support::{Browser, Page};
use reqwest::Method;

/// What came of it.
pub struct Opened {
    /// None of what is no page.
    pub page: Option<Page>,
    pub is_there: bool,
    /// Something that was typed stands there.
    pub is_shown: bool,
    pub problems: Vec<String>,
}

pub async fn open(browser: &Browser, address: &str) -> Opened {
    let response = browser.send(browser.request(Method::GET, address)).await;
    let is_there = response.status().is_success();
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    if !is_there || kind.starts_with("text/html") {
        let page = Page::read(response).await;
        let is_shown = page.body.contains(MARK) && !address.contains(MARK);
        return Opened { problems: of_page(&page, browser), page: Some(page), is_there, is_shown };
    }
    let is_file = ["text/csv", "application/json", "application/vnd"].iter().any(|known| kind.starts_with(known));
    let (problems, is_shown) = if is_file { files::problems(&kind, &response.bytes().await.unwrap()) } else { (Vec::new(), false) };
    Opened { page: None, is_there, is_shown, problems }
}

pub fn of_page(page: &Page, browser: &Browser) -> Vec<String> {
    let mut problems = judge::problems(page, &browser.origin);
    if page.status.is_server_error() {
        problems.push(format!("{}", page.status));
    }
    problems
}
