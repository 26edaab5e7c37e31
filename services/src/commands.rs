//! What people do: one file per verb. Each loads, asks for a permit, applies the rule, stores, logs and commits.
//! Reading for pages belongs to `queries`, SQL to `store`, rules to `domain`.

mod add_comment;
mod add_photo;
mod answer;
mod change_password;
mod confirm_residence;
mod contact;
mod create_cycle;
pub(crate) mod drafts;
mod end_role;
mod grant_role;
mod hide_comment;
mod import;
mod import_catalogue;
mod import_ceilings;
mod import_regions;
mod like_comment;
mod propose_again;
mod register_account;
mod remove_photo;
mod save_draft;
mod set_home;
mod sign_in;
mod sign_out;
mod start_draft;
pub(crate) mod steps;
mod submit_proposal;
mod support_proposal;
mod withdraw_proposal;

pub use crate::password::hash as hash_password;
pub use add_comment::{CommentForm, add_comment};
pub use add_photo::{PhotoForm, add_photo};
pub use answer::{AnswerForm, answer};
pub use change_password::change_password;
pub use confirm_residence::confirm_residence;
pub use contact::Contact;
pub use create_cycle::{NewCycle, create_cycle, create_cycle_without_permit};
pub use drafts::{DraftValues, OTHER_TYPE};
pub use end_role::end_role;
pub use grant_role::{RoleGrant, grant_role, grant_without_permit};
pub use hide_comment::{hide_comment, restore_comment};
pub use import::{ImportReport, RowProblem};
pub use import_catalogue::import_catalogue;
pub use import_ceilings::import_ceilings;
pub use import_regions::import_regions;
pub use like_comment::like_comment;
pub use propose_again::{ProposedAgain, propose_again};
pub use register_account::{Registration, register_account};
pub use remove_photo::remove_photo;
pub use save_draft::save_draft;
pub use set_home::set_home;
pub use sign_in::sign_in;
pub use sign_out::{sign_out, sign_out_everywhere};
pub use start_draft::{DraftStart, start_draft};
pub use submit_proposal::submit_proposal;
pub use support_proposal::{support_proposal, withdraw_support};
pub use withdraw_proposal::withdraw_proposal;

/// How commands end.
pub type Outcome<T> = Result<T, crate::CommandError>;
