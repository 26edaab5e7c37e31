//! What people and offices do in a year: each act by its name, allowed or not.

use super::{Hall, Year};
use domain::{
    musrenbang::MeetingNotes,
    priority::{CriterionSource, Points},
    proposal::{Objection, Status},
    refusal::Refusal,
};
use rand::{Rng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    CommandError,
    commands::{
        self, DraftValues,
        musrenbang::{
            RankMove, accept_suggestion, close_musrenbang, decide, hand_over_minutes, mark_progress, merge_proposals, move_rank,
            open_musrenbang, promote_reserve, propose_ranking, recommend, reject_proposal, reopen_musrenbang, reroute_proposal,
            return_proposal, score_proposals, sign_minutes, undo_merge, verify_proposal, write_notes,
        },
    },
    store::{
        cycles,
        musrenbangs::{self, Item},
    },
};
use testing::typed::{handing_over, marking, note, objection_answer, recommendation, ruling, signing, words, works_report};
use testing::{
    DISHUB, PUPR,
    world::{opening, reason},
};

/// What may come to somebody's mind, and how often. Each but the seldom ones is allowed somewhere in every year.
pub const ACTS: [(&str, u32); 29] = [
    ("propose", 6),
    ("support", 12),
    ("leave", 4),
    ("withdraw", 1),
    ("mend", 4),
    ("mark", 3),
    ("open", 4),
    ("order", 4),
    ("accept", 2),
    ("reopen", 2),
    ("close", 4),
    ("sign", 3),
    ("object", 4),
    ("report", 2),
    ("answer", 4),
    ("hand over", 3),
    ("notes", 1),
    ("score", 4),
    ("verify", 10),
    ("return", 6),
    ("reject", 1),
    ("decide", 12),
    ("move", 6),
    ("merge", 5),
    ("part", 3),
    ("promote", 3),
    ("recommend", 3),
    ("pass on", 3),
    ("nothing", 1),
];

/// What is possible so late in a year, or so early, that not every year has it.
pub const SELDOM: [&str; 6] = ["mark", "report", "promote", "withdraw", "object", "answer"];

type Done = Result<(), CommandError>;

impl Year {
    /// One act of somebody, by its name in [`ACTS`]; whether it was allowed.
    pub async fn act(&mut self, rng: &mut StdRng, name: &str) -> Done {
        let services = &self.world.city.services;
        let person = self.people.choose(rng).unwrap();
        if self.proposals.is_empty() || (name == "propose" && self.proposals.len() < 60) {
            let (rt, volume) = (self.rts.choose(rng).unwrap(), rng.random_range(1..30));
            let id = self.world.propose(person, rt, &format!("usulan {}", self.proposals.len()), volume).await;
            self.proposals.push(id);
            return Ok(());
        }
        let proposal = *self.proposals.choose(rng).unwrap();
        match name {
            "support" => commands::support_proposal(services, &person.actor().await, proposal).await,
            "leave" => commands::withdraw_support(services, &person.actor().await, proposal).await,
            "withdraw" => {
                let author = self.world.author_of(proposal).await;
                commands::withdraw_proposal(services, &author, proposal, Some(&words("Sudah diperbaiki warga."))).await
            }
            "mend" => self.mend(rng).await,
            "object" => {
                let author = self.world.author_of(proposal).await;
                commands::raise_objection(services, &author, proposal, &note("Belum dipertimbangkan.")).await
            }
            "answer" => self.answer(rng).await,
            "report" => {
                let report = works_report(rng.random_range(0..=100), "Sesuai jadwal.");
                commands::report_works(services, &self.planner, proposal, &report).await
            }
            "mark" => {
                let mark = *["rkpd", "apbd", "under_way", "finished", "deferred"].choose(rng).unwrap();
                let form = marking(mark, "1000000", "Seperti lampiran.");
                mark_progress(services, &self.planner, proposal, &form).await
            }
            "propose" | "nothing" => Ok(()),
            _ => self.sit(rng, name).await,
        }
    }

