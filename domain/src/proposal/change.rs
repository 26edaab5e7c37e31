//! What one page of the form wants of a draft: only the fields that it names, each with its value. Putting it over what
//! is stored, and noticing that another page has written there meanwhile, belongs here. Reading what was typed belongs
//! to the form; whether a place exists, to whoever can look it up.

use super::{Draft, DraftField, TypeChoice};
use crate::{
    catalogue::{Catalogue, Field, LandStatus, TargetGroup},
    money::{Rupiah, Volume},
    pin::Pin,
    refusal::Refusal,
    region::RegionCode,
    text::{Words, clean},
};
use std::collections::{BTreeMap, BTreeSet};

/// So long is the name of a page at most.
const MOST_OF_A_PAGE: usize = 36;

/// What is somewhat too long is kept to be shortened later.
const fn kept((_, most): (u32, u32)) -> u32 {
    most * Draft::KEPT
}

/// A field with what is to stand in it; nothing empties one that may stay empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftValue {
    Title(Words<0, { kept(Draft::TITLE) }>),
    Problem(Words<0, { kept(Draft::PROBLEM) }>),
    WantedWork(Words<0, { kept(Draft::WANTED_WORK) }>),
    ProposalType(Option<TypeChoice>),
    Field(Option<Field>),
    Physical(Option<bool>),
    TargetGroups(BTreeSet<TargetGroup>),
    Rt(Option<RegionCode>),
    Address(Words<0, { kept(Draft::ADDRESS) }>),
    Pin(Option<Pin>),
    LandStatus(Option<LandStatus>),
    Volume(Option<Volume>),
    Unit(Words<0, { kept(Draft::UNIT) }>),
    StatedCost(Option<Rupiah>),
    Households(Option<u32>),
    People(Option<u32>),
    OwnContribution(Option<Rupiah>),
    ContributionNote(Words<0, { kept(Draft::CONTRIBUTION_NOTE) }>),
    ShowsName(bool),
}

impl DraftValue {
    fn write(&self, draft: &mut Draft) {
        match self {
            Self::Title(words) => words.text().clone_into(&mut draft.title),
            Self::Problem(words) => words.text().clone_into(&mut draft.problem),
            Self::WantedWork(words) => words.text().clone_into(&mut draft.wanted_work),
            Self::ProposalType(choice) => draft.choice = *choice,
            Self::Field(field) => draft.field = *field,
            Self::Physical(physical) => draft.physical = *physical,
            Self::TargetGroups(groups) => draft.target_groups.clone_from(groups),
            Self::Rt(code) => draft.rt.clone_from(code),
            Self::Address(words) => words.text().clone_into(&mut draft.address),
            Self::Pin(pin) => draft.pin = *pin,
            Self::LandStatus(status) => draft.land_status = *status,
            Self::Volume(volume) => draft.volume = *volume,
            Self::Unit(words) => words.text().clone_into(&mut draft.unit),
            Self::StatedCost(amount) => draft.stated_cost = *amount,
            Self::Households(count) => draft.households = *count,
            Self::People(count) => draft.people = *count,
            Self::OwnContribution(amount) => draft.own_contribution = *amount,
            Self::ContributionNote(words) => words.text().clone_into(&mut draft.contribution_note),
            Self::ShowsName(shows) => draft.shows_name = *shows,
        }
    }
}

/// What a page sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftChange {
    pub values: Vec<DraftValue>,
    /// Of these it is told what they lack.
    pub asked: BTreeSet<DraftField>,
    /// What each field held when the page was shown, in letters; of none where the page does not say.
    pub shown: BTreeMap<DraftField, String>,
    /// Which page it is: each one that is shown has a name of its own.
    pub page: String,
}

impl DraftChange {
    /// These values, of no page in particular: they count whatever is stored.
    pub fn of(values: impl IntoIterator<Item = DraftValue>) -> Self {
        Self { values: values.into_iter().collect(), ..Self::default() }
    }

    /// The RT that is wanted.
    pub fn rt(&self) -> Option<&RegionCode> {
        self.values.iter().find_map(|value| if let DraftValue::Rt(code) = value { code.as_ref() } else { None })
    }

    /// The draft with all of it, or the fields into which another page has written since this one was shown, where this
    /// one wants something else. Of what it changes it is noted which page saved it: that one may change it again.
    pub fn over(&self, stored: &Draft) -> Result<Draft, Vec<(DraftField, Refusal)>> {
        let mut wanted = stored.clone();
        for value in &self.values {
            value.write(&mut wanted);
        }
        let mut taken = Vec::new();
        for (field, shown) in &self.shown {
            let (Some(before), Some(after)) = (stored.words(*field), wanted.words(*field)) else { continue };
            if after == before {
                continue;
            }
            let is_own = stored.saved_from.get(field.code()).is_some_and(|page| *page == self.page);
            if is_own || clean(shown) == clean(&before) {
                wanted.saved_from.insert(field.code().to_owned(), self.page.chars().take(MOST_OF_A_PAGE).collect());
            } else {
                taken.push((*field, Refusal::ChangedTo { value: before }));
            }
        }
        if taken.is_empty() { Ok(wanted) } else { Err(taken) }
    }

