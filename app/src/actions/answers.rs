//! What a resident says with one tap: backing a proposal, answering a plan, liking a comment.

use super::Refused;
#[cfg(feature = "ssr")]
use crate::{
    figures,
    http::{PageError, Web, parse},
};
#[cfg(feature = "ssr")]
use domain::{
    ids::{CommentId, PlanId, ProposalId},
    permission::{may_like, may_take_stance},
    plan::Stance,
    refusal::Refusal,
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use services::{commands, queries};

/// Who backs a proposal, in words: without the reader and with them, so that a tap shows at once what it does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backing {
    pub is_mine: bool,
    pub counts: [String; 2],
    /// From where.
    pub detail: String,
}

#[server(endpoint = "dukungan", input = Json)]
pub async fn back(proposal: String, backs: bool) -> Result<Backing, Refused> {
    let web: Web = expect_context();
    let id: ProposalId = parse(&proposal)?;
    if backs {
        commands::support_proposal(&web.services, &web.actor, id).await?;
    } else {
        commands::withdraw_support(&web.services, &web.actor, id).await?;
    }
    let page = queries::proposal_page::proposal_page(&web.services, &web.actor, id, (None, None)).await?;
    Ok(figures::backing(&page.ok_or(PageError::NotFound)?))
}

/// The answers to a plan as the reader's own answer makes them: none, in support, against.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Which of the three the reader's is.
    pub mine: usize,
    pub counts: [Counted; 3],
    /// What the reader has said, and since when.
    pub given: [String; 3],
}

/// How many are for a plan and against it, in words, and their shares of the bar as a width.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub supporting: String,
    pub opposing: String,
    pub share_for: String,
    pub share_against: String,
    /// The same for those who hear it.
    pub label: String,
}

#[server(endpoint = "tanggapan", input = Json)]
pub async fn stand(plan: String, supports: bool) -> Result<Standing, Refused> {
    let web: Web = expect_context();
    let id: PlanId = parse(&plan)?;
    let stance = if supports { Stance::Support } else { Stance::Oppose };
    commands::take_stance(&web.services, &may_take_stance(&web.actor, id)?, stance).await?;
    let page = queries::plans::plan_page(&web.services, &web.actor, id, (None, None)).await?.ok_or(Refusal::NotFound)?;
    Ok(figures::standing(&page, web.city.zone(), web.services.clock.now()))
}

/// The words of the button at a comment: while it is not liked, and while it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Liking {
    pub is_mine: bool,
    pub words: [String; 2],
}

#[server(endpoint = "suka", input = Json)]
pub async fn like(comment: String, likes: bool) -> Result<Liking, Refused> {
    let web: Web = expect_context();
    let id: CommentId = parse(&comment)?;
    commands::like_comment(&web.services, &may_like(&web.actor, id)?, likes).await?;
    let (count, is_mine) = queries::comments::likes(&web.services, &web.actor, id).await?;
    Ok(figures::liking(count, is_mine))
}
