//! What a meeting does stands in the ledger, from which its lists, scores, order and minutes are made again; what does
//! not say the same is found and named, in the tables and in the entries.

use crate::world::{World, reason};
use chrono::TimeDelta;
use domain::{
    account::Role,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    ledger::{Event, Order},
    musrenbang::{Decision, MeetingNotes},
    priority::Points,
    reason::{Reason, ReasonCode},
};
use services::{
    commands::musrenbang::{
        RankMove, accept_suggestion, close_musrenbang, decide, move_rank, promote_reserve, propose_ranking, reopen_musrenbang,
        schedule_musrenbang, score_proposals,
    },
    ledger::{Act, counts_at, record, recount, reopenings},
    queries::meeting_page::meeting_page,
    store::{cycles, ledger, musrenbangs, projections},
};
use testing::typed::{note, reason_of, ruling, schedule, words};
use testing::{
    LEGOK, TestCity, both_databases,
    faults::{self, run},
};

/// A meeting with an order that was moved, a reserve, notes and a delegate; it closed and may have been opened again.
async fn held(city: &TestCity) -> (World, MusrenbangId, Vec<ProposalId>) {
    let world = World::new(city.clone()).await;
    let (legok, officer, sent) = world.legok_with(&[10, 20, 30]).await;
    let services = &city.services;
    let criteria = cycles::criteria(&mut city.read().await, world.cycle).await.unwrap();
    let criterion = criteria.all()[0].id;
    for points in [2, 5] {
        let given: Vec<_> = sent.iter().map(|id| (*id, criterion, Points::new(points).unwrap())).collect();
        score_proposals(services, &officer, legok, &given[..2], None).await.unwrap();
    }
    propose_ranking(services, &officer, legok).await.unwrap();
    let last = musrenbangs::items(&mut city.read().await, legok).await.unwrap().pop().unwrap().proposal;
    let id = services.clock.new_id();
    let step = RankMove { id, proposal: last, from: 3, to: 1, seen: None, reason: words("keselamatan anak") };
    move_rank(services, &officer, legok, &step).await.unwrap();
    move_rank(services, &officer, legok, &step).await.unwrap();
    let form = ruling("reserve", Some(reason("PAGU")));
    decide(services, &officer, legok, sent[0], &form).await.unwrap();
    accept_suggestion(services, &officer, legok, None).await.unwrap();
    let said = |text| Some(note(text));
    let notes = MeetingNotes { women: said("Panen raya."), ceiling: said("Bencana banjir."), dissent: said("RT 3."), by_vote: true };
    services::commands::musrenbang::write_notes(services, &officer, legok, &notes, None).await.unwrap();
    world.delegate(&officer, legok).await;
    close_musrenbang(services, &officer, legok, None).await.unwrap();
    (world, legok, sent)
}

