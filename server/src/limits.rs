//! How often one address may write, and how often it may try a password. Reading is not limited here.

use app::web::PageError;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::refusal::Refusal;
use governor::{DefaultKeyedRateLimiter, Quota};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

/// A kelurahan hall behind one address writes fast; a script writes faster.
const WRITES_PER_MINUTE: u32 = 300;
/// Twenty at once for the hall, then one every six seconds.
const SIGN_INS_AT_ONCE: u32 = 20;
const SIGN_INS_PER_MINUTE: u32 = 10;

#[derive(Clone)]
pub struct Limits {
    writes: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    sign_ins: Arc<DefaultKeyedRateLimiter<IpAddr>>,
}

impl Default for Limits {
    fn default() -> Self {
        let per_minute = |count| NonZeroU32::new(count).map_or_else(|| Quota::per_minute(NonZeroU32::MIN), Quota::per_minute);
        let burst = NonZeroU32::new(SIGN_INS_AT_ONCE).unwrap_or(NonZeroU32::MIN);
        Self {
            writes: Arc::new(DefaultKeyedRateLimiter::keyed(per_minute(WRITES_PER_MINUTE))),
            sign_ins: Arc::new(DefaultKeyedRateLimiter::keyed(per_minute(SIGN_INS_PER_MINUTE).allow_burst(burst))),
        }
    }
}

pub async fn limit_writes(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    if request.method() == Method::POST {
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
        let is_password = [app::links::SIGN_IN, app::links::REGISTER, app::links::PASSWORD].contains(&request.uri().path());
        let limiter = if is_password { &limits.sign_ins } else { &limits.writes };
        if limiter.check_key(&address).is_err() {
            return PageError::Refused(Refusal::TooManyAttempts).into_response();
        }
    }
    next.run(request).await
}
