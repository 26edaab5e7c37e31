//! What the city calls itself, its zone and how it is reached.

use anyhow::bail;
use app::imports;
use clap::{Args, ValueEnum};
use domain::clock::Zone;
use services::{
    CommandError, Services,
    commands::{self, CityChange},
    queries,
};

/// Nama, zona waktu, dan kontak kota; tanpa pilihan apa pun hanya ditampilkan
#[derive(Args)]
pub struct City {
    /// Nama yang tampil di semua halaman dan berkas, misalnya "Kota Bandar Lampung"
    #[arg(long)]
    name: Option<String>,
    /// Zona waktu
    #[arg(long, value_enum)]
    zone: Option<ZoneName>,
    /// Ke mana warga dapat bertanya: alamat, nomor telepon, atau surel
    #[arg(long)]
    contact: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ZoneName {
    Wib,
    Wita,
    Wit,
}

impl City {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let zone = self.zone.map(|zone| match zone {
            ZoneName::Wib => Zone::Wib,
            ZoneName::Wita => Zone::Wita,
            ZoneName::Wit => Zone::Wit,
        });
        let changes = self.name.is_some() || zone.is_some() || self.contact.is_some();
        let city = if changes {
            match commands::set_city(services, CityChange { name: self.name, zone, contact: self.contact }).await {
                Ok(city) => city,
                Err(CommandError::Problems(problems)) => bail!(imports::field_problems(&problems)),
                Err(error) => return Err(error.into()),
            }
        } else {
            (*queries::city::city(services).await?).clone()
        };
        say!("{}", imports::city(&city, zone.is_some()));
        Ok(())
    }
}
