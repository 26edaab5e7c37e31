//! Everything that a city may set: what it is called in the ledger and at the command line, of which kind a value is,
//! what holds without it, and who may change it. Words about a setting are found by its code; what a city has set is
//! in [`City`](super::City).

use super::colour::Colour;
use crate::{account::Role, clock::Zone, number, refusal::Refusal, text};
use std::ops::RangeInclusive;

coded_enum! {
    /// *Kota* or *kabupaten*.
    pub enum CityKind {
        Kota = "kota",
        Kabupaten = "kabupaten",
    }
}

coded_enum! {
    /// What stands together on the page.
    pub enum SettingGroup {
        /// What it is and what it calls itself.
        Identity = "identity",
        /// What its places, offices and meetings are called.
        Names = "names",
        /// How its pages look.
        Look = "look",
        /// When answers to a plan count as positive, and what is owed then.
        Answers = "answers",
        /// Days.
        Deadlines = "deadlines",
        /// How much, and how many.
        Limits = "limits",
    }
}

coded_enum! {
    /// One setting. A code is never changed: the ledger holds it for ever.
    pub enum Setting {
        Name = "name",
        Kind = "kind",
        Zone = "zone",
        /// Where people turn to.
        Contact = "contact",
        /// What stands before the name of a kelurahan, and the same where there is little room.
        Kelurahan = "kelurahan",
        KelurahanShort = "kelurahan_short",
        Desa = "desa",
        DesaShort = "desa_short",
        Kecamatan = "kecamatan",
        KecamatanShort = "kecamatan_short",
        /// Who leads a kelurahan or desa.
        VillageHead = "village_head",
        /// The office of the planners.
        PlanningOffice = "planning_office",
        /// The office of the inspectors.
        Inspectorate = "inspectorate",
        /// The meetings.
        StageRt = "stage_rt",
        StageKelurahan = "stage_kelurahan",
        StageKecamatan = "stage_kecamatan",
        StageForum = "stage_forum",
        StageKota = "stage_kota",
        /// The annual plan and the budget, which follow them.
        StageRkpd = "stage_rkpd",
        StageApbd = "stage_apbd",
        /// The SHA-256 of its picture.
        Emblem = "emblem",
        /// The colour of links, buttons and fields.
        Accent = "accent",
        /// So many people have to answer a plan, and so many thousandths of the households of its regions: 20 is 2 %.
        MinCount = "min_count",
        MinHouseholds = "min_households",
        /// In percent of those who answer: who supports the plan, and who lives in its regions.
        MinSupport = "min_support",
        MinLocal = "min_local",
        /// So many days a plan may be answered where it does not say how many, and so many the agency has afterwards.
        ResponseDays = "response_days",
        FollowUpDays = "follow_up_days",
        /// After so many days without a look a proposal is late.
        VerifyDays = "verify_days",
        /// So many days are offered for correcting what was returned.
        ReturnDays = "return_days",
        /// So many days a decision may be objected to, and so many the office above has for its answer.
        ObjectDays = "object_days",
        AnswerDays = "answer_days",
        /// At least once in so many days the agency that builds says how far the works are.
        ReportDays = "report_days",
        /// With one proposal.
        MostPhotos = "most_photos",
        /// That one resident writes at a time.
        MostDrafts = "most_drafts",
        /// In percent; with fewer among the delegates a note is asked for.
        WomenPercent = "women_percent",
    }
}

/// From a week to half a year: less is no period, more is no answer.
pub const RESPONSE_DAYS: RangeInclusive<u32> = 7..=180;

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of so many letters.
    Line {
        least: u32,
        most: u32,
    },
    /// Words for sentences and headings: a letter first, and nothing that a sheet would take for a formula.
    Words {
        most: u32,
    },
    /// One of these codes.
    Choice(Vec<&'static str>),
    Number(RangeInclusive<u32>),
    /// Six hexadecimal digits that can be read on a page.
    Colour,
    /// Sent as a file; typing only takes it away.
    Picture,
}

impl Setting {
    pub fn group(self) -> SettingGroup {
        match self {
            Self::Name | Self::Kind | Self::Zone | Self::Contact => SettingGroup::Identity,
            Self::Kelurahan
            | Self::KelurahanShort
            | Self::Desa
            | Self::DesaShort
            | Self::Kecamatan
            | Self::KecamatanShort
            | Self::VillageHead
            | Self::PlanningOffice
            | Self::Inspectorate
            | Self::StageRt
            | Self::StageKelurahan
            | Self::StageKecamatan
            | Self::StageForum
            | Self::StageKota
            | Self::StageRkpd
            | Self::StageApbd => SettingGroup::Names,
            Self::Emblem | Self::Accent => SettingGroup::Look,
            Self::MinCount | Self::MinHouseholds | Self::MinSupport | Self::MinLocal | Self::ResponseDays | Self::FollowUpDays => {
                SettingGroup::Answers
            }
            Self::VerifyDays | Self::ReturnDays | Self::ObjectDays | Self::AnswerDays | Self::ReportDays => SettingGroup::Deadlines,
            Self::MostPhotos | Self::MostDrafts | Self::WomenPercent => SettingGroup::Limits,
        }
    }

