//! The sample sheet of 64 proposals, with their special cases: sent back, rejected, withdrawn, merged, proposed again.

use super::{Made, Maker};
use crate::{DemoError, people::code};
use chrono::{Days, TimeDelta};
use domain::{
    account::Role,
    catalogue::LandStatus,
    ids::{AccountId, AgencyId, ProposalId},
    money::{Rupiah, Volume},
    permission::Acting,
    pin::Pin,
    proposal::{Draft, Step, TypeChoice},
    reason::{Reason, ReasonCode},
    region::RegionCode,
};
use rand::Rng;
use serde::Deserialize;
use services::{
    commands::{PaperProposal, PaperStep},
    unit::Unit,
};
use std::collections::BTreeMap;

const SAMPLES: &str = include_str!("../../data/samples-2028.csv");
const ALIASES: &str = include_str!("../../data/agency-aliases.csv");
/// Volume zero: the one row that cannot be a proposal.
const WITHOUT_VOLUME: &str = "0";

#[derive(Deserialize)]
struct Sample {
    kode_uji: String,
    tahun_rencana: u16,
    kode_kelurahan: String,
    rt: u16,
    kode_kamus: String,
    judul: String,
    permasalahan: String,
    alamat: String,
    lat: String,
    lng: String,
    volume: String,
    opd_tujuan: String,
    penerima_manfaat_kk: u32,
    swadaya_rp: i64,
    status_lahan: String,
    jenis_pengusul: String,
    dukungan_setuju: usize,
    pendukung_luar_kelurahan: usize,
    usulan_asal: String,
    keputusan_akhir_contoh: String,
    kode_alasan: String,
    kasus_uji: String,
}

#[derive(Deserialize)]
struct Alias {
    alias: String,
    agency_short_name: String,
}

fn read() -> Result<Vec<Sample>, DemoError> {
    Ok(csv::Reader::from_reader(SAMPLES.as_bytes()).deserialize().collect::<Result<_, _>>()?)
}

/// Where proposals lie, by kecamatan.
pub fn pins() -> Result<BTreeMap<RegionCode, Vec<Pin>>, DemoError> {
    let mut pins: BTreeMap<RegionCode, Vec<Pin>> = BTreeMap::new();
    for sample in read()?.into_iter().filter(|sample| sample.kode_alasan != "LOKASI_SALAH") {
        if let (Some(kecamatan), Ok(pin)) = (code(&sample.kode_kelurahan)?.kecamatan(), Pin::parse(&sample.lat, &sample.lng)) {
            pins.entry(kecamatan).or_default().push(pin);
        }
    }
    Ok(pins)
}

fn land(text: &str) -> LandStatus {
    match text {
        "jalan provinsi" => LandStatus::ProvincialOrNationalRoad,
        "PSU perumahan belum diserahkan" => LandStatus::FacilityNotHandedOver,
        "milik pribadi" => LandStatus::Private,
        "sengketa" => LandStatus::Disputed,
        _ => LandStatus::Own,
    }
}

pub async fn write(maker: &mut Maker<'_>, unit: &mut Unit) -> Result<Vec<Made>, DemoError> {
    let aliases: Vec<Alias> = csv::Reader::from_reader(ALIASES.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let agency = |text: &str, maker: &Maker<'_>| {
        let short = aliases.iter().find(|alias| alias.alias == text).map(|alias| &alias.agency_short_name);
        short.and_then(|short| maker.places.agencies.get(short).copied())
    };
    let mut made = Vec::new();
    let mut ids: BTreeMap<String, ProposalId> = BTreeMap::new();
    let mut last = None;
    for sample in read()?.into_iter().filter(|sample| sample.volume != WITHOUT_VOLUME) {
        let requested = agency(&sample.opd_tujuan, maker);
        let one = sample.write(maker, unit, requested, &ids, last).await?;
        ids.insert(sample.kode_uji.clone(), one.id);
        last = Some(one.id);
        made.push(one);
    }
    Ok(made)
}

