//! What one year did not take, in the next.

use crate::{Season, refusal};
use domain::{
    ids::ProposalId,
    proposal::{EventKind, Status, Step},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};
use services::{
    commands::{self, PaperProposal, PaperStep, ProposedAgain, Recorded},
    queries::{proposal_export::proposal_export, proposal_list::Wanted, proposal_page},
    store::{accounts, cycles, musrenbangs},
    unit::Unit,
};
use testing::typed::reason_of;
use testing::{LEGOK, TestCity, TestPerson, both_databases, rows_of};

/// A proposal of that year which ended with these steps.
async fn ended(season: &Season, author: &TestPerson, steps: Vec<Step>) -> ProposalId {
    let city = &season.city;
    let id = season.begun_by(author).await;
    season.save(author, id, season.complete(&LEGOK.rt(1), "Pelatihan las bagi pemuda")).await;
    let draft = season.loaded(id).await.draft.unwrap();
    commands::withdraw_proposal(&city.services, &author.actor().await, id, None).await.unwrap();
    let acting = domain::permission::may_act_as_self(&author.actor().await).unwrap().acting().clone();
    let steps = steps.into_iter().map(|step| PaperStep { step, acting: acting.clone(), after: chrono::TimeDelta::days(2) });
    let paper = PaperProposal {
        id: season.new_id(),
        cycle: season.cycle,
        draft,
        author: author.id,
        entered_as: None,
        requested_agency: None,
        steps: steps.collect(),
    };
    let mut unit = Unit::begin(&city.services, &acting).await.unwrap();
    let catalogue = cycles::catalogue(&mut unit.tx, season.cycle).await.unwrap();
    assert_eq!(commands::record_proposal(&mut unit, paper.clone(), &catalogue).await.unwrap(), Recorded::New);
    assert_eq!(commands::record_proposal(&mut unit, paper.clone(), &catalogue).await.unwrap(), Recorded::Known);
    unit.commit().await.unwrap();
    paper.id
}

fn reason() -> Reason {
    Reason::new(ReasonCode::OverCeiling, "Pagu sudah habis.").unwrap()
}

