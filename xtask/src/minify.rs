//! Takes comments and needless blanks out of a stylesheet. Strings stay as they are; nothing is rewritten.

/// The stylesheet without comments, with single blanks, and none around `{`, `}`, `;` and `,`.
pub fn css(source: &str) -> String {
    let mut small = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '/' if rest.starts_with("/*") => {
                blank(&mut small);
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            }
            '"' | '\'' => {
                let length = string_length(rest, next);
                small.push_str(&rest[..length]);
                length
            }
            _ if next.is_whitespace() => {
                blank(&mut small);
                next.len_utf8()
            }
            '{' | '}' | ';' | ',' => {
                while small.ends_with([' ', ';']) && (next == '}' || small.ends_with(' ')) {
                    small.pop();
                }
                small.push(next);
                1
            }
            _ => {
                small.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    small.truncate(small.trim_end().len());
    small
}

/// One blank, unless what stands before makes it needless.
fn blank(small: &mut String) {
    if !small.is_empty() && !small.ends_with([' ', '{', '}', ';', ',']) {
        small.push(' ');
    }
}

/// The length of the quoted string at the start, quotes and escapes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return index + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::css;

    #[test]
    fn blanks_and_comments_go() {
        assert_eq!(
            css("/* a */\nmain  >  p ,\n a :hover {\n  color: red;\n  margin: 0 auto;\n}\n"),
            "main > p,a :hover{color: red;margin: 0 auto}"
        );
    }

    #[test]
    fn strings_and_sums_stay() {
        assert_eq!(
            css("q::before { content: \" /* » \\\" \"; width: calc(1px + 2px) }"),
            "q::before{content: \" /* » \\\" \";width: calc(1px + 2px)}"
        );
    }
}
