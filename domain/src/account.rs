//! People, the roles they hold and for how long, and who is acting right now.
//! What a role may do stands in [`crate::permission`]; passwords and sessions are the work of services.

use crate::{
    clock::{Day, Instant},
    ids::{AccountId, AgencyId},
    refusal::Refusal,
    region::RegionCode,
    text::{Line, Words},
};
use chrono::{Datelike, TimeDelta};

/// A person's name as accounts have it.
pub type PersonName = Line<1, 80>;

/// The resident for whom an office writes.
pub type ResidentName = Words<3, 100>;

/// How somebody calls one of their passkeys.
pub type PasskeyName = Line<1, 60>;

coded_enum! {
    /// A role beyond that of a resident (*warga*), which everybody with an account has.
    pub enum Role {
        /// *Ketua RT*: a mandate of the neighbourhood, not a civil servant.
        RtHead = "rt_head",
        /// *Lurah / operator kelurahan*.
        KelurahanOfficer = "kelurahan_officer",
        /// *Camat / operator kecamatan*.
        KecamatanOfficer = "kecamatan_officer",
        /// *Verifikator perangkat daerah*.
        AgencyVerifier = "agency_verifier",
        /// *Perencana Bappeda*.
        Planner = "planner",
        /// *Admin kota*: accounts and settings, never decisions.
        CityAdmin = "city_admin",
        Moderator = "moderator",
        /// *Pengawas (Inspektorat)*: reads everything, changes nothing.
        Inspector = "inspector",
    }
}

/// What an assignment of a role is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Region(crate::region::RegionLevel),
    Agency,
    City,
}

impl Role {
    pub fn scope(self) -> Scope {
        use crate::region::RegionLevel;
        match self {
            Self::RtHead => Scope::Region(RegionLevel::Rt),
            Self::KelurahanOfficer => Scope::Region(RegionLevel::Kelurahan),
            Self::KecamatanOfficer => Scope::Region(RegionLevel::Kecamatan),
            Self::AgencyVerifier => Scope::Agency,
            Self::Planner | Self::CityAdmin | Self::Moderator | Self::Inspector => Scope::City,
        }
    }

    /// Who holds one of these decides for the whole city, hands out roles or sees everything: two city admins give it.
    pub fn takes_two_admins(self) -> bool {
        matches!(self, Self::Planner | Self::CityAdmin | Self::Inspector)
    }
}

coded_enum! {
    /// Which of the two contacts of an account.
    pub enum ContactKind {
        Phone = "phone",
        Email = "email",
    }
}

/// A role × region or agency × from–to (*penugasan*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub role: Role,
    pub region: Option<RegionCode>,
    pub agency: Option<AgencyId>,
    pub from: Day,
    /// The last day; open-ended when absent.
    pub to: Option<Day>,
}

impl Assignment {
    /// Years in which a role may begin and end; what lies outside was mistyped.
    pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

    /// A first or last day as it may be written down.
    pub fn day(day: Day) -> Result<Day, Refusal> {
        let (first, last) = (*Self::YEARS.start(), *Self::YEARS.end());
        if Self::YEARS.contains(&day.year()) { Ok(day) } else { Err(Refusal::YearOutOfRange { first, last }) }
    }

    pub fn is_active_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

/// Who asks: the public, or somebody signed in with the assignments active today.
#[derive(Clone, Debug, Default)]
pub struct Actor(Option<Signed>);

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    pub id: AccountId,
    pub name: String,
    /// Code of the home RT, where one was given.
    pub home: Option<RegionCode>,
    /// An RT or kelurahan has confirmed that this person lives there.
    pub residence_confirmed: bool,
    /// Holds roles, and may not use them before a second step of signing in is set up.
    awaits_second_step: bool,
    assignments: Vec<Assignment>,
}

impl Actor {
    pub fn public() -> Self {
        Self(None)
    }

    /// Keeps only the assignments active on `today`: what has ended cannot be asked about.
    pub fn signed(
        id: AccountId,
        name: String,
        home: Option<RegionCode>,
        residence_confirmed: bool,
        assignments: Vec<Assignment>,
        today: Day,
    ) -> Self {
        let assignments = assignments.into_iter().filter(|assignment| assignment.is_active_on(today)).collect();
        Self(Some(Signed { id, name, home, residence_confirmed, awaits_second_step: false, assignments }))
    }

    /// The same person without the rights of any role, until a second step of signing in is set up.
    #[must_use]
    pub fn without_second_step(mut self) -> Self {
        if let Some(signed) = &mut self.0 {
            signed.awaits_second_step = !signed.assignments.is_empty();
            signed.assignments.clear();
        }
        self
    }

    pub fn awaits_second_step(&self) -> bool {
        self.0.as_ref().is_some_and(|signed| signed.awaits_second_step)
    }

    pub fn signed_in(&self) -> Option<&Signed> {
        self.0.as_ref()
    }

    pub fn id(&self) -> Option<AccountId> {
        self.0.as_ref().map(|signed| signed.id)
    }

    /// The assignments active today; none for the public.
    pub fn assignments(&self) -> &[Assignment] {
        self.0.as_ref().map_or(&[], |signed| &signed.assignments)
    }

    /// Offices are used from machines that others use too; a resident has a phone of their own.
    pub fn session_life(&self) -> SessionLife {
        SessionLife::of(!self.assignments().is_empty())
    }

    pub fn has_role(&self, role: Role) -> bool {
        self.assignments().iter().any(|assignment| assignment.role == role)
    }
}

/// How long a browser stays signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLife {
    /// In all, however much it is used.
    pub whole: TimeDelta,
    /// Without being used.
    pub idle: TimeDelta,
}

impl SessionLife {
    /// No session is older.
    pub const LONGEST: TimeDelta = TimeDelta::days(30);

    /// For somebody who holds a role today, or for a resident.
    pub fn of(has_role: bool) -> Self {
        if has_role {
            Self { whole: TimeDelta::days(7), idle: TimeDelta::hours(12) }
        } else {
            Self { whole: Self::LONGEST, idle: TimeDelta::days(14) }
        }
    }

    pub fn holds(self, begun: Instant, last_seen: Instant, now: Instant) -> bool {
        now - begun < self.whole && now - last_seen < self.idle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_begins_and_ends_in_years_that_people_live_in() {
        for (day, is_sane) in [
            ("2000-01-01", true),
            ("2100-12-31", true),
            ("1999-12-31", false),
            ("2101-01-01", false),
            ("0001-01-01", false),
            ("-0001-01-01", false),
            ("+262142-12-31", false),
        ] {
            assert_eq!(Assignment::day(day.parse().expect(day)).is_ok(), is_sane, "{day}");
        }
    }

    #[test]
    fn an_unused_session_ends_and_an_official_one_ends_sooner() {
        let begun = Instant::UNIX_EPOCH;
        let holds = |official: bool, seen: TimeDelta, now: TimeDelta| SessionLife::of(official).holds(begun, begun + seen, begun + now);
        let (hours, days) = (TimeDelta::hours, TimeDelta::days);
        assert!(holds(false, hours(0), days(13)) && !holds(false, hours(0), days(14)));
        assert!(holds(false, days(29), days(29)) && !holds(false, days(30), days(30)));
        assert!(holds(true, hours(0), hours(11)) && !holds(true, hours(0), hours(12)));
        assert!(holds(true, days(6), days(6)) && !holds(true, days(7), days(7)));
        assert!(holds(true, hours(5), hours(1)), "a clock that went back ends nothing");
    }
}
