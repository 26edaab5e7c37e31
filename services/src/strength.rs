//! How easily a password is guessed. Hashing and comparing belong to `password`.

use domain::refusal::Refusal;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// NIST SP 800-63B asks for eight; a short phrase reaches ten easily.
pub const LEAST_LENGTH: u32 = 10;
/// Longer input would only buy an attacker hashing time.
const MOST_LENGTH: u32 = 200;
/// Powers of ten: so many guesses a password has to withstand, by each of the two ways of guessing.
const LEAST_GUESSES: f64 = 9.05;
const LEAST_COST: f64 = 9.5;
/// With more of them the orders they can stand in are enough anyhow.
const MOST_WORDS: usize = 5;
/// What follows in a longer password makes it no weaker.
const LETTERS_LOOKED_AT: usize = 64;

/// What people here put into passwords; the first lines are guessed first.
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/guessed-words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});
/// The words of offices, and the first that come to mind.
const FIRST_WORDS: usize = 140;

/// One form for what looks alike: phones write `é` as one letter or as two, and both must open the same door.
pub fn normal(password: &str) -> String {
    password.nfc().collect()
}

/// Refuses what is too short or long, what no keyboard writes, and what is guessed first: common passwords and what is
/// made of them, words of the city and the product, years, and what is `known` of the person: name and contact.
pub fn check(password: &str, known: &[&str]) -> Result<(), Refusal> {
    let length = u32::try_from(password.chars().count()).unwrap_or(u32::MAX);
    if password.chars().any(|letter| letter.is_control() || is_mark_of_direction(letter)) {
        return Err(Refusal::PasswordUnreadable);
    }
    if length < LEAST_LENGTH {
        return Err(Refusal::TooShort { least: LEAST_LENGTH });
    }
    if length > MOST_LENGTH {
        return Err(Refusal::TooLong { most: MOST_LENGTH });
    }
    let start: String = password.chars().take(LETTERS_LOOKED_AT).collect::<String>().to_lowercase();
    let plain: String = start.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let known: Vec<String> = known.iter().flat_map(|known| forms(known)).filter(|form| form.chars().count() >= 3).collect();
    let is_guessed = |text: &str| guesses(text, &known) < LEAST_GUESSES;
    let exchanged = [exchanged_back(&start, 'i'), exchanged_back(&start, 'l')];
    let is_made_up = [&plain, &exchanged[0], &exchanged[1]].into_iter().any(|text| cost(text, &known) < LEAST_COST);
    if is_guessed(&start) || is_guessed(&plain) || is_made_up { Err(Refusal::PasswordTooWeak) } else { Ok(()) }
}

/// They turn what is shown around; no keyboard has them.
fn is_mark_of_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How a name, phone or e-mail turns up in passwords: without its punctuation, word by word, an e-mail also without
/// its host, a phone also without `+62` or `0`.
fn forms(known: &str) -> Vec<String> {
    let plain = |text: &str| text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let whole = plain(known);
    let national = whole.strip_prefix("62").unwrap_or(&whole).trim_start_matches('0').to_owned();
    let name = known.split('@').next().unwrap_or_default();
    let words = name.split(|letter: char| !letter.is_alphanumeric()).map(plain);
    words.chain([plain(name), national, whole.clone()]).collect()
}

/// As zxcvbn reckons: its lists of common passwords, names and words, patterns of keys, repetitions and dates.
fn guesses(text: &str, known: &[String]) -> f64 {
    let known: Vec<&str> = known.iter().map(String::as_str).chain(WORDS.iter().copied()).collect();
    if text.is_empty() { 0.0 } else { zxcvbn::zxcvbn(text, &known).guesses_log10() }
}

/// Letters that stand for others are those again: `p4$$w0rd`. `1` is an i or an l.
fn exchanged_back(text: &str, one: char) -> String {
    let back = text.chars().map(|letter| match letter {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => one,
        '0' => 'o',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    });
    back.filter(|letter| letter.is_alphanumeric()).collect()
}

/// The cheapest way to write a text with our own words, what is known of the person, years and numbers: what takes few
/// pieces is guessed by whoever tries such pieces one after the other. zxcvbn counts pieces dearer than these people
/// do.
fn cost(text: &str, known: &[String]) -> f64 {
    let letters: Vec<char> = text.chars().collect();
    // At each letter: the cheapest cost up to there, for each number of words.
    let mut best = vec![[f64::INFINITY; MOST_WORDS]; letters.len() + 1];
    best[0][0] = 0.0;
    for start in 0..letters.len() {
        if best[start].iter().all(|price| price.is_infinite()) {
            continue;
        }
        for (length, price, is_word) in pieces(&letters[start..], known) {
            for words in 0..MOST_WORDS {
                let so_far = best[start][words] + price;
                let there = &mut best[start + length][(words + usize::from(is_word)).min(MOST_WORDS - 1)];
                *there = there.min(so_far);
            }
        }
    }
    // Several words can stand in several orders.
    let orders = [0.0, 0.0, 0.3, 0.8, 1.4];
    best[letters.len()].iter().zip(orders).map(|(price, order)| price + order).fold(f64::INFINITY, f64::min)
}

