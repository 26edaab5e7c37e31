//! Words for whoever runs the program: what stands in the way of a start, what a look over the installation found,
//! what a backup holds. Indonesian, as the commands are; what people see on pages is none of this.

use crate::{format, text::t_code};
use domain::{cycle::StageKind, musrenbang::Decision, proposal::Position};
use services::{
    Failure,
    backup::{BackupError, Manifest},
    checkup::{Finding, Level},
};

/// Why a command cannot begin; `value` is the file, the folder or the address that it is about.
pub fn start(code: &str, value: &str) -> String {
    let key = format!("start.{code}");
    t!(&key, value = value)
}

/// A failure in the words of whoever can mend it.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::CannotOpen { obstacle, detail } => {
            let key = format!("obstacle.{}", obstacle.code());
            t!(&key, detail = detail)
        }
        Failure::Migration(error) => start("schema", &error.to_string()),
        failure => failure.outage().map_or_else(|| failure.to_string(), |outage| start(outage.code(), &failure.to_string())),
    }
}

/// One thing that was looked at: how it is, and what to do about it.
pub fn finding(finding: &Finding) -> String {
    let level = match finding.level {
        Level::Good => t!("check_level.good"),
        Level::Doubtful => t!("check_level.doubtful"),
        Level::Bad => t!("check_level.bad"),
    };
    format!("{level:<8} {}", check(finding.code, &finding.value))
}

pub fn check(code: &str, value: &str) -> String {
    let key = format!("check.{code}");
    t!(&key, value = value)
}

/// What folding the ledger again found.
pub fn recount(code: &str, value: &str) -> String {
    let key = format!("recount.{code}");
    t!(&key, value = value)
}

/// What became of the key of the public log.
pub fn log_key(code: &str, value: &str) -> String {
    let key = format!("log_key.{code}");
    t!(&key, value = value)
}

/// What counting a public log again found.
pub fn verify(code: &str, value: &str) -> String {
    let key = format!("verify.{code}");
    t!(&key, value = value)
}

/// Stage and status of a proposal.
pub fn position(position: Position) -> [String; 2] {
    [stage(position.stage), t_code("proposal_status", position.status.code())]
}

pub fn stage(stage: StageKind) -> String {
    t_code("stage", stage.code())
}

pub fn decision(decision: Decision) -> String {
    t_code("decision", decision.code())
}

/// What became of a backup; `value` is its file or its database.
pub fn backup(code: &str, value: &str) -> String {
    let key = format!("backup.{code}");
    t!(&key, value = value)
}

/// What a backup holds, a line each.
pub fn contents(manifest: &Manifest) -> Vec<String> {
    let number = |count: usize| format::count(i64::try_from(count).unwrap_or(i64::MAX));
    let (tables, rows, photos) = (manifest.tables.len(), number(manifest.rows()), number(manifest.photos.len()));
    let mut lines = vec![
        t!("backup.made", at = manifest.made_at, database = manifest.database, program = manifest.program),
        t!("backup.holds", tables = tables, rows = rows, photos = photos),
    ];
    lines.extend((!manifest.log.is_empty()).then(|| t!("backup.log")));
    lines.extend(manifest.missing.iter().map(|file| t!("backup.missing", file = file)));
    lines
}

pub fn backup_error(error: &BackupError) -> String {
    match error {
        BackupError::Unfit { unfit, detail } => {
            let key = format!("unfit.{}", unfit.code());
            t!(&key, value = detail)
        }
        BackupError::Failed(failed) => failure(failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use services::{
        backup::Unfit,
        store::{Obstacle, Outage},
    };

    #[test]
    fn every_obstacle_and_every_outage_has_words() {
        for obstacle in Obstacle::ALL {
            let words = failure(&Failure::CannotOpen { obstacle, detail: "sebabnya".into() });
            assert!(words.contains("sebabnya") && !words.contains("obstacle."), "{words}");
        }
        for outage in Outage::ALL {
            assert!(!failure(&Failure::Unavailable(outage)).contains("start."), "{outage}");
            let key = format!("outage.{}", outage.code());
            assert_ne!(t!(&key), key);
        }
        for unfit in Unfit::ALL {
            let words = backup_error(&BackupError::Unfit { unfit, detail: "sebabnya".into() });
            assert!(words.contains("sebabnya") && !words.contains("unfit."), "{words}");
        }
    }
}
