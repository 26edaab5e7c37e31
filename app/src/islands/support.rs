//! Backing a proposal with one tap, and taking it back, with the count beside it.

use super::{
    act::{Act, Said},
    icon::Picture,
};
use crate::actions::{back, shown::Backing};
use leptos::prelude::*;
use serde_tuple::{Deserialize_tuple, Serialize_tuple};

/// Everything that is said around the button.
#[derive(Clone, Debug, Serialize_tuple, Deserialize_tuple)]
pub struct SupportWords {
    pub title: String,
    pub submit: String,
    pub yours: String,
    pub take_back: String,
    pub unreached: String,
    /// The pictures for not backing yet, and for backing.
    pub pictures: [String; 2],
}

/// `forms` take the support and take it back without this script.
#[island]
pub fn SupportButton(proposal: String, forms: [String; 2], backing: Backing, words: SupportWords) -> impl IntoView {
    let act = Act::new(backing);
    let is_mine = move || act.shown.with(|shown| shown.is_mine);
    let count = move || act.shown.with(|shown| shown.counts[usize::from(shown.is_mine)].clone());
    let SupportWords { title, submit, yours, take_back, unreached, pictures: [thumb, check] } = words;
    let send = move |event| {
        let now = act.shown.get_untracked();
        let next = Backing { is_mine: !now.is_mine, ..now };
        let asked = back(proposal.clone(), next.is_mine);
        act.send(&event, next, unreached.clone(), asked);
    };
    let [take, leave] = forms;
    let label = move || if is_mine() { take_back.clone() } else { submit.clone() };
    let said = move || is_mine().then(|| view! { <span class="tag tag--yes"><Picture href=check.clone()/>{yours.clone()}</span> });
    view! {
        <p class="stat"><b>{count}</b><span>{title}</span><small>{move || act.shown.with(|shown| shown.detail.clone())}</small></p>
        <form method="post" action=move || if is_mine() { leave.clone() } else { take.clone() } on:submit=send>
            <button class=move || if is_mine() { "btn btn--plain btn--wide" } else { "btn btn--wide" } aria-busy=move || act.is_busy().to_string()>
                {move || (!is_mine()).then(|| view! { <Picture href=thumb.clone()/> })}{label}
            </button>
        </form>
        // Below the button, which stays where it is.
        <p aria-live="polite">{said}</p>
        <Said said=act.said/>
    }
}
