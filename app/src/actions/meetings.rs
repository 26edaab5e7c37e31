//! What those who run a meeting do without leaving its page: one value of the score table, one move in the order,
//! one proposal that is complete. Each answers with what is stored now, also of what colleagues did meanwhile.

use super::{Refused, shown::Told};
#[cfg(feature = "ssr")]
use crate::{
    figures, forms,
    http::{Web, parse},
    text,
};
#[cfg(feature = "ssr")]
use domain::{ids::MusrenbangId, refusal::Refusal};
use leptos::{prelude::*, server_fn::codec::Json};
#[cfg(feature = "ssr")]
use services::{CommandError, commands::musrenbang, queries};

/// `cell` is `proposal:criterion`; `before` is what it held when it was shown.
#[server(endpoint = "skor", input = Json)]
pub async fn score(meeting: String, cell: String, before: String, points: String) -> Result<Told, Refused> {
    let web: Web = expect_context();
    let id: MusrenbangId = parse(&meeting)?;
    let (given, before) = forms::one_score(&cell, &before, &points)?;
    let scored = musrenbang::score_proposals(&web.services, &web.actor, id, &[given], Some(&before)).await?;
    let scoring = queries::meeting_scores::scoring(&web.services, &web.actor, id).await?;
    Ok(figures::meeting::given_points(&scoring, given, scored, web.city.zone(), web.services.clock.now()))
}

/// `id` is made with the page, so that a move that is sent twice is made once; `seen` is the mark of the order on it.
#[server(endpoint = "urutan", input = Json)]
pub async fn shift(
    meeting: String,
    id: String,
    seen: String,
    proposal: String,
    from: String,
    to: String,
    reason: String,
) -> Result<Told, Refused> {
    let web: Web = expect_context();
    let meeting: MusrenbangId = parse(&meeting)?;
    let step = forms::rank_move(
        [("id", id), ("seen", seen), ("dari", from), ("to", to), ("reason", reason)],
        parse(&proposal)?,
        &web.services.clock,
    )?;
    let refused = match musrenbang::move_rank(&web.services, &web.actor, meeting, &step).await {
        Ok(()) => String::new(),
        // Others have moved something: what they made of it is shown with the words.
        Err(CommandError::Problems(problems)) if problems.iter().any(|problem| problem.refusal == Refusal::OrderChanged) => {
            text::refusal(&Refusal::OrderChanged)
        }
        Err(error) => return Err(error.into()),
    };
    let (page, _) = queries::meeting_page::work_page(&web.services, &web.actor, meeting).await?;
    // Where the id was used by a move whose answer was lost, this one was not made.
    let stands = page.order.iter().any(|line| line.item.proposal == step.proposal && line.place == step.to);
    let refused = if stands || !refused.is_empty() { refused } else { text::refusal(&Refusal::OrderChanged) };
    Ok(figures::meeting::ordered(&page, refused, &web.services.clock, web.city.zone()))
}

#[server(endpoint = "verifikasi", input = Json)]
pub async fn verify(meeting: String, proposal: String) -> Result<Told, Refused> {
    let web: Web = expect_context();
    let (meeting, proposal) = (parse(&meeting)?, parse(&proposal)?);
    musrenbang::verify_proposal(&web.services, &web.actor, meeting, proposal).await?;
    Ok(Told::default())
}
