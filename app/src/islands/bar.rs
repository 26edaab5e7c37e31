//! Supporting against opposing: words with numbers, and a bar with the mark of the threshold. Drawn by pages as it
//! stands, and by the island of one plan as it changes.

use super::icon::Picture;
use crate::actions::shown::Counted;
use leptos::prelude::*;
use serde_tuple::{Deserialize_tuple, Serialize_tuple};

/// What is said at the bar.
#[derive(Clone, Debug, Serialize_tuple, Deserialize_tuple)]
pub struct BarWords {
    pub supporting: String,
    pub opposing: String,
    /// Where the share of support counts as positive, and its words; lists leave it out, and are smaller.
    pub threshold: Option<(String, String)>,
    /// For it and against it.
    pub pictures: [String; 2],
}

#[component]
pub fn Bar(#[prop(into)] counted: Signal<Counted>, words: BarWords, #[prop(optional)] small: bool) -> impl IntoView {
    let read = move |read: fn(&Counted) -> &String| move || counted.with(|counted| read(counted).clone());
    let (class, height) = if small { ("stance stance--small", "14") } else { ("stance", "22") };
    let [up, down] = words.pictures;
    let tick = words.threshold.map(|(x, words)| {
        view! {
            <line class="tick" x1=x.clone() x2=x.clone() y1="0" y2="27"></line>
            <text x=x y="42" text-anchor="middle">{words}</text>
        }
    });
    view! {
        <div class=class>
            <p class="stance__labels">
                <span class="stance__for"><Picture href=up/>{words.supporting}" "<b>{read(|counted| &counted.supporting)}</b></span>
                <span class="stance__con"><Picture href=down/>{words.opposing}" "<b>{read(|counted| &counted.opposing)}</b></span>
            </p>
            <svg class="stance__bar" role="img" aria-label=read(|counted| &counted.label) class:is-empty=move || counted.with(|counted| counted.label.is_empty())>
                <rect class="for" width=read(|counted| &counted.share_for) height=height></rect>
                <rect class="con" x=read(|counted| &counted.share_for) width=read(|counted| &counted.share_against) height=height></rect>
                {tick}
            </svg>
        </div>
    }
}

/// Answers of people at home in an affected region beside those of others. `titles` are those of the two sides.
#[component]
pub fn Sides(#[prop(into)] sides: Signal<[[String; 2]; 2]>, titles: [String; 2], words: BarWords) -> impl IntoView {
    let side = move |index: usize, title: String, words: BarWords| {
        let count = move |which: usize| move || sides.with(|sides| sides[index][which].clone());
        let [up, down] = words.pictures;
        view! {
            <div>
                <h3>{title}</h3>
                <p class="stance__labels">
                    <span class="stance__for"><Picture href=up/><span class="visually-hidden">{words.supporting}</span>" "<b>{count(0)}</b></span>
                    <span class="stance__con"><Picture href=down/><span class="visually-hidden">{words.opposing}</span>" "<b>{count(1)}</b></span>
                </p>
            </div>
        }
    };
    let [local, other] = titles;
    view! { <div class="grid-2">{side(0, local, words.clone())}{side(1, other, words)}</div> }
}
