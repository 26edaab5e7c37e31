//! Writing a proposal: three pages, saved at every step, with everything at a glance before it is sent.

mod check;
mod need;
mod picker;
mod place;
mod question;
mod send;
mod size;
mod start;
mod steps;

pub use {
    question::{OTHER_TYPE, PAGE, Question, field_name},
    start::NewProposal,
};

use crate::{
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    shell::Head,
};
use domain::{ids::ProposalId, refusal::Refusal};
use leptos::prelude::*;
use need::NeedPage;
use place::{PlacePage, Places};
use send::SendPage;
use services::queries::draft_page::{self, DraftPage, Similar};

/// What a page is shown with, beside the draft; whoever comes to one from the last goes back there.
#[derive(Clone)]
enum Asked {
    Need { back_to_check: bool },
    Place { places: Places, back_to_check: bool },
    Send { similar: Vec<Similar> },
}

/// `/usulan/:id/ubah/:langkah`
#[component]
pub fn ProposalQuestion() -> impl IntoView {
    let draft = load(async |web: Web| {
        let (id, code) = (part("id")?, part::<String>("langkah")?);
        let question = Question::from_code(&code).ok_or(PageError::NotFound)?;
        let page = match draft_of(&web, id).await {
            // Back from a proposal that was just sent.
            Err(PageError::NotFound) => return Err(PageError::Elsewhere(links::proposal(id))),
            found => found?,
        };
        if code != question.code() {
            return Err(PageError::Elsewhere(links::draft_step(id, question.code())));
        }
        let head = Head::new(web.text(question.title_key())).of_persons(page.proposal.on_behalf_of.is_some());
        let back_to_check = !web.param("kembali").is_empty();
        let asked = match question {
            Question::Need => Asked::Need { back_to_check },
            Question::Place => Asked::Place { back_to_check, places: place::offered(&web, &page).await? },
            Question::Send => Asked::Send { similar: draft_page::similar(&web.services, &page).await? },
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
        Asked::Need { back_to_check } => view! { <NeedPage page back_to_check/> }.into_any(),
        Asked::Place { places, back_to_check } => view! { <PlacePage page places back_to_check/> }.into_any(),
        Asked::Send { similar } => view! { <SendPage page similar/> }.into_any(),
    }
}
