//! Random years: residents propose, back, withdraw and mend; offices open their meetings, check, return, score, order,
//! move, decide, merge, part, close, open again, promote and pass on, allowed or not, several meetings at once; then
//! everything is brought to its end and into the next year. Whatever happens keeps the rules that are written here.
//!
//! `make soak` takes more steps.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::{Actor, Role},
    cycle::{Stage, StageKind},
    ids::{MusrenbangId, ProposalId},
    money::Rupiah,
    musrenbang::{Decision, MusrenbangStatus},
    priority::{CriterionSource, Points},
    proposal::{ProposalNumber, Status},
    refusal::Refusal,
    region::RegionCode,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    CommandError, agenda,
    commands::{
        self, DraftValues, NewCycle,
        musrenbang::{
            DecisionForm, OpeningForm, ProgressForm, RankMoveForm, RecommendationForm, accept_suggestion, close_musrenbang, decide,
            mark_progress, merge_proposals, move_rank, open_musrenbang, promote_reserve, propose_ranking, recommend, reject_proposal,
            reopen_musrenbang, reroute_proposal, return_proposal, score_proposals, undo_merge, verify_proposal, write_notes,
        },
    },
    ledger::recount,
    queries::meeting_page::meeting_page,
    store::{
        cycles,
        musrenbangs::{self, Item, MeetingNotes},
    },
};
use std::collections::{BTreeMap, BTreeSet};
use testing::{
    DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PUPR, TestCity, TestPerson, both_databases, environment,
    world::{World, opening, reason},
};

/// Of one year on one database, unless the environment wants more.
const STEPS: usize = 1700;
const BETWEEN_CHECKS: usize = 85;

fn steps() -> usize {
    environment("REMBUK_SOAK_STEPS").and_then(|steps| steps.parse().ok()).unwrap_or(STEPS)
}

