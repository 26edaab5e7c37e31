//! Proposals by residents: finding them, one of them, writing one, one's own.

mod draft;
mod list;
mod mine;
mod objection;
mod progress;
mod show;
mod withdraw;

pub use {
    draft::{NewProposal, OTHER_TYPE, PAGE, ProposalQuestion, Question, draft_of, field_name},
    list::{Proposals, pass_over_unknown, query_of, wanted_of},
    mine::MyProposals,
    objection::ProposalObjection,
    progress::ProposalProgress,
    show::OneProposal,
    withdraw::ProposalWithdrawal,
};
