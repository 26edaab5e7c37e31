//! One meeting: what the public reads, what its officer works with, and what keeps it from closing.

use crate::{
    Failure, Services,
    agenda::{self, PreparedAgenda, agreed_ranks, decided, kept_order},
    late::{self, Destination},
    ledger::{self, RecordedEvent, RecordedMove, Reopening},
    store::{
        Tx, agencies, cycles,
        musrenbangs::{self, BoardRow, Delegate, Item, Meeting, StoredMinutes},
        proposals::{self, Proposal, Recommendation},
        regions,
    },
};
use domain::{
    account::Actor,
    cycle::{Ceiling, Pipeline, Stage, StageKind},
    ids::{MusrenbangId, ProposalId},
    minutes::{Item as MinutesItem, Minutes},
    money::Rupiah,
    musrenbang::{Attendance, Blocker, Decision, MeetingAct, MusrenbangStatus},
    permission::{MayRunMusrenbang, may_run_musrenbang},
    priority::{Criteria, Suggestion, Weighed},
    proposal::{EventKind, Position, ProposalNumber, Status, Step, merge::check_merge},
    refusal::Refusal,
    region::Region,
};
use std::collections::BTreeMap;

/// One line of the order.
#[derive(Clone, Debug)]
pub struct OrderLine {
    pub place: u32,
    pub item: Item,
    /// What the suggested ones of its own kind take, down to this line.
    pub running_total: Rupiah,
    pub suggestion: Suggestion,
    /// The place the score proposed, among those still in the order.
    pub proposed: u32,
    /// Moved by the meeting itself, not only pushed along by others.
    pub moved: Option<RecordedMove>,
}

/// What the agreed items take, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    pub physical: Rupiah,
    pub non_physical: Rupiah,
}

impl Spent {
    pub fn part(&self, physical: bool) -> Rupiah {
        if physical { self.physical } else { self.non_physical }
    }

    pub fn total(&self) -> Rupiah {
        self.physical.checked_add(self.non_physical).unwrap_or(Rupiah::MAX)
    }

    fn of<'a>(items: impl Iterator<Item = &'a Item> + Clone) -> Self {
        let sum =
            |physical| Rupiah::total(items.clone().filter(|item| item.physical == physical).map(|item| item.cost)).unwrap_or(Rupiah::MAX);
        Self { physical: sum(true), non_physical: sum(false) }
    }
}

/// The signed minutes of the meetings below that have closed.
#[derive(Clone, Debug, Default)]
pub struct PapersBelow {
    pub received: usize,
    /// Closed, and not handed over yet.
    pub awaited: Vec<BoardRow>,
}

impl PapersBelow {
    fn of(below: &[BoardRow]) -> Self {
        let (received, awaited): (Vec<&BoardRow>, Vec<&BoardRow>) =
            below.iter().filter(|row| row.status.has_closed()).partition(|row| row.status == MusrenbangStatus::Sent);
        Self { received: received.len(), awaited: awaited.into_iter().cloned().collect() }
    }
}

#[derive(Clone, Debug)]
pub struct MeetingPage {
    pub meeting: Meeting,
    /// The way up, the meeting's own region last; empty for a forum.
    pub path: Vec<Region>,
    pub stages: Vec<Stage>,
    /// Everything before the meeting, what was withdrawn left out.
    pub items: Vec<Item>,
    pub order: Vec<OrderLine>,
    pub announced: Option<cycles::Announced>,
    pub spent: Spent,
    pub moves: Vec<RecordedMove>,
    pub delegates: Attendance,
    pub criteria: Criteria,
    /// What planners have set of them, in the same order.
    pub weights: Vec<Weighed>,
    /// The lower meetings whose list has not come up.
    pub missing: Vec<BoardRow>,
    pub papers_below: PapersBelow,
    /// All versions, the latest first.
    pub minutes: Vec<StoredMinutes>,
    /// Why it took up its work again, each time.
    pub reopenings: Vec<Reopening>,
    pub next: Option<StageKind>,
    /// Where what is agreed here goes, or has gone, when there is a next meeting; it may have closed meanwhile.
    pub goes_to: Option<Destination>,
    pub blockers: Vec<Blocker>,
    pub wants_women_note: bool,
    /// Whether this reader may run it.
    pub may_run: bool,
}

