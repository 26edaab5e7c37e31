//! Supporting against opposing: words with numbers, a bar with the mark of the threshold, and local beside other.

use crate::{components::icon::Icon, format};
use leptos::prelude::*;
use services::store::plans::Counts;

/// Parts of a hundred with one decimal, for widths: exact enough for a bar.
pub fn share(part: i64, whole: i64) -> String {
    let thousandths = (part * 1000).checked_div(whole).unwrap_or(0);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// `threshold` is the share of support that counts as positive; lists leave it out.
#[component]
pub fn StanceBar(counts: Counts, #[prop(optional_no_strip)] threshold: Option<u8>) -> impl IntoView {
    let (supporting, opposing) = (format::count(counts.supporting), format::count(counts.opposing));
    let label = t!("stance.bar", supporting = supporting, opposing = opposing);
    let (share_for, share_con) = (share(counts.supporting, counts.all()), share(counts.opposing, counts.all()));
    let has_answers = counts.all() > 0;
    let (class, height) = if threshold.is_some() { ("stance", "22") } else { ("stance stance--small", "14") };
    let tick = threshold.map(|percent| {
        let x = format!("{percent}%");
        view! {
            <line class="tick" x1=x.clone() x2=x.clone() y1="0" y2="27"></line>
            <text x=x y="42" text-anchor="middle">{t!("stance.threshold", percent = percent)}</text>
        }
    });
    view! {
        <div class=class>
            <p class="stance__labels">
                <span class="stance__for"><Icon name="thumb-up"/>{t!("stance.supporting")} <b>{supporting}</b></span>
                <span class="stance__con"><Icon name="thumb-down"/>{t!("stance.opposing")} <b>{opposing}</b></span>
            </p>
            {has_answers.then(|| view! {
                <svg class="stance__bar" role="img" aria-label=label>
                    <rect class="for" width=share_for.clone() height=height></rect>
                    <rect class="con" x=share_for width=share_con height=height></rect>
                    {tick}
                </svg>
            })}
        </div>
    }
    .into_any()
}

/// Answers of people at home in an affected region beside those of others.
#[component]
pub fn LocalAndOther(counts: Counts) -> impl IntoView {
    let (local_for, local_con) = (counts.supporting_local, counts.opposing_local);
    let (other_for, other_con) = (counts.supporting - local_for, counts.opposing - local_con);
    let sides = [(t!("stance.local"), local_for, local_con), (t!("stance.other"), other_for, other_con)];
    view! {
        <div class="grid-2">
            {sides.into_iter().map(|(who, supporting, opposing)| view! {
                <div>
                    <h3>{who}</h3>
                    <p class="stance__labels">
                        <span class="stance__for"><Icon name="thumb-up"/><span class="visually-hidden">{t!("stance.supporting")}</span> <b>{format::count(supporting)}</b></span>
                        <span class="stance__con"><Icon name="thumb-down"/><span class="visually-hidden">{t!("stance.opposing")}</span> <b>{format::count(opposing)}</b></span>
                    </p>
                </div>
            }).collect_view()}
        </div>
    }
    .into_any()
}
