//! A city in the middle of planning 2028: a cycle with its meetings, a catalogue of one type, and people who propose.

use crate::typed::{reason_of, signing, words};
use crate::{DANAU_SIPIN, JAMBI, LEGOK, PUPR, Place, TestCity, TestPerson};
use domain::{
    account::{Actor, Role},
    catalogue::{Field, ProposalType},
    clock::Day,
    cycle::{Ceiling, Stage, StageKind},
    ids::{CycleId, DelegateId, MusrenbangId, ProposalId, ProposalTypeId},
    ledger::{Digest, Event},
    minutes::{Heading, Minutes},
    money::{Rupiah, Volume},
    musrenbang::{Attendance, Opening},
    permission::may_manage_cycle,
    proposal::{Draft, Status, TypeChoice},
    reason::Reason,
    refusal::Refusal,
    region::RegionCode,
};
use services::{
    CommandError,
    commands::{
        DraftStart, NewCycle, create_cycle, create_cycle_without_permit,
        musrenbang::{self, NewDelegate, add_delegate, open_musrenbang},
        start_draft, submit_proposal,
    },
    store::{
        cycles::{self, Announced, CeilingOf, NewCeiling},
        musrenbangs::{self, Meeting, StoredMinutes},
        proposals::{self, Proposal},
    },
    unit::Unit,
};
use sha2::{Digest as _, Sha256};

pub struct World {
    pub city: TestCity,
    pub cycle: CycleId,
    pub kind: ProposalTypeId,
}

pub fn day(text: &str) -> Day {
    text.parse().expect(text)
}

pub fn rupiah(amount: i64) -> Rupiah {
    Rupiah::new(amount).expect("an amount")
}

pub fn reason(code: &str) -> Reason {
    reason_of(code, "alasan yang dapat dibaca")
}