impl MeetingPage {
    /// Whether this reader may do it now.
    pub fn offers(&self, act: MeetingAct) -> bool {
        self.may_run && self.meeting.status.check(act).is_ok()
    }

    /// Whether this may be done with an item now, by whoever runs the meeting.
    pub fn offers_on(&self, permit: &MayRunMusrenbang, item: &Item, kind: EventKind) -> bool {
        let at = Position { stage: self.meeting.stage, status: item.status };
        item.stands_here && permit.on(&item.authorship()).is_ok() && at.check(kind, Some(self.meeting.status)).is_ok()
    }

    pub fn with_status(&self, fits: fn(Status) -> bool) -> Vec<Item> {
        self.items.iter().filter(|item| fits(item.status)).cloned().collect()
    }

    /// Submitted and not looked at.
    pub fn to_verify(&self) -> Vec<Item> {
        self.with_status(|status| status == Status::Submitted)
    }

    /// Verified, and without a place in the order.
    pub fn unranked(&self) -> Vec<Item> {
        self.items.iter().filter(|item| item.status.is_ordered() && item.rank.is_none()).cloned().collect()
    }

    pub fn reserves(&self) -> Vec<Item> {
        self.with_status(|status| status == Status::Reserve)
    }

    /// Refused or put off, each with its reason.
    pub fn not_accommodated(&self) -> Vec<Item> {
        self.with_status(|status| matches!(status, Status::Rejected | Status::Deferred))
    }

    /// Back with the proposer; the meeting said nothing on it.
    pub fn returned(&self) -> Vec<Item> {
        self.with_status(|status| status == Status::Returned)
    }

    /// They go on as part of another.
    pub fn merged(&self) -> Vec<Item> {
        self.with_status(|status| status == Status::Merged)
    }

    pub fn agreed_count(&self) -> usize {
        self.items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed)).count()
    }

    /// What has gone on to the next meeting.
    pub fn sent(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.stands_here && Decision::of(item.status) == Some(Decision::Agreed))
    }

    /// The place of an agreed proposal in the list that goes up.
    pub fn agreed_rank(&self, proposal: ProposalId) -> Option<u32> {
        agreed_ranks(&self.items).get(&proposal).copied()
    }

    pub fn ceiling(&self) -> Option<Ceiling> {
        self.announced.as_ref().map(|announced| announced.ceiling)
    }
}

/// None when there is no such meeting.
pub async fn meeting_page(services: &Services, actor: &Actor, id: MusrenbangId) -> Result<Option<MeetingPage>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(meeting) = musrenbangs::find(&mut tx, id).await? else { return Ok(None) };
    load(&mut tx, actor, meeting).await.map(Some)
}

async fn load(tx: &mut Tx, actor: &Actor, meeting: Meeting) -> Result<MeetingPage, Failure> {
    let id = meeting.id;
    let path = match &meeting.region {
        Some(region) => regions::path(tx, region.id).await?,
        None => Vec::new(),
    };
    let stages = cycles::stages(tx, meeting.cycle).await?;
    let pipeline = cycles::pipeline(tx, meeting.cycle).await?;
    let mut items = musrenbangs::items(tx, id).await?;
    let minutes = musrenbangs::minutes(tx, id).await?;
    if let Some(latest) = minutes.first().filter(|_| meeting.status.has_closed()) {
        as_minuted(&mut items, &latest.minutes);
    }
    items.retain(|item| item.status != Status::Withdrawn);
    let prepared = agenda::prepare(tx, &meeting, &items, &pipeline).await?;
    let moves = ledger::moves(tx, id).await?;
    let below = agenda::below(tx, &meeting, &pipeline).await?;
    Ok(MeetingPage {
        order: order(&items, &prepared, &moves),
        announced: agenda::ceiling_of(tx, &meeting).await?,
        spent: Spent::of(items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed))),
        delegates: prepared.delegates,
        criteria: cycles::criteria(tx, meeting.cycle).await?,
        weights: cycles::weights(tx, meeting.cycle).await?,
        papers_below: PapersBelow::of(&below),
        missing: agenda::not_closed(below),
        minutes,
        next: prepared.next,
        goes_to: goes_to(tx, (&pipeline, &meeting), &items, prepared.next).await?,
        blockers: prepared.agenda().blockers(),
        wants_women_note: prepared.agenda().wants_women_note(),
        may_run: may_run_musrenbang(actor, meeting.id, &meeting.seat).is_ok(),
        meeting,
        path,
        stages,
        items,
        moves,
        reopenings: ledger::reopenings(tx, id).await?,
    })
}

