//! Small writes of many people, committed together on SQLite: each is a savepoint of its own in one transaction and is
//! answered after the commit that holds it. Whoever comes while a group is committed is in the next one. What a unit of
//! work does, does not belong here.

use crate::{Failure, store::Outage};
use sqlx::{Error, Sqlite, SqliteConnection, SqlitePool, Transaction, raw_sql};
use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc, Mutex as Held, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot},
    time::timeout,
};

/// The groups of one file, one after the other; clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Groups(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// The group that is not committed yet. Turns are taken in the order in which they were asked for.
    open: Arc<Mutex<Option<Transaction<'static, Sqlite>>>>,
    /// Whose work in it is done.
    members: Held<Vec<oneshot::Sender<Committed>>>,
    /// The last member went away without a word; what it did is still to be taken back.
    is_left: AtomicBool,
}

type Turn = OwnedMutexGuard<Option<Transaction<'static, Sqlite>>>;

/// How a commit ended; an error is in the log, once for all members.
type Committed = Result<(), Option<Outage>>;

/// One unit of work in a group. Dropped without a commit, nothing of it stays.
#[derive(Debug)]
pub struct Member {
    tx: OwnedMappedMutexGuard<Option<Transaction<'static, Sqlite>>, Transaction<'static, Sqlite>>,
    groups: Groups,
    is_done: bool,
}

/// A unit of work on SQLite.
#[derive(Debug)]
pub enum SqliteTx {
    Alone(Transaction<'static, Sqlite>),
    InGroup(Member),
}

impl Groups {
    /// Waits for its turn, so long at most. Whoever hangs up then leaves a group in which nothing is half done.
    pub(super) async fn begin(&self, pool: &SqlitePool, longest: Duration) -> Result<SqliteTx, Error> {
        let turn = timeout(longest, Arc::clone(&self.0.open).lock_owned()).await;
        let turn = turn.map_err(|_| Error::PoolTimedOut)?;
        let (groups, pool) = (self.clone(), pool.clone());
        tokio::spawn(async move { groups.enter(turn, &pool).await }).await.unwrap_or(Err(Error::WorkerCrashed))
    }

    async fn enter(&self, mut turn: Turn, pool: &SqlitePool) -> Result<SqliteTx, Error> {
        self.take_back(&mut turn).await;
        if turn.is_none() {
            *turn = Some(pool.begin_with("BEGIN IMMEDIATE").await?);
            self.close_after_those_who_wait();
        }
        let tx = OwnedMutexGuard::try_map(turn, Option::as_mut).map_err(|_| Error::BeginFailed)?;
        // From here on it is taken back wherever it ends.
        let mut member = Member { tx, groups: self.clone(), is_done: false };
        raw_sql("SAVEPOINT member").execute(&mut **member.tx).await?;
        Ok(SqliteTx::InGroup(member))
    }

    /// In front of the commit are those who wait already.
    fn close_after_those_who_wait(&self) {
        let groups = self.clone();
        tokio::spawn(async move {
            let mut turn = Arc::clone(&groups.0.open).lock_owned().await;
            groups.take_back(&mut turn).await;
            if let Some(tx) = turn.take() {
                groups.answer(tx.commit().await);
            }
        });
    }

    async fn take_back(&self, turn: &mut Turn) {
        if !self.0.is_left.swap(false, Ordering::AcqRel) {
            return;
        }
        let Some(tx) = turn.as_mut() else { return };
        if let Err(error) = raw_sql("ROLLBACK TO member; RELEASE member").execute(&mut **tx).await {
            // The database has ended the transaction, or nobody knows what is in it: nothing of it stays.
            **turn = None;
            self.answer(Err(error));
        }
    }

    fn answer(&self, committed: Result<(), Error>) {
        if let Err(error) = &committed {
            tracing::error!(%error, "a group of writes was not committed");
        }
        let said = committed.map_err(|error| Outage::of(&error));
        for member in self.0.members.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // Whoever hung up does not hear it.
            let _ = member.send(said);
        }
    }
}

impl Member {
    /// Waits for the commit of its group.
    async fn commit(mut self) -> Result<(), Failure> {
        raw_sql("RELEASE member").execute(&mut **self.tx).await?;
        let (told, hears) = oneshot::channel();
        self.groups.0.members.lock().unwrap_or_else(PoisonError::into_inner).push(told);
        self.is_done = true;
        drop(self);
        match hears.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Some(outage))) => Err(Failure::Unavailable(outage)),
            Ok(Err(None)) | Err(_) => Err(Failure::Other("a group of writes was not committed".to_owned())),
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        if !self.is_done {
            self.groups.0.is_left.store(true, Ordering::Release);
        }
    }
}

impl SqliteTx {
    /// In a group, when the group is committed.
    pub async fn commit(self) -> Result<(), Failure> {
        match self {
            Self::Alone(tx) => Ok(tx.commit().await?),
            // Whoever hangs up while it is released must not be taken for one who went away before.
            Self::InGroup(member) => {
                let committed = tokio::spawn(member.commit()).await;
                committed.unwrap_or_else(|_| Err(Failure::Other("a group of writes was cut off".to_owned())))
            }
        }
    }
}

impl Deref for SqliteTx {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Alone(tx) => tx,
            Self::InGroup(member) => &member.tx,
        }
    }
}

impl DerefMut for SqliteTx {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Alone(tx) => tx,
            Self::InGroup(member) => &mut member.tx,
        }
    }
}
