//! Folding of text for search: lower case, no accents, single spaces. The same in both databases because it is done here.

/// `"  Jl. H. Ibrahim,  RT-04 "` becomes `"jl h ibrahim rt 04"`.
pub fn folded(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if !word.is_empty() {
            words.push(word.chars().flat_map(char::to_lowercase).map(without_accent).collect());
        }
    }
    words.join(" ")
}

fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// A `LIKE` pattern that finds the words of `query` in this order inside folded text; nothing to search gives `None`.
pub fn pattern(query: &str) -> Option<String> {
    let folded = folded(query);
    (!folded.is_empty()).then(|| format!("%{}%", folded.replace(' ', "%")))
}

/// Each word of a search is looked for in every row; more of them narrow nothing any further.
const MOST_WORDS: usize = 8;

/// A word that is looked for in folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A `LIKE` pattern: anywhere, also within a longer word.
    Within(String),
    /// Too short for that, it would be everywhere: patterns for text with a blank at both ends, of which one fits.
    Whole(Vec<String>),
}

impl Word {
    fn new(word: &str) -> Self {
        if word.chars().count() > 2 {
            return Self::Within(format!("%{word}%"));
        }
        let whole = |word: &str| format!("% {word} %");
        // RTs are counted `RT 05`.
        match word.parse::<u8>() {
            Ok(number) if number < 10 => Self::Whole(vec![whole(&format!("{number}")), whole(&format!("{number:02}"))]),
            _ => Self::Whole(vec![whole(word)]),
        }
    }
}

/// The first words of `query`, so that they are found in any order.
pub fn words(query: &str) -> Vec<Word> {
    folded(query).split_whitespace().take(MOST_WORDS).map(Word::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_words_only() {
        assert_eq!(folded("  Jl. H. Ibrahim,  RT-04 "), "jl h ibrahim rt 04");
        assert_eq!(pattern("Drainase RT 5"), Some("%drainase%rt%5%".into()));
        assert_eq!(pattern(" % _ "), None);
        let whole = |patterns: &[&str]| Word::Whole(patterns.iter().map(|pattern| (*pattern).into()).collect());
        let (rt, five) = (whole(&["% rt %"]), whole(&["% 5 %", "% 05 %"]));
        assert_eq!(words("RT 5, Drainase"), [rt.clone(), five.clone(), Word::Within("%drainase%".into())]);
        assert_eq!(words("rt 05"), [rt, five]);
        assert_eq!(words("18"), [whole(&["% 18 %"])]);
        assert!(words(" % _ ").is_empty());
    }
}