    /// Who changes it.
    pub fn set_by(self) -> Role {
        match self.group() {
            SettingGroup::Identity | SettingGroup::Names | SettingGroup::Look => Role::CityAdmin,
            SettingGroup::Answers | SettingGroup::Deadlines | SettingGroup::Limits => Role::Planner,
        }
    }

    pub fn shape(self) -> Shape {
        match self {
            Self::Name => Shape::Line { least: 3, most: 80 },
            Self::Kind => Shape::Choice(CityKind::ALL.map(CityKind::code).to_vec()),
            Self::Zone => Shape::Choice(Zone::ALL.map(Zone::code).to_vec()),
            Self::Contact => Shape::Line { least: 0, most: 300 },
            Self::Emblem => Shape::Picture,
            Self::Accent => Shape::Colour,
            Self::MinCount => Shape::Number(1..=100_000),
            Self::MinHouseholds => Shape::Number(0..=1000),
            // Less than half is no support.
            Self::MinSupport => Shape::Number(50..=100),
            Self::MinLocal => Shape::Number(0..=100),
            Self::ResponseDays => Shape::Number(RESPONSE_DAYS),
            Self::FollowUpDays => Shape::Number(1..=90),
            Self::VerifyDays | Self::ReturnDays | Self::ObjectDays | Self::AnswerDays => Shape::Number(1..=60),
            Self::ReportDays => Shape::Number(7..=366),
            Self::MostPhotos => Shape::Number(1..=10),
            Self::MostDrafts => Shape::Number(1..=100),
            Self::WomenPercent => Shape::Number(0..=50),
            Self::KelurahanShort | Self::DesaShort | Self::KecamatanShort => Shape::Words { most: 12 },
            _ => Shape::Words { most: 40 },
        }
    }

    /// What holds where nothing is set; a city without a name has none.
    pub fn default(self, kind: CityKind) -> &'static str {
        let of_kind = |kota, kabupaten| match kind {
            CityKind::Kota => kota,
            CityKind::Kabupaten => kabupaten,
        };
        match self {
            Self::Name | Self::Contact | Self::Emblem => "",
            Self::Kind => CityKind::Kota.code(),
            Self::Zone => Zone::Wib.code(),
            Self::Kelurahan => "Kelurahan",
            Self::KelurahanShort => "Kel.",
            Self::Desa | Self::DesaShort => "Desa",
            Self::Kecamatan => "Kecamatan",
            Self::KecamatanShort => "Kec.",
            Self::VillageHead => of_kind("Lurah", "Kepala Desa"),
            Self::PlanningOffice => "Bappeda",
            Self::Inspectorate => "Inspektorat",
            Self::StageRt => "Rembuk RT",
            Self::StageKelurahan => of_kind("Musrenbang Kelurahan", "Musrenbang Desa"),
            Self::StageKecamatan => "Musrenbang Kecamatan",
            Self::StageForum => "Forum OPD",
            Self::StageKota => of_kind("Musrenbang Kota", "Musrenbang Kabupaten"),
            Self::StageRkpd => "RKPD",
            Self::StageApbd => "APBD",
            Self::Accent => "#0b5a48",
            Self::MinCount | Self::WomenPercent => "30",
            Self::MinHouseholds | Self::MostDrafts => "20",
            Self::MinSupport => "60",
            Self::MinLocal => "50",
            Self::ResponseDays => "21",
            // Residents hear of a decision within a week or two, and two levels meet two to four weeks apart: what is
            // upheld still comes in time for the next. Ten working days for an answer are those of UU 30/2014, art. 77.
            Self::FollowUpDays | Self::ObjectDays | Self::AnswerDays => "14",
            // A quarter.
            Self::ReportDays => "92",
            Self::VerifyDays | Self::ReturnDays => "7",
            Self::MostPhotos => "5",
        }
    }

    /// The setting with a value as somebody typed it. Nothing typed takes the default again, where there is one.
    pub fn chosen(self, typed: &str) -> Result<Chosen, Refusal> {
        let typed = text::line(typed);
        let value = match self.shape() {
            _ if typed.is_empty() && self != Self::Name => None,
            Shape::Line { least, most } => Some(text::measured(&typed, least, most)?),
            Shape::Words { most } => Some(words(&typed, most)?),
            Shape::Choice(codes) => {
                let known = codes.into_iter().find(|code| code.eq_ignore_ascii_case(&typed));
                Some(known.ok_or(Refusal::ChoiceUnknown)?.to_owned())
            }
            Shape::Colour => Some(Colour::accent(&typed)?.to_string()),
            Shape::Picture => return Err(Refusal::SentAsFile),
            Shape::Number(range) => {
                let number = number::whole(&typed)?;
                Some(if range.contains(&number) { number.to_string() } else { return Err(Refusal::NumberOutOfRange) })
            }
        };
        Ok(Chosen { setting: self, value })
    }
}

