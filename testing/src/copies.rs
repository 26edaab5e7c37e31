//! A city that is prepared once, and copied in the state in which it was left as often as a test wants: whoever does
//! something in a copy is in nobody's way. What is in it is the business of the test.

use crate::{
    TestCity,
    databases::{beside, execute, services_at},
};
use domain::clock::Instant;
use sqlx::{Connection, PgConnection};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// Between the name of a database and the number of its copy.
pub(crate) const MARK: &str = "_copy";

pub struct Copies {
    url: String,
    folder: PathBuf,
    now: Instant,
    made: AtomicU32,
}

impl Copies {
    /// Closes the city: from now on it is only copied. `url` and `folder` are those it was prepared with.
    pub async fn of(city: TestCity, url: &str, folder: &Path) -> Self {
        let now = city.now();
        city.services.close().await;
        Self { url: url.into(), folder: folder.into(), now, made: AtomicU32::new(0) }
    }

    /// One more, with a clock that stands where that of the city stood. Photos are not copied.
    pub async fn copy(&self) -> TestCity {
        let name = format!("{MARK}{}", self.made.fetch_add(1, Ordering::Relaxed));
        let folder = self.folder.join(&name);
        fs::create_dir(&folder).expect("a folder");
        let url = if let Some(file) = self.url.strip_prefix("sqlite://") {
            let copy = folder.join("test.db");
            fs::copy(file, &copy).expect("a copy");
            format!("sqlite://{}", copy.display())
        } else {
            let database = self.url.rsplit('/').next().expect("postgres://host/database");
            self.at_postgres(format!("CREATE DATABASE {database}{name} TEMPLATE {database}")).await;
            format!("{}{name}", self.url)
        };
        let services = services_at(&url, &folder).await;
        services.clock.set(self.now);
        TestCity { services }
    }

    /// A copy that nobody needs any more. Without it the copy stays until the test has ended.
    pub async fn forget(&self, city: TestCity) {
        city.services.close().await;
        if let Some(folder) = city.services.photos.folder().parent() {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            if let Some(database) = self.url.strip_prefix("postgres://").and_then(|rest| rest.rsplit('/').next()) {
                self.at_postgres(format!("DROP DATABASE {database}{name} WITH (FORCE)")).await;
            }
            fs::remove_dir_all(folder).expect("the folder of a copy");
        }
    }

    async fn at_postgres(&self, statement: String) {
        let mut connection = PgConnection::connect(&beside(&self.url, "postgres")).await.expect("PostgreSQL");
        execute(&mut connection, statement).await;
    }
}
