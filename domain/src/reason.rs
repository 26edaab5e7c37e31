//! Reasons: a code **and** text of its own, without which nothing is returned, rejected, deferred, merged or moved.
//! Which step needs one is said by the step's type in [`crate::proposal`] and [`crate::plan`].

use crate::{
    refusal::Refusal,
    text::{self, Words},
};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// Why a level said no, or not yet. The words are those officials know from SIPD and the forms of the cities,
    /// so here, alone, the codes are Indonesian.
    pub enum ReasonCode {
        OverCeiling = "PAGU",
        /// Not this government's authority: a provincial or national road, a river.
        OutsideAuthority = "BUKAN_KEWENANGAN",
        WrongAgency = "OPD_KELIRU",
        Duplicate = "GANDA",
        AlreadyBudgeted = "SUDAH_DIANGGARKAN",
        AlreadyBuilt = "SUDAH_TEREALISASI",
        WrongPlace = "LOKASI_SALAH",
        DataMissing = "DATA_KURANG",
        PrivateLand = "LAHAN_PRIBADI",
        DisputedLand = "LAHAN_SENGKETA",
        LandOfAnotherInstitution = "LAHAN_INSTANSI_LAIN",
        /// A housing estate's facilities not yet handed over to the city.
        FacilityNotHandedOver = "PSU_BELUM_SERAH",
        /// Goods may be given to incorporated bodies only (Law 23/2014, article 298 paragraph 5).
        RecipientNotIncorporated = "BADAN_HUKUM",
        NotAPriority = "TIDAK_SESUAI_PRIORITAS",
        NoConsensus = "BELUM_MUFAKAT",
        Other = "LAINNYA",
    }
}

impl ReasonCode {
    /// Why two proposals are taken for one, or for two again.
    pub const OF_MERGING: &[Self] = &[Self::Duplicate, Self::AlreadyBudgeted, Self::AlreadyBuilt, Self::Other];
    pub const OF_PARTING: &[Self] = &[Self::WrongPlace, Self::DataMissing, Self::Other];
    /// Why a proposal is another agency's.
    pub const OF_REROUTING: &[Self] = &[Self::WrongAgency, Self::OutsideAuthority, Self::Other];
    /// Why a reserve follows: money that was meant for something else is there again, or there is more of it.
    pub const OF_PROMOTING: &[Self] = &[Self::AlreadyBudgeted, Self::AlreadyBuilt, Self::Other];
    /// Why a closed meeting takes up its work again; the others speak of one proposal.
    pub const OF_REOPENING: &[Self] = &[Self::DataMissing, Self::NoConsensus, Self::Other];
}

/// The words of a reason, where the code is known from what is done.
pub type ReasonText = Words<{ Reason::LEAST }, { Reason::MOST }>;

/// A code and what the office says in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Reason {
    code: ReasonCode,
    text: String,
}

#[derive(Deserialize)]
struct Parts {
    code: ReasonCode,
    text: String,
}

impl TryFrom<Parts> for Reason {
    type Error = Refusal;
    fn try_from(parts: Parts) -> Result<Self, Refusal> {
        Self::new(parts.code, &parts.text)
    }
}

impl Reason {
    pub const LEAST: u32 = 5;
    pub const MOST: u32 = 2000;

    /// The text is mandatory beside every code: a code alone answers nobody.
    pub fn new(code: ReasonCode, text: &str) -> Result<Self, Refusal> {
        ReasonText::new(text).map(|text| Self::of(code, &text))
    }

    pub fn of(code: ReasonCode, text: &ReasonText) -> Self {
        Self { code, text: text.text().to_owned() }
    }

    /// Where only some codes make sense.
    pub fn check_among(&self, codes: &[ReasonCode]) -> Result<(), Refusal> {
        if codes.contains(&self.code) { Ok(()) } else { Err(Refusal::ChoiceUnknown) }
    }

    /// What is left where the words were erased.
    pub fn erased(code: ReasonCode) -> Self {
        Self { code, text: String::new() }
    }

    pub fn code(&self) -> ReasonCode {
        self.code
    }

    /// Empty where it was erased.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A written note where no reason code fits: what goes with an amount, a follow-up, a total above the ceiling.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Note(String);

impl Note {
    pub const LEAST: u32 = 3;
    pub const MOST: u32 = 5000;

    pub fn new(text: &str) -> Result<Self, Refusal> {
        text::measured(text, Self::LEAST, Self::MOST).map(Self)
    }

    /// What is left where the words were erased.
    pub fn erased() -> Self {
        Self(String::new())
    }

    /// Empty where it was erased.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl From<&ReasonText> for Note {
    /// What is long enough for a reason is so for a note, and no longer than one may be.
    fn from(why: &ReasonText) -> Self {
        const { assert!(Self::LEAST <= Reason::LEAST && Reason::MOST <= Self::MOST) };
        Self(why.text().to_owned())
    }
}

impl TryFrom<String> for Note {
    type Error = Refusal;
    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::new(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_text_is_no_reason() {
        assert_eq!(Reason::new(ReasonCode::OverCeiling, "   "), Err(Refusal::Required));
        assert_eq!(Reason::new(ReasonCode::OverCeiling, "tdk"), Err(Refusal::TooShort { least: 5 }));
        assert_eq!(Reason::new(ReasonCode::OverCeiling, &"a".repeat(2001)), Err(Refusal::TooLong { most: 2000 }));
        let reason = Reason::new(ReasonCode::OverCeiling, "  melebihi pagu  ").expect("a reason");
        assert_eq!((reason.code().code(), reason.text()), ("PAGU", "melebihi pagu"));
    }

    #[test]
    fn the_sixteen_codes_are_those_officials_know() {
        let codes = ReasonCode::ALL.map(ReasonCode::code).join(" ");
        assert_eq!(
            codes,
            "PAGU BUKAN_KEWENANGAN OPD_KELIRU GANDA SUDAH_DIANGGARKAN SUDAH_TEREALISASI LOKASI_SALAH DATA_KURANG LAHAN_PRIBADI \
             LAHAN_SENGKETA LAHAN_INSTANSI_LAIN PSU_BELUM_SERAH BADAN_HUKUM TIDAK_SESUAI_PRIORITAS BELUM_MUFAKAT LAINNYA"
        );
        assert!(ReasonCode::ALL.into_iter().all(|code| ReasonCode::from_code(code.code()) == Some(code)));
        assert_eq!(ReasonCode::from_code("pagu"), None);
    }
}
