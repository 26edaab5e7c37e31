//! Words: every text a person sees is looked up here, by key and language. The texts are in `locales/*.yml`, both
//! languages side by side; `make check` proves that no key is missing, unused, or has other placeholders in one
//! language.

use crate::query::Misread;
use domain::{
    reason::{Reason, ReasonCode},
    refusal::Refusal,
    region::RegionCode,
};
use services::store::comments::Author;

/// The text of a code of the domain: `t_code("role", "planner")` is the text of `role.planner`.
pub fn t_code(prefix: &str, code: &str) -> String {
    let key = format!("{prefix}.{code}");
    t!(&key)
}

/// The words of a reason or a note, or that they were erased.
pub fn said(text: &str) -> String {
    if text.is_empty() { t!("words.erased") } else { text.to_owned() }
}

/// A reason in words: what its code stands for, and its own text; the text alone where the code says nothing.
pub fn reason(reason: &Reason) -> String {
    let words = said(reason.text());
    match reason.code() {
        ReasonCode::Other => words,
        code => t!("history.code_and_words", code = t_code("reason_code", code.code()), words = words),
    }
}

/// The office that acted. Its name was recorded as it was then; where that is no proper name, the reader's language says
/// what it is.
pub fn office(recorded: &str) -> String {
    match (recorded, recorded.strip_prefix("RT "), recorded.strip_prefix("Warga RT ")) {
        ("Warga", ..) => t!("author.unknown"),
        ("Ketua RT", ..) => t!("role.rt_head"),
        ("Perangkat Daerah", ..) => t!("office.agency"),
        ("Admin kota" | "Admin kabupaten", ..) => t!("role.city_admin"),
        (_, Some(number), _) => t!("office.rt_head", number = number),
        (_, _, Some(number)) => t!("office.resident", number = number),
        _ => recorded.to_owned(),
    }
}

/// Who wrote something, as far as everybody may know: `Warga RT 05 Kel. Legok`.
pub fn author(author: &Author) -> String {
    let number = author.rt.as_ref().and_then(RegionCode::rt_number);
    let kelurahan = author.kelurahan.as_ref().map(|name| kelurahan(author.rt.as_ref(), name));
    match (&author.name, number, kelurahan) {
        (Some(name), ..) => name.clone(),
        (None, Some(rt), Some(kelurahan)) => t!("author.rt_kelurahan", rt = rt, kelurahan = kelurahan),
        (None, None, Some(kelurahan)) => t!("author.kelurahan", kelurahan = kelurahan),
        _ => t!("author.unknown"),
    }
}

/// `Kel. Legok`, or `Desa Wailoba` where a code in it says so.
pub fn kelurahan(code: Option<&RegionCode>, name: &str) -> String {
    if code.is_some_and(RegionCode::is_of_desa) { t!("region.desa_short", name = name) } else { t!("region.kelurahan_short", name = name) }
}

/// What of an address was not understood.
pub fn misread(misread: &Misread) -> String {
    match misread {
        Misread::Twice { name, used } => t!("shell.misread_twice", name = name, used = used),
        Misread::Unknown { name, value } => t!("shell.misread_unknown", name = name, value = value),
    }
}

/// A refusal in words, with its data.
pub fn refusal(refusal: &Refusal) -> String {
    let key = format!("refusal.{}", refusal.code());
    match refusal {
        Refusal::TooLong { most } | Refusal::TooMany { most } | Refusal::TooManyDrafts { most } | Refusal::TooManyPasskeys { most } => {
            t!(&key, most = most)
        }
        Refusal::ChangedTo { value } if value.is_empty() => t!("refusal.emptied_meanwhile"),
        Refusal::ChangedTo { value } => t!(&key, value = crate::format::shortened(value, 300)),
        Refusal::PipelineRepeats { stage } | Refusal::PipelineIncomplete { stage } | Refusal::PipelineOutOfOrder { stage } => {
            t!(&key, stage = t_code("stage", stage.code()), code = stage.code())
        }
        Refusal::MeetingForbids { status } => t_code("refusal_meeting", status.code()),
        Refusal::RankOutOfRange { last } => t!(&key, last = last),
        Refusal::MissingBelow { count } => t!(&key, count = count),
        Refusal::TooShort { least } => t!(&key, least = least),
        Refusal::NumberAmbiguous { one, other } => t!(&key, one = one, other = other),
        Refusal::RowUnreadable { found, expected } => t!(&key, found = found, expected = expected),
        Refusal::FilterUnreadable { name, value } => t!(&key, name = name, value = value),
        Refusal::OtherNameAbove { name } => t!(&key, name = name),
        Refusal::RtCodeUnreadable { example } | Refusal::RwCodeUnreadable { example } => t!(&key, example = example),
        Refusal::NameHomeLater { from: day } | Refusal::DateBefore { day } => t!(&key, day = crate::format::day(*day)),
        Refusal::YearOutOfRange { first, last } => t!(&key, first = first, last = last),
        Refusal::ObjectionTooLate { last } => t!(&key, day = crate::format::day(*last)),
        Refusal::WaitBeforeTrying { minutes } => t!(&key, minutes = minutes),
        _ => t!(&key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_called_by_what_they_are() {
        for (recorded, words) in [("RT 18", "Ketua RT 18"), ("Warga RT 18", "Warga RT 18"), ("Kelurahan Legok", "Kelurahan Legok")] {
            assert_eq!(office(recorded), words);
        }
    }

    #[test]
    fn every_refusal_has_words() {
        for code in Refusal::CODES {
            assert!(crate::lang::texts::find(&format!("refusal.{code}")).is_some(), "{code}");
        }
    }
}
