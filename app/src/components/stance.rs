//! Supporting against opposing, as it stands: on lists, and where nothing can be answered.

use crate::{
    components::icon::picture,
    figures,
    islands::{Bar, BarWords, Sides},
};
use leptos::prelude::*;
use services::store::plans::Counts;

/// What is said at the bar; `threshold` is the share of support that counts as positive.
pub fn words(threshold: Option<u8>) -> BarWords {
    BarWords {
        supporting: t!("stance.supporting"),
        opposing: t!("stance.opposing"),
        threshold: threshold.map(|percent| (format!("{percent}%"), t!("stance.threshold", percent = percent))),
        pictures: ["thumb-up", "thumb-down"].map(picture),
    }
}

/// Lists leave the threshold out.
#[component]
pub fn StanceBar(counts: Counts, #[prop(optional_no_strip)] threshold: Option<u8>) -> impl IntoView {
    view! { <Bar counted=figures::counted(counts) words=words(threshold) small=threshold.is_none()/> }.into_any()
}

/// Answers of people at home in an affected region beside those of others.
#[component]
pub fn LocalAndOther(counts: Counts) -> impl IntoView {
    view! { <Sides sides=figures::sides(counts) titles=side_titles() words=words(None)/> }.into_any()
}

pub fn side_titles() -> [String; 2] {
    [t!("stance.local"), t!("stance.other")]
}
