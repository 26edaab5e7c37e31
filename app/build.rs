//! Makes one sorted table of all texts of `locales/`, for `src/lang/texts.rs`. The browser's half of this crate has none.

#[cfg(feature = "ssr")]
use std::error::Error;

#[cfg(not(feature = "ssr"))]
fn main() {}

#[cfg(feature = "ssr")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=locales");
    println!("cargo:rerun-if-changed=build.rs");
    let table = std::path::Path::new(&std::env::var_os("OUT_DIR").unwrap_or_default()).join("texts.rs");
    std::fs::write(table, texts()?)?;
    Ok(())
}

#[cfg(feature = "ssr")]
fn texts() -> Result<String, Box<dyn Error>> {
    use std::{collections::BTreeSet, fmt::Write};

    let mut locales = rust_i18n_support::try_load_locales("locales", |_| false, true)?;
    let (indonesian, english) = (locales.remove("id").unwrap_or_default(), locales.remove("en").unwrap_or_default());
    let mut table = format!("pub(crate) static TEXTS: [Text; {}] = [\n", indonesian.len());
    for (key, id) in &indonesian {
        let en = english.get(key).ok_or_else(|| format!("{key} has no text in en"))?;
        let blanks: BTreeSet<&str> = [id, en].into_iter().flat_map(|text| blanks(text)).collect();
        writeln!(table, "    Text {{ key: {key:?}, id: {id:?}, en: {en:?}, blanks: &{blanks:?} }},", blanks = Vec::from_iter(blanks))?;
    }
    table.push_str("];\n");
    Ok(table)
}

/// The names of the blanks that a caller fills: not the words of the city, and without the forms of a plural.
#[cfg(feature = "ssr")]
fn blanks(text: &str) -> impl Iterator<Item = &str> {
    let inner = text.split("%{").skip(1).filter_map(|rest| rest.split('}').next());
    inner.filter_map(|inner| inner.split(':').next()).filter(|name| !name.starts_with('@'))
}
