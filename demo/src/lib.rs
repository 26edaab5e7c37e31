//! The demo city of Jambi, and a small kabupaten beside it ([`regency`]): regions from the national list, invented people, proposals and plans.
//! Used by `rembuk demo` and by tests; nothing here is needed by a real city.

mod crowd;
mod cycle;
mod many;
mod meetings;
mod past;
mod people;
mod pictures;
mod places;
mod plans;
mod proposals;
mod record;
pub mod regency;

use domain::{ids::CycleId, refusal::Refusal};
pub use many::add_proposals;
use services::{CommandError, Failure, Services};

/// The password of every demo account.
pub const PASSWORD: &str = "rembuk-demo-2028";

/// One account per role: how to sign in, and who it is.
pub fn accounts() -> Vec<(&'static str, &'static str)> {
    people::NAMED.iter().map(|named| (named.contact, named.who)).collect()
}

/// Whose sign-in has a second step, and the key that their app counts from.
pub fn second_step() -> (&'static str, &'static str) {
    (people::WITH_SECOND_STEP, people::SECOND_STEP_KEY)
}

/// So many kelurahan are filled at the same time: PostgreSQL works for others while one is answered; on SQLite they
/// take turns.
const AT_ONCE: usize = 4;

/// Why a demo was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Command(#[from] CommandError),
    #[error("demo data: {0}")]
    Typed(#[from] Refusal),
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("demo data: {0}")]
    Data(#[from] csv::Error),
    #[error("demo data: {0}")]
    Nonsense(String),
}

/// Fills an empty database; `say` is told about each step.
pub async fn load(services: &Services, say: impl Fn(&str)) -> Result<(), DemoError> {
    let hurried = Services { database: services.database.hurried().await?, ..services.clone() };
    let outcome = fill(&hurried, say).await;
    hurried.database.close().await;
    let (people, year) = outcome?;
    proposals::begin_one(services, &people, year).await
}

/// All but the last thing, whose ordinary commit makes everything before it last.
async fn fill(services: &Services, say: impl Fn(&str)) -> Result<(people::People, CycleId), DemoError> {
    say("regions and agencies");
    let places = places::load(services).await?;
    say("people and roles");
    let people = people::load(services, &places, &people::NAMED).await?;
    say("residents");
    let crowd = crowd::load(services, &places, &plans::kelurahan()?).await?;
    say("plans, answers and comments");
    let verifiers = plans::load(services, &places, &people, &crowd).await?;
    say("planning years, catalogue and ceilings");
    let years = cycle::load(services, &places).await?;
    let this_year = years.last().map(|year| year.cycle).ok_or_else(|| DemoError::Nonsense("no year".into()))?;
    say("proposals, support and comments");
    let codes = proposals::load(services, &places, &people, &crowd, &years).await?;
    say("meetings");
    let offices = meetings::appoint(services, &places, &people, verifiers).await?;
    meetings::load(services, &places, &offices, &years, &codes).await?;
    say("pictures");
    pictures::load(services).await?;
    Ok((people, this_year))
}
