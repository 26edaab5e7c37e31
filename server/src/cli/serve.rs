//! Serving the site until it is asked to stop.

use super::{Listen, Missing, Settings, demo_city, door::Door, yes_or_no};
use anyhow::{Context, anyhow, bail};
use app::{Site, operator, web::AppState};
use clap::Args;
use leptos::config::LeptosOptions;
use server::{Rates, SiteFiles};
use services::{Mailer, Services, checkup, health};
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// How late a period may end.
const BETWEEN_JOBS: Duration = Duration::from_secs(5);
/// While all is well.
const TURNS_BETWEEN_LOOKS: u32 = 6;
/// How long what nobody knows any more may lie about.
const BETWEEN_TIDYING: Duration = Duration::from_mins(15);
/// How late others read in the public log what was recorded by another server.
const BETWEEN_PUBLICATIONS: Duration = Duration::from_secs(1);
/// Many acts at once make one checkpoint.
const AFTER_PUBLICATION: Duration = Duration::from_millis(200);
/// For connections to the database that are still at work.
const MOST_CLOSING: Duration = Duration::from_secs(4);

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    door: Door,
    /// Folder gaya, ikon, dan WebAssembly, bila bukan yang ada di dalam program
    #[arg(long, env = "REMBUK_SITE")]
    site: Option<PathBuf>,
    /// Di belakang TLS: kuki menjadi `__Host-` dan `Secure`
    #[arg(long, env = "REMBUK_TLS", value_parser = yes_or_no)]
    tls: bool,
    /// Mengisi basis data kosong dengan kota contoh
    #[arg(long, env = "REMBUK_DEMO", value_parser = yes_or_no)]
    demo: bool,
    /// Petugas baru dapat bekerja setelah memasang masuk dua langkah; tanpa setelan ini: bila di belakang TLS dan
    /// bukan demo
    #[arg(long, env = "REMBUK_REQUIRE_TOTP", num_args = 0..=1, default_missing_value = "true", value_parser = yes_or_no)]
    require_totp: Option<bool>,
    /// Formulir yang boleh dikirim satu alamat dalam satu menit
    #[arg(long, env = "REMBUK_WRITES_PER_MINUTE", default_value_t = Rates::WRITES)]
    writes_per_minute: NonZeroU32,
    /// Kata sandi salah yang boleh dicoba satu alamat dalam satu menit; dua kali lipatnya sekaligus
    #[arg(long, env = "REMBUK_SIGN_INS_PER_MINUTE", default_value_t = Rates::SIGN_INS)]
    sign_ins_per_minute: NonZeroU32,
    #[command(flatten)]
    mail: Mail,
}

/// The city's mail server. Without it nobody gets letters, and a forgotten password is a matter of the kelurahan.
#[derive(Args)]
struct Mail {
    /// Server surel: `smtps://nama:sandi@server`, `smtp://server:587?tls=required`, atau `smtp://server` di jaringan
    /// sendiri
    #[arg(long, env = "REMBUK_SMTP_URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// Pengirim surel: `Rembuk <noreply@kota.go.id>`
    #[arg(long, env = "REMBUK_MAIL_FROM")]
    mail_from: Option<String>,
}

impl Mail {
    fn mailer(&self) -> anyhow::Result<Option<Mailer>> {
        let is_set = |value: &&String| !value.is_empty();
        match (self.smtp_url.as_ref().filter(is_set), self.mail_from.as_ref().filter(is_set)) {
            (Some(url), Some(from)) => {
                let mailer = Mailer::new(url, from);
                Ok(Some(mailer.map_err(|failure| anyhow!(operator::start("smtp_address", &failure.to_string())))?))
            }
            (Some(_), None) => bail!(operator::start("mail_from", "")),
            (None, _) => Ok(None),
        }
    }
}

