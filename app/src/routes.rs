//! Every address of the site in one list, which the permission test walks.

use crate::{pages, uploads::MOST_UPLOAD_BYTES, web::AppState};
use axum::{Router, extract::DefaultBodyLimit, handler::Handler, routing};
use std::sync::LazyLock;

/// The router together with what is in it.
pub struct RouteTable {
    pub router: Router<AppState>,
    /// Method and path of every route.
    pub entries: Vec<(&'static str, &'static str)>,
}

impl RouteTable {
    fn empty() -> Self {
        Self { router: Router::new(), entries: Vec::new() }
    }

    pub fn get<H: Handler<T, AppState>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.entries.push(("GET", path));
        self.router = self.router.route(path, routing::get(handler));
        self
    }

    pub fn post<H: Handler<T, AppState>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.entries.push(("POST", path));
        self.router = self.router.route(path, routing::post(handler));
        self
    }

    /// A form with a file: a larger body, which the handler reads after it has asked who sends it.
    pub fn upload<H: Handler<T, AppState>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.entries.push(("POST", path));
        self.router = self.router.route(path, routing::post(handler).layer(DefaultBodyLimit::max(MOST_UPLOAD_BYTES)));
        self
    }
}

/// Whether a form of ours is sent to this path.
pub fn takes_form(path: &str) -> bool {
    static FORMS: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| routes().entries.into_iter().filter(|(method, _)| *method == "POST").map(|(_, path)| path).collect());
    FORMS.iter().any(|form| fits(form, path))
}

/// Whether a path fits a route: `{…}` stands for one piece of it.
fn fits(route: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (route.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || wanted.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

/// All pages and all forms.
pub fn routes() -> RouteTable {
    let table = RouteTable::empty();
    let table = pages::home::routes(table);
    let table = pages::about::routes(table);
    let table = pages::region::routes(table);
    let table = pages::calendar::routes(table);
    let table = pages::data::routes(table);
    let table = pages::account::routes(table);
    let table = pages::proposals::routes(table);
    let table = pages::codes::routes(table);
    let table = pages::residents::routes(table);
    let table = pages::meetings::routes(table);
    let table = pages::inbox::routes(table);
    let table = pages::plans::routes(table);
    let table = pages::comments::routes(table);
    pages::people::routes(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_a_route_piece_by_piece() {
        for (path, expected) in [
            ("/usulan/x/komentar", true),
            ("/usulan/x/komentar/", false),
            ("/usulan//komentar", false),
            ("/usulan/x", false),
            ("/lain/x/komentar", false),
        ] {
            assert_eq!(fits("/usulan/{id}/komentar", path), expected, "{path}");
        }
    }
}
