//! The text of a page of the form as what the command takes. What is half finished or unreadable keeps nothing else
//! from being saved: it is pointed out field by field, so that nothing of a long form is lost. What happens to the
//! values is the command's; whether a place is there, too.

use crate::{
    forms::Fields,
    pages::proposals::{OTHER_TYPE, PAGE, field_name},
};
use domain::{
    catalogue::{Field, LandStatus, TargetGroup},
    money::{Rupiah, Volume},
    number,
    pin::Pin,
    proposal::{Draft, DraftChange, DraftField as F, DraftValue as V, TypeChoice},
    refusal::Refusal,
    region::RegionCode,
    text::Words,
};
use services::Problem;

/// What the page wants of the draft, and what could not be read.
pub fn read(fields: &Fields) -> (DraftChange, Vec<Problem>) {
    let mut form = DraftReading { fields, values: Vec::new(), unread: Vec::new() };
    form.texts();
    form.choices();
    form.numbers();
    form.place();
    form.done()
}

struct DraftReading<'a> {
    fields: &'a Fields,
    values: Vec<V>,
    unread: Vec<(F, Refusal)>,
}

impl<'a> DraftReading<'a> {
    /// What was typed into a field; nothing where it holds what it held when the page was shown.
    fn typed(&self, name: &str) -> Option<&'a str> {
        let typed = self.fields.typed(name);
        (self.fields.has(name) && typed.shown != Some(typed.text)).then_some(typed.text)
    }

    /// A field that may stay empty.
    fn any<T>(&mut self, field: F, parse: impl FnOnce(&str) -> Result<T, Refusal>, value: impl FnOnce(Option<T>) -> V) {
        match self.typed(field_name(field)) {
            None => {}
            Some("") => self.values.push(value(None)),
            Some(typed) => match parse(typed) {
                Ok(read) => self.values.push(value(Some(read))),
                Err(refusal) => self.unread.push((field, refusal)),
            },
        }
    }

    /// One of several, or none of them.
    fn choice<T>(&mut self, field: F, from_code: impl FnOnce(&str) -> Option<T>, value: impl FnOnce(Option<T>) -> V) {
        self.any(field, |code| from_code(code).ok_or(Refusal::ChoiceUnknown), value);
    }

    /// What is far too long stays on the page it was typed on.
    fn text<const KEPT: u32>(&mut self, field: F, value: impl FnOnce(Words<0, KEPT>) -> V) {
        let Some(typed) = self.typed(field_name(field)) else { return };
        match Words::new(typed) {
            Ok(words) => self.values.push(value(words)),
            Err(_) => self.unread.push((field, Refusal::TooLong { most: KEPT / Draft::KEPT })),
        }
    }

    fn texts(&mut self) {
        self.text(F::Title, V::Title);
        self.text(F::Problem, V::Problem);
        self.text(F::WantedWork, V::WantedWork);
        self.text(F::Address, V::Address);
        self.text(F::Unit, V::Unit);
        self.text(F::ContributionNote, V::ContributionNote);
    }

    fn choices(&mut self) {
        let choice = |code: &str| if code == OTHER_TYPE { Some(TypeChoice::Other) } else { code.parse().ok().map(TypeChoice::Listed) };
        self.choice(F::ProposalType, choice, V::ProposalType);
        self.choice(F::Field, Field::from_code, V::Field);
        self.choice(F::Physical, yes_or_no, V::Physical);
        self.choice(F::LandStatus, LandStatus::from_code, V::LandStatus);
        if self.typed("target_groups").is_some() {
            self.values.push(V::TargetGroups(self.fields.all("target_groups").filter_map(TargetGroup::from_code).collect()));
        }
        if self.typed("shows_name").is_some() {
            self.values.push(V::ShowsName(self.fields.all("shows_name").any(|code| yes_or_no(code) == Some(true))));
        }
    }

    fn numbers(&mut self) {
        self.any(F::Volume, Volume::parse, V::Volume);
        self.any(F::StatedCost, Rupiah::parse, V::StatedCost);
        self.any(F::OwnContribution, Rupiah::parse, V::OwnContribution);
        self.any(F::Households, number::whole, V::Households);
        self.any(F::People, number::whole, V::People);
    }

    /// Half a pair is no point.
    fn place(&mut self) {
        if let (Some(latitude), Some(longitude)) = (self.typed("latitude"), self.typed("longitude")) {
            match Pin::parse(latitude, longitude) {
                _ if latitude.is_empty() && longitude.is_empty() => self.values.push(V::Pin(None)),
                Ok(pin) => self.values.push(V::Pin(Some(pin))),
                Err(refusal) => self.unread.push((F::Pin, refusal)),
            }
        }
        self.any(F::Rt, |code| RegionCode::parse(code).map_err(|_| Refusal::RegionCodeUnreadable), V::Rt);
    }

    /// Whether the page asks for this field. Of buttons of which none is pressed nothing is sent; these stand beside
    /// the type. Photos have forms of their own.
    fn asks_for(&self, field: F) -> bool {
        let field = if field == F::Physical { F::ProposalType } else { field };
        field != F::Photos && self.fields.has(field_name(field))
    }

    /// What could not be read is not missing as well.
    fn done(self) -> (DraftChange, Vec<Problem>) {
        let is_unread = |field| self.unread.iter().any(|(unread, _)| *unread == field);
        let shown = |field| Some((field, self.fields.typed(field_name(field)).shown?.to_owned()));
        let change = DraftChange {
            asked: F::ALL.into_iter().filter(|field| self.asks_for(*field) && !is_unread(*field)).collect(),
            shown: F::ALL.into_iter().filter_map(shown).collect(),
            page: self.fields.text(PAGE).to_owned(),
            values: self.values,
        };
        (change, self.unread.into_iter().map(|(field, refusal)| Problem::new(field_name(field), refusal)).collect())
    }
}

