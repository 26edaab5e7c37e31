//! Plans of agencies: the public list, one plan with its answers, and the pages of those who write it.

mod content;
mod follow_up;
mod form;
mod list;
mod ours;
mod panel;
mod photos;
mod preview;
mod results;
mod rule;
mod show;
mod shown;
mod timeline;
mod withdraw;

pub use {
    follow_up::{PlanFollowUp, PlanProgress},
    form::{NewPlan, PlanDraftForm},
    list::Plans,
    ours::OurPlans,
    photos::{PlanPhotos, check_draft},
    preview::PlanPreview,
    rule::ResponseRulePage,
    show::OnePlan,
    withdraw::PlanWithdrawal,
};
