//! What a draft lacks, what it costs, and when it may go.

use domain::{
    catalogue::{Catalogue, Field, LandStatus, ProposalType},
    cycle::Ceiling,
    ids::{PhotoId, ProposalTypeId},
    money::{Rupiah, Volume},
    pin::Pin,
    proposal::{Draft, DraftField, DraftWarning, Surroundings, TypeChoice},
    refusal::Refusal,
    region::RegionCode,
};
use proptest::prelude::*;
use uuid::Uuid;

fn rupiah(amount: i64) -> Rupiah {
    Rupiah::new(amount).expect("in range")
}

fn type_id(number: u128) -> ProposalTypeId {
    ProposalTypeId(Uuid::from_u128(number))
}

fn kind(number: u128, physical: bool, unit_price: Option<i64>, offered: bool) -> ProposalType {
    ProposalType {
        id: type_id(number),
        code: format!("JLN-{number:02}"),
        name: "Pembangunan jalan lingkungan".into(),
        physical,
        field: Field::PhysicalInfrastructure,
        unit: "m2".into(),
        unit_price: unit_price.map(rupiah),
        agency: None,
        programme_code: None,
        requirements: String::new(),
        offered,
    }
}

/// 1 a road with a price, 2 a training, 3 a work without a price, 4 one no longer offered, 5 an odd price.
fn catalogue() -> Catalogue {
    [
        kind(1, true, Some(350_000), true),
        kind(2, false, Some(1_000_000), true),
        kind(3, true, None, true),
        kind(4, true, Some(1), false),
        kind(5, true, Some(333), true),
    ]
    .into_iter()
    .collect()
}

fn complete() -> Draft {
    Draft {
        title: "Pembangunan jalan lingkungan RT 04".into(),
        problem: "Jalan tanah berlumpur saat hujan, anak sekolah sulit lewat.".into(),
        choice: Some(TypeChoice::Listed(type_id(1))),
        rt: Some(RegionCode::parse("15.71.01.1004-004").expect("code")),
        address: "Jl. Syailendra RT 04".into(),
        pin: Some(Pin::new(-1_602_294, 103_578_408).expect("pin")),
        land_status: Some(LandStatus::Own),
        volume: Some(Volume::parse("240").expect("volume")),
        households: Some(45),
        photos: vec![PhotoId(Uuid::from_u128(1))],
        ..Draft::default()
    }
}

fn only(draft: &Draft) -> (DraftField, Refusal) {
    let problems = draft.problems(&catalogue());
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].clone()
}

#[test]
fn an_empty_draft_lists_everything_it_lacks_in_the_order_of_the_form() {
    let fields: Vec<DraftField> = Draft::default().problems(&catalogue()).into_iter().map(|(field, _)| field).collect();
    let expected = [
        DraftField::Title,
        DraftField::Problem,
        DraftField::ProposalType,
        DraftField::Rt,
        DraftField::Address,
        DraftField::Volume,
        DraftField::Households,
    ];
    assert_eq!(fields, expected);
}

#[test]
fn each_gap_is_named_where_it_is() {
    let listed = |number| Some(TypeChoice::Listed(type_id(number)));
    let table = [
        (Draft { problem: "banjir terus".into(), ..complete() }, DraftField::Problem, Refusal::TooShort { least: 20 }),
        (Draft { choice: listed(7), ..complete() }, DraftField::ProposalType, Refusal::ChoiceUnknown),
        (Draft { choice: listed(4), ..complete() }, DraftField::ProposalType, Refusal::ChoiceUnknown),
        (Draft { rt: Some(RegionCode::parse("15.71.01.1004").expect("code")), ..complete() }, DraftField::Rt, Refusal::RegionUnknown),
        (Draft { land_status: None, ..complete() }, DraftField::LandStatus, Refusal::LandStatusRequired),
        (Draft { land_status: Some(LandStatus::NotNeeded), ..complete() }, DraftField::LandStatus, Refusal::LandStatusRequired),
        (Draft { volume: None, ..complete() }, DraftField::Volume, Refusal::Required),
        (Draft { choice: listed(3), ..complete() }, DraftField::StatedCost, Refusal::Required),
        (Draft { households: Some(0), ..complete() }, DraftField::Households, Refusal::NumberOutOfRange),
        (Draft { photos: vec![], ..complete() }, DraftField::Photos, Refusal::PhotoRequired),
    ];
    for (draft, field, refusal) in table {
        // A type that is not in the catalogue has no price either, so its cost is asked for as well.
        let problems = draft.problems(&catalogue());
        assert_eq!(problems.first(), Some(&(field, refusal)), "{draft:?}");
    }
}

