//! Connections: so many in all and from one address, each given so long for every step, all of them ended in time when
//! the server is asked to stop. What is asked over them is the router's business.
//!
//! Behind a proxy every connection is the proxy's; then only the number in all counts, and the proxy has to keep slow
//! and silent clients away from us.

mod places;
mod talk;

use axum::Router;
use places::Places;
use std::{future::Future, time::Duration};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

/// For answers under way when the server is asked to stop. Whoever stops it waits at least twenty seconds.
const MOST_FAREWELL: Duration = Duration::from_secs(12);
/// When the process has no file left for another connection.
const PAUSE: Duration = Duration::from_millis(100);

/// How many connections there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    pub in_all: usize,
    /// None behind a proxy.
    pub of_one_address: Option<usize>,
}

impl ConnectionLimits {
    pub const IN_ALL: usize = 800;
    /// A hall of sixty people, whose browsers open some connections each.
    const OF_ONE_ADDRESS: usize = 300;

    pub fn new(in_all: usize, behind_proxy: bool) -> Self {
        Self { in_all, of_one_address: (!behind_proxy).then_some(Self::OF_ONE_ADDRESS.min(in_all)) }
    }
}

/// Serves until `stop`, and then until everything under way is answered or its time is over.
pub async fn serve(listener: TcpListener, router: Router, limits: ConnectionLimits, stop: impl Future<Output = ()>) {
    let places = Places::new(limits);
    let (farewell, farewells) = watch::channel(false);
    let mut talks = JoinSet::new();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = talks.join_next() => {}
            accepted = listener.accept() => match accepted {
                // Without a place it is closed at once.
                Ok((stream, address)) => if let Some(place) = places.take(address.ip()) {
                    talks.spawn(talk::hold(stream, address, router.clone(), place, farewells.clone()));
                },
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    let _ = farewell.send(true);
    let ended = async { while talks.join_next().await.is_some() {} };
    if tokio::time::timeout(MOST_FAREWELL, ended).await.is_err() {
        tracing::warn!(connections = talks.len(), "connections were cut off");
    }
    talks.shutdown().await;
}
