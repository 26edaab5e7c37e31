//! One row of the file: read, checked against what the city knows, and what was decided on it.

use super::Doubt;
use crate::{commands::import::Wrong, store::agencies::Agency};
use chrono::Days;
use domain::{
    catalogue::{Catalogue, Field, LandStatus},
    clock::Day,
    ids::{AgencyId, CycleId},
    money::{Rupiah, Volume},
    pin::Pin,
    proposal::{Draft, DraftField, Step, TypeChoice},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
    region::RegionCode,
};
use serde::Deserialize;

/// The columns as they are called in the file; all text, so that nothing is lost in reading.
#[derive(Deserialize)]
pub struct Row {
    pub kode_uji: String,
    pub tahun_rencana: String,
    pub kode_kelurahan: String,
    #[serde(rename = "kelurahan")]
    _kelurahan: String,
    pub kecamatan: String,
    pub rt: String,
    pub kode_kamus: String,
    pub judul: String,
    permasalahan: String,
    alamat: String,
    lat: String,
    lng: String,
    volume: String,
    satuan: String,
    biaya_perkiraan_rp: String,
    bidang: String,
    opd_tujuan: String,
    penerima_manfaat_kk: String,
    swadaya_rp: String,
    status_lahan: String,
    jumlah_foto: String,
    #[serde(rename = "jenis_pengusul")]
    _jenis_pengusul: String,
    #[serde(rename = "dukungan_setuju")]
    _dukungan_setuju: String,
    #[serde(rename = "dukungan_tidak")]
    _dukungan_tidak: String,
    #[serde(rename = "pendukung_luar_kelurahan")]
    _pendukung_luar_kelurahan: String,
    usulan_asal: String,
    keputusan_akhir_contoh: String,
    kode_alasan: String,
    kasus_uji: String,
}

/// What was decided on it, as far as an office alone can say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    Returned(Reason),
    Rejected(Reason),
    Deferred(Reason),
    Withdrawn(Reason),
}

impl Outcome {
    /// The steps that lead there from what was submitted; a returned one may be mended for two weeks.
    pub fn steps(&self, today: Day) -> Vec<Step> {
        match self.clone() {
            Self::Open => Vec::new(),
            Self::Returned(reason) => vec![Step::Return { reason, until: today.checked_add_days(Days::new(14)).unwrap_or(today) }],
            Self::Rejected(reason) => vec![Step::Reject { reason }],
            Self::Deferred(reason) => vec![Step::Verify, Step::Defer { reason }],
            Self::Withdrawn(reason) => vec![Step::Withdraw { reason }],
        }
    }
}

/// A row that can be read.
pub struct Checked {
    pub cycle: CycleId,
    pub draft: Draft,
    pub requested_agency: Option<AgencyId>,
    pub outcome: Outcome,
    pub doubts: Vec<(&'static str, Doubt)>,
}

impl Row {
    pub fn kelurahan(&self) -> Result<RegionCode, Wrong> {
        let code = RegionCode::parse(&self.kode_kelurahan).ok().and_then(|code| code.kelurahan());
        code.ok_or(("kode_kelurahan", Refusal::RegionCodeUnreadable))
    }

    fn pin(&self) -> Result<Option<Pin>, Refusal> {
        if self.lat.is_empty() && self.lng.is_empty() { Ok(None) } else { Pin::parse(&self.lat, &self.lng).map(Some) }
    }

