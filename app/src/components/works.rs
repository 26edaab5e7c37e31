//! How far works are, where a proposal is shown.

use crate::{context::page_context, format};
use domain::proposal::WorksReport;
use leptos::prelude::*;

/// How far the works are, with a bar and the day of the report.
#[component]
pub fn Reported(reported: Option<WorksReport>) -> impl IntoView {
    let zone = page_context().zone;
    reported.map(|works| {
        let words = t!("works.reported", percent = works.percent, day = format::day_of(works.at, zone));
        view! {
            <p><progress class="progress" max="100" value=works.percent.to_string() aria-label=t!("works.percent")></progress>
                <span class="small">{words}</span></p>
        }
    })
}
