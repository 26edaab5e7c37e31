//! The agency that builds reports how far the works are.

use chrono::Days;
use domain::{
    account::{Actor, Role},
    city::Setting,
    permission::may_act_as_self,
    proposal::{EventKind, Status, WorksReport, works},
    refusal::Refusal,
};
use services::{
    commands::{NewWorksReport, musrenbang::mark_progress, report_works},
    queries::{inbox::inbox, progress_page::progress_page},
    store::proposals,
};
use testing::typed::{marking, works_report};
use testing::{
    PUPR, TestCity, both_databases,
    faults::found_after,
    world::{World, refusal},
};

fn said(percent: u32) -> NewWorksReport {
    works_report(percent, "Pondasi selesai.")
}

async fn mark(world: &World, actor: &Actor, id: domain::ids::ProposalId, mark: &str) {
    let form = marking(mark, "1000000", "Sesuai dokumen.");
    mark_progress(&world.city.services, actor, id, &form).await.unwrap();
}

both_databases!(
    async fn works_are_reported_between_the_budget_and_their_end(city: TestCity) {
        let world = World::new(city).await;
        let (_, planner, sent) = world.after_the_city(1).await;
        let (services, id) = (&world.city.services, sent[0]);
        let verifier = world.city.office_of(PUPR).await.actor().await;
        mark(&world, &planner, id, "rkpd").await;
        assert_eq!(refusal(report_works(services, &verifier, id, &said(5)).await), Refusal::StatusForbids { status: Status::InRkpd });
        mark(&world, &planner, id, "apbd").await;
        let page = progress_page(services, &verifier, id).await.unwrap().unwrap();
        assert!(page.may_report && page.proposal.works.is_none());
        let stranger = world.city.officer(Role::Moderator, "").await.actor().await;
        assert_eq!(refusal(report_works(services, &stranger, id, &said(5)).await), Refusal::NotYourOffice);
        report_works(services, &verifier, id, &said(40)).await.unwrap();
        let at = world.city.now();
        assert_eq!(world.proposal(id).await.works, Some(WorksReport { percent: 40, at }));
        let last = services::ledger::proposal_journey(&mut world.city.read().await, id).await.unwrap().pop().unwrap().event;
        assert_eq!((last.kind, last.percent), (EventKind::ProgressReported, Some(40)));
        for (column, value) in [("works_percent", "41"), ("works_reported_at", "submitted_at")] {
            let statement = format!("UPDATE proposals SET {column} = {value} WHERE works_percent IS NOT NULL");
            assert_eq!(found_after(&world.city, &statement).await, [column]);
        }
        mark(&world, &verifier, id, "under_way").await;
        assert_eq!(world.proposal(id).await.works, None, "counted from the last mark");
        report_works(services, &verifier, id, &said(100)).await.unwrap();
        mark(&world, &verifier, id, "finished").await;
        assert_eq!(refusal(report_works(services, &verifier, id, &said(100)).await), Refusal::StatusForbids { status: Status::Finished });
    }

    async fn a_second_click_on_a_report_says_it_once(city: TestCity) {
        let world = World::new(city).await;
        let (_, planner, sent) = world.after_the_city(1).await;
        let (services, id) = (&world.city.services, sent[0]);
        mark(&world, &planner, id, "rkpd").await;
        mark(&world, &planner, id, "apbd").await;
        let verifier = world.city.office_of(PUPR).await;
        let reported = async |report: &NewWorksReport| {
            report_works(services, &verifier.actor().await, id, report).await.unwrap();
            let journey = services::ledger::proposal_journey(&mut world.city.read().await, id).await.unwrap();
            journey.iter().filter(|entry| entry.event.kind == EventKind::ProgressReported).count()
        };
        assert_eq!((reported(&said(40)).await, reported(&said(40)).await), (1, 1), "the second says the same");
        assert_eq!(reported(&works_report(40, "Dinding selesai.")).await, 2, "in other words");
        assert_eq!(reported(&said(40)).await, 3, "and back again");
        world.city.pass_days(1);
        assert_eq!(reported(&said(40)).await, 4, "nothing has moved since: that is news, and the quarter begins anew");
        assert_eq!(world.proposal(id).await.works, Some(WorksReport { percent: 40, at: world.city.now() }));
    }

    async fn a_quarter_without_a_report_is_seen_in_the_inbox_of_the_agency(city: TestCity) {
        let world = World::new(city).await;
        let (_, planner, sent) = world.after_the_city(1).await;
        let (services, id) = (&world.city.services, sent[0]);
        mark(&world, &planner, id, "rkpd").await;
        mark(&world, &planner, id, "apbd").await;
        let office = world.city.office_of(PUPR).await;
        let due = async || {
            let actor = office.actor().await;
            let found = inbox(services, &actor, &may_act_as_self(&actor).unwrap()).await.unwrap().works.remove(0);
            let day = |at| services.zone().day(at);
            works::due_on(day(found.status_since), found.works_reported_at.map(day), services.city().number(Setting::ReportDays))
        };
        let first = due().await;
        assert_eq!(first, world.city.today() + Days::new(92));
        world.city.pass_days(30);
        report_works(services, &office.actor().await, id, &said(10)).await.unwrap();
        assert_eq!(due().await, first + Days::new(30));
        let report = WorksReport { percent: 20, at: world.city.now() };
        let mut tx = world.city.begin().await;
        proposals::set_works(&mut tx, id, report).await.unwrap();
        assert_eq!(proposals::find(&mut tx, id).await.unwrap().unwrap().works, Some(report));
    }
);