/// What may come to somebody's mind, and how often. Each but the seldom ones is allowed somewhere in every year.
const ACTS: [(&str, u32); 24] = [
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
const SELDOM: [&str; 3] = ["mark", "promote", "withdraw"];

/// A meeting, with whoever runs it.
struct Hall {
    meeting: MusrenbangId,
    actor: Actor,
}

struct Year {
    world: World,
    people: Vec<TestPerson>,
    planner: Actor,
    halls: Vec<Hall>,
    rts: Vec<RegionCode>,
    proposals: Vec<ProposalId>,
}

type Done = Result<(), CommandError>;

impl Year {
    async fn begin(city: TestCity) -> Self {
        let world = World::new(city.clone()).await;
        let rts = vec![LEGOK.rt(1), LEGOK.rt(2), MURNI.rt(1), MURNI.rt(2)];
        let (mut people, mut halls) = (Vec::new(), Vec::new());
        for rt in &rts {
            for _ in 0..2 {
                people.push(city.confirmed_resident_of(rt).await);
            }
            let actor = city.officer(Role::RtHead, rt.as_str()).await.actor().await;
            halls.push(Hall { meeting: world.meeting(StageKind::Rt, rt).await, actor });
        }
        for place in [LEGOK, MURNI] {
            let meeting = world.meeting(StageKind::Kelurahan, &place.region()).await;
            halls.push(Hall { meeting, actor: city.office_of(place).await.actor().await });
            world.announce(&place.region(), 60).await;
        }
        let meeting = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        halls.push(Hall { meeting, actor: city.office_of(DANAU_SIPIN).await.actor().await });
        world.announce(&DANAU_SIPIN.region(), 90).await;
        for agency in [PUPR, DISHUB] {
            halls.push(Hall { meeting: world.forum(agency).await, actor: city.office_of(agency).await.actor().await });
        }
        let planner = city.city_officer(Role::Planner).await.actor().await;
        halls.push(Hall { meeting: world.meeting(StageKind::Kota, &JAMBI.region()).await, actor: planner.clone() });
        Self { world, people, planner, halls, rts, proposals: Vec::new() }
    }

    async fn items(&self, hall: &Hall) -> Vec<Item> {
        musrenbangs::items(&mut self.world.city.read().await, hall.meeting).await.unwrap()
    }

    /// One act of somebody, by its name in [`ACTS`]; whether it was allowed.
    async fn act(&mut self, rng: &mut StdRng, name: &str) -> Done {
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
                commands::withdraw_proposal(services, &author, proposal, "Sudah diperbaiki warga.").await
            }
            "mend" => self.mend(rng).await,
            "mark" => {
                let mark = *["rkpd", "apbd", "under_way", "finished", "deferred"].choose(rng).unwrap();
                let form = ProgressForm { mark: mark.into(), amount: "1000000".into(), note: "Seperti lampiran.".into() };
                mark_progress(services, &self.planner, proposal, &form).await
            }
            "propose" | "nothing" => Ok(()),
            _ => self.sit(rng, name).await,
        }
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
                let form = OpeningForm { despite_missing: rng.random_bool(0.8), ..opening() };
                return open_musrenbang(services, actor, id, &form).await;
            }
            "order" => return propose_ranking(services, actor, id).await.map(drop),
            "accept" => return accept_suggestion(services, actor, id, "Pagu sudah terpakai.").await.map(drop),
            "reopen" => return reopen_musrenbang(services, actor, id, &reason("DATA_KURANG")).await,
            "close" => {
                self.delegate(hall).await;
                return close_musrenbang(services, actor, id, None).await.map(drop);
            }
            "notes" => {
                let notes = MeetingNotes { ceiling: "Bencana banjir.".into(), ..MeetingNotes::default() };
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
                return_proposal(services, actor, id, proposal, &reason("LOKASI_SALAH"), &until.to_string()).await
            }
            "reject" => reject_proposal(services, actor, id, proposal, &reason("SUDAH_TEREALISASI")).await,
            "decide" => {
                let decision = *["agreed", "agreed", "reserve", "deferred", "rejected"].choose(rng).unwrap();
                let form = DecisionForm { decision: decision.into(), reason: reason("PAGU"), seen: None };
                decide(services, actor, id, proposal, &form).await
            }
            "move" => {
                let Some(from) = item.rank else { return Err(Refusal::NotFound.into()) };
                let (id_of_move, to) = (services.clock.new_id(), rng.random_range(1..6));
                let step = RankMoveForm { id: id_of_move, proposal, from, to, reason: "keselamatan anak".into() };
                move_rank(services, actor, id, &step).await
            }
            "merge" => {
                let into = items.choose(rng).unwrap().number.to_string();
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
                let form = RecommendationForm { text: "Disesuaikan.".into(), volume: String::new(), cost };
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

    async fn delegate(&self, hall: &Hall) {
        let meeting = self.world.loaded(hall.meeting).await;
        let named = musrenbangs::delegates(&mut self.world.city.read().await, hall.meeting).await.unwrap();
        if named.is_empty() && !meeting.status.has_closed() {
            self.world.delegate(&hall.actor, hall.meeting).await;
        }
    }

    /// What holds at any moment.
    async fn check(&self) {
        let mut tx = self.world.city.read().await;
        for &id in &self.proposals {
            let proposal = services::store::proposals::find(&mut tx, id).await.unwrap().unwrap();
            let mut stands = Vec::new();
            for meeting in musrenbangs::of_proposal(&mut tx, id).await.unwrap() {
                if musrenbangs::item(&mut tx, meeting.id, id).await.unwrap().is_some_and(|item| item.stands_here) {
                    stands.push(meeting.id);
                }
            }
            assert!(stands.len() <= 1, "{id} stands before {stands:?}");
            let waits = matches!(proposal.position.status, Status::Submitted | Status::Verified | Status::Agreed | Status::Reserve);
            let is_before_a_meeting = waits && proposal.position.stage.is_meeting();
            assert!(!is_before_a_meeting || stands.len() == 1, "{id} is lost: {:?}", proposal.position);
        }
        let mut listed: BTreeMap<StageKind, BTreeSet<ProposalNumber>> = BTreeMap::new();
        for hall in &self.halls {
            let meeting = musrenbangs::find(&mut tx, hall.meeting).await.unwrap().unwrap();
            if !meeting.status.has_closed() {
                continue;
            }
            let minutes = musrenbangs::minutes(&mut tx, hall.meeting).await.unwrap();
            for line in &minutes[0].minutes.priority {
                let is_new = listed.entry(meeting.stage).or_default().insert(line.number.clone());
                assert!(is_new, "{} is in two lists of {:?}", line.number, meeting.stage);
            }
            let ceiling = agenda::ceiling_of(&mut tx, &meeting).await.unwrap();
            let items = musrenbangs::items(&mut tx, hall.meeting).await.unwrap();
            let agreed = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed));
            for physical in [true, false] {
                let spent = Rupiah::total(agreed.clone().filter(|item| item.physical == physical).map(|item| item.cost)).unwrap();
                let over = ceiling.as_ref().and_then(|announced| announced.ceiling.excess(physical, spent));
                assert!(over.is_none() || !meeting.notes.ceiling.is_empty(), "{:?} passes its ceiling by {over:?}", meeting.stage);
            }
        }
        let found = recount(&mut tx).await.unwrap();
        assert!(found.differences.is_empty(), "{:#?}", found.differences);
    }

    /// Every meeting can be closed, whatever was done in it.
    async fn finish(&self, hall: &Hall) {
        let (services, id) = (&self.world.city.services, hall.meeting);
        if self.world.loaded(id).await.status == MusrenbangStatus::Prepared {
            let form = OpeningForm { despite_missing: true, ..opening() };
            open_musrenbang(services, &hall.actor, id, &form).await.unwrap();
        }
        if self.world.loaded(id).await.status.has_closed() {
            return;
        }
        for item in self.items(hall).await.into_iter().filter(|item| item.stands_here && item.status.awaits_decision()) {
            let form = DecisionForm { decision: "deferred".into(), reason: reason("PAGU"), seen: None };
            decide(services, &hall.actor, id, item.proposal, &form).await.unwrap();
        }
        propose_ranking(services, &hall.actor, id).await.unwrap();
        let notes = MeetingNotes { ceiling: "Bencana banjir.".into(), ..MeetingNotes::default() };
        write_notes(services, &hall.actor, id, &notes, None).await.unwrap();
        self.delegate(hall).await;
        let closed = close_musrenbang(services, &hall.actor, id, None).await;
        if let Err(error) = closed {
            let page = meeting_page(services, &hall.actor, id).await.unwrap().unwrap();
            panic!("{:?} cannot close: {error}, {:#?}", page.meeting.stage, page.blockers);
        }
    }

    /// What its year did not take goes on in the next.
    async fn next_year(&self) {
        let (city, services) = (&self.world.city, &self.world.city.services);
        city.pass_days(365);
        let stages = StageKind::ALL.map(|kind| Stage::new(kind, None, None).unwrap()).to_vec();
        let new = NewCycle { plan_year: 2029, city: city.region(&JAMBI.region()).await.id, stages };
        commands::create_cycle_without_permit(services, &new).await.unwrap();
        for &id in &self.proposals {
            let position = self.world.proposal(id).await.position;
            let goes_on = match position.status {
                Status::Submitted | Status::Verified | Status::Reserve | Status::Returned | Status::Deferred | Status::Rejected => true,
                Status::Agreed => panic!("{id} was agreed and not sent up"),
                _ => false,
            };
            let again = services.clock.new_id().into();
            let author = self.world.author_of(id).await;
            let carried = commands::propose_again(services, &author, id, again).await;
            assert_eq!(carried.is_ok(), goes_on, "{id} {position:?}: {carried:?}");
            if let Ok(commands::ProposedAgain::Draft(draft)) = carried {
                commands::withdraw_proposal(services, &author, draft, "").await.unwrap();
            }
        }
    }
}

