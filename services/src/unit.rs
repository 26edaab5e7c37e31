//! One unit of work: the transaction, who acts under which hat, the moment. What it records is written with everything
//! else it does, or not at all; dropping it takes all back.

use crate::{
    Clock, Failure, Services,
    ledger::{self, Act},
    store::{self, Tx},
};
use domain::{
    clock::Instant,
    ids::EntryId,
    ledger::{Digest, Event, Subject},
    permission::Acting,
};

pub struct Unit {
    pub services: Services,
    /// Nobody for acts of the machine itself.
    pub acting: Option<Acting>,
    pub tx: Tx,
    /// When it began; everything in it happens then.
    pub now: Instant,
}

impl Unit {
    pub async fn begin(services: &Services, acting: &Acting) -> Result<Self, Failure> {
        Ok(Self::of(services, services.database.begin().await?, Some(acting)))
    }

    /// Whose hat it is was found out in the transaction itself.
    pub fn of(services: &Services, tx: Tx, acting: Option<&Acting>) -> Self {
        Self { services: services.clone(), acting: acting.cloned(), tx, now: services.clock.now() }
    }

    /// What follows was done by somebody else, at another time.
    pub fn turn_to(&mut self, clock: Clock, acting: Option<Acting>) {
        (self.now, self.services.clock, self.acting) = (clock.now(), clock, acting);
    }

    /// Appends to the ledger; the subject must be locked.
    pub async fn record(&mut self, subject: impl Into<Subject>, event: Event) -> Result<(), Failure> {
        let act = Act { at: self.now, acting: self.acting.clone(), event };
        ledger::record(&self.services.clock, &mut self.tx, subject, vec![act]).await
    }

    /// Whether an entry with an id that was made with the form is written: what is sent twice is done once.
    pub async fn is_recorded(&mut self, id: EntryId) -> Result<bool, Failure> {
        store::ledger::is_written(&mut self.tx, id).await
    }

    /// Appends under such an id.
    pub async fn record_as(&mut self, id: EntryId, subject: impl Into<Subject>, event: Event) -> Result<(), Failure> {
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

    pub async fn commit(self) -> Result<(), Failure> {
        self.tx.commit().await?;
        self.services.log.recorded();
        Ok(())
    }
}
