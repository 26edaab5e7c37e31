//! One proposal, what became of it and why.

mod facts;
mod history;
mod support;
mod view;

use crate::{
    components::comments,
    http::{PageError, Web},
    links, live,
    page::{Page, load, part},
    shell::Head,
};
use domain::{comment::Subject, permission::may_answer};
use leptos::prelude::*;
use services::{news::Topic, queries::proposal_page};
use view::Proposal;

/// `/usulan/:id`
#[component]
pub fn OneProposal() -> impl IntoView {
    live::watch(part("id").ok().map(Topic::Proposal));
    let proposal = load(async |web: Web| {
        let page = proposal_page::proposal_page(&web.services, &web.actor, part("id")?, comments::wanted(&web)).await?;
        let page = page.ok_or(PageError::NotFound)?;
        let head = Head::new(page.proposal.title.clone()).about(shortened(&page.proposal.problem));
        let share = web.absolute(&links::proposal(page.proposal.id));
        let may_answer =
            may_answer(&web.actor, Subject::Proposal(page.proposal.id), page.proposal.agency, page.path.last().map(|place| &place.code))
                .is_ok();
        Ok((head, (page, share, may_answer)))
    });
    view! { <Page of=proposal let:shown><Proposal page=shown.0 share=shown.1 may_answer=shown.2/></Page> }
}

/// What a preview of the link shows.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(160).collect();
    if text.chars().count() > 160 {
        short.push('…');
    }
    short
}
