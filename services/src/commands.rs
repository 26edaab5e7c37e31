//! What people do: one file per verb. Each takes values, loads, asks for a permit, applies the rule, stores, logs and
//! commits; only imports read text, that of their files. What is typed into forms is read in `app`, reading for pages
//! belongs to `queries`, SQL to `store`, rules to `domain`.

mod add_comment;
mod add_photo;
mod advance_plan;
mod answer;
mod ask_code;
mod ask_contact;
mod change_password;
mod change_settings;
mod close_account;
mod close_responses;
mod confirm_appointment;
mod confirm_contact;
mod confirm_residence;
mod create_cycle;
mod delete_account;
mod describe_photo;
mod drafts;
mod end_role;
mod end_session;
mod finish_sign_in;
mod grant_role;
mod hide_comment;
pub mod import;
mod import_accounts;
mod import_agencies;
mod import_catalogue;
mod import_ceilings;
mod import_proposals;
mod import_regions;
mod import_stages;
mod keep_answer;
mod like_comment;
mod make_code;
pub mod musrenbang;
mod objections;
mod own_password;
mod passkeys;
mod plan_steps;
mod propose_again;
mod publish_follow_up;
mod publish_plan;
mod record_proposal;
mod register_account;
mod remove_photo;
mod replace_log_key;
mod report_works;
mod reset_password;
mod restore_draft;
mod save_draft;
mod save_plan_draft;
mod say;
mod second_factor;
mod second_proposal;
mod send_letters;
mod set_emblem;
mod set_home;
mod set_weights;
mod settle;
mod sign_in;
mod sign_in_with_passkey;
mod sign_out;
mod start_draft;
pub(crate) mod steps;
mod submit_proposal;
mod support_proposal;
mod sweep_photos;
mod take_stance;
mod tidy_up;
mod touch_session;
mod withdraw_plan;
mod withdraw_proposal;

pub use crate::{
    contact::{Claim, Contact},
    failure::Outcome,
    password::hash as hash_password,
};
pub use add_comment::{NewComment, add_comment};
pub use add_photo::{NewPhoto, add_photo, may_add_photo};
pub use advance_plan::{Advance, advance_plan};
pub use answer::{NewAnswer, answer, may_answer_there};
pub use ask_code::ask_code;
pub use ask_contact::{ask_proof, change_contact};
pub use change_password::change_password;
pub use change_settings::{Wanted, change_settings, change_settings_without_permit};
pub use close_account::{close_account, open_account};
pub use close_responses::{close_responses, extend_responses};
pub use confirm_appointment::{confirm_appointment, refuse_appointment};
pub use confirm_contact::confirm_contact;
pub use confirm_residence::{confirm_residence, deny_residence, withdraw_confirmation};
pub use create_cycle::{NewCycle, create_cycle, create_cycle_without_permit};
pub use delete_account::delete_account;
pub use describe_photo::describe_photo;
pub use end_role::end_role;
pub use end_session::end_session;
pub use finish_sign_in::finish_sign_in;
pub use grant_role::{Granted, Post, RoleGrant, grant_role, grant_without_permit};
pub use hide_comment::{hide_comment, restore_comment};
pub use import::{Doubt, ImportReport, RowChange, RowDoubt, RowProblem, Value};
pub use import_accounts::{AccountImport, Slip, import_accounts};
pub use import_agencies::import_agencies;
pub use import_catalogue::import_catalogue;
pub use import_ceilings::import_ceilings;
pub use import_proposals::{ProposalImport, check_proposals, import_proposals};
pub use import_regions::import_regions;
pub use import_stages::import_stages;
pub use keep_answer::{forget_intent, keep_answer};
pub use like_comment::like_comment;
pub use make_code::{MadeCode, make_code, make_code_without_permit};
pub use objections::{ObjectionAnswer, answer_objection, may_answer_objection_there, may_object_there, raise_objection};
pub use passkeys::{DeviceAnswer, MOST_PASSKEYS, add_passkey, begin_passkey, remove_passkey, rename_passkey};
pub use propose_again::{ProposedAgain, propose_again};
pub use publish_follow_up::publish_follow_up;
pub use publish_plan::{publish_plan, with_photos};
pub use record_proposal::{PaperProposal, PaperStep, Recorded, record_proposal};
pub use register_account::{Registration, register_account};
pub use remove_photo::remove_photo;
pub use replace_log_key::replace_log_key_without_permit;
pub use report_works::{NewWorksReport, report_works};
pub use reset_password::reset_password;
pub use restore_draft::restore_draft;
pub use save_draft::{SavedDraft, save_draft};
pub use save_plan_draft::{create_plan, save_plan_draft};
pub use second_factor::{begin_second_factor, enrol_second_factor, remove_second_factor, renew_recovery_codes, reset_second_factor};
pub use second_proposal::second_proposal;
pub use send_letters::send_letters;
pub use set_emblem::{set_emblem, set_emblem_without_permit};
pub use set_home::set_home;
pub use set_weights::{set_weights, set_weights_without_permit};
pub use sign_in::sign_in;
pub use sign_in_with_passkey::{begin_passkey_sign_in, sign_in_with_passkey};
pub use sign_out::{sign_out, sign_out_everywhere};
pub use start_draft::{DraftStart, start_draft};
pub use submit_proposal::submit_proposal;
pub use support_proposal::{support_proposal, withdraw_support};
pub use sweep_photos::{Swept, sweep_photos, sweep_photos_untouched_for};
pub use take_stance::take_stance;
pub use tidy_up::tidy_up;
pub use touch_session::touch_session;
pub use withdraw_plan::withdraw_plan;
pub use withdraw_proposal::withdraw_proposal;

/// So many people may name one contact before an office has to look.
pub(crate) const MOST_CLAIMS: i64 = 5;

/// So often is a unit of work tried, the first time included.
const MOST_TRIES: usize = 3;

/// Does a unit of work once more when the database ended it, whole, because another one was in its way; again, where
/// several are in each other's.
pub(crate) async fn once_more<T, F: Future<Output = Outcome<T>>>(work: impl Fn() -> F) -> Outcome<T> {
    for _ in 1..MOST_TRIES {
        match work().await {
            Err(crate::CommandError::Failed(failure)) if failure.is_collision() => {}
            outcome => return outcome,
        }
    }
    work().await
}
