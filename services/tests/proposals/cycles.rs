//! Planning years with their stages, criteria, catalogue and ceilings.

use crate::{Season, refusal, rupiah};
use domain::{
    account::Role,
    clock::Day,
    cycle::{Ceiling, Pipeline, Stage, StageKind},
    ids::CycleId,
    permission::{may_manage_cycle, may_set_weights},
    priority::{Criteria, Weighed},
    reason::Note,
    refusal::Refusal,
    years::{PlanningYear, PlanningYears},
};
use services::{
    CommandError,
    commands::{self, NewCycle, set_weights, set_weights_without_permit},
    ledger::recount,
    store::cycles::{self, Announced, CeilingOf, Cycle, NewCeiling},
};
use testing::{JAMBI, LEGOK, PUPR, TestCity, both_databases, world::World};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

both_databases!(
    async fn a_planner_begins_a_year_once(city: TestCity) {
        let planner = city.city_officer(Role::Planner).await.actor().await;
        assert!(may_manage_cycle(&city.city_officer(Role::CityAdmin).await.actor().await).is_err());
        let permit = may_manage_cycle(&planner).unwrap();
        let stage = |kind| Stage::new(kind, Some(day("2027-01-10")), Some(day("2027-01-31"))).unwrap();
        let new = NewCycle { plan_year: 2028, city: city.region(&JAMBI.region()).await.id, stages: StageKind::ALL.map(stage).to_vec() };
        let id = commands::create_cycle(&city.services, &permit, &new).await.unwrap();
        assert!(matches!(commands::create_cycle(&city.services, &permit, &new).await, Err(CommandError::Problems(_))));
        let empty = NewCycle { plan_year: 2029, stages: Vec::new(), ..new.clone() };
        assert_eq!(refusal(commands::create_cycle(&city.services, &permit, &empty).await), Refusal::PipelineWithoutMeeting);

        let mut tx = city.read().await;
        assert_eq!(cycles::stages(&mut tx, id).await.unwrap(), new.stages);
        assert_eq!(cycles::pipeline(&mut tx, id).await.unwrap(), Pipeline::default());
        let criteria = cycles::criteria(&mut tx, id).await.unwrap();
        let known: Vec<_> = criteria.all().iter().map(|one| (one.code.as_str(), one.weight.basis_points(), one.source)).collect();
        assert_eq!(known, Criteria::DEFAULTS);
        assert_eq!(cycles::find(&mut tx, id).await.unwrap().unwrap().plan_year, 2028);
    }

    async fn the_years_of_a_city_are_read_with_their_stages(city: TestCity) {
        let mut tx = city.begin().await;
        assert_eq!(cycles::years(&mut tx).await.unwrap(), PlanningYears::default());
        let jambi = city.region(&JAMBI.region()).await.id;
        for plan_year in [2028, 2027] {
            let id = CycleId(city.services.clock.new_id());
            let cycle = Cycle { id, plan_year, city: jambi, created_at: city.now(), weights_locked_at: None };
            assert!(cycles::insert(&mut tx, &cycle).await.unwrap());
        }
        let current = cycles::of_year(&mut tx, 2028).await.unwrap().unwrap();
        let read = cycles::years(&mut tx).await.unwrap();
        assert_eq!(read.plan_years(), [2028, 2027]);
        let expected = PlanningYear { id: current.id, plan_year: 2028, city: jambi, stages: Vec::new() };
        assert_eq!(read.running(city.today()), Some(&expected));
        assert_eq!(cycles::of_year(&mut tx, 2030).await.unwrap(), None);
        let years: Vec<u16> = cycles::all(&mut tx).await.unwrap().iter().map(|cycle| cycle.plan_year).collect();
        assert_eq!(years, [2028, 2027]);
        cycles::hold(&mut tx, current.id).await.unwrap();
        cycles::lock_weights(&mut tx, current.id, city.now()).await.unwrap();
        city.pass_days(1);
        cycles::hold(&mut tx, current.id).await.unwrap();
        cycles::lock_weights(&mut tx, current.id, city.now()).await.unwrap();
        let locked = cycles::find(&mut tx, current.id).await.unwrap().unwrap().weights_locked_at;
        assert!(locked.is_some_and(|at| at < city.now()), "the first lock stands");
        let first = Stage::new(StageKind::Rt, Some(day("2027-01-10")), None).unwrap();
        cycles::insert_stage(&mut tx, current.id, 0, &first).await.unwrap();
        assert_eq!(cycles::years(&mut tx).await.unwrap().of(2028).unwrap().stages, [first]);
        let criteria = Criteria::with_defaults(|| domain::ids::CriterionId(city.services.clock.new_id()));
        cycles::insert_criterion(&mut tx, current.id, 0, &criteria.all()[0]).await.unwrap();
    }

    async fn weights_are_set_by_entries_and_locked_by_the_first_meeting(city: TestCity) {
        let world = World::new(city.clone()).await;
        let planner = city.city_officer(Role::Planner).await.actor().await;
        let permit = may_set_weights(&planner, world.cycle).unwrap();
        let read = async || cycles::weights(&mut city.read().await, world.cycle).await.unwrap();
        let before = read().await;
        assert_eq!(before, Weighed::defaults());
        let with = |percents: &[(&str, u32)]| -> Vec<Weighed> {
            let new = |weighed: &Weighed| {
                percents.iter().find(|(code, _)| *code == weighed.code).map(|(code, percent)| Weighed::new(code, *percent, "").unwrap())
            };
            before.iter().map(|weighed| new(weighed).unwrap_or_else(|| weighed.clone())).collect()
        };
        let reason = Note::new("Perwal 5/2027").unwrap();
        let set = async |seen: &[Weighed], after: Vec<Weighed>| set_weights(&city.services, &permit, seen, after, &reason).await;
        let (short, even) = (with(&[("urgency", 29)]), with(&[("urgency", 20), ("waiting", 15)]));
        assert_eq!(refusal(set(&before, short).await), Refusal::WeightsNotWhole { basis_points: 9900 });
        assert_eq!(refusal(set(&before, even[1..].to_vec()).await), Refusal::ChangedMeanwhile);
        set_weights_without_permit(&city.services, world.cycle, even.clone(), None).await.unwrap();
        set(&before, even.clone()).await.unwrap();
        assert_eq!(refusal(set(&before, with(&[("urgency", 10), ("waiting", 25)])).await), Refusal::ChangedMeanwhile, "by another planner");
        assert_eq!(read().await, even);
        let mut tx = city.begin().await;
        cycles::set_weight(&mut tx, world.cycle, &Weighed::new("impact", 90, "x").unwrap()).await.unwrap();
        let told: Vec<_> = recount(&mut tx).await.unwrap().differences.into_iter().map(|found| (found.row, found.column)).collect();
        assert_eq!(told, [("2028 impact".to_owned(), "weight"), ("2028 impact".to_owned(), "scale")]);
        drop(tx);
        world.legok_with(&[10]).await;
        assert_eq!(refusal(set(&even, before.clone()).await), Refusal::WeightsLocked);
    }

    async fn types_read_back_as_they_were_written(city: TestCity) {
        let season = Season::new(&city).await;
        let mut tx = city.begin().await;
        let catalogue = cycles::catalogue(&mut tx, season.cycle).await.unwrap();
        assert_eq!(catalogue.offered().count(), 3);
        let road = catalogue.find(season.road).unwrap().clone();
        assert_eq!(cycles::find_type(&mut tx, season.road).await.unwrap(), Some(road.clone()));
        let old = domain::catalogue::ProposalType {
            id: domain::ids::ProposalTypeId(city.services.clock.new_id()),
            code: "OLD".into(),
            programme_code: Some("1.03.06.2.01.0024".into()),
            unit_price: None,
            agency: None,
            offered: false,
            ..road
        };
        cycles::insert_type(&mut tx, season.cycle, &old).await.unwrap();
        assert_eq!(cycles::find_type(&mut tx, old.id).await.unwrap(), Some(old));
        assert_eq!(cycles::catalogue(&mut tx, season.cycle).await.unwrap().offered().count(), 3);
    }

    async fn ceilings_are_of_a_region_or_of_an_agency(city: TestCity) {
        let season = Season::new(&city).await;
        let (legok, pupr) = (CeilingOf::Region(city.region(&LEGOK.region()).await.id), CeilingOf::Agency(city.agency(PUPR).await.id()));
        let mut tx = city.begin().await;
        for (of, physical) in [(legok, 400_000_000), (pupr, 900_000_000)] {
            let ceiling = Ceiling::new(rupiah(physical), rupiah(50_000_000)).unwrap();
            let announced = Announced { ceiling, source: "SK Wali Kota".into(), on: day("2027-01-02") };
            let new = NewCeiling { id: city.services.clock.new_id(), cycle: season.cycle, of, announced: announced.clone() };
            cycles::insert_ceiling(&mut tx, &new).await.unwrap();
            assert_eq!(cycles::ceiling(&mut tx, season.cycle, of).await.unwrap(), Some(announced));
        }
        let jambi = CeilingOf::Region(city.region(&JAMBI.region()).await.id);
        assert_eq!(cycles::ceiling(&mut tx, season.cycle, jambi).await.unwrap(), None);
    }

    async fn a_catalogue_and_ceilings_are_loaded_from_files(city: TestCity) {
        let season = Season::new(&city).await;
        let types = "code,name,kind,field,unit,unit_price,agency\nDRN-01,Parit,fisik,fisik_prasarana,m,750000,PUPR\nBAD,,fisik,x,m,,\n";
        let report = commands::import_catalogue(&city.services, 2028, types.as_bytes(), true).await.unwrap();
        assert_eq!((report.added, report.problems.len()), (1, 1));
        let good = types.lines().take(2).collect::<Vec<_>>().join("\n");
        assert_eq!(commands::import_catalogue(&city.services, 2028, good.as_bytes(), true).await.unwrap().added, 1);
        assert_eq!(cycles::catalogue(&mut city.read().await, season.cycle).await.unwrap().offered().count(), 4);
        let money = "region_code,physical,non_physical,source\n15.71.10.1003,400000000,50000000,SK\n";
        assert_eq!(commands::import_ceilings(&city.services, 2028, money.as_bytes(), true).await.unwrap().added, 1);
        assert_eq!(commands::import_ceilings(&city.services, 2028, money.as_bytes(), true).await.unwrap().unchanged, 1);
    }
);
