//! Proposals made up from the problems of `problems.csv`, some in every kelurahan.

use super::{Made, Maker};
use crate::{DemoError, cycle::Year, meetings::FOR_TESTS};
use chrono::TimeDelta;
use domain::{
    account::Role,
    catalogue::{LandStatus, ProposalType, TargetGroup},
    ids::ProposalId,
    money::{Rupiah, Volume},
    permission::Acting,
    pin::Pin,
    proposal::{Draft, Step, TypeChoice},
    region::RegionCode,
};
use rand::{
    Rng,
    seq::{IndexedRandom, SliceRandom},
};
use serde::Deserialize;
use services::{
    commands::{PaperProposal, PaperStep},
    unit::Unit,
};

const PROBLEMS: &str = include_str!("../../data/problems.csv");
const IN_EACH_KELURAHAN: usize = 9;
const LANES: [&str; 16] = [
    "Gang Melati",
    "Gang Kenanga",
    "Jalan Teratai",
    "Lorong Anggrek",
    "Gang Cempaka",
    "Lorong Mawar",
    "Jalan Seroja",
    "Gang Flamboyan",
    "Lorong Dahlia",
    "Gang Nusa Indah",
    "Jalan Bungur",
    "Lorong Tanjung",
    "Gang Sepakat",
    "Lorong Damai",
    "Gang Rambutan",
    "Jalan Mangga",
];

#[derive(Clone, Deserialize)]
struct ProblemRecord {
    catalogue_code: String,
    title_template: String,
    problem: String,
    wanted: String,
}

