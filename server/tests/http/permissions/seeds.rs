//! The city of the table, prepared once: everybody of `roles.rs`, and one thing of each kind, in RT 1 of Legok or of
//! the agency PUPR. What has happened to them when an address is asked for is the business of `scenes`.

use super::roles::Role;
use crate::support::{Browser, TestSite};
use domain::{
    account,
    comment::{CommentKind, Subject},
    cycle::StageKind,
    ids::{AccountId, CommentId, CycleId, MusrenbangId, PlanId, ProposalId, ProposalTypeId},
    permission::{may_act_as_self, may_comment, may_manage_person},
};
use services::{
    Mailer, Visit,
    commands::{self, DeviceAnswer, DraftStart, NewComment, Post, RoleGrant},
    jobs,
    passkey::PasskeySite,
    public_log::PublicLog,
    queries::{passkeys::own_passkeys, people},
    store::{appointments, published},
};
use std::path::PathBuf;
use testing::typed::{line, words};
use testing::{Copies, LEGOK, MURNI, MailServer, PASSWORD, PUPR, SoftKey, TestCity, TestPerson, plans, world::World};
use uuid::Uuid;

pub struct Seeds {
    /// In the order of [`Role::ALL`].
    people: Vec<Option<TestPerson>>,
    cycle: CycleId,
    kind: ProposalTypeId,
    /// Somebody in RT 1 of Legok who waits for confirmation.
    pub waiting: AccountId,
    /// Somebody with a role, and the role.
    pub officer: AccountId,
    assignment: Uuid,
    /// A role that waits for a second admin, proposed by one who is none of the roles.
    appointment: Uuid,
    pub agency: Uuid,
    /// Lacks nothing.
    pub plan_draft: PlanId,
    /// Waits for answers.
    pub plan: PlanId,
    /// The meeting of Legok, not opened yet, with verified proposals of the writer.
    pub meeting: MusrenbangId,
    pub proposals: Vec<ProposalId>,
    /// The closed meeting of RT 1, which sent them there.
    closed: Uuid,
    /// Under the plan, by the writer.
    pub comment: CommentId,
    /// The writer's.
    passkey: Uuid,
    /// What the writer has not sent yet; lacks nothing.
    pub draft: ProposalId,
    /// Nothing has this id.
    nothing: Uuid,
    /// The public log, which all copies of the city have in common.
    log: PathBuf,
    /// Something in it that the writer did.
    own_entry: i64,
}

/// A copy of the city, its site and its letters.
pub struct Stage<'a> {
    pub seeds: &'a Seeds,
    pub site: TestSite,
    pub world: World,
    pub mail: MailServer,
}

impl Seeds {
    pub async fn sow(city: &TestCity) -> Self {
        let mut people = Vec::new();
        for role in Role::ALL {
            people.push(role.person(city).await);
        }
        let writer = people[Role::Writer as usize].clone().unwrap();
        let officer = city.officer(account::Role::KelurahanOfficer, MURNI.code).await;
        let legok = [LEGOK.region()];
        let (plan_draft, plan) = (plans::draft(city, &legok).await, plans::published(city, &legok).await);
        let world = World::new(city.clone()).await;
        let (meeting, _, proposals) = world.before_legok(&writer, &[1, 2, 3]).await;
        let comment = NewComment {
            id: CommentId(city.services.clock.new_id()),
            kind: CommentKind::Question,
            body: words("Kapan pekerjaan dimulai?"),
        };
        commands::add_comment(&city.services, &may_comment(&writer.actor().await, Subject::Plan(plan)).unwrap(), comment.clone())
            .await
            .unwrap();
        let held = people::roles_of(&city.services, officer.id).await.unwrap();
        city.services.log.begin("rembuk.test").unwrap();
        jobs::publish(&city.services).await.unwrap();
        let own = published::of_account(&mut city.read().await, writer.id, u64::MAX, 1).await.unwrap();
        Self {
            waiting: city.resident_of(&LEGOK.rt(1)).await.id,
            officer: officer.id,
            assignment: held[0].id.0,
            appointment: appointment(city).await,
            agency: city.agency(PUPR).await.id().0,
            plan_draft,
            plan,
            meeting,
            closed: world.meeting(StageKind::Rt, &LEGOK.rt(1)).await.0,
            comment: comment.id,
            passkey: passkey(city, &writer).await,
            draft: draft(&world, &writer).await,
            nothing: city.services.clock.new_id(),
            log: city.services.log.folder().into(),
            own_entry: own[0].sequence,
            people,
            cycle: world.cycle,
            kind: world.kind,
            proposals,
        }
    }

