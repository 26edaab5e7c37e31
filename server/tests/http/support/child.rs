//! The built program on a database, as an operator starts it, and what may be seen of it from outside: its memory and
//! its log.

use crate::starts::small_site;
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{self, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};
use testing::START;

pub struct Child {
    process: process::Child,
    pub origin: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Child {
    pub fn start(url: &str, folder: &Path) -> Self {
        Self::start_with(url, folder, &[], &[])
    }

    pub fn start_with(url: &str, folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let clock = folder.join("clock");
        fs::write(&clock, START.to_rfc3339()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rembuk"));
        command.args(["serve", "--addr", "127.0.0.1:0", "--database-url", url]).arg("--site").arg(small_site(folder));
        command.arg("--photos").arg(folder.join("photos")).arg("--clock-file").arg(clock).args(arguments);
        command.env_remove("RUST_LOG").envs(environment.iter().copied());
        Self::of(command)
    }

    /// Several cities, as a file names them.
    pub fn of_cities(folder: &Path, cities: &str) -> Self {
        let (clock, file) = (folder.join("clock"), folder.join("cities.toml"));
        fs::write(&clock, START.to_rfc3339()).unwrap();
        fs::write(&file, cities).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rembuk"));
        command.args(["serve", "--addr", "127.0.0.1:0"]).arg("--site").arg(small_site(folder)).arg("--cities").arg(file);
        command.arg("--clock-file").arg(clock).env_remove("RUST_LOG");
        Self::of(command)
    }

    fn of(mut command: Command) -> Self {
        command.stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(Vec::new()));
        let origin = loop {
            let said = lines.next().expect("the server says where it is").unwrap();
            log.lock().unwrap().push(said.clone());
            if let Some((_, rest)) = said.split_once("http://127.0.0.1:") {
                break format!("http://127.0.0.1:{}", rest.split(|letter: char| !letter.is_ascii_digit()).next().unwrap());
            }
        };
        let kept = Arc::clone(&log);
        thread::spawn(move || lines.map_while(Result::ok).for_each(|line| kept.lock().unwrap().push(line)));
        Self { process, origin, log }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        self.origin.strip_prefix("http://").unwrap()
    }

    /// What it has said so far.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// What it has in memory, in megabytes.
    pub fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() / 1024
    }

    /// The most it had in memory while something was done.
    pub async fn most_memory_while<T>(&self, work: impl Future<Output = T>) -> (usize, T) {
        let mut most = self.memory();
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return (most.max(self.memory()), done),
                () = tokio::time::sleep(Duration::from_millis(20)) => most = most.max(self.memory()),
            }
        }
    }

    /// `kill -9`: no handler runs, nothing is finished.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks it to stop, and says how long that took.
    pub fn stop(mut self) -> Duration {
        let start = Instant::now();
        assert!(Command::new("kill").arg("-TERM").arg(self.process.id().to_string()).status().unwrap().success());
        assert!(self.process.wait().unwrap().success(), "it ends well");
        start.elapsed()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
