//! Everything the page of one proposal shows.

use super::{
    comments::{CommentList, comments},
    objection_page::raisable,
    points::points_in,
};
use crate::{
    Failure, Services,
    drafting::may_write,
    ledger::{self, RecordedEvent},
    objecting::may_answer,
    store::{
        Tx,
        accounts::{self, Account},
        agencies, cycles, musrenbangs, photos,
        proposals::{self, Proposal, ProposalLine, Recommendation},
        regions,
    },
};
use domain::{
    account::Actor,
    catalogue::ProposalType,
    clock::{Day, Instant},
    comment::{CommentKind, Subject},
    cycle::Stage,
    ids::{AgencyId, CommentId, ProposalId},
    musrenbang::MusrenbangStatus,
    permission::{may_enter_for_others, may_second},
    pin::Pin,
    proposal::{EventKind, Objection, ProposalNumber, ProposerDisplay, Step, SupportCount, merge::counted_households, years_waiting},
    ratio::Ratio,
    region::{Region, RegionLevel},
};

/// A proposal with its surroundings.
#[derive(Clone, Debug)]
pub struct ProposalPage {
    pub proposal: Proposal,
    pub number: ProposalNumber,
    pub plan_year: u16,
    /// The stages of its cycle with their dates.
    pub stages: Vec<Stage>,
    /// The city first, the RT last.
    pub path: Vec<Region>,
    pub proposer: ProposerDisplay,
    pub kind: Option<ProposalType>,
    pub requested_agency: Option<String>,
    pub agency: Option<String>,
    pub events: Vec<RecordedEvent>,
    pub recommendations: Vec<Recommendation>,
    pub photos: Vec<photos::Photo>,
    /// Where proposals of its kelurahan are, this one among them; none where its own place is not known.
    pub points: Vec<Pin>,
    /// What it was merged into.
    pub merged_into: Option<ProposalLine>,
    pub duplicates: Vec<ProposalLine>,
    /// Earlier and later proposals for the same problem, by year.
    pub history: Vec<ProposalLine>,
    pub comments: CommentList,
    /// Before a meeting that had closed when it came; decided when the meeting is reopened.
    pub came_late: bool,
    pub mine: Mine,
}

/// What this reader may do here.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "questions that do not depend on each other")]
pub struct Mine {
    /// To mend and to withdraw: its author's, or of the office that serves the RT it was recorded in.
    pub is_mine: bool,
    /// To say of what somebody else recorded that it is that resident's.
    pub may_second: bool,
    /// This very proposal, or one merged into it: counted here either way.
    pub supports: bool,
    /// The merged one, where it is only that.
    pub counted_through: Option<ProposalLine>,
    /// What may be done with it now by whoever sent it.
    pub offered: Vec<EventKind>,
    pub may_propose_again: bool,
    /// The last day on which this reader may object to what was decided.
    pub may_object_until: Option<Day>,
    /// To answer the objection that was raised.
    pub may_answer_objection: bool,
}

impl ProposalPage {
    /// Knows the households against which support is counted.
    pub fn kelurahan(&self) -> Option<&Region> {
        self.path.iter().find(|region| Some(region.id) == self.proposal.kelurahan)
    }

    /// Years since the first proposal for the same problem.
    pub fn years_waiting(&self) -> u16 {
        years_waiting(self.plan_year, self.proposal.first_year.unwrap_or(self.plan_year))
    }

    /// Local support for each household of the RT, or of the kelurahan where those are not known, and which of the
    /// two.
    pub fn support_per_household(&self) -> Option<(Ratio, RegionLevel)> {
        let count = SupportCount { local: self.proposal.support_local, other: 0 };
        let of = |level| self.path.iter().find(|region| region.level == level).map_or(0, Region::known_households);
        let (households, level) = counted_households(of(RegionLevel::Rt), of(RegionLevel::Kelurahan))?;
        Some((count.per_household(households)?, level))
    }
}

/// Which comments are wanted.
pub type CommentsWanted = (Option<CommentKind>, Option<(Instant, CommentId)>);

