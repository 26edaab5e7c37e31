//! The modules of one crate, and which file takes something from which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::source::{Source, Written};
use crate::content;

/// How often a name may stand for another: `use tokio;` stands for itself for ever.
const STEPS: u8 = 16;

/// A module's place: `["store", "plans"]`, nothing for the crate's root.
pub type Place = Vec<String>;

/// From whom, to whom → the line of the first such import.
pub type Imports = BTreeMap<(Place, Place), usize>;

#[derive(Default)]
pub struct Tree {
    modules: BTreeMap<Place, Source>,
    /// Those that are files; others are written inside their parent's.
    files: BTreeMap<Place, PathBuf>,
}

impl Tree {
    /// All modules that belong to the crate with this root.
    pub fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        let folder = root.parent().context("a crate's root is in a folder")?;
        tree.file(Place::new(), root, folder)?;
        Ok(tree)
    }

    /// Children of the module in `file` are in `folder`.
    fn file(&mut self, place: Place, file: &Path, folder: &Path) -> Result<()> {
        let text = String::from_utf8(content::read(file)?)?;
        let source = Source::of(&text).with_context(|| format!("cannot read {}", file.display()))?;
        self.files.insert(place.clone(), file.to_owned());
        self.module(place, source, folder)
    }

    fn module(&mut self, place: Place, mut source: Source, folder: &Path) -> Result<()> {
        for name in &source.files {
            self.file(below(&place, name), &folder.join(name).with_extension("rs"), &folder.join(name))?;
        }
        for (name, inside) in std::mem::take(&mut source.inline) {
            self.module(below(&place, &name), inside, &folder.join(&name))?;
        }
        self.modules.insert(place, source);
        Ok(())
    }

    pub fn file_of(&self, place: &[String]) -> Option<&Path> {
        self.files.get(place).map(PathBuf::as_path)
    }

    /// Who imports whom, without parents and what is below them.
    pub fn imports(&self) -> Imports {
        let mut imports = Imports::new();
        for (place, source) in &self.modules {
            for (path, line) in &source.mentions {
                let mut met = BTreeSet::new();
                self.follow(place, path, STEPS, &mut met);
                let from = self.in_a_file(place);
                for to in met.iter().map(|met| self.in_a_file(met)).filter(|to| !from.starts_with(to) && !to.starts_with(&from)) {
                    imports.entry((from.clone(), to)).or_insert(*line);
                }
            }
        }
        imports
    }

    /// Walks a path from where it is written, and collects the modules that something is taken from.
    fn follow(&self, from: &[String], path: &[String], steps: u8, met: &mut BTreeSet<Place>) {
        let (mut here, mut rest) = begin(from, path);
        while let Some((name, after)) = rest.split_first() {
            let Some(source) = self.modules.get(&here) else { return };
            let stands_for = source.names.get(name).cloned().or_else(|| self.behind_a_glob(&here, source, name));
            let is_item = source.items.contains(name);
            // A module and a function may have the same name; inside a path it is the module.
            let child = below(&here, name);
            if self.modules.contains_key(&child) && !(after.is_empty() && (is_item || stands_for.is_some())) {
                (here, rest) = (child, after);
                continue;
            }
            match stands_for {
                Some(path) if steps > 0 => self.follow(&here, &[&path, after].concat(), steps - 1, met),
                // The name of another crate, or a word of the language.
                None if !is_item && rest.len() == path.len() => return,
                _ => {}
            }
            met.insert(here);
            return;
        }
    }

    fn behind_a_glob(&self, here: &[String], source: &Source, name: &str) -> Option<Written> {
        let has = |glob: &&Written| {
            let (place, rest) = begin(here, glob);
            let source = self.modules.get(&[&place, rest].concat());
            source.is_some_and(|source| source.items.contains(name) || source.names.contains_key(name))
        };
        source.globs.iter().find(has).map(|glob| below(glob, name))
    }

    /// The file in which a module is written.
    fn in_a_file(&self, place: &[String]) -> Place {
        let lengths = (0..=place.len()).rev();
        lengths.map(|length| &place[..length]).find(|place| self.files.contains_key(*place)).unwrap_or_default().to_vec()
    }
}

