//! The nine questions, in their order, and which fields each asks for: how a field is named and filled.

use domain::proposal::DraftField;

/// One page of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Problem,
    Type,
    Volume,
    Place,
    Beneficiaries,
    Contribution,
    Photos,
    Check,
    Send,
}

impl Question {
    pub const ALL: [Self; 9] = [
        Self::Problem,
        Self::Type,
        Self::Volume,
        Self::Place,
        Self::Beneficiaries,
        Self::Contribution,
        Self::Photos,
        Self::Check,
        Self::Send,
    ];

    /// As it stands in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Problem => "masalah",
            Self::Type => "jenis",
            Self::Volume => "volume",
            Self::Place => "tempat",
            Self::Beneficiaries => "penerima",
            Self::Contribution => "swadaya",
            Self::Photos => "foto",
            Self::Check => "periksa",
            Self::Send => "kirim",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The key of its heading.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Problem => "draft.masalah",
            Self::Type => "draft.jenis",
            Self::Volume => "draft.volume",
            Self::Place => "draft.tempat",
            Self::Beneficiaries => "draft.penerima",
            Self::Contribution => "draft.swadaya",
            Self::Photos => "draft.foto",
            Self::Check => "draft.periksa",
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
            F::Title | F::Problem | F::WantedWork => Self::Problem,
            F::ProposalType | F::Field | F::Physical => Self::Type,
            F::Volume | F::Unit | F::StatedCost => Self::Volume,
            F::Rt | F::Address | F::Pin | F::LandStatus => Self::Place,
            F::Households | F::People | F::TargetGroups => Self::Beneficiaries,
            F::OwnContribution | F::ContributionNote => Self::Contribution,
            F::Photos => Self::Photos,
        }
    }
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
