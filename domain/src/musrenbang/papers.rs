//! The papers of a closed meeting: people sign them, then they are handed to the level above. What stands in them is in
//! [`crate::minutes`].

use crate::{clock::Day, refusal::Refusal, text::Words};

/// What has become of the printed minutes of the version that the meeting is at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    pub signed: Option<Signing>,
    pub handed_over: Option<HandingOver>,
}

/// Who signed for the meeting, on which day, and how many of its delegates signed with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    pub by: String,
    pub on: Day,
    pub delegates: u32,
}

/// Who received the signed minutes above, and on which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandingOver {
    pub to: String,
    pub on: Day,
}

/// Who signs or receives, as it is written down.
pub type PaperName = Words<3, 200>;

coded_enum! {
    pub enum PaperField {
        SignedBy = "signed_by",
        SignedOn = "signed_on",
        SignedDelegates = "signed_delegates",
        ReceivedBy = "received_by",
        HandedOverOn = "handed_over_on",
    }
}

type Problems = Vec<(PaperField, Refusal)>;

impl Signing {
    /// Between the closing and `today`, both included; nobody signs who was not named. Where something is missing there
    /// is no signing, only what is wrong with the rest.
    pub fn new(
        (by, on, delegates): (Option<&PaperName>, Option<Day>, Option<u32>),
        (closed_on, today): (Day, Day),
        named: u32,
    ) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        problems.extend(on.and_then(|on| between(on, closed_on, today).err()).map(|refusal| (PaperField::SignedOn, refusal)));
        problems.extend(delegates.filter(|count| *count > named).map(|_| (PaperField::SignedDelegates, Refusal::TooMany { most: named })));
        match (by, on, delegates) {
            (Some(by), Some(on), Some(delegates)) if problems.is_empty() => Ok(Self { by: by.text().to_owned(), on, delegates }),
            _ => Err(problems),
        }
    }
}

impl HandingOver {
    /// Between the signing and `today`, both included; where something is missing, as with a signing.
    pub fn new(to: Option<&PaperName>, on: Option<Day>, (signed_on, today): (Day, Day)) -> Result<Self, Problems> {
        let problem = on.and_then(|on| between(on, signed_on, today).err()).map(|refusal| (PaperField::HandedOverOn, refusal));
        match (to, on, problem) {
            (Some(to), Some(on), None) => Ok(Self { to: to.text().to_owned(), on }),
            (.., problem) => Err(problem.into_iter().collect()),
        }
    }
}

fn between(on: Day, first: Day, today: Day) -> Result<(), Refusal> {
    if on > today {
        Err(Refusal::DateInFuture)
    } else if on < first {
        Err(Refusal::DateBefore { day: first })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    fn name(text: &str) -> PaperName {
        PaperName::new(text).expect(text)
    }

    #[test]
    fn minutes_are_signed_after_the_closing_and_handed_over_after_the_signing_and_neither_tomorrow() {
        let days = (day("2027-01-20"), day("2027-01-25"));
        let signed = |on: &str| Signing::new((Some(&name("Ibu Lurah")), Some(day(on)), Some(2)), days, 3).map(|signing| signing.on);
        assert_eq!(signed("2027-01-20"), Ok(day("2027-01-20")));
        assert_eq!(signed("2027-01-26"), Err(vec![(PaperField::SignedOn, Refusal::DateInFuture)]));
        assert_eq!(signed("2027-01-19"), Err(vec![(PaperField::SignedOn, Refusal::DateBefore { day: days.0 })]));
        let handed = |on: &str| HandingOver::new(Some(&name("Staf kecamatan")), Some(day(on)), days).map(|handing| handing.on);
        assert_eq!(handed("2027-01-25"), Ok(day("2027-01-25")));
        assert_eq!(handed("2027-01-26"), Err(vec![(PaperField::HandedOverOn, Refusal::DateInFuture)]));
        assert_eq!(handed("2027-01-19"), Err(vec![(PaperField::HandedOverOn, Refusal::DateBefore { day: days.0 })]));
    }

    #[test]
    fn what_is_missing_signs_nothing_and_hides_nothing_that_is_wrong_with_the_rest() {
        let days = (day("2027-01-20"), day("2027-01-25"));
        let early = Refusal::DateBefore { day: days.0 };
        let (by, on) = (name("Ibu Lurah"), day("2027-01-19"));
        let too_many = (PaperField::SignedDelegates, Refusal::TooMany { most: 3 });
        let both = Err(vec![(PaperField::SignedOn, early.clone()), too_many]);
        assert_eq!(Signing::new((None, Some(on), Some(4)), days, 3), both);
        for missing in [(None, Some(days.1), Some(3)), (Some(&by), None, Some(3)), (Some(&by), Some(days.1), None)] {
            assert_eq!(Signing::new(missing, days, 3), Err(vec![]), "{missing:?}");
        }
        assert_eq!(HandingOver::new(None, Some(on), days), Err(vec![(PaperField::HandedOverOn, early)]));
        for missing in [(None, Some(days.1)), (Some(&by), None)] {
            assert_eq!(HandingOver::new(missing.0, missing.1, days), Err(vec![]), "{missing:?}");
        }
    }

    #[test]
    fn no_more_delegates_sign_than_were_named() {
        let days = (day("2027-01-20"), day("2027-01-25"));
        let by =
            |delegates| Signing::new((Some(&name("Ibu Lurah")), Some(days.1), Some(delegates)), days, 3).map(|signing| signing.delegates);
        assert_eq!(by(3), Ok(3));
        assert_eq!(by(4), Err(vec![(PaperField::SignedDelegates, Refusal::TooMany { most: 3 })]));
    }
}
