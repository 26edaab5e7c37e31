//! The log of acts on accounts, roles and settings, told from the ledger, for city admins and inspectors.

use crate::{
    Failure, Services,
    ledger::as_told,
    store::{
        Tx, agencies,
        audit::{self, AuditLine},
        regions,
    },
};
use domain::{
    clock::Instant,
    ids::{AccountId, AgencyId},
    permission::MayInspect,
    region::RegionCode,
};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// One act, as the log tells it.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub id: Uuid,
    pub at: Instant,
    pub actor: Option<String>,
    pub role: Option<String>,
    pub action: String,
    /// To whom it was done, where it was a person.
    pub person: Option<(AccountId, String)>,
    /// What the entry says, with the name of its place and the words of its reason.
    pub detail: Value,
}

/// Fifty entries of the log before one of them, newest first.
pub async fn log(services: &Services, _permit: &MayInspect, before: Option<(Instant, Uuid)>) -> Result<Vec<LogLine>, Failure> {
    let mut tx = services.database.read().await?;
    let (mut lines, mut places) = (Vec::new(), Places::default());
    for AuditLine { id, at, actor, role, kind, subject_id, subject, event } in audit::newest(&mut tx, before, 50).await? {
        let mut event = event.0;
        let is_noted = ["noted", "setting_noted"].contains(&kind.as_str());
        let (action, mut detail) = if is_noted {
            let action = event.get("action").and_then(Value::as_str).unwrap_or_default().to_owned();
            (action, event["detail"].take())
        } else {
            (kind, event)
        };
        places.tell(services, &mut tx, &mut detail).await?;
        let person = subject.map(|name| (AccountId(subject_id), name));
        lines.push(LogLine { id, at, actor, role, action, person, detail });
    }
    Ok(lines)
}

/// The names of places that a page needs, each looked up once.
#[derive(Default)]
struct Places {
    regions: BTreeMap<RegionCode, Option<String>>,
    agencies: Option<BTreeMap<AgencyId, String>>,
}

impl Places {
    /// Adds what the entry says by codes and digests.
    async fn tell(&mut self, services: &Services, tx: &mut Tx, detail: &mut Value) -> Result<(), Failure> {
        let text = |detail: &Value, name: &str| detail.get(name).and_then(Value::as_str).map(str::to_owned);
        if let Some(words) = text(detail, "words").and_then(|words| words.parse().ok()) {
            detail["reason"] = as_told(tx, Some(words)).await?.into();
        }
        if let Some(code) = text(detail, "region").and_then(|code| RegionCode::parse(&code).ok()) {
            detail["place"] = code.as_str().into();
            detail["place_name"] = self.region(services, tx, code).await?.into();
        }
        if let Some(id) = text(detail, "agency").and_then(|id| id.parse().ok()) {
            detail["place_name"] = self.agency(tx, AgencyId(id)).await?.into();
        }
        Ok(())
    }

    async fn region(&mut self, services: &Services, tx: &mut Tx, code: RegionCode) -> Result<Option<String>, Failure> {
        if let Some(known) = self.regions.get(&code) {
            return Ok(known.clone());
        }
        let name = regions::find_by_code(tx, &code, services.today()).await?.map(|region| region.name);
        self.regions.insert(code, name.clone());
        Ok(name)
    }

    async fn agency(&mut self, tx: &mut Tx, id: AgencyId) -> Result<Option<String>, Failure> {
        if self.agencies.is_none() {
            let all = agencies::all(tx).await?;
            self.agencies = Some(all.into_iter().map(|agency| (agency.id(), agency.short_name)).collect());
        }
        Ok(self.agencies.as_ref().and_then(|agencies| agencies.get(&id).cloned()))
    }
}
