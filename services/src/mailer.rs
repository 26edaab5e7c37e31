//! Handing letters to the city's mail server. Headers are made by the library from an address it has read and from
//! words of our own, so that nothing that somebody typed can add one.

use crate::{Failure, letter::Words};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, MIME_VERSION_1_0},
    },
};
use std::{fmt, time::Duration};

/// A server that is silent for longer is tried again later.
const MOST_TIME: Duration = Duration::from_secs(20);

/// Clones share the settings.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    /// The address of the server holds a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from.email).finish_non_exhaustive()
    }
}

impl Mailer {
    /// `smtps://name:password@host`, `smtp://host:587?tls=required`, or `smtp://host:25` within the city's own
    /// network; `from` is `Rembuk <noreply@kota.go.id>` or the address alone.
    pub fn new(url: &str, from: &str) -> Result<Self, Failure> {
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|error| Failure::Other(format!("SMTP address: {error}")))?;
        let from = from.parse::<Mailbox>().map_err(|error| Failure::Other(format!("sender of letters: {error}")))?;
        Ok(Self { transport: transport.timeout(Some(MOST_TIME)).build(), from })
    }

    /// From whom letters come.
    pub fn sender(&self) -> String {
        self.from.email.to_string()
    }

    /// Connects, greets and signs in, as for a letter, and sends none.
    pub async fn look(&self) -> Result<(), Failure> {
        match tokio::time::timeout(MOST_TIME, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(Failure::Other("mail server: it hung up".into())),
            Ok(Err(error)) => Err(Failure::Other(format!("mail server: {error}"))),
            Err(_) => Err(Failure::Other("mail server: no answer".into())),
        }
    }

    pub async fn send(&self, address: &str, words: Words) -> Result<(), Failure> {
        let address = address.parse::<Address>().map_err(|error| Failure::Other(format!("address of a letter: {error}")))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(words.subject)
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .body(words.body)
            .map_err(|error| Failure::Other(format!("letter: {error}")))?;
        self.transport.send(message).await.map_err(|error| Failure::Other(format!("mail server: {error}")))?;
        Ok(())
    }
}
