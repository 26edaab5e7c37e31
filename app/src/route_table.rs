//! Handlers with their addresses. Which there are is listed in `routes`.

use crate::{form_paths::FormPaths, uploads::MOST_UPLOAD_BYTES, web::AppState};
use axum::{Router, extract::DefaultBodyLimit, handler::Handler, routing};

/// The router together with what is in it.
pub struct RouteTable {
    pub router: Router<AppState>,
    /// Method and path of every route.
    pub entries: Vec<(&'static str, &'static str)>,
}

impl RouteTable {
    pub fn empty() -> Self {
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

    pub fn form_paths(&self) -> FormPaths {
        FormPaths::new(self.entries.iter().filter(|(method, _)| *method == "POST").map(|(_, path)| *path))
    }
}
