//! The answer that shows a code: a sheet to print and hand over, or words to read out on the phone.

use crate::{components::icon::Icon, context::page_context, format, links};
use domain::clock::Instant;
use leptos::prelude::*;

/// Enough to know it by; a sheet that is lost tells a stranger no contact to try the code with.
fn masked(contact: &str) -> String {
    let dots = "••••";
    match contact.split_once('@') {
        Some((name, host)) => format!("{}{dots}@{host}", name.chars().take(1).collect::<String>()),
        None => format!("{dots}{}", contact.chars().skip(contact.chars().count().saturating_sub(4)).collect::<String>()),
    }
}

/// A code for a new password, at an address that is written out.
#[component]
pub fn CodeSheet(name: String, contact: String, code: String, address: String, expires_at: Instant) -> impl IntoView {
    view! {
        <div class="no-print stack">
            <p class="notice notice--info"><Icon name="info"/>{t!("code_paper.how_to_print")}</p>
            <p><a href=links::RESIDENT_CODES>{t!("codes.title")}</a></p>
        </div>
        <article class="paper">
            <h1>{t!("code_paper.title")}<small>"Rembuk"</small></h1>
            <dl class="facts">
                <dt>{t!("code_paper.for")}</dt><dd>{name}</dd>
                <dt>{t!("sign_in.contact")}</dt><dd>{masked(&contact)}</dd>
                <dt>{t!("code_paper.until")}</dt><dd>{format::instant(expires_at, page_context().zone)}</dd>
                <dt>{t!("reset.code")}</dt><dd><strong class="code">{code}</strong></dd>
            </dl>
            <ol>
                <li>{t!("code_paper.step1", address = address)}</li>
                <li>{t!("code_paper.step2")}</li>
                <li>{t!("code_paper.step3")}</li>
            </ol>
            <p>{t!("code_paper.warning")}</p>
        </article>
    }
}

/// A code that shows a phone to be one's own.
#[component]
pub fn CodeCall(name: String, phone: String, code: String, expires_at: Instant) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("code_call.title")}</h1><p class="lead">{t!("code_call.lead", name = name)}</p></div>
        <dl class="facts">
            <dt>{t!("code_call.phone")}</dt><dd>{phone}</dd>
            <dt>{t!("reset.code")}</dt><dd><strong class="code">{code}</strong></dd>
            <dt>{t!("code_paper.until")}</dt><dd>{format::instant(expires_at, page_context().zone)}</dd>
        </dl>
        <p>{t!("code_call.warning")}</p>
        <p><a href=links::RESIDENT_CODES>{t!("codes.title")}</a></p>
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_lost_sheet_tells_no_contact() {
        assert_eq!(masked("+6281234567890"), "••••7890");
        assert_eq!(masked("siti.rahma@contoh.id"), "s••••@contoh.id");
        assert_eq!(masked("é@contoh.id"), "é••••@contoh.id");
    }
}
