//! What offices do about people, and what moderators do about what people said.

use super::{Scene, Shown, accounts, sent};
use crate::permissions::{roles::Role, seeds};
use domain::{
    cycle::{Stage, StageKind},
    permission::{may_act_as_self, may_manage_person, may_moderate},
};
use services::{
    Visit,
    commands::{self, NewCycle},
};
use testing::typed::{contact, note};
use testing::{JAMBI, PASSWORD, TestPerson};

pub async fn set(stage: &seeds::Stage<'_>, path: &str, person: Option<&TestPerson>, scene: &mut Scene) {
    let (city, seeds) = (&stage.world.city, stage.seeds);
    let services = &city.services;
    if path.starts_with("/komentar") {
        scene.shown = Shown::At(seeds.address("/rencana/{id}"));
    }
    if path.starts_with("/warga/{id}/kode") {
        let is_admin = person.map(|person| person.id) == stage.person(Role::Admin).map(|admin| admin.id);
        // An admin has a form of their own for the same.
        let counter = Shown::After("/warga/kode".into(), sent(&[("cari", "warga contoh")]));
        scene.shown = if is_admin { Shown::Nowhere } else { counter };
    }
    match path {
        "/warga/{id}/batal" => {
            let head = stage.person(Role::RtHead).unwrap().actor().await;
            commands::confirm_residence(services, &head, seeds.waiting, None).await.unwrap();
        }
        "/warga/{id}/kode-telepon" => {
            let permit = may_act_as_self(&city.person(seeds.waiting).actor().await).unwrap();
            commands::change_contact(services, &permit, &contact("0812 3456 7890"), PASSWORD.into(), &Visit::default()).await.unwrap();
        }
        "/admin/bobot/{year}" => {
            // No meeting of it has opened.
            let stages = StageKind::ALL.map(|kind| Stage::new(kind, None, None).unwrap()).to_vec();
            let new = NewCycle { plan_year: 2029, city: city.region(&JAMBI.region()).await.id, stages };
            commands::create_cycle_without_permit(services, &new).await.unwrap();
        }
        "/admin/orang/{id}/peran" => {
            scene.typing(&[("role", "moderator"), ("place", ""), ("agency", ""), ("from", "2027-01-21"), ("to", "")]);
        }
        "/admin/orang/{id}/buka" => {
            let permit = may_manage_person(&stage.person(Role::Admin).unwrap().actor().await, seeds.officer).unwrap();
            commands::close_account(services, &permit, &note("pindah tugas")).await.unwrap();
        }
        "/admin/orang/{id}/lepas-dua-langkah" => {
            accounts::set_up(city, &city.person(seeds.officer)).await;
        }
        "/komentar/{id}/tampilkan" => {
            let permit = may_moderate(&stage.person(Role::Moderator).unwrap().actor().await, seeds.comment).unwrap();
            commands::hide_comment(services, &permit, &note("Memuat nomor telepon.")).await.unwrap();
        }
        _ => {}
    }
}
