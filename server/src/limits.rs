//! How often one address may write, and how often it may be wrong about a password. Reading is not limited here, and
//! who knows the password is not counted: a whole hall signs in behind one address. How often one account may be
//! guessed at is the business of `services::guesses`.

use crate::streams::Streams;
use app::{
    http::{PageError, Visitor, WrongPassword},
    links,
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::refusal::Refusal;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};
use moka::sync::Cache;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::{
        Arc, Once,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

/// What one address may do in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    pub writes: NonZeroU32,
    /// Wrong passwords; twice as many at once.
    pub sign_ins: NonZeroU32,
}

impl Rates {
    /// A kelurahan hall behind one address writes fast; a script writes faster.
    pub const WRITES: NonZeroU32 = NonZeroU32::new(300).unwrap();
    /// Twenty at once for the hall, then one every six seconds.
    pub const SIGN_INS: NonZeroU32 = NonZeroU32::new(10).unwrap();
}

impl Default for Rates {
    fn default() -> Self {
        Self { writes: Self::WRITES, sign_ins: Self::SIGN_INS }
    }
}

/// Forms with which somebody could guess, or make us send letters.
const GUESSES: [&str; 13] = {
    use app::links::{
        CONFIRM_CONTACT, CONTACTS, DELETE_ACCOUNT, FORGOT, PASSKEYS, PASSWORD, RECOVERY_CODES, RESET, SECOND_STEP, SECOND_STEP_REMOVAL,
        SIGN_IN, SIGN_IN_CODE, SIGN_IN_PASSKEY_ANSWER,
    };
    [
        SIGN_IN,
        SIGN_IN_CODE,
        SIGN_IN_PASSKEY_ANSWER,
        PASSWORD,
        PASSKEYS,
        FORGOT,
        RESET,
        CONTACTS,
        CONFIRM_CONTACT,
        DELETE_ACCOUNT,
        SECOND_STEP,
        SECOND_STEP_REMOVAL,
        RECOVERY_CODES,
    ]
};

/// After this many writes the addresses that could write again freely are forgotten.
const WRITES_BETWEEN_CLEANINGS: u32 = 1024;
/// More addresses than guess at one time.
const MOST_RESTING: u64 = 100_000;

/// Says after each try how many are left.
type Guesses = RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// Of one process, whatever it serves; clones count together.
#[derive(Clone)]
pub struct Limits {
    writes: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    wrong: Arc<Guesses>,
    /// Addresses that have guessed wrong too often, and until when they rest.
    resting: Cache<IpAddr, Instant>,
    rest: Duration,
    count: Arc<AtomicU32>,
    behind_proxy: bool,
    streams: Streams,
}

impl Limits {
    /// Behind a proxy every connection is the proxy's; who is behind it stands in `X-Forwarded-For`. So many
    /// `connections` there may be in all.
    pub fn new(behind_proxy: bool, rates: Rates, connections: usize) -> Self {
        let at_once = rates.sign_ins.saturating_add(rates.sign_ins.get());
        let rest = Duration::from_mins(1) / rates.sign_ins.get();
        let wrong = Quota::per_minute(rates.sign_ins).allow_burst(at_once);
        Self {
            writes: Arc::new(DefaultKeyedRateLimiter::keyed(Quota::per_minute(rates.writes))),
            wrong: Arc::new(RateLimiter::keyed(wrong).with_middleware()),
            resting: Cache::builder().max_capacity(MOST_RESTING).time_to_live(rest).build(),
            rest,
            count: Arc::default(),
            behind_proxy,
            streams: Streams::beside(connections),
        }
    }

    /// The network behind a request.
    fn of(&self, request: &Request) -> IpAddr {
        network(client(request, self.behind_proxy))
    }

    /// How long the address has to wait, if it has to.
    fn check(&self, network: IpAddr, path: &str) -> Result<(), Duration> {
        if self.count.fetch_add(1, Ordering::Relaxed).is_multiple_of(WRITES_BETWEEN_CLEANINGS) {
            self.writes.retain_recent();
            self.writes.shrink_to_fit();
            self.wrong.retain_recent();
            self.wrong.shrink_to_fit();
        }
        let is_guess = GUESSES.contains(&path);
        if let Some(until) = self.resting.get(&network).filter(|_| is_guess) {
            return Err(until.saturating_duration_since(Instant::now()));
        }
        self.writes.check_key(&network).map_err(|wait| wait.wait_time_from(DefaultClock::default().now()))
    }

    fn was_wrong(&self, network: IpAddr) {
        if self.wrong.check_key(&network).map_or(0, |left| left.remaining_burst_capacity()) == 0 {
            metrics::counter!("rembuk_guesses_limited_total").increment(1);
            tracing::info!(event = "guesses_limited", %network, "an address rests after wrong passwords");
            self.resting.insert(network, Instant::now() + self.rest);
        }
    }
}

/// The last entry is what our own proxy saw; those before it are what the client says.
pub fn client(request: &Request, behind_proxy: bool) -> IpAddr {
    let forwarded = || address(request.headers().get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?);
    let connected = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let known = if behind_proxy { forwarded().or_else(|| without_address(connected())) } else { connected() };
    known.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Where the proxy does not say who asks, all people share its own address, and its limits.
fn without_address(proxy: Option<IpAddr>) -> Option<IpAddr> {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        tracing::warn!(event = "proxy_without_address", "the proxy writes no X-Forwarded-For: everybody counts as one, see operations.md");
    });
    proxy
}

