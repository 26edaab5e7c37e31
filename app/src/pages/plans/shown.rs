//! What goes with the form of a plan, so that two people can write it.

use crate::{components::field::Shown, forms::plans::stored};
use domain::plan::PlanDraft;
use leptos::prelude::*;

/// What the fields held when the form was shown.
#[component]
pub fn ShownPlan(draft: PlanDraft) -> impl IntoView {
    stored(&draft).map(|(name, value)| view! { <Shown name value/> }).into_iter().collect_view()
}
