//! What is pointed out in rows that are written all the same.

use domain::cycle::StageKind;

/// Something to look at in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDoubt {
    pub line: u64,
    pub column: &'static str,
    pub doubt: Doubt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Letters that were once read in the wrong encoding.
    TextDamaged,
    /// A kabupaten is kept as a kota, a desa as a kelurahan.
    ShownAs,
    /// A stage that begins before the one before it.
    BeginsBefore {
        stage: StageKind,
    },
    /// A stage that begins before the one before it has ended.
    Overlaps {
        stage: StageKind,
    },
    /// The first stage begins in another year than those before the plan's: the year or the dates are mistyped.
    YearsApart,
    /// The point lies far from the others of its kecamatan.
    FarAway,
    /// The same kind of work stands at the same place in an earlier row.
    SimilarTo {
        line: u64,
    },
    PinMissing,
    LandAtRisk,
    PhotosMissing,
    /// Another cost than volume × unit price; the catalogue's counts.
    CostDiffers,
    /// The cost fits the number of households and not the volume.
    Exchanged,
    /// Another unit than the catalogue's.
    UnitDiffers,
    /// The name of another place than the code.
    NameDiffers,
    /// No agency of this name; the catalogue's is taken.
    AgencyUnknown,
    /// Another agency than the catalogue's; the one asked for is kept beside it.
    AgencyDiffers,
    /// A meeting decides this, so it was not taken over.
    LeftToTheMeeting,
    /// The earlier proposal it names is not linked by a file.
    OriginNotLinked,
    /// Somebody else names this contact and has not proven it; that account gets nothing.
    ContactClaimed,
    /// A role that counts only once a city admin has confirmed it.
    AwaitsAdmin,
    /// Other days of a role that two admins decide about.
    LeftToAdmins,
    /// A role that was ended; a file does not bring it back.
    RoleEnded,
    /// Known before, and other than in the file; a file does not change what was sent.
    DiffersFromStored,
}

impl Doubt {
    /// The stable name under which texts are found.
    pub fn code(self) -> &'static str {
        match self {
            Self::TextDamaged => "text_damaged",
            Self::ShownAs => "shown_as",
            Self::BeginsBefore { .. } => "begins_before",
            Self::Overlaps { .. } => "overlaps",
            Self::YearsApart => "years_apart",
            Self::FarAway => "far_away",
            Self::SimilarTo { .. } => "similar_to",
            Self::PinMissing => "pin_missing",
            Self::LandAtRisk => "land_at_risk",
            Self::PhotosMissing => "photos_missing",
            Self::CostDiffers => "cost_differs",
            Self::Exchanged => "exchanged",
            Self::UnitDiffers => "unit_differs",
            Self::NameDiffers => "name_differs",
            Self::AgencyUnknown => "agency_unknown",
            Self::AgencyDiffers => "agency_differs",
            Self::LeftToTheMeeting => "left_to_the_meeting",
            Self::OriginNotLinked => "origin_not_linked",
            Self::ContactClaimed => "contact_claimed",
            Self::AwaitsAdmin => "awaits_admin",
            Self::LeftToAdmins => "left_to_admins",
            Self::RoleEnded => "role_ended",
            Self::DiffersFromStored => "differs_from_stored",
        }
    }
}
