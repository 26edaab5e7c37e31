//! Circles of imports.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::tree::{Imports, Place, Tree};
use crate::workspace;

/// Circles with their files and the lines of the imports: for every import that is part of any, its shortest one.
pub fn find(tree: &Tree, imports: &Imports) -> Vec<String> {
    let mut graph: BTreeMap<&Place, Vec<&Place>> = BTreeMap::new();
    for (from, to) in imports.keys() {
        graph.entry(from).or_default().push(to);
    }
    let circles: BTreeSet<Vec<&Place>> = imports.keys().filter_map(|(from, to)| shortest(&graph, to, from)).map(from_the_first).collect();
    let name = |circle: &Vec<&Place>| {
        let next = circle.iter().cycle().skip(1);
        let steps = circle.iter().zip(next).map(|(from, to)| {
            let line = imports[&((*from).clone(), (*to).clone())];
            let file = tree.file_of(from).map(workspace::relative).unwrap_or_default();
            format!("{} ({file}:{line}) -> ", from.join("::"))
        });
        format!("{}{}", steps.collect::<String>(), circle[0].join("::"))
    };
    circles.iter().map(name).collect()
}

/// The modules on the shortest way, both ends included.
fn shortest<'a>(graph: &BTreeMap<&'a Place, Vec<&'a Place>>, from: &'a Place, to: &Place) -> Option<Vec<&'a Place>> {
    let mut came_from: BTreeMap<&Place, Option<&Place>> = BTreeMap::from([(from, None)]);
    let mut waiting = VecDeque::from([from]);
    while let Some(here) = waiting.pop_front() {
        if here == to {
            let mut way: Vec<&Place> = std::iter::successors(Some(here), |place| came_from[*place]).collect();
            way.reverse();
            return Some(way);
        }
        for next in graph.get(here).into_iter().flatten() {
            if !came_from.contains_key(next) {
                came_from.insert(next, Some(here));
                waiting.push_back(next);
            }
        }
    }
    None
}

/// The same circle always begins in the same place.
fn from_the_first(mut circle: Vec<&Place>) -> Vec<&Place> {
    let first = circle.iter().enumerate().min_by_key(|(_, place)| **place).map_or(0, |(index, _)| index);
    circle.rotate_left(first);
    circle
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::a_crate;
    use super::find;

    /// The names alone.
    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let without_files = |circle: String| circle.split(' ').filter(|word| !word.starts_with('(')).collect::<Vec<_>>().join(" ");
        let tree = a_crate(files);
        find(&tree, &tree.imports()).into_iter().map(without_files).collect()
    }

    #[test]
    fn a_planted_circle_is_named_with_its_files_and_lines() {
        let tree = a_crate(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "\nuse super::c;\nfn f() { c::g() }\npub struct B;"),
            ("c.rs", "pub fn g() { crate::a::h() }"),
        ]);
        let [circle] = &find(&tree, &tree.imports())[..] else { panic!("one circle") };
        let file = |name: &str| tree.file_of(&[name.to_owned()]).expect(name).display().to_string();
        assert_eq!(*circle, format!("a ({}:1) -> b ({}:3) -> c ({}:1) -> a", file("a"), file("b"), file("c")));
    }

    #[test]
    fn braces_self_and_other_names_hide_nothing() {
        let (root, a) = (("lib.rs", "mod a; mod b;"), ("a.rs", "pub mod c; pub use self::c::f as g; use crate::b::B;"));
        let with = |b| circles(&[root, a, ("a/c.rs", "pub fn f() {}"), ("b.rs", b)]);
        assert_eq!(with("use crate::{a::{self as d}}; pub struct B; fn h() { d::g() }"), ["a -> b -> a"]);
        assert_eq!(with("pub struct B; fn h() { use super::{a::{g as i}}; i() }"), ["a -> b -> a"]);
        assert_eq!(with("use crate::{a::{c::{self, f}}}; pub struct B;"), [] as [&str; 0]);
        let (a, below) = (("a.rs", "mod c; pub use c::f;"), ("a/c.rs", "use crate::b::B; pub fn f() {}"));
        assert_eq!(circles(&[root, a, below, ("b.rs", "pub struct B; fn h() { crate::a::f() }")]), ["a::c -> b -> a::c"]);
    }

    #[test]
    fn a_parent_and_its_child_are_no_circle() {
        let files = [
            ("lib.rs", "mod a; fn f() { a::g() }"),
            ("a.rs", "mod b; pub use b::g;"),
            ("a/b.rs", "use super::*; pub fn g() { crate::f() }"),
        ];
        assert_eq!(circles(&files), [] as [&str; 0]);
    }

    #[test]
    fn tests_close_no_circle() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; pub fn f() {}"),
            ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a::f; }"),
        ];
        assert_eq!(circles(&files), [] as [&str; 0]);
    }
}