    fn outcome(&self) -> Result<Outcome, Wrong> {
        let reason = || {
            let code = ReasonCode::from_code(&self.kode_alasan).ok_or(("kode_alasan", Refusal::ChoiceUnknown))?;
            let text = if self.kasus_uji.chars().count() >= 5 { self.kasus_uji.as_str() } else { "Sesuai berkas, tanpa uraian." };
            Reason::new(code, text).map_err(|refusal| ("kasus_uji", refusal))
        };
        Ok(match self.keputusan_akhir_contoh.as_str() {
            "dikembalikan" => Outcome::Returned(reason()?),
            "ditolak" => Outcome::Rejected(reason()?),
            "ditunda" => Outcome::Deferred(reason()?),
            "dibatalkan" => {
                let text = if self.kasus_uji.is_empty() { "Dibatalkan pengusul." } else { &self.kasus_uji };
                Outcome::Withdrawn(Reason::new(ReasonCode::Other, text).map_err(|refusal| ("kasus_uji", refusal))?)
            }
            "" | "diterima" | "cadangan" | "diteruskan" => Outcome::Open,
            _ => return Err(("keputusan_akhir_contoh", Refusal::ChoiceUnknown)),
        })
    }
}

/// Land as the files of the cities write it, and our own codes.
fn land(text: &str) -> Option<LandStatus> {
    let known = LandStatus::from_code(text);
    known.or_else(|| match text.to_lowercase().as_str() {
        "jalan lingkungan milik kota" | "milik pemerintah" | "milik kota" => Some(LandStatus::Own),
        "hibah" | "hibah warga" => Some(LandStatus::Granted),
        "milik pribadi" => Some(LandStatus::Private),
        "sengketa" => Some(LandStatus::Disputed),
        "milik instansi lain" => Some(LandStatus::OtherInstitution),
        "psu perumahan belum diserahkan" => Some(LandStatus::FacilityNotHandedOver),
        "jalan provinsi" | "jalan nasional" => Some(LandStatus::ProvincialOrNationalRoad),
        "tidak perlu" => Some(LandStatus::NotNeeded),
        "" | "belum diketahui" => Some(LandStatus::Unknown),
        _ => None,
    })
}

/// By name, short name or code, also where the short name follows "Dinas".
fn agency(agencies: &[Agency], text: &str) -> Option<AgencyId> {
    let short = text.strip_prefix("Dinas ").unwrap_or(text);
    let fits = |agency: &&Agency| agency.name == text || agency.code == text || agency.short_name == short || agency.short_name == text;
    agencies.iter().find(fits).map(Agency::id)
}

/// Collects the readable and the wrong.
struct Reading(Vec<Wrong>);

impl Reading {
    fn take<T>(&mut self, column: &'static str, value: Result<T, Refusal>) -> Option<T> {
        value.map_err(|refusal| self.0.push((column, refusal))).ok()
    }
}

/// All that is wrong with a row at once, or what it says.
pub fn check(
    row: &Row,
    year: Option<&(CycleId, Catalogue)>,
    rt: Result<RegionCode, Wrong>,
    agencies: &[Agency],
) -> Result<Checked, Vec<Wrong>> {
    let mut reading = Reading(Vec::new());
    let year = reading.take("tahun_rencana", year.ok_or(Refusal::YearUnknown));
    let rt = rt.map_err(|wrong| reading.0.push(wrong)).ok();
    let kind = year.and_then(|(_, catalogue)| {
        let kind = catalogue.offered().find(|kind| kind.code == row.kode_kamus);
        reading.take("kode_kamus", kind.ok_or(Refusal::TypeUnknown))
    });
    let field = reading.take("bidang", Field::from_code(&row.bidang).ok_or(Refusal::ChoiceUnknown));
    let pin = reading.take("lat", row.pin()).flatten();
    let land_status = reading.take("status_lahan", land(&row.status_lahan).ok_or(Refusal::ChoiceUnknown));
    let volume = reading.take("volume", exact_volume(&row.volume));
    let cost = reading.take("biaya_perkiraan_rp", whole(&row.biaya_perkiraan_rp).and_then(Rupiah::new));
    let households = reading.take("penerima_manfaat_kk", row.penerima_manfaat_kk.parse::<u32>().map_err(|_| Refusal::NumberUnreadable));
    let own = reading.take("swadaya_rp", whole(&row.swadaya_rp).and_then(Rupiah::new));
    let outcome = row.outcome().map_err(|wrong| reading.0.push(wrong)).ok();
    let (Some((cycle, catalogue)), Some(kind), Some(outcome), true) = (year, kind, outcome, reading.0.is_empty()) else {
        return Err(reading.0);
    };
    // An entry without price and agency stands for whatever the catalogue does not have.
    let is_other = kind.unit_price.is_none() && kind.agency.is_none();
    let draft = Draft {
        title: row.judul.clone(),
        problem: row.permasalahan.clone(),
        choice: Some(if is_other { TypeChoice::Other } else { TypeChoice::Listed(kind.id) }),
        field,
        physical: Some(kind.physical),
        rt,
        address: row.alamat.clone(),
        pin,
        land_status,
        volume,
        unit: row.satuan.clone(),
        stated_cost: cost.filter(|_| kind.unit_price.is_none()),
        households,
        own_contribution: own,
        ..Draft::default()
    };
    let requested_agency = agency(agencies, &row.opd_tujuan);
    let other_agency = match requested_agency {
        None if !row.opd_tujuan.is_empty() => Some(Doubt::AgencyUnknown),
        Some(_) if kind.agency.is_some() && kind.agency != requested_agency => Some(Doubt::AgencyDiffers),
        _ => None,
    };
    let doubts = doubts(row, &draft, catalogue, cost, other_agency);
    Ok(Checked { cycle: *cycle, draft, requested_agency, outcome, doubts })
}

/// Digits only: files for machines have no thousands points.
fn whole(text: &str) -> Result<i64, Refusal> {
    if text.is_empty() { Ok(0) } else { text.parse().map_err(|_| Refusal::AmountUnreadable) }
}

/// In files a point is always a decimal point, also before three digits.
fn exact_volume(text: &str) -> Result<Volume, Refusal> {
    Volume::parse(&text.replace('.', ","))
}

fn doubts(row: &Row, draft: &Draft, catalogue: &Catalogue, cost: Option<Rupiah>, agency: Option<Doubt>) -> Vec<(&'static str, Doubt)> {
    let physical = draft.physical_with(catalogue) == Some(true);
    let estimated = draft.estimated_cost(catalogue).ok().flatten();
    let decided = matches!(row.keputusan_akhir_contoh.as_str(), "diterima" | "cadangan" | "diteruskan");
    let found = [
        (draft.pin.is_none() && physical, "lat", Doubt::PinMissing),
        (draft.land_status.is_some_and(LandStatus::is_risky), "status_lahan", Doubt::LandAtRisk),
        (physical && row.jumlah_foto.parse::<u32>().unwrap_or(0) == 0, "jumlah_foto", Doubt::PhotosMissing),
        (estimated.is_some() && estimated != cost, "biaya_perkiraan_rp", Doubt::CostDiffers),
        (decided, "keputusan_akhir_contoh", Doubt::LeftToTheMeeting),
        (!row.usulan_asal.is_empty(), "usulan_asal", Doubt::OriginNotLinked),
    ];
    let found = found.into_iter().filter(|(is_so, ..)| *is_so).map(|(_, column, doubt)| (column, doubt));
    found.chain(agency.map(|doubt| ("opd_tujuan", doubt))).collect()
}

/// Where in the file a field of the form stands.
pub fn column_of(field: DraftField) -> &'static str {
    use DraftField as F;
    match field {
        F::Title => "judul",
        F::Problem | F::WantedWork => "permasalahan",
        F::ProposalType => "kode_kamus",
        F::Field | F::Physical | F::TargetGroups => "bidang",
        F::Rt => "rt",
        F::Address => "alamat",
        F::Pin => "lat",
        F::LandStatus => "status_lahan",
        F::Volume => "volume",
        F::Unit => "satuan",
        F::StatedCost => "biaya_perkiraan_rp",
        F::Households | F::People => "penerima_manfaat_kk",
        F::OwnContribution | F::ContributionNote => "swadaya_rp",
        F::Photos => "jumlah_foto",
    }
}