both_databases!(
    async fn scores_and_orders_of_a_day_are_known_later(city: TestCity) {
        let world = World::new(city.clone()).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
        let services = &city.services;
        let criterion = cycles::criteria(&mut city.read().await, world.cycle).await.unwrap().all()[0].id;
        let given: Vec<_> = sent.iter().zip([2, 5]).map(|(id, points)| (*id, criterion, Points::new(points).unwrap())).collect();
        score_proposals(services, &officer, legok, &given, None).await.unwrap();
        propose_ranking(services, &officer, legok).await.unwrap();
        let proposed = city.now() + TimeDelta::seconds(1);
        city.pass_days(1);
        let step =
            RankMove { id: services.clock.new_id(), proposal: sent[0], from: 2, to: 1, seen: None, reason: words("keselamatan anak") };
        move_rank(services, &officer, legok, &step).await.unwrap();
        let form = ruling("reserve", Some(reason("PAGU")));
        decide(services, &officer, legok, sent[1], &form).await.unwrap();
        let of = async |at| {
            let counted = counts_at(&mut city.read().await, at).await.unwrap();
            let of_legok = counted.items.into_iter().filter(|counted| counted.stage == StageKind::Kelurahan);
            of_legok.map(|counted| (counted.number, counted.item.rank, counted.item.total, counted.item.decision)).collect::<Vec<_>>()
        };
        let (before, after) = (of(proposed).await, of(city.now() + TimeDelta::seconds(1)).await);
        let [first, second] = [world.proposal(sent[1]).await.number.unwrap(), world.proposal(sent[0]).await.number.unwrap()];
        assert_eq!(
            before.iter().map(|(number, rank, ..)| (number.clone(), *rank)).collect::<Vec<_>>(),
            [(first.to_string(), Some(1)), (second.to_string(), Some(2))]
        );
        assert_eq!(
            after.iter().map(|(number, rank, ..)| (number.clone(), *rank)).collect::<Vec<_>>(),
            [(second.to_string(), Some(1)), (first.to_string(), Some(2))]
        );
        assert!(before[0].2 > before[1].2 && before[0].2 == after[1].2, "the score stays: {before:?} {after:?}");
        assert_eq!((before[0].3, after[1].3), (None, Some(Decision::Reserve)));
    }

    async fn a_reason_that_was_erased_is_missing_on_its_page_and_nothing_else(city: TestCity) {
        let (world, legok, _) = held(&city).await;
        let officer = city.office_of(LEGOK).await.actor().await;
        reopen_musrenbang(&city.services, &officer, legok, &reason_of("LAINNYA", "Salah hitung.")).await.unwrap();
        let mut tx = city.begin().await;
        for kind in ["rank_moved", "meeting_reopened"] {
            let entry = ledger::of_subject(&mut tx, legok.into(), kind).await.unwrap().pop().unwrap();
            let (Event::RankMoved { words, .. } | Event::MeetingReopened { words, .. }) = entry.event else { panic!("{kind}") };
            faults::erase_words(&mut tx, words.unwrap()).await;
        }
        tx.commit().await.unwrap();
        let page = meeting_page(&world.city.services, &officer, legok).await.unwrap().unwrap();
        assert_eq!(page.moves.last().unwrap().reason.text(), "");
        let mut tx = city.read().await;
        assert_eq!(reopenings(&mut tx, legok).await.unwrap()[0].reason, Reason::erased(ReasonCode::Other));
        assert_eq!(recount(&mut tx).await.unwrap().differences, []);
    }

    async fn a_meeting_is_made_again_from_its_entries(city: TestCity) {
        let (world, legok, sent) = held(&city).await;
        let services = &city.services;
        let mut tx = city.read().await;
        let mut kinds = Vec::new();
        let (entries, _) = ledger::page(&mut tx, None, 1000).await.unwrap();
        for linked in entries.into_iter().flatten().filter(|linked| linked.entry.subject == legok.into()) {
            kinds.push(linked.entry.event.code());
        }
        kinds.retain(|kind| *kind != "item_arrived" && *kind != "support_frozen");
        assert_eq!(
            kinds,
            [
                "item_decided",
                "item_decided",
                "item_decided",
                "meeting_opened",
                "scored",
                "scored",
                "order_proposed",
                "rank_moved",
                "item_decided",
                "item_decided",
                "item_decided",
                "suggestion_accepted",
                "notes_written",
                "delegate_named",
                "meeting_closed",
            ]
        );
        assert_eq!(recount(&mut tx).await.unwrap().differences, []);
        assert_eq!(
            projections::items(&mut tx, None, 100)
                .await
                .unwrap()
                .iter()
                .filter(|item| item.musrenbang_id == legok.0 && item.rank.is_some())
                .count(),
            3
        );
        assert_eq!(projections::scores(&mut tx, None, 10).await.unwrap().iter().map(|score| score.value).collect::<Vec<_>>(), [5, 5]);
        assert_eq!(
            projections::delegates(&mut tx, None, 10).await.unwrap().iter().filter(|named| named.musrenbang_id == legok.0).count(),
            1
        );
        assert_eq!(
            projections::minutes(&mut tx, None, 10).await.unwrap().iter().filter(|minutes| minutes.musrenbang_id == legok.0).count(),
            1
        );
        assert!(projections::meetings(&mut tx, None, 100).await.unwrap().iter().any(|meeting| meeting.id == legok.0));
        drop(tx);
        let officer = city.office_of(LEGOK).await.actor().await;
        promote_reserve(services, &officer, legok, sent[0], &reason("LAINNYA")).await.unwrap();
        assert_eq!(recount(&mut city.read().await).await.unwrap().differences, []);
        let again = reason_of("DATA_KURANG", "Satu usulan terlewat.");
        reopen_musrenbang(services, &officer, legok, &again).await.unwrap();
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        let reopenings = services::ledger::reopenings(&mut city.read().await, legok).await.unwrap();
        assert_eq!(reopenings.iter().map(|again| again.reason.text()).collect::<Vec<_>>(), ["Satu usulan terlewat."]);
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(3)).await;
        let head = city.officer(Role::RtHead, LEGOK.rt(3).as_str()).await.actor().await;
        schedule_musrenbang(services, &head, rt, &schedule("2027-02-01", "Pos ronda"), None).await.unwrap();
        schedule_musrenbang(services, &head, rt, &schedule("", ""), None).await.unwrap();
        assert_eq!(recount(&mut city.read().await).await.unwrap().differences, []);
    }

    async fn whatever_is_changed_in_a_meeting_is_found_and_named(city: TestCity) {
        held(&city).await;
        for (statement, table, column) in beside_it() {
            let mut tx = city.begin().await;
            assert!(run(&mut tx, statement).await > 0, "{statement}");
            let found = recount(&mut tx).await.unwrap().differences;
            let is_named = found.iter().any(|difference| (difference.table, difference.column) == (table, column));
            assert!(is_named, "{statement}: {found:#?}");
        }
    }

    async fn an_order_and_a_list_that_the_rules_do_not_make_are_named(city: TestCity) {
        let (_, legok, sent) = held(&city).await;
        let proposed = ledger::of_subject(&mut city.read().await, legok.into(), "order_proposed").await.unwrap().remove(0);
        let Event::OrderProposed(order) = proposed.event else { panic!("no order") };
        let closed = ledger::of_subject(&mut city.read().await, legok.into(), "meeting_closed").await.unwrap().remove(0);
        let Event::MeetingClosed { version, minutes, mut agreed } = closed.event else { panic!("no list") };
        let swapped = |mut order: Order| {
            let places = &mut order.places;
            (places[0].rank, places[1].rank) = (places[1].rank, places[0].rank);
            order
        };
        let inflated = |mut order: Order| {
            order.places[2].total.0 += 1;
            order
        };
        let invented = |mut order: Order| {
            order.facts[0].local += 1;
            order
        };
        // By other weights than those of the year, which stand in another subject.
        let mut reweighed = order.clone();
        (reweighed.criteria[0].weight, reweighed.criteria[2].weight) = (order.criteria[2].weight, order.criteria[0].weight);
        agreed.reverse();
        let (proposal, to) = (sent[0], 1);
        for forged in [
            Event::OrderProposed(swapped(order.clone())),
            Event::OrderProposed(inflated(order.clone())),
            Event::OrderProposed(invented(order)),
            Event::MeetingClosed { version, minutes, agreed },
            Event::RankMoved { proposal, from: 3, to, reason: None, words: None, order: sent },
        ] {
            let mut tx = city.begin().await;
            let act = Act { at: city.now(), acting: proposed.acting.clone(), event: forged.clone() };
            record(&city.services.clock, &mut tx, legok, vec![act]).await.unwrap();
            let found = recount(&mut tx).await.unwrap().differences;
            let is_named = found.iter().any(|difference| difference.computed == "not what the rules make of it");
            assert!(is_named, "{forged:?}: {found:#?}");
        }
        let mut tx = city.begin().await;
        let act = Act { at: city.now(), acting: proposed.acting.clone(), event: Event::OrderProposed(reweighed) };
        record(&city.services.clock, &mut tx, legok, vec![act]).await.unwrap();
        let found = recount(&mut tx).await.unwrap().differences;
        assert!(found.iter().any(|difference| difference.column == "weights"), "{found:#?}");
    }
);