/// A closed meeting says what its minutes say, whatever became of a proposal since.
fn as_minuted(items: &mut [Item], minutes: &Minutes) {
    let written: BTreeMap<&ProposalNumber, &MinutesItem> = minutes.items().map(|item| (&item.number, item)).collect();
    for item in items {
        let Some(written) = written.get(&item.number) else { continue };
        item.title.clone_from(&written.title);
        item.unit.clone_from(&written.unit);
        item.agency_name.clone_from(&written.agency);
        item.reason.clone_from(&written.reason);
        if Decision::of(item.status) != Some(written.decision) {
            item.status = written.decision.status();
        }
        item.rank = written.rank;
        (item.volume, item.cost, item.support) = (Some(written.volume), written.cost, written.support);
    }
}

/// The first agreed one stands for all. Those of a region go one way; where forums come next, others may find theirs
/// open or closed otherwise.
async fn goes_to(
    tx: &mut Tx,
    (pipeline, meeting): (&Pipeline, &Meeting),
    items: &[Item],
    next: Option<StageKind>,
) -> Result<Option<Destination>, Failure> {
    let Some(next) = next else { return Ok(None) };
    let agreed = |item: &&Item| Decision::of(item.status) == Some(Decision::Agreed) && item.stands_here != meeting.status.has_closed();
    let Some(first) = items.iter().find(agreed) else { return Ok(Some(Destination::InTime)) };
    let Some(proposal) = proposals::find(tx, first.proposal).await? else { return Ok(Some(Destination::InTime)) };
    if meeting.status.has_closed() {
        let there = proposal.position.stage;
        return Ok(Some(if there == next || !there.is_meeting() { Destination::InTime } else { Destination::Later(there) }));
    }
    let there = Proposal { position: Position { stage: next, ..proposal.position }, ..proposal };
    late::destination(tx, pipeline, &there).await.map(Some)
}

fn order(items: &[Item], prepared: &PreparedAgenda, moves: &[RecordedMove]) -> Vec<OrderLine> {
    let ranking = kept_order(items);
    let by_id: BTreeMap<ProposalId, &Item> = items.iter().map(|item| (item.proposal, item)).collect();
    let mut proposed: Vec<&Item> = ranking.iter().filter_map(|(_, ranked)| by_id.get(&ranked.id).copied()).collect();
    proposed.sort_by_key(|item| (item.proposed_rank.unwrap_or(u32::MAX), item.number.clone()));
    let proposed: BTreeMap<ProposalId, u32> = (1..).zip(proposed).map(|(place, item)| (item.proposal, place)).collect();
    let placed = ranking.within(prepared.ceiling.as_ref(), decided(items)).into_iter();
    placed
        .filter_map(|line| {
            let item = *by_id.get(&line.id)?;
            Some(OrderLine {
                place: line.rank,
                item: item.clone(),
                running_total: line.running_total,
                suggestion: line.suggestion,
                proposed: proposed.get(&line.id).copied().unwrap_or(line.rank),
                moved: moves.iter().rev().find(|moved| moved.step.proposal == line.id).cloned(),
            })
        })
        .collect()
}

