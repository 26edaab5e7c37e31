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

/// A `LIKE` pattern for each of the first words of `query`, so that they are found in any order.
pub fn patterns(query: &str) -> Vec<String> {
    folded(query).split_whitespace().take(MOST_WORDS).map(|word| format!("%{word}%")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_words_only() {
        assert_eq!(folded("  Jl. H. Ibrahim,  RT-04 "), "jl h ibrahim rt 04");
        assert_eq!(pattern("Drainase RT 5"), Some("%drainase%rt%5%".into()));
        assert_eq!(pattern(" % _ "), None);
        assert_eq!(patterns("RT 5, Drainase"), ["%rt%", "%5%", "%drainase%"]);
        assert!(patterns(" % _ ").is_empty());
    }
}
