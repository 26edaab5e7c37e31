//! What the addresses of the table speak of: one thing of each kind, in RT 1 of Legok or of the agency PUPR.

use super::forms::Sent;
use domain::{
    account::Role,
    comment::{CommentKind, Subject},
    cycle::StageKind,
    ids::{CommentId, PlanId, ProposalId},
    money::{FundingSource, Rupiah},
    permission::{may_act_as_self, may_comment, may_manage_person},
    plan::PlanDraft,
};
use services::{
    Visit,
    commands::{self, CommentForm, DraftStart, RoleGrant},
    passkey::PasskeySite,
    queries::{passkeys::own_passkeys, people},
    store::appointments,
};
use testing::{LEGOK, MURNI, PASSWORD, PUPR, SoftKey, TestCity, TestPerson, world::World};
use uuid::Uuid;

pub struct Seeds {
    /// Somebody in RT 1 of Legok who waits for confirmation.
    waiting: Uuid,
    /// Somebody with a role, and the role.
    officer: Uuid,
    assignment: Uuid,
    /// A role that waits for a second admin, proposed by one who is none of the roles.
    appointment: Uuid,
    agency: Uuid,
    /// Lacks a summary.
    plan_draft: Uuid,
    /// Waits for answers.
    plan: Uuid,
    /// The open meeting of Legok, with one verified proposal of a resident who is none of the roles.
    meeting: Uuid,
    proposal: Uuid,
    /// The closed meeting of RT 1, which sent it there.
    closed: Uuid,
    /// Under the plan, by somebody who is none of the roles.
    comment: Uuid,
    /// What that resident has not sent yet.
    draft: Uuid,
    /// That resident's.
    passkey: Uuid,
    /// That resident.
    pub writer: TestPerson,
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
        let world = World::new(city.clone()).await;
        let (meeting, _, proposals) = world.legok_with(&[1]).await;
        let closed = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let writer = author.actor().await;
        let draft = ProposalId(city.services.clock.new_id());
        commands::start_draft(&city.services, &writer, DraftStart { id: draft, on_behalf_of: None }).await.unwrap();
        let comment = CommentForm {
            id: CommentId(city.services.clock.new_id()),
            subject: Subject::Plan(plan),
            kind: Some(CommentKind::Question),
            body: "Kapan pekerjaan dimulai?".into(),
        };
        commands::add_comment(&city.services, &may_comment(&writer).unwrap(), comment.clone()).await.unwrap();
        let held = people::roles_of(&city.services, officer.id).await.unwrap();
        Self {
            waiting: city.resident_of(&LEGOK.rt(1)).await.id.0,
            officer: officer.id.0,
            assignment: held[0].id.0,
            appointment: appointment(city).await,
            agency: agency.0,
            plan_draft: plan_draft.0,
            plan: plan.0,
            meeting: meeting.0,
            proposal: proposals[0].0,
            closed: closed.0,
            comment: comment.id.0,
            draft: draft.0,
            passkey: passkey(city, &author).await,
            writer: author,
            nothing: city.services.clock.new_id(),
        }
    }

    /// The path of a route with its parameters filled in, told apart by how the path begins.
    pub fn address(&self, path: &str) -> String {
        let mut parts = path.split('/').skip(1);
        let id = match (parts.next(), parts.nth(1)) {
            (Some("akun"), _) => self.passkey,
            (Some("warga"), _) => self.waiting,
            (Some("admin"), _) if path.starts_with("/admin/penunjukan") => self.appointment,
            (Some("admin"), _) => self.officer,
            (Some("rencana"), Some("ubah" | "foto" | "pratinjau" | "terbitkan")) => self.plan_draft,
            (Some("rencana"), _) => self.plan,
            (Some("usulan"), Some("ubah" | "foto" | "kirim" | "buang")) => self.draft,
            (Some("usulan"), _) => self.proposal,
            (Some("musrenbang"), Some("cetak")) => self.closed,
            (Some("musrenbang"), _) => self.meeting,
            (Some("komentar"), _) => self.comment,
            _ => self.nothing,
        };
        let address = path
            .replace("{code}", LEGOK.code)
            .replace("{id}", &id.to_string())
            .replace("{assignment}", &self.assignment.to_string())
            .replace("{kelurahan}/{year}/{serial}", &format!("{}/2028/1", LEGOK.code))
            .replace("{langkah}", "masalah")
            .replace("{proposal}", &self.proposal.to_string())
            .replace("{delegate}", &self.nothing.to_string())
            .replace("{photo}", &self.nothing.to_string())
            .replace("{name}", &self.nothing.simple().to_string())
            .replace("{file}", &format!("{}.jpg", self.nothing));
        let address = if path.ends_with("/pindah") { format!("{address}?usulan={}", self.proposal) } else { address };
        assert!(!address.contains('{'), "say in permissions/seeds.rs what stands for the parameters of {path}");
        address
    }

    /// An id that nothing has, another one for each number.
    fn unused(&self, number: u128) -> String {
        Uuid::from_u128(self.nothing.as_u128() + number).to_string()
    }

    /// What every form of a path carries without anybody typing it; most carry nothing.
    pub fn form(&self, path: &str) -> Sent {
        let id = self.nothing.to_string();
        let said = match path {
            "/akun/kontak/pastikan" => vec![("kind", "email".into())],
            "/rencana/baru" => vec![("plan_id", id), ("agency", self.agency.to_string())],
            "/rencana/{id}/komentar" => vec![("comment_id", self.unused(1))],
            "/usulan/{id}/komentar" => vec![("comment_id", self.unused(2))],
            "/rencana/{id}/jawaban" => vec![("answer_id", self.unused(3))],
            "/usulan/{id}/jawaban" => vec![("answer_id", self.unused(4))],
            "/rencana/{id}/foto" | "/usulan/{id}/foto" => vec![("photo_id", id)],
            // With the right one the account would be gone for all that follows.
            "/akun/hapus" => vec![("password", "bukan kata sandinya".into())],
            "/usulan/{id}/usulkan-lagi" => vec![("new_id", id)],
            "/usulan/baru" | "/musrenbang/{id}/delegasi" => vec![("id", id)],
            "/musrenbang/{id}/urutan/pindah" => {
                let (one, reason) = ("1".to_owned(), "lebih mendesak".to_owned());
                vec![("id", id), ("usulan", self.proposal.to_string()), ("dari", one.clone()), ("to", one), ("reason", reason)]
            }
            "/musrenbang/{id}/usulan/{proposal}/pelaksanaan" => vec![("mark", "under_way".into()), ("note", "Mulai dikerjakan.".into())],
            _ => Vec::new(),
        };
        said.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// Made at the name of a site that is not the test's: here it is only looked at.
async fn passkey(city: &TestCity, owner: &TestPerson) -> Uuid {
    let origin = "https://rembuk.kota.example";
    let (site, permit) = (PasskeySite::at(origin).unwrap(), may_act_as_self(&owner.actor().await).unwrap());
    let (name, visit) = ("Ponsel saya", Visit::default());
    let asked = commands::begin_passkey(&city.services, &permit, &site, name, PASSWORD.into(), &visit).await.unwrap();
    let (answer, visit) = (SoftKey::at(origin).make(&asked.options), Visit { asked: Some(asked.browser), ..visit });
    commands::add_passkey(&city.services, &permit, &site, name, Some(asked.id), &answer, &visit).await.unwrap();
    own_passkeys(&city.services, &permit).await.unwrap()[0].id.0
}

/// A resident becomes an inspector as soon as a second admin says so.
async fn appointment(city: &TestCity) -> Uuid {
    let resident = city.resident_of(&MURNI.rt(1)).await.id;
    let admin = city.city_officer(Role::CityAdmin).await.actor().await;
    let grant = RoleGrant { role: Role::Inspector, place: String::new(), from: city.today(), to: None };
    commands::grant_role(&city.services, &may_manage_person(&admin, resident).unwrap(), grant).await.unwrap();
    appointments::waiting(&mut city.read().await, Some(resident)).await.unwrap()[0].id.0
}
