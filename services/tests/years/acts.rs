//! What people and offices do in a year: each act by its name, allowed or not. Here is what residents do with
//! proposals, and what comes after the meetings.

use super::life::{Life, News};
use domain::{
    ids::ProposalId,
    money::Volume,
    permission::may_propose,
    proposal::{DraftChange, DraftValue, Objection, Status, TypeChoice},
    refusal::Refusal,
};
use rand::{Rng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    CommandError,
    commands::{self, DraftStart, ProposedAgain, musrenbang::mark_progress},
};
use testing::TestPerson;
use testing::typed::{marking, note, objection_answer, words, works_report};

/// What may come to somebody's mind, and how often. Each but the seldom ones is allowed somewhere in every life.
pub const ACTS: [(&str, u32); 54] = [
    ("propose", 8),
    ("write", 2),
    ("send", 2),
    ("throw away", 1),
    ("bring back", 1),
    ("support", 12),
    ("leave", 4),
    ("withdraw", 1),
    ("mend", 4),
    ("carry over", 5),
    ("mark", 3),
    ("report", 2),
    ("object", 4),
    ("answer", 4),
    ("open", 5),
    ("order", 4),
    ("accept", 2),
    ("reopen", 2),
    ("close", 5),
    ("sign", 3),
    ("hand over", 3),
    ("notes", 1),
    ("score", 4),
    ("verify", 10),
    ("return", 5),
    ("reject", 1),
    ("decide", 12),
    ("move", 6),
    ("merge", 5),
    ("part", 3),
    ("promote", 3),
    ("recommend", 3),
    ("pass on", 3),
    ("plan", 2),
    ("stance", 8),
    ("evaluate", 2),
    ("extend", 2),
    ("follow up", 2),
    ("advance", 2),
    ("take back", 1),
    ("comment", 4),
    ("official answer", 1),
    ("like", 4),
    ("hide", 1),
    ("show", 1),
    ("home", 2),
    ("confirm", 6),
    ("deny", 1),
    ("unconfirm", 1),
    ("come", 2),
    ("shut", 1),
    ("let in", 2),
    ("erase", 1),
    ("city", 1),
];

/// What is possible so late in a life, or so early, or of so little, that not every life has it.
pub const SELDOM: [&str; 24] = [
    "mark",
    "report",
    "promote",
    "withdraw",
    "object",
    "answer",
    "bring back",
    "throw away",
    "carry over",
    "pass on",
    "part",
    "reopen",
    "extend",
    "follow up",
    "advance",
    "take back",
    "deny",
    "erase",
    "hide",
    "show",
    "hand over",
    "notes",
    "reject",
    "unconfirm",
];

/// Of each year.
const MOST_PROPOSALS: usize = 50;
/// What is written and not sent yet.
const MOST_DRAFTS: usize = 12;

pub type Done = Result<(), CommandError>;

impl Life {
    /// One act of somebody, by its name in [`ACTS`]; whether it was allowed. Person, proposal and hall are drawn first
    /// whatever it is: acts that draw alike meet.
    pub async fn act(&self, rng: &mut StdRng, name: &str) -> Done {
        let services = &self.city.services;
        let person = self.people.choose(rng).unwrap();
        if self.proposals.is_empty() {
            return self.propose(rng, person).await;
        }
        let proposal = *self.proposals.choose(rng).unwrap();
        match name {
            "propose" if self.proposals.len() < MOST_PROPOSALS * self.years.len() => self.propose(rng, person).await,
            "propose" => Err(Refusal::NotFound.into()),
            "write" => self.write(rng, person, self.new_proposal()).await,
            "send" | "throw away" | "bring back" => self.desk(rng, name).await,
            "support" => commands::support_proposal(services, &person.actor().await, proposal).await,
            "leave" => commands::withdraw_support(services, &person.actor().await, proposal).await,
            "withdraw" => {
                let author = self.world().author_of(proposal).await;
                commands::withdraw_proposal(services, &author, proposal, Some(&words("Sudah diperbaiki warga."))).await
            }
            "mend" => self.mend(rng).await,
            "carry over" => self.propose_again(proposal).await.map(drop),
            "object" => {
                let author = self.world().author_of(proposal).await;
                commands::raise_objection(services, &author, proposal, &note("Belum dipertimbangkan.")).await
            }
            "answer" => self.answer(rng).await,
            "report" => {
                let report = works_report(rng.random_range(0..=100), "Sesuai jadwal.");
                commands::report_works(services, &self.offices.planner, proposal, &report).await
            }
            "mark" => {
                let mark = *["rkpd", "apbd", "under_way", "finished", "deferred"].choose(rng).unwrap();
                let form = marking(mark, "1000000", "Seperti lampiran.");
                mark_progress(services, &self.offices.planner, proposal, &form).await
            }
            "plan" | "stance" | "evaluate" | "extend" | "follow up" | "advance" | "take back" => self.plan(rng, name, person).await,
            "comment" | "official answer" | "like" | "hide" | "show" => self.talk(rng, name, (person, proposal)).await,
            "home" | "confirm" | "deny" | "unconfirm" | "come" | "shut" | "let in" | "erase" | "city" => self.live(rng, name, person).await,
            _ => self.sit(rng, name).await,
        }
    }