/// Where a path begins, and what is left of it.
fn begin<'a>(from: &[String], path: &'a [String]) -> (Place, &'a [String]) {
    let (mut here, mut rest) = (from.to_vec(), path);
    while let Some((name, after)) = rest.split_first() {
        match name.as_str() {
            "crate" => here.clear(),
            "self" => {}
            "super" => drop(here.pop()),
            _ => break,
        }
        rest = after;
    }
    (here, rest)
}

fn below(place: &[String], name: &str) -> Place {
    [place, &[name.to_owned()]].concat()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A crate with these files; the first is its root.
    pub fn a_crate(files: &[(&str, &str)]) -> Tree {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            content::write(&folder.path().join(name), text.as_bytes()).expect("a file");
        }
        Tree::read(&folder.path().join(files[0].0)).expect("a tree")
    }

    fn imports(files: &[(&str, &str)]) -> Vec<String> {
        a_crate(files).imports().iter().map(|((from, to), line)| format!("{}:{line} -> {}", from.join("::"), to.join("::"))).collect()
    }

    #[test]
    fn a_name_is_taken_from_where_it_is_defined_and_from_who_hands_it_on() {
        let root = ("lib.rs", "mod a; mod b; mod c;");
        let (b, d) = ("mod d;\npub use d::Status;\npub use crate::c::{f as g};", "pub enum Status {}");
        let of = |a| imports(&[root, ("a.rs", a), ("b.rs", b), ("b/d.rs", d), ("c.rs", "pub fn f() {}")]);
        let others = "b:3 -> c";
        assert_eq!(of("use crate::b::Status;"), ["a:1 -> b", "a:1 -> b::d", others]);
        assert_eq!(of("use crate::b::g;"), ["a:1 -> b", "a:1 -> c", others]);
        assert_eq!(of("use super::b::d;\nfn f(s: d::Status) {}"), ["a:2 -> b::d", others]);
        assert_eq!(of("use crate::b;\nfn f() { b::g() }"), ["a:2 -> b", "a:2 -> c", others]);
        assert_eq!(of("use std::fmt; use serde; fn f() { serde::b(); fmt::d() }"), [others]);
    }

    #[test]
    fn names_behind_a_star_are_found() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::Permit;"),
            ("b.rs", "mod c; pub use c::*;"),
            ("b/c.rs", "pub struct Permit;"),
        ];
        assert_eq!(imports(&files), ["a:1 -> b", "a:1 -> b::c"]);
    }

    #[test]
    fn a_function_may_have_the_name_of_its_module() {
        let (root, b) = (("lib.rs", "mod a; mod b;"), ("b.rs", "mod send; pub use send::send; mod print; pub fn print() {}"));
        let of =
            |a| imports(&[root, ("a.rs", a), b, ("b/send.rs", "pub fn send() {} pub struct Sent;"), ("b/print.rs", "pub struct Paper;")]);
        assert_eq!(of("use crate::b::send;"), ["a:1 -> b", "a:1 -> b::send"]);
        assert_eq!(of("fn f(sent: crate::b::send::Sent) {}"), ["a:1 -> b::send"]);
        assert_eq!(of("fn f() { crate::b::print() }"), ["a:1 -> b"]);
    }

    #[test]
    fn parents_and_what_is_below_them_import_nothing_from_each_other() {
        let below = "use super::f; use crate::g; use crate::a::b::h;";
        assert_eq!(
            imports(&[("lib.rs", "mod a; fn g() { a::b::h() }"), ("a.rs", "mod b; use b::h; fn f() {}"), ("a/b.rs", below)]),
            [] as [&str; 0]
        );
    }

    #[test]
    fn a_module_inside_a_file_is_that_file() {
        let a = "mod inside { use super::super::b::f; }";
        assert_eq!(imports(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), ("b.rs", "pub fn f() {}")]), ["a:1 -> b"]);
    }
}