fn words(typed: &str, most: u32) -> Result<String, Refusal> {
    let typed = text::measured(typed, 2, most)?;
    let fits = |letter: char| letter.is_alphanumeric() || " .-/()'’&".contains(letter);
    if typed.starts_with(char::is_alphabetic) && typed.chars().all(fits) { Ok(typed) } else { Err(Refusal::NotWords) }
}

/// A setting with a value that it may have. Nobody else makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    setting: Setting,
    value: Option<String>,
}

impl Chosen {
    /// The emblem, by the SHA-256 of its picture.
    pub fn emblem(digest: [u8; 32]) -> Self {
        let value = digest.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        Self { setting: Setting::Emblem, value: Some(value) }
    }

    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// Nothing where the default is to hold.
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_its_setting_may_be_and_nothing_else() {
        for (setting, typed, expected) in [
            (Setting::Name, " Kota\u{202e} Jambi\n", Ok(Some("Kota Jambi"))),
            (Setting::Name, "\u{200b}\u{200b}\u{200b}", Err(Refusal::Required)),
            (Setting::Name, "Ko", Err(Refusal::TooShort { least: 3 })),
            (Setting::Contact, "  ", Ok(None)),
            (Setting::Zone, "wit", Ok(Some("WIT"))),
            (Setting::Zone, "UTC", Err(Refusal::ChoiceUnknown)),
            (Setting::Kind, "Kabupaten", Ok(Some("kabupaten"))),
            (Setting::PlanningOffice, "Bapperida", Ok(Some("Bapperida"))),
            (Setting::PlanningOffice, "=HYPERLINK(1)", Err(Refusal::NotWords)),
            (Setting::Kelurahan, "<b>Kel</b>", Err(Refusal::NotWords)),
            (Setting::Kelurahan, "%{@kota}", Err(Refusal::NotWords)),
            (Setting::KecamatanShort, "Kecamatan yang panjang", Err(Refusal::TooLong { most: 12 })),
            (Setting::VerifyDays, "014", Ok(Some("14"))),
            (Setting::VerifyDays, "0", Err(Refusal::NumberOutOfRange)),
            (Setting::VerifyDays, "61", Err(Refusal::NumberOutOfRange)),
            (Setting::MinCount, "0", Err(Refusal::NumberOutOfRange)),
            (Setting::MinHouseholds, "1001", Err(Refusal::NumberOutOfRange)),
            (Setting::MinHouseholds, "2,5", Err(Refusal::NumberUnreadable)),
            (Setting::MinSupport, "49", Err(Refusal::NumberOutOfRange)),
            (Setting::MinLocal, "101", Err(Refusal::NumberOutOfRange)),
            (Setting::ResponseDays, "6", Err(Refusal::NumberOutOfRange)),
            (Setting::FollowUpDays, "91", Err(Refusal::NumberOutOfRange)),
            (Setting::ObjectDays, "0", Err(Refusal::NumberOutOfRange)),
            (Setting::AnswerDays, "61", Err(Refusal::NumberOutOfRange)),
            (Setting::ReportDays, "6", Err(Refusal::NumberOutOfRange)),
            (Setting::ReportDays, "366", Ok(Some("366"))),
            (Setting::ReportDays, "367", Err(Refusal::NumberOutOfRange)),
            (Setting::VerifyDays, "-7", Err(Refusal::NumberUnreadable)),
            (Setting::VerifyDays, "99999999999999999999", Err(Refusal::NumberOutOfRange)),
        ] {
            let chosen = setting.chosen(typed);
            assert_eq!(chosen.as_ref().map(Chosen::value).map_err(Clone::clone), expected, "{setting:?} {typed:?}");
        }
        assert_eq!(Setting::Contact.chosen(&"x".repeat(301)), Err(Refusal::TooLong { most: 300 }));
    }

    #[test]
    fn every_default_is_a_value_that_could_be_set() {
        for setting in Setting::ALL {
            for kind in CityKind::ALL {
                let default = setting.default(kind);
                let chosen = setting.chosen(default).ok().filter(|chosen| chosen.value().unwrap_or_default() == default);
                assert!(chosen.is_some() || default.is_empty(), "{setting:?} {kind:?}");
            }
        }
    }
}
