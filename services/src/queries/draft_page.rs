//! What the pages of a proposal being written need, for its author only.

use crate::{
    Failure, Services,
    drafting::{YearOf, draft_of, may_write, year_of},
    late::{Destination, destination},
    ledger::{self, RecordedEvent},
    store::{
        Tx, agencies,
        cycles::{self, CeilingOf},
        photos,
        proposals::{self, Proposal, ProposalLine},
        regions,
    },
    text::folded,
};
use domain::{
    account::{Actor, Role},
    catalogue::Catalogue,
    comment::Subject,
    ids::{AgencyId, CycleId, ProposalId, RegionId},
    pin::{is_far, metres},
    proposal::{Draft, DraftWarning, Status, Surroundings, TypeChoice},
    region::{Region, RegionCode, RegionLevel},
    years::PlanningYear,
};

/// So many are looked through for similar ones.
const LOOKED_THROUGH: i64 = 300;
const MOST_SIMILAR: usize = 5;

/// A proposal being written.
#[derive(Clone, Debug)]
pub struct DraftPage {
    pub proposal: Proposal,
    pub draft: Draft,
    /// Of the year it would be sent for today.
    pub catalogue: Catalogue,
    /// The agency that the chosen type of work is for.
    pub agency: Option<String>,
    pub plan_year: u16,
    pub photos: Vec<photos::Photo>,
    /// The way from the city to the RT, where one is chosen.
    pub path: Vec<Region>,
    /// Why an office returned it.
    pub returned: Option<RecordedEvent>,
    pub warnings: Vec<DraftWarning>,
    /// What the warnings were judged by.
    pub around: Surroundings,
    /// Which meeting would have it if it were sent now; in time while no place is chosen.
    pub destination: Destination,
}

/// None when it is not this person's, or no longer being written.
pub async fn draft_page(services: &Services, actor: &Actor, id: ProposalId) -> Result<Option<DraftPage>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(mut proposal) = proposals::find(&mut tx, id).await? else { return Ok(None) };
    if !proposal.position.status.is_written() || may_write(&mut tx, actor, &proposal).await.is_err() {
        return Ok(None);
    }
    let mut draft = draft_of(&mut tx, &proposal).await?;
    let YearOf { id: year, plan_year, catalogue, .. } = year_of(&mut tx, &proposal, &mut draft, services.today()).await?;
    proposal.cycle = year;
    let kind = match draft.choice {
        Some(TypeChoice::Listed(id)) => catalogue.find(id),
        _ => None,
    };
    let agency = match kind.and_then(|kind| kind.agency) {
        Some(id) => agencies::find(&mut tx, id).await?.map(|agency| agency.name),
        None => None,
    };
    let photos = photos::of_subject(&mut tx, Subject::Proposal(id)).await?;
    let path = path_of(services, &mut tx, draft.rt.as_ref()).await?;
    let returned = match proposal.position.status {
        Status::Returned => ledger::proposal_journey(&mut tx, id).await?.into_iter().rev().find(|entry| entry.event.until.is_some()),
        _ => None,
    };
    let around = surroundings(&mut tx, &proposal, &draft, &path).await?;
    let warnings = draft.warnings(&catalogue, &around);
    let agency_id = kind.and_then(|kind| kind.agency);
    let destination = destination_of(&mut tx, &proposal, &path, agency_id).await?;
    Ok(Some(DraftPage { proposal, draft, catalogue, agency, plan_year, photos, path, returned, warnings, around, destination }))
}

/// So many pins of a place are compared with.
const PINS: i64 = 500;
/// A pin is never far within so many metres of the middle of its kelurahan, of its city.
const NEAR_IN_KELURAHAN: u32 = 3_000;
const NEAR_IN_CITY: u32 = 40_000;

/// What is known around the place that is chosen: other pins of the kelurahan, or, where there are few, of the city;
/// and the money announced for the kelurahan.
async fn surroundings(tx: &mut Tx, proposal: &Proposal, draft: &Draft, path: &[Region]) -> Result<Surroundings, Failure> {
    let kelurahan = path.iter().find(|region| region.level == RegionLevel::Kelurahan).map(|region| region.id);
    let pin_is_far = match draft.pin {
        Some(pin) => {
            let near = match kelurahan {
                Some(_) => is_far(pin, &proposals::pins(tx, kelurahan, proposal.id, PINS).await?, NEAR_IN_KELURAHAN),
                None => None,
            };
            match near {
                Some(far) => Some(far),
                None => is_far(pin, &proposals::pins(tx, None, proposal.id, PINS).await?, NEAR_IN_CITY),
            }
        }
        None => None,
    };
    let ceiling = match kelurahan {
        Some(kelurahan) => cycles::ceiling(tx, proposal.cycle, CeilingOf::Region(kelurahan)).await?.map(|announced| announced.ceiling),
        None => None,
    };
    Ok(Surroundings { pin_is_far, ceiling })
}

