//! What an installation shows, as its open data has it. What should be there does not belong here.

use super::download::Site;
use anyhow::Context;
use app::{links, operator};
use domain::{
    clock::Day,
    export::{REGIONS, csv_plain},
    ids::{MusrenbangId, PlanId, ProposalId},
    ledger::RegionSpan,
    region::RegionCode,
};
use serde::{Deserialize, de::DeserializeOwned};

/// A file of open data.
#[derive(Deserialize)]
struct File<T> {
    data: Vec<T>,
}

pub struct Served {
    pub proposals: Vec<ServedProposal>,
    pub plans: Vec<ServedPlan>,
    pub results: Vec<ServedResult>,
    pub regions: Vec<ServedRegion>,
}

#[derive(Deserialize)]
pub struct ServedProposal {
    pub id: ProposalId,
    pub number: String,
    pub plan_year: u16,
    pub volume: Option<f64>,
    pub estimated_cost: Option<i64>,
    pub households: Option<u32>,
    pub people: Option<u32>,
    pub years_waiting: u16,
    pub stage: String,
    pub status: String,
    pub rank: Option<u32>,
    pub score: Option<f64>,
    pub support_local: u32,
    pub support_other: u32,
}

#[derive(Deserialize)]
pub struct ServedPlan {
    pub id: PlanId,
    pub status: String,
    pub supporting_local: u32,
    pub supporting_other: u32,
    pub opposing_local: u32,
    pub opposing_other: u32,
}

/// What a closed meeting said of a proposal.
#[derive(Deserialize)]
pub struct ServedResult {
    pub meeting_id: MusrenbangId,
    pub id: ProposalId,
    pub decision: Option<String>,
    pub rank: Option<u32>,
    pub score: Option<f64>,
    pub support_local: Option<u32>,
    pub support_other: Option<u32>,
}

/// A place in force.
pub struct ServedRegion {
    pub of: RegionSpan,
    pub name: String,
    pub households: i64,
}

impl Served {
    pub fn read(site: &Site) -> anyhow::Result<Self> {
        Ok(Self {
            proposals: rows(site, links::PROPOSALS_JSON)?,
            plans: rows(site, links::PLANS_JSON)?,
            results: rows(site, links::MEETING_RESULTS_JSON)?,
            regions: regions(&site.data(links::REGIONS_CSV)?).with_context(|| operator::verify("data", links::REGIONS_CSV))?,
        })
    }
}

fn rows<T: DeserializeOwned>(site: &Site, path: &str) -> anyhow::Result<Vec<T>> {
    let file: File<T> = serde_json::from_slice(&site.data(path)?).with_context(|| operator::verify("data", path))?;
    Ok(file.data)
}

/// A table for people: its columns are known by their places.
fn regions(bytes: &[u8]) -> anyhow::Result<Vec<ServedRegion>> {
    let mut regions = Vec::new();
    for record in csv::Reader::from_reader(bytes).records() {
        let record = record?;
        let cell = |key| {
            let place = REGIONS.iter().position(|column| column.key == key);
            csv_plain(place.and_then(|place| record.get(place)).unwrap_or_default())
        };
        let of = RegionSpan { code: RegionCode::parse(&cell("region_code"))?, from: cell("valid_from").parse::<Day>()? };
        regions.push(ServedRegion { of, name: cell("region_name").into_owned(), households: cell("region_households").parse()? });
    }
    Ok(regions)
}
