//! A city while it is lived in: who is there, which years have begun, and how steps follow on one another, one by one
//! or two at the same moment. What the steps do is said by name in `acts.rs`; what must hold, in `rules.rs`.

use super::{
    acts::ACTS,
    offices::{Hall, Office, Offices},
    recalled::Remembered,
};
use chrono::{Days, TimeDelta};
use domain::{
    cycle::StageKind,
    ids::{AccountId, CommentId, PlanId, ProposalId},
    region::RegionCode,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::CommandError;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use testing::{DANAU_SIPIN, LEGOK, MURNI, TestCity, TestPerson, world::World};

const BETWEEN_CHECKS: usize = 100;
/// Every so many steps a day or two go by, once there is a second year: periods and deadlines end.
const BETWEEN_DAYS: u32 = 25;
/// So many times among a hundred two things happen at the same moment.
const AT_ONCE: u32 = 20;

/// What an act has brought into the world, or taken out of it.
pub enum News {
    Proposal(ProposalId),
    /// This was proposed again, and is another one now.
    Again(ProposalId),
    Plan(PlanId),
    Comment(CommentId),
    Came(Box<TestPerson>),
    Left(AccountId),
}

pub struct Life {
    pub city: TestCity,
    /// The planning years so far, the latest last.
    pub years: Vec<World>,
    pub halls: Vec<Hall>,
    pub offices: Offices,
    pub people: Vec<TestPerson>,
    /// Who deleted their account.
    pub gone: Vec<AccountId>,
    pub rts: Vec<RegionCode>,
    pub proposals: Vec<ProposalId>,
    pub again: BTreeSet<ProposalId>,
    pub plans: Vec<PlanId>,
    pub comments: Vec<CommentId>,
    /// What the step at work has done so far; acts only read the rest.
    pub news: RefCell<Vec<News>>,
    pub remembered: Vec<Remembered>,
    /// How often each act was allowed.
    pub allowed: BTreeMap<&'static str, usize>,
    rng: StdRng,
    step: usize,
}

impl Life {
    pub async fn begin(city: TestCity, seed: u64) -> Self {
        let world = World::new(city.clone()).await;
        let rts = vec![LEGOK.rt(1), LEGOK.rt(2), MURNI.rt(1), MURNI.rt(2)];
        let mut people = Vec::new();
        for rt in &rts {
            for _ in 0..2 {
                people.push(city.confirmed_resident_of(rt).await);
            }
        }
        let mut life = Self {
            offices: Offices::of(&city, &rts).await,
            city,
            years: Vec::new(),
            halls: Vec::new(),
            people,
            gone: Vec::new(),
            rts,
            proposals: Vec::new(),
            again: BTreeSet::new(),
            plans: Vec::new(),
            comments: Vec::new(),
            news: RefCell::default(),
            remembered: Vec::new(),
            allowed: BTreeMap::new(),
            rng: StdRng::seed_from_u64(seed),
            step: 0,
        };
        life.add_year(world).await;
        life
    }

    /// The latest year; whatever is not of a year is found from it as well.
    pub fn world(&self) -> &World {
        self.years.last().unwrap()
    }

    /// Its RTs meet from today on, while those of the year before are still to be held.
    pub async fn begin_another_year(&mut self) {
        let day = |days| Some(self.city.today() + Days::new(days));
        let year = self.world().following(2029, |kind| match kind {
            StageKind::Rt => (day(0), day(30)),
            StageKind::Kota => (day(60), day(60)),
            _ => (None, None),
        });
        let year = year.await;
        self.add_year(year).await;
    }

    pub async fn begin_an_undated_year(&mut self) {
        let year = self.world().following(2030, |_| (None, None)).await;
        self.add_year(year).await;
    }

    async fn add_year(&mut self, world: World) {
        for Office { stage, seat, actor } in &self.offices.seats {
            let meeting = seat.meeting(&world, *stage).await;
            self.halls.push(Hall { meeting, cycle: world.cycle, actor: actor.clone() });
        }
        for (place, money) in [(LEGOK, 60), (MURNI, 60), (DANAU_SIPIN, 90)] {
            world.announce(&place.region(), money).await;
        }
        self.years.push(world);
    }

    pub async fn walk(&mut self, steps: usize) {
        let last = self.step + steps;
        while self.step < last {
            self.city.pass(TimeDelta::minutes(3));
            if self.years.len() > 1 && self.rng.random_ratio(1, BETWEEN_DAYS) {
                self.city.pass_days(self.rng.random_range(1..=2));
            }
            let before = self.step;
            self.take_step().await;
            if self.step / BETWEEN_CHECKS != before / BETWEEN_CHECKS {
                self.check().await;
            }
        }
    }

    /// One act, or two that race. Half of those are about the same: person, place and subject are drawn alike, and now
    /// and then the act is the same as well, as with a second click.
    async fn take_step(&mut self) {
        let (name, seed) = (self.draw(), self.rng.random());
        let mut rng = StdRng::seed_from_u64(seed);
        if !self.rng.random_ratio(AT_ONCE, 100) {
            let outcome = self.act(&mut rng, name).await;
            return self.note(name, outcome);
        }
        let (other, other_seed) = match self.rng.random_range(0..6) {
            0..3 => (self.draw(), self.rng.random()),
            3..5 => (self.draw(), seed),
            _ => (name, seed),
        };
        let mut other_rng = StdRng::seed_from_u64(other_seed);
        let (one, two) = tokio::join!(self.act(&mut rng, name), self.act(&mut other_rng, other));
        self.note(name, one);
        self.note(other, two);
    }

    fn draw(&mut self) -> &'static str {
        ACTS.choose_weighted(&mut self.rng, |(_, weight)| *weight).unwrap().0
    }

    /// Whatever is not allowed is refused; nobody is shown anything else.
    fn note(&mut self, name: &'static str, outcome: Result<(), CommandError>) {
        self.step += 1;
        match outcome {
            Ok(()) => *self.allowed.entry(name).or_default() += 1,
            Err(CommandError::Failed(failure)) => panic!("step {}, {name}: {failure}", self.step),
            Err(CommandError::Refused(_) | CommandError::Problems(_)) => {}
        }
        self.hear();
    }

    /// Takes up what the last acts have done.
    pub fn hear(&mut self) {
        for news in self.news.take() {
            match news {
                News::Proposal(id) => self.proposals.push(id),
                News::Again(id) => drop(self.again.insert(id)),
                News::Plan(id) => self.plans.push(id),
                News::Comment(id) => self.comments.push(id),
                News::Came(person) => self.people.push(*person),
                News::Left(id) => {
                    self.people.retain(|person| person.id != id);
                    self.gone.push(id);
                }
            }
        }
    }

    pub fn tell(&self, news: News) {
        self.news.borrow_mut().push(news);
    }
}
