//! The pictures of a plan that is being written, between its form and its preview.

use super::parse;
use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        photos::{PhotoEditor, PhotoWays, add_photo, labels},
    },
    forms::Fields,
    links,
    shell::Head,
    uploads::{Upload, Way},
    http::{PageError, PageResult, Web, go, go_with},
};
use axum::{
    Form,
    extract::{Multipart, Path, multipart::MultipartRejection},
};
use domain::{
    comment::{Caption, Subject},
    plan::{PlanDraft, PlanStatus},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    commands,
    queries::plans::{self, PlanPage},
};
use uuid::Uuid;

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let page = plans::managed_plan(&web.services, &web.actor, parse(&id)?).await??;
    check_draft(&page)?;
    let (new_id, head) = (web.services.clock.new_id(), Head::new(web.text("photos.title")));
    Ok(web.page(head, move || view! { <Pictures page=page.clone() new_id/> }).await)
}

/// Pictures are published with the text and stand still like it.
fn check_draft(page: &PlanPage) -> Result<(), Refusal> {
    let status = page.plan.state.status;
    if status == PlanStatus::Draft { Ok(()) } else { Err(Refusal::PlanStatusForbids { status }) }
}

pub async fn add(web: Web, Path(id): Path<String>, form: Result<Multipart, MultipartRejection>) -> PageResult {
    let plan = parse(&id)?;
    let page = plans::managed_plan(&web.services, &web.actor, plan).await??;
    check_draft(&page)?;
    // What is no such form at all lacks everything.
    let upload = match form {
        Ok(form) => Upload::read(form, &web.actor).await?,
        Err(_) => Upload::default(),
    };
    let done = match upload.way() {
        Way::GoOn => go(&links::plan_step(plan, "pratinjau")),
        Way::Leave => go(&links::plan_step(plan, "ubah")),
        Way::Stay => go_with(&links::plan_step(plan, "foto"), "saved"),
    };
    if upload.only_goes_on() {
        return Ok(done);
    }
    let fields = upload.fields.clone();
    match add_photo(&web, upload, Subject::Plan(plan)).await {
        Ok(()) => Ok(done),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

pub async fn describe(web: Web, Path((id, photo)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (plan, fields) = (parse(&id)?, Fields::new(pairs));
    let photo = photo.parse().map_err(|_| PageError::NotFound)?;
    let alt = fields.read("photo_alt", Caption::new);
    let described = async { commands::describe_photo(&web.services, &web.actor, Subject::Plan(plan), photo, &alt?).await };
    match described.await {
        Ok(()) => Ok(go_with(&links::plan_step(plan, "foto"), "saved")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

pub async fn remove(web: Web, Path((id, photo)): Path<(String, String)>) -> PageResult {
    let plan = parse(&id)?;
    let photo = photo.parse().map_err(|_| PageError::NotFound)?;
    commands::remove_photo(&web.services, &web.actor, Subject::Plan(plan), photo).await?;
    Ok(go(&links::plan_step(plan, "foto")))
}

#[component]
fn Pictures(page: PlanPage, new_id: Uuid) -> impl IntoView {
    let id = page.plan.id;
    let ways = PhotoWays {
        go_on: (links::plan_step(id, "pratinjau"), t!("plan_form.to_preview")),
        leave: (links::plan_step(id, "ubah"), t!("plan_form.back_to_form")),
    };
    view! {
        <Crumbs steps=vec![(links::OUR_PLANS.into(), t!("our_plans.title")), (links::plan_step(id, "ubah"), page.plan.content.title.clone())]/>
        <div class="page-head"><h1>{t!("photos.title")}</h1><p class="lead">{t!("photos.lead")}</p></div>
        <ErrorSummary labels=labels()/>
        <PhotoEditor photos=page.photos.clone() action=links::plan_step(id, "foto") id=new_id most=PlanDraft::MOST_PHOTOS ways/>
    }
    .into_any()
}