/// Where it would go from the place that is chosen in it.
async fn destination_of(tx: &mut Tx, proposal: &Proposal, path: &[Region], agency: Option<AgencyId>) -> Result<Destination, Failure> {
    let at = |level| path.iter().find(|region| region.level == level).map(|region| region.id);
    let Some(rt) = at(RegionLevel::Rt) else { return Ok(Destination::InTime) };
    let (kelurahan, kecamatan) = (at(RegionLevel::Kelurahan), at(RegionLevel::Kecamatan));
    let there = Proposal { rt: Some(rt), kelurahan, kecamatan, agency: proposal.agency.or(agency), ..proposal.clone() };
    let pipeline = cycles::pipeline(tx, proposal.cycle).await?;
    destination(tx, &pipeline, &there).await
}

async fn path_of(services: &Services, tx: &mut Tx, rt: Option<&RegionCode>) -> Result<Vec<Region>, Failure> {
    let Some(code) = rt else { return Ok(Vec::new()) };
    match regions::find_by_code(tx, code, services.today()).await? {
        Some(region) => regions::path(tx, region.id).await,
        None => Ok(Vec::new()),
    }
}

/// A proposal like the one being written.
#[derive(Clone, Debug)]
pub struct Similar {
    pub line: ProposalLine,
    /// Metres between the two pins, where both have one.
    pub metres: Option<u32>,
}

/// Living proposals of the same kelurahan and cycle with the same type or similar words in the title, nearest first.
pub async fn similar(services: &Services, page: &DraftPage) -> Result<Vec<Similar>, Failure> {
    let Some(kelurahan) = page.path.iter().find(|region| region.level == RegionLevel::Kelurahan) else { return Ok(Vec::new()) };
    let mut tx = services.database.read().await?;
    similar_in(&mut tx, kelurahan.id, page.proposal.cycle, page.proposal.id, &page.draft).await
}

/// The same by a title alone, while it is written, in the year that is written for today; `own` is none of them.
pub async fn titled_alike(services: &Services, kelurahan: &RegionCode, title: &str, own: ProposalId) -> Result<Vec<Similar>, Failure> {
    let (mut tx, today) = (services.database.read().await?, services.today());
    let years = cycles::years(&mut tx).await?;
    let (Some(year), Some(kelurahan)) = (years.for_writing(today), regions::find_by_code(&mut tx, kelurahan, today).await?) else {
        return Ok(Vec::new());
    };
    let draft = Draft { title: title.to_owned(), ..Draft::default() };
    similar_in(&mut tx, kelurahan.id, year.id, own, &draft).await
}

async fn similar_in(tx: &mut Tx, kelurahan: RegionId, cycle: CycleId, own: ProposalId, draft: &Draft) -> Result<Vec<Similar>, Failure> {
    let lines = proposals::living_in(tx, kelurahan, cycle, LOOKED_THROUGH).await?;
    let kind = match draft.choice {
        Some(TypeChoice::Listed(id)) => Some(id),
        _ => None,
    };
    let words = long_words(&draft.title);
    let mut similar: Vec<Similar> = lines
        .into_iter()
        .filter(|line| line.id != own)
        .filter(|line| (kind.is_some() && line.type_id == kind) || shares_words(&words, &long_words(&line.title)))
        .map(|line| Similar { metres: draft.pin.zip(line.pin).map(|(here, there)| metres(here, there)), line })
        .collect();
    similar.sort_by_key(|one| (one.line.rt != draft.rt, one.metres.unwrap_or(u32::MAX)));
    similar.truncate(MOST_SIMILAR);
    Ok(similar)
}

/// Words that say something; numbers, places and the like are too short.
fn long_words(title: &str) -> Vec<String> {
    let common = ["pembangunan", "perbaikan", "pemasangan", "pengadaan", "lingkungan", "warga", "jalan"];
    folded(title).split(' ').filter(|word| word.len() > 3 && !common.contains(word)).map(str::to_owned).collect()
}

/// Half of the shorter title's words.
fn shares_words(one: &[String], other: &[String]) -> bool {
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared > 0 && shared * 2 >= one.len().min(other.len())
}

/// Whether this person may write for residents, and the kelurahan or RT they serve.
pub fn serves(actor: &Actor) -> Option<RegionCode> {
    let held = actor.assignments().iter().find(|held| matches!(held.role, Role::RtHead | Role::KelurahanOfficer));
    held.and_then(|held| held.region.clone())
}

/// The planning year to write for, and, where the year before it has stopped taking proposals, that one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenYear {
    pub plan_year: u16,
    /// What may be asked for in it.
    pub catalogue: Catalogue,
    pub stopped: Option<PlanningYear>,
}

/// None where there is no year to write for.
pub async fn open_year(services: &Services) -> Result<Option<OpenYear>, Failure> {
    let mut tx = services.database.read().await?;
    let (years, today) = (cycles::years(&mut tx).await?, services.today());
    let Some(open) = years.for_writing(today) else { return Ok(None) };
    let stopped = years.running(today).filter(|running| running.plan_year < open.plan_year).cloned();
    let catalogue = cycles::catalogue(&mut tx, open.id).await?;
    Ok(Some(OpenYear { plan_year: open.plan_year, catalogue, stopped }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_alike_by_the_words_that_say_something() {
        let alike = |one: &str, other: &str| shares_words(&long_words(one), &long_words(other));
        assert!(alike("Pembangunan drainase RT 05 Legok", "Drainase belakang musala"));
        assert!(!alike("Perbaikan jalan lingkungan RT 14", "Perbaikan lampu jalan lingkungan RT 14"));
    }
}
