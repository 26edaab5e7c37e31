//! Proposals on both databases: planning years, drafts, sending, support, proposing again, lists, exports and imports.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod again;
mod cycles;
mod drafts;
mod import;
mod lists;
mod objections;
mod rows;
mod sending;
mod supporting;
mod works;

use domain::{
    catalogue::{Field, ProposalType},
    clock::Day,
    cycle::{Stage, StageKind},
    ids::{CycleId, MusrenbangId, ProposalId, ProposalTypeId},
    money::{Rupiah, Volume},
    proposal::{DraftChange, DraftValue, TypeChoice},
    refusal::Refusal,
    region::RegionCode,
};
use services::{
    CommandError,
    commands::{self, DraftStart, NewCycle},
    store::{
        musrenbangs,
        proposals::{self, Proposal},
    },
};
use testing::typed::words;
use testing::{DISHUB, JAMBI, PUPR, TestCity, TestPerson};

/// A planning year with a road that has a price, a training, and work without a price.
struct Season {
    city: TestCity,
    cycle: CycleId,
    road: ProposalTypeId,
    training: ProposalTypeId,
    odd: ProposalTypeId,
}

fn rupiah(amount: i64) -> Rupiah {
    Rupiah::new(amount).unwrap()
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome {
        Err(CommandError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn problems<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Vec<(&'static str, Refusal)> {
    match outcome {
        Err(CommandError::Problems(problems)) => problems.into_iter().map(|problem| (problem.field, problem.refusal)).collect(),
        other => panic!("no problems: {other:?}"),
    }
}

fn title(text: &str) -> DraftValue {
    DraftValue::Title(words(text))
}

fn listed(kind: ProposalTypeId) -> DraftValue {
    DraftValue::ProposalType(Some(TypeChoice::Listed(kind)))
}

impl Season {
    async fn new(city: &TestCity) -> Self {
        Self::of(city, 2028).await
    }

    async fn of(city: &TestCity, plan_year: u16) -> Self {
        Self::held(city, plan_year, None).await
    }

    /// All meetings of the year are held within these days.
    async fn held(city: &TestCity, plan_year: u16, days: Option<(Day, Day)>) -> Self {
        let stage = |kind: StageKind| {
            let (first, last) = days.filter(|_| kind.is_meeting()).unzip();
            Stage::new(kind, first, last).unwrap()
        };
        let stages = StageKind::ALL.map(stage).to_vec();
        let new = NewCycle { plan_year, city: city.region(&JAMBI.region()).await.id, stages };
        let cycle = commands::create_cycle_without_permit(&city.services, &new).await.unwrap();
        let (pupr, dishub) = (city.agency(PUPR).await.id(), city.agency(DISHUB).await.id());
        let id = || ProposalTypeId(city.services.clock.new_id());
        let kind = |code: &str, physical, unit_price, agency| ProposalType {
            id: id(),
            code: code.into(),
            name: format!("Jenis {code}"),
            physical,
            field: if physical { Field::PhysicalInfrastructure } else { Field::Economy },
            unit: "m2".into(),
            unit_price,
            agency: Some(agency),
            programme_code: (!physical).then(|| "1.03.06.2.01.0024".into()),
            requirements: String::new(),
            offered: true,
        };
        let road = kind("JLN-01", true, Some(rupiah(350_000)), pupr);
        let training = kind("LAT-01", false, Some(rupiah(1_000_000)), dishub);
        let odd = kind("XXX-01", false, None, pupr);
        for kind in [&road, &training, &odd] {
            city.list_type(cycle, kind).await;
        }
        Self { city: city.clone(), cycle, road: road.id, training: training.id, odd: odd.id }
    }

    fn new_id(&self) -> ProposalId {
        ProposalId(self.city.services.clock.new_id())
    }

    /// An empty draft of one's own.
    async fn begun_by(&self, person: &TestPerson) -> ProposalId {
        let id = self.new_id();
        let start = DraftStart { id, on_behalf_of: None };
        commands::start_draft(&self.city.services, &person.actor().await, start).await.unwrap();
        id
    }

    /// Everything a training in an RT needs.
    fn complete(&self, rt: &RegionCode, name: &str) -> [DraftValue; 7] {
        [
            title(name),
            DraftValue::Problem(words("Banyak pemuda lulus sekolah dan belum bekerja.")),
            listed(self.training),
            DraftValue::Rt(Some(rt.clone())),
            DraftValue::Address(words("Balai RT")),
            DraftValue::Volume(Volume::parse("20").ok()),
            DraftValue::Households(Some(35)),
        ]
    }

    async fn save(&self, person: &TestPerson, id: ProposalId, values: impl IntoIterator<Item = DraftValue>) {
        let change = DraftChange::of(values);
        let saved = commands::save_draft(&self.city.services, &person.actor().await, id, &change, false).await.unwrap();
        assert_eq!(saved.problems, []);
    }

    /// A training proposed and sent.
    async fn sent_by(&self, person: &TestPerson, rt: &RegionCode, title: &str) -> ProposalId {
        let id = self.begun_by(person).await;
        self.save(person, id, self.complete(rt, title)).await;
        commands::submit_proposal(&self.city.services, &person.actor().await, id).await.unwrap();
        id
    }

    async fn loaded(&self, id: ProposalId) -> Proposal {
        proposals::find(&mut self.city.read().await, id).await.unwrap().unwrap()
    }

    /// The meeting of an RT.
    async fn meeting(&self, rt: &RegionCode) -> MusrenbangId {
        let region = self.city.region(rt).await.id;
        musrenbangs::of_region(&mut self.city.read().await, self.cycle, StageKind::Rt, region).await.unwrap().unwrap().id
    }
}
