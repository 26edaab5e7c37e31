//! Whoever publishes, or changes with what is signed, does so one at a time: within this process, among those that
//! share the folder, and among servers of one database.

use super::shelf::Memory;
use crate::{Failure, Services, store::published};
use std::{fs::File, time::Duration};
use tokio::{
    sync::MutexGuard,
    time::{Instant, sleep},
};

const BEFORE_ASKING_AGAIN: Duration = Duration::from_millis(100);

/// Until it is given back or dropped.
pub struct Turn<'services> {
    pub(super) memory: MutexGuard<'services, Memory>,
    _file: File,
    rows: published::Turn,
}

impl<'services> Turn<'services> {
    /// Nothing while another process has it.
    pub(super) async fn take(services: &'services Services) -> Result<Option<Self>, Failure> {
        let memory = services.log.turn().await;
        let Some(file) = services.log.lock()? else { return Ok(None) };
        let rows = published::turn(&services.database).await?;
        Ok(rows.map(|rows| Self { memory, _file: file, rows }))
    }

    /// The same for whoever waits for it.
    pub async fn within(services: &'services Services, patience: Duration) -> Result<Self, Failure> {
        let end = Instant::now() + patience;
        loop {
            match Self::take(services).await? {
                Some(turn) => return Ok(turn),
                None if Instant::now() < end => sleep(BEFORE_ASKING_AGAIN).await,
                None => return Err(Failure::Other("the public log: another process has it".into())),
            }
        }
    }

    pub async fn give_back(self) -> Result<(), Failure> {
        self.rows.give_back().await
    }
}
