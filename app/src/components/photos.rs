//! Pictures of a plan or a proposal: shown, added and taken off. Where the forms are sent to is the page's business.

use crate::{
    components::field::TextField,
    context::page_context,
    forms::{Fields, FormState, Reading},
    http::Web,
    nonce::use_nonce,
    text,
    uploads::{CAPTION, FILE, Upload},
};
use domain::{
    comment::{Caption, Subject},
    ids::PhotoId,
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    CommandError, Problem,
    commands::{self, NewPhoto},
    store::photos::Photo,
};

const SPARE_IDS: u32 = 15;

/// The address of the stored file; `small` for lists.
pub fn photo_path(id: PhotoId, small: bool) -> String {
    format!("/foto/{id}{}.jpg", if small { "-small" } else { "" })
}

/// The fields of the photos, for the error summary of the page.
pub fn labels(photos: &[Photo]) -> Vec<(String, String)> {
    let own = photos.iter().map(|photo| (caption_field(photo.id()), t!("photos.alt")));
    let fixed = [("photos", t!("photos.file")), (FILE, t!("photos.file")), (CAPTION, t!("photos.alt"))];
    fixed.map(|(name, label)| (name.to_owned(), label)).into_iter().chain(own).collect()
}

/// The field for the words of a photo that has arrived.
fn caption_field(id: PhotoId) -> String {
    format!("{CAPTION}.{id}")
}

/// Keeps what came with the form below: a photo, also where its words are missing or no good, for nobody sends a
/// picture twice; and words of photos that are there already.
pub async fn keep_photos(web: &Web, upload: Upload, subject: Subject) -> Result<(), CommandError> {
    let fields = upload.fields.clone();
    let mut problems = described(web, &fields, subject).await?;
    if upload.file.is_empty() {
        return if problems.is_empty() { Ok(()) } else { Err(CommandError::Problems(problems)) };
    }
    let id: PhotoId = fields.text("photo_id").parse().map_err(|_| Refusal::NotFound)?;
    let mut form = Reading::of(&fields);
    let alt = form.any(CAPTION, Caption::new);
    let added = commands::add_photo(&web.services, &web.actor, NewPhoto { id, subject, bytes: upload.file, alt: alt.flatten() }).await;
    match form.beside(added) {
        Err(CommandError::Problems(found)) => problems.extend(found),
        other => other?,
    }
    if problems.is_empty() { Ok(()) } else { Err(CommandError::Problems(problems)) }
}

