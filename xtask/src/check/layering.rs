//! Which crate may use which: the rules keep their crate, the browser gets only the islands.

use anyhow::{Result, bail};

use crate::{content, process, workspace};

/// What must not reach the browser, nor be built for it.
const SERVER_ONLY: [&str; 6] = ["argon2", "axum", "domain", "services", "sqlx", "tokio"];

/// Crates whose sources must not name the database library: the pages and the HTTP layer ask `services`.
const WITHOUT_DATABASE: [&str; 2] = ["app", "server"];

pub fn check() -> Result<()> {
    let mut wrong = Vec::new();
    domain_list(&mut wrong)?;
    browser_tree(&mut wrong)?;
    database_names(&mut wrong)?;
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("layering:\n  {}", wrong.join("\n  "))
}

/// The domain depends on exactly what `xtask/layering/domain.txt` lists.
fn domain_list(wrong: &mut Vec<String>) -> Result<()> {
    let found = crates(&["--package", "domain", "--depth", "1"])?;
    let wanted = String::from_utf8(content::read(&workspace::path("xtask/layering/domain.txt"))?)?;
    let wanted: Vec<&str> = wanted.lines().filter(|line| !line.starts_with('#')).collect();
    for name in found.iter().filter(|name| !wanted.contains(&name.as_str())) {
        wrong.push(format!("domain uses {name}: the rules need no library for that, or xtask/layering/domain.txt must say why"));
    }
    for name in wanted.iter().filter(|name| !found.iter().any(|other| other == *name)) {
        wrong.push(format!("domain no longer uses {name}: take it out of xtask/layering/domain.txt"));
    }
    Ok(())
}

fn browser_tree(wrong: &mut Vec<String>) -> Result<()> {
    let found = crates(&["--package", "frontend", "--target", "wasm32-unknown-unknown"])?;
    for name in SERVER_ONLY.iter().filter(|name| found.iter().any(|other| other == *name)) {
        wrong.push(format!("frontend pulls {name} into the browser: make the dependency optional under app's feature `ssr`"));
    }
    Ok(())
}

fn database_names(wrong: &mut Vec<String>) -> Result<()> {
    for name in WITHOUT_DATABASE {
        for file in content::files_ending(&workspace::path(name), "rs")? {
            let source = String::from_utf8(content::read(&file)?)?;
            // The filter of the log may name it.
            if source.contains("sqlx::") || source.contains("use sqlx") {
                wrong.push(format!("{} names sqlx: ask a command or query of services instead", workspace::relative(&file)));
            }
        }
    }
    Ok(())
}

/// The names in a `cargo tree`, each once, without the crate itself.
fn crates(options: &[&str]) -> Result<Vec<String>> {
    let mut tree = workspace::cargo();
    tree.args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"]).args(options);
    let printed = process::output(&mut tree)?;
    let mut names: Vec<String> = printed.lines().skip(1).filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    Ok(names)
}
