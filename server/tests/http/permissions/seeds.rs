//! What the addresses of the table speak of: one thing of each kind, in RT 1 of Legok or of the agency PUPR.

use domain::{
    account::Role,
    ids::PlanId,
    money::{FundingSource, Rupiah},
    plan::PlanDraft,
};
use services::{commands, queries::people};
use testing::{LEGOK, MURNI, PUPR, TestCity};
use uuid::Uuid;

pub struct Seeds {
    /// Somebody in RT 1 of Legok who waits for confirmation.
    waiting: Uuid,
    /// Somebody with a role, and the role.
    officer: Uuid,
    assignment: Uuid,
    agency: Uuid,
    /// Lacks a summary.
    plan_draft: Uuid,
    /// Waits for answers.
    plan: Uuid,
    /// Nothing has this id.
    nothing: Uuid,
}

impl Seeds {
    pub async fn sow(city: &TestCity) -> Self {
        let officer = city.officer(Role::KelurahanOfficer, MURNI.code).await;
        let agency = city.agency(PUPR).await.id();
        let draft = PlanDraft {
            title: "Perbaikan drainase Legok".into(),
            problem: "Jalan tergenang setiap hujan deras.".into(),
            expected_result: "Jalan tidak tergenang lagi.".into(),
            indicator: "Hari tergenang".into(),
            agency: Some(agency),
            plan_year: Some(2028),
            budget: Some(Rupiah::parse("250000000").unwrap()),
            source: Some(FundingSource::CityBudget),
            regions: vec![LEGOK.region()],
            ..PlanDraft::default()
        };
        let whole = PlanDraft { summary: "Saluran di RT 1 diperdalam supaya air mengalir.".into(), ..draft.clone() };
        let (plan_draft, plan) = (PlanId(city.services.clock.new_id()), PlanId(city.services.clock.new_id()));
        let verifier = city.office_of(PUPR).await.actor().await;
        commands::create_plan(&city.services, &verifier, plan_draft, &draft).await.unwrap();
        commands::create_plan(&city.services, &verifier, plan, &whole).await.unwrap();
        commands::publish_plan(&city.services, &verifier, plan).await.unwrap();
        let held = people::roles_of(&city.services, officer.id).await.unwrap();
        Self {
            waiting: city.resident_of(&LEGOK.rt(1)).await.id.0,
            officer: officer.id.0,
            assignment: held[0].id.0,
            agency: agency.0,
            plan_draft: plan_draft.0,
            plan: plan.0,
            nothing: city.services.clock.new_id(),
        }
    }

    /// The path of a route with its parameters filled in, told apart by how the path begins.
    pub fn address(&self, path: &str) -> String {
        let mut parts = path.split('/').skip(1);
        let id = match (parts.next(), parts.nth(1)) {
            (Some("warga"), _) => self.waiting,
            (Some("admin"), _) => self.officer,
            (Some("rencana"), Some("ubah" | "foto" | "pratinjau" | "terbitkan")) => self.plan_draft,
            (Some("rencana"), _) => self.plan,
            _ => self.nothing,
        };
        let address = path
            .replace("{code}", LEGOK.code)
            .replace("{id}", &id.to_string())
            .replace("{assignment}", &self.assignment.to_string())
            .replace("{photo}", &self.nothing.to_string())
            .replace("{file}", &format!("{}.jpg", self.nothing));
        assert!(!address.contains('{'), "say in permissions/seeds.rs what stands for the parameters of {path}");
        address
    }

    /// What every form of a path carries without anybody typing it; most carry nothing.
    pub fn form(&self, path: &str) -> Vec<(&'static str, String)> {
        let id = self.nothing.to_string();
        match path {
            "/rencana/baru" => vec![("plan_id", id), ("agency", self.agency.to_string())],
            "/rencana/{id}/komentar" => vec![("comment_id", id)],
            "/rencana/{id}/jawaban" => vec![("answer_id", id)],
            "/rencana/{id}/foto" => vec![("photo_id", id)],
            _ => Vec::new(),
        }
    }
}
