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
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

/// What one address may do in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    pub writes: NonZeroU32,
    /// Signing in, registering, changing a password; twice as many at once.
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

/// After this many writes the addresses that could write again freely are forgotten.
const WRITES_BETWEEN_CLEANINGS: u32 = 1024;

#[derive(Clone)]
pub struct Limits {
    writes: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    sign_ins: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    count: Arc<AtomicU32>,
    behind_proxy: bool,
}

impl Limits {
    /// Behind a proxy every connection is the proxy's; who is behind it stands in `X-Forwarded-For`.
    pub fn new(behind_proxy: bool, rates: Rates) -> Self {
        let at_once = rates.sign_ins.saturating_add(rates.sign_ins.get());
        Self {
            writes: Arc::new(DefaultKeyedRateLimiter::keyed(Quota::per_minute(rates.writes))),
            sign_ins: Arc::new(DefaultKeyedRateLimiter::keyed(Quota::per_minute(rates.sign_ins).allow_burst(at_once))),
            count: Arc::default(),
            behind_proxy,
        }
    }

    fn allow(&self, request: &Request) -> bool {
        if self.count.fetch_add(1, Ordering::Relaxed).is_multiple_of(WRITES_BETWEEN_CLEANINGS) {
            for limiter in [&self.writes, &self.sign_ins] {
                limiter.retain_recent();
                limiter.shrink_to_fit();
            }
        }
        let is_password = [app::links::SIGN_IN, app::links::REGISTER, app::links::PASSWORD].contains(&request.uri().path());
        let limiter = if is_password { &self.sign_ins } else { &self.writes };
        limiter.check_key(&network(client(request, self.behind_proxy))).is_ok()
    }
}

/// The last entry is what our own proxy saw; those before it are what the client says.
pub(crate) fn client(request: &Request, behind_proxy: bool) -> IpAddr {
    let forwarded =
        || request.headers().get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
    let connected = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let known = if behind_proxy { forwarded().or_else(connected) } else { connected() };
    known.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Whoever has one IPv6 address has the 2⁶⁴ beside it.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address @ IpAddr::V4(_) => address,
    }
}

pub async fn limit_writes(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    if request.method() == Method::POST && !limits.allow(&request) {
        return PageError::Refused(Refusal::TooManyAttempts).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

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
        let limits = Limits::new(false, Rates { writes: NonZeroU32::MIN, sign_ins: NonZeroU32::MIN });
        let allowed = |path: &str| {
            let address: SocketAddr = "127.0.0.1:40000".parse().unwrap();
            limits.allow(&Request::post(path).extension(ConnectInfo(address)).body(Body::empty()).unwrap())
        };
        assert_eq!([(); 3].map(|()| allowed("/masuk")), [true, true, false]);
        assert_eq!([(); 2].map(|()| allowed("/usulan/baru")), [true, false]);
    }

    #[test]
    fn the_client_is_who_our_own_proxy_saw() {
        for (behind_proxy, forwarded, expected) in [
            (false, &["203.0.113.9"][..], "127.0.0.1"),
            (true, &["203.0.113.9"], "203.0.113.9"),
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
    fn each_client_behind_the_proxy_has_a_limit_of_its_own_and_idle_ones_are_forgotten() {
        let limits = Limits::new(true, Rates::default());
        for _ in 0..20 {
            assert!(limits.allow(&request("127.0.0.1:40000", &["203.0.113.9"])));
        }
        assert!(!limits.allow(&request("127.0.0.1:40000", &["203.0.113.9"])));
        for count in 0..WRITES_BETWEEN_CLEANINGS {
            assert!(limits.allow(&request("127.0.0.1:40000", &[&format!("10.0.{}.{}", count / 256, count % 256)])));
        }
        assert!(limits.sign_ins.len() <= 1025);
    }
}
