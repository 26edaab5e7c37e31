//! The forms of the table's addresses, as the pages that show them would send them.

use super::{
    post,
    scenes::{Scene, Shown},
};
use crate::support::{Browser, Form, Page};

/// Names and values, as a browser sends them.
pub type Sent = Vec<(String, String)>;

/// The whole form of an address: what the page that shows it holds, with something in every field that was empty, and
/// what the scene says in place of what was made up. Nothing when no page shows it.
pub async fn whole(browser: &Browser, scene: &Scene) -> Option<Sent> {
    let form = pages(browser, scene).await.into_iter().find_map(|page| Form::sent_to(&page, &scene.address));
    let mut fields = match (form, &scene.shown) {
        (Some(form), _) => form.fields,
        (None, Shown::Nowhere) => Sent::new(),
        (None, _) => return None,
    };
    fields.retain(|(name, _)| !scene.typed.iter().any(|(known, _)| known == name));
    fields.extend(scene.typed.iter().cloned());
    Some(fields)
}

/// The pages on which the form may stand, as this browser sees them.
pub async fn pages(browser: &Browser, scene: &Scene) -> Vec<Page> {
    let addresses = match &scene.shown {
        Shown::Near => pages_of(&scene.address),
        Shown::At(address) => vec![address.clone()],
        Shown::After(address, fields) => return vec![post(browser, address, fields).await],
        Shown::Nowhere => Vec::new(),
    };
    let mut pages = Vec::new();
    for address in addresses {
        pages.push(browser.get(&address).await);
    }
    pages
}

/// Where a form may stand that is sent to this address: at the address itself, above it, or chosen there.
fn pages_of(address: &str) -> Vec<String> {
    let mut pages = vec![address.to_owned()];
    let mut rest = address.split('?').next().unwrap_or_default();
    while let Some((above, last)) = rest.rsplit_once('/').filter(|(above, _)| !above.is_empty()) {
        pages.push(format!("{above}?tindakan={last}"));
        pages.push(above.to_owned());
        rest = above;
    }
    pages.push("/".to_owned());
    pages
}
