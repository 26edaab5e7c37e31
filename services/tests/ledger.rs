//! The ledger holds what people did, nothing takes it away, and what is kept beside it says the same; what does not is
//! found and named, whoever changed it and however.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::Duration;
use domain::{
    account::Role,
    clock::Instant,
    comment::{CommentKind, Subject as SaidUnder},
    cycle::StageKind,
    ids::{CommentId, PlanId, ProposalId},
    ledger::{Digest, Event, Subject},
    permission::{may_comment, may_like, may_moderate, may_take_stance},
    plan::Stance,
};
use services::{
    commands::{self, NewComment, musrenbang::recommend},
    ledger::{Act, Recount, counts_at, record, recount},
    store::{Tx, ledger, projections, regions},
};
use sqlx::AssertSqlSafe;
use testing::typed::{note, recommendation, words};
use testing::{LEGOK, MURNI, TestCity, both_databases, plans::published, world::World};

/// A proposal that two neighbours and somebody from elsewhere back, one of whom left again, and of which its RT
/// recommends half, a ceiling that was lowered, and a plan with answers and a comment.
struct Lived {
    proposal: ProposalId,
    plan: PlanId,
    comment: CommentId,
}

async fn lived_in(city: &TestCity) -> Lived {
    let world = World::new(city.clone()).await;
    let services = &city.services;
    let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
    let proposal = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
    let plan = published(city, &[LEGOK.region()]).await;
    let comment = CommentId(services.clock.new_id());
    let mut people = Vec::new();
    for home in [LEGOK.rt(1), LEGOK.rt(2), MURNI.rt(1)] {
        city.pass(Duration::minutes(1));
        let person = city.confirmed_resident_of(&home).await;
        let actor = person.actor().await;
        commands::support_proposal(services, &actor, proposal).await.unwrap();
        let stance = may_take_stance(&actor, plan).unwrap();
        commands::take_stance(services, &stance, Stance::Support).await.unwrap();
        people.push(actor);
    }
    city.pass(Duration::days(1));
    commands::withdraw_support(services, &people[1], proposal).await.unwrap();
    commands::take_stance(services, &may_take_stance(&people[2], plan).unwrap(), Stance::Oppose).await.unwrap();
    let head = city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
    let meeting = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
    recommend(services, &head, meeting, proposal, &recommendation("Cukup separuhnya.", "0,5", "500.000")).await.unwrap();
    for physical in ["400000000", "300000000"] {
        let money = format!("region_code,physical,non_physical,source\n15.71.10.1003,{physical},50000000,SK\n");
        commands::import_ceilings(services, 2028, money.as_bytes(), true).await.unwrap();
    }
    let said = NewComment { id: comment, kind: CommentKind::Question, body: words("Kapan mulai?") };
    commands::add_comment(services, &may_comment(&people[0], SaidUnder::Plan(plan)).unwrap(), said).await.unwrap();
    for person in &people {
        commands::like_comment(services, &may_like(person, comment).unwrap(), true).await.unwrap();
    }
    commands::like_comment(services, &may_like(&people[0], comment).unwrap(), false).await.unwrap();
    Lived { proposal, plan, comment }
}

async fn recounted(city: &TestCity) -> Recount {
    recount(&mut city.read().await).await.unwrap()
}

/// Runs a statement as somebody would who has the database to themselves.
async fn run(tx: &mut Tx, statement: &str) -> Result<u64, sqlx::Error> {
    match tx {
        Tx::Sqlite(tx) => sqlx::query(AssertSqlSafe(statement)).execute(&mut **tx).await.map(|done| done.rows_affected()),
        Tx::Postgres(tx) => sqlx::query(AssertSqlSafe(statement)).execute(&mut **tx).await.map(|done| done.rows_affected()),
    }
}

/// Takes off what keeps entries as they are, as far as this unit of work goes.
async fn unguard(tx: &mut Tx) {
    let statements: &[&str] = match tx {
        Tx::Sqlite(_) => &["DROP TRIGGER ledger_is_not_changed", "DROP TRIGGER ledger_is_not_shortened", "DELETE FROM ledger_outbox"],
        Tx::Postgres(_) => &["ALTER TABLE ledger DISABLE TRIGGER USER", "DELETE FROM ledger_outbox"],
    };
    for statement in statements {
        run(tx, statement).await.unwrap();
    }
}