/// The page for whoever runs the meeting, with the permit to do so.
pub async fn work_page(services: &Services, actor: &Actor, id: MusrenbangId) -> Result<(MeetingPage, MayRunMusrenbang), WorkError> {
    let page = meeting_page(services, actor, id).await?.ok_or(Refusal::NotFound)?;
    let permit = may_run_musrenbang(actor, page.meeting.id, &page.meeting.seat)?;
    Ok((page, permit))
}

/// Not there, not allowed, or failed.
pub type WorkError = crate::CommandError;

/// Delegates with their names and contacts: internal.
pub async fn delegates(services: &Services, permit: &MayRunMusrenbang) -> Result<Vec<Delegate>, Failure> {
    let mut tx = services.database.read().await?;
    musrenbangs::delegates(&mut tx, permit.meeting()).await
}

/// One proposal on the officer's desk.
#[derive(Clone, Debug)]
pub struct CasePage {
    pub item: Item,
    pub problem: String,
    pub wanted: String,
    pub address: String,
    /// The resident it was recorded for; internal.
    pub on_behalf_of: Option<String>,
    /// Nobody decides here on a proposal of their own.
    pub is_own: bool,
    /// What this officer may do with it here and now.
    pub offered: Vec<EventKind>,
    pub decisions: Vec<Decision>,
    pub recommendations: Vec<Recommendation>,
    pub events: Vec<RecordedEvent>,
    /// What it went into.
    pub merged_into: Option<(ProposalId, String, String)>,
    /// Those it may be merged into: number and title.
    pub others: Vec<(String, String)>,
    /// Code and name of each agency.
    pub agencies: Vec<(String, String)>,
    pub photos: Vec<crate::store::photos::Photo>,
}

/// None when the proposal is not before this meeting.
pub async fn case_page(
    services: &Services,
    permit: &MayRunMusrenbang,
    page: &MeetingPage,
    proposal: ProposalId,
) -> Result<Option<CasePage>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(item) = musrenbangs::item(&mut tx, permit.meeting(), proposal).await? else { return Ok(None) };
    let Some(stored) = proposals::find(&mut tx, proposal).await? else { return Ok(None) };
    let merged_into = match stored.merged_into {
        Some(id) => {
            let target = proposals::find(&mut tx, id).await?;
            target.map(|target| (id, target.number.map(|number| number.to_string()).unwrap_or_default(), target.title))
        }
        None => None,
    };
    let deciding = permit.on(&item.authorship());
    let meeting = page.meeting.status;
    let here = deciding.as_ref().ok().filter(|_| item.stands_here);
    let pipeline = cycles::pipeline(&mut tx, page.meeting.cycle).await?;
    let mut offered = here.map(|permit| Step::offered(permit, stored.position, Some(meeting), &pipeline)).unwrap_or_default();
    if offered.contains(&EventKind::Promoted) && agenda::check_promotion(&mut tx, &page.meeting, &page.items, proposal).await?.is_err() {
        offered.retain(|kind| *kind != EventKind::Promoted);
    }
    let takes_in = |other: &&Item| {
        let permit = deciding.as_ref().ok().and_then(|permit| permit.merging_into(&other.authorship()).ok());
        permit.is_some() && other.stands_here && check_merge(proposal, other.proposal, other.status).is_ok()
    };
    Ok(Some(CasePage {
        is_own: deciding.is_err(),
        offered,
        decisions: here.map(|_| stored.position.decisions(meeting)).unwrap_or_default(),
        problem: stored.problem,
        wanted: stored.wanted,
        address: stored.address,
        on_behalf_of: stored.on_behalf_of,
        recommendations: proposals::recommendations_of(&mut tx, proposal).await?,
        events: ledger::proposal_journey(&mut tx, proposal).await?,
        merged_into,
        others: page.items.iter().filter(takes_in).map(|other| (other.number.to_string(), other.title.clone())).collect(),
        agencies: agencies::all(&mut tx).await?.into_iter().map(|agency| (agency.code, agency.name)).collect(),
        photos: crate::store::photos::of_subject(&mut tx, domain::comment::Subject::Proposal(proposal)).await?,
        item,
    }))
}
