//! How many back a proposal, and one button to back it.

use crate::{
    components::icon::{Icon, picture},
    context::page_context,
    figures::backing,
    islands::{SupportButton, SupportWords},
    links,
    shell::Islands,
};
use domain::{permission::may_support, refusal::Refusal};
use leptos::prelude::*;
use services::queries::proposal_page::ProposalPage;

#[component]
pub fn SupportPanel(page: ProposalPage) -> impl IntoView {
    let id = page.proposal.id;
    let is_open = page.proposal.position.status.is_open_to_support() && page.merged_into.is_none();
    let may_support = may_support(&page_context().actor, id);
    // Whoever is counted through another proposal, or not counted, is told so, and how to leave.
    let is_plain = page.mine.counted_through.is_none() && may_support.is_ok();
    let act = if is_open && is_plain {
        view! { <SupportButton proposal=id.to_string() forms=["dukung", "batal-dukung"].map(|part| links::proposal_part(id, part)) backing=backing(&page) words=words()/> }.into_any()
    } else {
        view! { <Counts page=page.clone()/> <Instead page may_support=may_support.map(drop)/> }.into_any()
    };
    view! {
        <section class="card card--act" id="dukungan">
            <h2 class="visually-hidden">{t!("support.title")}</h2>
            {act}
            <p class="small soft">{t!("support.help")}</p>
        </section>
        {(is_open && is_plain).then(|| view! { <Islands/> })}
    }
    .into_any()
}

fn words() -> SupportWords {
    SupportWords {
        title: t!("support.title"),
        submit: t!("support.submit"),
        yours: t!("support.yours"),
        take_back: t!("support.take_back"),
        unreached: t!("live.unreached"),
        pictures: [picture("thumb-up"), picture("check")],
    }
}

#[component]
fn Counts(page: ProposalPage) -> impl IntoView {
    let backing = backing(&page);
    let count = backing.counts[usize::from(backing.is_mine)].clone();
    view! { <p class="stat"><b>{count}</b><span>{t!("support.title")}</span><small>{backing.detail}</small></p> }.into_any()
}

/// Why there is nothing to tap, and what to do.
#[component]
fn Instead(page: ProposalPage, may_support: Result<(), Refusal>) -> impl IntoView {
    let id = page.proposal.id;
    if page.mine.supports {
        return view! { <Counted page/> }.into_any();
    }
    if let Some(target) = page.merged_into {
        return view! { <p class="notice notice--info"><span>{t!("support.merged")} " " <a href=links::proposal(target.id)>{target.title}</a></span></p> }
            .into_any();
    }
    if !page.proposal.position.status.is_open_to_support() {
        return view! { <p class="soft">{t!("support.closed")}</p> }.into_any();
    }
    if may_support == Err(Refusal::SignInFirst) {
        let sign_in = links::sign_in_then(&links::proposal(id));
        return view! { <p><a class="btn btn--wide" href=sign_in>{t!("support.sign_in")}</a></p> }.into_any();
    }
    view! { <p class="notice notice--info">{t!("support.unconfirmed")} " " <a href=links::ACCOUNT>{t!("shell.account")}</a></p> }.into_any()
}

/// Why somebody is counted here, or where, and the way out of it.
#[component]
fn Counted(page: ProposalPage) -> impl IntoView {
    let id = page.proposal.id;
    let why = match (page.mine.counted_through, page.merged_into) {
        (Some(through), _) => {
            view! { <p><span>{t!("support.through")} " " <a href=links::proposal(through.id)>{through.title}</a></span></p> }.into_any()
        }
        (None, Some(target)) => {
            view! { <p><span>{t!("support.counted_at")} " " <a href=links::proposal(target.id)>{target.title}</a></span></p> }.into_any()
        }
        (None, None) => ().into_any(),
    };
    view! {
        <p><span class="tag tag--yes"><Icon name="check"/>{t!("support.yours")}</span></p>
        {why}
        {may_support(&page_context().actor, id).is_err().then(|| view! { <p class="notice notice--info">{t!("support.not_counted_yet")}</p> })}
        <form method="post" action=links::proposal_part(id, "batal-dukung")><button class="link-btn">{t!("support.take_back")}</button></form>
    }
    .into_any()
}
