//! A proposal is sent, or sent again after it was returned.

use super::{
    Outcome, drafts,
    musrenbang::{arrive_where_open, held, leave_behind, say_where_it_stands},
    once_more,
    steps::take_step,
};
use crate::{
    CommandError, Failure, Services,
    drafting::{draft_of, year_of},
    store::{
        Tx, cycles,
        proposals::{self, Proposal},
        regions,
    },
    text::folded,
    unit::Unit,
};
use domain::{
    account::Actor,
    catalogue::Catalogue,
    ids::{AgencyId, ProposalId},
    ledger::Event,
    permission::{Acting, may_edit_draft, may_enter_for_others, may_propose},
    proposal::{Draft, ProposalNumber, Status, Step, SubmittedProposal, TypeChoice},
    refusal::Refusal,
    region::{Region, RegionLevel},
};

/// What was sent already keeps its number: a second click changes nothing. Problems stand at the fields of the form.
pub async fn submit_proposal(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<ProposalNumber> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let known = proposals::find(tx, id).await?.ok_or(Refusal::NotFound)?;
        if let Some(number) = known.number.filter(|_| known.position.status != Status::Returned) {
            may_edit_draft(actor, known.id, known.author)?;
            return Ok(number);
        }
        let mut proposal = match drafts::open(tx, actor, id).await {
            // Sent by another click that was faster.
            Err(CommandError::Refused(Refusal::StatusForbids { status: Status::Submitted })) => {
                let sent = proposals::find(tx, id).await?.and_then(|sent| sent.number);
                return sent.ok_or_else(|| Refusal::NotFound.into());
            }
            opened => opened?,
        };
        let mut draft = draft_of(tx, &proposal).await?;
        let acting = permit(actor, &proposal, &draft)?;
        let year = year_of(tx, &proposal, &mut draft, services.today()).await?;
        if year.has_moved {
            proposals::move_draft(tx, id, year.id).await?;
            proposal.cycle = year.id;
        }
        let sent = draft.submit(&year.catalogue).map_err(drafts::problems)?;
        unit.act_as(&acting);
        let returned_by = held(&mut unit.tx, id).await?;
        let mut sent = send(&mut unit, &proposal, &sent, &year.catalogue, None).await?;
        let step = if proposal.position.status == Status::Draft { Step::Submit } else { Step::Resubmit };
        let pipeline = cycles::pipeline(&mut unit.tx, proposal.cycle).await?;
        let leg = take_step(&mut unit, &pipeline, &mut sent, &step, None).await?;
        arrive_where_open(&mut unit, &pipeline, &mut sent, None).await?;
        leave_behind(&mut unit, returned_by, id).await?;
        // Its own meeting has to look at it anew.
        say_where_it_stands(&mut unit, &sent, &leg).await?;
        unit.commit().await?;
        sent.number.ok_or_else(|| Failure::inconsistent("proposals", "number", id).into())
    })
    .await
}

/// One's own as a confirmed resident; a resident's under the office that serves the RT.
fn permit(actor: &Actor, proposal: &Proposal, draft: &Draft) -> Outcome<Acting> {
    if proposal.entered_as.is_none() {
        return Ok(may_propose(actor, proposal.id)?.acting().clone());
    }
    let rt = draft.rt.as_ref().ok_or_else(|| CommandError::at("rt", Refusal::Required))?;
    let permit = may_enter_for_others(actor, proposal.id, rt).map_err(|refusal| CommandError::at("rt", refusal))?;
    Ok(permit.acting().clone())
}

/// Fills the columns of a valid proposal and numbers it, once for life. It may lie in another kelurahan than before,
/// where others are neighbours.
pub(super) async fn send(
    unit: &mut Unit,
    proposal: &Proposal,
    sent: &SubmittedProposal,
    catalogue: &Catalogue,
    requested_agency: Option<AgencyId>,
) -> Outcome<Proposal> {
    let tx = &mut unit.tx;
    let rt = regions::find_by_code(tx, &sent.rt, unit.services.today()).await?;
    let rt = rt.filter(|rt| rt.level == RegionLevel::Rt).ok_or_else(|| CommandError::at("rt", Refusal::RegionUnknown))?;
    let path = regions::path(tx, rt.id).await?;
    let at_level = |level| path.iter().find(|region: &&Region| region.level == level);
    let kelurahan = at_level(RegionLevel::Kelurahan).ok_or_else(|| Failure::inconsistent("regions", "parent_id", &rt.code))?;
    let number = match &proposal.number {
        Some(number) => number.clone(),
        None => next_number(tx, proposal, kelurahan).await?,
    };
    let kind = match sent.choice {
        TypeChoice::Listed(id) => catalogue.find(id),
        TypeChoice::Other => None,
    };
    let mut words = vec![sent.title.as_str(), &sent.problem, &sent.wanted_work, &sent.address, kind.map_or("", |kind| &kind.name)];
    let number_text = number.to_string();
    words.push(&number_text);
    words.extend(path.iter().filter(|region| region.level != RegionLevel::Kota).map(|region| region.name.as_str()));
    let columns = proposals::Sent {
        number: &number,
        proposal: sent,
        unit_price: kind.and_then(|kind| kind.unit_price),
        requested_agency: requested_agency.or(sent.agency),
        kecamatan: at_level(RegionLevel::Kecamatan).map(|region| region.id),
        kelurahan: kelurahan.id,
        search_text: &folded(&words.join(" ")),
    };
    let first_year = proposals::write_sent(tx, proposal.id, &columns).await?;
    let asked = sent.asked(first_year);
    unit.record(proposal.id, Event::Sent { rt: sent.rt.clone(), asked: Some(asked) }).await?;
    unit.record(proposal.id, Event::Assigned { agency: sent.agency }).await?;
    Ok(proposals::find(&mut unit.tx, proposal.id).await?.ok_or(Refusal::NotFound)?)
}

async fn next_number(tx: &mut Tx, proposal: &Proposal, kelurahan: &Region) -> Outcome<ProposalNumber> {
    let missing = || Failure::inconsistent("proposals", "cycle_id", proposal.cycle);
    let year = cycles::find(tx, proposal.cycle).await?.ok_or_else(missing)?.plan_year;
    let serial = proposals::next_serial(tx, kelurahan.id, year).await?;
    Ok(ProposalNumber::new(kelurahan.code.clone(), year, serial)?)
}
