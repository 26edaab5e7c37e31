//! `cargo xtask package`: the release as one program and as a Debian package, in `target/package`. `--test` installs
//! the package into a clean Debian, starts it there and asks for a page.

mod clean_debian;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::steps::Steps;
use crate::{content, process, setup, site, workspace};

/// Files of the package that are copied as they are: from the workspace, to the machine, with their mode.
const FILES: [(&str, &str, u32); 10] = [
    ("deploy/rembuk.service", "usr/lib/systemd/system/rembuk.service", 0o644),
    ("deploy/rembuk-backup.service", "usr/lib/systemd/system/rembuk-backup.service", 0o644),
    ("deploy/rembuk-backup.timer", "usr/lib/systemd/system/rembuk-backup.timer", 0o644),
    ("deploy/rembuk.conf", "etc/rembuk/rembuk.conf", 0o640),
    ("deploy/nginx.conf", "usr/share/doc/rembuk/nginx.conf", 0o644),
    ("deploy/Caddyfile", "usr/share/doc/rembuk/Caddyfile", 0o644),
    ("docs/operations.md", "usr/share/doc/rembuk/operations.md", 0o644),
    ("docs/imports.md", "usr/share/doc/rembuk/imports.md", 0o644),
    ("CHANGELOG.md", "usr/share/doc/rembuk/changelog.md", 0o644),
    ("deploy/debian/copyright", "usr/share/doc/rembuk/copyright", 0o644),
];
const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];

pub fn run(test: bool) -> Result<()> {
    let mut steps = Steps::new(if test { 5 } else { 4 });
    steps.run("Tools", || setup::run(false))?;
    steps.run("WebAssembly and styles", site::run)?;
    let program = steps.run("Release build", release)?;
    let package = steps.run("Package", || debian_package(&program))?;
    if test {
        steps.attempt("Installed into a clean Debian", || clean_debian::install_and_ask(&package));
    }
    steps.finish("package")
}

/// Builds the program with the site inside; `target/package/rembuk` is it.
fn release() -> Result<PathBuf> {
    let mut build = workspace::cargo();
    // As the drills and the bench build it, so that what they measure is what is installed.
    build.args(["build", "--release"]).args(workspace::NATIVE).args(["--bin", "rembuk"]);
    if let Some(commit) = commit() {
        build.env("REMBUK_BUILD", commit);
    }
    process::run(&mut build)?;
    let program = folder()?.join("rembuk");
    content::write(&program, &content::read(&workspace::release_binary()?)?)?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    eprintln!("  {}: {}", workspace::relative(&program), content::kilobytes(content::read(&program)?.len()));
    let said = process::output(Command::new(&program).arg("--version"))?;
    eprintln!("  {}", said.trim());
    Ok(program)
}

fn folder() -> Result<PathBuf> {
    Ok(workspace::target()?.join("package"))
}

/// The commit that is built; nothing outside of a clone.
fn commit() -> Option<String> {
    let mut git = Command::new("git");
    git.args(["rev-parse", "--short", "HEAD"]).current_dir(workspace::root());
    process::output(&mut git).ok().map(|commit| commit.trim().to_owned())
}

fn debian_package(program: &Path) -> Result<PathBuf> {
    let root = tempfile::Builder::new().prefix("rembuk-package").tempdir()?;
    place(program, &root.path().join("usr/bin/rembuk"), 0o755)?;
    for (from, to, mode) in FILES {
        place(&workspace::path(from), &root.path().join(to), mode)?;
    }
    for script in SCRIPTS {
        place(&workspace::path("deploy/debian").join(script), &root.path().join("DEBIAN").join(script), 0o755)?;
    }
    let (version, architecture) = (env!("CARGO_PKG_VERSION"), process::output(Command::new("dpkg").arg("--print-architecture"))?);
    let bytes: usize =
        content::files_below(root.path())?.iter().map(|file| content::read(file).map(|bytes| bytes.len())).sum::<Result<_>>()?;
    let control = String::from_utf8(content::read(&workspace::path("deploy/debian/control"))?)?
        .replace("@VERSION@", version)
        .replace("@ARCHITECTURE@", architecture.trim())
        .replace("@LIBC@", &least_libc(&content::read(program)?)?)
        .replace("@SIZE@", &(bytes / 1024).to_string());
    content::write(&root.path().join("DEBIAN/control"), control.as_bytes())?;
    content::write(&root.path().join("DEBIAN/conffiles"), b"/etc/rembuk/rembuk.conf\n")?;

    open_folders(root.path())?;

    let package = folder()?.join(format!("rembuk_{version}_{}.deb", architecture.trim()));
    let mut build = Command::new("dpkg-deb");
    process::run_quietly(build.args(["--root-owner-group", "-Zxz", "--build"]).arg(root.path()).arg(&package))?;
    eprintln!("  {}: {}", workspace::relative(&package), content::kilobytes(content::read(&package)?.len()));
    Ok(package)
}

fn place(from: &Path, to: &Path, mode: u32) -> Result<()> {
    content::write(to, &content::read(from)?)?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode))?;
    Ok(())
}

/// Folders of a package are open to everybody, whatever the umask of whoever builds it.
fn open_folders(folder: &Path) -> Result<()> {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            open_folders(&path)?;
        }
    }
    Ok(())
}

/// The newest version of the C library that the program asks for, read from its symbols.
fn least_libc(program: &[u8]) -> Result<String> {
    const MARK: &[u8] = b"GLIBC_2.";
    let versions = program.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK).filter_map(|(at, _)| {
        let digits: String =
            program[at + MARK.len()..].iter().take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
        digits.parse::<u32>().ok()
    });
    let newest = versions.max().context("the program names no version of the C library")?;
    ensure!(newest < 100, "GLIBC_2.{newest} is no version");
    Ok(format!("2.{newest}"))
}

#[cfg(test)]
mod tests {
    use super::least_libc;

    #[test]
    fn the_newest_version_asked_for_counts() {
        assert_eq!(least_libc(b"..GLIBC_2.17\0GLIBC_2.34\0GLIBC_2.2.5\0").unwrap(), "2.34");
        assert!(least_libc(b"nothing").is_err());
    }
}
