//! The bytes of an entry, the same on every machine and in every version: RFC 8785 JSON without spaces, names in
//! ascending order, no fractions. Digests are made from them, so what is written here is never changed; a new form
//! gets a new version beside the old one.

use super::{Entry, Event, Subject};
use crate::{account::Role, clock::Instant, ids::EntryId, permission::Acting, region::RegionCode};
use serde::Serialize;
use uuid::Uuid;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    id: EntryId,
    at: Instant,
    acting: Option<Hat<'a>>,
    subject: Subject,
    position: u32,
    imported: bool,
    event: &'a Event,
}

#[derive(Serialize)]
struct Hat<'a> {
    account: Uuid,
    role: Option<Role>,
    region: Option<&'a str>,
    agency: Option<Uuid>,
}

impl<'a> From<&'a Acting> for Hat<'a> {
    fn from(acting: &'a Acting) -> Self {
        Self {
            account: acting.account.0,
            role: acting.role,
            region: acting.region.as_ref().map(RegionCode::as_str),
            agency: acting.agency.map(|agency| agency.0),
        }
    }
}

impl Entry {
    /// What its digest is made from.
    pub fn canonical(&self) -> Result<Vec<u8>, serde_json::Error> {
        let written = Written {
            version: VERSION,
            id: self.id,
            at: self.at,
            acting: self.acting.as_ref().map(Hat::from),
            subject: self.subject,
            position: self.position,
            imported: self.imported,
            event: &self.event,
        };
        // A value keeps its names in ascending order.
        serde_json::to_vec(&serde_json::to_value(written)?)
    }
}

#[cfg(test)]
mod tests;
