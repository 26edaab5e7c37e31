//! How far things are, as it looks everywhere: the class of each status, and its icon where it has one. Its word is
//! always beside the colour. What a status means is the domain's to say.

use crate::{components::icon::Icon, text::t_code};
use domain::{
    musrenbang::MusrenbangStatus,
    plan::PlanStatus,
    proposal::{EventKind, Status},
};
use leptos::prelude::*;

pub fn proposal_class(status: Status) -> &'static str {
    match status {
        Status::Draft | Status::Merged | Status::Withdrawn => "tag tag--plain",
        Status::Submitted | Status::Verified | Status::Forwarded => "tag tag--info",
        Status::Returned | Status::Reserve | Status::Deferred => "tag tag--wait",
        Status::Rejected => "tag tag--no",
        Status::Agreed | Status::InRkpd | Status::InApbd | Status::UnderWay | Status::Finished => "tag tag--yes",
    }
}

pub fn meeting_class(status: MusrenbangStatus) -> &'static str {
    match status {
        MusrenbangStatus::Prepared => "tag tag--plain",
        MusrenbangStatus::Open => "tag tag--wait",
        MusrenbangStatus::Closed | MusrenbangStatus::Signed | MusrenbangStatus::Sent => "tag tag--yes",
    }
}

fn plan_looks(status: PlanStatus) -> (&'static str, &'static str) {
    match status {
        PlanStatus::Draft => ("edit", "tag tag--plain"),
        PlanStatus::Published => ("chat", "tag tag--info"),
        PlanStatus::ResponsesClosed | PlanStatus::AwaitingFollowUp => ("clock", "tag tag--wait"),
        PlanStatus::FollowedUp | PlanStatus::InRkpd | PlanStatus::UnderWay | PlanStatus::Finished => ("check", "tag tag--yes"),
        PlanStatus::Withdrawn => ("x", "tag tag--no"),
    }
}

/// The class of an entry of a proposal's history.
pub fn event_class(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Rejected | EventKind::Withdrawn => "event event--no",
        EventKind::Returned | EventKind::Deferred | EventKind::Reserved => "event event--wait",
        _ => "event",
    }
}

/// Of a proposal.
#[component]
pub fn StatusTag(status: Status) -> impl IntoView {
    view! { <span class=proposal_class(status)>{t_code("proposal_status", status.code())}</span> }
}

#[component]
pub fn MeetingStatusTag(status: MusrenbangStatus) -> impl IntoView {
    view! { <span class=meeting_class(status)>{t_code("meeting_status", status.code())}</span> }
}

#[component]
pub fn PlanStatusTag(status: PlanStatus) -> impl IntoView {
    let (icon, class) = plan_looks(status);
    view! { <span class=class><Icon name=icon/>{t_code("plan_status", status.code())}</span> }.into_any()
}
