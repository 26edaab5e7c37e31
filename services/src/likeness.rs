//! Whether two names may be one person's: a hint for the office that knows the people, never a decision.

use crate::text::folded;

/// Titles and forms of address say nothing about who somebody is.
const TITLES: [&str; 24] = [
    "h", "hj", "haji", "hajjah", "bapak", "bpk", "ibu", "pak", "bu", "sdr", "sdri", "dr", "drs", "dra", "drg", "ir", "prof", "kh", "ust",
    "ustadz", "sh", "se", "st", "spd",
];

/// The words of a name that tell people apart.
fn words(name: &str) -> Vec<String> {
    let folded = folded(name);
    let all: Vec<&str> = folded.split_whitespace().collect();
    let told: Vec<String> =
        all.iter().filter(|word| word.chars().count() > 1 && !TITLES.contains(word)).map(|word| (*word).into()).collect();
    if told.is_empty() { all.into_iter().map(str::to_owned).collect() } else { told }
}

/// Every word of the shorter name is found in the longer one, in any order, nearly the same.
pub fn is_alike(one: &str, other: &str) -> bool {
    let (mut short, mut long) = (words(one), words(other));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    !short.is_empty()
        && short.into_iter().all(|word| {
            let found = long.iter().position(|other| is_nearly(&word, other));
            found.map(|index| long.swap_remove(index)).is_some()
        })
}

/// The same word, or one of at least four letters with one letter changed, added or left out. Not the first: Budi is
/// not Rudi.
fn is_nearly(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one == other {
        return true;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < 4 || long.len() - short.len() > 1 {
        return false;
    }
    let head = short.iter().zip(&long).take_while(|(left, right)| left == right).count();
    let tail = short[head..].iter().rev().zip(long.iter().rev()).take_while(|(left, right)| left == right).count();
    head > 0 && head + tail + 1 >= long.len()
}

/// Whether one of the words of a name begins nearly as somebody types it.
pub fn begins_nearly(name: &str, typed: &str) -> bool {
    let length = typed.chars().count();
    let begins = |word: &str, letters| is_nearly(&word.chars().take(letters).collect::<String>(), typed);
    name.split(' ').any(|word| (length.saturating_sub(1)..=length + 1).any(|letters| begins(word, letters)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_written_in_many_ways() {
        for (one, other) in [
            ("Siti Rahma", "SITI  RAHMA"),
            ("Siti Rahma", "Rahma, Siti"),
            ("Siti Rahma", "Hj. Siti Rahmah, S.Pd."),
            ("Nurhayati", "Nurhayati Contoh"),
            ("Muhammad Yusuf", "Muhamad Yusuf"),
            ("H. Ibrahim", "Ibrahim"),
            ("Büdi Santoso", "Budi Santoso"),
            ("H", "h"),
        ] {
            assert!(is_alike(one, other) && is_alike(other, one), "{one} | {other}");
        }
        for (one, other) in [
            ("Siti Rahma", "Siti Aminah"),
            ("Budi", "Rudi Hartono Budiman"),
            ("Ali", "Adi"),
            ("Siti Siti", "Siti Rahma"),
            ("", "Siti"),
            ("Ibrahim", "Abraham"),
        ] {
            assert!(!is_alike(one, other) && !is_alike(other, one), "{one} | {other}");
        }
    }
}
