//! The first admin of a city, and the next one when nobody else can name them.

use super::secret;
use anyhow::bail;
use app::account_words as words;
use clap::Args;
use domain::{
    account::{PersonName, Role},
    ids::AccountId,
};
use services::{
    CommandError, Problem, Services, Visit,
    commands::{self, Contact, Post, Registration, RoleGrant},
    queries::actor::actor_of_contact,
};

/// Membuat akun dengan peran admin kota. Kata sandi (paling sedikit 10 karakter) ditanyakan di terminal tanpa
/// ditampilkan, atau dibaca dari masukan baku.
#[derive(Args)]
pub struct CreateAdmin {
    /// Nama orangnya
    #[arg(long, required_unless_present = "existing")]
    name: Option<String>,
    /// Nomor telepon atau surel
    #[arg(long)]
    contact: String,
    /// Kontak itu sudah punya akun: pemiliknya menjadi admin kota dan kata sandinya tetap
    #[arg(long, conflicts_with = "name")]
    existing: bool,
}

impl CreateAdmin {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let account = match self.name {
            Some(name) => register(services, name, self.contact).await?,
            None => known(services, &self.contact).await?,
        };
        let grant = RoleGrant { role: Role::CityAdmin, place: Post::City, from: services.today(), to: None };
        commands::grant_without_permit(services, account, grant).await?;
        say!("{}", words::admin_made());
        Ok(())
    }
}

async fn register(services: &Services, name: String, contact: String) -> anyhow::Result<AccountId> {
    if actor_of_contact(services, &contact).await?.id().is_some() {
        bail!("{}", words::admin_exists());
    }
    let password = secret::ask(&words::ask_password())?;
    let form = read(&name, &contact, password)?;
    let visit = Visit { user_agent: "rembuk create-admin".into(), ..Visit::default() };
    match commands::register_account(services, form, &visit).await {
        Ok((account, _)) => Ok(account),
        Err(CommandError::Problems(problems)) => bail!("{}", words::problems(&problems).join("\n")),
        Err(error) => Err(error.into()),
    }
}

fn read(name: &str, contact: &str, password: String) -> anyhow::Result<Registration> {
    let (name, contact) = (PersonName::new(name), Contact::parse(contact));
    match (name, contact) {
        (Ok(name), Ok(contact)) => Ok(Registration { name, contact, password, home: None }),
        (name, contact) => {
            let found = [("name", name.err()), ("contact", contact.err())];
            let problems: Vec<Problem> = found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?))).collect();
            bail!("{}", words::problems(&problems).join("\n"))
        }
    }
}

async fn known(services: &Services, contact: &str) -> anyhow::Result<AccountId> {
    let Some(account) = actor_of_contact(services, contact).await?.id() else { bail!("{}", words::nobody_has_it()) };
    Ok(account)
}
