//! Whether a page holds anything that is not ours.

use super::hostile::MARK;
use crate::support::Page;
use reqwest::Url;
use scraper::{Node, node::Element};

/// Attributes whose value is text for people.
const TEXTS: [&str; 7] = ["value", "alt", "title", "aria-label", "content", "label", "placeholder"];
const ADDRESSES: [&str; 8] = ["href", "src", "action", "formaction", "srcset", "poster", "data", "xlink:href"];
/// Elements that none of our pages uses.
const FOREIGN: [&str; 8] = ["base", "object", "embed", "iframe", "frame", "applet", "marquee", "math"];
/// Where links may lead besides this site.
const ELSEWHERE: [&str; 5] = [
    "https://wa.me/?text=",
    "https://opendatacommons.org/licenses/odbl/1-0/",
    "https://c2sp.org/tlog-tiles",
    "https://c2sp.org/tlog-cosignature",
    "geo:",
];
/// Pictures that the server draws into its pages.
const DRAWN: &str = "data:image/svg+xml,";

/// Everything on a page that no page of ours holds, in words.
pub fn problems(page: &Page, origin: &str) -> Vec<String> {
    let mut found = Vec::new();
    for node in page.html.tree.nodes() {
        match node.value() {
            Node::Comment(comment) if comment.contains(MARK) => found.push(format!("a comment: {}", &comment[..])),
            Node::Element(element) => judge(element, origin, &mut found),
            Node::Text(text) if text.contains(MARK) => {
                let within = node.parent().and_then(|parent| parent.value().as_element()).map_or("", Element::name);
                if matches!(within, "script" | "style" | "noscript") {
                    found.push(format!("text within {within}"));
                }
            }
            _ => {}
        }
    }
    for (name, value) in &page.headers {
        let text = String::from_utf8_lossy(value.as_bytes());
        if text.contains(MARK) && text.contains(['<', '"', '\'']) {
            found.push(format!("the header {name}: {text}"));
        }
    }
    found
}

fn judge(element: &Element, origin: &str, found: &mut Vec<String>) {
    let name = element.name();
    if name.contains(MARK) || FOREIGN.contains(&name) {
        found.push(format!("an element <{name}>"));
    }
    if name == "meta" && element.attr("http-equiv").is_some() {
        found.push("a meta element that acts as a header".into());
    }
    for (attribute, value) in element.attrs() {
        if attribute.contains(MARK) || attribute.starts_with("on") {
            found.push(format!("an attribute <{name} {attribute}>"));
        } else if ADDRESSES.contains(&attribute) {
            let is_drawn = name == "img" && value.starts_with(DRAWN) && !value.contains(MARK);
            if !is_drawn && !is_ours(value, origin) {
                found.push(format!("an address <{name} {attribute}={value:?}>"));
            }
        } else if value.contains(MARK) && !TEXTS.contains(&attribute) {
            found.push(format!("a value <{name} {attribute}={value:?}>"));
        }
    }
}

/// Leads to this site, with what was typed in its query only, or to one of the few others.
fn is_ours(address: &str, origin: &str) -> bool {
    if ELSEWHERE.iter().any(|elsewhere| address.starts_with(elsewhere)) {
        return true;
    }
    let base = Url::parse(origin).unwrap();
    base.join(address).is_ok_and(|address| address.origin() == base.origin() && !address.path().contains(MARK))
}