    /// The city as it was sown.
    pub async fn stage(&self, copies: &Copies) -> Stage<'_> {
        let mail = MailServer::start().await;
        let mut city = copies.copy().await;
        city.services.log = PublicLog::at(&self.log);
        city.services.mailer = Some(Mailer::new(mail.url(), "Rembuk <noreply@contoh.id>").unwrap());
        let world = World { city: city.clone(), cycle: self.cycle, kind: self.kind };
        Stage { seeds: self, site: TestSite::unlimited(city).await, world, mail }
    }

    /// The path of a route with its parameters filled in, told apart by how the path begins.
    pub fn address(&self, path: &str) -> String {
        let mut parts = path.split('/').skip(1);
        let id = match (parts.next(), parts.nth(1)) {
            (Some("akun"), _) if path.starts_with("/akun/kunci-sandi") => self.passkey,
            (Some("warga"), _) => self.waiting.0,
            (Some("admin"), _) if path.starts_with("/admin/penunjukan") => self.appointment,
            (Some("admin"), _) => self.officer.0,
            (Some("rencana"), Some("ubah" | "foto" | "pratinjau" | "terbitkan")) => self.plan_draft.0,
            (Some("rencana"), _) => self.plan.0,
            (Some("usulan"), Some("ubah" | "foto" | "kirim" | "buang" | "pulihkan")) => self.draft.0,
            (Some("usulan"), _) => self.proposals[0].0,
            (Some("musrenbang"), Some("cetak" | "berita-acara.txt" | "lampiran-delegasi.txt")) => self.closed,
            (Some("musrenbang"), _) => self.meeting.0,
            (Some("komentar"), _) => self.comment.0,
            _ => self.nothing,
        };
        let address = path
            .replace("{code}", LEGOK.code)
            .replace("{id}", &id.to_string())
            .replace("{assignment}", &self.assignment.to_string())
            .replace("{kelurahan}/{year}/{serial}", &format!("{}/2028/1", LEGOK.code))
            .replace("{year}", "2029")
            .replace("{langkah}", "masalah")
            .replace("{proposal}", &self.proposals[0].to_string())
            .replace("{delegate}", &self.nothing.to_string())
            .replace("{photo}", &self.nothing.to_string())
            .replace("{name}", &self.nothing.simple().to_string())
            .replace("{sequence}", &self.own_entry.to_string())
            .replace("{file}", &format!("{}.jpg", self.nothing));
        let address = if path.ends_with("/pindah") { format!("{address}?usulan={}", self.proposals[0]) } else { address };
        assert!(!address.contains('{'), "say in permissions/seeds.rs what stands for the parameters of {path}");
        address
    }

    /// An id that nothing has, and that pages replace by one of their own.
    pub fn nothing(&self) -> String {
        self.nothing.to_string()
    }
}

impl Stage<'_> {
    /// Nobody, for the public.
    pub fn person(&self, role: Role) -> Option<TestPerson> {
        let known = self.seeds.people[role as usize].as_ref()?;
        let mut person = self.world.city.person(known.id);
        person.contact.clone_from(&known.contact);
        Some(person)
    }

    /// A browser of theirs, with a session of its own: some requests end it.
    pub async fn browser(&self, role: Role) -> Browser {
        match self.person(role) {
            Some(person) => self.site.signed_in(&person).await,
            None => self.site.visitor(),
        }
    }

    /// Ends it; the city is removed.
    pub async fn close(self, copies: &Copies) {
        drop(self.site);
        copies.forget(self.world.city).await;
    }
}

async fn draft(world: &World, writer: &TestPerson) -> ProposalId {
    let (services, id) = (&world.city.services, ProposalId(world.city.services.clock.new_id()));
    commands::start_draft(services, &writer.actor().await, DraftStart { id, on_behalf_of: None }).await.unwrap();
    let mut tx = world.city.begin().await;
    services::store::proposals::save_draft(&mut tx, id, &world.draft(&LEGOK.rt(1), "belum dikirim", 4)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Made at the name of a site that is not the test's: here it is looked at, named and taken off.
async fn passkey(city: &TestCity, owner: &TestPerson) -> Uuid {
    let origin = "https://rembuk.kota.example";
    let (site, permit) = (PasskeySite::at(origin).unwrap(), may_act_as_self(&owner.actor().await).unwrap());
    let visit = Visit::default();
    let asked = commands::begin_passkey(&city.services, &permit, &site, PASSWORD.into(), &visit).await.unwrap();
    let (answer, visit) = (SoftKey::at(origin).make(&asked.options), Visit { asked: Some(asked.browser), ..visit });
    let device = DeviceAnswer { site: &site, asked: Some(asked.id), answer: &answer };
    commands::add_passkey(&city.services, &permit, &line("Ponsel saya"), device, &visit).await.unwrap();
    own_passkeys(&city.services, &permit).await.unwrap()[0].id.0
}

/// A resident becomes an inspector as soon as a second admin says so.
async fn appointment(city: &TestCity) -> Uuid {
    let resident = city.resident_of(&MURNI.rt(1)).await.id;
    let admin = city.city_officer(account::Role::CityAdmin).await.actor().await;
    let grant = RoleGrant { role: account::Role::Inspector, place: Post::City, from: city.today(), to: None };
    commands::grant_role(&city.services, &may_manage_person(&admin, resident).unwrap(), grant).await.unwrap();
    appointments::waiting(&mut city.read().await, Some(resident)).await.unwrap()[0].id.0
}
