//! What people do is published once, in one order, without what is private, and strangers count the same from it; also
//! with two that publish at once, after a crash, and when files are lost.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    comment::{CommentKind, Subject as SaidUnder},
    ids::{AccountId, CommentId, ProposalId},
    ledger::{Digest, Event, Subject, public::PublicEntry},
    permission::{may_act_as_self, may_comment, may_take_stance},
    plan::Stance,
    reason::Note,
    region::RegionCode,
};
use publiclog::{FolderStore, VerifierKey, audit_with_keys, verify};
use services::{
    Services,
    commands::{
        self, DraftStart, NewComment,
        musrenbang::{merge_proposals, undo_merge},
    },
    jobs,
    public_log::{self, PublicLog, ReplacedKey},
    queries::own_entries::{own_entries, own_proof},
    store::{
        Database, Tx,
        ledger::{self, outbox},
        published::{self, Published, PublishedHead},
    },
};
use sqlx::AssertSqlSafe;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use testing::typed::words;
use testing::{
    LEGOK, MURNI, TestCity, TestPerson, both_databases,
    plans::published as published_plan,
    stranger::{counts_agree, read},
    world::{World, reason},
};

async fn begun(city: TestCity) -> World {
    city.services.log.begin("rembuk.test").unwrap();
    World::new(city).await
}

fn key(services: &Services) -> VerifierKey {
    services.log.key().unwrap().unwrap()
}

async fn publish(services: &Services) -> u64 {
    jobs::publish(services).await.unwrap().added
}

async fn support(world: &World, person: &TestPerson, id: ProposalId) {
    commands::support_proposal(&world.city.services, &person.actor().await, id).await.unwrap();
}

async fn withdraw(world: &World, person: &TestPerson, id: ProposalId) {
    commands::withdraw_support(&world.city.services, &person.actor().await, id).await.unwrap();
}

fn of(entries: &[PublicEntry], id: ProposalId, code: &str) -> Vec<PublicEntry> {
    let is_it = |public: &&PublicEntry| public.entry.subject == Subject::Proposal(id) && public.entry.event.code() == code;
    entries.iter().filter(is_it).cloned().collect()
}

fn name(public: &PublicEntry) -> AccountId {
    public.entry.acting.as_ref().unwrap().account
}

async fn run(tx: &mut Tx, statement: &str) -> Result<(), sqlx::Error> {
    match tx {
        Tx::Sqlite(tx) => sqlx::query(AssertSqlSafe(statement)).execute(&mut **tx).await.map(drop),
        Tx::Postgres(tx) => sqlx::query(AssertSqlSafe(statement)).execute(&mut **tx).await.map(drop),
    }
}