/// The refusal of a command that was refused as a whole.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome {
        Err(CommandError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// The fields at which a command found something wrong.
pub fn problems<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Vec<&'static str> {
    match outcome {
        Err(CommandError::Problems(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("no problems: {other:?}"),
    }
}

impl World {
    pub async fn new(city: TestCity) -> Self {
        let planner = city.city_officer(Role::Planner).await.actor().await;
        let permit = may_manage_cycle(&planner).expect("a prepared world");
        let dates = |kind| match kind {
            StageKind::Rt => (Some(day("2027-01-02")), Some(day("2027-01-15"))),
            StageKind::Kelurahan => (Some(day("2027-01-16")), Some(day("2027-01-31"))),
            _ => (None, None),
        };
        let stage = |kind| Stage::new(kind, dates(kind).0, dates(kind).1).expect("a prepared world");
        let jambi = city.region(&JAMBI.region()).await.id;
        let new = NewCycle { plan_year: 2028, city: jambi, stages: StageKind::ALL.map(stage).to_vec() };
        let cycle = create_cycle(&city.services, &permit, &new).await.expect("a prepared world");
        let kind = ProposalTypeId(city.services.clock.new_id());
        let listed = ProposalType {
            id: kind,
            code: "LAT-01".into(),
            name: "Pelatihan".into(),
            physical: false,
            field: Field::ALL[0],
            unit: "orang".into(),
            unit_price: Some(rupiah(1_000_000)),
            agency: Some(city.agency(PUPR).await.id()),
            programme_code: None,
            requirements: String::new(),
            offered: true,
        };
        city.list_type(cycle, &listed).await;
        Self { city, cycle, kind }
    }

    /// The year after it, with the same dictionary; its stages have these first and last days, where they have any.
    pub async fn following(&self, plan_year: u16, dates: impl Fn(StageKind) -> (Option<Day>, Option<Day>)) -> Self {
        let stages = StageKind::ALL.map(|kind| Stage::new(kind, dates(kind).0, dates(kind).1).expect("a prepared world")).to_vec();
        let new = NewCycle { plan_year, city: self.city.region(&JAMBI.region()).await.id, stages };
        let cycle = create_cycle_without_permit(&self.city.services, &new).await.expect("a prepared world");
        let listed = cycles::find_type(&mut self.city.read().await, self.kind).await.expect("a prepared world").expect("a type");
        let listed = ProposalType { id: ProposalTypeId(self.city.services.clock.new_id()), ..listed };
        self.city.list_type(cycle, &listed).await;
        Self { city: self.city.clone(), cycle, kind: listed.id }
    }

    pub async fn announce(&self, code: &RegionCode, non_physical: i64) {
        let of = CeilingOf::Region(self.city.region(code).await.id);
        let ceiling = Ceiling::new(Rupiah::ZERO, rupiah(non_physical)).expect("a prepared world");
        let announced = Announced { ceiling, source: "contoh".into(), on: day("2027-01-02") };
        let mut tx = self.city.begin().await;
        let new = NewCeiling { id: self.city.services.clock.new_id(), cycle: self.cycle, of, announced };
        cycles::insert_ceiling(&mut tx, &new).await.expect("a prepared world");
        tx.commit().await.expect("a prepared world");
    }

    /// The meeting of a region at the stage of its level.
    pub async fn meeting(&self, stage: StageKind, code: &RegionCode) -> MusrenbangId {
        let region = self.city.region(code).await.id;
        musrenbangs::of_region(&mut self.city.read().await, self.cycle, stage, region)
            .await
            .expect("a prepared world")
            .expect("a meeting")
            .id
    }

    pub async fn forum(&self, agency: Place) -> MusrenbangId {
        let agency = self.city.agency(agency).await.id();
        let mut tx = self.city.read().await;
        musrenbangs::of_agency(&mut tx, self.cycle, StageKind::AgencyForum, agency).await.expect("a prepared world").expect("a forum").id
    }

    pub async fn loaded(&self, id: MusrenbangId) -> Meeting {
        musrenbangs::find(&mut self.city.read().await, id).await.expect("a prepared world").expect("a meeting")
    }

    /// A proposal of `volume` million rupiah, sent.
    pub async fn propose(&self, by: &TestPerson, rt: &RegionCode, title: &str, volume: i64) -> ProposalId {
        let id = ProposalId(self.city.services.clock.new_id());
        let actor = by.actor().await;
        start_draft(&self.city.services, &actor, DraftStart { id, on_behalf_of: None }).await.expect("a prepared world");
        let mut tx = self.city.begin().await;
        proposals::save_draft(&mut tx, id, &self.draft(rt, title, volume)).await.expect("a prepared world");
        tx.commit().await.expect("a prepared world");
        submit_proposal(&self.city.services, &actor, id).await.expect("a prepared world");
        id
    }

    /// The same, written down by an office for a resident.
    pub async fn record(&self, office: &TestPerson, resident: &str, rt: &RegionCode, title: &str) -> ProposalId {
        let id = ProposalId(self.city.services.clock.new_id());
        let actor = office.actor().await;
        let start = DraftStart { id, on_behalf_of: Some(words(resident)) };
        start_draft(&self.city.services, &actor, start).await.expect("a prepared world");
        let mut tx = self.city.begin().await;
        proposals::save_draft(&mut tx, id, &self.draft(rt, title, 10)).await.expect("a prepared world");
        tx.commit().await.expect("a prepared world");
        submit_proposal(&self.city.services, &actor, id).await.expect("a prepared world");
        id
    }

    pub fn draft(&self, rt: &RegionCode, title: &str, volume: i64) -> Draft {
        Draft {
            title: format!("Usulan contoh {title}"),
            problem: "Masalah yang ditulis cukup panjang.".into(),
            choice: Some(TypeChoice::Listed(self.kind)),
            rt: Some(rt.clone()),
            address: "Lorong Contoh".into(),
            volume: Some(Volume::from_thousandths(volume * 1000).expect("a prepared world")),
            households: Some(20),
            ..Draft::default()
        }
    }

    pub async fn proposal(&self, id: ProposalId) -> Proposal {
        proposals::find(&mut self.city.read().await, id).await.expect("a prepared world").expect("a proposal")
    }

    /// Who wrote it, as the rules see them now.
    pub async fn author_of(&self, id: ProposalId) -> Actor {
        self.city.person(self.proposal(id).await.author).actor().await
    }

    pub async fn at(&self, id: ProposalId) -> (StageKind, Status) {
        let position = self.proposal(id).await.position;
        (position.stage, position.status)
    }

    /// Opens a meeting with 40 people.
    pub async fn open(&self, actor: &Actor, id: MusrenbangId) {
        open_musrenbang(&self.city.services, actor, id, &opening(), true).await.expect("a prepared world");
    }

    /// Sends one woman to the next meeting.
    pub async fn delegate(&self, actor: &Actor, id: MusrenbangId) -> DelegateId {
        let delegate = DelegateId(self.city.services.clock.new_id());
        let form = NewDelegate { id: delegate, name: words("Delegasi Contoh"), is_woman: true, body: words("RT 01"), contact: words("") };
        add_delegate(&self.city.services, actor, id, &form).await.expect("a prepared world");
        delegate
    }

    /// An open meeting of Kelurahan Legok with verified proposals, all of them by neighbours, and its officer.
    pub async fn legok_with(&self, volumes: &[i64]) -> (MusrenbangId, Actor, Vec<ProposalId>) {
        let neighbour = self.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (legok, officer, sent) = self.before_legok(&neighbour, volumes).await;
        self.open(&officer, legok).await;
        (legok, officer, sent)
    }

    /// The same before the meeting is opened, with proposals of somebody of RT 1.
    pub async fn before_legok(&self, neighbour: &TestPerson, volumes: &[i64]) -> (MusrenbangId, Actor, Vec<ProposalId>) {
        let officer = self.city.office_of(LEGOK).await.actor().await;
        let head = self.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let mut sent = Vec::new();
        for (number, volume) in volumes.iter().enumerate() {
            sent.push(self.propose(neighbour, &LEGOK.rt(1), &number.to_string(), *volume).await);
            self.city.pass(chrono::TimeDelta::seconds(1));
        }
        let rt = self.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        self.open(&head, rt).await;
        musrenbang::accept_suggestion(&self.city.services, &head, rt, None).await.expect("a prepared world");
        self.delegate(&head, rt).await;
        musrenbang::close_musrenbang(&self.city.services, &head, rt, None).await.expect("a prepared world");
        let legok = self.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        for id in &sent {
            musrenbang::verify_proposal(&self.city.services, &officer, legok, *id).await.expect("a prepared world");
        }
        (legok, officer, sent)
    }
}

impl World {
    /// Verifies and agrees to everything before a meeting, and closes it.
    pub async fn pass_on(&self, actor: &Actor, meeting: MusrenbangId, proposals: &[ProposalId]) {
        let services = &self.city.services;
        for id in proposals {
            musrenbang::verify_proposal(services, actor, meeting, *id).await.expect("a prepared world");
        }
        self.open(actor, meeting).await;
        self.agree_and_close(actor, meeting).await;
    }

    /// A day and a place for a meeting, as its entry in the ledger says it.
    pub async fn schedule(&self, meeting: MusrenbangId, on: Day, place: &str) {
        let mut unit = Unit::begin(&self.city.services, None).await.expect("a unit of work");
        let place = unit.keep_any(place).await.expect("a prepared world");
        unit.record(meeting, Event::Scheduled { on: Some(on), place }).await.expect("a prepared world");
        unit.commit().await.expect("a prepared world");
    }

    /// A meeting that closed without a list, as one did that was held without us.
    pub async fn close_empty(&self, meeting: MusrenbangId) {
        let heading = Heading {
            plan_year: 2028,
            stage: StageKind::Rt,
            seat: "RT".into(),
            place: "Pos ronda".into(),
            leader: "Ketua".into(),
            held_on: self.city.today(),
            version: 1,
            by_vote: false,
            dissent: None,
            ceiling_note: None,
            women_note: None,
            missing: Vec::new(),
        };
        let minutes = Minutes::build(heading, Vec::new(), Attendance::default(), Vec::new());
        let hash: [u8; 32] = Sha256::digest(minutes.canonical_text().as_bytes()).into();
        let stored = StoredMinutes { minutes, hash: hash.to_vec(), closed_at: self.city.now() };
        let mut unit = Unit::begin(&self.city.services, None).await.expect("a unit of work");
        musrenbangs::insert_minutes(&mut unit.tx, meeting, &stored).await.expect("a prepared world");
        let event = Event::MeetingClosed { version: 1, minutes: Digest(hash), agreed: Vec::new() };
        unit.record(meeting, event).await.expect("a prepared world");
        unit.commit().await.expect("a prepared world");
    }

    /// The minutes of a closed meeting are signed today.
    pub async fn sign(&self, actor: &Actor, meeting: MusrenbangId) {
        let form = signing("Ibu Lurah", self.city.today(), 1);
        musrenbang::sign_minutes(&self.city.services, actor, meeting, &form).await.expect("a prepared world");
    }

    /// Accepts what is suggested in an open meeting, and closes it.
    pub async fn agree_and_close(&self, actor: &Actor, meeting: MusrenbangId) {
        let services = &self.city.services;
        musrenbang::accept_suggestion(services, actor, meeting, Some(&words("Pagu sudah terpakai."))).await.expect("a prepared world");
        self.delegate(actor, meeting).await;
        musrenbang::close_musrenbang(services, actor, meeting, None).await.expect("a prepared world");
    }

    /// Proposals of Legok that have arrived in the forum of PUPR, and its verifier.
    pub async fn before_the_forum(&self, count: usize) -> (Actor, Vec<ProposalId>) {
        let (legok, officer, sent) = self.legok_with(&vec![10; count]).await;
        self.agree_and_close(&officer, legok).await;
        let kecamatan = self.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        self.pass_on(&self.city.office_of(DANAU_SIPIN).await.actor().await, kecamatan, &sent).await;
        (self.city.office_of(PUPR).await.actor().await, sent)
    }

    /// Proposals of Legok that the city has agreed on, its meeting, and a planner.
    pub async fn after_the_city(&self, count: usize) -> (MusrenbangId, Actor, Vec<ProposalId>) {
        let (verifier, sent) = self.before_the_forum(count).await;
        self.pass_on(&verifier, self.forum(PUPR).await, &sent).await;
        let planner = self.city.city_officer(Role::Planner).await.actor().await;
        let kota = self.meeting(StageKind::Kota, &JAMBI.region()).await;
        self.pass_on(&planner, kota, &sent).await;
        (kota, planner, sent)
    }
}

pub fn opening() -> Opening {
    opening_at("Aula kelurahan", 40)
}

/// The same elsewhere, or with other people.
pub fn opening_at(place: &str, total: u32) -> Opening {
    Opening::new(place, "Ketua LPM", Attendance { total, women: 18 }).expect("an opening")
}
