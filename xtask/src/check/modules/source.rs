//! What one module says of others, read off its tokens: they hold what is written inside macros, too.
//! What the paths mean is not known here.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Words before the name of something that a module defines.
const DEFINES: [&str; 7] = ["const", "enum", "fn", "static", "struct", "trait", "type"];

/// A path as it is written: `["super", "plans", "list"]`.
pub type Written = Vec<String>;

#[derive(Default)]
pub struct Source {
    /// `mod name;`
    pub files: Vec<String>,
    /// `mod name { … }`
    pub inline: Vec<(String, Self)>,
    /// What `use` brings in, by the name it has here.
    pub names: BTreeMap<String, Written>,
    /// What stands before `::*`.
    pub globs: Vec<Written>,
    pub items: BTreeSet<String>,
    /// Every path, in a `use` or in code, with its line.
    pub mentions: Vec<(Written, usize)>,
}

impl Source {
    pub fn of(text: &str) -> Result<Self> {
        let mut source = Self::default();
        source.read(text.parse().map_err(|error| anyhow!("{error}"))?);
        Ok(source)
    }

    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = &tokens[at..];
            at += match (token, rest.get(1), rest.get(2)) {
                (TokenTree::Punct(_), Some(TokenTree::Group(what)), _) if is(token, '#') && is_for_tests(&what.stream()) => item(rest),
                (TokenTree::Ident(word), Some(next), _) if word == "use" && !is(next, '<') => {
                    let end = rest.iter().position(|token| is(token, ';')).unwrap_or(rest.len());
                    self.bring_in(&[], &rest[1..end]);
                    end
                }
                (TokenTree::Ident(word), Some(TokenTree::Ident(name)), Some(next)) if word == "mod" => {
                    match next {
                        TokenTree::Group(body) => {
                            let mut inside = Self::default();
                            inside.read(body.stream());
                            self.inline.push((name.to_string(), inside));
                        }
                        _ => self.files.push(name.to_string()),
                    }
                    3
                }
                (TokenTree::Ident(word), Some(TokenTree::Ident(name)), _) if DEFINES.iter().any(|defines| word == defines) => {
                    self.items.insert(name.to_string());
                    1
                }
                (TokenTree::Ident(_), ..) => {
                    let follows = at > 1 && is_double_colon(&tokens[at - 2..]);
                    let path = path(rest);
                    let length = path.len();
                    if length > 1 && !follows {
                        self.mentions.push((path, token.span().start().line));
                    }
                    length * 3 - 2
                }
                (TokenTree::Group(group), ..) => {
                    self.read(group.stream());
                    1
                }
                _ => 1,
            };
        }
    }

    /// Reads the tree of a `use` behind `prefix`.
    fn bring_in(&mut self, prefix: &[String], tree: &[TokenTree]) {
        for branch in tree.split(|token| is(token, ',')) {
            let (mut path, mut name) = (prefix.to_vec(), None);
            let mut words = branch.iter();
            while let Some(word) = words.next() {
                match word {
                    TokenTree::Ident(word) if word == "as" => name = words.next().map(ToString::to_string),
                    TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                    TokenTree::Ident(word) => path.push(word.to_string()),
                    TokenTree::Group(group) => {
                        let tree: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.bring_in(&path, &tree);
                        path.clear();
                    }
                    _ if is(word, '*') => {
                        self.globs.push(path.clone());
                        path.push("*".into());
                    }
                    _ => {}
                }
            }
            if let (Some(last), Some(token)) = (path.last().cloned(), branch.first()) {
                self.mentions.push((path.clone(), token.span().start().line));
                self.names.insert(name.unwrap_or(last), path);
            }
        }
    }
}

/// The names of the path that begins here.
fn path(tokens: &[TokenTree]) -> Written {
    let mut names = Written::new();
    let mut rest = tokens;
    while let [TokenTree::Ident(name), after @ ..] = rest {
        names.push(name.to_string());
        if !is_double_colon(after) {
            break;
        }
        rest = &after[2..];
    }
    names
}

fn is_double_colon(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Punct(first), second, ..] if first.as_char() == ':' && first.spacing() == Spacing::Joint && is(second, ':'))
}

fn is(token: &TokenTree, letter: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == letter)
}

fn is_for_tests(attribute: &TokenStream) -> bool {
    attribute.to_string().replace(' ', "") == "cfg(test)"
}

/// How many tokens an item has, attributes included.
fn item(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is(token, ';'),
    };
    tokens.iter().position(ends).map_or(tokens.len(), |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(text: &str) -> Vec<String> {
        Source::of(text).expect("tokens").mentions.iter().map(|(path, line)| format!("{}:{line}", path.join("::"))).collect()
    }

    #[test]
    fn use_trees_are_read_to_their_leaves() {
        let source = Source::of("pub use crate::{a::{self, B as C, d::*}, e};\nuse super::f as _;").expect("tokens");
        let found: Vec<String> = source.mentions.iter().map(|(path, _)| path.join("::")).collect();
        assert_eq!(found, ["crate::a", "crate::a::B", "crate::a::d::*", "crate::e", "super::f"]);
        assert_eq!(source.names["C"].join("::"), "crate::a::B");
        assert_eq!(source.names["a"].join("::"), "crate::a");
        assert_eq!(source.globs, [["crate", "a", "d"].map(str::to_owned)]);
    }

    #[test]
    fn paths_in_code_and_in_macros_are_read() {
        let code = "fn f(x: a::B) -> impl Sized + use<> {\n view! { <c::D e=$crate::g()/> };\n ::std::h::<i::J>() }";
        assert_eq!(mentions(code), ["a::B:1", "c::D:2", "crate::g:2", "i::J:3"]);
    }

    #[test]
    fn tests_are_left_out() {
        assert_eq!(
            mentions("#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more { use a::B; }\n#[cfg(test)] use c::D;\nuse e::F;"),
            ["e::F:6"]
        );
        assert_eq!(Source::of("#[cfg(test)] mod tests; mod b; mod c { mod d; }").expect("tokens").files, ["b"]);
    }

    #[test]
    fn words_in_texts_and_comments_are_none() {
        assert_eq!(mentions("/// See [`crate::a::B`].\nconst C: &str = \"crate::d::e\"; // crate::f::g"), [] as [&str; 0]);
    }
}
