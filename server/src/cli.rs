//! Commands and settings of the command line; each command has a file of its own.

/// A line for the operator. Whoever reads may stop reading (`rembuk export | head`): the command still does its work.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod backup;
mod check;
mod config;
mod create_admin;
mod demo_city;
mod door;
mod export;
mod import;
mod jobs;
mod log;
mod metrics;
mod new_log_key;
mod open;
mod owner;
mod recount;
mod reset_password;
mod secret;
mod serve;
mod set;
mod slips;
mod template;
mod verify;

use app::operator;
use clap::{Args, Parser, Subcommand};
use open::Missing;
use services::Seal;
use std::{
    net::{SocketAddr, ToSocketAddrs as _},
    path::PathBuf,
};

/// Rembuk: perencanaan kota bersama warga, dari RT sampai daftar prioritas
#[derive(Parser)]
#[command(name = "rembuk", version = server::VERSION, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args, Clone)]
pub struct Settings {
    /// `sqlite://BERKAS` atau `postgres://…`; `rembuk migrate` dan `rembuk demo` membuat berkas yang belum ada
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/rembuk.db", global = true)]
    database_url: String,
    /// Folder foto
    #[arg(long, env = "REMBUK_PHOTOS", default_value = "data/photos", global = true)]
    photos: PathBuf,
    /// Berkas setelan, satu `NAMA=nilai` tiap baris; lingkungan dan pilihan perintah lebih menentukan
    #[arg(long, env = config::VARIABLE, global = true)]
    config: Option<PathBuf>,
    /// Untuk latihan: waktu berjalan dari saat yang tertulis di berkas ini (RFC 3339)
    #[arg(long, env = "REMBUK_CLOCK_FILE", global = true)]
    clock_file: Option<PathBuf>,
    /// Menyegel kunci aplikasi kode: 64 digit heksadesimal, disimpan di luar basis data
    #[arg(long, env = "REMBUK_SECRET_KEY", hide_env_values = true, global = true, value_parser = sealing_key)]
    secret_key: Option<Seal>,
}

/// Never shows what was written.
fn sealing_key(text: &str) -> Result<Seal, String> {
    text.parse().map_err(|_| operator::start("secret_key", ""))
}

#[derive(Subcommand)]
enum Command {
    /// Melayani situs
    Serve(serve::Serve),
    /// Membuat basis data, atau memperbarui skemanya
    Migrate,
    /// Mengisi basis data kosong dengan kota contoh
    Demo(demo_city::Demo),
    /// Memuat berkas CSV atau XLSX; tanpa --apply tidak ada yang ditulis
    Import(import::Import),
    /// Menulis tabel ke berkas
    Export(export::Export),
    /// Memeriksa pemasangan: basis data, foto, disk, jam, proksi, surel
    Check(check::Check),
    Recount(recount::Recount),
    Verify(verify::Verify),
    /// Menulis semuanya ke satu berkas cadangan
    Backup(backup::Backup),
    /// Memeriksa cadangan dan memulihkannya
    Restore(backup::Restore),
    /// Menyalin semuanya ke basis data lain
    Copy(backup::Copy),
    Set(set::Set),
    NewLogKey(new_log_key::NewLogKey),
    /// Menulis berkas kosong dengan judul kolom dan contoh, untuk diisi lalu dimuat dengan `import`
    Template(template::Template),
    /// Membuat admin kota
    CreateAdmin(create_admin::CreateAdmin),
    /// Membuat kode sekali pakai bagi yang lupa kata sandi
    ResetPassword(reset_password::ResetPassword),
}

impl Cli {
    pub async fn run(self) -> anyhow::Result<()> {
        if let Some(file) = &self.settings.config {
            return config::start_again_with(file);
        }
        // These open it in their own way, or need none.
        let command = match self.command {
            Command::Serve(serve) => return serve.run(&self.settings).await,
            Command::Restore(restore) => return restore.run(&self.settings).await,
            Command::Template(template) => {
                template.print();
                return Ok(());
            }
            Command::Check(check) => return check.run(&self.settings).await,
            Command::Verify(verify) => return verify.run().await,
            command => command,
        };
        let services = match &command {
            Command::Migrate | Command::Demo(_) => self.settings.open(Missing::IsMade).await?,
            Command::Import(import) if !import.applies() => self.settings.open_to_look().await?,
            Command::Export(_) | Command::Recount(_) => self.settings.open_to_look().await?,
            _ => self.settings.open(Missing::IsRefused).await?,
        };
        // Whoever meant another one reads it before anything is done.
        if matches!(command, Command::Import(_) | Command::Export(_) | Command::Set(_) | Command::NewLogKey(_) | Command::CreateAdmin(_)) {
            eprintln!("{}", operator::start("database", &self.settings.database_name()));
        }
        let outcome = match command {
            Command::Serve(_) | Command::Restore(_) | Command::Check(_) | Command::Template(_) | Command::Verify(_) => Ok(()),
            Command::Migrate => {
                println!("{}", operator::start("migrated", &self.settings.database_name()));
                Ok(())
            }
            Command::Demo(demo) => demo.run(&services).await,
            Command::Import(import) => import.run(&services).await,
            Command::Export(export) => export.run(&services).await,
            Command::Recount(recount) => recount.run(&services).await,
            Command::Backup(backup) => backup.run(&services).await,
            Command::Copy(copy) => copy.run(&self.settings, &services).await,
            Command::CreateAdmin(create) => create.run(&services).await,
            Command::Set(set) => set.run(&services).await,
            Command::NewLogKey(key) => key.run(&services).await,
            Command::ResetPassword(reset) => reset.run(&services).await,
        };
        services.close().await;
        outcome
    }
}

/// An address with its port; a name such as `localhost` is looked up once.
fn address(typed: &str) -> Result<SocketAddr, String> {
    let found: Vec<SocketAddr> = typed.to_socket_addrs().map(Iterator::collect).unwrap_or_default();
    let first = found.iter().find(|address| address.is_ipv4()).or(found.first());
    first.copied().ok_or_else(|| operator::start("address", typed))
}

/// `true` and `false`, as people and other programs write them.
fn yes_or_no(typed: &str) -> Result<bool, String> {
    match typed.trim().to_lowercase().as_str() {
        "true" | "1" | "yes" | "on" | "ya" => Ok(true),
        "false" | "0" | "no" | "off" | "tidak" => Ok(false),
        _ => Err(operator::start("yes_or_no", typed)),
    }
}

/// Where the site listens.
#[derive(Args, Clone)]
pub struct Listen {
    /// Alamat dan port tempat situs dilayani
    #[arg(long, env = "REMBUK_ADDR", default_value = "127.0.0.1:3000", value_parser = address)]
    pub addr: SocketAddr,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_address_and_one_is_yes() {
        for typed in ["127.0.0.1:3205", "localhost:3205"] {
            assert_eq!(address(typed), Ok(SocketAddr::from(([127, 0, 0, 1], 3205))), "{typed}");
        }
        assert!(address("[::1]:80").is_ok_and(|address| address.is_ipv6()));
        for typed in ["localhost", "127.0.0.1", ":3000", "127.0.0.1:99999", "tidak.ada.invalid:80"] {
            assert!(address(typed).is_err_and(|words| words.contains(typed)), "{typed}");
        }
        for (typed, meant) in [("1", true), ("true", true), ("YA", true), ("0", false), ("False", false), ("tidak", false)] {
            assert_eq!(yes_or_no(typed), Ok(meant), "{typed}");
        }
        assert!(yes_or_no("mungkin").is_err() && yes_or_no("").is_err());
    }
}
