//! How many back a proposal, and one button to back it.

use crate::{
    components::{icon::Icon, proposal_list::per_hundred},
    format, links,
    web::page_context,
};
use domain::{permission::may_support, refusal::Refusal};
use leptos::prelude::*;
use services::queries::proposal_page::ProposalPage;

#[component]
pub fn SupportPanel(page: ProposalPage) -> impl IntoView {
    let proposal = &page.proposal;
    let other = proposal.support_count.saturating_sub(proposal.support_local);
    let kelurahan = page.kelurahan().map(|region| region.name.clone()).unwrap_or_default();
    let households = page.kelurahan().map_or(0, |region| region.households);
    let per_household = (households > 0).then(|| per_hundred(i64::from(proposal.support_count) * 1_000_000 / households));
    let (local, count) = (format::count(proposal.support_local.into()), format::count(proposal.support_count.into()));
    view! {
        <section class="card card--act" id="dukungan">
            <h2 class="visually-hidden">{t!("support.title")}</h2>
            <p class="stat"><b>{count}</b><span>{t!("support.title")}</span>
                <small>{t!("support.local", count = local, kelurahan = kelurahan)} " · " {t!("support.other", count = format::count(other.into()))}
                    {per_household.map(|rate| t!("proposals.support_rate", rate = rate))}</small></p>
            <SupportButton page=page.clone()/>
            <p class="small soft">{t!("support.help")}</p>
        </section>
    }
    .into_any()
}

/// The button for who may, and for everybody else the words that say why not and what to do.
#[component]
fn SupportButton(page: ProposalPage) -> impl IntoView {
    let context = page_context();
    let id = page.proposal.id;
    if !page.proposal.position.status.is_open_to_support() {
        return view! { <p class="soft">{t!("support.closed")}</p> }.into_any();
    }
    match may_support(&context.actor) {
        Ok(_) if page.mine.supports => view! {
            <p><span class="tag tag--yes"><Icon name="check"/>{t!("support.yours")}</span></p>
            <form method="post" action=links::proposal_part(id, "batal-dukung")><button class="link-btn">{t!("support.take_back")}</button></form>
        }
        .into_any(),
        Ok(_) => view! {
            <form method="post" action=links::proposal_part(id, "dukung")>
                <button class="btn btn--wide"><Icon name="thumb-up"/>{t!("support.submit")}</button>
            </form>
        }
        .into_any(),
        Err(Refusal::SignInFirst) => {
            let sign_in = links::sign_in_then(&links::proposal(id));
            view! { <p><a class="btn btn--wide" href=sign_in>{t!("support.sign_in")}</a></p> }.into_any()
        }
        Err(_) => view! { <p class="notice notice--info">{t!("support.unconfirmed")} " " <a href=links::ACCOUNT>{t!("shell.account")}</a></p> }.into_any(),
    }
}
