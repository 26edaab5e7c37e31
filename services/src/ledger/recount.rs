//! All entries are folded again, by the rules of the domain alone, and held against what is kept beside them: every
//! counter, every row that follows the ledger, and the chain of the entries itself.

mod compare;
mod in_order;

use super::{BEGINNING, PAGE, link};
use crate::{
    Failure,
    store::{
        Tx,
        ledger::{self, Illegible, Linked},
        projections,
    },
};
use domain::{
    clock::Instant,
    cycle::StageKind,
    ids::ProposalId,
    ledger::{Answers, Digest, Fold, ItemFold, ProposalState},
    proposal::SupportCount,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Something that is not as the entries say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub table: &'static str,
    pub row: String,
    pub column: &'static str,
    pub stored: String,
    pub computed: String,
}

/// What a recount found.
#[derive(Clone, Debug, Default)]
pub struct Recount {
    pub entries: u64,
    pub differences: Vec<Difference>,
}

/// Everything there is; in a unit that only reads, from one moment of the data.
pub async fn recount(tx: &mut Tx) -> Result<Recount, Failure> {
    let mut reading = Reading::new(None);
    reading.read(tx).await?;
    let Reading { fold, mut recount, is_legible, .. } = reading;
    compare::compare(tx, &fold, &mut recount.differences).await?;
    // There is room for one fold at a time.
    drop(fold);
    if is_legible {
        in_order::compare(tx, &mut recount.differences).await?;
    }
    Ok(recount)
}

/// What was counted at an instant.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// By number: where it stood, and who backed it.
    pub proposals: BTreeMap<String, (ProposalState, SupportCount)>,
    /// What stood before each meeting, in its order.
    pub items: Vec<CountedItem>,
    /// By title, of those that anybody had answered.
    pub plans: Vec<(String, Answers)>,
    /// Entries that cannot be believed; the counts are without them.
    pub differences: Vec<Difference>,
}

/// A proposal before a meeting.
#[derive(Clone, Debug)]
pub struct CountedItem {
    pub stage: StageKind,
    /// Of the region or agency that meets.
    pub place: String,
    pub number: String,
    pub item: ItemFold,
}

/// The counts, scores and orders as they stood just before an instant.
pub async fn counts_at(tx: &mut Tx, before: Instant) -> Result<Counted, Failure> {
    let mut reading = Reading::new(Some(before));
    reading.read(tx).await?;
    let support = reading.fold.support();
    let mut counted = Counted { differences: reading.recount.differences, ..Counted::default() };
    let mut numbers: BTreeMap<ProposalId, String> = BTreeMap::new();
    each_row!(tx, projections::proposals, row => {
        if let Some(number) = &row.number {
            numbers.insert(row.id.into(), number.clone());
        }
        let state = reading.fold.proposals.get(&row.id.into()).and_then(|proposal| proposal.state);
        if let (Some(number), Some(state)) = (row.number, state) {
            counted.proposals.insert(number, (state, support.get(&row.id.into()).copied().unwrap_or_default()));
        }
    });
    each_row!(tx, projections::meetings, row => {
        let Some(meeting) = reading.fold.meetings.get(&row.id.into()) else { continue };
        let stage = StageKind::from_code(&row.stage).ok_or_else(|| Failure::inconsistent("musrenbangs", "stage", &row.stage))?;
        let of_meeting = meeting.items.iter().filter_map(|(proposal, item)| {
            Some(CountedItem { stage, place: row.code.clone(), number: numbers.get(proposal)?.clone(), item: item.clone() })
        });
        let mut of_meeting: Vec<CountedItem> = of_meeting.collect();
        of_meeting.sort_by_key(|counted| (counted.item.rank.unwrap_or(u32::MAX), counted.number.clone()));
        counted.items.extend(of_meeting);
    });
    counted.items.sort_by(|one, other| (one.stage, &one.place).cmp(&(other.stage, &other.place)));
    each_row!(tx, projections::plans, row => {
        if let Some(plan) = reading.fold.plans.get(&row.id.into()).filter(|plan| !plan.stances.is_empty()) {
            counted.plans.push((row.title, plan.answers()));
        }
    });
    Ok(counted)
}

/// Where reading stands: the subject, its last position, and what its next entry is tied to.
struct Reading {
    /// What happened then or later is looked at and not counted.
    before: Option<Instant>,
    fold: Fold,
    recount: Recount,
    last: Option<(Uuid, u32, Digest)>,
    is_legible: bool,
}

impl Reading {
    fn new(before: Option<Instant>) -> Self {
        Self { before, fold: Fold::default(), recount: Recount::default(), last: None, is_legible: true }
    }

    async fn read(&mut self, tx: &mut Tx) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let (rows, next) = ledger::page(tx, after, PAGE).await?;
            if next.is_none() {
                return Ok(());
            }
            after = next;
            for row in rows {
                self.recount.entries += 1;
                match row {
                    Ok(linked) => self.take(linked)?,
                    Err(Illegible { id, column, value }) => {
                        self.is_legible = false;
                        self.differs(format!("{id}"), column, value, "legible");
                    }
                }
            }
        }
    }

    fn take(&mut self, linked: Linked) -> Result<(), Failure> {
        let Linked { entry, chain } = linked;
        let subject = entry.subject.id();
        let (position, before) = match self.last {
            Some((last, position, chain)) if last == subject => (position, chain),
            _ => (0, BEGINNING),
        };
        let row = format!("{} {subject} {}", entry.subject.code(), entry.position);
        if entry.position == position + 1 {
            let computed = link(before, &entry)?;
            if computed != chain {
                self.differs(row.clone(), "chain", chain, computed);
            }
        } else {
            self.differs(row.clone(), "position", entry.position, position + 1);
        }
        self.last = Some((subject, entry.position, chain));
        if self.before.is_some_and(|before| entry.at >= before) {
            return Ok(());
        }
        if let Err(unfounded) = self.fold.apply(&entry) {
            self.differs(row, "event", entry.event.code(), unfounded);
        }
        Ok(())
    }

    fn differs(&mut self, row: String, column: &'static str, stored: impl ToString, computed: impl ToString) {
        let (stored, computed) = (stored.to_string(), computed.to_string());
        self.recount.differences.push(Difference { table: "ledger", row, column, stored, computed });
    }
}
