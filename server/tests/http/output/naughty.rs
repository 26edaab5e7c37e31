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
    "<svg/onload=xzq7()>",
    "<ScRiPt\n>xzq7()</sCrIpT >",
    "\"><img/src='x'onerror=xzq7()>",
    "<iframe srcdoc='<script>parent.xzq7()</script>'>",
    "<math><mi//xlink:href=\"data:x,<script>xzq7()</script>\">",
    "<details open ontoggle=xzq7()>",
    "<a href=\"javascript:xzq7()\">tekan</a>",
    "javascript:xzq7()//http://x",
    "&lt;script&gt;xzq7()&lt;/script&gt;",
    "&#60;img src=x onerror=xzq7()&#62;",
    "<!--><script>xzq7()</script-->",
    "<![CDATA[<xzq7>]]><?xzq7 ?>",
    "</textarea></title></style></noscript><xzq7>",
    "<plaintext>xzq7",
    "<base href='//xzq7.id/'><link rel=stylesheet href='//xzq7.id'>",
    "<meta http-equiv=refresh content='0;url=//xzq7.id'>",
    "<form action=//xzq7.id><button formaction=//xzq7.id>",
    "' onfocus=xzq7() autofocus='",
    "` onmouseover=xzq7() `",
    // What other languages would read as their own.
    "'; DROP TABLE accounts; --",
    "\" UNION SELECT password_hash FROM accounts --",
    "%' ESCAPE '\\",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {%xzq7%}",
    "%s %n %d %x $1 \\1 %{name}",
    "$(sleep 9) `sleep 9` | sleep 9 & sleep 9",
    "../../../etc/passwd%00.jpg",
    "..\\..\\windows\\win.ini C:\\CON",
    "() { :; }; sleep 9",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY xzq7 SYSTEM \"file:///etc/passwd\">]><x>&xzq7;</x>",
    // Lines that would become headers, and cells that would become formulas.
    "xzq7\r\nSet-Cookie: xzq7=1\r\n\r\n<html>",
    "=HYPERLINK(\"http://xzq7.id\";\"xzq7\")",
    "+xzq7+cmd|' /C calc'!A0",
    "@SUM(xzq7)",
    "-2+3+xzq7",
    // Letters that turn the line, join, combine, are invisible, or are none.
    "\u{202e}7qzx kilab\u{202c}",
    "\u{2067}\u{2066}xzq7\u{2069}\u{2069}",
    "ad\u{200b}a\u{200d}\u{feff}\u{ad}jeda",
    "Z\u{311}\u{36b}\u{343}\u{32a}a\u{302}\u{30f}\u{367}l\u{35c}g\u{321}o\u{35a}",
    "👩‍👩‍👧‍👦 🇮🇩 ✊🏿 𝔛𝕫𝕢𝟟 ﷽",
    "السلام עֲלֵיכֶם 平仮名 ภาษาไทย",
    "ﬁ Ⅷ ＜script＞ ﹤xzq7﹥",
    "\u{fffd}\u{fffe}\u{10ffff}",
    "e\u{301}\u{e9} İıſß",
    "\u{1}\u{8}\u{1b}[31mmerah\u{7f}\u{85}",
];

/// One of them, long enough for a field that asks for a sentence.
pub fn text(turn: usize) -> String {
    format!("{} dan seterusnya", STRINGS[turn % STRINGS.len()])
}
