//! The journey of a proposal: the whole line with office and date at each stage, and the thin bar of lists.

use crate::{context::page_context, format, text::t_code};
use domain::{
    clock::{Day, Instant},
    cycle::{Pipeline, Stage, StageKind},
    proposal::{EventKind, Position, Status},
};
use leptos::prelude::*;
use services::ledger::RecordedEvent;

/// How a stage looks from where the proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Done,
    Here,
    /// It ended here: rejected, withdrawn, merged.
    Stop,
    Todo,
    /// It ended before it came here.
    Cut,
}

impl Mark {
    fn of(index: usize, here: usize, status: Status) -> Self {
        let ended = status.has_ended();
        match index.cmp(&here) {
            std::cmp::Ordering::Less => Self::Done,
            std::cmp::Ordering::Greater if ended => Self::Cut,
            std::cmp::Ordering::Greater => Self::Todo,
            std::cmp::Ordering::Equal if ended => Self::Stop,
            std::cmp::Ordering::Equal if status == Status::Finished => Self::Done,
            std::cmp::Ordering::Equal => Self::Here,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Here => "here",
            Self::Stop => "stop",
            Self::Todo | Self::Cut => "todo",
        }
    }

    /// Its words have a text of their own.
    fn code(self) -> &'static str {
        if self == Self::Cut { "cut" } else { self.class() }
    }
}

/// Stage and status in words: `Kelurahan · Diverifikasi`.
pub fn position_words(position: Position) -> String {
    format!("{} · {}", t_code("stage", position.stage.code()), t_code("proposal_status", position.status.code()))
}

/// The thin bar, for lists; the words stand beside it for those who do not see it.
#[component]
pub fn JourneyBar(pipeline: Pipeline, position: Position) -> impl IntoView {
    let here = index_of(pipeline.stages(), position.stage);
    let marks = (0..pipeline.stages().len()).map(move |index| Mark::of(index, here, position.status).class());
    view! {
        <div class="journey-bar" aria-hidden="true">{marks.map(|class| view! { <i class=class></i> }).collect_view()}</div>
    }
}

fn index_of(stages: &[StageKind], stage: StageKind) -> usize {
    stages.iter().position(|kind| *kind == stage).unwrap_or(0)
}

/// The whole line; a phone shows where it stands and what comes next, and its history the rest.
#[component]
pub fn Journey(stages: Vec<Stage>, events: Vec<RecordedEvent>, position: Position, rank: Option<u32>) -> impl IntoView {
    let kinds: Vec<StageKind> = stages.iter().map(|stage| stage.kind).collect();
    let here = index_of(&kinds, position.stage);
    let today = page_context().today();
    let items = stages.into_iter().enumerate().map(|(index, stage)| {
        let mark = Mark::of(index, here, position.status);
        let current = (index == here).then_some("step");
        let words = match mark {
            Mark::Todo => planned(&stage, today),
            Mark::Cut => String::new(),
            Mark::Here | Mark::Stop => here_words(position, rank, &events),
            Mark::Done => passed(stage.kind, &events),
        };
        view! {
            <li class=mark.class() aria-current=current>
                <span class="dot" aria-hidden="true"></span>
                <b>{t_code("stage", stage.kind.code())}<span class="visually-hidden">": " {t_code("journey_mark", mark.code())}</span></b>
                <span class="small">{words}</span>
            </li>
        }
    });
    view! { <ol class="journey journey--near">{items.collect_view()}</ol> }.into_any()
}

/// When the stage begins; a day that has passed says nothing about this proposal.
fn planned(stage: &Stage, today: Day) -> String {
    let first = stage.opens_on.filter(|first| *first > today);
    first.map(|first| t!("journey.planned", day = format::day(first))).unwrap_or_default()
}

fn here_words(position: Position, rank: Option<u32>, events: &[RecordedEvent]) -> String {
    let status = t_code("proposal_status", position.status.code());
    let since = events.iter().rev().find(|entry| entry.event.to == position && entry.event.from != position);
    let since = since.or(events.last()).map(|entry| day_of(entry.at)).unwrap_or_default();
    match rank {
        Some(rank) => t!("journey.here_ranked", status = status, rank = rank, day = since),
        None => t!("journey.here", status = status, day = since),
    }
}

/// The last thing decided at a stage that lies behind.
fn passed(stage: StageKind, events: &[RecordedEvent]) -> String {
    let at_stage = |entry: &&RecordedEvent| entry.event.to.stage == stage && entry.event.kind != EventKind::Arrived;
    let last = events.iter().rev().filter(at_stage);
    let decided = last.clone().find(|entry| entry.event.kind != EventKind::Forwarded).or(events.iter().rev().find(at_stage));
    decided.map_or_else(String::new, |entry| match entry.rank {
        Some(rank) => t!("journey.passed_ranked", day = day_of(entry.at), rank = rank),
        None => day_of(entry.at),
    })
}

fn day_of(at: Instant) -> String {
    format::day_of(at, page_context().zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_has_passed_is_no_promise() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        let stage = Stage::new(StageKind::Kota, Some(day("2027-02-20")), None).expect("in order");
        assert_eq!([planned(&stage, day("2027-02-19")), planned(&stage, day("2027-02-20"))], ["mulai 20 Februari 2027", ""]);
    }

    #[test]
    fn the_line_is_done_before_and_to_do_after_where_it_stands() {
        let marks = |status| (0..4).map(|index| Mark::of(index, 1, status).class()).collect::<Vec<_>>().join(" ");
        assert_eq!(marks(Status::Verified), "done here todo todo");
        assert_eq!(marks(Status::Rejected), "done stop todo todo");
        assert_eq!(Mark::of(2, 1, Status::Rejected).code(), "cut", "it does not go on, so nothing is promised");
        assert_eq!(Mark::of(3, 3, Status::Finished), Mark::Done);
    }
}
