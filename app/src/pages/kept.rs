//! The page of a form that did not arrive: what happened, what was typed, and how it goes on from here.

use crate::{
    components::{
        icon::Icon,
        kept::{KeptWords, SendAgain},
    },
    context::page_context,
    http::{PageResult, Web},
    kept::Kept,
    links,
    shell::Head,
};
use leptos::prelude::*;

/// After signing in: everything as it was, one button to send it. What had a file goes back to its page.
pub async fn after_sign_in(web: &Web, kept: Kept, back: String) -> PageResult {
    let head = Head::new(web.text("kept.title"));
    Ok(web.page(head, move || view! { <GoOn kept=kept.clone() back=back.clone()/> }).await)
}

#[component]
fn GoOn(kept: Kept, back: String) -> impl IntoView {
    let name = page_context().actor.signed_in().map(|signed| signed.name.clone()).unwrap_or_default();
    let has_file = kept.has_file;
    view! {
        <div class="page-head"><h1>{t!("kept.title")}</h1><p class="lead">{t!("kept.signed_in", name = name)}</p></div>
        {if has_file {
            view! {
                <p class="notice notice--warn"><Icon name="info"/><span>{t!("kept.file")}</span></p>
                <KeptWords kept/>
                <p><a class="btn" href=back>{t!("kept.back")}</a></p>
            }
            .into_any()
        } else {
            view! {
                <SendAgain kept button=t!("kept.send")/>
                <p><a href=back>{t!("kept.back")}</a></p>
            }
            .into_any()
        }}
        <p class="small soft"><a href=links::HOME>{t!("error.home")}</a></p>
    }
}
