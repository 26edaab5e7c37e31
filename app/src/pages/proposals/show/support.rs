//! How many back a proposal, and one button to back it.

use crate::{
    components::{crumbs::region_name, icon::Icon, proposal_list::per_hundred},
    context::page_context,
    format, links,
};
use domain::{permission::may_support, refusal::Refusal, region::RegionLevel};
use leptos::prelude::*;
use services::queries::proposal_page::ProposalPage;

#[component]
pub fn SupportPanel(page: ProposalPage) -> impl IntoView {
    let proposal = &page.proposal;
    let other = proposal.support_count.saturating_sub(proposal.support_local);
    let kelurahan = page.kelurahan().map(region_name).unwrap_or_default();
    let per_household = page.support_per_household().map(|(rate, level)| {
        let rate = per_hundred(i64::try_from(rate.thousandths()).unwrap_or(i64::MAX).saturating_mul(1000));
        if level == RegionLevel::Rt { t!("support.per_rt", rate = rate) } else { t!("support.per_kelurahan", rate = rate) }
    });
    let (local, count) = (format::count(proposal.support_local.into()), format::count(proposal.support_count.into()));
    view! {
        <section class="card card--act" id="dukungan">
            <h2 class="visually-hidden">{t!("support.title")}</h2>
            <p class="stat"><b>{count}</b><span>{t!("support.title")}</span>
                <small>{t!("support.local", count = local, kelurahan = kelurahan)} " · " {t!("support.other", count = format::count(other.into()))}
                    {per_household.map(|words| view! { " · " {words} })}</small></p>
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
    match may_support(&context.actor, id) {
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
        Err(_) => {
            view! { <p class="notice notice--info">{t!("support.unconfirmed")} " " <a href=links::ACCOUNT>{t!("shell.account")}</a></p> }
                .into_any()
        }
    }
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
