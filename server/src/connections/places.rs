//! Who has a place. When there is none left, the connection that has waited longest for its client gives up its own;
//! what is being answered is never interrupted.

use super::ConnectionLimits;
use crate::limits::network;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};
use tokio::sync::Notify;

#[derive(Clone)]
pub struct Places(Arc<Mutex<Table>>);

struct Table {
    limits: ConnectionLimits,
    next: u64,
    taken: HashMap<u64, Taken>,
}

struct Taken {
    network: IpAddr,
    /// Since when we wait for the client; none while it is being answered.
    waiting: Option<Instant>,
    leave: Arc<Notify>,
}

/// The place of one connection; given back when dropped.
pub struct Place {
    places: Places,
    number: u64,
    leave: Arc<Notify>,
}

/// As long as this lives, its connection is being answered.
pub struct Answering {
    places: Places,
    number: u64,
}

impl Places {
    pub fn new(limits: ConnectionLimits) -> Self {
        Self(Arc::new(Mutex::new(Table { limits, next: 0, taken: HashMap::new() })))
    }

    /// None when all are being answered.
    pub fn take(&self, address: IpAddr) -> Option<Place> {
        let (network, leave) = (network(address), Arc::new(Notify::new()));
        let mut table = self.table();
        let of_network = table.limits.of_one_address.is_some_and(|most| table.count(Some(network)) >= most);
        if of_network {
            table.make_room(Some(network))?;
        }
        if table.taken.len() >= table.limits.in_all {
            table.make_room(None)?;
        }
        table.next += 1;
        let number = table.next;
        table.taken.insert(number, Taken { network, waiting: Some(Instant::now()), leave: Arc::clone(&leave) });
        table.tell();
        Some(Place { places: self.clone(), number, leave })
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn of(&self, network: Option<IpAddr>) -> impl Iterator<Item = (&u64, &Taken)> {
        self.taken.iter().filter(move |(_, taken)| network.is_none_or(|network| taken.network == network))
    }

    fn count(&self, network: Option<IpAddr>) -> usize {
        self.of(network).count()
    }

    #[expect(clippy::cast_precision_loss, reason = "there are never so many")]
    fn tell(&self) {
        metrics::gauge!("rembuk_connections").set(self.taken.len() as f64);
    }

    fn make_room(&mut self, network: Option<IpAddr>) -> Option<()> {
        let (_, oldest) = self.of(network).filter_map(|(number, taken)| Some((taken.waiting?, *number))).min()?;
        self.taken.remove(&oldest)?.leave.notify_one();
        Some(())
    }
}

impl Place {
    /// Ends when the place is needed for somebody else.
    pub async fn lost(&self) {
        self.leave.notified().await;
    }

    pub fn answering(&self) -> Answering {
        let answering = Answering { places: self.places.clone(), number: self.number };
        answering.wait_since(None);
        answering
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = self.places.table();
        table.taken.remove(&self.number);
        table.tell();
    }
}

impl Answering {
    fn wait_since(&self, since: Option<Instant>) {
        if let Some(taken) = self.places.table().taken.get_mut(&self.number) {
            taken.waiting = since;
        }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.wait_since(Some(Instant::now()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{future::Future, pin::pin, task::Context};

    fn is_lost(place: &Place) -> bool {
        pin!(place.lost()).poll(&mut Context::from_waker(std::task::Waker::noop())).is_ready()
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([203, 0, 113, last])
    }

    #[test]
    fn who_has_waited_longest_makes_room_and_who_is_answered_does_not() {
        let places = Places::new(ConnectionLimits { in_all: 3, of_one_address: None });
        let [first, second, third] = [1, 2, 3].map(|last| places.take(address(last)).unwrap());
        let answering = first.answering();
        let fourth = places.take(address(4)).unwrap();
        assert!(is_lost(&second) && !is_lost(&first) && !is_lost(&third));
        let all = [&third, &fourth].map(Place::answering);
        assert!(places.take(address(5)).is_none(), "all are being answered");
        drop((answering, all));
        assert!(places.take(address(5)).is_some());
        assert!(is_lost(&first));
    }

    #[test]
    fn one_address_makes_room_among_its_own() {
        let places = Places::new(ConnectionLimits { in_all: 10, of_one_address: Some(2) });
        let other = places.take(address(1)).unwrap();
        let [first, second] = [(), ()].map(|()| places.take(address(9)).unwrap());
        let third = places.take(address(9)).unwrap();
        assert!(is_lost(&first) && !is_lost(&other) && !is_lost(&second));
        drop(third);
        assert!(places.take(address(9)).is_some() && !is_lost(&second), "a place that was given back is free");
    }

    #[test]
    fn behind_a_proxy_only_the_number_in_all_counts() {
        assert_eq!(ConnectionLimits::new(800, true).of_one_address, None);
        assert_eq!(ConnectionLimits::new(100, false), ConnectionLimits { in_all: 100, of_one_address: Some(100) });
    }
}
