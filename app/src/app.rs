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
        <Route path=path!("/rencana") view=p::Plans ssr=SsrMode::Async/>
        <Route path=path!("/rencana/kami") view=p::OurPlans ssr=SsrMode::Async/>
        <Route path=path!("/rencana/aturan") view=p::ResponseRulePage ssr=SsrMode::Async/>
        <Route path=path!("/rencana/baru") view=p::NewPlan ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id") view=p::OnePlan ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/ubah") view=p::PlanDraftForm ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/foto") view=p::PlanPhotos ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/pratinjau") view=p::PlanPreview ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/tindak-lanjut") view=p::PlanFollowUp ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/kemajuan") view=p::PlanProgress ssr=SsrMode::Async/>
        <Route path=path!("/rencana/:id/tarik") view=p::PlanWithdrawal ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
