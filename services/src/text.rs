//! Folding of text for search: lower case, no accents, single spaces. The same in both databases because it is done
//! here.

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
    Apart(Vec<String>),
}

impl Word {
    fn new(word: &str) -> Self {
        match number(word) {
            Some(number) => Self::counted("", number),
            None if word.chars().count() > 2 => Self::Within(format!("%{word}%")),
            None => Self::Apart(vec![format!("% {word}%")]),
        }
    }

    /// RTs are written `RT 5`, `RT 05` and `RT 005`.
    fn counted(before: &str, number: u16) -> Self {
        let mut written = vec![format!("{number}"), format!("{number:02}"), format!("{number:03}")];
        written.dedup();
        Self::Apart(written.into_iter().map(|number| format!("% {before}{number} %")).collect())
    }
}

/// Of up to three digits: longer ones are years and codes.
fn number(word: &str) -> Option<u16> {
    let is_short = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { word.parse().ok() } else { None }
}

/// The first words of `query`, so that they are found in any order; the number of an RT stays with it.
pub fn words(query: &str) -> Vec<Word> {
    let folded = folded(query);
    let mut rest = folded.split_whitespace().take(MOST_WORDS).peekable();
    let mut found = Vec::new();
    while let Some(word) = rest.next() {
        let next = rest.peek().copied().and_then(number).filter(|_| matches!(word, "rt" | "rw"));
        found.push(match next {
            Some(number) => Word::counted(&format!("{word} "), number),
            None => Word::new(word),
        });
        if next.is_some() {
            rest.next();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_words_only() {
        assert_eq!(folded("  Jl. H. Ibrahim,  RT-04 "), "jl h ibrahim rt 04");
        assert_eq!(pattern("Drainase RT 5"), Some("%drainase%rt%5%".into()));
        assert_eq!(pattern(" % _ "), None);
        let apart = |patterns: &[&str]| Word::Apart(patterns.iter().map(|pattern| (*pattern).into()).collect());
        let five = apart(&["% rt 5 %", "% rt 05 %", "% rt 005 %"]);
        assert_eq!(words("RT 5, Drainase"), [five.clone(), Word::Within("%drainase%".into())]);
        assert_eq!((words("rt 05"), words("RT-005")), (vec![five.clone()], vec![five]));
        assert_eq!(words("18"), [apart(&["% 18 %", "% 018 %"])]);
        assert_eq!(words("RT Legok SD"), [apart(&["% rt%"]), Word::Within("%legok%".into()), apart(&["% sd%"])]);
        assert_eq!(words("2028"), [Word::Within("%2028%".into())]);
        assert!(words(" % _ ").is_empty());
    }
}
