//! What the addresses of the table speak of: one thing of each kind, in RT 1 of Legok or of the agency PUPR.

use domain::account::Role;
use services::queries::people;
use testing::{LEGOK, MURNI, TestCity};
use uuid::Uuid;

pub struct Seeds {
    /// Somebody in RT 1 of Legok who waits for confirmation.
    waiting: Uuid,
    /// Somebody with a role, and the role.
    officer: Uuid,
    assignment: Uuid,
    /// Nothing has this id.
    nothing: Uuid,
}

impl Seeds {
    pub async fn sow(city: &TestCity) -> Self {
        let officer = city.officer(Role::KelurahanOfficer, MURNI.code).await;
        let held = people::roles_of(&city.services, officer.id).await.unwrap();
        Self {
            waiting: city.resident_of(&LEGOK.rt(1)).await.id.0,
            officer: officer.id.0,
            assignment: held[0].id.0,
            nothing: city.services.clock.new_id(),
        }
    }

    /// The path of a route with its parameters filled in, told apart by how the path begins.
    pub fn address(&self, path: &str) -> String {
        let id = match path.split('/').nth(1) {
            Some("warga") => self.waiting,
            Some("admin") => self.officer,
            _ => self.nothing,
        };
        let address = path
            .replace("{code}", LEGOK.code)
            .replace("{id}", &id.to_string())
            .replace("{assignment}", &self.assignment.to_string())
            .replace("{file}", &format!("{}.jpg", self.nothing));
        assert!(!address.contains('{'), "say in permissions/seeds.rs what stands for the parameters of {path}");
        address
    }
}
