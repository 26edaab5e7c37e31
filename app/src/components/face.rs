//! The face of a plan or a proposal: its first photo, or our drawing of its kind of work. In lists it is decoration:
//! the title beside it says what it is.

use crate::{
    components::photos::{photo_path, words},
    context::page_context,
};
use domain::{catalogue::Field, ids::PhotoId, work::Work};
use leptos::prelude::*;
use services::store::{photos::Photo, plans::list::ListedPlan, proposals::ProposalLine};

/// What is shown of a thing.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    photo: Option<PhotoId>,
    work: Work,
}

impl Face {
    pub fn of_plan(plan: &ListedPlan) -> Self {
        Self { photo: plan.photo, work: work_of_plan(&plan.title, &plan.summary) }
    }

    pub fn of_line(line: &ProposalLine) -> Self {
        Self { photo: line.photo, work: work_of_proposal(line.type_name.as_deref(), &line.title, line.field) }
    }
}

/// Plans have no type: their words say what they are about.
pub fn work_of_plan(title: &str, summary: &str) -> Work {
    Work::of(&[title, summary], None)
}

pub fn work_of_proposal(type_name: Option<&str>, title: &str, field: Option<Field>) -> Work {
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

/// Wide, on the page of the thing: its first photo, to be opened, or the drawing in its kampung.
#[component]
pub fn Band(photo: Option<Photo>, work: Work) -> impl IntoView {
    match photo {
        Some(photo) => {
            let (width, height) = (photo.width.to_string(), photo.height.to_string());
            view! { <a class="face face--band" href=photo_path(photo.id(), false)><img src=photo_path(photo.id(), false) alt=words(&photo) width=width height=height/></a> }
                .into_any()
        }
        None => {
            view! { <div class="face face--band" aria-hidden="true"><Scene name="kampung"/> <Scene name=work.code()/></div> }.into_any()
        }
    }
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
