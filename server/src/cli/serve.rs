//! Serving the site until it is asked to stop.

mod cities;

use super::{
    Listen, Missing, Settings,
    demo_city::{self, Demonstration},
    door::Door,
    jobs::Jobs,
    yes_or_no,
};
use anyhow::{Context, anyhow, bail};
use app::{Site, http::AppState, operator};
use axum::Router;
use clap::Args;
use leptos::config::LeptosOptions;
use server::{Limits, Rates, SiteFiles};
use services::{Mailer, Services, checkup, health};
use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// For connections to the database that are still at work.
const MOST_CLOSING: Duration = Duration::from_secs(4);

#[derive(Args, Clone)]
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
    /// Beberapa kota dalam satu proses: berkas TOML dengan nama host, basis data, dan folder foto setiap kota
    #[arg(long, env = "REMBUK_CITIES", value_name = "BERKAS", conflicts_with_all = ["demo", "url"])]
    cities: Option<PathBuf>,
    #[command(flatten)]
    mail: Mail,
}

/// The city's mail server. Without it nobody gets letters, and a forgotten password is a matter of the kelurahan.
#[derive(Args, Clone)]
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
    /// `from` is a sender of its own.
    fn mailer(&self, from: Option<&String>) -> anyhow::Result<Option<Mailer>> {
        let is_set = |value: &&String| !value.is_empty();
        match (self.smtp_url.as_ref().filter(is_set), from.or(self.mail_from.as_ref()).filter(is_set)) {
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
        if let Some(file) = &self.cities {
            return cities::serve(&Arc::new(self.clone()), settings, file).await;
        }
        // A demonstration begins with nothing; a city's database is made by `rembuk migrate`.
        let missing = if self.demo { Missing::IsMade } else { Missing::IsRefused };
        let (services, turn) = settings.open_to_serve(missing).await?;
        let outcome = self.serve_one(settings, &services).await;
        close(&services).await;
        drop(turn);
        outcome
    }

    async fn serve_one(&self, settings: &Settings, services: &Services) -> anyhow::Result<()> {
        self.check(settings, services).await?;
        let services = self.equipped(services.clone(), self.demo, None)?;
        // Taken first: a demonstration takes its time to load, and should not for nothing.
        let listener = self.listener().await?;
        if self.demo {
            demo_city::run_once(settings, &services, Demonstration::Kota).await?;
        }
        let database = format!("{}, {}", services.database.name(), settings.database_name());
        self.say(&database, listener.local_addr()?);
        if self.demo {
            demo_city::print_accounts(Demonstration::Kota);
        }
        let listens_on = listener.local_addr()?.to_string();
        begin_log(&services, self.url().or(self.demo.then_some(&listens_on)))?;
        let jobs = Jobs::begin(&services);
        let router = self.router(services, self.demo, self.door.url.clone(), &self.limits());
        self.answer(listener, router).await;
        drop(jobs);
        Ok(())
    }

    pub async fn listener(&self) -> anyhow::Result<TcpListener> {
        TcpListener::bind(self.listen.addr).await.with_context(|| operator::start("listen", &self.listen.addr.to_string()))
    }

    /// The first line.
    pub fn say(&self, database: &str, address: SocketAddr) {
        self.door.say(&format!("Rembuk {}", server::VERSION), database, address);
    }

    /// With what the process has for every city.
    pub fn equipped(&self, services: Services, is_demo: bool, mail_from: Option<&String>) -> anyhow::Result<Services> {
        let mut services = Services { mailer: self.mail.mailer(mail_from)?, ..services };
        services.two_steps.is_duty = self.require_totp.unwrap_or(self.tls && !is_demo);
        if services.two_steps.is_duty && !services.two_steps.seal.has_key() {
            tracing::warn!("REMBUK_SECRET_KEY is not set: what authenticator apps count from is stored unsealed");
        }
        Ok(services)
    }

    /// How often one address may write, wherever it writes.
    pub fn limits(&self) -> Limits {
        let rates = Rates { writes: self.writes_per_minute, sign_ins: self.sign_ins_per_minute };
        Limits::new(self.door.is_behind_proxy(self.tls), rates, self.door.limits(self.tls).in_all)
    }

    /// The site of one city.
    pub fn router(&self, services: Services, is_demo: bool, url: Option<String>, limits: &Limits) -> Router {
        let files = self.files();
        let site = Site {
            secure: self.tls,
            is_demo,
            version: files.version(),
            behind_proxy: self.door.is_behind_proxy(self.tls),
            url,
            form_paths: app::routes().form_paths(),
        };
        let options = LeptosOptions::builder().output_name("rembuk").build();
        server::router(&AppState { services, options, site: Arc::new(site), app: app::app }, &files, limits)
    }

    /// Until the process is asked to stop.
    pub async fn answer(&self, listener: TcpListener, router: Router) {
        server::serve(listener, router, self.door.limits(self.tls), asked_to_stop()).await;
        tracing::info!("asked to stop, and stopping");
    }

    pub fn address(&self) -> SocketAddr {
        self.listen.addr
    }

    /// How letters would leave; none where the city has no server for them.
    pub fn mailer(&self) -> anyhow::Result<Option<Mailer>> {
        self.mail.mailer(None)
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
    pub async fn check(&self, settings: &Settings, services: &Services) -> anyhow::Result<()> {
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

/// Waits a while for connections that are still at work.
async fn close(services: &Services) {
    if tokio::time::timeout(MOST_CLOSING, services.close()).await.is_err() {
        tracing::warn!("the database was still at work");
    }
}

/// The log keeps the name that it begins with, so it begins when the site has one; a demonstration makes do with the
/// address that it listens on.
fn begin_log(services: &Services, url: Option<&str>) -> anyhow::Result<()> {
    match url.map(|url| url.split_once("://").map_or(url, |(_, address)| address)) {
        Some(address) => services.log.begin(address).with_context(|| operator::start("log", address)),
        None => {
            tracing::warn!("REMBUK_URL is not set: the public log does not begin");
            Ok(())
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
