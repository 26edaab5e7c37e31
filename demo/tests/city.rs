//! What the demo city promises: enough of everything to look like a real city, and its meetings in every state.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::Actor,
    city::City,
    cycle::StageKind,
    ids::MusrenbangId,
    musrenbang::{Decision, MusrenbangStatus},
    plan::PlanStatus,
    proposal::Status,
};
use services::{
    Services, agenda, ledger,
    queries::meeting_page::meeting_page,
    store::{
        Tx, cycles,
        musrenbangs::{self, BoardFilter, BoardRow},
        plans,
        proposals::{self, Order, ProposalFilter, ProposalLine},
    },
};
use std::collections::{BTreeMap, BTreeSet};
use testing::both_databases;

/// The year that the demo plans.
const PLAN_YEAR: u16 = 2028;
/// Nobody meets there: tests of the browser hold its meetings.
const FOR_TESTS: &str = "15.71.05";

both_databases!(
    async fn the_demo_is_a_city_in_the_middle_of_its_meetings(services: Services) {
        demo::load(&services, |_| ()).await.unwrap();
        let mut tx = services.database.read().await.unwrap();
        there_are_enough_proposals_in_every_kelurahan(&mut tx).await;
        there_is_a_plan_in_every_state(&mut tx).await;
        meetings_are_in_every_state(&services, &mut tx).await;
        the_tests_find_their_kecamatan_untouched(&mut tx).await;
        closed_meetings_show_everything_a_meeting_can_do(&mut tx).await;
        the_named_officers_have_work(&services, &mut tx).await;
    }
);

async fn all_proposals(tx: &mut Tx) -> Vec<ProposalLine> {
    proposals::search(tx, &ProposalFilter::default(), Order::Newest(None), 10_000).await.unwrap()
}

async fn there_are_enough_proposals_in_every_kelurahan(tx: &mut Tx) {
    let proposals = all_proposals(tx).await;
    let plans = plans::list::of_agency(tx, None).await.unwrap();
    let kelurahan: BTreeSet<&str> = proposals.iter().map(|line| line.kelurahan.as_str()).collect();
    let support: u32 = proposals.iter().map(|line| line.support_count).sum();
    let comments =
        proposals.iter().map(|line| i64::from(line.comment_count)).sum::<i64>() + plans.iter().map(|plan| plan.comment_count).sum::<i64>();
    assert_eq!(kelurahan.len(), 68);
    assert!(proposals.len() >= 600 && support >= 3_000 && comments >= 400, "{} {support} {comments}", proposals.len());
}

async fn there_is_a_plan_in_every_state(tx: &mut Tx) {
    let drafts = plans::list::of_agency(tx, None).await.unwrap().into_iter().filter(|plan| plan.status == PlanStatus::Draft);
    let published = plans::list::newest(tx, &plans::list::Filter::default(), None, 100).await.unwrap();
    let plans: Vec<_> = drafts.chain(published).collect();
    let states: BTreeSet<_> = plans.iter().map(|plan| plan.status.code()).collect();
    let known: BTreeSet<_> = PlanStatus::ALL.into_iter().map(PlanStatus::code).collect();
    assert!(plans.len() >= 8, "{} plans", plans.len());
    assert_eq!(states, known);
}

async fn board(tx: &mut Tx, filter: &BoardFilter) -> Vec<BoardRow> {
    let cycle = cycles::of_year(tx, PLAN_YEAR).await.unwrap().unwrap();
    musrenbangs::board(tx, cycle.id, filter, 1_000).await.unwrap()
}

async fn of_stage(tx: &mut Tx, stage: StageKind) -> Vec<BoardRow> {
    board(tx, &BoardFilter { stage: Some(stage), ..BoardFilter::default() }).await
}

async fn meetings_are_in_every_state(services: &Services, tx: &mut Tx) {
    let today = services.today();
    // At least so many closed, open, prepared and late.
    let table = [
        (StageKind::Rt, [250, 2, 20, 20]),
        (StageKind::Kelurahan, [20, 10, 10, 4]),
        (StageKind::Kecamatan, [2, 1, 5, 1]),
        (StageKind::AgencyForum, [3, 1, 8, 0]),
        (StageKind::Kota, [0, 1, 0, 0]),
    ];
    for (stage, least) in table {
        let rows = of_stage(tx, stage).await;
        let count = |fits: &dyn Fn(&BoardRow) -> bool| rows.iter().filter(|row| fits(row)).count();
        let found = [
            count(&|row| row.status.has_closed()),
            count(&|row| row.status == MusrenbangStatus::Open),
            count(&|row| row.status == MusrenbangStatus::Prepared),
            count(&|row| row.is_late(today)),
        ];
        assert!(found.iter().zip(least).all(|(found, least)| *found >= least), "{stage:?}: {found:?}, at least {least:?}");
    }
    let before = cycles::of_year(tx, 2027).await.unwrap().unwrap();
    let city = musrenbangs::board(tx, before.id, &BoardFilter { closed: Some(true), ..BoardFilter::default() }, 10).await.unwrap();
    assert!(city.len() == 1 && city[0].stage == StageKind::Kota && city[0].items >= 8, "last year's ranking");
    passes(tx, city[0].id).await;
    for kecamatan in ["15.71.01", "15.71.07"] {
        let filter = BoardFilter { within: Some(kecamatan.into()), closed: Some(false), ..BoardFilter::default() };
        assert_eq!(board(tx, &filter).await, Vec::new(), "all is closed in {kecamatan}");
    }
}

