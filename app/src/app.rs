//! Every page of the site with its address, one line each, by their folders. Files, and what forms are sent to, are in
//! `routes`.

use crate::{
    http::{PageError, stop},
    pages::plans,
};
use leptos::prelude::*;
use leptos_router::{
    MatchNestedRoutes, SsrMode,
    any_nested_route::IntoAnyNestedRoute,
    components::{FlatRoutes, Route, Router},
    path,
};
use std::sync::Arc;

/// What is between the document's first line and its last.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=NotFound>
                <PlanPages/>
            </FlatRoutes>
        </Router>
    }
}

#[component]
fn NotFound() -> impl IntoView {
    stop(Arc::new(PageError::NotFound));
}

#[component(transparent)]
fn PlanPages() -> impl MatchNestedRoutes + Clone {
    use plans as p;
    view! {
        <Route path=path!("/rencana/:id") view=p::OnePlan ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
