//! What a resident says with one tap: backing a proposal, answering a plan, liking a comment. Each answers with what is
//! shown now, or with nothing where it was done and the figures could not be read again.

use super::{
    Refused,
    shown::{Backing, Liking, Standing},
};
#[cfg(feature = "ssr")]
use crate::{
    figures,
    http::{Web, parse},
};
#[cfg(feature = "ssr")]
use domain::{
    ids::{CommentId, PlanId, ProposalId},
    permission::{may_like, may_take_stance},
    plan::Stance,
};
use leptos::{prelude::*, server_fn::codec::Json};
#[cfg(feature = "ssr")]
use services::{commands, queries};

#[server(endpoint = "dukungan", input = Json)]
pub async fn back(proposal: String, backs: bool) -> Result<Option<Backing>, Refused> {
    let web: Web = expect_context();
    let id: ProposalId = parse(&proposal)?;
    if backs {
        commands::support_proposal(&web.services, &web.actor, id).await?;
    } else {
        commands::withdraw_support(&web.services, &web.actor, id).await?;
    }
    let page = queries::proposal_page::proposal_page(&web.services, &web.actor, id, (None, None)).await;
    Ok(page.ok().flatten().map(|page| figures::backing(&page)))
}

#[server(endpoint = "tanggapan", input = Json)]
pub async fn stand(plan: String, supports: bool) -> Result<Option<Standing>, Refused> {
    let web: Web = expect_context();
    let id: PlanId = parse(&plan)?;
    let stance = if supports { Stance::Support } else { Stance::Oppose };
    commands::take_stance(&web.services, &may_take_stance(&web.actor, id)?, stance).await?;
    let page = queries::plans::plan_page(&web.services, &web.actor, id, (None, None)).await;
    Ok(page.ok().flatten().map(|page| figures::standing(&page, web.city.zone(), web.services.clock.now())))
}

#[server(endpoint = "suka", input = Json)]
pub async fn like(comment: String, likes: bool) -> Result<Option<Liking>, Refused> {
    let web: Web = expect_context();
    let id: CommentId = parse(&comment)?;
    commands::like_comment(&web.services, &may_like(&web.actor, id)?, likes).await?;
    let likes = queries::comments::likes(&web.services, &web.actor, id).await;
    Ok(likes.ok().map(|(count, is_mine)| figures::liking(count, is_mine)))
}
