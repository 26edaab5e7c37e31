//! The modules of a crate import each other one way: no circles, and inside `services` by layers. What closes a circle
//! mostly goes into a module below both, or to the one that uses it.
//!
//! A module is a file. It imports the file in which a name is defined that it takes by a path, in a `use` or in code,
//! also inside a macro; and where the path leads through a re-export, the file that re-exports as well, because that
//! line has to be there. A module on the way to another (`store` in `store::plans::list`) gives nothing, so it is
//! not imported; and what is asked of a value is not seen here, because no path says it.
//!
//! A parent and what is below it are one thing in several files: between them, either way, nothing counts. Tests do
//! not count either.
//!
//! [`source`] reads a file, [`tree`] finds out what its paths mean, [`circles`] and [`layers`] judge. Which crate may
//! use which belongs to `layering.rs`.

mod circles;
mod layers;
mod source;
mod tree;

use std::fs;

use anyhow::{Result, bail};

use crate::workspace;
use tree::Tree;

pub fn check() -> Result<()> {
    let mut wrong = Vec::new();
    for folder in fs::read_dir(workspace::root())? {
        let folder = folder?.path();
        let name = workspace::relative(&folder);
        for root in ["src/lib.rs", "src/main.rs"].map(|root| folder.join(root)).iter().filter(|root| root.is_file()) {
            let tree = Tree::read(root)?;
            let imports = tree.imports();
            if name == "services" {
                wrong.extend(layers::broken(&tree, &imports));
            }
            wrong.extend(circles::find(&tree, &imports).into_iter().map(|circle| format!("a circle in {name}: {circle}")));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.sort();
    bail!("modules:\n  {}", wrong.join("\n  "))
}
