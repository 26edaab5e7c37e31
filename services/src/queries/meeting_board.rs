//! The city's board of meetings: every stage with how far its meetings are, and a page of them.

use crate::{
    Failure, Services,
    store::{
        Tx, cycles,
        musrenbangs::{self, BoardFilter, BoardRow, StageCount},
        regions,
    },
};
use domain::{
    cycle::{Stage, StageKind},
    ids::MusrenbangId,
    region::{Region, RegionLevel},
};

/// Rows of one page.
const PAGE: usize = 40;

/// What a reader asks for, as read from the address.
#[derive(Clone, Debug, Default)]
pub struct BoardWanted {
    pub plan_year: Option<u16>,
    pub stage: Option<StageKind>,
    /// Code of a region.
    pub region: String,
    pub state: Option<BoardState>,
    pub after: Option<(String, MusrenbangId)>,
}

/// How far the meetings asked for are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardState {
    Prepared,
    Open,
    Closed,
    Late,
}

impl BoardState {
    pub const ALL: [Self; 4] = [Self::Late, Self::Open, Self::Prepared, Self::Closed];

    /// As it stands in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Prepared => "belum",
            Self::Open => "berlangsung",
            Self::Closed => "selesai",
            Self::Late => "terlambat",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// One stage as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageColumn {
    pub stage: Stage,
    pub prepared: u32,
    pub open: u32,
    pub closed: u32,
    /// See [`domain::musrenbang::MusrenbangStatus::is_late`].
    pub late: u32,
    /// Its last day has passed.
    pub is_over: bool,
}

impl StageColumn {
    pub fn total(&self) -> u32 {
        self.prepared + self.open + self.closed
    }
}

#[derive(Clone, Debug)]
pub struct MeetingBoard {
    pub plan_year: u16,
    pub years: Vec<u16>,
    pub columns: Vec<StageColumn>,
    /// The stage whose meetings are listed.
    pub stage: StageKind,
    pub rows: Vec<BoardRow>,
    pub next: Option<(String, MusrenbangId)>,
    /// The region asked for, if there is one of that code; otherwise no meeting is listed.
    pub region: Option<Region>,
    pub kecamatan: Vec<Region>,
}

/// None in a city that has not begun.
pub async fn meeting_board(services: &Services, wanted: &BoardWanted) -> Result<Option<MeetingBoard>, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let years = cycles::years(&mut tx).await?;
    let year = wanted.plan_year.map_or_else(|| years.running(today), |wanted| years.of(wanted));
    let Some(year) = year else { return Ok(None) };
    let counts = musrenbangs::counts(&mut tx, year.id, today).await?;
    let meetings = year.stages.iter().filter(|stage| stage.kind.is_meeting());
    let columns: Vec<StageColumn> = meetings.map(|stage| column(*stage, &counts, today)).collect();
    let stage = wanted.stage.filter(|kind| columns.iter().any(|column| column.stage.kind == *kind)).unwrap_or_else(|| current(&columns));
    let region = regions::find_by_text(&mut tx, &wanted.region, today).await?;
    let mut filter = BoardFilter {
        stage: Some(stage),
        within: region.as_ref().map(|region| region.code.to_string()),
        after: wanted.after.clone(),
        ..BoardFilter::default()
    };
    match wanted.state {
        Some(BoardState::Prepared) => (filter.closed, filter.open) = (Some(false), Some(false)),
        Some(BoardState::Open) => filter.open = Some(true),
        Some(BoardState::Closed) => filter.closed = Some(true),
        Some(BoardState::Late) => filter.late_on = Some(today),
        None => {}
    }
    let is_nowhere = region.is_none() && !wanted.region.is_empty();
    let (rows, next) = if is_nowhere { (Vec::new(), None) } else { page(&mut tx, year.id, &filter).await? };
    let kecamatan = regions::of_level(&mut tx, RegionLevel::Kecamatan, today).await?;
    Ok(Some(MeetingBoard { plan_year: year.plan_year, years: years.plan_years(), columns, stage, rows, next, region, kecamatan }))
}

async fn page(
    tx: &mut Tx,
    cycle: domain::ids::CycleId,
    filter: &BoardFilter,
) -> Result<(Vec<BoardRow>, Option<(String, MusrenbangId)>), Failure> {
    let mut rows = musrenbangs::board(tx, cycle, filter, i64::try_from(PAGE).unwrap_or(i64::MAX) + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|last| (last.code.clone(), last.id));
    Ok((rows, next))
}

pub(super) fn column(stage: Stage, counts: &[StageCount], today: domain::clock::Day) -> StageColumn {
    use domain::musrenbang::MusrenbangStatus as M;
    let of = |fits: fn(M) -> bool| {
        counts.iter().filter(|count| count.stage == stage.kind && fits(count.status)).map(|count| count.meetings).sum()
    };
    StageColumn {
        stage,
        prepared: of(|status| status == M::Prepared),
        open: of(|status| status == M::Open),
        closed: of(M::has_closed),
        late: counts.iter().filter(|count| count.stage == stage.kind).map(|count| count.late).sum(),
        is_over: stage.closes_on.is_some_and(|last| last < today),
    }
}

/// Where the city is: the first stage that goes on, then one with work left; the last when all is done.
fn current(columns: &[StageColumn]) -> StageKind {
    let goes_on = |column: &&StageColumn| column.open > 0 || (column.closed > 0 && column.prepared > 0);
    let busy = columns.iter().filter(goes_on).find(|column| !column.is_over).or_else(|| columns.iter().find(goes_on));
    let waiting = columns.iter().find(|column| column.closed < column.total());
    busy.or(waiting).or(columns.last()).map_or(StageKind::Kelurahan, |column| column.stage.kind)
}
