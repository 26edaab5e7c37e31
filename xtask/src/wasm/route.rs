//! The two ways to build for `wasm32-unknown-unknown`.
//!
//! Rust's own standard library for the target is the first choice: rustup downloads it. Where toolchain downloads are
//! not possible, Debian's packages bring the standard library's source and a compiler of the same version to build it
//! with.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{process, workspace};

const TARGET: &str = "wasm32-unknown-unknown";

/// The Debian packages of the second way.
pub const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "wasm-ld-22";

#[derive(Clone, Copy)]
pub enum Route {
    /// The ordinary toolchain has the target.
    Ordinary,
    /// Debian's toolchain builds the standard library first.
    Debian,
}

impl Route {
    /// The way that this machine is ready for. `REMBUK_WASM_ROUTE=debian` asks for the second one.
    pub fn installed() -> Option<Self> {
        let wants_debian = std::env::var_os("REMBUK_WASM_ROUTE").is_some_and(|route| route == "debian");
        if !wants_debian && sysroot("rustc").is_some_and(|sysroot| sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir()) {
            return Some(Self::Ordinary);
        }
        let has_source = || sysroot(DEBIAN_RUSTC).is_some_and(|sysroot| sysroot.join("lib/rustlib/src/rust/library/std").is_dir());
        let is_ready = Path::new(DEBIAN_CARGO).is_file() && process::find(DEBIAN_LINKER).is_some() && has_source();
        is_ready.then_some(Self::Debian)
    }

    pub fn description(self) -> &'static str {
        match self {
            Self::Ordinary => "the toolchain's own WebAssembly target",
            Self::Debian => "Debian's toolchain, building the standard library from source",
        }
    }

    /// A cargo call (`build`, `clippy`, …) for the target.
    pub fn cargo(self, subcommand: &str) -> Command {
        let mut command = match self {
            Self::Ordinary => workspace::cargo(),
            Self::Debian => debian_cargo(),
        };
        command.arg(subcommand).args(["--target", TARGET]);
        if matches!(self, Self::Debian) {
            command.args(["-Z", "build-std=std,panic_abort"]);
        }
        command
    }
}

/// Debian's cargo beside rustup's: nothing of the toolchain that called us may leak into it.
fn debian_cargo() -> Command {
    let mut command = Command::new(DEBIAN_CARGO);
    command.current_dir(workspace::root());
    for name in ["RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "RUSTDOC", "CARGO"] {
        command.env_remove(name);
    }
    command.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER);
    command
}

fn sysroot(rustc: &str) -> Option<PathBuf> {
    let output = Command::new(rustc).args(["--print", "sysroot"]).current_dir(workspace::root()).output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}