async fn the_tests_find_their_kecamatan_untouched(tx: &mut Tx) {
    let rows = board(tx, &BoardFilter { within: Some(FOR_TESTS.into()), ..BoardFilter::default() }).await;
    assert!(rows.iter().all(|row| row.status == MusrenbangStatus::Prepared && row.scheduled_on.is_none()));
    let above = rows.iter().filter(|row| row.stage != StageKind::Rt);
    assert_eq!(above.map(|row| row.items).sum::<u32>(), 0);
}

async fn closed_meetings_show_everything_a_meeting_can_do(tx: &mut Tx) {
    let mut decisions: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let (mut moves, mut reasons, mut few_women, mut recommended) = (0, BTreeSet::new(), 0, 0);
    for row in board(tx, &BoardFilter { closed: Some(true), ..BoardFilter::default() }).await {
        passes(tx, row.id).await;
        let items = musrenbangs::items(tx, row.id).await.unwrap();
        for item in &items {
            let decision = Decision::of(item.status).map_or("none", Decision::code);
            *decisions.entry((row.stage.code(), decision)).or_default() += 1;
            reasons.extend(item.reason.as_ref().map(|reason| reason.code().code()));
            recommended += usize::from(item.proposed_cost.is_some_and(|proposed| proposed != item.cost));
        }
        moves += ledger::moves(tx, row.id).await.unwrap().len();
        let delegates = musrenbangs::delegates(tx, row.id).await.unwrap();
        few_women += usize::from(delegates.iter().filter(|delegate| delegate.is_woman).count() * 10 < delegates.len() * 3);
    }
    for stage in ["kelurahan", "kecamatan", "agency_forum"] {
        for decision in ["agreed", "rejected", "deferred"] {
            assert!(decisions.contains_key(&(stage, decision)), "nothing {decision} at {stage}: {decisions:?}");
        }
    }
    for (stage, decision) in [("kelurahan", "reserve"), ("kelurahan", "merged"), ("kelurahan", "returned"), ("kecamatan", "reserve")] {
        assert!(decisions.contains_key(&(stage, decision)), "nothing {decision} at {stage}: {decisions:?}");
    }
    assert!(moves >= 10 && reasons.len() >= 8 && few_women >= 2 && recommended >= 10, "{moves} {reasons:?} {few_women} {recommended}");
}

/// Nothing would block it if it were open; its minutes are written.
async fn passes(tx: &mut Tx, id: MusrenbangId) {
    let meeting = musrenbangs::find(tx, id).await.unwrap().unwrap();
    let items = musrenbangs::items(tx, id).await.unwrap();
    let pipeline = cycles::pipeline(tx, meeting.cycle).await.unwrap();
    let prepared = agenda::prepare(tx, &meeting, &items, &pipeline).await.unwrap();
    assert_eq!(prepared.agenda().blockers(), Vec::new(), "{}", meeting.seat_name(&City::default()));
    assert!(!prepared.agenda().wants_women_note(), "{}", meeting.seat_name(&City::default()));
    assert_eq!(musrenbangs::minutes(tx, id).await.unwrap().len(), 1, "{}", meeting.seat_name(&City::default()));
    assert!(meeting.attendance.is_some_and(|came| came.total > 0) && meeting.closed_at > meeting.opened_at);
}

async fn the_named_officers_have_work(services: &Services, tx: &mut Tx) {
    let at = async |tx: &mut Tx, stage, within: &str| {
        let filter = BoardFilter { stage: Some(stage), within: Some(within.into()), ..BoardFilter::default() };
        board(tx, &filter).await.remove(0)
    };
    let rt = at(tx, StageKind::Rt, "15.71.10.1003-018").await;
    assert!(rt.status == MusrenbangStatus::Open && rt.waiting > 0, "the head of RT 18 has a list to agree on");
    let legok = at(tx, StageKind::Kelurahan, "15.71.10.1003").await;
    let items = musrenbangs::items(tx, legok.id).await.unwrap();
    let submitted = items.iter().filter(|item| item.status == Status::Submitted).count();
    assert!(legok.status == MusrenbangStatus::Open && submitted > 0 && (legok.waiting as usize) > submitted);
    let murni = at(tx, StageKind::Kelurahan, "15.71.10.1002").await;
    let page = meeting_page(services, &Actor::public(), murni.id).await.unwrap().unwrap();
    let blockers: BTreeSet<&str> = page.blockers.iter().map(domain::musrenbang::Blocker::code).collect();
    assert_eq!(blockers, BTreeSet::from(["ceiling_exceeded", "delegates_missing", "undecided"]));
    let danau_sipin = at(tx, StageKind::Kecamatan, "15.71.10").await;
    assert!(danau_sipin.status == MusrenbangStatus::Prepared && danau_sipin.items > 10);
}
