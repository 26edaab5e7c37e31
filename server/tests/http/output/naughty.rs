//! Strings that programs of all kinds have stumbled over, one or two of each kind: what looks like a number, a path, a
//! statement, a formula, a format or a template, and letters that are no letters. They are typed into every field.

pub const STRINGS: &[&str] = &[
    // Nothing, and what other languages call nothing.
    "\u{a0}\u{2003}\u{3000}",
    "null undefined NaN None (null) nil",
    "true' or '1'='1",
    // Numbers that are none.
    "1e1000 -0 0x1F 1/0 ∞ ½ ١٢٣ 1.000,00",
    "99999999999999999999999999999999",
    // Markup in all its spellings.
    "<svg/onload=xzq7vk9w()>",
    "<ScRiPt\n>xzq7vk9w()</sCrIpT >",
    "\"><img/src='x'onerror=xzq7vk9w()>",
    "<iframe srcdoc='<script>parent.xzq7vk9w()</script>'>",
    "<math><mi//xlink:href=\"data:x,<script>xzq7vk9w()</script>\">",
    "<details open ontoggle=xzq7vk9w()>",
    "<a href=\"javascript:xzq7vk9w()\">tekan</a>",
    "javascript:xzq7vk9w()//http://x",
    "&lt;script&gt;xzq7vk9w()&lt;/script&gt;",
    "&#60;img src=x onerror=xzq7vk9w()&#62;",
    "<!--><script>xzq7vk9w()</script-->",
    "<![CDATA[<xzq7vk9w>]]><?xzq7vk9w ?>",
    "</textarea></title></style></noscript><xzq7vk9w>",
    "<plaintext>xzq7vk9w",
    "<base href='//xzq7vk9w.id/'><link rel=stylesheet href='//xzq7vk9w.id'>",
    "<meta http-equiv=refresh content='0;url=//xzq7vk9w.id'>",
    "<form action=//xzq7vk9w.id><button formaction=//xzq7vk9w.id>",
    "' onfocus=xzq7vk9w() autofocus='",
    "` onmouseover=xzq7vk9w() `",
    // What other languages would read as their own.
    "'; DROP TABLE accounts; --",
    "\" UNION SELECT password_hash FROM accounts --",
    "%' ESCAPE '\\",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {%xzq7vk9w%}",
    "%s %n %d %x $1 \\1 %{name}",
    "$(sleep 9) `sleep 9` | sleep 9 & sleep 9",
    "../../../etc/passwd%00.jpg",
    "..\\..\\windows\\win.ini C:\\CON",
    "() { :; }; sleep 9",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY xzq7vk9w SYSTEM \"file:///etc/passwd\">]><x>&xzq7vk9w;</x>",
    // Lines that would become headers, and cells that would become formulas.
    "xzq7vk9w\r\nSet-Cookie: xzq7vk9w=1\r\n\r\n<html>",
    "=HYPERLINK(\"http://xzq7vk9w.id\";\"xzq7vk9w\")",
    "+xzq7vk9w+cmd|' /C calc'!A0",
    "@SUM(xzq7vk9w)",
    "-2+3+xzq7vk9w",
    // Letters that turn the line, join, combine, are invisible, or are none.
    "\u{202e}7qzx kilab\u{202c}",
    "\u{2067}\u{2066}xzq7vk9w\u{2069}\u{2069}",
    "ad\u{200b}a\u{200d}\u{feff}\u{ad}jeda",
    "Z\u{311}\u{36b}\u{343}\u{32a}a\u{302}\u{30f}\u{367}l\u{35c}g\u{321}o\u{35a}",
    "👩‍👩‍👧‍👦 🇮🇩 ✊🏿 𝔛𝕫𝕢𝟟 ﷽",
    "السلام עֲלֵיכֶם 平仮名 ภาษาไทย",
    "ﬁ Ⅷ ＜script＞ ﹤xzq7vk9w﹥",
    "\u{fffd}\u{fffe}\u{10ffff}",
    "e\u{301}\u{e9} İıſß",
    "\u{1}\u{8}\u{1b}[31mmerah\u{7f}\u{85}",
];

/// One of them, long enough for a field that asks for a sentence.
pub fn text(turn: usize) -> String {
    format!("{} dan seterusnya", STRINGS[turn % STRINGS.len()])
}