/// None for drafts, also for their authors: those have pages of their own.
pub async fn proposal_page(
    services: &Services,
    actor: &Actor,
    id: ProposalId,
    (wanted_kind, before): CommentsWanted,
) -> Result<Option<ProposalPage>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(proposal) = proposals::find(&mut tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()) else {
        return Ok(None);
    };
    let Some(number) = proposal.number.clone() else { return Ok(None) };
    let missing = || Failure::inconsistent("proposals", "cycle_id", proposal.cycle);
    let years = cycles::years(&mut tx).await?;
    let year = years.find(proposal.cycle).ok_or_else(missing)?;
    let path = match proposal.rt.or(proposal.kelurahan) {
        Some(region) => regions::path(&mut tx, region).await?,
        None => Vec::new(),
    };
    let kind = match proposal.type_id {
        Some(kind) => cycles::find_type(&mut tx, kind).await?,
        None => None,
    };
    let requested_agency = agency_name(&mut tx, proposal.requested_agency).await?;
    let agency = agency_name(&mut tx, proposal.agency).await?;
    let events = ledger::proposal_journey(&mut tx, id).await?;
    let recommendations = proposals::recommendations_of(&mut tx, id).await?;
    let photos = photos::of_subject(&mut tx, Subject::Proposal(id)).await?;
    let points = match (proposal.pin, proposal.kelurahan) {
        (Some(_), Some(kelurahan)) => points_in(&mut tx, &[(RegionLevel::Kelurahan, kelurahan)]).await?,
        (pin, _) => pin.into_iter().collect(),
    };
    let Relatives { merged_into, duplicates, history } = relatives(&mut tx, &proposal).await?;
    let comments = comments(&mut tx, actor, Subject::Proposal(id), wanted_kind, before).await?;
    let proposer = proposer(&mut tx, &proposal, &path).await?;
    let meeting = musrenbangs::standing(&mut tx, id).await?.map(|standing| standing.status);
    let came_late = meeting.is_some_and(|meeting| meeting.was_missed_by(proposal.position.status));
    let others = history.iter().map(|line| (line.plan_year, line.position.status));
    let goes_on = proposal.position.goes_on(year.plan_year, &years, services.today(), meeting, others).is_ok();
    let mut mine = mine(&mut tx, actor, &proposal, &path, (meeting, goes_on)).await?;
    if actor.signed_in().is_some() {
        mine.may_object_until = raisable(services, &mut tx, actor, &proposal).await?;
        let waits = proposal.objection.is_some_and(Objection::waits);
        mine.may_answer_objection = waits && may_answer(&mut tx, actor, &proposal).await?.is_ok();
    }
    Ok(Some(ProposalPage {
        proposal,
        number,
        plan_year: year.plan_year,
        stages: year.stages.clone(),
        path,
        proposer,
        kind,
        requested_agency,
        agency,
        events,
        recommendations,
        photos,
        points,
        merged_into,
        duplicates,
        history,
        comments,
        came_late,
        mine,
    }))
}

async fn agency_name(tx: &mut Tx, id: Option<AgencyId>) -> Result<Option<String>, Failure> {
    Ok(match id {
        Some(id) => agencies::find(tx, id).await?.map(|agency| agency.name),
        None => None,
    })
}

#[derive(Default)]
struct Relatives {
    merged_into: Option<ProposalLine>,
    duplicates: Vec<ProposalLine>,
    history: Vec<ProposalLine>,
}

async fn relatives(tx: &mut Tx, proposal: &Proposal) -> Result<Relatives, Failure> {
    let mut sorted = Relatives::default();
    for (relation, line) in proposals::relatives(tx, proposal.id).await? {
        match relation {
            proposals::Relation::MergedInto => sorted.merged_into = Some(line),
            proposals::Relation::Duplicate => sorted.duplicates.push(line),
            proposals::Relation::SameProblem => sorted.history.push(line),
        }
    }
    Ok(sorted)
}

/// The name of whoever chose to show it, or the RT where they live, which need not be where the work is; of what an
/// office recorded, the resident's name is never shown.
async fn proposer(tx: &mut Tx, proposal: &Proposal, path: &[Region]) -> Result<ProposerDisplay, Failure> {
    let Some(place) = path.last() else { return Ok(ProposerDisplay::Resident) };
    let author = if proposal.entered_as.is_none() { accounts::find(tx, proposal.author).await? } else { None };
    let home = match author.as_ref().and_then(Account::home) {
        Some(home) => regions::find(tx, home).await?,
        None => None,
    };
    let code = home.map_or_else(|| place.code.clone(), |home| home.code);
    let name = author.filter(|_| proposal.shows_name).map(|account| account.name);
    Ok(ProposerDisplay::of(name.is_some(), name.as_deref().unwrap_or_default(), &code))
}

async fn mine(
    tx: &mut Tx,
    actor: &Actor,
    proposal: &Proposal,
    path: &[Region],
    (meeting, goes_on): (Option<MusrenbangStatus>, bool),
) -> Result<Mine, Failure> {
    let Some(me) = actor.id() else { return Ok(Mine::default()) };
    let mine = may_write(tx, actor, proposal).await.ok();
    let pipeline = cycles::pipeline(tx, proposal.cycle).await?;
    let offered = mine.as_ref().map(|permit| Step::offered(permit, proposal.position, meeting, &pipeline)).unwrap_or_default();
    let rt = path.last().map(|place| &place.code);
    let is_unknown = proposal.on_behalf_of.is_some() && !proposal.is_seconded;
    let may_second = is_unknown && rt.is_some_and(|rt| may_second(actor, &proposal.authorship(), rt).is_ok());
    let backed = proposals::backed_by(tx, proposal.id, me).await?;
    let counted_through = match backed.first().filter(|_| !backed.contains(&proposal.id)) {
        Some(through) => proposals::line(tx, *through).await?,
        None => None,
    };
    let serves = path.last().is_some_and(|place| may_enter_for_others(actor, proposal.id, &place.code).is_ok());
    Ok(Mine {
        is_mine: mine.is_some(),
        may_second,
        supports: !backed.is_empty(),
        counted_through,
        offered,
        may_propose_again: goes_on && (mine.is_some() || serves),
        ..Mine::default()
    })
}

/// The proposal with this number, for addresses that people can type.
pub async fn by_number(services: &Services, number: &ProposalNumber) -> Result<Option<ProposalId>, Failure> {
    let mut tx = services.database.read().await?;
    Ok(proposals::find_by_number(&mut tx, number).await?.map(|proposal| proposal.id))
}