both_databases!(
    async fn what_ended_is_proposed_again_for_the_year_that_is_written_for(city: TestCity) {
        let (first, last) = (city.today(), city.today() + chrono::Days::new(30));
        let season = Season::held(&city, 2028, Some((first, last))).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let old = ended(&season, &author, vec![Step::Reject { reason: reason() }]).await;
        let later = (first + chrono::Days::new(365), last + chrono::Days::new(365));
        let next = Season::held(&city, 2029, Some(later)).await;
        let actor = author.actor().await;
        let offered =
            async || proposal_page::proposal_page(&city.services, &actor, old, (None, None)).await.unwrap().unwrap().mine.may_propose_again;
        assert!(!offered().await, "while the meetings of its year are held");
        city.pass_days(40);
        assert!(offered().await);
        let again = commands::propose_again(&city.services, &actor, old, season.new_id()).await.unwrap();
        let ProposedAgain::Draft(again) = again else { panic!("{again:?}") };
        assert_eq!(next.loaded(again).await.cycle, next.cycle);
    }

    async fn a_rejected_proposal_is_a_draft_again_with_its_history(city: TestCity) {
        let old_season = Season::of(&city, 2028).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let old = ended(&old_season, &author, vec![Step::Reject { reason: reason() }]).await;
        let actor = author.actor().await;
        let new_id = old_season.new_id();
        let too_early = commands::propose_again(&city.services, &actor, old, new_id).await;
        assert_eq!(refusal(too_early), Refusal::StatusForbids { status: Status::Rejected });

        city.pass_days(365);
        let season = Season::of(&city, 2029).await;
        let other = city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        assert_eq!(refusal(commands::propose_again(&city.services, &other, old, new_id).await), Refusal::NotYourOffice);
        for _ in 0..2 {
            let again = commands::propose_again(&city.services, &actor, old, new_id).await.unwrap();
            assert_eq!(again, ProposedAgain::Draft(new_id));
        }
        let draft = season.loaded(new_id).await.draft.unwrap();
        assert_eq!((draft.title.as_str(), draft.origin), ("Pelatihan las bagi pemuda", Some(old)));
        assert_eq!(draft.choice, Some(domain::proposal::TypeChoice::Listed(season.training)), "this year's type of the same code");
        commands::submit_proposal(&city.services, &actor, new_id).await.unwrap();

        let page = proposal_page::proposal_page(&city.services, &actor, new_id, (None, None)).await.unwrap().unwrap();
        assert_eq!((page.history.len(), page.history[0].id, page.years_waiting()), (1, old, 1));
        let events = services::ledger::proposal_journey(&mut city.read().await, old).await.unwrap();
        let kinds: Vec<EventKind> = events.iter().map(|entry| entry.event.kind).collect();
        assert_eq!(kinds, [EventKind::Submitted, EventKind::Rejected, EventKind::ProposedAgain]);
        assert_eq!(season.loaded(old).await.position.status, Status::Rejected, "the old one stays what it was");
        let export = proposal_export(&city.services, &Wanted { plan_year: Some(2029), ..Wanted::default() }).await.unwrap();
        let rows = rows_of(export).await;
        assert_eq!((rows[0].plan_year, rows[0].first_year), (2029, 2028));
    }

    async fn what_an_office_proposes_again_is_still_the_proposal_of_its_resident(city: TestCity) {
        let old_season = Season::of(&city, 2028).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let old = ended(&old_season, &author, vec![Step::Reject { reason: reason() }]).await;
        city.pass_days(365);
        let season = Season::of(&city, 2029).await;
        let (lurah, new_id) = (city.office_of(LEGOK).await, season.new_id());
        commands::propose_again(&city.services, &lurah.actor().await, old, new_id).await.unwrap();
        let again = season.loaded(new_id).await;
        let name = accounts::find(&mut city.read().await, author.id).await.unwrap().unwrap().name;
        assert_eq!((again.author, again.on_behalf_of), (lurah.id, Some(name)));
    }

    async fn a_deferred_proposal_goes_on_as_it_is(city: TestCity) {
        let old_season = Season::of(&city, 2028).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = ended(&old_season, &author, vec![Step::Verify, Step::Defer { reason: reason() }]).await;
        city.pass_days(365);
        let season = Season::of(&city, 2029).await;
        let office = city.office_of(LEGOK).await.actor().await;
        let again = commands::propose_again(&city.services, &office, id, season.new_id()).await.unwrap();
        assert_eq!(again, ProposedAgain::Carried(id));
        let proposal = season.loaded(id).await;
        assert_eq!((proposal.cycle, proposal.position.status), (season.cycle, Status::Submitted));
        assert_eq!(proposal.number.unwrap().plan_year(), 2028, "a number is for life");
    }

    async fn years_of_waiting_are_the_same_everywhere(city: TestCity) {
        let old_season = Season::of(&city, 2028).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let actor = author.actor().await;
        let old = ended(&old_season, &author, vec![Step::Verify, Step::Defer { reason: reason() }]).await;
        city.pass_days(365);
        let season = Season::of(&city, 2029).await;
        commands::propose_again(&city.services, &actor, old, season.new_id()).await.unwrap();
        let head = city.officer(domain::account::Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let no = reason_of("LAHAN_PRIBADI", "Tanah milik pribadi.");
        commands::musrenbang::reject_proposal(&city.services, &head, season.meeting(&LEGOK.rt(1)).await, old, &no).await.unwrap();
        city.pass_days(365);
        let season = Season::of(&city, 2030).await;
        let new = season.new_id();
        commands::propose_again(&city.services, &actor, old, new).await.unwrap();
        commands::submit_proposal(&city.services, &actor, new).await.unwrap();

        let page = proposal_page::proposal_page(&city.services, &actor, new, (None, None)).await.unwrap().unwrap();
        assert_eq!(page.years_waiting(), 2, "numbered 2028, carried into 2029, rejected, proposed again for 2030");
        let export = proposal_export(&city.services, &Wanted { plan_year: Some(2030), ..Wanted::default() }).await.unwrap();
        let rows = rows_of(export).await;
        assert_eq!(rows[0].plan_year - rows[0].first_year, 2);
        let item = musrenbangs::item(&mut city.read().await, season.meeting(&LEGOK.rt(1)).await, new).await.unwrap().unwrap();
        assert_eq!(domain::proposal::years_waiting(2030, item.first_year), 2);
        let carried = proposal_page::proposal_page(&city.services, &actor, old, (None, None)).await.unwrap().unwrap();
        assert_eq!(carried.years_waiting(), 1, "of the year it was rejected in");
    }
);