fn yes_or_no(code: &str) -> Option<bool> {
    match code {
        "ya" => Some(true),
        "tidak" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn words<const MOST: u32>(text: &str) -> Words<0, MOST> {
        Words::new(text).expect(text)
    }

    #[test]
    fn a_draft_is_read_field_by_field() {
        let rt = || RegionCode::parse("15.71.10.1003-099").ok();
        let pin = |latitude| [("latitude", latitude), ("longitude", "103,578408")];
        let id = "01900000-0000-7000-8000-000000000001";
        let listed = id.parse().map(TypeChoice::Listed).ok();
        for (typed, expected) in [
            (vec![], Ok(None)),
            (vec![("title", "  Parit  ")], Ok(Some(V::Title(words("Parit"))))),
            (vec![("title", "")], Ok(Some(V::Title(words(""))))),
            (vec![("proposal_type", "")], Ok(Some(V::ProposalType(None)))),
            (vec![("proposal_type", OTHER_TYPE)], Ok(Some(V::ProposalType(Some(TypeChoice::Other))))),
            (vec![("proposal_type", id)], Ok(Some(V::ProposalType(listed)))),
            (vec![("proposal_type", "jalan")], Err(("proposal_type", Refusal::ChoiceUnknown))),
            (vec![("field", "")], Ok(Some(V::Field(None)))),
            (vec![("field", Field::Economy.code())], Ok(Some(V::Field(Some(Field::Economy))))),
            (vec![("field", "x")], Err(("field", Refusal::ChoiceUnknown))),
            (vec![("physical", "ya")], Ok(Some(V::Physical(Some(true))))),
            (vec![("physical", "tidak")], Ok(Some(V::Physical(Some(false))))),
            (vec![("physical", "")], Ok(Some(V::Physical(None)))),
            (vec![("physical", "x")], Err(("physical", Refusal::ChoiceUnknown))),
            (vec![("land_status", "own")], Ok(Some(V::LandStatus(Some(LandStatus::Own))))),
            (vec![("land_status", "")], Ok(Some(V::LandStatus(None)))),
            (vec![("land_status", "x")], Err(("land_status", Refusal::ChoiceUnknown))),
            (vec![("target_groups", "")], Ok(Some(V::TargetGroups([].into())))),
            (
                vec![("target_groups", ""), ("target_groups", "children"), ("target_groups", "women"), ("target_groups", "x")],
                Ok(Some(V::TargetGroups([TargetGroup::Children, TargetGroup::Women].into()))),
            ),
            (vec![("shows_name", ""), ("shows_name", "ya")], Ok(Some(V::ShowsName(true)))),
            (vec![("shows_name", "")], Ok(Some(V::ShowsName(false)))),
            (vec![("volume", "2,5")], Ok(Some(V::Volume(Volume::parse("2,5").ok())))),
            (vec![("volume", "dua")], Err(("volume", Refusal::VolumeUnreadable))),
            (vec![("stated_cost", "Rp 12.500.000")], Ok(Some(V::StatedCost(Rupiah::new(12_500_000).ok())))),
            (vec![("own_contribution", "sapi")], Err(("own_contribution", Refusal::AmountUnreadable))),
            (vec![("households", "1.250")], Ok(Some(V::Households(Some(1250))))),
            (vec![("households", "")], Ok(Some(V::Households(None)))),
            (vec![("people", "banyak")], Err(("people", Refusal::NumberUnreadable))),
            (pin("-1,602294").to_vec(), Ok(Some(V::Pin(Pin::new(-1_602_294, 103_578_408).ok())))),
            (pin("").to_vec(), Err(("latitude", Refusal::CoordinateUnreadable))),
            (vec![("latitude", ""), ("longitude", "")], Ok(Some(V::Pin(None)))),
            (vec![("latitude", "-1,602294")], Ok(None)),
            (vec![("rt", "15.71.10.1003-099")], Ok(Some(V::Rt(rt())))),
            (vec![("rt", "")], Ok(Some(V::Rt(None)))),
            (vec![("rt", "RT 99")], Err(("rt", Refusal::RegionCodeUnreadable))),
        ] {
            let (change, unread) = read(&sent(&typed));
            let (value, problem) = match expected {
                Ok(value) => (value, None),
                Err((field, refusal)) => (None, Some(Problem::new(field, refusal))),
            };
            assert_eq!((change.values, unread), (Vec::from_iter(value), Vec::from_iter(problem)), "{typed:?}");
        }
    }

    #[test]
    fn a_text_far_too_long_is_told_at_its_field_and_not_in_the_draft() {
        let far = "é".repeat(100_000);
        for (name, most) in
            [("title", 150), ("problem", 3000), ("wanted_work", 3000), ("address", 300), ("unit", 30), ("contribution_note", 1000)]
        {
            let somewhat = "é".repeat(2 * most as usize);
            assert_eq!(read(&sent(&[(name, &somewhat)])).1, [], "{name} can be shortened");
            for typed in [&far, &format!("{somewhat}é")] {
                let (change, unread) = read(&sent(&[(name, typed)]));
                assert_eq!((change, unread), (DraftChange::default(), vec![Problem::new(name, Refusal::TooLong { most })]), "{name}");
            }
        }
    }

    #[test]
    fn a_draft_keeps_what_can_be_read_beside_what_cannot() {
        let typed = [("rt", "x"), ("households", "7"), ("latitude", "x"), ("longitude", "x"), ("volume", "dua"), ("people", "")];
        let (change, unread) = read(&sent(&typed));
        assert_eq!(change.values, [V::Households(Some(7)), V::People(None)]);
        assert_eq!(unread.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["volume", "latitude", "rt"]);
        assert_eq!(change.asked, [F::Households, F::People].into(), "what cannot be read is not missing as well");
    }

    #[test]
    fn a_page_asks_for_what_it_names_whether_it_was_changed_or_not() {
        let typed = [
            (PAGE, "satu"),
            ("semula.title", "Parit\r\nlama"),
            ("title", " Parit\nlama"),
            ("semula.address", "Balai"),
            ("address", "Balai RT"),
            ("semula.latitude", ""),
            ("latitude", ""),
            ("longitude", ""),
            ("proposal_type", ""),
        ];
        let (change, unread) = read(&sent(&typed));
        assert_eq!((change.values, unread), (vec![V::Address(words("Balai RT")), V::ProposalType(None)], vec![]));
        assert_eq!(change.asked, [F::Title, F::Address, F::ProposalType, F::Physical, F::Pin].into(), "buttons stand beside the type");
        let shown = [(F::Title, "Parit\nlama"), (F::Address, "Balai"), (F::Pin, "")];
        assert_eq!(change.shown, shown.map(|(field, held)| (field, held.to_owned())).into());
        assert_eq!(change.page, "satu");
    }
}
