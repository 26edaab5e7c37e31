//! Several cities in one process, one database each, told apart by the names of their hosts: the file that names
//! them, and their lives from the first try to open one to its end. One that cannot be opened is tried again and again
//! and keeps no other from being served.

use super::{Serve, begin_log, close};
use crate::cli::{
    Settings,
    demo_city::{self, Demonstration},
    door::site_address,
    jobs::Jobs,
    open::Missing,
};
use anyhow::{Context, anyhow, bail};
use app::operator;
use serde::Deserialize;
use server::{CityPlace, Hosts, Limits, host_name, host_of_address};
use services::{Services, store::Alone};
use std::{
    collections::BTreeSet,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::watch, task::JoinSet};

/// Between two tries to open a city.
const PAUSE: Duration = Duration::from_secs(30);
/// For all of them together, when the process is asked to stop.
const MOST_CLOSING: Duration = Duration::from_secs(5);

/// One city of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct City {
    /// Names under which it is reached, without a port.
    hosts: Vec<String>,
    database: String,
    photos: PathBuf,
    /// Its public address.
    url: Option<String>,
    mail_from: Option<String>,
    demo: Option<Demonstration>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    city: Vec<City>,
}

/// Until the process is asked to stop.
pub async fn serve(serve: &Arc<Serve>, settings: &Settings, file: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(file).with_context(|| operator::start("config_unreadable", &file.display().to_string()))?;
    let cities = read(&text).map_err(|wrong| anyhow!("{}: {wrong}", file.display()))?;
    if !serve.files().are_there() {
        bail!(serve.no_site());
    }
    let listener = serve.listener().await?;
    let address = listener.local_addr()?;
    let names: Vec<&str> = cities.iter().flat_map(|city| &city.hosts).map(String::as_str).collect();
    serve.say(&names.join(", "), address);
    let (stop, stopped) = watch::channel(false);
    let limits = serve.limits();
    let (mut lives, mut places) = (JoinSet::new(), Vec::new());
    for city in cities {
        let place = CityPlace::default();
        places.extend(city.hosts.iter().map(|host| (host.clone(), place.clone())));
        let settings = Settings { database_url: city.database.clone(), photos: city.photos.clone(), ..settings.clone() };
        let one = OneCity { serve: Arc::clone(serve), settings, city, limits: limits.clone(), listens_on: address };
        lives.spawn(one.live(place, stopped.clone()));
    }
    serve.answer(listener, Hosts::new(places).router()).await;
    let _ = stop.send(true);
    let ended = async { while lives.join_next().await.is_some() {} };
    if tokio::time::timeout(MOST_CLOSING, ended).await.is_err() {
        tracing::warn!(cities = lives.len(), "cities were still at work");
    }
    Ok(())
}

/// A city with everything that it is opened with.
struct OneCity {
    serve: Arc<Serve>,
    settings: Settings,
    city: City,
    limits: Limits,
    listens_on: SocketAddr,
}

impl OneCity {
    /// From the first try to open it until all of them are asked to stop.
    async fn live(self, place: CityPlace, mut stopped: watch::Receiver<bool>) {
        let opened = tokio::select! {
            opened = self.open_patiently() => opened,
            _ = stopped.changed() => return,
        };
        let (services, turn) = opened;
        let jobs = Jobs::begin(&services);
        place.open(self.serve.router(services.clone(), self.city.demo.is_some(), self.city.url.clone(), &self.limits));
        tracing::info!(host = self.city.hosts[0], database = self.settings.database_name(), "a city is served");
        if let Some(demo) = self.city.demo {
            say!("\n{}", self.address());
            demo_city::print_accounts(demo);
        }
        let _ = stopped.changed().await;
        drop(jobs);
        close(&services).await;
        drop(turn);
    }

    /// Where a demonstration is found.
    fn address(&self) -> String {
        format!("http://{}:{}", self.city.hosts[0], self.listens_on.port())
    }

