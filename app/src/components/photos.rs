//! Pictures of a plan or a proposal: shown, added and taken off. Where the forms are sent to is the page's business.

use crate::{
    components::field::TextField,
    format,
    forms::{FormState, Reading},
    http::Web,
    uploads::{GO_ON, LEAVE, Upload},
};
use domain::{
    comment::{Caption, Subject},
    ids::PhotoId,
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::{self, NewPhoto},
    store::photos::Photo,
};
use uuid::Uuid;

/// The address of the stored file; `small` for lists.
pub fn photo_path(id: PhotoId, small: bool) -> String {
    format!("/foto/{id}{}.jpg", if small { "-small" } else { "" })
}

/// The fields of the upload form, for the error summary of the page.
pub fn labels() -> Vec<(&'static str, String)> {
    vec![("photo", t!("photos.file")), ("photo_alt", t!("photos.alt"))]
}

/// Keeps what came with the form below, also where its words are missing or no good: nobody sends a picture twice.
pub async fn add_photo(web: &Web, upload: Upload, subject: Subject) -> Result<(), CommandError> {
    let id: PhotoId = upload.fields.text("photo_id").parse().map_err(|_| Refusal::NotFound)?;
    let mut form = Reading::of(&upload.fields);
    let alt = form.read("photo_alt", Caption::new);
    form.beside(commands::add_photo(&web.services, &web.actor, NewPhoto { id, subject, bytes: upload.file, alt }).await)
}

#[component]
pub fn PhotoGrid(photos: Vec<Photo>) -> impl IntoView {
    (!photos.is_empty()).then(|| {
        view! {
            <div class="photo-grid">
                {photos.into_iter().map(|photo| view! {
                    <a href=photo_path(photo.id(), false)>
                        <img src=photo_path(photo.id(), true) alt=words(&photo) width=photo.width.to_string() height=photo.height.to_string() loading="lazy"/>
                    </a>
                }).collect_view()}
            </div>
        }
    })
}

/// What a picture shows, or that nobody has said so yet.
pub fn words(photo: &Photo) -> String {
    if photo.is_described() { photo.alt.clone() } else { t!("photos.undescribed") }
}

/// Ways from the page of the photos, each with its address and its words.
pub struct PhotoWays {
    pub go_on: (String, String),
    pub leave: (String, String),
}

/// The pictures with a button to take each off, and a form to add one; first, what lacks its words is asked for them.
/// `action` takes the upload, `{action}/{id}/keterangan` the words and `{action}/{id}/hapus` takes one off; `id` is
/// new and goes with the form. While there is room, the ways from here are buttons of the form, so that a photo which
/// was chosen and not yet added goes with them.
#[component]
pub fn PhotoEditor(photos: Vec<Photo>, #[prop(into)] action: String, id: Uuid, most: u32, ways: PhotoWays) -> impl IntoView {
    let has_room = photos.len() < most as usize;
    let problem = FormState::problem("photo");
    let describedby = if problem.is_some() { "photo-hint photo-error" } else { "photo-hint" };
    let invalid = problem.is_some().then_some("true");
    let wrong = problem.is_some();
    let (remove, describe) = (action.clone(), action.clone());
    let undescribed = photos.iter().find(|photo| !photo.is_described()).map(Photo::id);
    let count = format::count(i64::try_from(photos.len()).unwrap_or(i64::MAX));
    view! {
        <p class="soft">{t!("photos.count", count = count, most = most)}</p>
        <ul class="photo-grid">
            {photos.into_iter().filter(Photo::is_described).map(|photo| {
                let name = t!("photos.remove_name", alt = photo.alt);
                view! {
                    <li>
                        <img src=photo_path(photo.id(), true) alt=photo.alt.clone() width=photo.width.to_string() height=photo.height.to_string()/>
                        <form method="post" action=format!("{remove}/{}/hapus", photo.id())>
                            <button class="link-btn" aria-label=name>{t!("photos.remove")}</button>
                        </form>
                    </li>
                }
            }).collect_view()}
        </ul>
        {if let Some(photo) = undescribed { view! {
            <form method="post" action=format!("{describe}/{photo}/keterangan") class="form">
                <p>{t!("photos.kept")}</p>
                <div class="photo-grid"><img src=photo_path(photo, true) alt=t!("photos.undescribed")/></div>
                <TextField name="photo_alt" label=t!("photos.alt") hint=t!("photos.alt_hint")/>
                <div class="cluster">
                    <button class="btn">{t!("photos.describe")}</button>
                    <button class="link-btn" formaction=format!("{describe}/{photo}/hapus") formnovalidate>{t!("photos.remove")}</button>
                    <a href=ways.leave.0>{ways.leave.1}</a>
                </div>
            </form>
        }.into_any() } else if has_room { view! {
            <form method="post" action=action enctype="multipart/form-data" class="form">
                // Before the file: of a form that is refused, what stands before the file is kept.
                <input type="hidden" name="photo_id" value=id.to_string()/>
                <TextField name="photo_alt" label=t!("photos.alt") hint=t!("photos.alt_hint") asked_first=true/>
                <div class="field" class:field--error=wrong>
                    <label for="photo">{t!("photos.file")}</label>
                    <p class="hint" id="photo-hint">{t!("photos.file_hint")}</p>
                    {problem.map(|words| view! { <p class="error-text" id="photo-error">{words}</p> })}
                    <input id="photo" name="photo" type="file" accept="image/jpeg,image/png,image/webp" required aria-describedby=describedby aria-invalid=invalid/>
                </div>
                <button class="btn btn--plain">{t!("photos.add")}</button>
                <div class="cluster">
                    <button class="btn" name=GO_ON value="1" formnovalidate>{ways.go_on.1}</button>
                    <button class="link-btn" name=LEAVE value="1" formnovalidate>{ways.leave.1}</button>
                </div>
            </form>
        }.into_any() } else { view! {
            <p class="cluster"><a class="btn" href=ways.go_on.0>{ways.go_on.1}</a><a href=ways.leave.0>{ways.leave.1}</a></p>
        }.into_any() }}
    }
    .into_any()
}
