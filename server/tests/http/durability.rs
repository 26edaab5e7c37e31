//! `kill -9` of the real server in the middle of writes, ten times over: each write that was answered is there after
//! the restart, whole, and every count is as the ledger says. The process dies, not the machine: what a power cut would
//! take is decided by `synchronous=FULL` in `services::store::database`.

use crate::support::Child;
use domain::{
    comment::Subject,
    ids::{CommentId, PlanId, ProposalId},
};
use reqwest::{
    Client, StatusCode,
    header::{COOKIE, ORIGIN},
    redirect::Policy,
};
use services::{
    Services,
    ledger::recount,
    store::{comments, ledger, proposals},
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use testing::{LEGOK, Prepare, TestCity, at_postgres, at_sqlite, plans::published, services_at, world::World};
use tokio::{runtime::Runtime, task::JoinHandle};
use uuid::Uuid;

/// How often, unless a drill wants more.
const ROUNDS: usize = 10;
const WRITERS: usize = 4;

#[test]
fn every_answered_write_survives_kill_9_on_sqlite() {
    at_sqlite(|url, folder| Runtime::new().unwrap().block_on(kill_and_look(url, folder)));
}

#[test]
fn every_answered_write_survives_kill_9_on_postgres() {
    at_postgres(|url, folder| Runtime::new().unwrap().block_on(kill_and_look(url, folder)));
}

/// A write to which the server said yes.
enum Answered {
    Comment(CommentId),
    Draft(ProposalId),
    Problem(ProposalId, String),
}

/// Somebody who writes without pause until nobody answers any more.
struct Writer {
    client: Client,
    origin: String,
    session: String,
    plan: PlanId,
    proposal: ProposalId,
    count: Arc<AtomicUsize>,
}

impl Writer {
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Option<bool> {
        let request = self.client.post(format!("{}{path}", self.origin)).header(ORIGIN, &self.origin);
        let response = request.header(COOKIE, format!("rembuk={}", self.session)).form(fields).send().await.ok()?;
        let is_written = response.status() == StatusCode::SEE_OTHER;
        self.count.fetch_add(usize::from(is_written), Ordering::Relaxed);
        Some(is_written)
    }

    async fn write(self, ids: Services) -> Vec<Answered> {
        let mut answered = Vec::new();
        while self.write_once(ids.clock.new_id(), &mut answered).await.is_some() {}
        answered
    }

    /// A comment, the beginning of a proposal, its first page, and what is counted; nothing when the server is gone.
    async fn write_once(&self, id: Uuid, answered: &mut Vec<Answered>) -> Option<()> {
        let text = format!("Ditulis sebagai {id}, sebelum listrik padam.");
        let comment = [("comment_id", id.to_string()), ("comment_kind", "suggestion".into()), ("comment_body", text.clone())];
        let comment = comment.each_ref().map(|(name, value)| (*name, value.as_str()));
        if self.post(&format!("/rencana/{}/komentar", self.plan), &comment).await? {
            answered.push(Answered::Comment(CommentId(id)));
        }
        if self.post("/usulan/baru", &[("id", &id.to_string())]).await? {
            answered.push(Answered::Draft(ProposalId(id)));
        }
        let fields = [("title", "Usulan yang belum selesai"), ("problem", text.as_str()), ("wanted_work", "")];
        if self.post(&format!("/usulan/{id}/ubah/masalah"), &fields).await? {
            answered.push(Answered::Problem(ProposalId(id), text));
        }
        let stance = if answered.len().is_multiple_of(2) { "support" } else { "oppose" };
        self.post(&format!("/rencana/{}/tanggapan", self.plan), &[("sikap", stance)]).await?;
        for act in ["dukung", "batal-dukung"] {
            self.post(&format!("/usulan/{}/{act}", self.proposal), &[]).await?;
        }
        Some(())
    }
}

async fn kill_and_look(url: &str, folder: &Path) {
    let world = World::new(TestCity::prepare(services_at(url, folder).await).await).await;
    let city = &world.city;
    let plan = published(city, &[LEGOK.region()]).await;
    let proposal = world.propose(&city.confirmed_resident_of(&LEGOK.rt(2)).await, &LEGOK.rt(2), "parit", 3).await;
    let mut sessions = Vec::new();
    for _ in 0..WRITERS {
        sessions.push(city.confirmed_resident_of(&LEGOK.rt(1)).await.session().await.to_hex());
    }
    city.services.database.close().await;
    let mut answered = Vec::new();
    let rounds = testing::environment("REMBUK_TEST_KILLS").and_then(|kills| kills.parse().ok()).unwrap_or(ROUNDS);
    for round in 0..rounds {
        let server = Child::start(url, folder);
        let count = Arc::new(AtomicUsize::new(0));
        let start = |session: &String| start_writer(&server, session, (plan, proposal), city.services.clone(), Arc::clone(&count));
        let writers: Vec<_> = sessions.iter().map(start).collect();
        wait_for(&count, 5 + 7 * (round % 10)).await;
        server.kill();
        for writer in writers {
            answered.extend(writer.await.unwrap());
        }
        let _restarted = Child::start(url, folder);
        look(&services_at(url, folder).await, &answered).await;
    }
    let counted = services_at(url, folder).await;
    let mut tx = counted.database.read().await.unwrap();
    for (subject, kind) in [(Subject::Proposal(proposal), "support_given"), (Subject::Plan(plan), "stance_taken")] {
        assert!(!ledger::of_subject(&mut tx, subject.into(), kind).await.unwrap().is_empty(), "nobody got as far as {kind}");
    }
    drop(tx);
    counted.database.close().await;
    println!("{} answered writes, all there after {rounds} kills", answered.len());
}

/// Another number of answers in each round, so that the end meets the writers at another place.
async fn wait_for(count: &AtomicUsize, answers: usize) {
    let enough = async {
        while count.load(Ordering::Relaxed) < answers {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), enough).await.unwrap_or_else(|_| panic!("{answers} writes were not answered"));
}

fn start_writer(
    server: &Child,
    session: &str,
    (plan, proposal): (PlanId, ProposalId),
    ids: Services,
    count: Arc<AtomicUsize>,
) -> JoinHandle<Vec<Answered>> {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let writer = Writer { client, origin: server.origin.clone(), session: session.to_owned(), plan, proposal, count };
    tokio::spawn(writer.write(ids))
}

/// Everything that was answered is in the database, and what was written in one transaction is there together.
async fn look(services: &Services, answered: &[Answered]) {
    let mut tx = services.database.read().await.unwrap();
    for write in answered {
        match write {
            Answered::Comment(id) => assert!(comments::place(&mut tx, *id).await.unwrap().is_some(), "a comment is lost: {id}"),
            Answered::Draft(id) => assert!(proposals::find(&mut tx, *id).await.unwrap().is_some(), "a draft is lost: {id}"),
            Answered::Problem(id, text) => {
                let draft = proposals::find(&mut tx, *id).await.unwrap().and_then(|proposal| proposal.draft);
                assert_eq!(draft.map(|draft| draft.problem).as_ref(), Some(text), "what was typed is lost: {id}");
            }
        }
    }
    assert_eq!(recount(&mut tx).await.unwrap().differences, [], "a counter without its entries");
    drop(tx);
    services.database.close().await;
}
