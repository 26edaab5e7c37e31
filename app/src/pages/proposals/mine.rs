//! What I have to finish and what I have sent.

use crate::{
    components::{
        icon::Icon,
        proposal_list::ProposalItems,
        unfinished::{self, UnfinishedLine},
    },
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::{ids::ProposalId, permission::may_act_as_self, proposal::Status};
use leptos::prelude::*;
use services::{
    queries::{
        draft_page,
        proposal_list::{self, OwnProposals},
    },
    store::proposals::DraftLine,
};

/// `/usulan-saya`
#[component]
pub fn MyProposals() -> impl IntoView {
    let own = load(async |web: Web| {
        let permit = may_act_as_self(&web.actor)?;
        let own = proposal_list::own_proposals(&web.services, &permit).await?;
        let serves = draft_page::serves(&web.actor).is_some();
        let head = Head::new(web.text("own.title")).of_persons(own.drafts.iter().any(|draft| draft.on_behalf_of.is_some()));
        let just_discarded = web.param("dibuang").parse().ok();
        Ok((head, (own, serves, just_discarded)))
    });
    view! { <Page of=own let:shown><Own own=shown.0 serves=shown.1 just_discarded=shown.2/></Page> }
}

#[component]
fn Own(own: OwnProposals, serves: bool, just_discarded: Option<ProposalId>) -> impl IntoView {
    let OwnProposals { drafts, discarded, sent, pipelines } = own;
    let gone = discarded.iter().find(|draft| Some(draft.id) == just_discarded).cloned();
    view! {
        {gone.map(|draft| view! { <JustDiscarded draft/> })}
        <div class="page-head"><h1>{t!("own.title")}</h1></div>
        <p class="cluster">
            <a class="btn" href=links::NEW_PROPOSAL><Icon name="plus"/>{t!("proposals.new")}</a>
            {serves.then(|| view! { <a class="btn btn--plain" href=format!("{}?atas-nama=1", links::NEW_PROPOSAL)>{t!("new.for_resident")}</a> })}
        </p>
        {(!drafts.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("own.drafts")}</h2>
                <ul class="list">{drafts.into_iter().map(|draft| {
                    let discard = t!("own.discard_name", title = unfinished::title(&draft));
                    let (id, was_sent) = (draft.id, draft.status == Status::Returned);
                    view! {
                        <li>
                            <UnfinishedLine line=draft/>
                            {(!was_sent).then(|| view! {
                                <form method="post" action=links::proposal_part(id, "buang")>
                                    <button class="link-btn" aria-label=discard>{t!("own.discard")}</button>
                                </form>
                            })}
                        </li>
                    }
                }).collect_view()}</ul>
            </section>
        })}
        {(!discarded.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("own.discarded")}</h2>
                <ul class="list">{discarded.into_iter().map(|draft| {
                    let (title, restore) = (unfinished::title(&draft), t!("own.restore_name", title = unfinished::title(&draft)));
                    view! {
                        <li>
                            <h3>{title}</h3>
                            <form method="post" action=links::proposal_part(draft.id, "pulihkan")>
                                <button class="link-btn" aria-label=restore>{t!("own.restore")}</button>
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
    .into_any()
}

/// One tap too many is taken back with another.
#[component]
fn JustDiscarded(draft: DraftLine) -> impl IntoView {
    let title = unfinished::title(&draft);
    view! {
        <div class="notice notice--ok notice--wide" role="status">
            <Icon name="check"/><p>{t!("own.just_discarded", title = title)}</p>
            <form method="post" action=links::proposal_part(draft.id, "pulihkan")><button class="btn btn--plain btn--small">{t!("own.undo")}</button></form>
        </div>
    }
    .into_any()
}