/// Writes the words that came; what is wrong with one stands at its field. Empty ones wait until all are asked for.
async fn described(web: &Web, fields: &Fields, subject: Subject) -> Result<Vec<Problem>, CommandError> {
    let mut problems = Vec::new();
    for (name, words) in fields.pairs() {
        let Some(which) = name.strip_prefix(CAPTION).and_then(|rest| rest.strip_prefix('.')) else { continue };
        let Ok(id) = which.parse() else { continue };
        if words.trim().is_empty() {
            continue;
        }
        match Caption::new(words) {
            Ok(alt) => match commands::describe_photo(&web.services, &web.actor, subject, id, &alt).await {
                // Taken off meanwhile, in another window.
                Err(CommandError::Refused(Refusal::NotFound)) => {}
                described => described?,
            },
            Err(refusal) => problems.push(Problem::at_one(CAPTION, which, refusal)),
        }
    }
    Ok(problems)
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

/// The photos as fields of the page's form: each with its words, and a field for more. The form leads to `action` and
/// has files. `needed` says that one is needed, where one is. What `photos.js` says while it sends them stands in the
/// data.
#[component]
pub fn PhotoFields(photos: Vec<Photo>, #[prop(into)] action: String, most: u32, #[prop(optional, into)] needed: String) -> impl IntoView {
    FormState::note_words();
    let context = page_context();
    let new_id = || context.new_id().to_string();
    // More than there may be: one may take photos off and choose others.
    let ids = (0..most + SPARE_IDS).map(|_| new_id()).collect::<Vec<_>>().join(" ");
    let missing = FormState::problem("photos");
    let count = photos.len();
    let is_full = count >= most as usize;
    let rows = photos.into_iter().map(|photo| {
        let field = caption_field(photo.id());
        let alt = FormState::value(&field, &photo.alt);
        let is_asked = missing.is_some() && alt.is_empty();
        let problem = if is_asked { Some(text::refusal(&Refusal::Required)) } else { FormState::problem(&field) };
        view! { <PhotoRow id=photo.id().to_string() picture=photo_path(photo.id(), true) alt problem/> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="stack" id="photos" data-photos=action data-ids=ids data-most=most.to_string() data-count=t!("photos.count", count = "{}", most = most)
            data-preparing=t!("photos.preparing") data-sending=t!("photos.sending", percent = "{}") data-kept=t!("photos.kept")
            data-removed=t!("photos.removed") data-remove-name=t!("photos.remove_name", alt = "{}") data-undescribed=t!("photos.undescribed")
            data-wait=t!("photos.wait") data-unsent=t!("photos.unsent") data-too-many=t!("photos.too_many", most = most)
            data-unreadable=t!("photos.unreadable") data-heic=t!("photos.heic") data-unreached=t!("photos.unreached")
            data-signed-out=t!("photos.signed_out")>
            {missing.map(|words| view! { <p class="error-text">{words}</p> })}
            {(!needed.is_empty()).then(|| view! { <p class="notice notice--info" data-part="needed" hidden=count != 0>{needed}</p> })}
            <ul class="photo-rows">{rows}</ul>
            <div class="stack" data-part="room" hidden=is_full>
                // Before the file: of a form that is refused, what stands before the file is kept.
                <input type="hidden" name="photo_id" value=new_id()/>
                <div data-plain><TextField name=CAPTION label=t!("photos.alt") hint=t!("photos.alt_hint")/></div>
                <FileField/>
                <button class="btn btn--plain" data-plain>{t!("photos.add")}</button>
            </div>
            <p class="soft" data-part="count">{t!("photos.count", count = count, most = most)}</p>
            <p class="small" aria-live="polite" data-part="news"></p>
            <template data-part="row"><PhotoRow id="ID".to_owned() picture=String::new() alt=String::new() problem=None/></template>
        </div>
        <script src=format!("/pkg/photos.js?v={}", context.site.version) defer nonce=use_nonce()></script>
    }
    .into_any()
}

#[component]
fn FileField() -> impl IntoView {
    let problem = FormState::problem(FILE);
    let describedby = if problem.is_some() { "photo-hint photo-error" } else { "photo-hint" };
    let invalid = problem.is_some().then_some("true");
    let is_wrong = problem.is_some();
    view! {
        <div class="field" class:field--error=is_wrong>
            <label for="photo">{t!("photos.file")}</label>
            <p class="hint" id="photo-hint">{t!("photos.file_hint")}</p>
            {problem.map(|words| view! { <p class="error-text" id="photo-error">{words}</p> })}
            <input id="photo" name=FILE type="file" accept="image/jpeg,image/png,image/webp" aria-describedby=describedby aria-invalid=invalid/>
        </div>
    }
}

/// One photo with its words, how far it is, and the ways out.
#[component]
fn PhotoRow(id: String, picture: String, alt: String, problem: Option<String>) -> impl IntoView {
    let (field, error) = (format!("{CAPTION}.{id}"), format!("{CAPTION}.{id}-error"));
    let shown = if alt.is_empty() { t!("photos.undescribed") } else { alt.clone() };
    let (is_new, is_wrong) = (picture.is_empty(), problem.is_some());
    // An image wants an address; this one is hidden until it has its own.
    let picture = if is_new { "/icon.svg".to_owned() } else { picture };
    let state = if is_new { "waiting" } else { "kept" };
    let removal = (!is_new).then(|| format!("hapus-{id}"));
    view! {
        <li class="photo-row" data-id=id.clone() data-state=state>
            <img src=picture alt=shown.clone() hidden=is_new/>
            <div class="stack">
                <p class="small" data-part="said" hidden></p>
                <progress max="100" data-part="bar" hidden aria-label=t!("photos.progress")></progress>
                <div class="field" class:field--error=is_wrong data-part="words">
                    <label for=field.clone()>{t!("photos.alt")}</label>
                    <p class="error-text" data-part="wrong" id=error.clone() hidden=!is_wrong>{problem}</p>
                    <input id=field.clone() name=field type="text" value=alt aria-describedby=error aria-invalid=is_wrong.then_some("true")/>
                </div>
                <p class="cluster">
                    <button type="button" class="btn btn--plain btn--small" data-part="again" hidden>{t!("photos.again")}</button>
                    <button class="link-btn" data-part="remove" form=removal aria-label=t!("photos.remove_name", alt = shown)>{t!("photos.remove")}</button>
                </p>
            </div>
        </li>
    }
}

/// The forms that take photos off, beside the form of the page: the buttons in it name them.
#[component]
pub fn PhotoRemovals(photos: Vec<Photo>, #[prop(into)] action: String) -> impl IntoView {
    let form = |photo: Photo| view! { <form id=format!("hapus-{}", photo.id()) method="post" action=format!("{action}/{}/hapus", photo.id())></form> };
    photos.into_iter().map(form).collect_view()
}
