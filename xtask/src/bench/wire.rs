//! What a first visit downloads: the page and what it names, compressed, with headers, without pictures.

use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};

use super::http;
use crate::content::kilobytes;

/// For a list or a detail: HTML, styles, icons and JavaScript together.
const PAGE_LIMIT: usize = 80_000;
/// For the islands: the WebAssembly module and the JavaScript that loads it.
const ISLANDS_LIMIT: usize = 150_000;

const LISTS: [&str; 6] = ["/", "/usulan", "/rencana", "/musrenbang", "/wilayah/15.71", "/wilayah/15.71.10.1003"];
/// A list, and how the addresses of its details begin.
const DETAILS: [(&str, &str); 3] = [("/usulan", "/usulan/0"), ("/rencana", "/rencana/0"), ("/musrenbang", "/musrenbang/0")];
/// Loads the islands, and what it loads.
const LOADER: &str = "/pkg/islands.js";
const ISLANDS: [&str; 2] = ["/pkg/rembuk.js", "/pkg/rembuk.wasm"];
/// Files by the end of their names.
const KINDS: [&str; 4] = ["css", "svg", "js", "wasm"];

/// One page with what it brings along.
#[derive(Default)]
struct Visit {
    html: usize,
    /// In the order of [`KINDS`].
    files: [usize; 4],
}

pub fn measure(port: u16) -> Result<()> {
    let mut paths: Vec<String> = LISTS.map(str::to_owned).to_vec();
    for (list, start) in DETAILS {
        let found = http::addresses(&http::text(port, list)?, start).into_iter().next();
        paths.push(found.with_context(|| format!("{list} leads to no detail"))?);
    }
    let mut wrong = String::new();
    let mut most_islands = 0;
    for path in paths {
        let visit = visit(port, &path)?;
        let [css, icons, js, wasm] = visit.files.map(kilobytes);
        let page = visit.html + visit.files[..3].iter().sum::<usize>();
        eprintln!("  {}: HTML {}, CSS {css}, icons {icons}, JS {js}: {path}; WebAssembly {wasm}", kilobytes(page), kilobytes(visit.html));
        if page > PAGE_LIMIT {
            writeln!(wrong, "{path} takes {}, more than {}", kilobytes(page), kilobytes(PAGE_LIMIT))?;
        }
        most_islands = most_islands.max(visit.files[2] + visit.files[3]);
    }
    ensure!(most_islands > 0, "none of these pages has an island to measure");
    eprintln!("  the islands, WebAssembly and its JavaScript: {}", kilobytes(most_islands));
    if most_islands > ISLANDS_LIMIT {
        writeln!(wrong, "the islands take {}, more than {}", kilobytes(most_islands), kilobytes(ISLANDS_LIMIT))?;
    }
    ensure!(wrong.is_empty(), "{}", wrong.trim_end());
    Ok(())
}

fn visit(port: u16, path: &str) -> Result<Visit> {
    let mut visit = Visit { html: http::compressed(port, path)?.len(), ..Visit::default() };
    let html = http::text(port, path)?;
    let mut files = http::addresses(&html, "/pkg/");
    files.extend(http::addresses(&html, "/icon"));
    if html.contains(LOADER) {
        files.extend(ISLANDS.map(str::to_owned));
    }
    for file in &files {
        let name = file.split('?').next().unwrap_or_default();
        let kind = KINDS.iter().position(|kind| name.ends_with(&format!(".{kind}"))).with_context(|| format!("{path} names {file}"))?;
        visit.files[kind] += http::compressed(port, file)?.len();
    }
    let has_islands = html.contains("<leptos-island");
    ensure!(has_islands == html.contains(LOADER), "{path}: the islands are loaded where they are, and nowhere else");
    Ok(visit)
}