/// What follows the entries of a meeting, changed behind their back; each with the table and column that is named.
fn beside_it() -> [(&'static str, &'static str, &'static str); 35] {
    [
        ("UPDATE musrenbangs SET status = 'open' WHERE closed_at IS NOT NULL", "musrenbangs", "status"),
        ("UPDATE musrenbangs SET scheduled_on = '2027-01-01'", "musrenbangs", "scheduled_on"),
        ("UPDATE musrenbangs SET place = 'Lain' WHERE closed_at IS NOT NULL", "musrenbangs", "place"),
        ("UPDATE musrenbangs SET leader = 'Lain' WHERE closed_at IS NOT NULL", "musrenbangs", "leader"),
        ("UPDATE musrenbangs SET attendance = attendance + 1 WHERE closed_at IS NOT NULL", "musrenbangs", "attendance"),
        ("UPDATE musrenbangs SET attendance_women = 0 WHERE closed_at IS NOT NULL", "musrenbangs", "attendance_women"),
        ("UPDATE musrenbangs SET women_note = ''", "musrenbangs", "women_note"),
        ("UPDATE musrenbangs SET ceiling_note = 'x'", "musrenbangs", "ceiling_note"),
        ("UPDATE musrenbangs SET dissent = 'x'", "musrenbangs", "dissent"),
        ("UPDATE musrenbangs SET by_vote = NOT by_vote", "musrenbangs", "by_vote"),
        ("UPDATE musrenbangs SET opened_at = NULL", "musrenbangs", "opened_at"),
        ("UPDATE musrenbangs SET closed_at = NULL", "musrenbangs", "closed_at"),
        ("UPDATE musrenbangs SET minutes_version = 2", "musrenbangs", "minutes_version"),
        ("UPDATE musrenbang_items SET frozen_local = frozen_local + 1 WHERE frozen_at IS NOT NULL", "musrenbang_items", "frozen_local"),
        ("UPDATE musrenbang_items SET frozen_other = 9 WHERE frozen_at IS NOT NULL", "musrenbang_items", "frozen_other"),
        ("UPDATE musrenbang_items SET arrived_at = frozen_at WHERE frozen_at IS NOT NULL", "musrenbang_items", "arrived_at"),
        ("UPDATE musrenbang_items SET decision = 'agreed' WHERE decision = 'reserve'", "musrenbang_items", "decision"),
        ("UPDATE musrenbang_items SET reason_code = 'GANDA' WHERE decision = 'reserve'", "musrenbang_items", "reason_code"),
        ("UPDATE musrenbang_items SET reason_text = 'x' WHERE decision = 'reserve'", "musrenbang_items", "reason_text"),
        ("UPDATE musrenbang_items SET proposed_rank = 1", "musrenbang_items", "proposed_rank"),
        ("UPDATE musrenbang_items SET rank = 4 - rank", "musrenbang_items", "rank"),
        ("UPDATE musrenbang_items SET score = score + 1", "musrenbang_items", "score"),
        ("UPDATE musrenbang_items SET score_parts = '{}' WHERE rank = 1", "musrenbang_items", "score_parts"),
        ("DELETE FROM musrenbang_items WHERE rank = 2", "musrenbang_items", "proposal_id"),
        ("UPDATE ledger_words SET text = 'Bukan itu alasannya.'", "ledger_words", "text"),
        ("DELETE FROM scores", "scores", "value"),
        ("UPDATE scores SET value = 1", "scores", "value"),
        ("UPDATE delegates SET woman = NOT woman", "delegates", "woman"),
        ("DELETE FROM delegates", "delegates", "id"),
        (
            "INSERT INTO delegates (id, musrenbang_id, name, woman, body, contact)
             SELECT musrenbang_id, musrenbang_id, name, woman, body, contact FROM delegates",
            "delegates",
            "musrenbang_id",
        ),
        ("DELETE FROM minutes", "minutes", "hash"),
        ("UPDATE minutes SET version = version + 1", "minutes", "hash"),
        ("UPDATE proposals SET seconded_by = author_id", "proposals", "seconded_by"),
        ("UPDATE cycles SET weights_locked_at = NULL", "cycles", "weights_locked_at"),
        ("UPDATE minutes SET hash = (SELECT chain FROM ledger LIMIT 1)", "minutes", "hash"),
    ]
}
