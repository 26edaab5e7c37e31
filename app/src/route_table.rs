//! Addresses with what answers there: the pages of the router, and handlers for files and forms.

use crate::{
    form_paths::FormPaths,
    http::{AppState, page},
    uploads::MOST_UPLOAD_BYTES,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    routing::{self, MethodRouter},
};
use leptos_axum::{AxumRouteListing, LeptosRoutes};

/// The router together with what is in it.
pub struct RouteTable {
    pub router: Router<AppState>,
    /// Method and path of every route.
    pub entries: Vec<(&'static str, String)>,
    forms: Vec<String>,
}

impl RouteTable {
    /// All pages, which one handler draws.
    pub fn of_pages(pages: Vec<AxumRouteListing>) -> Self {
        let entries = pages.iter().map(|listed| ("GET", listed.path().to_owned())).collect();
        Self { router: Router::new().leptos_routes_with_handler(pages, page), entries, forms: Vec::new() }
    }

    pub fn get<H: Handler<T, AppState>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.entries.push(("GET", path.to_owned()));
        self.router = self.router.route(path, routing::get(handler));
        self
    }

    pub fn post<H: Handler<T, AppState>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.form(path, routing::post(handler))
    }

    /// A form with a file: a larger body, which the handler reads after it has asked who sends it.
    pub fn upload<H: Handler<T, AppState>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.form(path, routing::post(handler).layer(DefaultBodyLimit::max(MOST_UPLOAD_BYTES)))
    }

    fn form(mut self, path: &'static str, handler: MethodRouter<AppState>) -> Self {
        self.forms.push(path.to_owned());
        self.entries.push(("POST", path.to_owned()));
        self.router = self.router.route(path, handler);
        self
    }

    /// What an island asks. It is no form: what was sent there is not given back to be sent again.
    pub fn action<H: Handler<T, AppState>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.entries.push(("POST", path.to_owned()));
        self.router = self.router.route(path, routing::post(handler));
        self
    }

    pub fn form_paths(&self) -> FormPaths {
        FormPaths::new(self.forms.iter().cloned())
    }
}
