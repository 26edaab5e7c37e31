//! The lists of one meeting as a table.

use super::Words;
use crate::lang::Voice;
use domain::{clock::Instant, export::MEETING_LISTS, musrenbang::Decision, priority::Hundredths, reason::Reason};
use services::{
    agenda::places,
    queries::meeting_page::MeetingPage,
    sheet::{Cell, Sheet},
    store::musrenbangs::Item,
};

/// The lists a file may be narrowed to, as they stand in an address, with their code.
pub const LISTS: [(&str, &str); 5] = [
    ("prioritas", "priority"),
    ("cadangan", "reserve"),
    ("belum", "not_accommodated"),
    ("dikembalikan", "returned"),
    ("digabung", "merged"),
];

/// `only` narrows to the code of one of the lists.
pub fn lists(voice: Voice, page: &MeetingPage, only: Option<&'static str>, at: Instant) -> Sheet {
    let words = Words(voice);
    let places = places(&page.items);
    let row = |item| (list_of(item), places.get(&item.proposal).copied(), item);
    let mut rows: Vec<(&str, Option<u32>, &Item)> = page.items.iter().map(row).collect();
    rows.retain(|(list, _, _)| only.is_none_or(|only| only == *list));
    let order = |list: &str| LISTS.iter().position(|(_, known)| *known == list).unwrap_or(LISTS.len());
    rows.sort_by_key(|(list, place, item)| (order(list), place.unwrap_or(u32::MAX), item.number.clone()));
    Sheet {
        names: [words.get("export_about.sheet"), words.get("export_about.columns"), words.get("export_about.about")],
        columns: MEETING_LISTS.into_iter().map(|column| words.column(column)).collect(),
        about: vec![
            words.about("meeting", "export_about.meeting", page.meeting.seat_name(&words.0.city)),
            words.about("plan_year", "export.plan_year", page.meeting.plan_year.to_string()),
            words.about("status", "export_about.status", words.code("meeting_status", page.meeting.status.code())),
            words.about("count", "export_about.count", rows.len().to_string()),
            words.about("at", "export_about.at", words.0.city.zone().local(at).to_rfc3339()),
            words.about("source", "export_about.source", "Rembuk".into()),
        ],
        rows: super::all(rows.into_iter().map(|(list, place, item)| cells(&words, list, place, item)).collect()),
    }
}

fn list_of(item: &Item) -> &'static str {
    match (Decision::of(item.status), item.status) {
        (Some(Decision::Agreed), _) => "priority",
        (Some(Decision::Reserve), _) => "reserve",
        (Some(Decision::Returned), _) => "returned",
        (Some(Decision::Merged), _) => "merged",
        (None, status) if status.awaits_decision() => "undecided",
        _ => "not_accommodated",
    }
}

/// One row in the order of [`MEETING_LISTS`].
fn cells(words: &Words, list: &str, place: Option<u32>, item: &Item) -> Vec<Cell> {
    let units = |units: Option<i64>, places| units.map_or(Cell::Empty, |units| Cell::Decimal { units, places });
    let score = item.card.as_ref().map(|card| card.total).map(|Hundredths(total)| i64::from(total));
    vec![
        words.cell("meeting_list", list),
        place.map(i64::from).into(),
        Cell::Text(item.number.to_string()),
        Cell::text(&item.title),
        Cell::text(&item.kelurahan),
        item.rt.clone().into(),
        units(item.volume.map(domain::money::Volume::thousandths), 3),
        Cell::text(&item.unit),
        Cell::Integer(item.cost.amount()),
        item.agency_name.clone().into(),
        Cell::Integer(i64::from(item.beneficiaries)),
        units(score, 2),
        Cell::Integer(i64::from(item.support.local)),
        Cell::Integer(i64::from(item.support.other)),
        item.reason.as_ref().map(|reason| reason.code().code().to_owned()).into(),
        item.reason.as_ref().map(Reason::text).map(str::to_owned).into(),
    ]
}
