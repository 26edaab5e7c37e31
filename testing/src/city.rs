//! The city that tests begin with: two kecamatan of Jambi with two kelurahan each, three RTs in every kelurahan, and
//! two agencies. Nobody lives there yet; see [`crate::people`].

use crate::databases::Prepare;
use chrono::{Days, NaiveDate, TimeDelta};
use domain::{
    catalogue::ProposalType,
    clock::{Day, Instant},
    ids::{AgencyId, CycleId, RegionId},
    ledger::{AgencyRecord, AgencyValues, RegionRecord, SettingEvent, Subject, TypeRecord},
    region::{Region, RegionCode, RegionLevel},
};
use services::{
    Services,
    store::{
        Tx,
        agencies::{self, Agency},
        regions,
    },
    unit::Unit,
};

/// A region or agency by its code; stands for itself wherever the code is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub code: &'static str,
    pub name: &'static str,
}

impl Place {
    const fn new(code: &'static str, name: &'static str) -> Self {
        Self { code, name }
    }

    /// The code of a kota, kecamatan or kelurahan.
    pub fn region(self) -> RegionCode {
        RegionCode::parse(self.code).expect("a region's code")
    }

    /// RT `number` of this kelurahan; there are 1, 2 and 3.
    pub fn rt(self, number: u16) -> RegionCode {
        RegionCode::rt(&self.region(), number)
    }
}

/// The whole city.
pub const JAMBI: Place = Place::new("15.71", "Kota Jambi");
/// A kecamatan, with [`LEGOK`] and [`MURNI`].
pub const DANAU_SIPIN: Place = Place::new("15.71.10", "Danau Sipin");
/// The other kecamatan, with [`SIMPANG_IV_SIPIN`] and [`TELANAIPURA_KELURAHAN`].
pub const TELANAIPURA: Place = Place::new("15.71.01", "Telanaipura");
pub const LEGOK: Place = Place::new("15.71.10.1003", "Legok");
pub const MURNI: Place = Place::new("15.71.10.1002", "Murni");
pub const SIMPANG_IV_SIPIN: Place = Place::new("15.71.01.1001", "Simpang IV Sipin");
pub const TELANAIPURA_KELURAHAN: Place = Place::new("15.71.01.1004", "Telanaipura");
/// Public works.
pub const PUPR: Place = Place::new("1-03", "PUPR");
/// Transport.
pub const DISHUB: Place = Place::new("2-15", "Dishub");

const TREE: [(Place, [Place; 2]); 2] = [(DANAU_SIPIN, [LEGOK, MURNI]), (TELANAIPURA, [SIMPANG_IV_SIPIN, TELANAIPURA_KELURAHAN])];
const RTS: u16 = 3;
const HOUSEHOLDS_OF_AN_RT: i64 = 40;

/// A city of 12 RTs with 40 households each, in a database of its own, with a clock that stands still at
/// [`crate::START`].
///
/// Its builders put people and offices there as if that had happened before the test. What the test is about it does
/// through commands, so that permits, rules and the log are part of it: a test of registration does not use
/// [`TestCity::resident_of`], a test of roles does not use [`TestCity::officer`].
#[derive(Clone, Debug)]
pub struct TestCity {
    pub services: Services,
}

impl Prepare for TestCity {
    async fn prepare(services: Services) -> Self {
        let city = Self { services };
        let mut regions = Vec::new();
        let jambi = city.place(&mut regions, JAMBI.region(), JAMBI.name, None);
        for (kecamatan, below) in TREE {
            let above = city.place(&mut regions, kecamatan.region(), kecamatan.name, Some(jambi));
            for kelurahan in below {
                let above = city.place(&mut regions, kelurahan.region(), kelurahan.name, Some(above));
                for number in 1..=RTS {
                    city.place(&mut regions, kelurahan.rt(number), &format!("RT {number:02}"), Some(above));
                }
            }
        }
        city.list_regions(&regions).await;
        let agencies = [PUPR, DISHUB].map(|agency| {
            let named = AgencyValues { code: agency.code.into(), short_name: agency.name.into(), name: format!("Dinas {}", agency.name) };
            AgencyRecord { of: AgencyId(city.services.clock.new_id()), before: None, after: named }
        });
        let mut unit = city.unit().await;
        unit.record_all(Subject::City, SettingEvent::agencies(agencies.into())).await.expect("agencies");
        unit.commit().await.expect("a city");
        city
    }
}