    /// The office above answers one of the objections that wait.
    async fn answer(&self, rng: &mut StdRng) -> Done {
        let services = &self.world.city.services;
        let mut waiting = Vec::new();
        for id in &self.proposals {
            if self.world.proposal(*id).await.objection.is_some_and(Objection::waits) {
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
        let services = &self.world.city.services;
        let mut returned = Vec::new();
        for id in &self.proposals {
            if self.world.at(*id).await.1 == Status::Returned {
                returned.push(*id);
            }
        }
        let Some(&proposal) = returned.choose(rng) else { return Err(Refusal::NotFound.into()) };
        let author = self.world.author_of(proposal).await;
        let place = self.rts.choose(rng).unwrap().to_string();
        let values = DraftValues(vec![("rt".into(), place)]);
        commands::save_draft(services, &author, proposal, &values, false).await?;
        commands::submit_proposal(services, &author, proposal).await.map(drop)
    }

    /// One act of an office at its meeting.
    async fn sit(&self, rng: &mut StdRng, name: &str) -> Done {
        let services = &self.world.city.services;
        let hall = self.halls.choose(rng).unwrap();
        let (actor, id) = (&hall.actor, hall.meeting);
        let items = self.items(hall).await;
        match name {
            "open" => {
                return open_musrenbang(services, actor, id, &opening(), rng.random_bool(0.8)).await;
            }
            "order" => return propose_ranking(services, actor, id).await.map(drop),
            "accept" => return accept_suggestion(services, actor, id, Some(&words("Pagu sudah terpakai."))).await.map(drop),
            "reopen" => return reopen_musrenbang(services, actor, id, &reason("DATA_KURANG")).await,
            "close" => {
                self.delegate(hall).await;
                return close_musrenbang(services, actor, id, None).await.map(drop);
            }
            "sign" => {
                let signing = signing("Pimpinan musyawarah", self.world.city.today(), 0);
                return sign_minutes(services, actor, id, &signing).await;
            }
            "hand over" => {
                let handing = handing_over("Petugas di atas", self.world.city.today());
                return hand_over_minutes(services, actor, id, &handing).await;
            }
            "notes" => {
                let notes = MeetingNotes { ceiling: Some(note("Bencana banjir.")), ..MeetingNotes::default() };
                return write_notes(services, actor, id, &notes, None).await;
            }
            "score" => return self.score(rng, hall, &items).await,
            _ => {}
        }
        let Some(item) = items.choose(rng) else { return Err(Refusal::NotFound.into()) };
        let proposal = item.proposal;
        match name {
            "verify" => verify_proposal(services, actor, id, proposal).await,
            "return" => {
                let until = self.world.city.today() + chrono::Days::new(7);
                return_proposal(services, actor, id, proposal, &reason("LOKASI_SALAH"), until).await
            }
            "reject" => reject_proposal(services, actor, id, proposal, &reason("SUDAH_TEREALISASI")).await,
            "decide" => {
                let decision = *["agreed", "agreed", "reserve", "deferred", "rejected"].choose(rng).unwrap();
                let form = ruling(decision, Some(reason("PAGU")));
                decide(services, actor, id, proposal, &form).await
            }
            "move" => {
                let Some(from) = item.rank else { return Err(Refusal::NotFound.into()) };
                let (id_of_move, to) = (services.clock.new_id(), rng.random_range(1..6));
                let step = RankMove { id: id_of_move, proposal, from, to, reason: words("keselamatan anak") };
                move_rank(services, actor, id, &step).await
            }
            "merge" => {
                let into = items.choose(rng).unwrap().number.clone();
                merge_proposals(services, actor, id, proposal, &into, &reason("GANDA")).await
            }
            "part" => {
                let merged = items.iter().find(|item| item.status == Status::Merged).map_or(proposal, |item| item.proposal);
                undo_merge(services, actor, id, merged, &reason("DATA_KURANG")).await
            }
            "promote" => {
                let reserve = items.iter().find(|item| item.status == Status::Reserve).map_or(proposal, |item| item.proposal);
                promote_reserve(services, actor, id, reserve, &reason("LAINNYA")).await
            }
            "recommend" => {
                let cost = (rng.random_range(1..40) * 1_000_000).to_string();
                let form = recommendation("Disesuaikan.", "", &cost);
                recommend(services, actor, id, proposal, &form).await
            }
            "pass on" => {
                let agency = [PUPR, DISHUB].choose(rng).unwrap().code;
                reroute_proposal(services, actor, id, proposal, agency, &reason("OPD_KELIRU")).await
            }
            other => panic!("{other}"),
        }
    }

    async fn score(&self, rng: &mut StdRng, hall: &Hall, items: &[Item]) -> Done {
        let services = &self.world.city.services;
        let cycle = self.world.loaded(hall.meeting).await.cycle;
        let criteria = cycles::criteria(&mut self.world.city.read().await, cycle).await.unwrap();
        let assessed = criteria.all().iter().filter(|criterion| criterion.source == CriterionSource::Assessors);
        let given: Vec<_> = assessed
            .flat_map(|criterion| items.iter().filter(|item| item.stands_here).map(|item| (item.proposal, criterion.id)))
            .map(|(proposal, criterion)| (proposal, criterion, Points::new(rng.random_range(1..=5)).unwrap()))
            .collect();
        score_proposals(services, &hall.actor, hall.meeting, &given, None).await.map(drop)
    }

    pub async fn delegate(&self, hall: &Hall) {
        let meeting = self.world.loaded(hall.meeting).await;
        let named = musrenbangs::delegates(&mut self.world.city.read().await, hall.meeting).await.unwrap();
        if named.is_empty() && !meeting.status.has_closed() {
            self.world.delegate(&hall.actor, hall.meeting).await;
        }
    }
}
