//! What inside `services` may use what.

use super::tree::{Imports, Place, Tree};
use crate::workspace;

/// Who uses none of whom, by the first name of a path. What verbs and pages both need stands beside them.
const NOT_FROM: [(&str, &[&str]); 5] = [
    ("store", &["commands", "queries", "ledger", "unit"]),
    ("ledger", &["commands", "queries"]),
    ("unit", &["commands", "queries"]),
    ("queries", &["commands"]),
    ("commands", &["queries"]),
];

/// Each import against a layer.
pub fn broken(tree: &Tree, imports: &Imports) -> Vec<String> {
    let against = |from: &Place, to: &Place| {
        NOT_FROM.iter().any(|(layer, others)| {
            from.first().is_some_and(|name| name == layer) && to.first().is_some_and(|name| others.contains(&name.as_str()))
        })
    };
    let broken = imports.iter().filter(|((from, to), _)| against(from, to)).map(|((from, to), line)| {
        let file = tree.file_of(from).map(workspace::relative).unwrap_or_default();
        format!("against the layers of services: {file}:{line} uses {}", to.join("::"))
    });
    broken.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::a_crate;
    use super::broken;

    #[test]
    fn an_import_against_the_layers_is_named() {
        let tree = a_crate(&[
            ("lib.rs", "mod commands; mod jobs; mod queries; mod store;"),
            ("commands.rs", "use crate::store::Row; pub fn act() {}"),
            ("jobs.rs", "use crate::{commands::act, queries::page, store::Row};"),
            ("queries.rs", "use crate::store::Row; pub fn page() { crate::commands::act() }"),
            ("store.rs", "pub struct Row;"),
        ]);
        let [one] = &broken(&tree, &tree.imports())[..] else { panic!("one import") };
        assert!(one.ends_with("queries.rs:1 uses commands"), "{one}");
    }
}
