//! What a meeting has before it, put together as the rules want to see it: the order, and what closing looks at.
//! Reads only; used by the check page and by the closing itself, so that both see the same.

use crate::{
    Failure,
    store::{
        Tx, city,
        cycles::{self, CeilingOf},
        musrenbangs::{self, BoardFilter, BoardRow, Item, Meeting},
    },
};
use domain::{
    city::Setting,
    cycle::{Ceiling, Pipeline, StageKind},
    ids::ProposalId,
    money::Rupiah,
    musrenbang::{Agenda, AgendaItem, Attendance, Decision},
    priority::{Ranked, Ranking, ScoreCard, Suggestion, first_reserve_that_fits},
    proposal::Status,
    reason::Note,
    refusal::Refusal,
};
use std::collections::BTreeMap;

/// Everything closing looks at, with what it is made of.
#[derive(Clone, Debug)]
pub struct PreparedAgenda {
    pub items: Vec<AgendaItem>,
    pub ceiling: Option<Ceiling>,
    pub ceiling_note: Option<Note>,
    /// In percent of the delegates.
    pub wanted_women: u32,
    pub women_note: Option<Note>,
    pub delegates: Attendance,
    pub next: Option<StageKind>,
}

impl PreparedAgenda {
    pub fn agenda(&self) -> Agenda<'_> {
        Agenda {
            items: &self.items,
            ceiling: self.ceiling,
            ceiling_note: self.ceiling_note.as_ref(),
            delegates: self.delegates,
            wanted_women: self.wanted_women,
            women_note: self.women_note.as_ref(),
            has_next_meeting: self.next.is_some(),
            goes_to_agencies: self.next == Some(StageKind::AgencyForum),
        }
    }
}

/// The money announced for the meeting's region or agency.
pub async fn ceiling_of(tx: &mut Tx, meeting: &Meeting) -> Result<Option<cycles::Announced>, Failure> {
    let of = match (&meeting.region, &meeting.agency) {
        (Some(region), _) => CeilingOf::Region(region.id),
        (None, Some(agency)) => CeilingOf::Agency(agency.id),
        (None, None) => return Ok(None),
    };
    cycles::ceiling(tx, meeting.cycle, of).await
}

pub async fn prepare(tx: &mut Tx, meeting: &Meeting, items: &[Item], pipeline: &Pipeline) -> Result<PreparedAgenda, Failure> {
    let delegates = musrenbangs::delegates(tx, meeting.id).await?;
    let women = delegates.iter().filter(|delegate| delegate.is_woman).count();
    Ok(PreparedAgenda {
        items: agenda_items(items),
        ceiling: ceiling_of(tx, meeting).await?.map(|announced| announced.ceiling),
        ceiling_note: meeting.notes.ceiling.clone(),
        wanted_women: city::find(tx).await?.number(Setting::WomenPercent),
        women_note: meeting.notes.women.clone(),
        delegates: Attendance { total: count(delegates.len()), women: count(women) },
        next: pipeline.next_meeting_after(meeting.stage),
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn agenda_items(items: &[Item]) -> Vec<AgendaItem> {
    let ranks = agreed_ranks(items);
    let item = |item: &Item| AgendaItem {
        id: item.proposal,
        status: item.status,
        physical: item.physical,
        cost: item.cost,
        rank: ranks.get(&item.proposal).copied(),
        has_reason: item.reason.is_some(),
        has_agency: item.agency.is_some(),
    };
    items.iter().map(item).collect()
}

/// The places of what is agreed, 1 to n: the order of the meeting with everything else left out. What was agreed and
/// never ranked has none.
pub fn agreed_ranks(items: &[Item]) -> BTreeMap<ProposalId, u32> {
    let agreed = |item: &&Item| Decision::of(item.status) == Some(Decision::Agreed);
    let mut ranked: Vec<&Item> = items.iter().filter(agreed).filter(|item| item.rank.is_some()).collect();
    ranked.sort_by_key(|item| (item.rank, item.number.clone()));
    (1..).zip(ranked).map(|(rank, item)| (item.proposal, rank)).collect()
}

/// Places among the agreed, and places among the reserves: each list counts from 1.
pub fn places(items: &[Item]) -> BTreeMap<ProposalId, u32> {
    let mut places = agreed_ranks(items);
    places.extend((1..).zip(reserves(items)).map(|(place, item)| (item.proposal, place)));
    places
}

/// The reserves in their order.
pub fn reserves(items: &[Item]) -> Vec<&Item> {
    let mut reserves: Vec<&Item> = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Reserve)).collect();
    reserves.sort_by_key(|item| (item.rank.unwrap_or(u32::MAX), item.number.clone()));
    reserves
}

/// The reserve that moves up next: the first that fits into what the agreed ones leave of the ceiling; the first of
/// all where no ceiling was announced.
pub async fn reserve_that_fits(tx: &mut Tx, meeting: &Meeting, items: &[Item]) -> Result<Option<ProposalId>, Failure> {
    // What has gone on, into the next year for one, moves up nowhere here.
    let reserves: Vec<&Item> = reserves(items).into_iter().filter(|item| item.stands_here).collect();
    let Some(announced) = ceiling_of(tx, meeting).await? else { return Ok(reserves.first().map(|item| item.proposal)) };
    let agreed = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed));
    let left = [true, false].map(|physical| {
        let spent = Rupiah::total(agreed.clone().filter(|item| item.physical == physical).map(|item| item.cost));
        announced.ceiling.part(physical).less(spent.unwrap_or(Rupiah::MAX)).unwrap_or(Rupiah::ZERO)
    });
    let left = Ceiling::new(left[0], left[1]).unwrap_or_default();
    Ok(first_reserve_that_fits(reserves.into_iter().map(|item| (item.proposal, item.physical, item.cost)), &left))
}

