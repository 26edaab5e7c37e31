//! Writing a proposal: one question a page, saved at every step, checked before it is sent.

mod check;
mod details;
mod place;
mod question;
mod send;
mod start;
mod steps;

pub use {question::Question, start::NewProposal};

use crate::{
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    shell::Head,
};
use check::Check;
use domain::{ids::ProposalId, refusal::Refusal};
use leptos::prelude::*;
use place::{PlacePage, Places};
use send::SendPage;
use services::queries::draft_page::{self, DraftPage, Similar};
use steps::QuestionPage;

/// What a question is shown with, beside the draft; whoever comes to it from the check goes back there.
#[derive(Clone)]
enum Asked {
    Fields { question: Question, back_to_check: bool },
    Place { places: Places, back_to_check: bool },
    Check,
    Send { similar: Vec<Similar> },
}

/// `/usulan/:id/ubah/:langkah`
#[component]
pub fn ProposalQuestion() -> impl IntoView {
    let draft = load(async |web: Web| {
        let question = Question::from_code(&part::<String>("langkah")?).ok_or(PageError::NotFound)?;
        let id = part("id")?;
        let page = match draft_of(&web, id).await {
            // Back from a proposal that was just sent.
            Err(PageError::NotFound) => return Err(PageError::Elsewhere(links::proposal(id))),
            found => found?,
        };
        let head = Head::new(web.text(question.title_key())).of_persons(page.proposal.on_behalf_of.is_some());
        let back_to_check = || web.param("kembali") == Question::Check.code();
        let asked = match question {
            Question::Check => Asked::Check,
            Question::Send => Asked::Send { similar: draft_page::similar(&web.services, &page).await? },
            Question::Place => Asked::Place { back_to_check: back_to_check(), places: place::offered(&web, &page).await? },
            _ => Asked::Fields { question, back_to_check: back_to_check() },
        };
        Ok((head, (page, asked)))
    });
    view! { <Page of=draft let:shown><Step page=shown.0 asked=shown.1/></Page> }
}

/// The draft of whoever asks; nobody else learns that there is one. What was sent meanwhile leads to its page.
pub async fn draft_of(web: &Web, id: ProposalId) -> Result<DraftPage, PageError> {
    web.actor.signed_in().ok_or(Refusal::SignInFirst)?;
    draft_page::draft_page(&web.services, &web.actor, id).await?.ok_or(PageError::NotFound)
}

#[component]
fn Step(page: DraftPage, asked: Asked) -> impl IntoView {
    match asked {
        Asked::Fields { question, back_to_check } => view! { <QuestionPage page question back_to_check/> }.into_any(),
        Asked::Place { places, back_to_check } => view! { <PlacePage page places back_to_check/> }.into_any(),
        Asked::Check => view! { <Check page/> }.into_any(),
        Asked::Send { similar } => view! { <SendPage page similar/> }.into_any(),
    }
}
