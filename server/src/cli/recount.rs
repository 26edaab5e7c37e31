//! Folding the whole ledger again and holding what is kept beside it against that; or counts as they stood on a day.

use anyhow::bail;
use app::operator;
use clap::Args;
use domain::clock::{Day, read_day};
use services::{
    Services,
    ledger::{self, Counted, CountedItem, Difference},
};

/// Menghitung ulang dari buku besar dan membandingkannya; berakhir dengan kesalahan bila ada yang berbeda.
#[derive(Args)]
pub struct Recount {
    /// Tulis hitungan pada akhir hari itu (2026-11-20), sebagai CSV
    #[arg(long, value_name = "HARI", value_parser = day)]
    at: Option<Day>,
}

impl Recount {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let mut tx = services.database.read().await?;
        let differences = match self.at {
            Some(day) => {
                let after = day.succ_opt().unwrap_or(day);
                let counted = ledger::counts_at(&mut tx, services.zone().start_of(after)).await?;
                // Whoever reads may stop reading.
                let _ = print(&counted);
                counted.differences
            }
            None => {
                let recount = ledger::recount(&mut tx).await?;
                say!("{}", operator::recount("entries", &recount.entries.to_string()));
                recount.differences
            }
        };
        for Difference { table, row, column, stored, computed } in &differences {
            say!("{table} {row} {column}: {stored} / {computed}");
        }
        if !differences.is_empty() {
            bail!(operator::recount("differences", &differences.len().to_string()));
        }
        if self.at.is_none() {
            say!("{}", operator::recount("equal", ""));
        }
        Ok(())
    }
}

fn day(text: &str) -> Result<Day, String> {
    read_day(text).map_err(|_| operator::recount("day", text))
}

/// Proposals by number, what stood before each meeting in its order, then plans by title.
fn print(counted: &Counted) -> csv::Result<()> {
    let mut rows = csv::Writer::from_writer(std::io::stdout());
    let answers = ["mendukung_setempat", "mendukung_lain", "menolak_setempat", "menolak_lain"];
    rows.write_record(["jenis", "nomor_atau_judul", "tahap", "status", "peringkat"].iter().chain(&answers).chain(&["tempat", "skor"]))?;
    for (number, (state, count)) in &counted.proposals {
        let [stage, status] = operator::position(state.position);
        let rank = state.rank.map_or_else(String::new, |rank| rank.to_string());
        rows.write_record(["usulan", number, &stage, &status, &rank, &count.local.to_string(), &count.other.to_string(), "", "", "", ""])?;
    }
    for CountedItem { stage, place, number, item } in &counted.items {
        let decision = item.decision.map_or_else(String::new, operator::decision);
        let text = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
        let (local, other) = (text(item.frozen.map(|frozen| frozen.local)), text(item.frozen.map(|frozen| frozen.other)));
        let score = item.total.map_or_else(String::new, |total| total.to_string());
        let stage = operator::stage(*stage);
        rows.write_record(["musyawarah", number, &stage, &decision, &text(item.rank), &local, &other, "", "", place, &score])?;
    }
    for (title, answers) in &counted.plans {
        let others = [answers.supporting - answers.supporting_local, answers.opposing - answers.opposing_local];
        let [supporting, opposing] = others.map(|number| number.to_string());
        let (local_for, local_against) = (answers.supporting_local.to_string(), answers.opposing_local.to_string());
        rows.write_record(["rencana", title, "", "", "", &local_for, &supporting, &local_against, &opposing, "", ""])?;
    }
    Ok(rows.flush()?)
}