both_databases!(
    async fn what_is_recorded_is_published_once_and_in_its_order(city: TestCity) {
        let world = begun(city).await;
        let (city, services) = (&world.city, &world.city.services);
        assert_eq!(
            (publish(services).await, read(services).0.size),
            (4, 4),
            "its places, its agencies, that a year was made, and with what catalogue"
        );
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let proposal = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        let plan = published_plan(city, &[LEGOK.region()]).await;
        let person = city.confirmed_resident_of(&MURNI.rt(1)).await;
        support(&world, &person, proposal).await;
        assert!(publish(services).await > 0);
        let stance = may_take_stance(&person.actor().await, plan).unwrap();
        commands::take_stance(services, &stance, Stance::Support).await.unwrap();
        let id = CommentId(services.clock.new_id());
        let said = NewComment { id, kind: CommentKind::Question, body: words("Kapan?") };
        commands::add_comment(services, &may_comment(&person.actor().await, SaidUnder::Plan(plan)).unwrap(), said).await.unwrap();
        withdraw(&world, &person, proposal).await;
        assert!(publish(services).await > 0 && publish(services).await == 0);
        let (head, entries) = read(services);
        let mut last: BTreeMap<Subject, u32> = BTreeMap::new();
        for public in &entries {
            let before = last.insert(public.entry.subject, public.entry.position).unwrap_or(0);
            assert_eq!(public.entry.position, before + 1, "{public:?}");
        }
        let (mut rows, _) = ledger::page(&mut city.read().await, None, 1000).await.unwrap();
        rows.retain(|row| !matches!(row.as_ref().unwrap().entry.subject, Subject::Account(_)));
        assert_eq!((entries.len() as u64, rows.len()), (head.size, entries.len()));
        counts_agree(city).await;
        // That there is an RT at all is told by the list of the city.
        let others = entries.iter().filter(|public| public.entry.subject != Subject::City);
        let text = others.map(|public| String::from_utf8(public.bytes().unwrap()).unwrap()).collect::<String>();
        for private in [author.id.to_string(), person.id.to_string(), MURNI.rt(1).to_string()] {
            assert!(!text.contains(&private), "{private}");
        }
        let proof = services.log.proof(1).await.unwrap().unwrap();
        assert_eq!((proof.verify(&key(services)).unwrap(), proof.entry), (head, entries[1].bytes().unwrap()));
        assert!(services.log.proof(head.size).await.unwrap().is_none());
        let own = published::of_account(&mut city.read().await, person.id, u64::MAX, 9).await.unwrap();
        let kinds: Vec<&str> = own.iter().map(|own| own.kind.as_str()).collect();
        assert_eq!(kinds, ["support_withdrawn", "commented", "stance_taken", "support_given"]);
        assert!(own[3].title.as_deref().unwrap().ends_with("lampu jalan"));
        let me = may_act_as_self(&person.actor().await).unwrap();
        let sequence = u64::try_from(own[3].sequence).unwrap();
        assert!(own_proof(services, &me, sequence).await.unwrap().is_some());
        assert!(own_proof(services, &me, 0).await.unwrap().is_none(), "that is the author's");
        assert_eq!(own_entries(services, &me, Some(sequence + 1)).await.unwrap(), own[3..]);
    }

    async fn what_was_never_sent_is_nobodys_business(city: TestCity) {
        let world = begun(city).await;
        let services = &world.city.services;
        publish(services).await;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        let id = ProposalId(services.clock.new_id());
        commands::start_draft(services, &author, DraftStart { id, on_behalf_of: None }).await.unwrap();
        commands::withdraw_proposal(services, &author, id, None).await.unwrap();
        assert!(ledger::head(&mut world.city.read().await, id.0).await.unwrap().is_some(), "it stands in the ledger");
        assert_eq!(publish(services).await, 0);
        assert!(outbox::waiting(&mut world.city.read().await, 10).await.unwrap().is_empty(), "and waits no longer");
    }

    async fn a_person_is_one_pseudonym_on_one_proposal(city: TestCity) {
        let world = begun(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let one = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        let other = world.propose(&author, &LEGOK.rt(1), "drainase", 2).await;
        let person = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        for id in [one, other] {
            support(&world, &person, id).await;
        }
        publish(services).await;
        withdraw(&world, &person, one).await;
        // Whoever publishes next has begun anew.
        let anew = Services { log: PublicLog::at(services.log.folder()), ..services.clone() };
        anew.log.begin("elsewhere.test").unwrap();
        assert_eq!(key(&anew), key(services), "the log keeps its name");
        publish(&anew).await;
        let (_, entries) = read(services);
        let names = |id, code| of(&entries, id, code).iter().map(name).collect::<Vec<_>>();
        assert_eq!(names(one, "support_given"), names(one, "support_withdrawn"));
        assert_ne!(names(one, "support_given"), names(other, "support_given"));
    }

    async fn an_rt_is_published_where_five_others_of_it_stand(city: TestCity) {
        let world = begun(city).await;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        for _ in 0..6 {
            support(&world, &world.city.confirmed_resident_of(&LEGOK.rt(2)).await, id).await;
            // Also when every entry is published by itself.
            publish(&world.city.services).await;
        }
        let given = of(&read(&world.city.services).1, id, "support_given");
        let home = |public: &PublicEntry| match &public.entry.event {
            Event::SupportGiven { home } => home.clone().unwrap(),
            _ => unreachable!(),
        };
        let homes: Vec<RegionCode> = given.iter().map(home).collect();
        assert_eq!(homes, [vec![LEGOK.region(); 5], vec![LEGOK.rt(2)]].concat());
        counts_agree(&world.city).await;
    }

    async fn strangers_add_up_a_family(city: TestCity) {
        let world = begun(city).await;
        let (services, neighbour) = (&world.city.services, world.city.confirmed_resident_of(&LEGOK.rt(1)).await);
        let (meeting, lurah, ids) = world.before_legok(&neighbour, &[1, 2, 3]).await;
        let both = world.city.confirmed_resident_of(&LEGOK.rt(2)).await;
        let late = world.city.confirmed_resident_of(&MURNI.rt(1)).await;
        for id in &ids[..2] {
            support(&world, &both, *id).await;
        }
        publish(services).await;
        let into = world.proposal(ids[0]).await.number.unwrap();
        merge_proposals(services, &lurah, meeting, ids[1], &into, &reason("GANDA")).await.unwrap();
        publish(services).await;
        counts_agree(&world.city).await;
        let merged = of(&read(services).1, ids[1], "merged");
        assert_eq!((merged.len(), merged[0].same.len()), (1, 1));
        support(&world, &late, ids[0]).await;
        publish(services).await;
        counts_agree(&world.city).await;
        undo_merge(services, &lurah, meeting, ids[1], &reason("LAINNYA")).await.unwrap();
        withdraw(&world, &both, ids[0]).await;
        publish(services).await;
        counts_agree(&world.city).await;
        let parted = outbox::mergers_before(&mut world.city.read().await).await.unwrap();
        assert_eq!(parted.iter().map(|entry| entry.event.code()).collect::<Vec<_>>(), ["merged", "parted"]);
        assert!(!outbox::support_before(&mut world.city.read().await, ids[0]).await.unwrap().is_empty());
    }

    async fn two_at_once_publish_everything_once(city: TestCity) {
        let world = begun(city).await;
        let services = &world.city.services;
        let other = Services { log: PublicLog::at(services.log.folder()), ..services.clone() };
        other.log.begin("rembuk.test").unwrap();
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        for number in 0..8 {
            let id = world.propose(&author, &LEGOK.rt(1), &format!("lampu {number}"), 1).await;
            let person = world.city.confirmed_resident_of(&LEGOK.rt(2)).await;
            let ((), one, two) = tokio::join!(support(&world, &person, id), jobs::publish(services), jobs::publish(&other));
            // Whoever came second may be told so; what was published stays.
            let _ = (one, two);
        }
        publish(services).await;
        publish(&other).await;
        let (head, entries) = read(services);
        let places: BTreeSet<(Subject, u32)> = entries.iter().map(|public| (public.entry.subject, public.entry.position)).collect();
        let (mut rows, _) = ledger::page(&mut world.city.read().await, None, 1000).await.unwrap();
        rows.retain(|row| !matches!(row.as_ref().unwrap().entry.subject, Subject::Account(_)));
        assert_eq!((places.len(), head.size), (rows.len(), rows.len() as u64));
        counts_agree(&world.city).await;
    }

    async fn a_crash_between_numbers_and_files_loses_nothing(city: TestCity) {
        let world = begun(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        publish(services).await;
        let (before, _) = read(services);
        let (tiles, aside) = (services.log.folder().join("tiles"), services.log.folder().join("aside"));
        // Nothing can be written where the files should be.
        fs::rename(&tiles, &aside).unwrap();
        fs::write(&tiles, "").unwrap();
        support(&world, &world.city.confirmed_resident_of(&LEGOK.rt(2)).await, id).await;
        assert!(jobs::publish(services).await.is_err());
        let numbered = published::size(&mut world.city.read().await).await.unwrap();
        assert_eq!(numbered, before.size + 1, "it has its number already");
        assert_eq!(published::head(&mut world.city.read().await).await.unwrap().unwrap().size, before.size);
        fs::remove_file(&tiles).unwrap();
        fs::rename(&aside, &tiles).unwrap();
        publish(services).await;
        let (after, _) = read(services);
        assert_eq!(after.size, numbered);
        let checkpoint = services.log.checkpoint().await.unwrap();
        fs::remove_dir_all(&tiles).unwrap();
        publish(services).await;
        assert_eq!((read(services).0, services.log.checkpoint().await.unwrap()), (after, checkpoint), "the files are made again");
        jobs::tidy(services).await.unwrap();
        jobs::tidy(services).await.unwrap();
        assert_eq!(read(services).0, after);
    }

    async fn a_crash_after_signing_signs_the_same(city: TestCity) {
        let world = begun(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        publish(services).await;
        let before = published::head(&mut world.city.read().await).await.unwrap().unwrap();
        support(&world, &world.city.confirmed_resident_of(&LEGOK.rt(2)).await, id).await;
        publish(services).await;
        let (after, checkpoint) = (read(services).0, services.log.checkpoint().await.unwrap());
        // That the database learns of it is the last step.
        let mut tx = world.city.begin().await;
        run(&mut tx, "DELETE FROM published_head").await.unwrap();
        published::set_head(&mut tx, &before).await.unwrap();
        tx.commit().await.unwrap();
        publish(services).await;
        assert_eq!((read(services).0, services.log.checkpoint().await.unwrap()), (after, checkpoint));
        assert_eq!(published::head(&mut world.city.read().await).await.unwrap().unwrap().size, after.size);
    }

    async fn numbers_are_given_once_and_what_was_published_stays(city: TestCity) {
        let world = begun(city).await;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        let mut tx = world.city.begin().await;
        let waiting = outbox::waiting(&mut tx, 2).await.unwrap();
        let places: Vec<i64> = waiting.iter().map(|(place, _)| *place).collect();
        assert!(places.is_sorted() && places.len() == 2);
        let entry = waiting[0].1.clone();
        let rest = outbox::waiting_after(&mut tx, places[0], 1).await.unwrap();
        assert_eq!(rest.iter().map(|(place, _)| *place).collect::<Vec<_>>(), places[1..]);
        assert_eq!((outbox::take_out(&mut tx, &places).await.unwrap(), outbox::take_out(&mut tx, &places).await.unwrap()), (2, 0));
        outbox::announce(&mut tx, std::slice::from_ref(&entry)).await.unwrap();
        let one = |sequence, part| Published { sequence, entry: entry.id, part, bytes: vec![7] };
        published::append(&mut tx, &[one(0, 0), one(1, 1)]).await.unwrap();
        assert_eq!((published::size(&mut tx).await.unwrap(), published::page(&mut tx, 1, 9).await.unwrap()), (2, vec![vec![7]]));
        let told = outbox::published_after(&mut tx, -1, 9).await.unwrap();
        assert_eq!(
            (told, outbox::published_after(&mut tx, 0, 9).await.unwrap()),
            (vec![(0, entry.clone())], Vec::new()),
            "its parts are one"
        );
        let head = |size| PublishedHead { size, root: Digest([3; 32]), note: format!("{size}") };
        for (size, kept) in [(1, 1), (2, 2), (1, 2)] {
            published::set_head(&mut tx, &head(size)).await.unwrap();
            assert_eq!(published::head(&mut tx).await.unwrap(), Some(head(kept)), "it never shrinks");
        }
        tx.commit().await.unwrap();
        let twice = published::append(&mut world.city.begin().await, &[one(1, 2)]).await;
        assert!(twice.is_err() && published::append(&mut world.city.begin().await, &[one(2, 0)]).await.is_err());
        for statement in ["UPDATE published SET bytes = bytes", "DELETE FROM published"] {
            assert!(run(&mut world.city.begin().await, statement).await.unwrap_err().to_string().contains("append-only"));
        }
        let database = &world.city.services.database;
        let turn = published::turn(database).await.unwrap().unwrap();
        let is_alone = matches!(database, Database::Sqlite { .. });
        assert_eq!(published::turn(database).await.unwrap().is_some(), is_alone, "one server after the other");
        turn.give_back().await.unwrap();
        assert!(published::turn(database).await.unwrap().is_some());
    }

    async fn the_key_is_replaced_by_an_entry_that_both_keys_signed(city: TestCity) {
        let world = begun(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        publish(services).await;
        let (old, proof) = (key(services), services.log.proof(1).await.unwrap().unwrap());
        // Another server that runs meanwhile.
        let other = Services { log: PublicLog::at(services.log.folder()), ..services.clone() };
        assert!(other.log.go_on().unwrap() && key(&other) == old && other.log.key().unwrap() == services.log.key().unwrap());
        let because = Note::new("Cadangan terbaca orang lain.").unwrap();
        let new = commands::replace_log_key_without_permit(services, Some(&because)).await.unwrap().unwrap();
        assert!(new != old && key(services) == new && key(&other) == new);
        let entry = ledger::of_subject(&mut world.city.read().await, Subject::City, "log_key_replaced").await.unwrap().remove(0);
        let sequence = published::sequence_of(&mut world.city.read().await, entry.id).await.unwrap().unwrap();
        let of_then = ReplacedKey { key: old.to_string(), until: entry.at, size: sequence };
        assert_eq!(public_log::replaced_keys(services).await.unwrap(), [of_then]);
        let first = services.log.checkpoint().await.unwrap().unwrap();
        assert_eq!(verify(first.as_bytes(), &old).unwrap(), verify(first.as_bytes(), &new).unwrap());
        support(&world, &world.city.confirmed_resident_of(&LEGOK.rt(2)).await, id).await;
        publish(&other).await;
        let next = services.log.checkpoint().await.unwrap().unwrap();
        assert!(verify(next.as_bytes(), &old).is_err() && verify(next.as_bytes(), &new).is_ok());
        proof.verify(&old).unwrap();
        services.log.proof(1).await.unwrap().unwrap().verify(&new).unwrap();
        counts_agree(&world.city).await;
        for trusted in [&old, &new] {
            let store = FolderStore::new(services.log.folder().join("tiles"));
            let audited = audit_with_keys(&store, trusted, [], |_, bytes| {
                Ok(PublicEntry::read(bytes).ok().map(|public| public_log::replacement(&public.entry.event)).transpose()?.flatten())
            });
            let keys: Vec<(u64, String)> = audited.unwrap().keys.keys().iter().map(|(from, key)| (*from, key.to_string())).collect();
            assert_eq!(keys, [(0, old.to_string()), (sequence + 1, new.to_string())]);
        }
        let third = commands::replace_log_key_without_permit(services, None).await.unwrap().unwrap();
        assert!(third != new && verify(services.log.checkpoint().await.unwrap().unwrap().as_bytes(), &third).is_ok());
    }

    async fn a_crash_while_the_key_is_replaced_replaces_it_once(city: TestCity) {
        let world = begun(city).await;
        let services = &world.city.services;
        publish(services).await;
        let before = published::head(&mut world.city.read().await).await.unwrap().unwrap();
        let (old, folder) = (key(services), services.log.folder());
        let (tiles, aside) = (folder.join("tiles"), folder.join("aside"));
        fs::rename(&tiles, &aside).unwrap();
        fs::write(&tiles, "").unwrap();
        assert!(commands::replace_log_key_without_permit(services, None).await.is_err(), "nothing can be signed");
        assert!(key(services) == old && folder.join("key.next").is_file());
        fs::remove_file(&tiles).unwrap();
        fs::rename(&aside, &tiles).unwrap();
        let new = commands::replace_log_key_without_permit(services, None).await.unwrap().unwrap();
        let recorded = ledger::of_subject(&mut world.city.read().await, Subject::City, "log_key_replaced").await.unwrap();
        assert!(new != old && recorded.len() == 1 && !folder.join("key.next").exists());
        // That the database learns of it, and that the files are turned, are the last steps.
        let checkpoint = services.log.checkpoint().await.unwrap();
        let mut tx = world.city.begin().await;
        run(&mut tx, "DELETE FROM published_head").await.unwrap();
        published::set_head(&mut tx, &before).await.unwrap();
        tx.commit().await.unwrap();
        let number = old.to_string().split('+').nth(1).unwrap().to_owned();
        fs::rename(folder.join("key"), folder.join("key.next")).unwrap();
        fs::copy(folder.join(format!("key.{number}")), folder.join("key")).unwrap();
        publish(services).await;
        assert!(key(services) == new && services.log.checkpoint().await.unwrap() == checkpoint);
        // A folder of another time has a key that no entry names.
        fs::copy(folder.join(format!("key.{number}")), folder.join("key")).unwrap();
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        world.propose(&author, &LEGOK.rt(1), "lampu jalan", 1).await;
        assert!(jobs::publish(services).await.unwrap_err().to_string().contains("entries say that"));
    }
);