impl Serve {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        self.door.begin().await?;
        // A demonstration begins with nothing; a city's database is made by `rembuk migrate`.
        let missing = if self.demo { Missing::IsMade } else { Missing::IsRefused };
        let (services, turn) = settings.open_to_serve(missing).await?;
        let outcome = self.serve(settings, &services).await;
        if tokio::time::timeout(MOST_CLOSING, services.close()).await.is_err() {
            tracing::warn!("the database was still at work");
        }
        drop(turn);
        outcome
    }

    async fn serve(self, settings: &Settings, services: &Services) -> anyhow::Result<()> {
        self.check(settings, services).await?;
        let mut services = Services { mailer: self.mail.mailer()?, ..services.clone() };
        services.two_steps.is_duty = self.require_totp.unwrap_or(self.tls && !self.demo);
        if services.two_steps.is_duty && !services.two_steps.seal.has_key() {
            tracing::warn!("REMBUK_SECRET_KEY is not set: what authenticator apps count from is stored unsealed");
        }
        let services = &services;
        // Taken first: a demonstration takes its time to load, and should not for nothing.
        let listener =
            TcpListener::bind(self.listen.addr).await.with_context(|| operator::start("listen", &self.listen.addr.to_string()))?;
        if self.demo {
            demo_city::run_once(settings, services).await?;
        }
        let files = self.files();
        let (secure, behind_proxy) = (self.tls, self.door.is_behind_proxy(self.tls));
        let site = Site {
            secure,
            is_demo: self.demo,
            version: files.version(),
            behind_proxy,
            url: self.door.url.clone(),
            form_paths: app::routes().form_paths(),
        };
        let options = LeptosOptions::builder().output_name("rembuk").build();
        let state = AppState { services: services.clone(), options, site: Arc::new(site) };
        let database = format!("{}, {}", services.database.name(), settings.database_name());
        self.door.say(&format!("Rembuk {}", server::VERSION), &database, listener.local_addr()?);
        if self.demo {
            demo_city::print_accounts();
        }
        self.begin_log(services, listener.local_addr()?)?;
        let jobs =
            [tokio::spawn(run_jobs(services.clone())), tokio::spawn(tidy(services.clone())), tokio::spawn(publish_log(services.clone()))];
        let rates = Rates { writes: self.writes_per_minute, sign_ins: self.sign_ins_per_minute };
        let router = server::router(&state, &files, rates);
        server::serve(listener, router, self.door.limits(self.tls), asked_to_stop()).await;
        tracing::info!("asked to stop, and stopping");
        jobs.iter().for_each(tokio::task::JoinHandle::abort);
        Ok(())
    }

    /// The log keeps the name that it begins with, so it begins when the site has one; a demonstration makes do with
    /// the address that it listens on.
    fn begin_log(&self, services: &Services, listens_on: SocketAddr) -> anyhow::Result<()> {
        let known = self.door.url.as_deref().map(|url| url.split_once("://").map_or(url, |(_, address)| address).to_owned());
        match known.or_else(|| self.demo.then(|| listens_on.to_string())) {
            Some(address) => services.log.begin(&address).with_context(|| operator::start("log", &address)),
            None => {
                tracing::warn!("REMBUK_URL is not set: the public log does not begin");
                Ok(())
            }
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.listen.addr
    }

    /// How letters would leave; none where the city has no server for them.
    pub fn mailer(&self) -> anyhow::Result<Option<Mailer>> {
        self.mail.mailer()
    }

    /// The address under which people know the site.
    pub fn url(&self) -> Option<&str> {
        self.door.url.as_deref()
    }

    pub fn is_behind_tls(&self) -> bool {
        self.tls
    }

    /// Those inside the program, unless a folder is named.
    pub fn files(&self) -> SiteFiles {
        self.site.clone().map_or(SiteFiles::Inside, SiteFiles::Folder)
    }

    pub fn no_site(&self) -> String {
        match &self.site {
            Some(folder) => operator::start("no_site", &folder.display().to_string()),
            None => operator::start("built_without_site", server::VERSION),
        }
    }

    /// What would only fail later is said now. A full disk and a busy file are said too, but pages can be read.
    async fn check(&self, settings: &Settings, services: &Services) -> anyhow::Result<()> {
        if !self.files().are_there() {
            bail!(self.no_site());
        }
        let health = health::look(services).await;
        if health.photos.is_some() {
            bail!(operator::start("photos", &settings.photos.display().to_string()));
        }
        let closed = checkup::closed_secrets(services).await?;
        if closed > 0 {
            eprintln!("{}", operator::check("other_key", &closed.to_string()));
        }
        match health.database {
            Some("read_only") => bail!(operator::start("read_only", &settings.database_name())),
            Some("failed") | None => {}
            Some(trouble) => eprintln!("{}", operator::start(trouble, &settings.database_name())),
        }
        Ok(())
    }
}

/// Does again and again what is due. A failure is logged and tried again: the next turn asks the same questions.
async fn run_jobs(services: Services) {
    let mut turns = tokio::time::interval(BETWEEN_JOBS);
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut turns_to_look = 0;
    loop {
        turns.tick().await;
        // What stands still is looked at every turn, so that it goes on by itself; what works, once in a while.
        if turns_to_look == 0 {
            turns_to_look = if health::look(&services).await.is_ready() { TURNS_BETWEEN_LOOKS } else { 1 };
        }
        turns_to_look -= 1;
        if let Err(error) = services::jobs::run_due(&services).await {
            tracing::error!(%error, "what was due could not be done");
        }
        if let Err(error) = services::jobs::send_letters(&services, app::mail::words).await {
            tracing::error!(%error, "letters could not be sent");
        }
    }
}

/// Publishes what was recorded, as soon as it was, and what other servers recorded, a little later.
async fn publish_log(services: Services) {
    // What stays wrong is said once.
    let mut said = None;
    loop {
        services.log.wait(BETWEEN_PUBLICATIONS).await;
        let wrong = services::jobs::publish(&services).await.err().map(|error| error.to_string());
        if let Some(error) = wrong.as_ref().filter(|_| wrong != said) {
            tracing::error!(error, "what was recorded could not be published");
        }
        if wrong.is_some() {
            tokio::time::sleep(BETWEEN_JOBS).await;
        }
        said = wrong;
        tokio::time::sleep(AFTER_PUBLICATION).await;
    }
}

/// Puts away now and then what was left lying about.
async fn tidy(services: Services) {
    let mut turns = tokio::time::interval(BETWEEN_TIDYING);
    loop {
        turns.tick().await;
        if let Err(error) = services::jobs::tidy_up(&services).await {
            tracing::error!(%error, "what is kept for a time only could not be removed");
        }
        if let Err(error) = services::jobs::tidy(&services).await {
            tracing::error!(%error, "what was left lying about could not be put away");
        }
    }
}

/// Ctrl-C or SIGTERM; requests under way are finished.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
