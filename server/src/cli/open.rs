//! From the settings to an open database: whether it is the one that was meant, whether it answers, whether it is ours
//! to change. What is done with it belongs to the commands.

use super::{Settings, owner};
use anyhow::{anyhow, bail};
use app::operator;
use services::{
    Clock, Failure, PhotoStore, Services,
    public_log::PublicLog,
    store::{Alone, Database, Obstacle},
};
use std::time::Duration;

/// How long a command waits until another process has brought the database up to date.
const PATIENCE: Duration = Duration::from_mins(1);
/// A new server waits so long for the one before it to end.
const PATIENCE_OF_A_SERVER: Duration = Duration::from_secs(20);
/// Between two questions to a database server that does not answer yet.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What becomes of a database that is not there: a mistyped address must not look like an empty city.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    IsMade,
    IsRefused,
}

impl Settings {
    /// An open database with a current schema.
    pub async fn open(&self, missing: Missing) -> anyhow::Result<Services> {
        let services = self.connect(missing).await?;
        let database = &services.database;
        let turn = if database.is_current().await? { None } else { Some(self.turn(database, PATIENCE).await?) };
        services::migrate(database).await.map_err(|failure| self.cannot_open(&failure))?;
        drop(turn);
        Ok(services.knowing_its_city().await?)
    }

    /// For commands that only look: nothing is made, nothing is brought up to date.
    pub async fn open_to_look(&self) -> anyhow::Result<Services> {
        let services = self.connect(Missing::IsRefused).await?;
        if !services.database.is_current().await? {
            bail!(operator::start("old_schema", &self.database_name()));
        }
        Ok(services.knowing_its_city().await?)
    }

    /// An open database, whatever its schema.
    pub async fn connect(&self, missing: Missing) -> anyhow::Result<Services> {
        self.look_for(missing)?;
        let database = Database::connect(&self.database_url).await.map_err(|failure| self.cannot_open(&failure))?;
        self.refuse_bare(&database, missing).await?;
        Ok(self.services(database))
    }

    /// A database server makes an empty database for any name: that is no city either.
    async fn refuse_bare(&self, database: &Database, missing: Missing) -> anyhow::Result<()> {
        if missing == Missing::IsRefused && database.is_bare().await.map_err(|failure| self.cannot_open(&failure))? {
            bail!(operator::start("missing", &self.database_name()));
        }
        Ok(())
    }

    /// For a server, with a current schema: it waits for a database server that is starting, and nobody else serves
    /// its file.
    pub async fn open_to_serve(&self, missing: Missing) -> anyhow::Result<(Services, Option<Alone>)> {
        self.look_for(missing)?;
        let database = self.wait_for_database().await?;
        self.refuse_bare(&database, missing).await?;
        let turn = match &database {
            Database::Sqlite { .. } => Some(self.turn(&database, PATIENCE_OF_A_SERVER).await?),
            // Its own lock lets one server after the other look for migrations.
            Database::Postgres { .. } => None,
        };
        services::migrate(&database).await.map_err(|failure| self.cannot_open(&failure))?;
        Ok((self.services(database).knowing_its_city().await?, turn))
    }

    /// What nobody else does meanwhile.
    pub async fn turn(&self, database: &Database, patience: Duration) -> anyhow::Result<Alone> {
        let cannot_open = |failure: Failure| self.cannot_open(&failure);
        let mut turn = database.alone(Duration::ZERO).await.map_err(cannot_open)?;
        if turn.is_none() && !patience.is_zero() {
            eprintln!("{}", operator::start("waiting_for_another", &self.database_name()));
            turn = database.alone(patience).await.map_err(cannot_open)?;
        }
        turn.ok_or_else(|| anyhow!(operator::start("taken", &self.database_name())))
    }

    /// The address of the database without its password.
    pub fn database_name(&self) -> String {
        without_password(&self.database_url)
    }

    fn services(&self, database: Database) -> Services {
        let clock = self.clock_file.clone().map_or_else(Clock::machine, Clock::rehearsal);
        let mut services = Services::new(database, clock, PhotoStore::at(&self.photos));
        services.two_steps.seal = self.secret_key.clone().unwrap_or_default();
        services
    }

    /// The folder of a file that may be made is made too.
    fn look_for(&self, missing: Missing) -> anyhow::Result<()> {
        Database::check_address(&self.database_url).map_err(|failure| self.cannot_open(&failure))?;
        let log = PublicLog::beside(&self.photos);
        owner::refuse_foreign_root(Database::file(&self.database_url).as_deref().into_iter().chain([log.folder()]))?;
        if Database::is_there(&self.database_url) {
            return Ok(());
        }
        if missing == Missing::IsRefused {
            bail!(operator::start("missing", &self.database_name()));
        }
        let folder = Database::file(&self.database_url).and_then(|file| file.parent().map(std::path::Path::to_owned));
        folder.map_or(Ok(()), std::fs::create_dir_all).map_err(|error| self.cannot_open(&error.into()))
    }

    async fn wait_for_database(&self) -> anyhow::Result<Database> {
        let mut pause = Duration::from_secs(1);
        loop {
            match Database::connect(&self.database_url).await {
                Ok(database) => return Ok(database),
                Err(failure @ Failure::CannotOpen { obstacle: Obstacle::Unreachable, .. }) => {
                    let words = format!("{}: {}", self.database_name(), operator::failure(&failure));
                    eprintln!("{}", operator::start("waiting", &words));
                    tokio::time::sleep(pause).await;
                    pause = LONGEST_PAUSE.min(pause * 2);
                }
                Err(failure) => return Err(self.cannot_open(&failure)),
            }
        }
    }

    fn cannot_open(&self, failure: &Failure) -> anyhow::Error {
        anyhow!("{}: {}", self.database_name(), operator::failure(failure))
    }
}

/// A database address fit for the log.
fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => format!("{}://…{}", &url[..scheme], &url[at..]),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_said() {
        for (url, said) in [
            ("postgres://rembuk:sandi@db/rembuk", "postgres://…@db/rembuk"),
            ("postgres://rembuk:a@b@db/rembuk", "postgres://…@db/rembuk"),
            ("sqlite://data/rembuk.db", "sqlite://data/rembuk.db"),
        ] {
            assert_eq!(without_password(url), said);
        }
    }
}
