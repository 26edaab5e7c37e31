//! One unit of work: the transaction, who acts under which hat, the moment. What it records is written with everything
//! else it does, or not at all; dropping it takes all back.

use crate::{
    Clock, Failure, Services,
    ledger::{self, Act},
    news::{Told, Topic},
    store::{self, Tx, accounts, comments, cycles, news, regions},
};
use domain::{
    account::Role,
    clock::{Day, Instant},
    ids::EntryId,
    ledger::{Digest, Event, Subject},
    permission::Acting,
};
use std::collections::BTreeSet;
use tracing::Instrument as _;
use uuid::Uuid;

pub struct Unit {
    pub services: Services,
    /// Nobody for acts of the machine itself.
    pub acting: Option<Acting>,
    pub tx: Tx,
    /// When it began, or when it was known who acts; everything in it happens then.
    pub now: Instant,
    /// Told when it is committed.
    changed: BTreeSet<Topic>,
}

impl Unit {
    /// Without `acting` the machine acts, or [`Self::act_as`] says later who does.
    pub async fn begin<'a>(services: &Services, acting: impl Into<Option<&'a Acting>> + Send) -> Result<Self, Failure> {
        let tx = services.database.begin().await?;
        Ok(Self::of(services, tx, acting.into().cloned()))
    }

    /// The same for what many people do at a time: nothing else waits for the disk with each of them.
    pub async fn begin_in_group(services: &Services, acting: &Acting) -> Result<Self, Failure> {
        let tx = services.database.begin_in_group().await?;
        Ok(Self::of(services, tx, Some(acting.clone())))
    }

    /// Reads only, and is dropped in the end.
    pub async fn reading(services: &Services) -> Result<Self, Failure> {
        let tx = services.database.read().await?;
        Ok(Self::of(services, tx, None))
    }

    fn of(services: &Services, tx: Tx, acting: Option<Acting>) -> Self {
        Self { tx, now: services.clock.now(), services: services.clone(), acting, changed: BTreeSet::new() }
    }

    /// Whose hat it is was found out in it, once what it is about was locked: it happens now.
    pub fn act_as(&mut self, acting: &Acting) {
        (self.acting, self.now) = (Some(acting.clone()), self.services.clock.now());
    }

    /// What follows was done by somebody else, at another time.
    pub fn turn_to(&mut self, clock: Clock, acting: Option<Acting>) {
        (self.now, self.services.clock, self.acting) = (clock.now(), clock, acting);
    }

    /// The day of the city on which everything in it happens.
    pub fn today(&self) -> Day {
        self.services.zone().day(self.now)
    }

    /// For what it creates.
    pub fn new_id<Id: From<Uuid>>(&self) -> Id {
        self.services.clock.new_id().into()
    }

    /// Appends to the ledger. Accounts, years and the city are locked here; any other subject must be.
    pub async fn record(&mut self, subject: impl Into<Subject> + Send, event: impl Into<Event> + Send) -> Result<(), Failure> {
        self.record_all(subject, vec![event]).await
    }

    /// The same for several at once, in their order.
    pub async fn record_all(&mut self, subject: impl Into<Subject> + Send, events: Vec<impl Into<Event> + Send>) -> Result<(), Failure> {
        let subject = subject.into();
        let events: Vec<Event> = events.into_iter().map(Into::into).collect();
        match subject {
            Subject::Account(id) => accounts::hold(&mut self.tx, id).await?,
            Subject::Cycle(id) => cycles::hold(&mut self.tx, id).await?,
            Subject::City => regions::lock_city(&mut self.tx).await?,
            Subject::Proposal(_) | Subject::Plan(_) | Subject::Comment(_) | Subject::Musrenbang(_) => {}
        }
        if let Subject::Account(_) | Subject::Cycle(_) | Subject::City = subject {
            for event in &events {
                self.say(subject, event);
            }
        }
        for event in &events {
            self.note(subject, event).await?;
        }
        let (at, acting) = (self.now, &self.acting);
        let acts = events.into_iter().map(|event| Act { at, acting: acting.clone(), event }).collect();
        ledger::record(&self.services.clock, &mut self.tx, subject, acts).await
    }

    /// Rights and settings stand in the log of the program, too, beside the request that changed them.
    fn say(&self, subject: Subject, event: &Event) {
        let account = self.acting.as_ref().map(|acting| tracing::field::display(acting.account));
        let role = self.acting.as_ref().and_then(|acting| acting.role).map(Role::code);
        tracing::info!(event = event.code(), actor = account, role, subject = %subject.id(), "written into the ledger");
    }

    /// For the news of what is committed.
    async fn note(&mut self, subject: Subject, event: &Event) -> Result<(), Failure> {
        self.changed.extend(Topic::of(subject, event));
        // A comment knows an id only; a plan and a proposal never share one.
        if let Subject::Comment(id) = subject
            && let Some(place) = comments::place(&mut self.tx, id).await?
        {
            self.changed.extend([Topic::Plan(place.subject.into()), Topic::Proposal(place.subject.into())]);
        }
        Ok(())
    }

    /// Whether an entry with an id that was made with the form is written: what is sent twice is done once.
    pub async fn is_recorded(&mut self, id: EntryId) -> Result<bool, Failure> {
        store::ledger::is_written(&mut self.tx, id).await
    }

    /// Appends under such an id.
    pub async fn record_as(&mut self, id: EntryId, subject: impl Into<Subject>, event: Event) -> Result<(), Failure> {
        let subject = subject.into();
        self.note(subject, &event).await?;
        let act = Act { at: self.now, acting: self.acting.clone(), event };
        ledger::record_as(id, &mut self.tx, subject, act).await
    }

    /// Keeps words beside the ledger, for an event that names them.
    pub async fn keep_words(&mut self, text: &str) -> Result<Digest, Failure> {
        ledger::kept_words(&mut self.tx, text).await
    }

    /// The same where there may be none.
    pub async fn keep_any(&mut self, text: &str) -> Result<Option<Digest>, Failure> {
        ledger::kept(&mut self.tx, Some(text).filter(|text| !text.is_empty())).await
    }

    /// Together with the key of what was meant to be done once, if there is one; told to whoever looks, also when whoever
    /// asked for it has hung up meanwhile.
    pub async fn commit(self) -> Result<(), Failure> {
        let committed = tokio::spawn(self.committed().in_current_span()).await;
        committed.unwrap_or_else(|_| Err(Failure::Other("a commit was cut off".to_owned())))
    }

    async fn committed(mut self) -> Result<(), Failure> {
        let intent = self.services.intent.take();
        if let Some(intent) = &intent {
            intent.write(&mut self.tx, self.now).await?;
        }
        let told = Told::all(&self.changed);
        let is_announced = match &told {
            Some(told) => news::announce(&mut self.tx, &told.to_string()).await?,
            None => true,
        };
        self.tx.commit().await?;
        self.services.news.moved();
        if let Some(intent) = intent {
            intent.has_been_written();
        }
        self.services.log.recorded();
        if let Some(told) = told.filter(|_| !is_announced) {
            self.services.news.tell(told);
        }
        Ok(())
    }
}
