//! What the rules refuse, as codes with data. Words are found for them in the translation files, nowhere else.
//! Failures of machines (database, disk) do not belong here.

use crate::codes::{MusrenbangStatus, PlanStatus, StageKind, Status};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

macro_rules! refusals {
    ($($(#[$note:meta])* $variant:ident $({ $($field:ident: $kind:ty),+ })? = $code:literal,)+) => {
        /// An expected refusal, shown to a person. Each variant has a text `refusal.<code>` in every language.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
        #[serde(tag = "code")]
        #[error("{}", self.code())]
        pub enum Refusal {
            $($(#[$note])* #[serde(rename = $code)] $variant $({ $($field: $kind),+ })?),+
        }

        impl Refusal {
            /// Every code there is, so that a test can ask each language for its text.
            pub const CODES: [&'static str; [$($code),+].len()] = [$($code),+];

            /// The stable name under which texts are found.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code),+
                }
            }
        }
    };
}

refusals! {
    // Who asks
    SignInFirst = "sign_in_first",
    NotYourOffice = "not_your_office",
    NotOnYourself = "not_on_yourself",
    /// Whoever recorded a proposal for a resident does not decide on it alone.
    RecordedByYou = "recorded_by_you",
    /// Another officer answers an objection than the one who decided.
    DecidedByYou = "decided_by_you",
    /// Whoever proposed it does not confirm it.
    AnotherConfirms = "another_confirms",
    ResidenceNotConfirmed = "residence_not_confirmed",
    /// Denied before: the RT may be named again from this day on.
    NameHomeLater { from: NaiveDate } = "name_home_later",
    /// It was begun by another account than the one that is signed in now.
    BegunByAnother = "begun_by_another",
    /// The same was sent before, with something else in it.
    SentBefore = "sent_before",
    // What was typed
    Required = "required",
    TooLong { most: u32 } = "too_long",
    TooShort { least: u32 } = "too_short",
    TooMany { most: u32 } = "too_many",
    /// So many proposals are being written by one person already.
    TooManyDrafts { most: u32 } = "too_many_drafts",
    AmountUnreadable = "amount_unreadable",
    AmountOutOfRange = "amount_out_of_range",
    VolumeUnreadable = "volume_unreadable",
    VolumeOutOfRange = "volume_out_of_range",
    CostNotWhole = "cost_not_whole",
    RegionCodeUnreadable = "region_code_unreadable",
    /// The code of an RT, as it would be written in the kelurahan that was named.
    RtCodeUnreadable { example: String } = "rt_code_unreadable",
    RwCodeUnreadable { example: String } = "rw_code_unreadable",
    /// Ten digits without points may be of two offices that number kelurahan differently.
    RegionCodeUndotted = "region_code_undotted",
    RegionUnknown = "region_unknown",
    /// One installation is of one city.
    AnotherCity = "another_city",
    /// An imported row names an agency that the city does not have.
    AgencyUnknown = "agency_unknown",
    /// The level stored for a region differs from that of an imported row.
    LevelDiffers = "level_differs",
    /// The stages of a planning year cannot be put in another order once its meetings are there.
    StagesDiffer = "stages_differ",
    NumberUnreadable = "number_unreadable",
    /// A point or comma that may begin decimals or separate thousands; both readings as they would be written.
    NumberAmbiguous { one: String, other: String } = "number_ambiguous",
    YearUnreadable = "year_unreadable",
    RtUnreadable = "rt_unreadable",
    NumberOutOfRange = "number_out_of_range",
    DateUnreadable = "date_unreadable",
    DateInPast = "date_in_past",
    DateInFuture = "date_in_future",
    /// What comes first happened on that day.
    DateBefore { day: NaiveDate } = "date_before",
    YearOutOfRange { first: i32, last: i32 } = "year_out_of_range",
    CoordinateUnreadable = "coordinate_unreadable",
    CoordinateOutsideCountry = "coordinate_outside_country",
    ChoiceUnknown = "choice_unknown",
    /// Words of a city begin with a letter and hold hardly anything else.
    NotWords = "not_words",
    /// A picture is chosen from a disk, on the page for it.
    SentAsFile = "sent_as_file",
    ColourUnreadable = "colour_unreadable",
    /// Words in it could not be read on a light page.
    ColourTooPale = "colour_too_pale",
    /// A file was asked for with a filter that cannot be understood: it would hold something else.
    FilterUnreadable { name: String, value: String } = "filter_unreadable",
    DatesInWrongOrder = "dates_in_wrong_order",
    OnlyRtEnds = "only_rt_ends",
    ProposalNumberUnreadable = "proposal_number_unreadable",
    /// An imported row bears the number of a proposal that is not here.
    ProposalNumberUnknown = "proposal_number_unknown",
    PhotoRequired = "photo_required",
    PhotoUndescribed = "photo_undescribed",
    /// The key that seals what apps count from is not the server's any more.
    SealingKeyMissing = "sealing_key_missing",
    PhotoUnreadable = "photo_unreadable",
    PhotoTooLarge = "photo_too_large",
    /// A row of an imported file has another number of cells than its heading.
    RowUnreadable { found: u32, expected: u32 } = "row_unreadable",
    /// A cell of an imported workbook has a formula, and the file does not say what it comes to.
    FormulaWithoutValue = "formula_without_value",
    Duplicate = "duplicate",
    /// An imported row names a contact that an earlier row has for somebody else.
    OtherNameAbove { name: String } = "other_name_above",
    /// There is no planning cycle for the plan year an imported row names.
    YearUnknown = "year_unknown",
    /// The catalogue of its year has no such type.
    TypeUnknown = "type_unknown",
    LandStatusRequired = "land_status_required",
    // Accounts
    ContactUnreadable = "contact_unreadable",
    /// Contact and password are those of an account.
    AlreadyRegistered = "already_registered",
    PasswordTooWeak = "password_too_weak",
    /// A letter that no keyboard writes.
    PasswordUnreadable = "password_unreadable",
    PasswordWrong = "password_wrong",
    SignInFailed = "sign_in_failed",
    /// Without this person nobody could give roles any more.
    SecondStepWrong = "second_step_wrong",
    /// The password was typed too long ago, or too many codes were wrong.
    SignInAgain = "sign_in_again",
    /// What a device answered does not prove that a passkey of ours was used.
    PasskeyFailed = "passkey_failed",
    /// The device answered too late, or its answer was sent before.
    PasskeyOver = "passkey_over",
    /// The device has a passkey of this site already.
    PasskeyKnown = "passkey_known",
    TooManyPasskeys { most: u32 } = "too_many_passkeys",
    /// Browsers make and use no passkeys at this address of the site.
    PasskeysNotHere = "passkeys_not_here",
    LastAdmin = "last_admin",
    /// The same role of this person waits for a second admin already, with other dates.
    RoleWaits = "role_waits",
    AccountClosed = "account_closed",
    AccountDeleted = "account_deleted",
    /// The code is not one of this contact, was used, or is too old.
    CodeWrong = "code_wrong",
    /// Whoever holds an office gets a code from the city admin.
    CodeByAdminOnly = "code_by_admin_only",
    /// Two people decide over these; a code is made at the machine.
    CodeAtMachineOnly = "code_at_machine_only",
    /// So many accounts name this contact that an office has to look.
    ContactCrowded = "contact_crowded",
    /// Too many wrong guesses came from this place.
    WaitBeforeTrying { minutes: u32 } = "wait_before_trying",
    // The cycle and its settings
    PipelineWithoutMeeting = "pipeline_without_meeting",
    PipelineRepeats { stage: StageKind } = "pipeline_repeats",
    PipelineIncomplete { stage: StageKind } = "pipeline_incomplete",
    PipelineOutOfOrder { stage: StageKind } = "pipeline_out_of_order",
    WeightsNotWhole { basis_points: u32 } = "weights_not_whole",
    CriterionRepeats = "criterion_repeats",
    /// A meeting of the year has opened: its weights stay.
    WeightsLocked = "weights_locked",
    // States
    NotFound = "not_found",
    ChangedMeanwhile = "changed_meanwhile",
    OrderChanged = "order_changed",
    /// Some values were given otherwise from another window since the form was shown; the others are stored.
    ScoresTaken = "scores_taken",
    /// Somebody else has written this into the same field meanwhile.
    ChangedTo { value: String } = "changed_to",
    TooManyAttempts { seconds: u32 } = "too_many_attempts",
    /// As much of the costly work waits as may wait.
    Busy = "busy",
    /// The proposal's status does not allow this step.
    StatusForbids { status: Status } = "status_forbids",
    /// The proposal's stage does not allow this step.
    StageForbids { stage: StageKind } = "stage_forbids",
    PlanStatusForbids { status: PlanStatus } = "plan_status_forbids",
    MeetingForbids { status: MusrenbangStatus } = "meeting_forbids",
    /// The forum of the agency that a proposal is to be passed to has closed.
    ForumHasClosed = "forum_has_closed",
    /// One objection to a decision.
    ObjectedAlready = "objected_already",
    ObjectionTooLate { last: NaiveDate } = "objection_too_late",
    /// Withdrawing is the proposer's until the meeting opens.
    MeetingHasOpened = "meeting_has_opened",
    MeetingNotOpen = "meeting_not_open",
    StillBlocked { blockers: u32 } = "still_blocked",
    /// The next meeting has begun to work on what went up, so the meeting below stays closed.
    TakenUpAbove = "taken_up_above",
    /// The agency's own forum decides there; an agency is named before anything goes to it.
    AgencyRequired = "agency_required",
    MergeIntoItself = "merge_into_itself",
    /// A duplicate goes into what stands before the same meeting, and into nothing else.
    NotBeforeThisMeeting = "not_before_this_meeting",
    RankOutOfRange { last: u32 } = "rank_out_of_range",
    /// Meetings below have not sent their list: opening all the same is said with a tick.
    MissingBelow { count: u32 } = "missing_below",
    /// Few women among the delegates: a note is asked for, or the tick that there is none.
    WomenNoteWanted = "women_note_wanted",
    /// Another reserve stands before this one and fits.
    AnotherReserveFirst = "another_reserve_first",
    /// Nothing is left of the ceiling for any reserve.
    NoMoneyLeft = "no_money_left",
    AttendanceRequired = "attendance_required",
    MoreWomenThanPeople = "more_women_than_people",
    // Responses to plans
    ResponsesStillOpen = "responses_still_open",
    ResponsesClosed = "responses_closed",
    AlreadyExtended = "already_extended",
    ExtensionNotNeeded = "extension_not_needed",
    NotGoingOn = "not_going_on",
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_refusal_has_a_code_of_its_own() {
        let codes: BTreeSet<&str> = Refusal::CODES.into_iter().collect();
        assert_eq!(codes.len(), Refusal::CODES.len());
        assert_eq!(Refusal::TooLong { most: 5 }.to_string(), "too_long");
    }
}
