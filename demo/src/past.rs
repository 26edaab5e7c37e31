//! The same city at an earlier time: what the demo tells happened under a clock that stood still then.

use chrono::Duration;
use domain::clock::Instant;
use services::{Clock, Services};

/// So many days ago (or ahead, when negative), so many minutes after eight in the morning.
pub fn instant(services: &Services, days_ago: i64, minutes: i64) -> Instant {
    services.zone().start_of(services.today()) + Duration::hours(8) - Duration::days(days_ago) + Duration::minutes(minutes)
}

/// The services under a clock that stands at [`instant`].
pub fn then(services: &Services, days_ago: i64, minutes: i64) -> Services {
    Services { clock: Clock::frozen(instant(services, days_ago, minutes)), ..services.clone() }
}
