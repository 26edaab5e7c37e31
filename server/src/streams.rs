//! Pages that listen to what changes (`app::live`) each keep a connection for as long as somebody looks at them. So
//! many may, in all, from one network and of one person; whoever finds no place has a page that stands still, and asks
//! again later. A place is free again with the connection. Who asks is found out by `limits`.

use axum::{
    body::{Body, Bytes, HttpBody},
    response::Response,
};
use domain::ids::AccountId;
use hyper::body::{Frame, SizeHint};
use std::{
    collections::HashMap,
    net::IpAddr,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

/// More windows than somebody looks at.
const OF_ONE_PERSON: usize = 12;

/// Among whom a place is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Among {
    All,
    Network(IpAddr),
    Person(AccountId),
}

/// Who listens, in one process; clones count together.
#[derive(Clone, Debug)]
pub struct Streams {
    in_all: usize,
    of_one_network: usize,
    taken: Arc<Mutex<HashMap<Among, usize>>>,
}

impl Streams {
    /// Half of the connections stay for those who ask for pages; a quarter of the places may be one hall's.
    pub fn beside(connections: usize) -> Self {
        Self { in_all: connections / 2, of_one_network: connections / 4, taken: Arc::default() }
    }

    fn most(&self, among: Among) -> usize {
        match among {
            Among::All => self.in_all,
            Among::Network(_) => self.of_one_network,
            Among::Person(_) => OF_ONE_PERSON,
        }
    }

    /// None where all places that this one could have are taken.
    pub fn take(&self, network: IpAddr, person: Option<AccountId>) -> Option<Seat> {
        let among: Vec<Among> = [Among::All, Among::Network(network)].into_iter().chain(person.map(Among::Person)).collect();
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if among.iter().any(|among| taken.get(among).copied().unwrap_or(0) >= self.most(*among)) {
            return None;
        }
        for among in &among {
            *taken.entry(*among).or_default() += 1;
        }
        tell(&taken);
        drop(taken);
        Some(Seat { streams: self.clone(), among })
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are never so many")]
fn tell(taken: &HashMap<Among, usize>) {
    metrics::gauge!("rembuk_streams").set(taken.get(&Among::All).copied().unwrap_or(0) as f64);
}

/// One place; given back when dropped.
pub struct Seat {
    streams: Streams,
    among: Vec<Among>,
}

impl Seat {
    /// Until the answer is over.
    pub fn held_by(self, response: Response) -> Response {
        response.map(|body| Body::new(Seated { body, _seat: self }))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.streams.taken.lock().unwrap_or_else(PoisonError::into_inner);
        for among in &self.among {
            if let Some(count) = taken.get_mut(among) {
                *count -= 1;
            }
        }
        taken.retain(|_, count| *count > 0);
        tell(&taken);
    }
}

/// An answer that keeps its place until it is over.
struct Seated {
    body: Body,
    _seat: Seat,
}

impl HttpBody for Seated {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn network(last: u8) -> IpAddr {
        IpAddr::from([203, 0, 113, last])
    }

    #[test]
    fn who_leaves_makes_room_for_the_next() {
        let streams = Streams::beside(8);
        let hall: Vec<_> = (0..2).map(|_| streams.take(network(1), None).unwrap()).collect();
        assert!(streams.take(network(1), None).is_none(), "a hall has its part");
        let others: Vec<_> = (2..4).map(|last| streams.take(network(last), None).unwrap()).collect();
        assert!(streams.take(network(9), None).is_none(), "half of the connections are for pages");
        drop(hall);
        assert!(streams.take(network(1), None).is_some());
        drop(others);
        assert!(streams.taken.lock().unwrap().is_empty(), "nobody is remembered");
    }

    #[test]
    fn one_person_does_not_take_all_places() {
        let (streams, [one, other]) = (Streams::beside(800), [1, 2].map(|id| Some(Uuid::from_u128(id).into())));
        let windows: Vec<_> = (0..OF_ONE_PERSON).map(|_| streams.take(network(1), one).unwrap()).collect();
        assert!(streams.take(network(1), one).is_none());
        assert!(streams.take(network(1), other).is_some());
        drop(windows);
        assert!(streams.take(network(1), one).is_some());
    }
}
