//! What drills play on: a large city, loaded once, and servers of it in as little memory as a small machine has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::demo_city::DemoCity;
use crate::demo_server::DemoServer;
use crate::postgres::Postgres;
use crate::workspace;

const PROPOSALS: &str = "20000";
/// What the guide asks of a machine.
const MOST_MEMORY: &str = "1073741824";
/// Where the system's memory controller is, in its older and its newer form, with the name of the limit.
const CONTROLLERS: [(&str, &str); 2] = [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")];

pub struct Ground<'a> {
    program: PathBuf,
    city: DemoCity<'a>,
}

/// A server with a copy of the city.
pub struct Played {
    pub server: DemoServer,
    limit: Option<MemoryLimit>,
    _folder: TempDir,
}

/// A control group that lets its processes have so much memory; gone when dropped.
struct MemoryLimit(PathBuf);

impl<'a> Ground<'a> {
    /// On SQLite, or on the server given, whose memory is its own.
    pub fn prepare(postgres: Option<&'a Postgres>) -> Result<Self> {
        let program = workspace::release_binary()?;
        let city = DemoCity::load_by(&program, &["--proposals", PROPOSALS], postgres)?;
        Ok(Self { program, city })
    }

    /// Starts a server on a copy of the city, behind a proxy that is not there: each client may say where it comes
    /// from.
    pub fn serve(&self) -> Result<Played> {
        let folder = tempfile::Builder::new().prefix("rembuk-drill").tempdir()?;
        let database = self.city.copy("crowd", folder.path())?;
        let limit = MemoryLimit::make();
        let command = match &limit {
            Some(limit) => limit.around(&self.program),
            None => {
                eprintln!("  without a limit of memory: this system lets nobody here make a control group");
                Command::new(&self.program)
            }
        };
        let settings = [("REMBUK_BEHIND_PROXY", "true"), ("REMBUK_WRITES_PER_MINUTE", "300"), ("REMBUK_SIGN_INS_PER_MINUTE", "10")];
        let server = DemoServer::start_command(command, &database, folder.path(), &settings)?;
        Ok(Played { server, limit, _folder: folder })
    }
}

impl Played {
    /// What the server has in memory, in megabytes.
    pub fn memory(&self) -> Result<usize> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id())).context("the server is gone")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the server is gone")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<usize>()? / 1024)
    }

    pub fn is_limited(&self) -> bool {
        self.limit.is_some()
    }
}

impl MemoryLimit {
    fn make() -> Option<Self> {
        CONTROLLERS.into_iter().find_map(|(controller, name)| {
            let group = Path::new(controller).join(format!("rembuk-drill-{}", std::process::id()));
            fs::create_dir_all(&group).ok()?;
            let limit = Self(group);
            // Where there is no such controller there is no such file.
            let file = limit.0.join(name);
            (file.exists() && fs::write(file, MOST_MEMORY).is_ok()).then_some(limit)
        })
    }

    /// A call of the program that enters the group before it begins.
    fn around(&self, program: &Path) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "echo $$ > \"$0\" && exec \"$@\""]).arg(self.0.join("cgroup.procs")).arg(program);
        command
    }
}

impl Drop for MemoryLimit {
    fn drop(&mut self) {
        // The server in it has ended; the system may need a moment to see that.
        for _ in 0..50 {
            if fs::remove_dir(&self.0).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
}