both_databases!(
    async fn every_act_is_an_entry_and_the_counts_follow(city: TestCity) {
        let lived = lived_in(&city).await;
        let mut tx = city.read().await;
        let (entries, next) = ledger::page(&mut tx, None, 1000).await.unwrap();
        assert!(next.is_some() && ledger::page(&mut tx, next, 1000).await.unwrap().0.is_empty());
        let of = |subject: Subject| -> Vec<&'static str> {
            let of_subject = entries.iter().flatten().filter(|linked| linked.entry.subject == subject);
            of_subject.map(|linked| linked.entry.event.code()).collect()
        };
        let head = ledger::head(&mut tx, lived.proposal.0).await.unwrap().map(|(position, _)| position);
        assert_eq!((head, ledger::head(&mut tx, city.services.clock.new_id()).await.unwrap()), (Some(8), None));
        assert_eq!(
            of(Subject::Proposal(lived.proposal)),
            ["sent", "assigned", "moved", "support_given", "support_given", "support_given", "support_withdrawn", "remarked"]
        );
        assert_eq!(
            of(Subject::Plan(lived.plan)),
            ["plan_moved", "stance_taken", "stance_taken", "stance_taken", "stance_taken", "commented"]
        );
        assert_eq!(of(Subject::Comment(lived.comment)), ["liked", "liked", "liked", "like_withdrawn"]);
        let stored = projections::proposals(&mut tx, None, 10).await.unwrap();
        assert_eq!((stored[0].support_count, stored[0].support_local), (Some(2), Some(1)));
        let supports = projections::supports(&mut tx, None, 10).await.unwrap();
        let (stances, likes) =
            (projections::stances(&mut tx, None, 10).await.unwrap(), projections::likes(&mut tx, None, 10).await.unwrap());
        assert_eq!((supports.len(), stances.len(), likes.len()), (2, 3, 2));
        assert_eq!(projections::recommendations(&mut tx, None, 10).await.unwrap()[0].volume, Some(500));
        assert_eq!(projections::plans(&mut tx, None, 10).await.unwrap()[0].supporting, 2);
        let money = projections::ceilings(&mut tx, None, 10).await.unwrap();
        assert_eq!((money.len(), money[0].physical), (1, 300_000_000));
        let people = projections::accounts(&mut tx, None, 100).await.unwrap();
        assert!(people.iter().any(|person| person.residence_confirmed_at.is_some() && person.home.is_some()));
        assert!(projections::roles(&mut tx, None, 100).await.unwrap().iter().all(|role| role.to_day.is_none()));
        assert!(ledger::has_any(&mut tx, "plan").await.unwrap() && !ledger::has_any(&mut tx, "nothing").await.unwrap());
        let of_city = async |tx: &mut Tx, kind| ledger::has_kind(tx, Subject::City, kind).await.unwrap();
        assert!(of_city(&mut tx, "regions_listed").await && !of_city(&mut tx, "types_listed").await);
        assert_eq!(projections::regions(&mut tx, None, 100).await.unwrap().len(), 19);
        assert_eq!(projections::comments(&mut tx, None, 10).await.unwrap()[0].like_count, 2);
        let recounted = recount(&mut tx).await.unwrap();
        assert_eq!((usize::try_from(recounted.entries).unwrap(), recounted.differences), (entries.len(), vec![]));
    }

    async fn saying_it_twice_leaves_one_entry(city: TestCity) {
        let lived = lived_in(&city).await;
        let person = city.confirmed_resident_of(&LEGOK.rt(3)).await.actor().await;
        let before = recounted(&city).await.entries;
        let permit = may_take_stance(&person, lived.plan).unwrap();
        for _ in 0..3 {
            commands::support_proposal(&city.services, &person, lived.proposal).await.unwrap();
            commands::take_stance(&city.services, &permit, Stance::Oppose).await.unwrap();
            commands::like_comment(&city.services, &may_like(&person, lived.comment).unwrap(), true).await.unwrap();
        }
        for _ in 0..3 {
            commands::withdraw_support(&city.services, &person, lived.proposal).await.unwrap();
        }
        assert_eq!(recounted(&city).await.entries, before + 4);
    }

    async fn the_database_refuses_to_change_or_shorten_it(city: TestCity) {
        lived_in(&city).await;
        for statement in ["UPDATE ledger SET kind = kind", "DELETE FROM ledger", "UPDATE ledger SET position = 9 WHERE position = 1"] {
            let mut tx = city.begin().await;
            let refused = run(&mut tx, statement).await.unwrap_err().to_string();
            assert!(refused.contains("the ledger is append-only"), "{refused}");
        }
        assert!(!ledger::is_empty(&mut city.read().await).await.unwrap());
        let (entries, _) = ledger::page(&mut city.read().await, None, 1).await.unwrap();
        let twice: Vec<_> = entries.into_iter().flatten().collect();
        assert!(ledger::append(&mut city.begin().await, &twice).await.is_err(), "no place is taken twice");
    }

    async fn the_counts_of_a_day_are_known_later(city: TestCity) {
        let start = city.now();
        let lived = lived_in(&city).await;
        // What is dated before others may stand behind them: from paper, or by a clock that went wrong.
        let answered = Event::Commented { comment: lived.comment, said: CommentKind::Answer, words: Digest([3; 32]) };
        let before = Act { at: start - Duration::hours(1), acting: None, event: answered };
        let mut tx = city.begin().await;
        record(&city.services.clock, &mut tx, Subject::Plan(lived.plan), vec![before]).await.unwrap();
        tx.commit().await.unwrap();
        let of_day = async |at: Instant| {
            let counted = counts_at(&mut city.read().await, at).await.unwrap();
            assert_eq!(counted.differences, []);
            let supports = counted.proposals.values().next().map(|(_, count)| (count.local, count.other));
            let answers = counted.plans.first().map(|(_, answers)| (answers.supporting, answers.opposing));
            (supports, answers)
        };
        assert_eq!(of_day(start).await, (None, None));
        assert_eq!(of_day(start + Duration::hours(12)).await, (Some((2, 1)), Some((3, 0))));
        assert_eq!(of_day(city.now() + Duration::seconds(1)).await, (Some((1, 1)), Some((2, 1))));
    }

    async fn what_nobody_did_cannot_be_recorded(city: TestCity) {
        let lived = lived_in(&city).await;
        let hidden = Event::CommentHidden { words: Digest([9; 32]) };
        for (subject, event) in [
            (Subject::Proposal(lived.proposal), Event::Liked),
            (Subject::Proposal(lived.proposal), Event::SupportGiven { home: None }),
            (Subject::Proposal(lived.proposal), Event::Parted),
            (Subject::Plan(lived.plan), Event::SupportWithdrawn),
            (Subject::Comment(lived.comment), Event::CommentRestored),
            (Subject::Comment(lived.comment), Event::Parted),
            (Subject::Comment(lived.comment), hidden),
        ] {
            let mut tx = city.begin().await;
            let act = Act { at: city.now(), acting: None, event: event.clone() };
            assert!(record(&city.services.clock, &mut tx, subject, vec![act]).await.is_err(), "{event:?}");
        }
    }

    async fn a_reason_is_kept_under_its_digest(city: TestCity) {
        let lived = lived_in(&city).await;
        let moderator = city.officer(Role::Moderator, LEGOK.region().city().as_str()).await.actor().await;
        let permit = may_moderate(&moderator, lived.comment).unwrap();
        commands::hide_comment(&city.services, &permit, &note("Iklan.")).await.unwrap();
        let mut tx = city.begin().await;
        let (entries, _) = ledger::page(&mut tx, None, 1000).await.unwrap();
        let hidden = entries.into_iter().flatten().find_map(|linked| match linked.entry.event {
            Event::CommentHidden { words } => Some(words),
            _ => None,
        });
        let named = [Digest([0; 32]), hidden.unwrap()];
        let words = ledger::words(&mut tx, &named).await.unwrap();
        let [(digest, salt, text)] = words.as_slice() else { panic!("{words:?}") };
        assert_eq!((*digest, salt.len(), text.as_str()), (named[1], 16, "Iklan."));
        ledger::keep_words(&mut tx, named[1], salt, "Lain.").await.unwrap();
        assert_eq!(ledger::words(&mut tx, &named).await.unwrap()[0].2, "Iklan.", "the first stays");
        let all = ledger::words_after(&mut tx, None, 1000).await.unwrap();
        assert!(all.iter().any(|(digest, _, text)| digest == &named[1].0 && text == "Iklan."));
        assert!(ledger::words_after(&mut tx, all.last().map(|last| last.0.clone()), 1).await.unwrap().is_empty());
        regions::lock_city(&mut tx).await.unwrap();
        drop(tx);
        commands::restore_comment(&city.services, &permit).await.unwrap();
        assert_eq!(recounted(&city).await.differences, []);
    }

    async fn whatever_is_changed_is_found_and_named(city: TestCity) {
        lived_in(&city).await;
        for (statement, table, column) in beside_it().into_iter().chain(in_it(&city).await) {
            let mut tx = city.begin().await;
            unguard(&mut tx).await;
            assert!(run(&mut tx, &statement).await.unwrap() > 0, "{statement}");
            let found = recount(&mut tx).await.unwrap().differences;
            let is_named = found.iter().any(|difference| (difference.table, difference.column) == (table, column));
            assert!(is_named, "{statement}: {found:#?}");
            assert!(found.iter().all(|difference| difference.stored != difference.computed), "{found:#?}");
        }
    }
);