#[test]
fn what_is_not_physical_needs_neither_photo_nor_land() {
    let training = Draft { choice: Some(TypeChoice::Listed(type_id(2))), land_status: None, photos: vec![], pin: None, ..complete() };
    assert_eq!(training.warnings(&catalogue(), &Surroundings::default()), []);
    let submitted = training.submit(&catalogue()).expect("complete");
    assert_eq!((submitted.physical, submitted.land_status), (false, LandStatus::NotNeeded));
}

#[test]
fn a_type_of_ones_own_asks_for_what_the_catalogue_would_know() {
    let other = Draft { choice: Some(TypeChoice::Other), ..complete() };
    let fields: Vec<DraftField> = other.problems(&catalogue()).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, [DraftField::Field, DraftField::Physical, DraftField::Unit, DraftField::StatedCost]);
    let told =
        Draft { field: Some(Field::Economy), physical: Some(false), unit: "paket".into(), stated_cost: Some(rupiah(5_000_000)), ..other };
    let submitted = told.submit(&catalogue()).expect("complete");
    assert_eq!(
        (submitted.field, submitted.unit.as_str(), submitted.cost, submitted.agency),
        (Field::Economy, "paket", rupiah(5_000_000), None)
    );
}

#[test]
fn the_cost_is_volume_times_the_price_of_the_year() {
    assert_eq!(complete().estimated_cost(&catalogue()), Ok(Some(rupiah(84_000_000))));
    assert_eq!(Draft { volume: None, ..complete() }.estimated_cost(&catalogue()), Ok(None));
    assert_eq!(
        Draft { choice: Some(TypeChoice::Listed(type_id(3))), stated_cost: Some(rupiah(7)), ..complete() }.estimated_cost(&catalogue()),
        Ok(Some(rupiah(7)))
    );
    let submitted = complete().submit(&catalogue()).expect("complete");
    assert_eq!((submitted.cost, submitted.unit.as_str(), submitted.kelurahan.as_str()), (rupiah(84_000_000), "m2", "15.71.01.1004"));
    let half_a_unit = Draft { choice: Some(TypeChoice::Listed(type_id(5))), volume: Volume::parse("0,5").ok(), ..complete() };
    assert_eq!(only(&half_a_unit), (DraftField::Volume, Refusal::CostNotWhole));
}

fn far(pin_is_far: bool) -> Surroundings {
    Surroundings { pin_is_far: Some(pin_is_far), ..Surroundings::default() }
}

#[test]
fn a_cost_above_what_the_kelurahan_has_for_a_year_raises_a_doubt() {
    let with = |physical| Surroundings { ceiling: Ceiling::new(rupiah(physical), rupiah(900_000_000)).ok(), ..far(false) };
    assert_eq!(complete().warnings(&catalogue(), &with(83_999_999)), [DraftWarning::CostAboveCeiling]);
    assert_eq!(complete().warnings(&catalogue(), &with(84_000_000)), []);
}

#[test]
fn warnings_are_told_and_never_block() {
    for land in LandStatus::ALL.into_iter().filter(|land| land.is_risky()) {
        let draft = Draft { land_status: Some(land), ..complete() };
        assert_eq!(draft.warnings(&catalogue(), &far(true)), [DraftWarning::LandAtRisk, DraftWarning::PinOutsideKelurahan]);
        assert!(draft.submit(&catalogue()).is_ok());
    }
    assert_eq!(Draft { pin: None, ..complete() }.warnings(&catalogue(), &Surroundings::default()), [DraftWarning::PinMissing]);
    assert_eq!(complete().warnings(&catalogue(), &far(false)), []);
}

proptest! {
    #[test]
    fn a_draft_is_submitted_exactly_when_it_has_no_problems(
        title in "[a-z ]{0,30}", problem in "[a-z ]{0,40}", choice in 0..7_u128, has_rt: bool, has_land: bool, has_photo: bool,
        thousandths in 0..2_000_i64, households in 0..3_u32, cost in 0..3_i64,
    ) {
        let mut draft = complete();
        draft.title.push_str(&title);
        draft.problem = problem;
        draft.choice = if choice == 0 { Some(TypeChoice::Other) } else { Some(TypeChoice::Listed(type_id(choice))) };
        draft.rt = draft.rt.filter(|_| has_rt);
        draft.land_status = draft.land_status.filter(|_| has_land);
        draft.photos.truncate(usize::from(has_photo));
        draft.volume = Volume::from_thousandths(thousandths).ok();
        draft.households = Some(households);
        draft.stated_cost = Rupiah::new(cost).ok();
        let problems = draft.problems(&catalogue());
        match draft.submit(&catalogue()) {
            Ok(submitted) => {
                prop_assert!(problems.is_empty());
                prop_assert!(submitted.cost > Rupiah::ZERO);
            }
            Err(found) => {
                prop_assert!(!problems.is_empty());
                prop_assert_eq!(found, problems);
            }
        }
    }
}
