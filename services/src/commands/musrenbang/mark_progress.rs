//! After the meetings: a planner marks RKPD and APBD with the amount; works are reported as begun and finished.

use super::{Outcome, say_where_it_stands};
use crate::{
    CommandError, Problem, Services,
    commands::{once_more, steps::take_step},
    store::{cycles, proposals},
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::ProposalId,
    money::Rupiah,
    permission::{may_mark_budget, may_report_works},
    proposal::{Progress, Status, Step},
    reason::{Note, Reason},
    refusal::Refusal,
};

/// The mark as typed; only RKPD and APBD have an amount.
#[derive(Clone, Debug, Default)]
pub struct ProgressForm {
    pub mark: String,
    pub amount: String,
    pub note: String,
}

impl ProgressForm {
    fn read(&self, status: Status) -> Result<(Progress, Step), CommandError> {
        let mark = Progress::from_code(&self.mark).ok_or_else(|| CommandError::at("mark", Refusal::Required))?;
        let note = Note::new(&self.note).map_err(|refusal| Problem::new("note", refusal));
        let amount = Rupiah::parse(&self.amount).map_err(|refusal| Problem::new("amount", refusal));
        let step = match mark {
            Progress::Rkpd => both(note, amount).map(|(note, amount)| Step::EnterRkpd { note, amount }),
            Progress::Apbd => both(note, amount).map(|(note, amount)| Step::EnterApbd { note, amount }),
            Progress::UnderWay => note.map(|note| Step::Start { note }).map_err(|problem| vec![problem]),
            Progress::Finished => note.map(|note| Step::Finish { note }).map_err(|problem| vec![problem]),
            Progress::Deferred => Reason::new(Progress::why_deferred(status), &self.note)
                .map(|reason| Step::Defer { reason })
                .map_err(|refusal| vec![Problem::new("note", refusal)]),
        };
        step.map(|step| (mark, step)).map_err(CommandError::Problems)
    }
}

fn both<A, B>(one: Result<A, Problem>, other: Result<B, Problem>) -> Result<(A, B), Vec<Problem>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => Err([one.err(), other.err()].into_iter().flatten().collect()),
    }
}

pub async fn mark_progress(services: &Services, actor: &Actor, id: ProposalId, form: &ProgressForm) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let mut proposal =
            proposals::lock(&mut unit.tx, id).await?.filter(|found| found.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        // Who may mark nothing here is told so before what they typed is looked at.
        may_report_works(actor, id, proposal.agency).or_else(|_| may_mark_budget(actor, id))?;
        let status = proposal.position.status;
        let (mark, step) = form.read(status)?;
        let permit = mark.permit(actor, id, proposal.agency)?;
        if !Progress::after(status).contains(&mark) {
            return Err(Refusal::StatusForbids { status }.into());
        }
        unit.act_as(permit.acting());
        let pipeline = cycles::pipeline(&mut unit.tx, proposal.cycle).await?;
        let leg = take_step(&mut unit, &pipeline, &mut proposal, &step, None).await?;
        // What still stands before the city's meeting, should that be reopened.
        say_where_it_stands(&mut unit, &proposal, &leg).await?;
        Ok(unit.commit().await?)
    })
    .await
}