    /// What the draft still lacks of what the page asked for.
    pub fn lacking(&self, draft: &Draft, catalogue: &Catalogue) -> Vec<(DraftField, Refusal)> {
        draft.problems(catalogue).into_iter().filter(|(field, _)| self.asked.contains(field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> DraftValue {
        DraftValue::Title(Words::new(text).expect(text))
    }

    #[test]
    fn only_what_a_page_names_is_written() {
        let pin = Pin::new(-1_602_294, 103_578_408).expect("pin");
        let rt = RegionCode::parse("15.71.01.1004-004").expect("code");
        let stored = Draft { title: "Parit".into(), households: Some(5), pin: Some(pin), shows_name: true, ..Draft::default() };
        for (value, expected) in [
            (title("Jalan"), Draft { title: "Jalan".into(), ..stored.clone() }),
            (title(""), Draft { title: String::new(), ..stored.clone() }),
            (DraftValue::Households(None), Draft { households: None, ..stored.clone() }),
            (DraftValue::People(Some(9)), Draft { people: Some(9), ..stored.clone() }),
            (DraftValue::Pin(None), Draft { pin: None, ..stored.clone() }),
            (DraftValue::ProposalType(Some(TypeChoice::Other)), Draft { choice: Some(TypeChoice::Other), ..stored.clone() }),
            (DraftValue::Rt(Some(rt.clone())), Draft { rt: Some(rt.clone()), ..stored.clone() }),
            (DraftValue::ShowsName(false), Draft { shows_name: false, ..stored.clone() }),
        ] {
            assert_eq!(DraftChange::of([value.clone()]).over(&stored), Ok(expected), "{value:?}");
        }
        assert_eq!(DraftChange::default().over(&stored), Ok(stored));
        assert_eq!(DraftChange::of([title("x"), DraftValue::Rt(Some(rt.clone()))]).rt(), Some(&rt));
        assert_eq!(DraftChange::of([DraftValue::Rt(None)]).rt(), None);
    }

    #[test]
    fn what_another_page_wrote_since_is_not_written_over() {
        let draft = |title: &str, by: &str| {
            let saved_from = if by.is_empty() { BTreeMap::new() } else { BTreeMap::from([("title".to_owned(), by.to_owned())]) };
            Draft { title: title.into(), saved_from, ..Draft::default() }
        };
        // What was shown, what is stored and by which page, what page "dua" wants; and which page saved it then, where
        // it may be saved.
        for (shown, (stored, by), wanted, expected) in [
            (Some(""), ("", ""), "a", Some("dua")),
            (Some("a"), ("a", "satu"), "b", Some("dua")),
            (Some(" a\r\n"), ("a", "satu"), "b", Some("dua")),
            (Some("a"), ("b", "satu"), "c", None),
            (Some("a"), ("b", ""), "c", None),
            (Some("a"), ("b", "satu"), "b", Some("satu")),
            (Some("a"), ("b", "dua"), "c", Some("dua")),
            (Some("a"), ("b", "dua"), "", Some("dua")),
            (None, ("b", "satu"), "c", Some("satu")),
        ] {
            let stored = draft(stored, by);
            let change = DraftChange {
                shown: shown.map(|shown| (DraftField::Title, shown.to_owned())).into_iter().collect(),
                page: "dua".into(),
                ..DraftChange::of([title(wanted)])
            };
            let told = || vec![(DraftField::Title, Refusal::ChangedTo { value: stored.title.clone() })];
            assert_eq!(change.over(&stored), expected.map(|by| draft(wanted, by)).ok_or_else(told), "{shown:?} {stored:?} {wanted}");
        }
    }

    #[test]
    fn what_is_left_alone_is_nobody_elses_to_tell() {
        let stored = Draft { title: "b".into(), ..Draft::default() };
        let shown = BTreeMap::from([(DraftField::Title, "a".to_owned()), (DraftField::Rt, "x".to_owned())]);
        let change = DraftChange { shown, ..DraftChange::of([DraftValue::People(Some(9))]) };
        assert_eq!(change.over(&stored), Ok(Draft { people: Some(9), ..stored }));
    }

    #[test]
    fn a_page_is_told_what_its_own_fields_lack() {
        let asked = BTreeSet::from([DraftField::Title, DraftField::People, DraftField::Households]);
        let change = DraftChange { asked, ..DraftChange::default() };
        let lacking = change.lacking(&Draft { title: "Parit".into(), ..Draft::default() }, &std::iter::empty().collect());
        let expected = [(DraftField::Title, Refusal::TooShort { least: 10 }), (DraftField::Households, Refusal::Required)];
        assert_eq!(lacking, expected);
    }
}
