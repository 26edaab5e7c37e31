//! Some six hundred proposals from every kelurahan: the sample sheet, and more of the same kind, with support and
//! comments. What meetings decide on them is in [`crate::meetings`].

mod invented;
mod samples;
mod talk;

use crate::{
    AT_ONCE, DemoError,
    crowd::{Crowd, Resident, SEED},
    cycle::Year,
    past,
    people::People,
    places::Places,
};
use chrono::Duration;
use domain::{
    account::Role,
    ids::{CycleId, ProposalId},
    ledger::{Event, Subject},
    permission::Acting,
    pin::Pin,
    proposal::{Draft, Position},
    region::RegionCode,
};
use futures::{StreamExt, TryStreamExt, stream};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use services::{
    Services,
    commands::{self, PaperProposal, Recorded},
    ledger::{self, Act},
    store::{cycles, proposals},
    unit::Unit,
};
use std::collections::BTreeMap;

/// What all proposals are made with.
struct Maker<'a> {
    services: &'a Services,
    places: &'a Places,
    people: &'a People,
    crowd: &'a Crowd,
    years: &'a [Year],
    rng: StdRng,
    /// Points of the sample sheet, by kecamatan.
    pins: &'a BTreeMap<RegionCode, Vec<Pin>>,
}

/// One that was written, for support and comments.
struct Made {
    id: ProposalId,
    rt: RegionCode,
    /// Of its type in the catalogue, `JLN-01`.
    code: String,
    days_ago: i64,
    local: usize,
    other: usize,
}

/// Answers of which type each is.
pub async fn load(
    services: &Services,
    places: &Places,
    people: &People,
    crowd: &Crowd,
    years: &[Year],
) -> Result<BTreeMap<ProposalId, String>, DemoError> {
    let pins = samples::pins()?;
    let mut maker = Maker { services, places, people, crowd, years, rng: StdRng::seed_from_u64(SEED + 1), pins: &pins };
    let mut unit = Unit::begin(services, None).await?;
    let mut made = samples::write(&mut maker, &mut unit).await?;
    maker.support(&mut unit, &made).await?;
    talk::write(&mut maker, &mut unit, &made).await?;
    let last_year = invented::write_last_year(&mut maker, &mut unit).await?;
    maker.support(&mut unit, &last_year).await?;
    unit.commit().await?;
    let kelurahan = places.regions.keys().filter(|region| region.kelurahan().as_ref() == Some(*region));
    let invented = (0_u64..).zip(kelurahan).map(|(place, kelurahan)| invent(maker.of_place(place), kelurahan));
    let invented: Vec<Vec<Made>> = stream::iter(invented).buffer_unordered(AT_ONCE).try_collect().await?;
    made.extend(last_year);
    made.extend(invented.into_iter().flatten());
    Ok(made.into_iter().map(|one| (one.id, one.code)).collect())
}

/// This year's proposals of one kelurahan, with what people say about them.
async fn invent(mut maker: Maker<'_>, kelurahan: &RegionCode) -> Result<Vec<Made>, DemoError> {
    let mut unit = Unit::begin(maker.services, None).await?;
    let made = invented::write(&mut maker, &mut unit, kelurahan).await?;
    maker.support(&mut unit, &made).await?;
    talk::write(&mut maker, &mut unit, &made).await?;
    unit.commit().await?;
    Ok(made)
}

/// What somebody began and has not sent yet.
pub async fn begin_one(services: &Services, people: &People, cycle: CycleId) -> Result<(), DemoError> {
    let Some(author) = people.actor("warga@contoh.id")?.signed_in() else { return Ok(()) };
    let draft = Draft {
        title: "Penerangan jalan menuju dermaga RT 18".into(),
        problem: "Jalan menuju dermaga gelap sejak tiang listrik dipindah. Anak mengaji pulang dalam gelap.".into(),
        rt: author.home.clone(),
        ..Draft::default()
    };
    let then = past::then(services, 2, 0);
    let mut tx = services.database.begin().await?;
    let position = Position::draft(&cycles::pipeline(&mut tx, cycle).await?);
    let new = proposals::NewDraft {
        id: ProposalId(then.clock.new_id()),
        cycle,
        author: author.id,
        on_behalf_of: None,
        entered_as: None,
        position,
        draft: &draft,
        at: then.clock.now(),
    };
    proposals::insert_draft(&mut tx, &new).await?;
    Ok(tx.commit().await?)
}