/// The pieces a text can begin with: length, price as a power of ten, and whether it is a word.
fn pieces(rest: &[char], known: &[String]) -> Vec<(usize, f64, bool)> {
    let begins = |word: &str| word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(a, b)| a == *b);
    let length = |word: &str| word.chars().count();
    let mut found = vec![(1, if rest[0].is_ascii_digit() { 1.0 } else { 1.4 }, false)];
    found.extend(
        WORDS
            .iter()
            .enumerate()
            .filter(|(_, word)| begins(word))
            .map(|(place, word)| (length(word), if place < FIRST_WORDS { 2.1 } else { 3.0 }, true)),
    );
    found.extend(known.iter().filter(|word| begins(word)).map(|word| (length(word), 0.7, true)));
    let digits: Vec<u32> = rest.iter().map_while(|letter| letter.to_digit(10)).collect();
    if digits.len() >= 4 && matches!(digits[..2], [1, 9] | [2, 0]) {
        found.push((4, 1.7, false));
    }
    let run = run_of(rest);
    if run >= 3 {
        found.push((run, 1.5, false));
    }
    found
}

/// How many letters at the beginning go on by the same step: `1234`, `aaaa`, `9876`.
fn run_of(rest: &[char]) -> usize {
    let step = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0]));
    let Some(first) = rest.get(..2).map(step).filter(|first| first.abs() <= 1) else { return 1 };
    1 + rest.windows(2).take_while(|pair| step(pair) == first).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was accepted once, and its brothers.
    const GUESSED: &str = include_str!("../tests/data/guessed-passwords.txt");

    #[test]
    fn what_is_guessed_first_is_refused() {
        let accepted: Vec<&str> = GUESSED.lines().filter(|line| !line.starts_with('#')).filter(|line| check(line, &[]).is_ok()).collect();
        assert!(accepted.is_empty(), "{accepted:#?}");
    }

    #[test]
    fn a_few_words_that_have_nothing_to_do_with_each_other_are_enough() {
        for password in [
            "hujan turun di legok",
            "perahu biru di danau",
            "rembuk-demo-2028 pagi",
            "kopi susu pagi sore",
            "pisang goreng hangat sekali",
            "ayam hitam lompat pagar",
            "tetangga tidur di perahu",
            "Xk9!vTq2pLw",
            "correct horse battery staple",
            "gajah 🐘 minum es campur",
        ] {
            assert_eq!(check(password, &["081234567890", "Siti Rahmawati"]), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_is_known_of_the_person_is_refused() {
        for (password, known) in [
            ("081234567890", "+62 812-3456-7890"),
            ("6281234567890!", "0812 3456 7890"),
            ("Siti.Rahma-99", "siti.rahma@contoh.id"),
            ("sitirahmawati", "Siti Rahmawati"),
            ("Rahmawati Siti 1990", "Siti Rahmawati"),
            ("xenophilius12345", "Xenophilius Lovegood"),
        ] {
            assert_eq!(check(password, &[known]), Err(Refusal::PasswordTooWeak), "{password}");
        }
    }

    #[test]
    fn length_and_letters_have_limits() {
        assert_eq!(check("pendek", &[]), Err(Refusal::TooShort { least: 10 }));
        assert_eq!(check(&"ab cd ".repeat(40), &[]), Err(Refusal::TooLong { most: 200 }));
        for letter in ['\0', '\u{7}', '\t', '\n', '\u{202e}', '\u{2066}', '\u{200f}'] {
            assert_eq!(check(&format!("perahu{letter} biru di danau"), &[]), Err(Refusal::PasswordUnreadable), "{letter:?}");
        }
    }

    #[test]
    fn the_same_letters_are_one_password_however_a_phone_writes_them() {
        assert_eq!(normal("cafe\u{301} di tepi danau"), normal("caf\u{e9} di tepi danau"));
        assert_eq!(normal(" dua  spasi "), " dua  spasi ", "nothing else is touched");
    }

    #[test]
    fn a_long_password_is_judged_quickly() {
        for text in ["ab1@".repeat(50), "satu dua ".repeat(22), "4".repeat(200), "x1@3$5!7".repeat(25)] {
            let start = std::time::Instant::now();
            let _ = check(&text, &["Siti Rahmawati", "siti@contoh.id"]);
            assert!(start.elapsed().as_millis() < 2000, "{text}: {:?}", start.elapsed());
        }
    }
}