/// Money decides which reserve moves up, not whoever presses the button; unless the meeting has written down why it
/// passes its ceiling. What is no reserve is for the step itself to refuse.
pub async fn check_promotion(tx: &mut Tx, meeting: &Meeting, items: &[Item], wanted: ProposalId) -> Result<Result<(), Refusal>, Failure> {
    let is_reserve = reserves(items).iter().any(|item| item.proposal == wanted);
    if !is_reserve || meeting.notes.ceiling.is_some() {
        return Ok(Ok(()));
    }
    Ok(match reserve_that_fits(tx, meeting, items).await? {
        Some(first) if first == wanted => Ok(()),
        Some(_) => Err(Refusal::AnotherReserveFirst),
        None => Err(Refusal::NoMoneyLeft),
    })
}

/// What the meeting has said on what is in its order; none where it has not.
pub fn decided(items: &[Item]) -> impl Fn(ProposalId) -> Option<Suggestion> {
    let said: BTreeMap<ProposalId, Suggestion> = items.iter().filter_map(|item| Some((item.proposal, suggestion(item.status)?))).collect();
    move |proposal| said.get(&proposal).copied()
}

fn suggestion(status: Status) -> Option<Suggestion> {
    match Decision::of(status) {
        Some(Decision::Agreed) => Some(Suggestion::Agree),
        Some(Decision::Reserve) => Some(Suggestion::Reserve),
        _ => None,
    }
}

/// The order of the meeting as it was kept.
pub fn kept_order(items: &[Item]) -> Ranking {
    let mut ranked: Vec<&Item> = items.iter().filter(|item| item.status.is_ordered() && item.rank.is_some()).collect();
    ranked.sort_by_key(|item| (item.rank, item.number.clone()));
    let place = |item: &Item| Ranked {
        id: item.proposal,
        physical: item.physical,
        cost: item.cost,
        card: item.card.clone().unwrap_or_else(ScoreCard::none),
    };
    Ranking::in_order(ranked.into_iter().map(place).collect())
}

/// More than the RTs of the largest kelurahan, and than the kelurahan of the largest kecamatan.
const MOST_BELOW: i64 = 10_000;

/// The meetings one stage below that belong to this one and have not closed.
pub async fn missing(tx: &mut Tx, meeting: &Meeting, pipeline: &Pipeline) -> Result<Vec<BoardRow>, Failure> {
    below(tx, meeting, pipeline).await.map(not_closed)
}

pub fn not_closed(mut below: Vec<BoardRow>) -> Vec<BoardRow> {
    below.retain(|row| !row.status.has_closed());
    below
}

/// All meetings one stage below that belong to this one.
pub async fn below(tx: &mut Tx, meeting: &Meeting, pipeline: &Pipeline) -> Result<Vec<BoardRow>, Failure> {
    let Some(below) = pipeline.before(meeting.stage) else { return Ok(Vec::new()) };
    let filter = BoardFilter {
        stage: Some(below),
        within: meeting.region.as_ref().filter(|_| below != StageKind::AgencyForum).map(|region| region.code.to_string()),
        ..BoardFilter::default()
    };
    musrenbangs::board(tx, meeting.cycle, &filter, MOST_BELOW).await
}
