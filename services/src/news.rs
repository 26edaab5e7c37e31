//! News: that something has changed, told to whoever looks at it, in the moment of the commit. It says which subjects
//! these are and never what was said: whoever hears it reads the page again, with the permissions of that page.
//!
//! A unit of work tells what it has recorded. On SQLite one process serves a file, so it tells within itself. On
//! PostgreSQL the database tells all servers when it commits (`store::news`), and each passes on what it hears. What
//! may have been missed is told as [`Told::Anything`]: then whoever listens looks for itself, by [`Positions`].

mod positions;
mod stand;
mod topic;
mod turns;

pub use positions::Positions;
pub use stand::Stand;
pub use topic::{Told, Topic};
pub use turns::Turn;

use crate::{
    Failure,
    store::{
        Database,
        news::{self, Heard},
        state::DataState,
    },
};
use stand::StandWatch;
use std::{future::pending, sync::Arc};
use tokio::{
    sync::{
        OnceCell,
        broadcast::{
            self,
            error::{RecvError, TryRecvError},
        },
    },
    task::JoinHandle,
};
use turns::Turns;

/// Commits that a listener may be behind before it looks for itself.
const BEHIND: usize = 256;

/// The news of one city; clones are the same.
#[derive(Clone, Debug)]
pub struct News(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    told: broadcast::Sender<Told>,
    /// Begun by the first who listens, where a database tells.
    passing_on: OnceCell<Option<PassingOn>>,
    state: DataState,
    stand: Arc<StandWatch>,
    turns: Turns,
}

/// Ends when it is dropped.
#[derive(Debug)]
struct PassingOn(JoinHandle<()>);

impl Drop for PassingOn {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Default for News {
    fn default() -> Self {
        Self(Arc::new(Inner {
            told: broadcast::Sender::new(BEHIND),
            passing_on: OnceCell::new(),
            state: DataState::default(),
            stand: Arc::default(),
            turns: Turns::default(),
        }))
    }
}

impl News {
    /// Within this process.
    pub fn tell(&self, told: Told) {
        // Nobody may be listening.
        let _ = self.0.told.send(told);
    }

    /// Something was committed in this process.
    pub(crate) fn moved(&self) {
        self.0.stand.moved();
    }

    /// The number of the data: equal numbers mean equal data, as far as anybody knew less than a second ago. None while
    /// the database does not answer.
    pub(crate) async fn stand(&self, database: &Database) -> Option<u64> {
        self.0.stand.now(&self.0.state, database).await
    }

    /// With the database.
    pub async fn close(&self) {
        self.0.state.close().await;
    }

    /// Among those who look at the same.
    pub fn turn(&self, topics: &[Topic]) -> Turn {
        self.0.turns.take(topics)
    }

    /// From now on, whichever server of the database it happens at.
    pub async fn hear(&self, database: &Database) -> Result<Hearing, Failure> {
        let begin = || async {
            let (told, stand) = (self.0.told.clone(), Arc::clone(&self.0.stand));
            let listener = news::listen(database).await?;
            Ok::<_, Failure>(listener.map(|listener| PassingOn(tokio::spawn(pass_on(listener, told, stand)))))
        };
        self.0.passing_on.get_or_try_init(begin).await?;
        Ok(Hearing(self.0.told.subscribe()))
    }
}

/// Until the database is closed.
async fn pass_on(mut listener: news::Listener, told: broadcast::Sender<Told>, stand: Arc<StandWatch>) {
    while let Some(heard) = listener.next().await {
        // Whoever hears of it looks at once.
        stand.moved();
        let _ = told.send(match heard {
            Heard::Words(words) => Told::parse(&words),
            Heard::Missed => Told::Anything,
        });
    }
}

/// Whoever listens.
#[derive(Debug)]
pub struct Hearing(broadcast::Receiver<Told>);

impl Hearing {
    /// Waits until some of these topics may have changed, and says which.
    pub async fn about(&mut self, topics: &[Topic]) -> Vec<Topic> {
        loop {
            let heard = match self.0.recv().await {
                Ok(told) => told.among(topics),
                Err(RecvError::Lagged(_)) => topics.to_vec(),
                Err(RecvError::Closed) => pending().await,
            };
            if !heard.is_empty() {
                return heard;
            }
        }
    }

    /// What else was told until now: many changes are looked at once.
    pub fn so_far(&mut self, topics: &[Topic]) -> Vec<Topic> {
        let mut heard = Vec::new();
        loop {
            match self.0.try_recv() {
                Ok(told) => heard.extend(told.among(topics)),
                Err(TryRecvError::Lagged(_)) => heard.extend_from_slice(topics),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return heard,
            }
        }
    }
}