/// Figures of a plan whose period has not ended.
const EVALUATED: &str = r#"UPDATE plans SET evaluation =
    '{"rule": {"min_count": 30, "min_households_per_mille": 20, "min_support_percent": 60, "min_local_percent": 50, "response_days": 21,
      "follow_up_days": 14}, "tally": {"supporting": 0, "opposing": 0, "local": 0}, "households": 1, "needed": 30,
      "support_share": null, "local_share": null, "outcome": "too_few"}'"#;

/// What follows the ledger, changed behind its back; each with the table and the column that a recount names.
fn beside_it() -> Vec<(String, &'static str, &'static str)> {
    [
        ("UPDATE proposals SET status = 'agreed'", "proposals", "status"),
        ("UPDATE proposals SET stage = 'kota'", "proposals", "stage"),
        ("UPDATE proposals SET status_since = '2026-01-01T00:00:00+00:00'", "proposals", "status_since"),
        ("UPDATE proposals SET rank = 1", "proposals", "rank"),
        ("UPDATE proposals SET returned_until = '2027-03-01'", "proposals", "returned_until"),
        ("UPDATE proposals SET physical = NOT physical", "proposals", "physical"),
        ("UPDATE proposals SET volume = volume + 1", "proposals", "volume"),
        ("UPDATE proposals SET cost = cost + 1", "proposals", "cost"),
        ("UPDATE proposals SET households = households + 1", "proposals", "households"),
        ("UPDATE proposals SET people = 9999", "proposals", "people"),
        ("UPDATE proposals SET first_year = first_year - 1", "proposals", "first_year"),
        ("UPDATE proposals SET submitted_at = '2026-01-01T00:00:00+00:00'", "proposals", "submitted_at"),
        ("UPDATE proposal_counts SET support_count = support_count + 1", "proposal_counts", "support_count"),
        ("UPDATE proposal_counts SET support_local = support_local - 1", "proposal_counts", "support_local"),
        ("UPDATE proposal_counts SET support_rate = 7", "proposal_counts", "support_rate"),
        ("UPDATE proposal_counts SET comment_count = 1", "proposal_counts", "comment_count"),
        ("DELETE FROM proposal_counts", "proposal_counts", "support_count"),
        ("DELETE FROM plan_counts", "plan_counts", "supporting"),
        ("UPDATE comments SET body = 'Bukan itu yang ditulis.'", "comments", "body"),
        ("UPDATE proposals SET merged_into = id", "proposals", "merged_into"),
        ("UPDATE proposals SET rt_id = kelurahan_id", "proposals", "rt_id"),
        ("UPDATE proposals SET agency_id = NULL", "proposals", "agency_id"),
        ("UPDATE accounts SET home_region_id = (SELECT id FROM regions WHERE code = '15.71.10.1003-004')", "accounts", "home_region_id"),
        ("UPDATE accounts SET residence_confirmed_at = NULL", "accounts", "home_region_id"),
        ("UPDATE accounts SET disabled_at = created_at", "accounts", "disabled_at"),
        ("UPDATE assignments SET role = 'inspector'", "assignments", "role"),
        ("UPDATE assignments SET to_day = from_day", "assignments", "to_day"),
        ("DELETE FROM assignments", "assignments", "id"),
        ("UPDATE recommendations SET volume = volume + 1", "recommendations", "volume"),
        ("UPDATE recommendations SET cost = NULL", "recommendations", "cost"),
        ("UPDATE recommendations SET office = 'RT 02'", "recommendations", "office"),
        ("UPDATE recommendations SET text = 'Cukup.'", "recommendations", "text"),
        ("UPDATE recommendations SET actor_id = (SELECT author_id FROM proposals)", "recommendations", "actor_id"),
        ("UPDATE recommendations SET at = '2026-01-01T00:00:00+00:00'", "recommendations", "at"),
        ("DELETE FROM recommendations", "recommendations", "stage"),
        (
            "INSERT INTO recommendations (proposal_id, cycle_id, stage, office, text, cost, actor_id, at)
             SELECT proposal_id, cycle_id, 'kota', office, text, 1, actor_id, at FROM recommendations",
            "recommendations",
            "stage",
        ),
        ("UPDATE ceilings SET physical = physical + 1", "ceilings", "physical"),
        ("UPDATE ceilings SET non_physical = 0", "ceilings", "non_physical"),
        ("UPDATE ceilings SET source = 'Lisan'", "ceilings", "source"),
        ("UPDATE ceilings SET announced_on = '2026-01-01'", "ceilings", "announced_on"),
        ("DELETE FROM ceilings", "ceilings", "id"),
        ("UPDATE regions SET households = households + 1 WHERE code = '15.71.10.1003-001'", "regions", "households"),
        ("UPDATE regions SET name = 'Legok Baru' WHERE code = '15.71.10.1003'", "regions", "name"),
        ("UPDATE regions SET valid_to = '2026-12-31' WHERE code = '15.71.10.1002-003'", "regions", "valid_to"),
        ("UPDATE regions SET code = '15.71.10.1003-009' WHERE code = '15.71.10.1003-003'", "regions", "code"),
        ("UPDATE agencies SET short_name = 'PU' WHERE code = '1-03'", "agencies", "short_name"),
        ("UPDATE agencies SET name = 'Dinas PU' WHERE code = '1-03'", "agencies", "name"),
        ("UPDATE agencies SET code = '1-04' WHERE code = '1-03'", "agencies", "code"),
        ("UPDATE proposal_types SET agency_id = NULL", "proposal_types", "agency_id"),
        ("UPDATE proposal_types SET unit_price = 1", "proposal_types", "unit_price"),
        ("UPDATE proposal_types SET physical = NOT physical", "proposal_types", "physical"),
        ("UPDATE proposal_types SET offered = NOT offered", "proposal_types", "offered"),
        ("UPDATE stages SET closes_on = '2027-12-31' WHERE kind = 'rt'", "stages", "closes_on"),
        ("DELETE FROM stages WHERE kind = 'rkpd'", "stages", "kind"),
        ("DELETE FROM supports", "supports", "account_id"),
        ("UPDATE supports SET home_code = NULL", "supports", "home_code"),
        ("UPDATE plans SET status = 'withdrawn'", "plans", "status"),
        ("UPDATE plans SET closes_on = '2030-01-01'", "plans", "closes_on"),
        ("UPDATE plans SET extended_at = created_at", "plans", "extended_at"),
        ("UPDATE plans SET outcome = 'positive'", "plans", "outcome"),
        ("UPDATE plans SET follow_up = 'goes_on'", "plans", "follow_up"),
        ("UPDATE plans SET due_on = '2030-01-01'", "plans", "due_on"),
        (EVALUATED, "plans", "evaluation"),
        ("UPDATE plan_counts SET opposing = opposing - 1", "plan_counts", "opposing"),
        ("UPDATE plan_counts SET supporting_local = 9", "plan_counts", "supporting_local"),
        ("UPDATE plan_counts SET comment_count = 0", "plan_counts", "comment_count"),
        ("DELETE FROM stances", "stances", "account_id"),
        ("UPDATE stances SET stance = 'support'", "stances", "stance"),
        ("UPDATE stances SET local = NOT local", "stances", "local"),
        ("UPDATE stances SET counted = NOT counted", "stances", "local"),
        ("UPDATE comments SET like_count = 5", "comments", "like_count"),
        ("UPDATE comments SET hidden_at = created_at", "comments", "hidden_at"),
        ("DELETE FROM comment_likes", "comment_likes", "account_id"),
        ("INSERT INTO comment_likes SELECT id, author_id, created_at FROM comments", "comment_likes", "account_id"),
    ]
    .map(|(statement, table, column)| (statement.to_owned(), table, column))
    .into()
}

