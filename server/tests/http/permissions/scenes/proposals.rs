//! How far a proposal has come, from its draft to the works.

use super::{
    Scene, Shown, meetings,
    plans::{add_photo, describing, photo},
};
use crate::permissions::{roles::Role, seeds::Stage};
use domain::{
    comment::Subject,
    cycle::{Stage as OfCycle, StageKind},
    permission::may_manage_cycle,
};
use services::commands::{
    self, NewCycle,
    musrenbang::{mark_progress, reject_proposal},
};
use testing::typed::{marking, note};
use testing::{JAMBI, LEGOK, TestPerson, world::reason};

pub async fn set(stage: &Stage<'_>, path: &str, person: Option<&TestPerson>, scene: &mut Scene) {
    let (world, seeds) = (&stage.world, stage.seeds);
    let (city, services) = (&world.city, &world.city.services);
    let writer = stage.person(Role::Writer).unwrap();
    match path {
        "/usulan/{id}/benarkan" => {
            let recorded = world.record(&city.office_of(LEGOK).await, "Bu Siti", &LEGOK.rt(1), "dicatat kelurahan").await;
            scene.of(recorded, seeds.proposals[0]);
        }
        "/usulan/{id}/batal-dukung" => {
            // Only who counts can have supported it before.
            let supported = match person {
                Some(person) => commands::support_proposal(services, &person.actor().await, seeds.proposals[0]).await.is_ok(),
                None => false,
            };
            if !supported {
                scene.shown = Shown::Nowhere;
            }
        }
        "/usulan/{id}/tarik" => scene.of(world.propose(&writer, &LEGOK.rt(2), "akan ditarik", 5).await, seeds.proposals[0]),
        "/usulan/{id}/keberatan" | "/usulan/{id}/keberatan/jawaban" => {
            let rejected = world.propose(&writer, &LEGOK.rt(1), "ditolak", 5).await;
            let officer = stage.person(Role::Kelurahan).unwrap().actor().await;
            reject_proposal(services, &officer, seeds.meeting, rejected, &reason("PAGU")).await.unwrap();
            if path.ends_with("jawaban") {
                let words = note("Pagu itu belum termasuk tambahan dari provinsi.");
                commands::raise_objection(services, &writer.actor().await, rejected, &words).await.unwrap();
                scene.shown = Shown::At(format!("/usulan/{rejected}/keberatan"));
            }
            scene.of(rejected, seeds.proposals[0]);
        }
        "/usulan/{id}/usulkan-lagi" => {
            let officer = stage.person(Role::Kelurahan).unwrap().actor().await;
            world.open(&officer, seeds.meeting).await;
            reject_proposal(services, &officer, seeds.meeting, seeds.proposals[0], &reason("PAGU")).await.unwrap();
            let planner = may_manage_cycle(&stage.person(Role::Planner).unwrap().actor().await).unwrap();
            let stages = StageKind::ALL.map(|kind| OfCycle::new(kind, None, None).unwrap()).to_vec();
            let next = NewCycle { plan_year: 2029, city: city.region(&JAMBI.region()).await.id, stages };
            commands::create_cycle(services, &planner, &next).await.unwrap();
            city.pass_days(365);
        }
        "/usulan/{id}/pelaksanaan" | "/usulan/{id}/pelaksanaan/laporan" => {
            meetings::pass_the_city(stage).await;
            let planner = stage.person(Role::Planner).unwrap().actor().await;
            for mark in ["rkpd", "apbd"] {
                let form = marking(mark, "1000000", "Sudah ditetapkan.");
                mark_progress(services, &planner, seeds.proposals[0], &form).await.unwrap();
            }
            if path.ends_with("laporan") {
                scene.shown = Shown::At(format!("/usulan/{}/pelaksanaan", seeds.proposals[0]));
                return scene.typing(&[("percent", "40"), ("report", "Pondasi selesai.")]);
            }
            scene.typing(&[("mark", "under_way"), ("note", "Mulai dikerjakan."), ("amount", "")]);
        }
        "/usulan/{id}/foto/{photo}/hapus" | "/usulan/{id}/foto/{photo}/keterangan" => {
            let photo = photo(stage, Subject::Proposal(seeds.draft));
            scene.of(photo.id, seeds.nothing());
            scene.shown = Shown::At(format!("/usulan/{}/ubah/kirim", seeds.draft));
            add_photo(services, &writer.actor().await, photo, path).await;
            describing(path, scene);
        }
        "/usulan/{id}/kirim" | "/usulan/{id}/foto" => scene.shown = Shown::At(format!("/usulan/{}/ubah/kirim", seeds.draft)),
        "/usulan/{id}/buang" => scene.shown = Shown::At("/usulan-saya".into()),
        "/usulan/{id}/pulihkan" => {
            scene.shown = Shown::At("/usulan-saya".into());
            commands::withdraw_proposal(services, &writer.actor().await, seeds.draft, None).await.unwrap();
        }
        _ => {}
    }
}
