//! How far the meeting of Legok has come: prepared, open, decided, closed, and what the meetings above made of it.

use super::{Scene, Shown};
use crate::permissions::{roles::Role, seeds::Stage};
use domain::proposal::ProposalNumber;
use domain::{account::Actor, cycle::StageKind, ids::ProposalId, priority::CriterionSource};
use services::commands::musrenbang::{accept_suggestion, close_musrenbang, decide, merge_proposals, propose_ranking};
use services::queries::{meeting_page::meeting_page, meeting_scores::scoring};
use testing::typed::{ruling, words};
use testing::{DANAU_SIPIN, DISHUB, JAMBI, LEGOK, PUPR, world::reason};

pub async fn set(stage: &Stage<'_>, path: &str, scene: &mut Scene) {
    let (world, seeds) = (&stage.world, stage.seeds);
    let (services, meeting, sent) = (&world.city.services, seeds.meeting, &seeds.proposals);
    let officer = stage.person(Role::Kelurahan).unwrap().actor().await;
    let last = path.rsplit('/').next().unwrap_or_default();
    if !matches!(last, "jadwal" | "buka") {
        world.open(&officer, meeting).await;
    }
    match last {
        "jadwal" => {
            scene.shown = Shown::At(seeds.address("/musrenbang/{id}/kerja"));
            scene.typing(&[("scheduled_on", "2027-01-25"), ("place", "Aula kelurahan")]);
        }
        "buka" => scene.typing(&[("attendance", "40"), ("women", "18"), ("despite_missing", "ya")]),
        "verifikasi" | "kembalikan" | "tolak" => {
            let late = world.propose(&stage.person(Role::Writer).unwrap(), &LEGOK.rt(1), "datang kemudian", 4).await;
            scene.of(late, sent[0]);
            if last == "kembalikan" {
                scene.typing(&[("until", "2027-02-01")]);
            }
        }
        "gabung" => scene.typing(&[("into", &number(stage, sent[1]).await.to_string())]),
        "pisahkan" => {
            merge_proposals(services, &officer, meeting, sent[0], &number(stage, sent[1]).await, &reason("GANDA")).await.unwrap();
        }
        "alihkan" => scene.typing(&[("agency", DISHUB.code)]),
        "urutan" | "pindah" | "terima" => {
            propose_ranking(services, &officer, meeting).await.unwrap();
        }
        "periksa" | "tutup" => {
            accept_suggestion(services, &officer, meeting, Some(&words("Pagu sudah terpakai."))).await.unwrap();
            world.delegate(&officer, meeting).await;
            scene.shown = Shown::At(seeds.address("/musrenbang/{id}/periksa"));
        }
        "buka-kembali" => world.agree_and_close(&officer, meeting).await,
        "tanda-tangan" | "serah" => {
            world.agree_and_close(&officer, meeting).await;
            scene.shown = Shown::At(seeds.address("/musrenbang/{id}/pengesahan"));
            if last == "serah" {
                world.sign(&officer, meeting).await;
                scene.typing(&[("received_by", "Staf kecamatan")]);
            }
        }
        "naikkan" => {
            world.announce(&LEGOK.region(), 3_000_000).await;
            propose_ranking(services, &officer, meeting).await.unwrap();
            for (id, code) in sent.iter().zip(["reserve", "agreed", "rejected"]) {
                let form = ruling(code, Some(reason("PAGU")));
                decide(services, &officer, meeting, *id, &form).await.unwrap();
            }
            world.delegate(&officer, meeting).await;
            close_musrenbang(services, &officer, meeting, None).await.unwrap();
        }
        "hapus" => scene.of(world.delegate(&officer, meeting).await, seeds.nothing()),
        _ => {}
    }
}

/// What the island of a meeting sends.
pub async fn act(stage: &Stage<'_>, path: &str, scene: &mut Scene) {
    let (services, seeds) = (&stage.world.city.services, stage.seeds);
    let officer = stage.person(Role::Kelurahan).unwrap().actor().await;
    stage.world.open(&officer, seeds.meeting).await;
    if path == "/api/verifikasi" {
        let late = stage.world.propose(&stage.person(Role::Writer).unwrap(), &LEGOK.rt(1), "datang kemudian", 4).await;
        return scene.typing(&[("meeting", &seeds.meeting.to_string()), ("proposal", &late.to_string())]);
    }
    propose_ranking(services, &officer, seeds.meeting).await.unwrap();
    let (meeting, proposal) = (seeds.meeting.to_string(), seeds.proposals[0].to_string());
    if path == "/api/skor" {
        let scoring = scoring(services, &officer, seeds.meeting).await.unwrap();
        let assessed = scoring.criteria.all().iter().find(|criterion| criterion.source == CriterionSource::Assessors).unwrap();
        let cell = format!("{proposal}:{}", assessed.id);
        scene.typing(&[("meeting", &meeting), ("cell", &cell), ("before", ""), ("points", "4")]);
    } else {
        let page = meeting_page(services, &officer, seeds.meeting).await.unwrap().unwrap();
        let place = page.order.iter().find(|line| line.item.proposal == seeds.proposals[0]).unwrap().place.to_string();
        let id = services.clock.new_id().to_string();
        let reason = "Satu-satunya jalan bagi ambulans.";
        scene.typing(&[
            ("meeting", &meeting),
            ("id", &id),
            ("seen", ""),
            ("proposal", &proposal),
            ("from", &place),
            ("to", "1"),
            ("reason", reason),
        ]);
    }
}

async fn number(stage: &Stage<'_>, id: ProposalId) -> ProposalNumber {
    stage.world.proposal(id).await.number.unwrap()
}

/// All proposals are agreed on, from the kelurahan to the city.
pub async fn pass_the_city(stage: &Stage<'_>) {
    let (world, sent) = (&stage.world, &stage.seeds.proposals);
    let actor = async |role: Role| -> Actor { stage.person(role).unwrap().actor().await };
    let officer = actor(Role::Kelurahan).await;
    world.open(&officer, stage.seeds.meeting).await;
    world.agree_and_close(&officer, stage.seeds.meeting).await;
    let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
    world.pass_on(&actor(Role::Kecamatan).await, kecamatan, sent).await;
    world.pass_on(&actor(Role::Agency).await, world.forum(PUPR).await, sent).await;
    let kota = world.meeting(StageKind::Kota, &JAMBI.region()).await;
    world.pass_on(&actor(Role::Planner).await, kota, sent).await;
}
