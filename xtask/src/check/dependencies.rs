//! What we build upon comes from crates.io at the locked versions, under licences that a city may use and pass on.
//! Known holes in dependencies are not looked for here: that needs a list from the network.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::{process, workspace};

/// Each may be used in a product under the AGPL.
const LICENCES: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn check() -> Result<()> {
    let metadata = process::output(workspace::cargo().args(["metadata", "--locked", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata")?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    // Our own have no source.
    let strangers = packages.iter().filter(|package| !package["source"].is_null());
    let problems: Vec<String> = strangers.filter_map(problem).collect();
    if problems.is_empty() { Ok(()) } else { bail!("dependencies:\n{}", problems.join("\n")) }
}

fn problem(package: &Value) -> Option<String> {
    let (name, licence) = (package["name"].as_str().unwrap_or_default(), package["license"].as_str().unwrap_or_default());
    if package["source"].as_str() != Some(CRATES_IO) {
        return Some(format!("  {name} is not from crates.io"));
    }
    (!is_allowed(licence)).then(|| format!("  {name} is under “{licence}”"))
}

/// Whether one of the choices that an SPDX expression leaves is on our list; `/` stands for `OR` in old packages.
fn is_allowed(licence: &str) -> bool {
    let known = |id: spdx::LicenseId| LICENCES.contains(&id.name);
    Expression::parse_mode(licence, ParseMode::LAX)
        .is_ok_and(|expression| expression.evaluate(|required| required.license.id().is_some_and(known)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_part_of_an_expression_counts() {
        for fine in ["MIT", "MIT/Apache-2.0", "MIT OR LGPL-2.1-or-later", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
            assert!(is_allowed(fine), "{fine}");
        }
        for not in ["", "GPL-3.0-only", "MIT AND SSPL-1.0", "proprietary"] {
            assert!(!is_allowed(not), "{not}");
        }
    }

    #[test]
    fn a_package_from_elsewhere_is_named() {
        let package = |source: &str| json!({ "name": "pasir", "license": "MIT", "source": source });
        assert_eq!(problem(&package(CRATES_IO)), None);
        assert_eq!(problem(&package("git+https://example.org/pasir")), Some("  pasir is not from crates.io".into()));
    }
}
