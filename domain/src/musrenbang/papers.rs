//! The papers of a closed meeting: people sign them, then they are handed to the level above. What stands in them is in
//! [`crate::minutes`].

use crate::{clock::Day, refusal::Refusal, text};

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
    /// Between the closing and `today`, both included; nobody signs who was not named.
    pub fn new(by: &str, on: Day, delegates: u32, (closed_on, today): (Day, Day), named: u32) -> Result<Self, Problems> {
        let by = name(by);
        let mut problems = Vec::new();
        problems.extend(by.as_ref().err().map(|refusal| (PaperField::SignedBy, refusal.clone())));
        problems.extend(between(on, closed_on, today).err().map(|refusal| (PaperField::SignedOn, refusal)));
        problems.extend((delegates > named).then_some((PaperField::SignedDelegates, Refusal::TooMany { most: named })));
        match by {
            Ok(by) if problems.is_empty() => Ok(Self { by, on, delegates }),
            _ => Err(problems),
        }
    }
}

impl HandingOver {
    /// Between the signing and `today`, both included.
    pub fn new(to: &str, on: Day, (signed_on, today): (Day, Day)) -> Result<Self, Problems> {
        let to = name(to);
        let mut problems = Vec::new();
        problems.extend(to.as_ref().err().map(|refusal| (PaperField::ReceivedBy, refusal.clone())));
        problems.extend(between(on, signed_on, today).err().map(|refusal| (PaperField::HandedOverOn, refusal)));
        match to {
            Ok(to) if problems.is_empty() => Ok(Self { to, on }),
            _ => Err(problems),
        }
    }
}

fn name(text: &str) -> Result<String, Refusal> {
    text::measured(text, 3, 200)
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

    #[test]
    fn minutes_are_signed_after_the_closing_and_handed_over_after_the_signing_and_neither_tomorrow() {
        let days = (day("2027-01-20"), day("2027-01-25"));
        let signed = |on: &str| Signing::new("Ibu Lurah", day(on), 2, days, 3).map(|signing| signing.on);
        assert_eq!(signed("2027-01-20"), Ok(day("2027-01-20")));
        assert_eq!(signed("2027-01-26"), Err(vec![(PaperField::SignedOn, Refusal::DateInFuture)]));
        assert_eq!(signed("2027-01-19"), Err(vec![(PaperField::SignedOn, Refusal::DateBefore { day: days.0 })]));
        let handed = |to: &str, on: &str| HandingOver::new(to, day(on), days).map(|handing| handing.on);
        assert_eq!(handed("Staf kecamatan", "2027-01-25"), Ok(day("2027-01-25")));
        let both = Err(vec![(PaperField::ReceivedBy, Refusal::Required), (PaperField::HandedOverOn, Refusal::DateBefore { day: days.0 })]);
        assert_eq!(handed(" ", "2027-01-19"), both);
    }

    #[test]
    fn no_more_delegates_sign_than_were_named() {
        let days = (day("2027-01-20"), day("2027-01-25"));
        let by = |delegates| Signing::new("Ibu Lurah", days.1, delegates, days, 3).map(|signing| signing.delegates);
        assert_eq!(by(3), Ok(3));
        assert_eq!(by(4), Err(vec![(PaperField::SignedDelegates, Refusal::TooMany { most: 3 })]));
    }
}