    fn new_proposal(&self) -> ProposalId {
        ProposalId(self.city.services.clock.new_id())
    }

    /// Somebody begins to write, under the year that is written for then.
    async fn write(&self, rng: &mut StdRng, person: &TestPerson, id: ProposalId) -> Done {
        let services = &self.city.services;
        if self.of_status(Status::Draft).await.len() >= MOST_DRAFTS {
            return Err(Refusal::NotFound.into());
        }
        let actor = person.actor().await;
        commands::start_draft(services, &actor, DraftStart { id, on_behalf_of: None }).await?;
        self.tell(News::Proposal(id));
        let written = DraftChange::of([
            DraftValue::Title(words(&format!("Usulan contoh {id}"))),
            DraftValue::Problem(words("Masalah yang ditulis cukup panjang.")),
            DraftValue::ProposalType(Some(TypeChoice::Listed(self.years.choose(rng).unwrap().kind))),
            DraftValue::Rt(self.rts.choose(rng).cloned()),
            DraftValue::Address(words("Lorong Contoh")),
            DraftValue::Volume(Volume::parse(&rng.random_range(1..30).to_string()).ok()),
            DraftValue::Households(Some(20)),
        ]);
        commands::save_draft(services, &actor, id, &written, false).await.map(drop)
    }

    /// And sends it at once. Whoever may not send it does not begin.
    async fn propose(&self, rng: &mut StdRng, person: &TestPerson) -> Done {
        let (actor, id) = (person.actor().await, self.new_proposal());
        may_propose(&actor, id)?;
        self.write(rng, person, id).await?;
        commands::submit_proposal(&self.city.services, &actor, id).await.map(drop)
    }

    /// Something is done with what was written some time ago, perhaps for an earlier year.
    async fn desk(&self, rng: &mut StdRng, name: &str) -> Done {
        let services = &self.city.services;
        let status = if name == "bring back" { Status::Withdrawn } else { Status::Draft };
        let written = self.of_status(status).await;
        let Some(&id) = written.choose(rng) else { return Err(Refusal::NotFound.into()) };
        let author = self.world().author_of(id).await;
        match name {
            "send" => commands::submit_proposal(services, &author, id).await.map(drop),
            "throw away" => commands::withdraw_proposal(services, &author, id, None).await,
            _ => commands::restore_draft(services, &author, id).await,
        }
    }

    /// By whoever wrote it, or, where they are not there any more, by the kelurahan; but it writes nothing anew, which
    /// would be its own then, and not for it to decide on.
    pub async fn propose_again(&self, id: ProposalId) -> Result<ProposedAgain, CommandError> {
        let services = &self.city.services;
        let mut actor = self.world().author_of(id).await;
        if actor.signed_in().is_none() {
            let proposal = self.world().proposal(id).await;
            let lies_in = proposal.kelurahan.filter(|_| proposal.position.status != Status::Rejected).ok_or(Refusal::NotFound)?;
            for (code, lurah) in &self.offices.lurahs {
                if self.city.region(code).await.id == lies_in {
                    actor = lurah.clone();
                }
            }
        }
        let outcome = commands::propose_again(services, &actor, id, services.clock.new_id().into()).await?;
        if let ProposedAgain::Draft(draft) = outcome {
            self.tell(News::Proposal(draft));
            self.tell(News::Again(id));
        }
        Ok(outcome)
    }

    /// The office above answers one of the objections that wait.
    async fn answer(&self, rng: &mut StdRng) -> Done {
        let services = &self.city.services;
        let mut waiting = Vec::new();
        for id in &self.proposals {
            if self.world().proposal(*id).await.objection.is_some_and(Objection::waits) {
                waiting.push(*id);
            }
        }
        let Some(&proposal) = waiting.choose(rng) else { return Err(Refusal::NotFound.into()) };
        let answer = objection_answer(rng.random_bool(0.6), "Sudah diperiksa.");
        let hall = self.halls.choose(rng).unwrap();
        commands::answer_objection(services, &hall.actor, proposal, &answer).await
    }

    /// What was returned is sent again, perhaps from another RT.
    async fn mend(&self, rng: &mut StdRng) -> Done {
        let services = &self.city.services;
        let returned = self.of_status(Status::Returned).await;
        let Some(&proposal) = returned.choose(rng) else { return Err(Refusal::NotFound.into()) };
        let author = self.world().author_of(proposal).await;
        let place = DraftChange::of([DraftValue::Rt(self.rts.choose(rng).cloned())]);
        commands::save_draft(services, &author, proposal, &place, false).await?;
        commands::submit_proposal(services, &author, proposal).await.map(drop)
    }

    async fn of_status(&self, status: Status) -> Vec<ProposalId> {
        let mut found = Vec::new();
        for id in &self.proposals {
            if self.world().at(*id).await.1 == status {
                found.push(*id);
            }
        }
        found
    }
}