impl Sample {
    async fn write(
        &self,
        maker: &mut Maker<'_>,
        unit: &mut Unit,
        requested_agency: Option<AgencyId>,
        ids: &BTreeMap<String, ProposalId>,
        before: Option<ProposalId>,
    ) -> Result<Made, DemoError> {
        let years = maker.years;
        let year = years.iter().find(|year| year.plan_year == self.tahun_rencana);
        let year = year.ok_or_else(|| DemoError::Nonsense(self.kode_uji.clone()))?;
        let rt = RegionCode::rt(&code(&self.kode_kelurahan)?, self.rt);
        let days_ago = year.days_ago + maker.rng.random_range(34..58);
        let (author, entered_as) = self.author(maker, &rt)?;
        let office = maker.kelurahan_office(&rt)?;
        let proposer = Acting { account: author, role: None, region: Some(rt.clone()), agency: None };
        let paper = PaperProposal {
            id: ProposalId(maker.then(days_ago, 0).clock.new_id()),
            cycle: year.cycle,
            draft: self.draft(year, &rt, ids)?,
            author,
            entered_as,
            requested_agency,
            steps: self.steps(maker, &office, &proposer, before)?,
        };
        let id = maker.record(unit, year, days_ago, paper).await?;
        let local = self.dukungan_setuju.saturating_sub(self.pendukung_luar_kelurahan);
        Ok(Made { id, rt, code: self.kode_kamus.clone(), days_ago, local, other: self.pendukung_luar_kelurahan })
    }

    /// The proposals of RT 18 Legok are those of the named residents; heads of RTs record the others.
    fn author(&self, maker: &mut Maker<'_>, rt: &RegionCode) -> Result<(AccountId, Option<Role>), DemoError> {
        if self.kode_uji == "UJI-038" {
            let named = maker.people.actor("warga@contoh.id")?.id();
            return named.map(|id| (id, None)).ok_or_else(|| DemoError::Nonsense("warga".into()));
        }
        let role = (self.jenis_pengusul == "ketua_rt").then_some(Role::RtHead);
        Ok((maker.neighbour(rt)?.id, role))
    }

    fn draft(&self, year: &crate::cycle::Year, rt: &RegionCode, ids: &BTreeMap<String, ProposalId>) -> Result<Draft, DemoError> {
        let nonsense = |what: &str| DemoError::Nonsense(format!("{}: {what}", self.kode_uji));
        let kind = year.catalogue.offered().find(|kind| kind.code == self.kode_kamus).ok_or_else(|| nonsense("type"))?;
        Ok(Draft {
            title: self.judul.clone(),
            problem: self.permasalahan.clone(),
            choice: Some(TypeChoice::Listed(kind.id)),
            rt: Some(rt.clone()),
            address: self.alamat.clone(),
            pin: Pin::parse(&self.lat, &self.lng).ok(),
            land_status: Some(land(&self.status_lahan)),
            volume: Some(Volume::parse(&self.volume).map_err(|_| nonsense("volume"))?),
            households: Some(self.penerima_manfaat_kk),
            own_contribution: Some(Rupiah::new(self.swadaya_rp).map_err(|_| nonsense("money"))?),
            origin: ids.get(&self.usulan_asal).copied(),
            ..Draft::default()
        })
    }

    /// What an office or the proposer has said already. Agreeing is left to the meetings, except in years gone by.
    fn steps(
        &self,
        maker: &Maker<'_>,
        office: &Acting,
        proposer: &Acting,
        before: Option<ProposalId>,
    ) -> Result<Vec<PaperStep>, DemoError> {
        let reason = || {
            let code = ReasonCode::from_code(&self.kode_alasan).unwrap_or(ReasonCode::Other);
            let text = if self.kasus_uji.len() < 5 { "Dicatat dari berkas contoh." } else { &self.kasus_uji };
            Reason::new(code, text).map_err(|refusal| DemoError::Nonsense(refusal.to_string()))
        };
        let is_past = self.tahun_rencana < crate::cycle::PLAN_YEAR;
        let until = maker.services.today().checked_add_days(Days::new(10)).unwrap_or(maker.services.today());
        let steps = match (self.keputusan_akhir_contoh.as_str(), before) {
            ("dikembalikan", _) => vec![Step::Return { reason: reason()?, until }],
            ("ditolak", Some(into)) if self.kode_alasan == "GANDA" => vec![Step::Merge { into, reason: reason()? }],
            ("ditolak", _) => vec![Step::Reject { reason: reason()? }],
            ("ditunda", _) => vec![Step::Verify, Step::Defer { reason: reason()? }],
            ("dibatalkan", _) => {
                return Ok(vec![PaperStep {
                    step: Step::Withdraw { reason: reason()? },
                    acting: proposer.clone(),
                    after: TimeDelta::days(6),
                }]);
            }
            ("cadangan", _) if is_past => vec![Step::Verify, Step::Reserve { reason: reason()? }],
            _ => Vec::new(),
        };
        let days = (1..).map(TimeDelta::days);
        Ok(steps.into_iter().zip(days).map(|(step, after)| PaperStep { step, acting: office.clone(), after }).collect())
    }
}
