//! Answering a plan with one tap: the bar, the counts and one's own answer move at once.

use super::{
    act::{Act, Said},
    bar::{Bar, BarWords, Sides},
    icon::Picture,
};
use crate::actions::{
    shown::{Mine, Standing},
    stand,
};
use leptos::prelude::*;
use serde_tuple::{Deserialize_tuple, Serialize_tuple};

/// Everything that is said around the two buttons.
#[derive(Clone, Debug, Serialize_tuple, Deserialize_tuple)]
pub struct StanceWords {
    pub bar: BarWords,
    /// On the two buttons.
    pub buttons: [String; 2],
    /// Over the answers of local residents and of others.
    pub sides: [String; 2],
    pub unreached: String,
    /// For one's own answer.
    pub check: String,
}

/// `form` takes the answer without this script; `codes` are what its buttons send.
#[island]
pub fn StanceAnswer(plan: String, form: String, codes: [String; 2], standing: Standing, words: StanceWords) -> impl IntoView {
    let act = Act::new(standing);
    let mine = move || act.shown.with(|shown| shown.mine);
    let pressed = RwSignal::new(Mine::Support);
    let StanceWords { bar, buttons: [support, oppose], sides, unreached, check } = words;
    let send = move |event| {
        let next = Standing { mine: pressed.get_untracked(), ..act.shown.get_untracked() };
        let asked = stand(plan.clone(), next.mine == Mine::Support);
        act.send(&event, next, unreached.clone(), asked);
    };
    let [up, down] = bar.pictures.clone();
    let [code_for, code_against] = codes;
    let own = check.clone();
    let button = move |which: Mine, code: String, picture: String, label: String| {
        let check = check.clone();
        let href = Signal::derive(move || if mine() == which { check.clone() } else { picture.clone() });
        view! {
            <button class="btn btn--plain btn--wide" name="sikap" value=code aria-pressed=move || (mine() == which).to_string()
                aria-busy=move || act.is_busy().to_string() on:click=move |_| pressed.set(which)>
                <Picture href/>{label}
            </button>
        }
    };
    let given = move || act.shown.with(|shown| shown.given[shown.mine as usize].clone());
    view! {
        <Bar counted=Signal::derive(move || act.shown.with(|shown| shown.counts[shown.mine as usize].clone())) words=bar.clone()/>
        <form method="post" action=form class="stack" on:submit=send>
            {button(Mine::Support, code_for, up, support)}
            {button(Mine::Against, code_against, down, oppose)}
            <p aria-live="polite" class="small" class:soft=move || mine() == Mine::Nothing>
                {move || (mine() != Mine::Nothing).then(|| view! { <Picture href=own.clone()/>" " })}{given}
            </p>
        </form>
        <Said said=act.said/>
        <Sides sides=Signal::derive(move || act.shown.with(|shown| shown.sides.clone())) titles=sides words=bar/>
    }
}
