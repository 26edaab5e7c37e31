//! How far a plan has come.

use super::{Scene, Shown};
use crate::permissions::{roles::Role, seeds::Stage};
use domain::{account::Actor, comment::Subject, ids::PhotoId, money::Rupiah, plan::FollowUpKind};
use image::{DynamicImage, ImageFormat};
use services::{
    Services,
    commands::{self, Advance, NewPhoto},
};
use std::io::Cursor;
use testing::typed::{note, words};

/// Longer than a plan takes answers.
const ANSWERS_END: u64 = 30;

pub async fn set(stage: &Stage<'_>, path: &str, scene: &mut Scene) {
    let (city, plan) = (&stage.world.city, stage.seeds.plan);
    let services = &city.services;
    match path {
        "/rencana/baru" => {
            let id = services.clock.new_id().to_string();
            scene.typing(&[("plan_id", &id), ("agency", &stage.seeds.agency.to_string())]);
        }
        "/rencana/{id}/tanggapan" => scene.typing(&[("sikap", "support")]),
        "/rencana/{id}/terbitkan" => scene.shown = Shown::At(stage.seeds.address("/rencana/{id}/pratinjau")),
        "/rencana/{id}/foto/{photo}/hapus" | "/rencana/{id}/foto/{photo}/keterangan" => {
            let verifier = stage.person(Role::Agency).unwrap().actor().await;
            let photo = photo(stage, Subject::Plan(stage.seeds.plan_draft));
            scene.of(photo.id, stage.seeds.nothing());
            add_photo(services, &verifier, photo, path).await;
            describing(path, scene);
        }
        "/rencana/{id}/tindak-lanjut" | "/rencana/{id}/perpanjang" | "/rencana/{id}/kemajuan" => {
            city.pass_days(ANSWERS_END);
            commands::close_responses(services).await.unwrap();
            if path.ends_with("/tindak-lanjut") {
                // What is reviewed again is followed up again: the form stays.
                scene.typing(&[("follow_up", FollowUpKind::ReviewedAgain.code())]);
            }
            if path.ends_with("/kemajuan") {
                let verifier = stage.person(Role::Agency).unwrap().actor().await;
                let kind = FollowUpKind::ALL[0];
                commands::publish_follow_up(services, &verifier, plan, kind, note("Dikerjakan sesuai tanggapan.")).await.unwrap();
                let planner = stage.person(Role::Planner).unwrap().actor().await;
                let form = Advance::EnterRkpd { note: note("Masuk RKPD 2028."), amount: Rupiah::new(200_000_000).unwrap() };
                commands::advance_plan(services, &planner, plan, form).await.unwrap();
            }
        }
        _ => {}
    }
}

/// A small picture, as a form hands it over.
pub fn photo(stage: &Stage<'_>, subject: Subject) -> NewPhoto {
    NewPhoto { id: PhotoId(stage.world.city.services.clock.new_id()), subject, bytes: picture(), alt: Some(words("Saluran di RT 1")) }
}

pub fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(40, 30).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// What only a script sends.
pub fn describing(path: &str, scene: &mut Scene) {
    if path.ends_with("/keterangan") {
        scene.shown = Shown::Nowhere;
        scene.typing(&[("photo_alt", "Jalan rusak di depan sekolah")]);
    }
}

/// Adds a photo; one whose words are asked for comes without them and is kept.
pub async fn add_photo(services: &Services, actor: &Actor, mut photo: NewPhoto, path: &str) {
    if path.ends_with("/keterangan") {
        photo.alt = None;
    }
    commands::add_photo(services, actor, photo).await.unwrap();
}
