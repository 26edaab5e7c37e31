//! The face of a plan or a proposal: its first photo, or our drawing of its kind of work. Decoration only: the title
//! beside it says what it is.

use crate::{components::photos::photo_path, context::page_context};
use domain::{ids::PhotoId, work::Work};
use leptos::prelude::*;
use services::store::{plans::list::ListedPlan, proposals::ProposalLine};

/// What is shown of a thing.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    photo: Option<PhotoId>,
    work: Work,
}

impl Face {
    pub fn new(photo: Option<PhotoId>, work: Work) -> Self {
        Self { photo, work }
    }

    pub fn of_plan(plan: &ListedPlan) -> Self {
        Self::new(plan.photo, work_of_plan(&plan.title, &plan.summary))
    }

    pub fn of_line(line: &ProposalLine) -> Self {
        Self::new(line.photo, work_of_proposal(line.type_name.as_deref(), &line.title, line.field))
    }
}

/// Plans have no type: their words say what they are about.
pub fn work_of_plan(title: &str, summary: &str) -> Work {
    Work::of(&[title, summary], None)
}

pub fn work_of_proposal(type_name: Option<&str>, title: &str, field: Option<domain::catalogue::Field>) -> Work {
    Work::of(&[type_name.unwrap_or_default(), title], field)
}

/// Small, in a list.
#[component]
pub fn Thumb(face: Face) -> impl IntoView {
    let shown = match face.photo {
        Some(photo) => view! { <img src=photo_path(photo, true) alt="" loading="lazy" width="480" height="360"/> }.into_any(),
        None => view! { <Scene name=face.work.code()/> }.into_any(),
    };
    view! { <div class="face" aria-hidden="true">{shown}</div> }.into_any()
}

/// Wide, on the page of the thing: the drawing stands in its kampung.
#[component]
pub fn Band(face: Face) -> impl IntoView {
    let shown = match face.photo {
        Some(photo) => view! { <img src=photo_path(photo, false) alt="" width="1280" height="960"/> }.into_any(),
        None => view! { <Scene name="kampung"/> <Scene name=face.work.code()/> }.into_any(),
    };
    view! { <div class="face face--band" aria-hidden="true">{shown}</div> }.into_any()
}

/// A drawing that stands for no plan and no proposal.
#[component]
pub fn Drawing(name: &'static str) -> impl IntoView {
    view! { <div class="face" aria-hidden="true"><Scene name/></div> }.into_any()
}

#[component]
fn Scene(name: &'static str) -> impl IntoView {
    let href = format!("/pkg/works.svg?v={}#w-{name}", page_context().site.version);
    view! { <svg><use href=href></use></svg> }.into_any()
}
