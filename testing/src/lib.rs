//! Foundations of the tests: [`both_databases!`] runs a test on a fresh SQLite file and on a fresh PostgreSQL database,
//! [`TestCity`] is a small city to begin with, and its builders bring people and offices.
//! Only development dependencies point here; nothing of it reaches the product.
//!
//! ```
//! use testing::{LEGOK, TestCity, both_databases};
//!
//! both_databases!(
//!     async fn a_resident_lives_in_their_rt(city: TestCity) {
//!         let resident = city.resident_of(&LEGOK.rt(1)).await;
//!         assert_eq!(resident.actor().await.signed_in().unwrap().home, Some(LEGOK.rt(1)));
//!     }
//! );
//! ```
//!
//! PostgreSQL is looked for in `TEST_POSTGRES_URL` (`cargo xtask postgres -- cargo nextest run` brings one along).
//! Without it that half is skipped with a line on standard output, except under `CI`, where a skip would be a lie.

#![expect(clippy::missing_panics_doc, reason = "here a panic is how a test says that its preparation failed")]

mod authenticator;
mod cable;
mod city;
mod copies;
mod databases;
mod exports;
pub mod faults;
pub mod kept;
mod mail;
mod people;
pub mod plans;
pub mod stranger;
pub mod typed;
pub mod world;

pub use authenticator::SoftKey;
pub use cable::Cable;
pub use city::{DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PUPR, Place, SIMPANG_IV_SIPIN, TELANAIPURA, TELANAIPURA_KELURAHAN, TestCity};
pub use copies::Copies;
pub use databases::{Prepare, START, as_guest, at_postgres, at_sqlite, bare_beside, environment, on_postgres, on_sqlite, services_at};
pub use exports::rows_of;
pub use mail::{MailServer, Received};
pub use people::{PASSWORD, TestPerson};

/// Tests that run once per database, as `name::sqlite` and `name::postgres`.
///
/// The argument is a [`TestCity`], or [`services::Services`] for an empty, migrated database. Names are sentences.
#[macro_export]
macro_rules! both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($argument:ident: $kind:ty) $body:block)+) => {$(
        $(#[$meta])*
        #[cfg(test)]
        mod $name {
            use super::*;

            async fn test($argument: $kind) $body

            #[test]
            fn sqlite() {
                $crate::on_sqlite(test);
            }

            #[test]
            fn postgres() {
                $crate::on_postgres(test);
            }
        }
    )+};
}
