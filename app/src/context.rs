//! What the components of a page may ask of the request that it answers.

use crate::{http::Web, links, query::Query, site::Site};
use domain::{account::Actor, city::City};
use leptos::prelude::*;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// What every component may ask its context for.
#[derive(Clone)]
pub struct PageContext {
    pub actor: Actor,
    pub site: Arc<Site>,
    pub zone: domain::clock::Zone,
    pub city: Arc<City>,
    pub path: String,
    /// The address of the page, for coming back to it; of an answer to a form, that of the page with the form.
    pub here: String,
    pub notice: Option<String>,
    /// How many proposals are the reader's own; the menu says so.
    pub own_proposals: i64,
    /// What the address asks for; also what of it was not understood.
    pub query: Query,
    pub(crate) clock: services::Clock,
    /// Set by what stands on the page, for what comes after it.
    islands: Arc<AtomicBool>,
    lists: Arc<AtomicBool>,
    limits: Arc<AtomicBool>,
}

impl PageContext {
    pub(crate) fn new(web: &Web, own_proposals: i64) -> Self {
        Self {
            actor: web.actor.clone(),
            site: Arc::clone(&web.site),
            zone: web.city.zone(),
            city: Arc::clone(&web.city),
            path: web.uri.path().to_owned(),
            here: web.here(),
            notice: web.notice.clone(),
            own_proposals,
            query: web.query.clone(),
            clock: web.services.clock.clone(),
            islands: Arc::default(),
            lists: Arc::default(),
            limits: Arc::default(),
        }
    }

    /// For forms that create something: the same form sent twice creates it once.
    pub fn new_id(&self) -> uuid::Uuid {
        self.clock.new_id()
    }

    /// There is an island on this page.
    pub fn wake_islands(&self) {
        self.islands.store(true, Ordering::Relaxed);
    }

    pub fn has_islands(&self) -> bool {
        self.islands.load(Ordering::Relaxed)
    }

    /// There is a list on this page that can be narrowed or turned over.
    pub fn follow_lists(&self) {
        self.lists.store(true, Ordering::Relaxed);
    }

    pub fn has_lists(&self) -> bool {
        self.lists.load(Ordering::Relaxed)
    }

    /// There is a field on this page whose letters are counted.
    pub fn count_letters(&self) {
        self.limits.store(true, Ordering::Relaxed);
    }

    pub fn has_limits(&self) -> bool {
        self.limits.load(Ordering::Relaxed)
    }

    /// Shown on the screen of a meeting's hall: large, and without what surrounds a page.
    pub fn is_hall(&self) -> bool {
        let is_of_the_work = self.path.strip_prefix(links::MEETINGS).is_some_and(|rest| rest.matches('/').count() > 1);
        is_of_the_work && self.query.get(links::HALL) == "1"
    }

    pub fn now(&self) -> domain::clock::Instant {
        self.clock.now()
    }

    /// Today in the city's zone.
    pub fn today(&self) -> domain::clock::Day {
        self.zone.day(self.clock.now())
    }
}

/// The context of the page being rendered.
pub fn page_context() -> PageContext {
    expect_context()
}
