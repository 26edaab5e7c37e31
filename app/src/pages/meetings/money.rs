//! The money of a meeting in three figures: what was announced, what is agreed, what is left; and who goes on.

use crate::format;
use domain::{cycle::Ceiling, money::Rupiah};
use leptos::prelude::*;
use services::queries::meeting_page::MeetingPage;

/// The same in one line, where the order or the work comes first.
#[component]
pub fn MoneyLine(page: MeetingPage) -> impl IntoView {
    let kind = |physical: bool| {
        let words = if physical { t!("facts.physical") } else { t!("facts.not_physical") };
        let spent = page.spent.part(physical);
        let Some(ceiling) = page.ceiling() else { return (t!("meeting.line_free", kind = words, spent = spent), false) };
        let left = ceiling.part(physical).less(spent);
        let rest = match left {
            Some(left) => t!("meeting.kind_left", amount = left),
            None => t!("meeting.kind_passed", amount = ceiling.excess(physical, spent).unwrap_or(Rupiah::ZERO)),
        };
        (t!("meeting.line", kind = words, spent = spent, ceiling = ceiling.part(physical), rest = rest), left.is_none())
    };
    let parts = [true, false].map(kind).into_iter().map(|(words, over)| view! { <span class:over=over>{words}</span> });
    view! { <p class="purse"><span>{t!("meeting.agreed_sum", count = page.agreed_count())}</span>{parts.collect_view()}</p> }
}

/// What was announced, what is agreed, what is left.
#[component]
pub fn Money(page: MeetingPage) -> impl IntoView {
    let ceiling = page.announced.clone();
    let kinds = |physical: Rupiah, other: Rupiah| t!("meeting.kinds", physical = physical, other = other);
    view! {
        <div class="stats">
            <p class="stat">
                <span>{t!("meeting.ceiling")}</span>
                <b>{ceiling.as_ref().map_or_else(|| "–".to_owned(), |announced| announced.ceiling.total().to_string())}</b>
                <small>{ceiling.map_or_else(|| t!("meeting.no_ceiling"), |announced| {
                    format!("{} · {}", kinds(announced.ceiling.physical(), announced.ceiling.non_physical()),
                        t!("meeting.announced", source = announced.source, day = format::day(announced.on)))
                })}</small>
            </p>
            <p class="stat">
                <span>{t!("meeting.agreed_sum", count = page.agreed_count())}</span>
                <b>{page.spent.total().to_string()}</b>
                <small>{kinds(page.spent.physical, page.spent.non_physical)}</small>
            </p>
            {page.ceiling().map(|ceiling| remainder(&page, ceiling))}
            {page.next.map(|_| view! {
                <p class="stat">
                    <span>{t!("meeting.delegates")}</span>
                    <b>{page.delegates.total}</b>
                    <small>{t!("meeting.women", count = page.delegates.women)}</small>
                </p>
            })}
        </div>
    }
}

/// What the ceiling leaves, or by how much it is passed; each kind has its own, and one cannot pay for the other.
fn remainder(page: &MeetingPage, ceiling: Ceiling) -> AnyView {
    let excess = [true, false].map(|physical| ceiling.excess(physical, page.spent.part(physical)));
    let left = [true, false].map(|physical| ceiling.part(physical).less(page.spent.part(physical)).unwrap_or(Rupiah::ZERO));
    let sum = |amounts: [Rupiah; 2]| Rupiah::total(amounts).unwrap_or(Rupiah::ZERO);
    let (words, amount) = match sum(excess.map(|amount| amount.unwrap_or(Rupiah::ZERO))) {
        Rupiah::ZERO => (t!("meeting.left"), sum(left)),
        passed => (t!("meeting.passed"), passed),
    };
    let kind = |index: usize| match excess[index] {
        Some(passed) => t!("meeting.kind_passed", amount = passed),
        None => t!("meeting.kind_left", amount = left[index]),
    };
    let kinds = t!("meeting.kinds", physical = kind(0), other = kind(1));
    view! { <p class="stat"><span>{words}</span><b>{amount.to_string()}</b><small>{kinds}</small></p> }.into_any()
}