impl TestCity {
    fn place(&self, regions: &mut Vec<Region>, code: RegionCode, name: &str, parent: Option<RegionId>) -> RegionId {
        let rts = match code.level() {
            RegionLevel::Kota => 4 * RTS,
            RegionLevel::Kecamatan => 2 * RTS,
            RegionLevel::Kelurahan => RTS,
            RegionLevel::Rw | RegionLevel::Rt => 1,
        };
        let region = Region {
            id: RegionId(self.services.clock.new_id()),
            level: code.level(),
            code,
            name: name.into(),
            parent,
            households: HOUSEHOLDS_OF_AN_RT * i64::from(rts),
            valid_from: NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day"),
            valid_to: None,
        };
        let id = region.id;
        regions.push(region);
        id
    }

    /// Places that there were not before.
    pub async fn list_regions(&self, new: &[Region]) {
        let mut unit = self.unit().await;
        for region in new {
            regions::insert(&mut unit.tx, region).await.expect("a region");
        }
        let rows = new.iter().map(|region| RegionRecord::region(None, region)).collect();
        unit.record_all(Subject::City, SettingEvent::regions(rows)).await.expect("regions");
        unit.commit().await.expect("regions");
    }

    /// A place has so many households from now on.
    pub async fn announce_households(&self, code: &RegionCode, households: i64) {
        let known = self.region(code).await;
        let rows = vec![RegionRecord::region(Some(&known), &Region { households, ..known.clone() })];
        let mut unit = self.unit().await;
        unit.record_all(Subject::City, SettingEvent::regions(rows)).await.expect("households");
        unit.commit().await.expect("households");
    }

    /// A type that the catalogue of a year had not.
    pub async fn list_type(&self, cycle: CycleId, kind: &ProposalType) {
        let mut unit = self.unit().await;
        unit.record_all(cycle, SettingEvent::types(vec![TypeRecord::kind(None, kind)])).await.expect("a type");
        unit.commit().await.expect("a type");
    }

    async fn unit(&self) -> Unit {
        Unit::begin(&self.services, None).await.expect("a unit of work")
    }

    /// A unit of work, for calling store functions.
    pub async fn begin(&self) -> Tx {
        self.services.database.begin().await.expect("a transaction")
    }

    /// A unit of work that can only read.
    pub async fn read(&self) -> Tx {
        self.services.database.read().await.expect("a transaction")
    }

    /// The region of a code, as it is today.
    pub async fn region(&self, code: &RegionCode) -> Region {
        let found = regions::find_by_code(&mut self.read().await, code, self.today()).await.expect("regions");
        found.unwrap_or_else(|| panic!("no region {code} in the test city"))
    }

    /// [`PUPR`] or [`DISHUB`].
    pub async fn agency(&self, place: Place) -> Agency {
        let found = agencies::find_by_code(&mut self.read().await, place.code).await.expect("agencies");
        found.unwrap_or_else(|| panic!("no agency {} in the test city", place.code))
    }

    pub fn now(&self) -> Instant {
        self.services.clock.now()
    }

    pub fn today(&self) -> Day {
        self.services.today()
    }

    /// Moves the clock on; it stands still between moves.
    pub fn pass(&self, time: TimeDelta) {
        self.services.clock.set(self.now() + time);
    }

    pub fn pass_days(&self, days: u64) {
        self.services.clock.set(self.now() + Days::new(days));
    }
}
