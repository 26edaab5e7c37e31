//! An answer, read as people read it.

use super::{Form, header};
use reqwest::{Response, StatusCode, header::HeaderMap};
use scraper::{ElementRef, Html, Selector};

pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub html: Html,
}

/// Words without the line breaks of the markup.
pub fn words(element: ElementRef) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

impl Page {
    pub async fn read(response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.text().await.unwrap();
        let html = Html::parse_document(&body);
        Self { status, headers, body, html }
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        header(&self.headers, "location")
    }

    /// The one heading of the first level.
    pub fn heading(&self) -> String {
        let found = self.all("h1");
        assert_eq!(found.len(), 1, "a page has one h1: {} {}", self.status, self.body);
        found[0].clone()
    }

    pub fn title(&self) -> String {
        self.all("title").concat()
    }

    /// The words of the page's middle.
    pub fn text(&self) -> String {
        self.all("main").join(" ")
    }

    pub fn has(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// The words of every element that a CSS selector finds.
    pub fn all(&self, css: &str) -> Vec<String> {
        self.html.select(&selector(css)).map(words).collect()
    }

    /// What is announced, `alert` or `status`; empty when nothing is.
    pub fn announced(&self, role: &str) -> String {
        self.all(&format!("[role={role}]")).join(" ")
    }

    /// The address of the link with these words.
    pub fn link(&self, text: &str) -> &str {
        let found = self.html.select(&selector("a[href]")).find(|link| words(*link) == text);
        found.and_then(|link| link.attr("href")).unwrap_or_else(|| panic!("no link “{text}” in {}", self.text()))
    }

    /// The field, list or text area with this label.
    pub fn field(&self, label: &str) -> ElementRef<'_> {
        self.find_field(label).unwrap_or_else(|| panic!("no field “{label}” in {}", self.text()))
    }

    pub fn find_field(&self, label: &str) -> Option<ElementRef<'_>> {
        let label = self.html.select(&selector("label[for]")).find(|found| words(*found) == label)?;
        self.html.select(&selector(&format!("[id=\"{}\"]", label.attr("for")?))).next()
    }

    /// What is written in a field.
    pub fn value(&self, label: &str) -> String {
        super::form::value(self.field(label))
    }

    /// The problem shown at a field, which its `aria-describedby` names.
    pub fn problem(&self, label: &str) -> String {
        let field = self.field(label);
        let ids = field.attr("aria-describedby").unwrap_or_default().split_whitespace();
        let errors = ids.filter(|id| id.ends_with("-error")).flat_map(|id| self.all(&format!("[id=\"{id}\"]")));
        errors.collect::<Vec<_>>().join(" ")
    }

    /// The form with a button of these words, with what stands in it.
    pub fn form(&self, button: &str) -> Form {
        Form::with_button(self, button)
    }
}
