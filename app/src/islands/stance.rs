//! Answering a plan with one tap: the bar, the counts and one's own answer move at once.

use super::{
    act::{Act, Said},
    icon::Picture,
};
use crate::actions::{Counted, Standing, stand};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Everything that is said around the two buttons.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StanceWords {
    pub supporting: String,
    pub opposing: String,
    /// On the two buttons.
    pub support: String,
    pub oppose: String,
    pub threshold: Option<(String, String)>,
    pub unreached: String,
    /// In support, against, and for one's own answer.
    pub pictures: [String; 3],
}

/// `form` takes the answer without this script; `codes` are what its buttons send.
#[island]
pub fn StanceAnswer(plan: String, form: String, codes: [String; 2], standing: Standing, words: StanceWords) -> impl IntoView {
    let act = Act::new(standing);
    let mine = move || act.shown.with(|shown| shown.mine);
    let counted = move |read: fn(&Counted) -> &String| move || act.shown.with(|shown| read(&shown.counts[shown.mine]).clone());
    let chosen = RwSignal::new(1_usize);
    let unreached = words.unreached;
    let send = move |event| {
        let now = act.shown.get_untracked();
        let next = Standing { mine: chosen.get_untracked(), ..now };
        let asked = stand(plan.clone(), next.mine == 1);
        act.send(&event, next, unreached.clone(), asked);
    };
    let [up, down, check] = words.pictures;
    let (up_again, down_again) = (up.clone(), down.clone());
    let [code_for, code_against] = codes;
    let button = move |which: usize, code: String, picture: String, label: String| {
        let check = check.clone();
        let href = Signal::derive(move || if mine() == which { check.clone() } else { picture.clone() });
        view! {
            <button class="btn btn--plain btn--wide" name="sikap" value=code aria-pressed=move || (mine() == which).to_string()
                aria-busy=move || act.is_busy().to_string() on:click=move |_| chosen.set(which)>
                <Picture href/>{label}
            </button>
        }
    };
    view! {
        <div class="stance">
            <p class="stance__labels">
                <span class="stance__for"><Picture href=up_again/>{words.supporting}" "<b>{counted(|counted| &counted.supporting)}</b></span>
                <span class="stance__con"><Picture href=down_again/>{words.opposing}" "<b>{counted(|counted| &counted.opposing)}</b></span>
            </p>
            <svg class="stance__bar" role="img" aria-label=counted(|counted| &counted.label)>
                <rect class="for" width=counted(|counted| &counted.share_for) height="22"></rect>
                <rect class="con" x=counted(|counted| &counted.share_for) width=counted(|counted| &counted.share_against) height="22"></rect>
                {words.threshold.map(|(x, words)| view! {
                    <line class="tick" x1=x.clone() x2=x.clone() y1="0" y2="27"></line>
                    <text x=x y="42" text-anchor="middle">{words}</text>
                })}
            </svg>
        </div>
        <form method="post" action=form class="stack" on:submit=send>
            {button(1, code_for, up, words.support)}
            {button(2, code_against, down, words.oppose)}
            <p class="small" role="status">{move || act.shown.with(|shown| shown.given[shown.mine].clone())}</p>
        </form>
        <Said said=act.said/>
    }
}