/// This year's in one kelurahan.
pub async fn write(maker: &mut Maker<'_>, unit: &mut Unit, kelurahan: &RegionCode) -> Result<Vec<Made>, DemoError> {
    let problems: Vec<ProblemRecord> = csv::Reader::from_reader(PROBLEMS.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let mut rts: Vec<&RegionCode> = maker.places.rts.keys().filter(|rt| kelurahan.contains(rt)).collect();
    rts.shuffle(&mut maker.rng);
    let chosen: Vec<ProblemRecord> = problems.choose_multiple(&mut maker.rng, IN_EACH_KELURAHAN).cloned().collect();
    let mut made = Vec::new();
    for (record, rt) in chosen.iter().zip(rts.iter().cycle()) {
        let Some(year) = maker.years.last() else { continue };
        made.push(record.write(maker, unit, rt, year, &[]).await?);
    }
    Ok(made)
}

/// Some of last year, which the RT, the kelurahan, the kecamatan and the agency agreed upon, on paper.
pub async fn write_last_year(maker: &mut Maker<'_>, unit: &mut Unit) -> Result<Vec<Made>, DemoError> {
    let Some(year) = maker.years.iter().rev().nth(1) else { return Ok(Vec::new()) };
    let problems: Vec<ProblemRecord> = csv::Reader::from_reader(PROBLEMS.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let places = maker.places;
    let rts: Vec<&RegionCode> = places.rts.keys().filter(|rt| rt.kecamatan().is_some_and(|above| above.as_str() != FOR_TESTS)).collect();
    let mut made = Vec::new();
    for rt in rts.into_iter().step_by(31) {
        let Some(record) = problems.choose(&mut maker.rng) else { continue };
        let account = maker.neighbour(rt)?.id;
        let acting = |role, region| Acting { account, role: Some(role), region, agency: None };
        let below = [
            acting(Role::RtHead, Some(rt.clone())),
            acting(Role::KelurahanOfficer, rt.kelurahan()),
            acting(Role::KecamatanOfficer, rt.kecamatan()),
            acting(Role::AgencyVerifier, None),
        ];
        made.push(record.write(maker, unit, rt, year, &below).await?);
    }
    Ok(made)
}

/// A believable amount in the unit of the type.
fn volume(unit: &str, maker: &mut Maker<'_>) -> Result<Volume, DemoError> {
    let range = match unit {
        "m2" => 80..420,
        "m" => 60..260,
        "titik" => 2..11,
        "orang" => 15..36,
        "sambungan" => 10..40,
        _ => 1..3,
    };
    let amount: i64 = maker.rng.random_range(range);
    Volume::from_thousandths(amount * 1000).map_err(|refusal| DemoError::Nonsense(refusal.to_string()))
}

impl ProblemRecord {
    /// `below` are the offices that have passed it on already, one week after the other.
    async fn write(
        &self,
        maker: &mut Maker<'_>,
        unit: &mut Unit,
        rt: &RegionCode,
        year: &Year,
        below: &[Acting],
    ) -> Result<Made, DemoError> {
        let kind = year.catalogue.offered().find(|kind| kind.code == self.catalogue_code);
        let kind = kind.ok_or_else(|| DemoError::Nonsense(self.catalogue_code.clone()))?;
        let draft = self.draft(maker, rt, kind)?;
        let days_ago = year.days_ago + maker.rng.random_range(33..60);
        let is_recorded = maker.rng.random_bool(0.3);
        let paper = PaperProposal {
            id: ProposalId(maker.then(days_ago, 0).clock.new_id()),
            cycle: year.cycle,
            draft,
            author: maker.neighbour(rt)?.id,
            entered_as: is_recorded.then_some(Role::RtHead),
            requested_agency: None,
            steps: (1..).zip(below).flat_map(|(week, office)| passed_on(week, office, kind)).collect(),
        };
        let id = maker.record(unit, year, days_ago, paper).await?;
        let (local, other) = (maker.rng.random_range(1..9), maker.rng.random_range(0..4));
        Ok(Made { id, rt: rt.clone(), code: self.catalogue_code.clone(), days_ago, local, other })
    }

    fn draft(&self, maker: &mut Maker<'_>, rt: &RegionCode, kind: &ProposalType) -> Result<Draft, DemoError> {
        let lane = LANES.choose(&mut maker.rng).copied().unwrap_or(LANES[0]);
        let households: u32 = maker.rng.random_range(18..140);
        let number = rt.rt_number().unwrap_or_default();
        let fill = |text: &str| text.replace("{lane}", lane).replace("{households}", &households.to_string()).replace("{rt}", &number);
        let lands = [LandStatus::Own, LandStatus::Own, LandStatus::Own, LandStatus::Own, LandStatus::Granted, LandStatus::Unknown];
        let land = lands.choose(&mut maker.rng).copied().unwrap_or(LandStatus::Own);
        let groups = [TargetGroup::Everybody, TargetGroup::Children, TargetGroup::Women, TargetGroup::Elderly];
        let contribution = [0, 0, 0, 1_000_000, 2_500_000, 5_000_000].choose(&mut maker.rng).copied().unwrap_or(0);
        Ok(Draft {
            title: format!("{} RT {number}", fill(&self.title_template)),
            problem: fill(&self.problem),
            wanted_work: fill(&self.wanted),
            choice: Some(TypeChoice::Listed(kind.id)),
            target_groups: groups.choose(&mut maker.rng).copied().into_iter().collect(),
            rt: Some(rt.clone()),
            address: format!("{lane} RT {number}"),
            pin: pin(maker, rt),
            land_status: Some(if kind.physical { land } else { LandStatus::NotNeeded }),
            volume: Some(volume(&kind.unit, maker)?),
            stated_cost: Rupiah::new(25_000_000).ok().filter(|_| kind.unit_price.is_none()),
            households: Some(households),
            own_contribution: Rupiah::new(contribution).ok(),
            ..Draft::default()
        })
    }
}

/// Looked at, agreed and handed up within an afternoon.
fn passed_on(week: i64, office: &Acting, kind: &ProposalType) -> Vec<PaperStep> {
    let agency = kind.agency.filter(|_| office.role == Some(Role::AgencyVerifier));
    let acting = Acting { agency, ..office.clone() };
    let steps = [Step::Verify, Step::Agree, Step::Forward, Step::Arrive];
    let at = (0..).map(|hour| TimeDelta::weeks(week) + TimeDelta::hours(hour));
    steps.into_iter().zip(at).map(|(step, after)| PaperStep { step, acting: acting.clone(), after }).collect()
}

/// Somewhere near a point of the same kecamatan; some have none.
fn pin(maker: &mut Maker<'_>, rt: &RegionCode) -> Option<Pin> {
    let near = maker.pins.get(&rt.kecamatan()?)?.choose(&mut maker.rng).copied()?;
    if maker.rng.random_bool(0.1) {
        return None;
    }
    let mut moved = |micros: i32| micros + maker.rng.random_range(-4000..4000);
    Pin::new(moved(near.latitude_micros()), moved(near.longitude_micros())).ok()
}
