//! People of the test city. Their passwords are hashed once and cheaply: hashing is tested where passwords are.

use crate::{Place, START, TestCity};
use chrono::{Days, NaiveDate};
use domain::{
    account::{Actor, Role},
    ids::AccountId,
    ledger::AccountEvent,
    region::RegionCode,
};
use services::{
    Services, SessionToken,
    commands::{self, Post, RoleGrant},
    ledger::{Act, record},
    queries::actor::actor_of,
    store::{accounts, sessions},
};

/// Everybody's password.
pub const PASSWORD: &str = "hujan turun di legok";
/// Of [`PASSWORD`], with the least work argon2id can do.
const PASSWORD_HASH: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$dtzkxMZiKzhubDthw90mu7YsmvEejdYN8RAFiUD5Y54";

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct TestPerson {
    pub id: AccountId,
    /// To sign in with, together with [`PASSWORD`].
    pub contact: String,
    services: Services,
}

impl TestPerson {
    /// Who this is to the rules at this moment: home, confirmation and the roles active today.
    pub async fn actor(&self) -> Actor {
        actor_of(&self.services, &self.session().await).await.expect("an actor")
    }

    /// A new session, as after signing in.
    pub async fn session(&self) -> SessionToken {
        let token = SessionToken::new().expect("randomness");
        let mut tx = self.services.database.begin().await.expect("a transaction");
        sessions::insert(&mut tx, &token.hash(), self.id, "test", self.services.clock.now()).await.expect("a session");
        tx.commit().await.expect("a session");
        token
    }
}

impl TestCity {
    /// Somebody who named an RT as home; nobody has confirmed it yet.
    pub async fn resident_of(&self, rt: &RegionCode) -> TestPerson {
        let home = self.region(rt).await.id;
        let id = AccountId(self.services.clock.new_id());
        let contact = format!("{}@contoh.id", id.0.simple());
        let new = accounts::NewAccount {
            id,
            name: "Warga Contoh",
            phone: None,
            email: Some(&contact),
            password_hash: PASSWORD_HASH,
            home: Some(home),
            created_at: self.now(),
        };
        let mut tx = self.begin().await;
        assert!(accounts::insert(&mut tx, &new).await.expect("an account"), "a contact of their own");
        tx.commit().await.expect("an account");
        TestPerson { id, contact, services: self.services.clone() }
    }

    /// Somebody known by the id of their account.
    pub fn person(&self, id: AccountId) -> TestPerson {
        TestPerson { id, contact: String::new(), services: self.services.clone() }
    }

    /// Somebody who counts: supports, takes stances, proposes.
    pub async fn confirmed_resident_of(&self, rt: &RegionCode) -> TestPerson {
        let person = self.resident_of(rt).await;
        let mut tx = self.begin().await;
        let event = AccountEvent::ResidenceConfirmed { home: rt.clone() }.into();
        let act = Act { at: self.now(), acting: None, event };
        record(&self.services.clock, &mut tx, person.id, vec![act]).await.expect("a confirmation");
        tx.commit().await.expect("a confirmation");
        person
    }

    /// A confirmed resident of RT 1 of Simpang IV Sipin who holds a role since 1 January 2027, at a region
    /// (`city.officer(Role::KelurahanOfficer, LEGOK.code)`, `LEGOK.rt(1).as_str()` for the head of an RT), an agency
    /// (`PUPR.code`) or the whole city ([`TestCity::city_officer`]).
    pub async fn officer(&self, role: Role, place: &str) -> TestPerson {
        let person = self.confirmed_resident_of(&crate::SIMPANG_IV_SIPIN.rt(1)).await;
        self.grant(&person, role, place).await;
        person
    }

    /// A planner, city admin, moderator or inspector.
    pub async fn city_officer(&self, role: Role) -> TestPerson {
        self.officer(role, "").await
    }

    /// The officer of a kelurahan or kecamatan, or the verifier of an agency, by the place alone.
    pub async fn office_of(&self, place: Place) -> TestPerson {
        let role = match place.code.split('.').count() {
            4 => Role::KelurahanOfficer,
            3 => Role::KecamatanOfficer,
            _ => Role::AgencyVerifier,
        };
        self.officer(role, place.code).await
    }

    /// Somebody whose roles, each at a place, ended yesterday.
    pub async fn former_officer(&self, roles: &[(Role, &str)]) -> TestPerson {
        let person = self.confirmed_resident_of(&crate::SIMPANG_IV_SIPIN.rt(1)).await;
        let yesterday = self.today().pred_opt().expect("a day");
        for (role, place) in roles {
            self.grant_until(&person, *role, place, Some(yesterday)).await;
        }
        person
    }

    /// Gives somebody a role since 1 January 2027, open-ended.
    pub async fn grant(&self, person: &TestPerson, role: Role, place: &str) {
        self.grant_until(person, role, place, None).await;
    }

    async fn grant_until(&self, person: &TestPerson, role: Role, place: &str, to: Option<NaiveDate>) {
        let from = START.date_naive() - Days::new(19);
        let grant = RoleGrant { role, place: Post::of(role, place).expect(place), from, to };
        commands::grant_without_permit(&self.services, person.id, grant).await.expect("a role");
    }
}
