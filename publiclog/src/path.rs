//! Where things stand in a log: the paths of C2SP `tlog-tiles`. What stands there does not belong here.

use std::{fmt, str::FromStr};

use crate::Error;

/// The signed tree head, the only file that is replaced.
pub const CHECKPOINT: &str = "checkpoint";

/// Hashes in a full tile, entries in a full bundle.
pub const TILE_WIDTH: usize = 256;

/// Bits of an index that say which hash of a tile is meant.
pub(crate) const TILE_HEIGHT: u8 = 8;

/// Directories hold a thousand numbers each.
const PER_FOLDER: u64 = 1000;

/// As C2SP says.
const MAX_LEVEL: u8 = 63;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Hashes of the tree, level 0 being those of entries.
    Tile {
        level: u8,
    },
    Entries,
}

/// A tile or bundle. One whose width is less than [`TILE_WIDTH`] is partial: a larger tree replaces it by a wider one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    pub kind: Kind,
    pub index: u64,
    pub width: usize,
}

impl Address {
    pub fn tile(level: u8, index: u64, width: usize) -> Self {
        Self { kind: Kind::Tile { level }, index, width }
    }

    pub fn entries(index: u64, width: usize) -> Self {
        Self { kind: Kind::Entries, index, width }
    }

    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    pub(crate) fn full(&self) -> Self {
        Self { width: TILE_WIDTH, ..*self }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Tile { level } => write!(out, "tile/{level}/")?,
            Kind::Entries => out.write_str("tile/entries/")?,
        }
        write_folders(out, self.index / PER_FOLDER)?;
        write!(out, "{:03}", self.index % PER_FOLDER)?;
        if self.is_full() { Ok(()) } else { write!(out, ".p/{}", self.width) }
    }
}

fn write_folders(out: &mut fmt::Formatter<'_>, index: u64) -> fmt::Result {
    if index == 0 {
        return Ok(());
    }
    write_folders(out, index / PER_FOLDER)?;
    write!(out, "x{:03}/", index % PER_FOLDER)
}

impl FromStr for Address {
    type Err = Error;

    /// Takes exactly what is written above: a path has one form.
    fn from_str(path: &str) -> Result<Self, Error> {
        read(path).filter(|address| address.to_string() == path).ok_or_else(|| Error::Path(path.to_owned()))
    }
}

fn read(path: &str) -> Option<Address> {
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = match kind {
        "entries" => Kind::Entries,
        level => Kind::Tile { level: level.parse().ok().filter(|level| *level <= MAX_LEVEL)? },
    };
    let (index, width) = match rest.split_once(".p/") {
        Some((index, width)) => (index, width.parse().ok().filter(|width| (1..TILE_WIDTH).contains(width))?),
        None => (rest, TILE_WIDTH),
    };
    let mut number: u64 = 0;
    for digits in index.split('/') {
        let digits: u64 = digits.trim_start_matches('x').parse().ok()?;
        number = number.checked_mul(PER_FOLDER)?.checked_add(digits)?;
    }
    Some(Address { kind, index: number, width })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        for (address, path) in [
            (Address::tile(0, 0, 256), "tile/0/000"),
            (Address::tile(0, 273, 112), "tile/0/273.p/112"),
            (Address::tile(63, 999, 1), "tile/63/999.p/1"),
            (Address::tile(1, 1_234_067, 256), "tile/1/x001/x234/067"),
            (Address::entries(1000, 255), "tile/entries/x001/000.p/255"),
            (Address::entries(u64::MAX, 256), "tile/entries/x018/x446/x744/x073/x709/x551/615"),
        ] {
            assert_eq!(address.to_string(), path);
            assert_eq!(path.parse::<Address>().unwrap(), address);
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for path in [
            "",
            "checkpoint",
            "tile",
            "tile/",
            "tile/0",
            "tile/0/",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/x000/000",
            "tile/0/x0000",
            "tile/0/001/000",
            "tile/0/xx001/000",
            "tile/00/000",
            "tile/+1/000",
            "tile/64/000",
            "tile/256/000",
            "tile/8/0/000",
            "tile/data/000",
            "tile/0/000.p/0",
            "tile/0/000.p/256",
            "tile/0/000.p/01",
            "tile/0/000.p/1/",
            "tile/0/000.p",
            "tile/0/../entries/000",
            "tile/0//000",
            "/tile/0/000",
            "tile/0/000\n",
            "tile/entries/x018/x446/x744/x073/x709/x551/616",
            "tile/entries/x999/x999/x999/x999/x999/x999/x999/999",
        ] {
            assert!(path.parse::<Address>().is_err(), "{path}");
        }
    }
}
