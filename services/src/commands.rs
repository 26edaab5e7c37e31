//! What people do: one file per verb. Each loads, asks for a permit, applies the rule, stores, logs and commits.
//! Reading for pages belongs to `queries`, SQL to `store`, rules to `domain`.

mod change_password;
mod confirm_residence;
mod contact;
mod create_cycle;
mod end_role;
mod grant_role;
mod import_regions;
pub mod musrenbang;
mod register_account;
mod set_home;
mod sign_in;
mod sign_out;
pub(crate) mod steps;
mod withdraw_proposal;

pub use crate::password::hash as hash_password;
pub use change_password::change_password;
pub use confirm_residence::confirm_residence;
pub use contact::Contact;
pub use create_cycle::{NewCycle, create_cycle, create_cycle_without_permit};
pub use end_role::end_role;
pub use grant_role::{RoleGrant, grant_role, grant_without_permit};
pub use import_regions::{ImportReport, RowProblem, import_regions};
pub use register_account::{Registration, register_account};
pub use set_home::set_home;
pub use sign_in::sign_in;
pub use sign_out::{sign_out, sign_out_everywhere};
pub use withdraw_proposal::withdraw_proposal;

/// How commands end.
pub type Outcome<T> = Result<T, crate::CommandError>;
