//! Plans of agencies: the public list, one plan with its answers, and the pages of those who write it.

mod content;
mod follow_up;
mod form;
mod list;
mod merging;
mod ours;
mod panel;
mod photos;
mod preview;
mod results;
mod rule;
mod show;
mod timeline;
mod withdraw;

pub use {
    follow_up::{PlanFollowUp, PlanProgress},
    form::{NewPlan, PlanDraftForm, may_write},
    list::Plans,
    merging::{merged, shown_now},
    ours::OurPlans,
    photos::{PlanPhotos, check_draft},
    preview::PlanPreview,
    rule::ResponseRulePage,
    show::OnePlan,
    withdraw::PlanWithdrawal,
};
