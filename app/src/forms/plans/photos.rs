//! Pictures of a plan that is being written.

use crate::{
    components::photos::keep_photos,
    forms::Fields,
    http::{PageResult, Web, go, go_with, parse},
    links,
    pages::plans::check_draft,
    uploads::{Upload, Way},
};
use axum::{
    Form,
    extract::{Multipart, Path, multipart::MultipartRejection},
};
use domain::{
    comment::{Caption, Subject},
    ids::PlanId,
};
use services::{commands, queries::plans};

pub async fn add(web: Web, Path(id): Path<String>, form: Result<Multipart, MultipartRejection>) -> PageResult {
    let plan: PlanId = parse(&id)?;
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
    let fields = upload.fields.clone();
    let chosen = upload.check_chosen();
    match keep_photos(&web, upload, Subject::Plan(plan)).await.and(chosen) {
        Ok(()) => Ok(web.done(done)),
        Err(error) => web.again(&links::plan_step(plan, "foto"), error, fields).await,
    }
}

pub async fn describe(web: Web, Path((id, photo)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (plan, fields) = (parse(&id)?, Fields::new(pairs));
    let photo = parse(&photo)?;
    let alt = fields.read("photo_alt", Caption::new);
    let described = async { commands::describe_photo(&web.services, &web.actor, Subject::Plan(plan), photo, &alt?).await };
    match described.await {
        Ok(()) => Ok(web.done(go_with(&links::plan_step(plan, "foto"), "saved"))),
        Err(error) => web.again(&links::plan_step(plan, "foto"), error, fields).await,
    }
}

pub async fn remove(web: Web, Path((id, photo)): Path<(String, String)>) -> PageResult {
    let plan = parse(&id)?;
    let photo = parse(&photo)?;
    commands::remove_photo(&web.services, &web.actor, Subject::Plan(plan), photo).await?;
    Ok(web.done(go(&links::plan_step(plan, "foto"))))
}
