//! One unit of work of one person: the transaction, the hat, the moment. What it records is written with everything
//! else it does, or not at all; dropping it takes all back.

use crate::{
    Failure, Services,
    ledger::{self, Act},
    store::{self, Tx},
};
use domain::{
    clock::Instant,
    ledger::{Digest, Event, Subject},
    permission::Acting,
};

pub(crate) struct Unit<'a> {
    services: &'a Services,
    acting: &'a Acting,
    pub tx: Tx,
    /// When it began; everything in it happens then.
    pub now: Instant,
}

impl<'a> Unit<'a> {
    pub async fn begin(services: &'a Services, acting: &'a Acting) -> Result<Self, Failure> {
        Ok(Self { services, acting, tx: services.database.begin().await?, now: services.clock.now() })
    }

    /// Appends to the ledger; the subject must be locked.
    pub async fn record(&mut self, subject: impl Into<Subject>, event: Event) -> Result<(), Failure> {
        let act = Act { at: self.now, acting: Some(self.acting.clone()), event };
        ledger::record(&self.services.clock, &mut self.tx, subject, vec![act]).await
    }

    /// Keeps words beside the ledger, for an event that names them.
    pub async fn keep_words(&mut self, text: &str) -> Result<Digest, Failure> {
        let salted = ledger::salted(text)?;
        store::ledger::keep_words(&mut self.tx, salted.digest, &salted.salt, text).await?;
        Ok(salted.digest)
    }

    pub async fn commit(self) -> Result<(), Failure> {
        self.tx.commit().await
    }
}
