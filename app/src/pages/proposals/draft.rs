//! Writing a proposal: one question a page, saved at every step, checked before it is sent.

mod check;
mod details;
mod place;
mod question;
mod send;
mod start;
mod steps;

use super::show::parse;
use crate::{
    components::photos,
    forms::Fields,
    http::{PageError, PageResult, Web, go, go_with},
    links,
    route_table::RouteTable,
    shell::Head,
    uploads::{Upload, Way},
};
use axum::{
    Form,
    extract::{Multipart, Path, multipart::MultipartRejection},
};
use domain::{
    comment::{Caption, Subject},
    ids::ProposalId,
    refusal::Refusal,
    region::RegionCode,
};
use leptos::prelude::*;
use question::Question;
use services::{
    CommandError,
    commands::{self, DraftValues},
    queries::draft_page::{self, DraftPage},
};
use steps::QuestionPage;

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::NEW_PROPOSAL, start::show)
        .post(links::NEW_PROPOSAL, start::submit)
        .get("/usulan/{id}/ubah/{langkah}", show)
        .post("/usulan/{id}/ubah/{langkah}", save)
        .upload("/usulan/{id}/foto", add_photo)
        .post("/usulan/{id}/foto/{photo}/keterangan", describe_photo)
        .post("/usulan/{id}/foto/{photo}/hapus", remove_photo)
        .post("/usulan/{id}/kirim", send::submit)
        .post("/usulan/{id}/buang", discard)
        .post("/usulan/{id}/pulihkan", restore)
}

/// The draft of whoever asks; nobody else learns that there is one. What was sent meanwhile leads to its page.
async fn load(web: &Web, id: ProposalId) -> Result<DraftPage, PageError> {
    web.actor.signed_in().ok_or(Refusal::SignInFirst)?;
    draft_page::draft_page(&web.services, &web.actor, id).await?.ok_or(PageError::NotFound)
}

async fn show(web: Web, Path((id, step)): Path<(String, String)>) -> PageResult {
    let question = Question::from_code(&step).ok_or(PageError::NotFound)?;
    let id = parse(&id)?;
    let page = match load(&web, id).await {
        // Back from a proposal that was just sent.
        Err(PageError::NotFound) => return Ok(go(&links::proposal(id))),
        loaded => loaded?,
    };
    let head = Head::new(web.text(question.title_key())).of_persons(page.proposal.on_behalf_of.is_some());
    match question {
        Question::Check => Ok(web.page(head, move || view! { <check::Check page=page.clone()/> }).await),
        Question::Send => send::show(web, page, head).await,
        Question::Place => place::show(web, page, head).await,
        _ => {
            let back_to_check = web.param("kembali") == Question::Check.code();
            Ok(web.page(head, move || view! { <QuestionPage page=page.clone() question back_to_check/> }).await)
        }
    }
}

/// Saves whatever can be read; what cannot is shown again, with everything typed.
async fn save(mut web: Web, Path((id, step)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let question = Question::from_code(&step).ok_or(PageError::NotFound)?;
    let proposal = parse(&id)?;
    let fields = Fields::new(pairs);
    let later = fields.has("simpan");
    match commands::save_draft(&web.services, &web.actor, proposal, &DraftValues(fields.pairs().to_vec()), !later).await {
        Ok(()) if later => Ok(go_with(links::OWN_PROPOSALS, "saved")),
        Ok(()) if fields.text("kembali") == Question::Check.code() => Ok(go(&links::draft_step(proposal, Question::Check.code()))),
        Ok(()) => Ok(go(&links::draft_step(proposal, question.next().code()))),
        Err(error) => {
            let error = unless_sent(error)?;
            for name in ["kelurahan", "kembali"] {
                web.query.insert(name.into(), fields.text(name).into());
            }
            show(web.refused(error, fields)?, Path((id, step))).await
        }
    }
}

/// Sent meanwhile, from another window: said so, with what was typed or chosen here, instead of the page of what was
/// sent.
fn unless_sent(error: CommandError) -> Result<CommandError, PageError> {
    match error {
        CommandError::Refused(refusal @ Refusal::StatusForbids { .. }) => Err(PageError::Refused(refusal)),
        other => Ok(other),
    }
}

async fn add_photo(web: Web, Path(id): Path<String>, form: Result<Multipart, MultipartRejection>) -> PageResult {
    let proposal = parse(&id)?;
    commands::may_add_photo(&web.services, &web.actor, Subject::Proposal(proposal)).await?;
    let upload = match form {
        Ok(form) => Upload::read(form, &web.actor).await?,
        Err(_) => Upload::default(),
    };
    let fields = upload.fields.clone();
    let done = match upload.way() {
        Way::GoOn => go(&links::draft_step(proposal, Question::Check.code())),
        Way::Leave => go_with(links::OWN_PROPOSALS, "saved"),
        Way::Stay => go(&links::draft_step(proposal, Question::Photos.code())),
    };
    if upload.only_goes_on() {
        return Ok(done);
    }
    match photos::add_photo(&web, upload, Subject::Proposal(proposal)).await {
        Ok(()) => Ok(done),
        Err(error) => show(web.refused(unless_sent(error)?, fields)?, Path((id, Question::Photos.code().to_owned()))).await,
    }
}

async fn describe_photo(web: Web, Path((id, photo)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (proposal, fields) = (parse(&id)?, Fields::new(pairs));
    let photo = photo.parse().map_err(|_| PageError::NotFound)?;
    let subject = Subject::Proposal(proposal);
    commands::may_add_photo(&web.services, &web.actor, subject).await?;
    let alt = fields.read("photo_alt", Caption::new);
    let described = async { commands::describe_photo(&web.services, &web.actor, subject, photo, &alt?).await };
    match described.await {
        Ok(()) => Ok(go(&links::draft_step(proposal, Question::Photos.code()))),
        Err(error) => show(web.refused(unless_sent(error)?, fields)?, Path((id, Question::Photos.code().to_owned()))).await,
    }
}

async fn remove_photo(web: Web, Path((id, photo)): Path<(String, String)>) -> PageResult {
    let proposal = parse(&id)?;
    let photo = photo.parse().map_err(|_| PageError::NotFound)?;
    commands::remove_photo(&web.services, &web.actor, Subject::Proposal(proposal), photo).await?;
    Ok(go(&links::draft_step(proposal, Question::Photos.code())))
}

async fn discard(web: Web, Path(id): Path<String>) -> PageResult {
    commands::withdraw_proposal(&web.services, &web.actor, parse(&id)?, None).await?;
    Ok(go_with(links::OWN_PROPOSALS, "discarded"))
}

async fn restore(web: Web, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    commands::restore_draft(&web.services, &web.actor, id).await?;
    Ok(go(&links::draft_step(id, Question::Check.code())))
}

/// The kelurahan whose RTs are offered: the one just chosen, that of the draft, or the one an office serves.
fn kelurahan_of(web: &Web, page: &DraftPage) -> Option<RegionCode> {
    let chosen = RegionCode::parse(web.param("kelurahan")).ok();
    let known = page.draft.rt.clone();
    let served = page.proposal.entered_as.and_then(|_| draft_page::serves(&web.actor));
    chosen.or(known).or(served).and_then(|code| code.kelurahan())
}
