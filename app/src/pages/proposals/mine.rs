//! `/usulan-saya`: what I am writing and what I have sent.

use crate::{
    components::{icon::Icon, proposal_list::ProposalItems},
    format, links,
    shell::Head,
    web::{PageResult, Web, page_context},
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::queries::{
    draft_page,
    proposal_list::{self, OwnProposals},
};

pub async fn show(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let own = proposal_list::own_proposals(&web.services, &permit).await?;
    let serves = draft_page::serves(&web.actor).is_some();
    Ok(web.page(Head::new(web.text("own.title")), move || view! { <Own own=own.clone() serves/> }).await)
}

#[component]
fn Own(own: OwnProposals, serves: bool) -> impl IntoView {
    let zone = page_context().zone;
    let OwnProposals { drafts, sent, pipelines } = own;
    view! {
        <div class="page-head"><h1>{t!("own.title")}</h1></div>
        <p class="cluster">
            <a class="btn" href=links::NEW_PROPOSAL><Icon name="plus"/>{t!("proposals.new")}</a>
            {serves.then(|| view! { <a class="btn btn--plain" href=format!("{}?atas-nama=1", links::NEW_PROPOSAL)>{t!("new.for_resident")}</a> })}
        </p>
        {(!drafts.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("own.drafts")}</h2>
                <ul class="list">{drafts.into_iter().map(|draft| {
                    let title = if draft.title.is_empty() { t!("own.untitled") } else { draft.title.clone() };
                    let discard = t!("own.discard_name", title = title.clone());
                    view! {
                        <li>
                            <h3><a href=links::draft_step(draft.id, "periksa")>{title}</a></h3>
                            <p class="meta">{t!("own.begun", day = format::day_of(draft.begun_at, zone))}
                                {draft.on_behalf_of.map(|name| view! { " · " {t!("own.for_resident", name = name)} })}</p>
                            <form method="post" action=links::proposal_part(draft.id, "buang")>
                                <button class="link-btn" aria-label=discard>{t!("own.discard")}</button>
                            </form>
                        </li>
                    }
                }).collect_view()}</ul>
            </section>
        })}
        <section class="stack">
            <h2>{t!("own.sent")}</h2>
            {if sent.is_empty() {
                view! { <p class="empty">{t!("own.empty")}</p> }.into_any()
            } else {
                view! { <ProposalItems lines=sent pipelines/> }.into_any()
            }}
        </section>
    }
}
