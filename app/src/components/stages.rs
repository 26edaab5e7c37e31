//! Where a planning year stands: its stages on the journey line, with their dates.

use crate::{format, text::t_code};
use domain::{clock::Day, cycle::Stage};
use leptos::prelude::*;

/// Passed, being held, or to come.
pub fn mark(stage: &Stage, today: Day) -> &'static str {
    if stage.is_held_on(today) {
        "here"
    } else if stage.closes_on.is_some_and(|last| last < today) {
        "done"
    } else {
        "todo"
    }
}

/// `12 Jan–4 Feb 2027`; empty where nothing is scheduled.
pub fn dates(stage: &Stage) -> String {
    match (stage.opens_on, stage.closes_on) {
        (Some(first), Some(last)) => format::span(first, last),
        (Some(first), None) => format::day(first),
        _ => String::new(),
    }
}

/// Everything that is held today and until when, and what comes next.
pub fn now_words(stages: &[Stage], today: Day) -> String {
    let name = |stage: &Stage| t_code("stage", stage.kind.code());
    let held = stages.iter().filter(|stage| stage.is_held_on(today)).map(|stage| match stage.closes_on {
        Some(last) => t!("stages.held_until", stage = name(stage), day = format::day(last)),
        None => name(stage),
    });
    let held: Vec<String> = held.collect();
    let now = (!held.is_empty()).then(|| t!("stages.now", stages = held.join(", ")));
    let next = stages
        .iter()
        .filter_map(|stage| stage.opens_on.filter(|first| *first > today).map(|first| (first, stage)))
        .min_by_key(|(first, _)| *first);
    let next = next.map(|(first, stage)| t!("stages.next", stage = name(stage), day = format::day(first)));
    match (now, next) {
        (None, None) => t!("stages.unscheduled"),
        (now, next) => [now, next].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

/// The whole line. A phone shows what is held and what comes next; the calendar has all of it.
#[component]
pub fn StageLine(stages: Vec<Stage>, today: Day, #[prop(optional)] tall: bool) -> impl IntoView {
    let class = if tall { "journey journey--tall journey--near" } else { "journey journey--near" };
    let items = stages.into_iter().map(|stage| {
        let mark = mark(&stage, today);
        view! {
            <li class=mark aria-current=(mark == "here").then_some("step")>
                <span class="dot" aria-hidden="true"></span>
                <b>{t_code("stage", stage.kind.code())}<span class="visually-hidden">": " {t_code("stage_mark", mark)}</span></b>
                <span class="small">{dates(&stage)}</span>
            </li>
        }
    });
    view! { <ol class=class>{items.collect_view()}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::cycle::StageKind;

    #[test]
    fn every_stage_that_is_held_is_named_and_what_has_begun_is_not_next() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        let stage = |kind, first, last| Stage::new(kind, Some(day(first)), Some(day(last))).expect("in order");
        let stages = [
            stage(StageKind::Kelurahan, "2027-01-02", "2027-01-31"),
            stage(StageKind::Kecamatan, "2027-01-10", "2027-02-10"),
            stage(StageKind::Rkpd, "2027-02-28", "2027-05-31"),
        ];
        assert_eq!(
            now_words(&stages, day("2027-01-20")),
            "Sedang berlangsung: Kelurahan (sampai 31 Januari 2027), Kecamatan (sampai 10 Februari 2027). Berikutnya Rencana kerja (RKPD), mulai 28 Februari 2027."
        );
    }

    #[test]
    fn a_stage_is_passed_held_or_to_come() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        let held = Stage::new(StageKind::Rt, Some(day("2027-01-02")), Some(day("2027-01-15"))).expect("in order");
        let marks = ["2027-01-01", "2027-01-02", "2027-01-15", "2027-01-16"].map(|today| mark(&held, day(today)));
        assert_eq!(marks, ["todo", "here", "here", "done"]);
        assert_eq!(mark(&Stage::new(StageKind::Rt, None, None).expect("unscheduled"), day("2027-01-01")), "todo");
    }
}
