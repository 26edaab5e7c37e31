//! What becomes of connections that nobody needs. The pools' own ways are not used: the task that looks after lifetimes
//! and idle times can count below zero and then takes a core for ever (sqlx issue 3645, not mended in 0.9.0).

use sqlx::{Database, SqlitePool, pool::PoolOptions};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// A pool that keeps what it has opened. A connection that broke is found out before it is used.
pub fn unattended<D: Database>(pool: PoolOptions<D>) -> PoolOptions<D> {
    pool.idle_timeout(None).max_lifetime(None)
}

/// Whether a pool was used since somebody looked.
#[derive(Clone, Default)]
pub struct Use(Arc<AtomicBool>);

impl Use {
    pub fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Closes the connections of a pool that nobody has used for so long, until it is closed itself.
    pub fn close_unused(self, pool: SqlitePool, after: Duration) {
        tokio::spawn(async move {
            let mut is_closed = pool.close_event();
            let looks = async {
                loop {
                    tokio::time::sleep(after).await;
                    if !self.0.swap(false, Ordering::Relaxed) {
                        close_all(&pool).await;
                    }
                }
            };
            let _: Result<(), _> = is_closed.do_until(looks).await;
        });
    }
}

async fn close_all(pool: &SqlitePool) {
    for _ in 0..pool.options().get_max_connections() {
        let Some(unused) = pool.try_acquire() else { return };
        // One that cannot be closed is gone as well.
        let _ = unused.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::{
        Executor as _,
        sqlite::{SqliteConnectOptions, SqlitePoolOptions},
    };

    #[tokio::test]
    async fn connections_that_are_not_used_are_closed_and_opened_again() {
        let pool = unattended(SqlitePoolOptions::new()).max_connections(2);
        let pool = pool.connect_with(SqliteConnectOptions::new().in_memory(true)).await.unwrap();
        let used = Use::default();
        used.note();
        used.clone().close_unused(pool.clone(), Duration::from_millis(20));
        tokio::time::timeout(Duration::from_secs(10), async {
            while pool.size() > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .unwrap();
        pool.execute("SELECT 1").await.unwrap();
        assert_eq!(pool.size(), 1);
        pool.close().await;
    }
}
