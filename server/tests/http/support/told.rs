//! What is wrong with a form, told at its fields.

use super::{Browser, Form};

/// Sends a form that is wrong in these fields and in no others: each is pointed out, and what was typed still stands
/// there, but for a choice that is none.
pub async fn told_at_its_fields(browser: &Browser, path: &str, typed: &[(&str, &str)], wrong: &[&str]) {
    let page = browser.post_form(path, typed).await;
    assert_eq!(page.status, 422, "{path}");
    let is_told = |name: &str| !page.all(&format!(".error-summary a[href='#{name}']")).is_empty();
    let told: Vec<&str> = typed.iter().map(|(name, _)| *name).filter(|name| is_told(name)).collect();
    assert_eq!(told, wrong, "{path} {typed:?}");
    assert_eq!(page.all(".error-summary a").len(), wrong.len(), "{path} {typed:?}: {}", page.text());
    let form = Form::sent_to(&page, path).unwrap_or_else(|| panic!("the form of {path} is gone"));
    for (name, text) in typed.iter().filter(|(name, text)| !text.is_empty() && !["into", "decision"].contains(name)) {
        assert!(form.fields.contains(&((*name).to_owned(), (*text).to_owned())), "{name} of {path}: {:?}", form.fields);
    }
}
