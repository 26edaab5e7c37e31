//! One row of the file: read, checked against what the city knows, and what was decided on it.

use crate::{
    commands::{
        import::{Doubt, Wrong},
        import_catalogue::field_named,
    },
    store::{agencies::Agency, proposals::Proposal},
    table, text,
};
use domain::{
    catalogue::{Catalogue, Field, LandStatus},
    clock::Day,
    ids::{AgencyId, CycleId},
    money::{Rupiah, Volume},
    number,
    pin::Pin,
    proposal::{Draft, DraftField, Step, TypeChoice},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
    region::RegionCode,
};

/// The cells by the names of their columns; all text, so that nothing is lost in reading.
pub struct Row {
    pub kode_uji: String,
    pub tahun_rencana: String,
    pub kode_kelurahan: String,
    pub kelurahan: String,
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
    usulan_asal: String,
    keputusan_akhir_contoh: String,
    kode_alasan: String,
    kasus_uji: String,
}

impl From<&table::Row> for Row {
    fn from(row: &table::Row) -> Self {
        // A dash stands for "nothing" in the lists of many offices.
        let cell = |key| Some(row.text(key)).filter(|text| *text != "-").unwrap_or_default().to_owned();
        let line = |key| domain::text::line(&cell(key));
        Self {
            kode_uji: line("kode_uji"),
            tahun_rencana: line("tahun_rencana"),
            kode_kelurahan: line("kode_kelurahan"),
            kelurahan: line("kelurahan"),
            kecamatan: line("kecamatan"),
            rt: line("rt"),
            kode_kamus: line("kode_kamus"),
            judul: line("judul"),
            permasalahan: cell("permasalahan"),
            alamat: cell("alamat"),
            lat: line("lat"),
            lng: line("lng"),
            volume: line("volume"),
            satuan: line("satuan"),
            biaya_perkiraan_rp: line("biaya_perkiraan_rp"),
            bidang: line("bidang"),
            opd_tujuan: line("opd_tujuan"),
            penerima_manfaat_kk: line("penerima_manfaat_kk"),
            swadaya_rp: line("swadaya_rp"),
            status_lahan: line("status_lahan"),
            jumlah_foto: line("jumlah_foto"),
            usulan_asal: line("usulan_asal"),
            keputusan_akhir_contoh: line("keputusan_akhir_contoh").to_lowercase(),
            kode_alasan: line("kode_alasan"),
            kasus_uji: cell("kasus_uji"),
        }
    }
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
    /// The steps that lead there from what was submitted; a returned one may be mended until that day.
    pub fn steps(&self, until: Day) -> Vec<Step> {
        match self.clone() {
            Self::Open => Vec::new(),
            Self::Returned(reason) => vec![Step::Return { reason, until }],
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
        code.ok_or_else(|| Wrong::new("kode_kelurahan", Refusal::RegionCodeUnreadable))
    }

    /// Where a stored proposal says something else; what was sent is mended by people, not by a file.
    pub fn differences(&self, stored: &Proposal) -> Vec<(&'static str, Doubt)> {
        let same = |cell: &str, text: &str| cell.is_empty() || text::folded(cell) == text::folded(text);
        let volume = Volume::parse(&self.volume).ok();
        let columns = [
            ("judul", same(&self.judul, &stored.title)),
            ("permasalahan", same(&self.permasalahan, &stored.problem)),
            ("alamat", same(&self.alamat, &stored.address)),
            ("satuan", same(&self.satuan, &stored.unit)),
            ("volume", volume.is_none() || volume == stored.volume),
        ];
        columns.into_iter().filter(|(_, is_same)| !is_same).map(|(column, _)| (column, Doubt::DiffersFromStored)).collect()
    }

    fn pin(&self) -> Result<Option<Pin>, Refusal> {
        if self.lat.is_empty() && self.lng.is_empty() { Ok(None) } else { Pin::parse(&self.lat, &self.lng).map(Some) }
    }

    fn outcome(&self) -> Result<Outcome, Wrong> {
        let note = |refusal| Wrong::new("kasus_uji", refusal);
        let reason = || {
            let codes = || ReasonCode::ALL.map(|code| code.code().to_owned()).to_vec();
            let unknown = || Wrong::new("kode_alasan", Refusal::ChoiceUnknown).among(codes());
            let code = ReasonCode::from_code(&self.kode_alasan).ok_or_else(unknown)?;
            let text = if self.kasus_uji.chars().count() >= 5 { self.kasus_uji.as_str() } else { "Sesuai berkas, tanpa uraian." };
            Reason::new(code, text).map_err(note)
        };
        Ok(match self.keputusan_akhir_contoh.as_str() {
            "dikembalikan" => Outcome::Returned(reason()?),
            "ditolak" => Outcome::Rejected(reason()?),
            "ditunda" => Outcome::Deferred(reason()?),
            "dibatalkan" => {
                let text = if self.kasus_uji.is_empty() { "Dibatalkan pengusul." } else { &self.kasus_uji };
                Outcome::Withdrawn(Reason::new(ReasonCode::Other, text).map_err(note)?)
            }
            "" | "diterima" | "cadangan" | "diteruskan" => Outcome::Open,
            _ => {
                let known = ["diterima", "cadangan", "diteruskan", "dikembalikan", "ditolak", "ditunda", "dibatalkan"];
                return Err(Wrong::new("keputusan_akhir_contoh", Refusal::ChoiceUnknown).among(known.map(str::to_owned).to_vec()));
            }
        })
    }
}

/// Land as the files of the cities write it, and our own codes.
fn land(text: &str) -> Option<LandStatus> {
    let known = LandStatus::from_code(text);
    known.or_else(|| match text.to_lowercase().as_str() {
        "jalan lingkungan milik kota" | "milik pemerintah" | "milik pemerintah kota" | "milik kota" => Some(LandStatus::Own),
        "hibah" | "hibah warga" | "hibah warga, ada suratnya" => Some(LandStatus::Granted),
        "milik pribadi" | "milik pribadi, belum ada surat hibah" => Some(LandStatus::Private),
        "sengketa" => Some(LandStatus::Disputed),
        "milik instansi lain" => Some(LandStatus::OtherInstitution),
        "psu perumahan belum diserahkan" => Some(LandStatus::FacilityNotHandedOver),
        facility if facility.starts_with("jalan atau fasilitas perumahan") => Some(LandStatus::FacilityNotHandedOver),
        "jalan provinsi" | "jalan nasional" | "jalan provinsi atau nasional" => Some(LandStatus::ProvincialOrNationalRoad),
        "tidak perlu" | "tidak memerlukan lahan" => Some(LandStatus::NotNeeded),
        "" | "belum diketahui" => Some(LandStatus::Unknown),
        _ => None,
    })
}

/// By name, short name or code, also where the short name follows "Dinas".
fn agency(agencies: &[Agency], name: &str) -> Option<AgencyId> {
    let name = text::folded(name);
    let short = name.strip_prefix("dinas ").unwrap_or(&name);
    let is = |known: &str, wanted: &str| text::folded(known) == wanted;
    let fits = |agency: &&Agency| {
        is(&agency.name, &name) || is(&agency.code, &name) || is(&agency.short_name, short) || is(&agency.short_name, &name)
    };
    agencies.iter().find(fits).map(Agency::id)
}

/// Collects the readable and the wrong.
struct Reading(Vec<Wrong>);

impl Reading {
    fn take<T>(&mut self, column: &'static str, value: Result<T, Refusal>) -> Option<T> {
        self.keep(value.map_err(|refusal| Wrong::new(column, refusal)))
    }

