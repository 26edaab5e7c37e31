//! Supporting against opposing: words with numbers, a bar with the mark of the threshold, and a table of local and other.

use crate::{components::icon::Icon, format};
use leptos::prelude::*;
use services::store::plans::Counts;

/// Parts of a hundred with one decimal, for widths: exact enough for a bar.
fn share(part: i64, whole: i64) -> String {
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
}

/// Answers of people at home in an affected region beside those of others.
#[component]
pub fn StanceTable(counts: Counts) -> impl IntoView {
    let other = (counts.supporting - counts.supporting_local, counts.opposing - counts.opposing_local);
    let rows = [
        (t!("stance.local"), counts.supporting_local, counts.opposing_local),
        (t!("stance.other"), other.0, other.1),
        (t!("stance.all"), counts.supporting, counts.opposing),
    ];
    view! {
        <table class="data">
            <caption class="visually-hidden">{t!("stance.table")}</caption>
            <thead><tr><th scope="col">{t!("stance.who")}</th><th scope="col" class="num">{t!("stance.supporting")}</th><th scope="col" class="num">{t!("stance.opposing")}</th></tr></thead>
            <tbody>{rows.into_iter().map(|(who, supporting, opposing)| view! {
                <tr><th scope="row">{who}</th><td class="num">{format::count(supporting)}</td><td class="num">{format::count(opposing)}</td></tr>
            }).collect_view()}</tbody>
        </table>
    }
}
