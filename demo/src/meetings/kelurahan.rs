//! The meetings of RTs and of kelurahan: all of them in the kecamatan that are through, some elsewhere.

use super::{Course, FINISHED, hall::Hall};
use crate::{AT_ONCE, DemoError};
use domain::{cycle::StageKind, musrenbang::Decision, proposal::Status, region::RegionCode};
use futures::{TryStreamExt, stream};

/// Named officers: Legok is in the middle of its meeting, Murni could close if nothing blocked.
const LEGOK: &str = "15.71.10.1003";
const MURNI: &str = "15.71.10.1002";
const DANAU_SIPIN: &str = "15.71.10";
/// The RT of the named head, whose meeting is open.
const RT_18: &str = "15.71.10.1003-018";

/// How far a kelurahan is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Its day is set.
    Planned,
    /// Its day was last week.
    Late,
    /// The office looks through what came in.
    Checking,
    /// Open, half of it looked at.
    Open,
    /// Open, with points and an order.
    Ranked,
    /// Everything but one is decided, more than the money allows, and nobody is sent.
    Blocked,
    Closed,
}

impl Progress {
    /// `place` counts the kelurahan of the city.
    fn of(kelurahan: &RegionCode, place: u64) -> Self {
        const ELSEWHERE: [Progress; 7] =
            [Progress::Closed, Progress::Ranked, Progress::Planned, Progress::Open, Progress::Late, Progress::Checking, Progress::Closed];
        let within = |code: &str| kelurahan.kecamatan().is_some_and(|kecamatan| kecamatan.as_str() == code);
        match kelurahan.as_str() {
            LEGOK => Self::Open,
            MURNI => Self::Blocked,
            _ if within(DANAU_SIPIN) || FINISHED.into_iter().any(within) => Self::Closed,
            _ => ELSEWHERE[usize::try_from(place).unwrap_or(0) % ELSEWHERE.len()],
        }
    }

    /// Where the kelurahan has its list, all RTs have sent theirs.
    fn waits_for_rts(self) -> bool {
        matches!(self, Self::Planned | Self::Late | Self::Checking | Self::Open)
    }
}

pub async fn hold(course: &Course<'_>) -> Result<(), DemoError> {
    let all = (0_u64..).zip(course.kelurahan()).map(Ok);
    stream::iter(all).try_for_each_concurrent(AT_ONCE, |(place, kelurahan)| hold_in(course.of_place(place), kelurahan, place)).await
}

/// `place` counts the kelurahan of the city.
async fn hold_in(mut course: Course<'_>, kelurahan: RegionCode, place: u64) -> Result<(), DemoError> {
    let progress = Progress::of(&kelurahan, place);
    let rts: Vec<RegionCode> = course.places.rts.keys().filter(|rt| kelurahan.contains(rt)).cloned().collect();
    for (number, rt) in (0_i64..).zip(&rts) {
        let is_open = rt.as_str() == RT_18 || progress == Progress::Late && number == 1;
        let is_late = progress.waits_for_rts() && number % 4 == 3;
        if is_open || !is_late {
            course.hall(StageKind::Rt, rt, 30 + number % 3).await?.neighbours(rt, is_open).await?;
        }
    }
    let is_finished = FINISHED.into_iter().any(|code| kelurahan.kecamatan().is_some_and(|kecamatan| kecamatan.as_str() == code));
    let day = if is_finished { 18 } else { 9 } + i64::try_from(place % 4).unwrap_or(0);
    course.hall(StageKind::Kelurahan, &kelurahan, day).await?.kelurahan(progress, day).await
}

impl Hall<'_, '_> {
    /// Neighbours meet one evening, agree on their list, and send two of them on.
    async fn neighbours(&mut self, rt: &RegionCode, stays_open: bool) -> Result<(), DemoError> {
        self.open().await?;
        if stays_open {
            return Ok(());
        }
        self.settle().await?;
        let body = format!("RT {}", rt.rt_number().unwrap_or_default());
        self.send(&[body.clone(), body], 1).await?;
        self.close().await
    }

    async fn kelurahan(&mut self, progress: Progress, day: i64) -> Result<(), DemoError> {
        use Progress as P;
        self.turn_to(day + 7, 60);
        match progress {
            P::Planned => return self.schedule(3).await,
            P::Late => return self.schedule(-4).await,
            P::Checking => self.schedule(2).await?,
            P::Open | P::Ranked | P::Blocked => self.schedule(-1).await?,
            P::Closed => self.schedule(-day).await?,
        }
        let day = if progress == P::Closed { day } else { 1 };
        self.turn_to(day + 1, 30);
        self.check(progress).await?;
        if progress == P::Checking {
            return Ok(());
        }
        self.turn_to(day, 0);
        self.open().await?;
        match progress {
            P::Open => self.score().await,
            P::Ranked => {
                self.score().await?;
                self.rank(1).await
            }
            P::Blocked => self.agree_on_everything().await,
            _ => {
                self.decide_and_close().await?;
                if self.meeting.region.as_ref().and_then(|region| region.code.kecamatan()).is_some_and(|code| code.as_str() == DANAU_SIPIN)
                {
                    self.turn_to(day - 1, 0);
                    self.object().await?;
                }
                Ok(())
            }
        }
    }

    /// The office looks at what the RTs have sent; where the meeting is only coming, at the first half.
    async fn check(&mut self, progress: Progress) -> Result<(), DemoError> {
        let mut items = self.items(|status| status == Status::Submitted).await?;
        if matches!(progress, Progress::Checking | Progress::Open) {
            items.truncate(items.len() * 2 / 3);
        }
        let merged = self.merge(&items).await?;
        items.retain(|item| Some(item.proposal) != merged);
        if items.len() > 5
            && let Some(last) = items.pop()
            && !self.send_back(&last).await?
        {
            items.push(last);
        }
        self.verify(&items).await
    }

    async fn decide_and_close(&mut self) -> Result<(), DemoError> {
        self.recommend(2).await?;
        self.score().await?;
        self.rank(1).await?;
        let mut items = self.items(|status| status == Status::Verified).await?;
        items.reverse();
        items.truncate(4);
        self.decide(Decision::Rejected, 1, &items).await?;
        let left = self.items(|status| status == Status::Verified).await?;
        items.retain(|item| left.iter().any(|other| other.proposal == item.proposal));
        self.decide(Decision::Deferred, 1, &items).await?;
        self.settle().await?;
        let bodies = ["PKK", "Karang Taruna", "LPM", "Forum RT", "Kelompok tani kota"].map(String::from);
        let women = usize::from(left.len() % 4 != 0) + 1;
        self.send(&bodies, women).await?;
        self.close().await
    }

    async fn agree_on_everything(&mut self) -> Result<(), DemoError> {
        self.score().await?;
        self.rank(2).await?;
        let items = self.items(|status| status == Status::Verified).await?;
        let all_but_one = items.len().saturating_sub(1);
        self.decide(Decision::Agreed, all_but_one, &items).await
    }
}
