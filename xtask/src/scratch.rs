//! Where files go that nobody wants back: those of tests and their servers.

use std::path::Path;

use rustix::fs::statvfs;

/// The system's disk in memory: a database is copied there ten times faster than on a disk.
const MEMORY: &str = "/dev/shm";
/// More than all that lies there at once; containers often have 64 MiB.
const ROOM: u64 = 4 << 30;

/// That disk where it has room, otherwise the folder for temporary files.
pub fn folder() -> &'static Path {
    let has_room = statvfs(MEMORY).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= ROOM);
    Path::new(if has_room { MEMORY } else { "/tmp" })
}
