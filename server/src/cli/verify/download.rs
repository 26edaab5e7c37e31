//! Downloads from a site, none of them longer than it can rightly be. It blocks.

use anyhow::{Context, anyhow, bail};
use app::{links, operator};
use domain::ids::MusrenbangId;
use std::{io, sync::Arc, time::Duration};
use ureq::{
    Agent,
    tls::{Certificate, RootCerts, TlsConfig},
};

const MOST_TIME: Duration = Duration::from_mins(5);
/// A bundle of 256 entries of 64 KiB.
const MOST_TILE_BYTES: u64 = 17 * 1024 * 1024;
const MOST_DATA_BYTES: u64 = 512 * 1024 * 1024;
const MOST_TEXT_BYTES: u64 = 64 * 1024;

pub struct Site {
    url: String,
    agent: Agent,
}

impl Site {
    pub fn new(url: &str) -> Self {
        let certificates = rustls_native_certs::load_native_certs().certs;
        let roots: Vec<Certificate<'static>> = certificates.iter().map(|root| Certificate::from_der(root).to_owned()).collect();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls =
            TlsConfig::builder().unversioned_rustls_crypto_provider(provider).root_certs(RootCerts::Specific(Arc::new(roots))).build();
        let config = Agent::config_builder().timeout_global(Some(MOST_TIME)).http_status_as_error(false).tls_config(tls).build();
        Self { url: url.to_owned(), agent: config.into() }
    }

    /// The text of the public key.
    pub fn key(&self) -> anyhow::Result<Vec<u8>> {
        self.whole(links::LOG_KEY, MOST_TEXT_BYTES)
    }

    /// A file of open data.
    pub fn data(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        self.whole(path, MOST_DATA_BYTES)
    }

    /// The text of the latest minutes of a meeting; none where it has none.
    pub fn minutes(&self, id: MusrenbangId) -> anyhow::Result<Option<Vec<u8>>> {
        let path = links::minutes_text(id);
        self.download(&path, MOST_TILE_BYTES).with_context(|| operator::verify("download", &format!("{}{path}", self.url)))
    }

    fn whole(&self, path: &str, most: u64) -> anyhow::Result<Vec<u8>> {
        let bytes = self.download(path, most).with_context(|| operator::verify("download", &format!("{}{path}", self.url)))?;
        bytes.ok_or_else(|| anyhow!(operator::verify("download", &format!("{}{path}: 404", self.url))))
    }

    fn download(&self, path: &str, most: u64) -> anyhow::Result<Option<Vec<u8>>> {
        let mut answer = self.agent.get(format!("{}{path}", self.url)).call()?;
        match answer.status().as_u16() {
            200 => Ok(Some(answer.body_mut().with_config().limit(most).read_to_vec()?)),
            404 => Ok(None),
            status => bail!("HTTP {status}"),
        }
    }
}

impl publiclog::TileReader for Site {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, publiclog::Error> {
        let found = self.download(&format!("{}/{path}", services::public_log::BELOW), MOST_TILE_BYTES);
        found.map_err(|error| publiclog::Error::io(path, io::Error::other(format!("{error:#}"))))
    }
}
