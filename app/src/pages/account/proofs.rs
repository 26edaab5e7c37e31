//! What I did that counts, with the proof of each that it stands in the public log.

use crate::{
    components::paging::Pages,
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text::t_code,
};
use domain::{ledger::Subject, permission::may_act_as_self};
use leptos::prelude::*;
use services::{
    queries::own_entries::{MOST_SHOWN, own_entries},
    store::published::OwnEntry,
};

/// `/akun/bukti`
#[component]
pub fn MyProofs() -> impl IntoView {
    let own = load(async |web: Web| {
        let permit = may_act_as_self(&web.actor)?;
        let before = web.filter("sebelum", |number| number.parse().ok());
        let own = own_entries(&web.services, &permit, before).await?;
        Ok((Head::new(web.text("proofs.title")), (own, before.is_some().then(|| links::PROOFS.to_owned()))))
    });
    view! { <Page of=own let:shown><Proofs own=shown.0 first=shown.1/></Page> }
}

#[component]
fn Proofs(own: Vec<OwnEntry>, first: Option<String>) -> impl IntoView {
    let next = (own.len() == MOST_SHOWN).then(|| own.last().map(|last| last.sequence)).flatten();
    let is_empty = own.is_empty();
    view! {
        <div class="page-head"><h1>{t!("proofs.title")}</h1><p class="lead">{t!("proofs.lead")}</p></div>
        <section class="stack">
            {is_empty.then(|| view! { <p class="empty">{t!("proofs.none")}</p> })}
            {(!is_empty).then(move || view! {
                <div class="table-scroll"><table class="data cards">
                    <thead><tr><th scope="col">{t!("proofs.what")}</th><th scope="col">{t!("proofs.on")}</th>
                        <th scope="col">{t!("proofs.when")}</th><th scope="col">{t!("proofs.sequence")}</th><th scope="col">{t!("proofs.proof")}</th></tr></thead>
                    <tbody>{own.into_iter().map(|entry| view! { <Line entry/> }).collect_view()}</tbody>
                </table></div>
            })}
            <Pages first next=next.map(|sequence| format!("{}?sebelum={sequence}", links::PROOFS))/>
            <p class="measure">{t!("proofs.help")} " " <a href=format!("{}#buku-besar", links::DATA)>{t!("data.log")}</a></p>
            <p><a href=links::ACCOUNT>{t!("proofs.back")}</a></p>
        </section>
    }
    .into_any()
}

#[component]
fn Line(entry: OwnEntry) -> impl IntoView {
    let OwnEntry { sequence, at, kind, subject_kind, subject_id, title } = entry;
    let address = match Subject::from_code(&subject_kind, subject_id) {
        Some(Subject::Proposal(id)) => Some(links::proposal(id)),
        Some(Subject::Plan(id)) => Some(links::plan(id)),
        Some(Subject::Musrenbang(id)) => Some(links::meeting(id)),
        _ => None,
    };
    let is_meeting = subject_kind == "musrenbang";
    let title = title.unwrap_or_else(|| if is_meeting { t!("proofs.a_meeting") } else { t!("proofs.a_comment") });
    let on = match address {
        Some(address) => view! { <a href=address>{title}</a> }.into_any(),
        None => view! { <span>{title}</span> }.into_any(),
    };
    view! {
        <tr><th scope="row">{t_code("own_act", act(&kind))}</th> <td data-th=t!("proofs.on")>{on}</td>
            <td data-th=t!("proofs.when")>{format::instant(at, page_context().zone)}</td>
            <td class="num" data-th=t!("proofs.sequence")>{sequence}</td>
            <td data-th=t!("proofs.proof")><a href=links::proof(sequence) aria-label=t!("proofs.download_one", sequence = sequence)>{t!("proofs.download")}</a></td></tr>
    }
    .into_any()
}

/// What residents do has words; other steps of their proposals have one in common.
fn act(kind: &str) -> &'static str {
    const ACTS: [&str; 9] =
        ["sent", "assigned", "item_arrived", "support_given", "support_withdrawn", "stance_taken", "commented", "liked", "like_withdrawn"];
    ACTS.into_iter().find(|act| *act == kind).unwrap_or("step")
}
