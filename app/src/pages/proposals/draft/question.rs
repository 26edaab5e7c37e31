//! The three pages of the form, in their order, and which fields each asks for: how a field is named and filled.

use domain::proposal::DraftField;

/// One page of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// What is wrong, and what work is needed.
    Need,
    /// Where, how much and for whom.
    Place,
    /// Photos, everything at a glance, and the button.
    Send,
}

impl Question {
    pub const ALL: [Self; 3] = [Self::Need, Self::Place, Self::Send];

    /// As it stands in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Need => "masalah",
            Self::Place => "tempat",
            Self::Send => "kirim",
        }
    }

    /// Also by what its parts were called when each question had a page of its own: such addresses lead on, and forms
    /// of such pages are read.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "masalah" | "jenis" => Some(Self::Need),
            "tempat" | "volume" | "penerima" | "swadaya" => Some(Self::Place),
            "kirim" | "foto" | "periksa" => Some(Self::Send),
            _ => None,
        }
    }

    /// The key of its heading.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Need => "draft.masalah",
            Self::Place => "draft.tempat",
            Self::Send => "draft.kirim",
        }
    }

    /// Counted as people count.
    pub fn number(self) -> usize {
        self.index() + 1
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or(0)
    }

    pub fn next(self) -> Self {
        Self::ALL.get(self.index() + 1).copied().unwrap_or(self)
    }

    pub fn previous(self) -> Option<Self> {
        self.index().checked_sub(1).map(|index| Self::ALL[index])
    }

    /// The page on which a field is asked.
    pub fn asking(field: DraftField) -> Self {
        use DraftField as F;
        match field {
            F::Title | F::Problem | F::WantedWork | F::ProposalType | F::Field | F::Physical => Self::Need,
            F::Photos => Self::Send,
            F::TargetGroups
            | F::Rt
            | F::Address
            | F::Pin
            | F::LandStatus
            | F::Volume
            | F::Unit
            | F::StatedCost
            | F::Households
            | F::People
            | F::OwnContribution
            | F::ContributionNote => Self::Place,
        }
    }
}

/// The field that says from which page a form comes.
pub const PAGE: &str = "halaman";

/// The value of `proposal_type` for what the catalogue does not have.
pub const OTHER_TYPE: &str = "lainnya";

/// What the form calls a field: a point is two of them.
pub fn field_name(field: DraftField) -> &'static str {
    if field == DraftField::Pin { "latitude" } else { field.code() }
}

/// The field's label, as on its page.
pub fn label(field: DraftField) -> String {
    crate::text::t_code("draft_field", field.code())
}

/// A number as it was typed, or nothing.
pub fn typed<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_leads_to_the_next_and_back() {
        for (index, question) in Question::ALL.into_iter().enumerate() {
            assert_eq!((Question::from_code(question.code()), question.number()), (Some(question), index + 1));
            assert!(question.next().previous() == Some(question) || question == Question::Send);
        }
    }
}
