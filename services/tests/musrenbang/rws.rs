//! RWs between a kelurahan and its RTs, and a desa in its place.

use crate::world::World;
use domain::{
    account::Role,
    city::City,
    cycle::StageKind,
    region::{Region, RegionCode},
};
use services::{
    commands::{import_regions, musrenbang::verify_proposal},
    queries::{
        place_page::{Figures, place_page},
        proposal_export::proposal_export,
        proposal_list::{Wanted, proposal_list},
        region_page,
    },
    store::musrenbangs,
};
use testing::{LEGOK, TestCity, both_databases, rows_of};

const LIST: &str = "code,level,name,parent_code,households\n\
                    15.71.10.1003-02,rw,RW 02,,\n\
                    15.71.10.1003-02.001,rt,RT 01,,40\n\
                    15.71.10.1003-02.002,rt,RT 02,,40\n\
                    15.71.10.2009,desa,Wailoba,,\n\
                    15.71.10.2009-001,rt,RT 01,,30\n";

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

async fn world_with_rws(city: TestCity) -> World {
    let world = World::new(city).await;
    let report = import_regions(&world.city.services, LIST.as_bytes(), true).await.unwrap();
    assert_eq!((report.added, report.meetings), (5, 4), "an RW holds no meeting");
    world
}

async fn seat(world: &World, stage: StageKind, at: &RegionCode) -> String {
    world.loaded(world.meeting(stage, at).await).await.seat_name(&City::default())
}

both_databases!(
    async fn an_rw_is_the_sum_of_its_rts(city: TestCity) {
        let world = world_with_rws(city).await;
        let services = &world.city.services;
        let (rw, rt) = (world.city.region(&code("15.71.10.1003-02")).await, code("15.71.10.1003-02.001"));
        let neighbour = world.city.confirmed_resident_of(&rt).await;
        let inside = world.propose(&neighbour, &rt, "di RW", 7).await;
        world.propose(&neighbour, &code("15.71.10.1003-02.002"), "di RW juga", 5).await;
        world.propose(&neighbour, &LEGOK.rt(1), "di luar RW", 3).await;

        let counted = async |region: &Region| place_page(services, region, None).await.unwrap().year.unwrap();
        let page = counted(&rw).await;
        let below: Vec<i64> = page.below.values().map(Figures::proposals).collect();
        assert_eq!((page.figures.proposals(), below, page.meetings_below.len()), (2, vec![1, 1], 2));
        assert!(page.meeting.is_none() && page.top.len() == 2);
        let legok = counted(&world.city.region(&LEGOK.region()).await).await;
        let of = |region: &Region| legok.below.get(&region.id).map(Figures::proposals);
        assert_eq!((of(&rw), of(&world.city.region(&LEGOK.rt(1)).await), legok.figures.proposals()), (Some(2), Some(1), 3));
        let list = proposal_list(services, &Wanted { region: rw.code.to_string(), ..Wanted::default() }).await.unwrap();
        assert_eq!((list.total, list.lines.len()), (2, 2), "not the whole city");

        let head = world.city.officer(Role::RtHead, rt.as_str()).await.actor().await;
        world.pass_on(&head, world.meeting(StageKind::Rt, &rt).await, &[inside]).await;
        let mut tx = world.city.read().await;
        for (region, expected) in [(&rw, 1), (&world.city.region(&code("15.71.10.1003-02.002")).await, 0)] {
            assert_eq!(services::ledger::latest_decisions(&mut tx, (region.level, region.id), 9).await.unwrap().len(), expected);
        }
        drop(tx);
        let rows = rows_of(proposal_export(services, &Wanted { region: rw.code.to_string(), ..Wanted::default() }).await.unwrap()).await;
        assert_eq!(rows.iter().map(|row| row.rt.as_deref()).collect::<Vec<_>>(), [Some("RT 01/RW 02"), Some("RT 02/RW 02")]);
        let (_, rts) = region_page::rts_of(services, &LEGOK.region()).await.unwrap().unwrap();
        let rws: Vec<_> = rts.iter().filter_map(|rt| rt.rw.as_deref()).collect();
        assert_eq!((rts.len(), rws), (5, vec!["RW 02", "RW 02"]), "chosen with and without an RW");
    }

    async fn papers_and_boards_name_the_rw_and_the_desa(city: TestCity) {
        let world = world_with_rws(city).await;
        let in_rw = code("15.71.10.1003-02.001");
        let desa = code("15.71.10.2009");
        for (stage, at, name) in [
            (StageKind::Rt, &in_rw, "RT 01/RW 02 Kelurahan Legok"),
            (StageKind::Rt, &LEGOK.rt(1), "RT 01 Kelurahan Legok"),
            (StageKind::Kelurahan, &LEGOK.region(), "Kelurahan Legok"),
            (StageKind::Kelurahan, &desa, "Desa Wailoba"),
            (StageKind::Rt, &code("15.71.10.2009-001"), "RT 01 Desa Wailoba"),
        ] {
            assert_eq!(seat(&world, stage, at).await, name);
            let filter = musrenbangs::BoardFilter { stage: Some(stage), within: Some(at.to_string()), ..Default::default() };
            let rows = musrenbangs::board(&mut world.city.read().await, world.cycle, &filter, 9).await.unwrap();
            assert_eq!(rows[0].seat_name(&City::default()), name);
        }
        let dated = async |at: &RegionCode| {
            let region = world.city.region(at).await.id;
            musrenbangs::dated(&mut world.city.read().await, world.cycle, StageKind::Rt, region).await.unwrap().unwrap()
        };
        let meeting = dated(&in_rw).await;
        assert_eq!((meeting.code.as_str(), meeting.above.as_deref()), (in_rw.as_str(), Some("Legok")));

        let head = world.city.officer(Role::RtHead, "15.71.10.2009-001").await.actor().await;
        let author = world.city.confirmed_resident_of(&code("15.71.10.2009-001")).await;
        let id = world.propose(&author, &code("15.71.10.2009-001"), "di desa", 3).await;
        world.pass_on(&head, world.meeting(StageKind::Rt, &code("15.71.10.2009-001")).await, &[id]).await;
        let officer = world.city.officer(Role::KelurahanOfficer, desa.as_str()).await.actor().await;
        verify_proposal(&world.city.services, &officer, world.meeting(StageKind::Kelurahan, &desa).await, id).await.unwrap();
        let events = services::ledger::proposal_journey(&mut world.city.read().await, id).await.unwrap();
        assert_eq!(events.last().map(|entry| entry.office.as_str()), Some("Desa Wailoba"));
    }
);