    fn keep<T>(&mut self, value: Result<T, Wrong>) -> Option<T> {
        value.map_err(|wrong| self.0.push(wrong)).ok()
    }

    /// Nothing where nothing is written.
    fn optional<T>(&mut self, column: &'static str, cell: &str, parse: impl Fn(&str) -> Result<T, Refusal>) -> Option<T> {
        if cell.is_empty() { None } else { self.take(column, parse(cell)) }
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
    let known_year = number::year(&row.tahun_rencana).and_then(|_| year.ok_or(Refusal::YearUnknown));
    let year = reading.take("tahun_rencana", known_year);
    let rt = reading.keep(rt);
    let kind = year.and_then(|(_, catalogue)| {
        let kind = catalogue.offered().find(|kind| kind.code.eq_ignore_ascii_case(&row.kode_kamus));
        reading.take("kode_kamus", kind.ok_or(Refusal::TypeUnknown))
    });
    let fields = || Field::ALL.map(|field| field.code().to_owned()).to_vec();
    let unknown_field = || Wrong::new("bidang", Refusal::ChoiceUnknown).among(fields());
    let field = match row.bidang.as_str() {
        "" => kind.map(|kind| kind.field),
        text => reading.keep(field_named(text).ok_or_else(unknown_field)),
    };
    let pin = reading.take("lat", row.pin()).flatten();
    let land_status = reading.take("status_lahan", land(&row.status_lahan).ok_or(Refusal::ChoiceUnknown));
    let volume = reading.take("volume", Volume::parse(&row.volume));
    let cost = reading.optional("biaya_perkiraan_rp", &row.biaya_perkiraan_rp, Rupiah::parse);
    let households = reading.optional("penerima_manfaat_kk", &row.penerima_manfaat_kk, number::whole);
    let own = reading.optional("swadaya_rp", &row.swadaya_rp, Rupiah::parse);
    let outcome = reading.keep(row.outcome());
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
        own_contribution: Some(own.unwrap_or(Rupiah::ZERO)),
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

fn doubts(row: &Row, draft: &Draft, catalogue: &Catalogue, cost: Option<Rupiah>, agency: Option<Doubt>) -> Vec<(&'static str, Doubt)> {
    let physical = draft.physical_with(catalogue) == Some(true);
    let estimated = draft.estimated_cost(catalogue).ok().flatten();
    let kind = match draft.choice {
        Some(TypeChoice::Listed(id)) => catalogue.find(id),
        _ => None,
    };
    let unit_differs = kind.is_some_and(|kind| text::folded(&kind.unit) != text::folded(&draft.unit));
    // The cost tells which of the two numbers is the volume.
    let by_households = kind.and_then(|kind| kind.unit_price).zip(draft.households.map(i64::from));
    let by_households = by_households.and_then(|(price, count)| price.amount().checked_mul(count));
    let is_exchanged = cost.is_some_and(|cost| by_households == Some(cost.amount())) && estimated != cost;
    let decided = matches!(row.keputusan_akhir_contoh.as_str(), "diterima" | "cadangan" | "diteruskan");
    let found = [
        (draft.pin.is_none() && physical, "lat", Doubt::PinMissing),
        (draft.land_status.is_some_and(LandStatus::is_risky), "status_lahan", Doubt::LandAtRisk),
        (physical && number::whole(&row.jumlah_foto).unwrap_or(0) == 0, "jumlah_foto", Doubt::PhotosMissing),
        (is_exchanged, "volume", Doubt::Exchanged),
        (unit_differs, "satuan", Doubt::UnitDiffers),
        (cost.is_some() && estimated.is_some() && estimated != cost, "biaya_perkiraan_rp", Doubt::CostDiffers),
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