    async fn open_patiently(&self) -> (Services, Option<Alone>) {
        loop {
            match self.open().await {
                Ok(opened) => return opened,
                Err(error) => tracing::error!(host = self.city.hosts[0], error = format!("{error:#}"), "a city could not be opened"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn open(&self) -> anyhow::Result<(Services, Option<Alone>)> {
        let demo = self.city.demo;
        let missing = if demo.is_some() { Missing::IsMade } else { Missing::IsRefused };
        let (services, turn) = self.settings.open_to_serve(missing).await?;
        let opened = async {
            self.serve.check(&self.settings, &services).await?;
            let services = self.serve.equipped(services.clone(), demo.is_some(), self.city.mail_from.as_ref())?;
            if let Some(demo) = demo {
                demo_city::run_once(&self.settings, &services, demo).await?;
            }
            let services = services.knowing_its_city().await?;
            let known = self.city.url.clone().or_else(|| demo.is_some().then(|| self.address()));
            begin_log(&services, known.as_deref())?;
            anyhow::Ok(services)
        };
        match opened.await {
            Ok(services) => Ok((services, turn)),
            Err(error) => {
                close(&services).await;
                Err(error)
            }
        }
    }
}

/// The cities of a file, or what is wrong with it: two that share a host, a database or the folder of a log would not
/// be two cities.
fn read(text: &str) -> Result<Vec<City>, String> {
    let File { mut city } = toml::from_str(text).map_err(|error| error.to_string())?;
    let wrong = |code: &str, value: &str| Err(operator::start(code, value));
    let (mut hosts, mut databases, mut folders) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for one in &mut city {
        if one.hosts.is_empty() {
            return wrong("cities_no_host", &one.database);
        }
        for host in &mut one.hosts {
            let Some(name) = host_name(host) else { return wrong("cities_host", host) };
            if !hosts.insert(name.clone()) {
                return wrong("cities_twice", &name);
            }
            *host = name;
        }
        if let Some(url) = &one.url {
            let url = site_address(url)?;
            if host_of_address(&url).is_none_or(|host| !one.hosts.contains(&host)) {
                return wrong("cities_url", &url);
            }
            one.url = Some(url);
        }
        if !databases.insert(one.database.clone()) {
            return wrong("cities_twice", &one.database);
        }
        // The log lies beside the photos.
        if !folders.insert(one.photos.with_file_name("log")) {
            return wrong("cities_folder", &one.photos.display().to_string());
        }
    }
    if city.is_empty() { wrong("cities_none", "") } else { Ok(city) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"
        [[city]]
        hosts = ["Rembuk.Kota.example", "www.kota.example"]
        database = "sqlite:///srv/kota/rembuk.db"
        photos = "/srv/kota/photos"
        url = "https://rembuk.kota.example/"

        [[city]]
        hosts = ["rembuk.kabupaten.example"]
        database = "postgres://rembuk@db/kabupaten"
        photos = "/srv/kabupaten/photos"
        mail_from = "Rembuk <rembuk@kabupaten.example>"
        demo = "kabupaten"
    "#;

    #[test]
    fn a_file_names_each_city_with_its_own_database_and_folder() {
        let cities = read(TWO).expect("two cities");
        let hosts: Vec<_> = cities.iter().flat_map(|city| city.hosts.clone()).collect();
        assert_eq!(hosts, ["rembuk.kota.example", "www.kota.example", "rembuk.kabupaten.example"]);
        assert_eq!((cities[0].url.as_deref(), cities[1].demo), (Some("https://rembuk.kota.example"), Some(Demonstration::Kabupaten)));
    }

    #[test]
    fn what_two_cities_would_share_is_refused_by_name() {
        for (what, instead, named) in [
            ("www.kota.example", "REMBUK.kabupaten.example:80", "rembuk.kabupaten.example"),
            ("www.kota.example", "www kota", "www kota"),
            ("postgres://rembuk@db/kabupaten", "sqlite:///srv/kota/rembuk.db", "sqlite:///srv/kota/rembuk.db"),
            ("/srv/kabupaten/photos", "/srv/kota/photos2", "/srv/kota/photos2"),
            ("https://rembuk.kota.example/", "https://lain.example", "https://lain.example"),
            ("https://rembuk.kota.example/", "rembuk.kota.example", "rembuk.kota.example"),
            ("\"rembuk.kabupaten.example\"", "", "postgres://rembuk@db/kabupaten"),
            ("demo =", "demonstration =", "demonstration"),
            ("\"kabupaten\"", "\"negeri\"", "negeri"),
        ] {
            let wrong = read(&TWO.replace(what, instead)).expect_err(instead);
            assert!(wrong.contains(named), "{instead}: {wrong}");
        }
        assert!(read("city = []").is_err() && read("").is_err());
    }
}
