//! The kinds of people in the columns of the table, in their order.

use domain::account;
use testing::{DANAU_SIPIN, DISHUB, LEGOK, MURNI, PUPR, TestCity, TestPerson};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Public,
    /// A resident of RT 1 of Legok whom nobody has confirmed.
    New,
    /// A confirmed resident of RT 1 of Legok.
    Resident,
    /// Head of RT 1 of Legok.
    RtHead,
    /// Officer of Legok, where all seeds lie.
    Kelurahan,
    /// Officer of Murni.
    OtherKelurahan,
    /// Officer of Danau Sipin, which has both.
    Kecamatan,
    /// Verifier of the agency that all seeds belong to.
    Agency,
    OtherAgency,
    Planner,
    Admin,
    Moderator,
    Inspector,
    /// Was officer of Legok and city admin until yesterday.
    Former,
    /// Resident of RT 1 of Legok who wrote the proposals, the draft and the comment.
    Writer,
}

impl Role {
    pub const ALL: [Self; 15] = [
        Self::Public,
        Self::New,
        Self::Resident,
        Self::RtHead,
        Self::Kelurahan,
        Self::OtherKelurahan,
        Self::Kecamatan,
        Self::Agency,
        Self::OtherAgency,
        Self::Planner,
        Self::Admin,
        Self::Moderator,
        Self::Inspector,
        Self::Former,
        Self::Writer,
    ];

    /// Nobody, for the public.
    pub async fn person(self, city: &TestCity) -> Option<TestPerson> {
        Some(match self {
            Self::Public => return None,
            Self::New => city.resident_of(&LEGOK.rt(1)).await,
            Self::Resident | Self::Writer => city.confirmed_resident_of(&LEGOK.rt(1)).await,
            Self::RtHead => city.officer(account::Role::RtHead, LEGOK.rt(1).as_str()).await,
            Self::Kelurahan => city.office_of(LEGOK).await,
            Self::OtherKelurahan => city.office_of(MURNI).await,
            Self::Kecamatan => city.office_of(DANAU_SIPIN).await,
            Self::Agency => city.office_of(PUPR).await,
            Self::OtherAgency => city.office_of(DISHUB).await,
            Self::Planner => city.city_officer(account::Role::Planner).await,
            Self::Admin => city.city_officer(account::Role::CityAdmin).await,
            Self::Moderator => city.city_officer(account::Role::Moderator).await,
            Self::Inspector => city.city_officer(account::Role::Inspector).await,
            Self::Former => city.former_officer(&[(account::Role::KelurahanOfficer, LEGOK.code), (account::Role::CityAdmin, "")]).await,
        })
    }
}
