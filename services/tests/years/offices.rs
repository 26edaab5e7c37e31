//! Who holds which office in such a city, and the meetings that they run in each year.

use domain::{
    account::{Actor, Role},
    cycle::StageKind,
    ids::{CycleId, MusrenbangId},
    region::RegionCode,
};
use testing::{DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PUPR, Place, TestCity, world::World};

/// A meeting of a year, with whoever runs it.
pub struct Hall {
    pub meeting: MusrenbangId,
    pub cycle: CycleId,
    pub actor: Actor,
}

pub enum Seat {
    Region(RegionCode),
    Agency(Place),
}

impl Seat {
    pub async fn meeting(&self, world: &World, stage: StageKind) -> MusrenbangId {
        match self {
            Self::Region(code) => world.meeting(stage, code).await,
            Self::Agency(agency) => world.forum(*agency).await,
        }
    }
}

/// Whoever runs the meetings of a place or agency, year after year.
pub struct Office {
    pub stage: StageKind,
    pub seat: Seat,
    pub actor: Actor,
}

pub struct Offices {
    /// From the RTs to the city.
    pub seats: Vec<Office>,
    pub planner: Actor,
    /// Writes the plans of PUPR.
    pub verifier: Actor,
    pub moderator: Actor,
    pub admin: Actor,
    pub lurahs: [(RegionCode, Actor); 2],
}

impl Offices {
    pub async fn of(city: &TestCity, rts: &[RegionCode]) -> Self {
        let held = async |place: Place| city.office_of(place).await.actor().await;
        let of_city = async |role| city.city_officer(role).await.actor().await;
        let mut seats = Vec::new();
        for rt in rts {
            let actor = city.officer(Role::RtHead, rt.as_str()).await.actor().await;
            seats.push(Office { stage: StageKind::Rt, seat: Seat::Region(rt.clone()), actor });
        }
        let lurahs = [(LEGOK.region(), held(LEGOK).await), (MURNI.region(), held(MURNI).await)];
        for (code, actor) in &lurahs {
            seats.push(Office { stage: StageKind::Kelurahan, seat: Seat::Region(code.clone()), actor: actor.clone() });
        }
        let seat = Seat::Region(DANAU_SIPIN.region());
        seats.push(Office { stage: StageKind::Kecamatan, seat, actor: held(DANAU_SIPIN).await });
        let verifier = held(PUPR).await;
        for (agency, actor) in [(PUPR, verifier.clone()), (DISHUB, held(DISHUB).await)] {
            seats.push(Office { stage: StageKind::AgencyForum, seat: Seat::Agency(agency), actor });
        }
        let planner = of_city(Role::Planner).await;
        seats.push(Office { stage: StageKind::Kota, seat: Seat::Region(JAMBI.region()), actor: planner.clone() });
        let (moderator, admin) = (of_city(Role::Moderator).await, of_city(Role::CityAdmin).await);
        Self { seats, planner, verifier, moderator, admin, lurahs }
    }
}
