//! Looking over an installation before and after it serves a city: one line a thing, and an exit code for scripts.

use super::{Settings, open::Missing, serve::Serve};
use anyhow::bail;
use app::operator;
use clap::Args;
use services::checkup::{self, Finding, Level};
use std::net::IpAddr;

/// Melihat basis data, foto, disk, jam, proksi, dan surel; berakhir dengan kesalahan bila ada yang harus diperbaiki.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    serve: Serve,
}

impl Check {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        say!("rembuk {}", server::VERSION);
        say!("{}", settings.database_name());
        let services = settings.connect(Missing::IsRefused).await?;
        let mut findings = checkup::look_over(&services).await;
        services.database.close().await;
        findings.extend(settings.clock_file.as_ref().map(|file| Finding::new(Level::Doubtful, "clock_file", file.display())));
        findings.extend(self.serving());
        findings.push(self.mail().await);
        for finding in &findings {
            say!("{}", operator::finding(finding));
        }
        let bad = findings.iter().filter(|finding| finding.level == Level::Bad).count();
        if bad > 0 {
            bail!(operator::check("bad", &bad.to_string()));
        }
        say!("{}", operator::check("good", settings.database_name().as_str()));
        Ok(())
    }

    /// Whether letters would leave: the server is greeted and signed in to, and no letter is sent.
    async fn mail(&self) -> Finding {
        match self.serve.mailer() {
            Ok(None) => Finding::new(Level::Doubtful, "no_mail", ""),
            Ok(Some(mailer)) => match mailer.look().await {
                Ok(()) => Finding::new(Level::Good, "mail", mailer.sender()),
                Err(failure) => Finding::new(Level::Bad, "mail_failed", failure),
            },
            Err(error) => Finding::new(Level::Bad, "mail_failed", error),
        }
    }

    /// What `rembuk serve` would do with the same settings.
    fn serving(&self) -> Vec<Finding> {
        let address = self.serve.address();
        let is_local = match address.ip() {
            IpAddr::V4(ip) => ip.is_loopback(),
            IpAddr::V6(ip) => ip.is_loopback(),
        };
        let site = if self.serve.files().are_there() {
            Finding::new(Level::Good, "site", self.serve.files().version())
        } else {
            Finding::new(Level::Bad, "no_site", self.serve.no_site())
        };
        let (level, code) = match (self.serve.is_behind_tls(), is_local) {
            (true, true) => (Level::Good, "behind_proxy"),
            (true, false) => (Level::Doubtful, "open_behind_proxy"),
            (false, true) => (Level::Good, "local_only"),
            (false, false) => (Level::Doubtful, "without_tls"),
        };
        let mut findings = vec![site, Finding::new(level, code, address)];
        if let Some(url) = self.serve.url().filter(|url| self.serve.is_behind_tls() && !url.starts_with("https://")) {
            findings.push(Finding::new(Level::Doubtful, "address_without_tls", url));
        }
        findings
    }
}
