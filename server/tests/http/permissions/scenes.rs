//! What has happened when an address is asked for, so that the act succeeds for whoever may do it: a meeting that was
//! closed before it is reopened, a code that was made before it is typed. What a page would not make up is typed here,
//! too. Who may do it stands in the table alone.

mod accounts;
mod meetings;
mod people;
mod plans;
mod proposals;

pub use plans::picture;

use super::{forms::Sent, roles, seeds::Stage};
use services::queries::plans::managed_plan;
use testing::{LEGOK, TestPerson};

/// Where the request goes, what is typed into the form, and where that stands.
pub struct Scene {
    pub address: String,
    pub typed: Sent,
    pub shown: Shown,
}

/// Where a form stands.
pub enum Shown {
    /// At its own address or above it.
    Near,
    At(String),
    /// On the answer to another form.
    After(String, Sent),
    /// On no page: who may do it has no reason to.
    Nowhere,
}

impl Scene {
    fn typing(&mut self, fields: &[(&str, &str)]) {
        self.typed.extend(sent(fields));
    }

    /// Another thing of the same kind is meant.
    fn of(&mut self, id: impl ToString, instead_of: impl ToString) {
        self.address = self.address.replace(&instead_of.to_string(), &id.to_string());
    }
}

fn sent(fields: &[(&str, &str)]) -> Sent {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Whether what one does there is in nobody's way: it is about oneself, or all may do it one after the other.
pub fn is_in_nobodys_way(path: &str) -> bool {
    let own = ["/bahasa", "/daftar", "/masuk", "/keluar", "/akun", "/komentar", "/usulan/baru", "/rencana/baru", "/api"];
    // Whoever saves the draft of a plan second is told so.
    let is_own = own.iter().any(|start| path.starts_with(start)) && path != "/api/rancangan-rencana";
    is_own || path.ends_with("/komentar") || path.ends_with("dukung")
}

/// What islands send.
async fn actions(stage: &Stage<'_>, path: &str, scene: &mut Scene) {
    let (proposal, plan, comment) = (stage.seeds.proposals[0].to_string(), stage.seeds.plan.to_string(), stage.seeds.comment.to_string());
    match path {
        "/api/dukungan" => scene.typing(&[("proposal", &proposal), ("backs", "true")]),
        "/api/tanggapan" => scene.typing(&[("plan", &plan), ("supports", "true")]),
        "/api/komentar" => {
            scene.typing(&[("page", &format!("/rencana/{plan}")), ("form", "comment_kind=question&comment_body=Kapan+mulai%3F")]);
        }
        "/api/jawaban" => scene.typing(&[("page", &format!("/usulan/{proposal}")), ("form", "answer_body=Akan+kami+tinjau.")]),
        "/api/rancangan-usulan" => {
            scene.typing(&[("proposal", &stage.seeds.draft.to_string()), ("form", "title=Parit+di+belakang+pasar")]);
        }
        "/api/rancangan-rencana" => {
            let (draft, verifier) = (stage.seeds.plan_draft, stage.person(roles::Role::Agency).unwrap().actor().await);
            let version = managed_plan(&stage.world.city.services, &verifier, draft).await.unwrap().unwrap().plan.version;
            let form = format!("version={version}&agency={}&title=Jembatan+kecil", stage.seeds.agency);
            scene.typing(&[("plan", &draft.to_string()), ("form", &form)]);
        }
        // Who asks about nothing is told so at once.
        "/api/langsung" => {}
        "/api/suka" => scene.typing(&[("comment", &comment), ("likes", "true")]),
        "/api/serupa" => scene.typing(&[("kelurahan", LEGOK.code), ("title", "Parit di belakang pasar"), ("own", &proposal)]),
        "/api/tempat" => scene.typing(&[("text", "legok 1"), ("level", "rt")]),
        "/api/skor" | "/api/urutan" | "/api/verifikasi" => meetings::act(stage, path, scene).await,
        other => panic!("what is sent to {other}?"),
    }
    scene.shown = Shown::Nowhere;
}

/// Makes it happen, before `person` asks; the public is nobody.
pub async fn set(stage: &Stage<'_>, path: &str, person: Option<&TestPerson>) -> Scene {
    let mut scene = Scene { address: stage.seeds.address(path), typed: Sent::new(), shown: Shown::Near };
    match path.split('/').nth(1).unwrap_or_default() {
        "daftar" | "masuk" | "keluar" | "akun" => accounts::set(stage, path, person, &mut scene).await,
        "warga" | "admin" | "komentar" => people::set(stage, path, person, &mut scene).await,
        "rencana" => plans::set(stage, path, &mut scene).await,
        "usulan" => proposals::set(stage, path, person, &mut scene).await,
        "musrenbang" => meetings::set(stage, path, &mut scene).await,
        "api" => actions(stage, path, &mut scene).await,
        _ => {}
    }
    scene
}