impl Maker<'_> {
    /// The same for one of many regions that are written at the same time: what is random there does not depend on the
    /// others.
    fn of_place(&self, place: u64) -> Self {
        Self { rng: StdRng::seed_from_u64(SEED + 100 + place), ..*self }
    }

    fn then(&self, days_ago: i64, minutes: i64) -> Services {
        past::then(self.services, days_ago, minutes)
    }

    /// Somebody who lives in the RT, or else in its kelurahan.
    fn neighbour(&mut self, rt: &RegionCode) -> Result<Resident, DemoError> {
        let nonsense = || DemoError::Nonsense(format!("nobody lives near {rt}"));
        let near: Vec<&Resident> = self.crowd.of(rt).collect();
        if let Some(resident) = near.choose(&mut self.rng) {
            return Ok((*resident).clone());
        }
        let kelurahan = rt.kelurahan().ok_or_else(nonsense)?;
        let near: Vec<&Resident> = self.crowd.of(&kelurahan).collect();
        near.choose(&mut self.rng).map(|resident| (*resident).clone()).ok_or_else(nonsense)
    }

    /// Writes it as a resident's own, or as one that the head of the RT recorded.
    async fn record(&mut self, unit: &mut Unit, year: &Year, days_ago: i64, mut paper: PaperProposal) -> Result<ProposalId, DemoError> {
        let Some(rt) = paper.draft.rt.clone() else { return Err(DemoError::Nonsense(paper.draft.title)) };
        let region = Some(rt);
        let acting = Acting { account: paper.author, role: paper.entered_as, region, agency: None };
        let minutes = self.rng.random_range(0..600);
        unit.turn_to(self.then(days_ago, minutes).clock, Some(acting));
        paper.cycle = year.cycle;
        let (id, title) = (paper.id, paper.draft.title.clone());
        match commands::record_proposal(unit, paper, &year.catalogue).await? {
            Recorded::New => Ok(id),
            Recorded::Known => Err(DemoError::Nonsense(format!("{title} twice"))),
            Recorded::Wrong(problems) => Err(DemoError::Nonsense(format!("{title}: {problems:?}"))),
        }
    }

    /// An officer of the kelurahan, whoever that is.
    fn kelurahan_office(&mut self, rt: &RegionCode) -> Result<Acting, DemoError> {
        let account = self.neighbour(rt)?.id;
        Ok(Acting { account, role: Some(Role::KelurahanOfficer), region: rt.kelurahan(), agency: None })
    }

    async fn support(&mut self, unit: &mut Unit, made: &[Made]) -> Result<(), DemoError> {
        for one in made {
            self.support_one(unit, one).await?;
        }
        Ok(())
    }

    async fn support_one(&mut self, unit: &mut Unit, made: &Made) -> Result<(), DemoError> {
        let kelurahan = made.rt.kelurahan();
        let is_local = |resident: &&Resident| kelurahan.as_ref().is_some_and(|kelurahan| kelurahan.contains(&resident.home));
        let (local, others): (Vec<&Resident>, Vec<&Resident>) = self.crowd.all().iter().partition(is_local);
        let mut chosen: Vec<&Resident> = local.choose_multiple(&mut self.rng, made.local).copied().collect();
        chosen.extend(others.choose_multiple(&mut self.rng, made.other));
        let mut people = Vec::new();
        for resident in chosen {
            let days = self.rng.random_range(0..=made.days_ago.min(25));
            let at = self.services.clock.now() - Duration::days(made.days_ago - days) + Duration::minutes(self.rng.random_range(0..700));
            let event = Event::SupportGiven { home: Some(resident.home.clone()) };
            people.push(Act { at, acting: Some(resident.acting()), event });
        }
        people.sort_by_key(|act| act.at);
        Ok(ledger::record(&self.services.clock, &mut unit.tx, Subject::Proposal(made.id), people).await?)
    }
}
