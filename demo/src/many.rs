//! A city as large as measurements need: beside the demo's own proposals so many more, each with support.
//! Nothing in it is random.

use crate::{DemoError, record};
use chrono::Duration;
use domain::{
    account::Role,
    catalogue::{Catalogue, LandStatus, ProposalType},
    ids::{AccountId, CycleId, ProposalId},
    ledger::{Event, Subject},
    money::Volume,
    permission::Acting,
    pin::Pin,
    proposal::{Draft, TypeChoice},
    region::{Region, RegionLevel},
};
use services::{
    Clock, Services,
    commands::{self, PaperProposal, Recorded},
    ledger::{self, Act},
    store::{
        Tx, accounts, cycles,
        proposals::{self, ProposalFilter},
        regions,
    },
    unit::Unit,
};

const STREETS: &str = include_str!("../data/street-names.txt");
const RESIDENTS: usize = 700;
/// Of each proposal; with those of the demo more than ten on average.
const SUPPORTS: usize = 12;
/// Proposals written in one transaction.
const BATCH: usize = 500;

/// What all of them are made from.
struct City {
    cycle: CycleId,
    catalogue: Catalogue,
    kinds: Vec<ProposalType>,
    rts: Vec<Region>,
    residents: Vec<AccountId>,
}

/// Adds proposals to a loaded demo city until there are `wanted` of them.
pub async fn add_proposals(services: &Services, wanted: usize, say: impl Fn(&str)) -> Result<(), DemoError> {
    let mut tx = services.database.begin().await?;
    let there = proposals::count(&mut tx, &ProposalFilter::default()).await?;
    let mut next = usize::try_from(there).unwrap_or(0);
    let city = City::prepare(services, &mut tx).await?;
    tx.commit().await?;
    while next < wanted {
        let end = wanted.min(next + BATCH);
        let mut unit = Unit::begin(services, None).await?;
        for number in next..end {
            city.add(services, &mut unit, number).await?;
        }
        unit.commit().await?;
        next = end;
        say(&format!("{next} of {wanted} proposals"));
    }
    Ok(())
}

/// The one of a list whose turn it is.
fn turn<T>(list: &[T], number: usize) -> Result<&T, DemoError> {
    list.get(number % list.len().max(1)).ok_or_else(|| DemoError::Nonsense("an empty city".into()))
}

impl City {
    async fn prepare(services: &Services, tx: &mut Tx) -> Result<Self, DemoError> {
        let today = services.today();
        let years = cycles::years(tx).await?;
        let cycle = years.running(today).ok_or_else(|| DemoError::Nonsense("no year".into()))?.id;
        let catalogue = cycles::catalogue(tx, cycle).await?;
        let kinds = catalogue.offered().filter(|kind| kind.unit_price.is_some()).cloned().collect();
        let rts = regions::of_level(tx, RegionLevel::Rt, today).await?;
        let mut residents = Vec::new();
        for number in 0..RESIDENTS {
            let (id, rt) = (AccountId(services.clock.new_id()), turn(&rts, number)?);
            let home = rt.id;
            let email = format!("ukur{number}@contoh.id");
            let new = accounts::NewAccount {
                id,
                name: "Warga Contoh",
                phone: None,
                email: Some(&email),
                // Of no password.
                password_hash: "",
                home: Some(home),
                created_at: services.clock.now(),
            };
            accounts::insert(tx, &new).await?;
            record::home(services, tx, id, &rt.code, services.clock.now()).await?;
            residents.push(id);
        }
        Ok(Self { cycle, catalogue, kinds, rts, residents })
    }

    async fn add(&self, services: &Services, unit: &mut Unit, number: usize) -> Result<(), DemoError> {
        let minutes = i64::try_from(number).unwrap_or(0) * 5;
        let then =
            Services { clock: Clock::frozen(services.clock.now() - Duration::days(58) + Duration::minutes(minutes)), ..services.clone() };
        let (rt, kind) = (turn(&self.rts, number * 7)?, turn(&self.kinds, number)?);
        let author = *turn(&self.residents, number)?;
        let id = ProposalId(then.clock.new_id());
        let draft = draft(number, rt, kind)?;
        let paper = PaperProposal {
            id,
            cycle: self.cycle,
            draft,
            author,
            entered_as: Some(Role::RtHead),
            requested_agency: None,
            steps: Vec::new(),
        };
        let acting = Acting { account: author, role: Some(Role::RtHead), region: Some(rt.code.clone()), agency: None };
        unit.turn_to(then.clock.clone(), Some(acting));
        match commands::record_proposal(unit, paper, &self.catalogue).await? {
            Recorded::New => self.support(&then, &mut unit.tx, number, id).await,
            other => Err(DemoError::Nonsense(format!("proposal {number}: {other:?}"))),
        }
    }

    async fn support(&self, then: &Services, tx: &mut Tx, number: usize, id: ProposalId) -> Result<(), DemoError> {
        // Steps of 61 meet nobody twice among 700.
        let support = |step: usize| {
            let place = number * 13 + step * 61;
            let home = Some(turn(&self.rts, place % self.residents.len())?.code.clone());
            let acting = Acting { account: *turn(&self.residents, place)?, role: None, region: home.clone(), agency: None };
            Ok(Act { at: then.clock.now(), acting: Some(acting), event: Event::SupportGiven { home } })
        };
        let people: Vec<_> = (0..SUPPORTS - number % 3).map(support).collect::<Result<_, DemoError>>()?;
        Ok(ledger::record(&then.clock, tx, Subject::Proposal(id), people).await?)
    }
}

fn draft(number: usize, rt: &Region, kind: &ProposalType) -> Result<Draft, DemoError> {
    let nonsense = |_| DemoError::Nonsense(format!("proposal {number}"));
    let streets: Vec<&str> = STREETS.lines().collect();
    let street = turn(&streets, number * 3)?;
    let step = i32::try_from(number % 900).unwrap_or(0) * 50;
    Ok(Draft {
        title: format!("{} {street} {}", kind.name, rt.name),
        problem: format!(
            "Data contoh untuk pengukuran. Warga {} di {street} sudah lama menunggu pekerjaan ini: setiap hujan jalan tergenang, \
             anak sekolah memutar, dan ambulans tidak dapat lewat.",
            rt.name
        ),
        choice: Some(TypeChoice::Listed(kind.id)),
        rt: Some(rt.code.clone()),
        address: format!("{street} {}", rt.name),
        pin: Some(Pin::new(-1_600_000 - step, 103_600_000 + step).map_err(nonsense)?),
        land_status: Some(if kind.physical { LandStatus::Own } else { LandStatus::NotNeeded }),
        volume: Some(Volume::from_thousandths(i64::try_from(number % 200 + 1).unwrap_or(1) * 1000).map_err(nonsense)?),
        households: Some(u32::try_from(number % 150 + 5).unwrap_or(5)),
        ..Draft::default()
    })
}
