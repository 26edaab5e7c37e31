//! What breaks out of the element, the attribute or the cell it stands in, if anything lets it.

/// A word that no text of ours holds: what carries it was typed.
pub const MARK: &str = "xzq7";

/// Short enough for the shortest of our fields, long enough for those that ask for a sentence.
const TEXTS: [&str; 6] = [
    "xzq7\"'></textarea></form><xzq7 xzq7=1>",
    "xzq7</title></select><img src=xzq7 onerror=xzq7()>",
    "=xzq7(\"a\")<form action=/xzq7><base href=//xzq7.id>",
    "xzq7 &quot;&#34;&lt;xzq7&gt;<!--xzq7--><!>",
    "xzq7<leptos-island><!></leptos-island></html><script>xzq7()",
    "xzq7 {{xzq7}} ${xzq7} %78 \\u003cxzq7\\u003e</style>",
];

/// Another text for each field, always the same for the same one.
pub fn text(turn: usize) -> &'static str {
    TEXTS[turn % TEXTS.len()]
}

/// Begins with an empty line, which HTML parsers take from a text area unless it stands there twice.
pub fn lines(turn: usize) -> String {
    format!("\n{}\nbaris kedua", text(turn))
}
