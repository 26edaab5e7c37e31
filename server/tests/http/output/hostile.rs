//! What breaks out of the element, the attribute or the cell it stands in, if anything lets it.

/// A word that no text of ours holds: what carries it was typed.
pub const MARK: &str = "xzq7vk9w";

/// Short enough for the shortest of our fields, long enough for those that ask for a sentence.
const TEXTS: [&str; 6] = [
    "xzq7vk9w\"'></textarea></form><xzq7vk9w xzq7vk9w=1>",
    "xzq7vk9w</title></select><img src=xzq7vk9w onerror=xzq7vk9w()>",
    "=xzq7vk9w(\"a\")<form action=/xzq7vk9w><base href=//xzq7vk9w.id>",
    "xzq7vk9w &quot;&#34;&lt;xzq7vk9w&gt;<!--xzq7vk9w--><!>",
    "xzq7vk9w<leptos-island><!></leptos-island></html><script>xzq7vk9w()",
    "xzq7vk9w {{xzq7vk9w}} ${xzq7vk9w} %78 \\u003cxzq7vk9w\\u003e</style>",
];

/// Another text for each field, always the same for the same one.
pub fn text(turn: usize) -> &'static str {
    TEXTS[turn % TEXTS.len()]
}

/// Begins with an empty line, which HTML parsers take from a text area unless it stands there twice.
pub fn lines(turn: usize) -> String {
    format!("\n{}\nbaris kedua", text(turn))
}
