//! What the rules refuse, as codes with data. Words are found for them in the translation files, nowhere else.
//! Failures of machines (database, disk) do not belong here.

use serde::{Deserialize, Serialize};

/// An expected refusal, shown to a person. Each variant has a text `refusal.<code>` in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[error("{}", self.code())]
pub enum Refusal {
    // Who asks
    SignInFirst,
    NotYourOffice,
    NotOnYourself,
    ResidenceNotConfirmed,
    // What was typed
    Required,
    TooLong { most: u32 },
    TooShort { least: u32 },
    AmountUnreadable,
    AmountOutOfRange,
    VolumeUnreadable,
    VolumeOutOfRange,
    CostNotWhole,
    RegionCodeUnreadable,
    RegionUnknown,
    NumberUnreadable,
    DateUnreadable,
    CoordinateUnreadable,
    ChoiceUnknown,
    DatesInWrongOrder,
    // Accounts
    ContactUnreadable,
    ContactTaken,
    PasswordTooWeak,
    PasswordWrong,
    SignInFailed,
    // States
    NotFound,
    ChangedMeanwhile,
    TooManyAttempts,
    
}

impl Refusal {
    /// The stable name under which texts are found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignInFirst => "sign_in_first",
            Self::NotYourOffice => "not_your_office",
            Self::NotOnYourself => "not_on_yourself",
            Self::ResidenceNotConfirmed => "residence_not_confirmed",
            Self::Required => "required",
            Self::TooLong { .. } => "too_long",
            Self::TooShort { .. } => "too_short",
            Self::AmountUnreadable => "amount_unreadable",
            Self::AmountOutOfRange => "amount_out_of_range",
            Self::VolumeUnreadable => "volume_unreadable",
            Self::VolumeOutOfRange => "volume_out_of_range",
            Self::CostNotWhole => "cost_not_whole",
            Self::RegionCodeUnreadable => "region_code_unreadable",
            Self::RegionUnknown => "region_unknown",
            Self::NumberUnreadable => "number_unreadable",
            Self::DateUnreadable => "date_unreadable",
            Self::CoordinateUnreadable => "coordinate_unreadable",
            Self::ChoiceUnknown => "choice_unknown",
            Self::DatesInWrongOrder => "dates_in_wrong_order",
            Self::ContactUnreadable => "contact_unreadable",
            Self::ContactTaken => "contact_taken",
            Self::PasswordTooWeak => "password_too_weak",
            Self::PasswordWrong => "password_wrong",
            Self::SignInFailed => "sign_in_failed",
            Self::NotFound => "not_found",
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::TooManyAttempts => "too_many_attempts",
        
        }
    }
}
