//! The emblem of the city, sent or removed.

use crate::{
    http::{PageResult, Web, go_with},
    links,
    uploads::Upload,
};
use axum::extract::{Multipart, multipart::MultipartRejection};
use domain::{city::Setting, permission::may_set, reason::Note, refusal::Refusal};
use services::{CommandError, commands};

pub async fn set(web: Web, form: Result<Multipart, MultipartRejection>) -> PageResult {
    may_set(&web.actor, Setting::Emblem)?;
    // What is no such form at all lacks everything.
    let mut upload = match form {
        Ok(form) => Upload::read(form, &web.actor).await?,
        Err(_) => Upload::default(),
    };
    let picture = Some(std::mem::take(&mut upload.file)).filter(|file| !file.is_empty());
    let outcome = async {
        let reason = upload.fields.read("emblem_reason", Note::new)?;
        if picture.is_none() && web.city.emblem().is_none() {
            return Err(CommandError::at("photo", Refusal::Required));
        }
        commands::set_emblem(&web.services, &web.actor, picture, &reason).await
    };
    match outcome.await {
        Ok(()) => Ok(go_with(links::CITY, "saved")),
        Err(error) => web.again(links::CITY, error, upload.fields).await,
    }
}