/// The entries themselves, changed by somebody who has the database to themselves.
async fn in_it(city: &TestCity) -> Vec<(String, &'static str, &'static str)> {
    let (replaced, new_id) = match city.read().await {
        Tx::Sqlite(_) => ("replace(event, FROM, INTO)", "randomblob(16)"),
        Tx::Postgres(_) => ("CAST(replace(CAST(event AS TEXT), FROM, INTO) AS JSONB)", "gen_random_uuid()"),
    };
    let replace = |from: &str, into: &str| replaced.replace("FROM", &format!("'{from}'")).replace("INTO", &format!("'{into}'"));
    let set = |what: &str, kind: &str| format!("UPDATE ledger SET {what} WHERE kind = '{kind}'");
    [
        (set(&format!("event = {}", replace("oppose", "support")), "stance_taken"), "chain"),
        (set(&format!("event = {}", replace("oppose", "maybe")), "stance_taken"), "event"),
        (set(&format!("event = {}", replace("{", "{\"by\": 1, ")), "liked"), "event"),
        (set("at = (SELECT MIN(at) FROM ledger)", "like_withdrawn"), "chain"),
        (set("actor_id = (SELECT author_id FROM proposals)", "liked"), "chain"),
        (set("actor_id = NULL", "support_withdrawn"), "event"),
        (set("role = 'moderator'", "sent"), "chain"),
        (set("role = 'raja'", "sent"), "role"),
        (set("region_code = '15.71.10.1002'", "liked"), "chain"),
        (set("region_code = 'Legok'", "liked"), "region_code"),
        (set("imported = NOT imported", "sent"), "chain"),
        (set("kind = 'disliked'", "liked"), "kind"),
        (set("subject_kind = 'city'", "sent"), "subject_kind"),
        (set("subject_kind = 'comment'", "sent"), "event"),
        (set("position = 99", "support_withdrawn"), "position"),
        (set("chain = (SELECT chain FROM ledger WHERE kind = 'sent')", "liked"), "chain"),
        ("DELETE FROM ledger WHERE position = 2".into(), "position"),
        ("DELETE FROM ledger WHERE kind = 'sent'".into(), "position"),
        (
            format!(
                "INSERT INTO ledger (id, subject_kind, subject_id, position, at, actor_id, imported, kind, event, chain)
                 SELECT {new_id}, subject_kind, subject_id, 9, at, actor_id, imported, kind, event, chain
                 FROM ledger WHERE kind = 'support_withdrawn'"
            ),
            "chain",
        ),
    ]
    .map(|(statement, column)| (statement, "ledger", column))
    .into_iter()
    // Of the last one nothing is missed in the ledger, but in the counts.
    .chain([("DELETE FROM ledger WHERE kind = 'like_withdrawn'".into(), "comments", "like_count")])
    .collect()
}