/// As proxies write it: bare, with a port, or in brackets.
fn address(written: &str) -> Option<IpAddr> {
    let written = written.trim().trim_matches('"');
    let bare = || written.parse().ok();
    let with_port = || written.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || written.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    bare().or_else(with_port).or_else(in_brackets)
}

/// Whoever has one IPv6 address has the 2⁶⁴ beside it.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address @ IpAddr::V4(_) => address,
    }
}

pub async fn limit_writes(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let network = limits.of(&request);
    if let Err(wait) = limits.check(network, request.uri().path()) {
        metrics::counter!("rembuk_writes_limited_total").increment(1);
        let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
        return PageError::Refused(Refusal::TooManyAttempts { seconds }).into_response();
    }
    let response = next.run(request).await;
    if response.extensions().get::<WrongPassword>().is_some() {
        limits.was_wrong(network);
    }
    response
}

/// Who listens to what changes keeps a place for as long as that is; whoever finds none has a page that stands still,
/// and asks again later. Stands inside the layer that recognises people.
pub async fn limit_streams(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    if request.uri().path() != links::LIVE {
        return next.run(request).await;
    }
    let person = request.extensions().get::<Visitor>().and_then(|visitor| visitor.actor.id());
    match limits.streams.take(limits.of(&request), person) {
        Some(seat) => seat.held_by(next.run(request).await),
        None => PageError::Refused(Refusal::Busy).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    const HALL: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));

    fn request(connected: &str, forwarded: &[&str]) -> Request {
        let mut request = Request::post("/masuk");
        for value in forwarded {
            request = request.header("x-forwarded-for", *value);
        }
        let address: SocketAddr = connected.parse().unwrap();
        request.extension(ConnectInfo(address)).body(Body::empty()).unwrap()
    }

    #[test]
    fn the_rates_are_those_of_the_settings() {
        let limits = Limits::new(false, Rates { writes: NonZeroU32::new(4).unwrap(), sign_ins: NonZeroU32::MIN }, 8);
        for is_allowed in [true, true, false] {
            assert_eq!(limits.check(HALL, "/masuk").is_ok(), is_allowed);
            limits.was_wrong(HALL);
        }
        assert_eq!([(); 3].map(|()| limits.check(HALL, "/usulan/baru").is_ok()), [true, true, false]);
    }

    #[test]
    fn right_passwords_are_not_counted_and_the_wait_is_named() {
        let limits = Limits::new(false, Rates::default(), 8);
        for _ in 0..100 {
            assert_eq!(limits.check(HALL, "/masuk"), Ok(()), "a hall signs in");
        }
        for _ in 0..20 {
            assert_eq!(limits.check(HALL, "/masuk"), Ok(()));
            limits.was_wrong(HALL);
        }
        let wait = limits.check(HALL, "/masuk").unwrap_err();
        assert!(wait > Duration::from_secs(4) && wait <= Duration::from_secs(6), "{wait:?}");
        assert!(limits.check(HALL, "/akun/kata-sandi").is_err());
        assert_eq!(limits.check(HALL, "/daftar"), Ok(()), "registering guesses nothing");
    }

    #[test]
    fn the_client_is_who_our_own_proxy_saw() {
        for (behind_proxy, forwarded, expected) in [
            (false, &["203.0.113.9"][..], "127.0.0.1"),
            (true, &["203.0.113.9"], "203.0.113.9"),
            (true, &["203.0.113.9:51820"], "203.0.113.9"),
            (true, &["[2001:db8::1]:443"], "2001:db8::1"),
            (true, &["[2001:db8::1]"], "2001:db8::1"),
            (true, &["2001:db8::1"], "2001:db8::1"),
            (true, &["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
            (true, &["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
            (true, &["nonsense"], "127.0.0.1"),
            (true, &[], "127.0.0.1"),
        ] {
            let expected: IpAddr = expected.parse().unwrap();
            assert_eq!(client(&request("127.0.0.1:40000", forwarded), behind_proxy), expected, "{behind_proxy} {forwarded:?}");
        }
    }

    #[test]
    fn neighbours_in_one_network_share_a_limit() {
        for (address, expected) in
            [("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"), ("2001:db8:1:2::", "2001:db8:1:2::"), ("::ffff:203.0.113.9", "203.0.113.9")]
        {
            assert_eq!(network(address.parse().unwrap()).to_string(), expected);
        }
    }

    #[test]
    fn idle_addresses_are_forgotten() {
        let limits = Limits::new(true, Rates { writes: NonZeroU32::new(60_000).unwrap(), ..Rates::default() }, 8);
        for count in 0..=WRITES_BETWEEN_CLEANINGS {
            let address = limits.of(&request("127.0.0.1:40000", &[&format!("10.0.{}.{}", count / 256, count % 256)]));
            assert!(limits.check(address, "/usulan/baru").is_ok());
        }
        assert!(limits.writes.len() < 1024, "{}", limits.writes.len());
    }
}