async fn live(city: TestCity, seed: u64) {
    let mut year = Year::begin(city.clone()).await;
    let mut rng = StdRng::seed_from_u64(seed);
    let mut allowed: BTreeMap<&str, usize> = BTreeMap::new();
    for step in 1..=steps() {
        city.pass(chrono::Duration::minutes(3));
        let name = ACTS.choose_weighted(&mut rng, |(_, weight)| *weight).unwrap().0;
        match year.act(&mut rng, name).await {
            Ok(()) => *allowed.entry(name).or_default() += 1,
            Err(CommandError::Failed(failure)) => panic!("step {step}, {name}: {failure}"),
            Err(CommandError::Refused(_) | CommandError::Problems(_)) => {}
        }
        if step % BETWEEN_CHECKS == 0 {
            year.check().await;
        }
    }
    let often = ACTS.iter().map(|(name, _)| *name).filter(|name| !SELDOM.contains(name));
    let never: Vec<&str> = often.filter(|name| !allowed.contains_key(name)).collect();
    assert!(never.is_empty(), "{never:?} were never allowed: {allowed:?}");
    for hall in &year.halls {
        year.finish(hall).await;
    }
    year.check().await;
    year.next_year().await;
    assert_eq!(recount(&mut city.read().await).await.unwrap().differences, []);
}

both_databases!(
    async fn a_first_year_keeps_every_rule(city: TestCity) {
        live(city, 1).await;
    }

    async fn a_second_year_keeps_every_rule(city: TestCity) {
        live(city, 2).await;
    }

    async fn a_third_year_keeps_every_rule(city: TestCity) {
        live(city, 3).await;
    }

    async fn a_fourth_year_keeps_every_rule(city: TestCity) {
        live(city, 4).await;
    }

    async fn a_fifth_year_keeps_every_rule(city: TestCity) {
        live(city, 5).await;
    }

    async fn a_sixth_year_keeps_every_rule(city: TestCity) {
        live(city, 6).await;
    }
);
