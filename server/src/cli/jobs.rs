//! What is done for a city beside its answers, again and again, until it is served no longer.

use services::{Services, health};
use std::time::Duration;
use tokio::task::JoinHandle;

/// How late a period may end.
const BETWEEN_JOBS: Duration = Duration::from_secs(5);
/// While all is well.
const TURNS_BETWEEN_LOOKS: u32 = 6;
/// How long what nobody knows any more may lie about.
const BETWEEN_TIDYING: Duration = Duration::from_mins(15);
/// How late others read in the public log what was recorded by another server.
const BETWEEN_PUBLICATIONS: Duration = Duration::from_secs(1);
/// Many acts at once make one checkpoint.
const AFTER_PUBLICATION: Duration = Duration::from_millis(200);

/// They end when this is dropped.
pub struct Jobs([JoinHandle<()>; 3]);

impl Jobs {
    pub fn begin(services: &Services) -> Self {
        let of = || services.clone();
        Self([tokio::spawn(run_due(of())), tokio::spawn(tidy(of())), tokio::spawn(publish_log(of()))])
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

/// Does again and again what is due. A failure is logged and tried again: the next turn asks the same questions.
async fn run_due(services: Services) {
    let mut turns = tokio::time::interval(BETWEEN_JOBS);
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut turns_to_look = 0;
    loop {
        turns.tick().await;
        // What stands still is looked at every turn, so that it goes on by itself; what works, once in a while.
        if turns_to_look == 0 {
            turns_to_look = if health::look(&services).await.is_ready() { TURNS_BETWEEN_LOOKS } else { 1 };
        }
        turns_to_look -= 1;
        if let Err(error) = services::jobs::run_due(&services).await {
            tracing::error!(%error, "what was due could not be done");
        }
        if let Err(error) = services::jobs::send_letters(&services, |kind, code| app::mail::words(&services.city(), kind, code)).await {
            tracing::error!(%error, "letters could not be sent");
        }
    }
}

/// Publishes what was recorded, as soon as it was, and what other servers recorded, a little later.
async fn publish_log(services: Services) {
    // What stays wrong is said once.
    let mut said = None;
    loop {
        let published = services::jobs::publish(&services).await;
        let has_more = published.as_ref().is_ok_and(|progress| progress.has_more());
        let wrong = published.err().map(|error| error.to_string());
        if let Some(error) = wrong.as_ref().filter(|_| wrong != said) {
            tracing::error!(error, "what was recorded could not be published");
        }
        if wrong.is_some() {
            tokio::time::sleep(BETWEEN_JOBS).await;
        }
        said = wrong;
        if !has_more {
            tokio::time::sleep(AFTER_PUBLICATION).await;
            services.log.wait(BETWEEN_PUBLICATIONS).await;
        }
    }
}

/// Puts away now and then what was left lying about.
async fn tidy(services: Services) {
    let mut turns = tokio::time::interval(BETWEEN_TIDYING);
    loop {
        turns.tick().await;
        if let Err(error) = services::jobs::tidy_up(&services).await {
            tracing::error!(%error, "what is kept for a time only could not be removed");
        }
        if let Err(error) = services::jobs::tidy(&services).await {
            tracing::error!(%error, "what was left lying about could not be put away");
        }
    }
}
