//! Values that people type, as a form reads them.

use domain::{
    clock::Day,
    money::{Rupiah, Volume},
    musrenbang::Decision,
    proposal::{Marking, Progress, works::Percent},
    reason::{Note, Reason, ReasonCode},
    region::RegionCode,
    text::{Line, Words},
};
use services::commands::{
    Claim, Contact, NewWorksReport, ObjectionAnswer,
    musrenbang::{NewHandingOver, NewRecommendation, NewSigning, Ruling, Schedule},
};

pub fn note(text: &str) -> Note {
    Note::new(text).expect(text)
}

pub fn words<const LEAST: u32, const MOST: u32>(text: &str) -> Words<LEAST, MOST> {
    Words::new(text).expect(text)
}

pub fn line<const LEAST: u32, const MOST: u32>(text: &str) -> Line<LEAST, MOST> {
    Line::new(text).expect(text)
}

pub fn contact(text: &str) -> Contact {
    Contact::parse(text).expect(text)
}

/// Who somebody says they are.
pub fn claim(text: &str) -> Claim {
    Claim::new(text)
}

pub fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).expect(code)
}

pub fn reason_of(code: &str, text: &str) -> Reason {
    Reason::new(ReasonCode::from_code(code).expect(code), text).expect(text)
}

/// Without a day where none is typed.
pub fn schedule(day: &str, place: &str) -> Schedule {
    let scheduled_on = Some(day).filter(|day| !day.is_empty()).map(|day| day.parse().expect(day));
    Schedule { scheduled_on, place: words(place) }
}

pub fn ruling(decision: &str, reason: Option<Reason>) -> Ruling {
    Ruling { decision: Decision::from_code(decision).expect(decision), reason, seen: None }
}

/// `amount` and `note` as the mark asks for them.
pub fn marking(mark: &str, amount: &str, note: &str) -> Marking {
    let amount = || Rupiah::parse(amount).expect(amount);
    match Progress::from_code(mark).expect(mark) {
        Progress::Rkpd => Marking::Rkpd { note: self::note(note), amount: amount() },
        Progress::Apbd => Marking::Apbd { note: self::note(note), amount: amount() },
        Progress::UnderWay => Marking::UnderWay { note: self::note(note) },
        Progress::Finished => Marking::Finished { note: self::note(note) },
        Progress::Deferred => Marking::Deferred { why: words(note) },
    }
}

pub fn signing(by: &str, on: Day, delegates: u32) -> NewSigning {
    NewSigning { by: Some(words(by)), on: Some(on), delegates: Some(delegates) }
}

pub fn handing_over(to: &str, on: Day) -> NewHandingOver {
    NewHandingOver { to: Some(words(to)), on: Some(on) }
}

pub fn objection_answer(is_upheld: bool, words: &str) -> ObjectionAnswer {
    ObjectionAnswer { is_upheld, words: self::words(words) }
}

pub fn works_report(percent: u32, words: &str) -> NewWorksReport {
    NewWorksReport { percent: Percent::new(percent).expect("a share"), words: note(words) }
}

/// Nothing where nothing is typed.
pub fn recommendation(text: &str, volume: &str, cost: &str) -> NewRecommendation {
    let volume = Some(volume).filter(|volume| !volume.is_empty()).map(|volume| Volume::parse(volume).expect(volume));
    let cost = Some(cost).filter(|cost| !cost.is_empty()).map(|cost| Rupiah::parse(cost).expect(cost));
    NewRecommendation { text: note(text), volume, cost }
}
