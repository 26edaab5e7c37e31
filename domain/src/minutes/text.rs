//! The minutes as texts. The public text is what the printed hash is of; names of delegates are in an annex with a
//! hash of its own, which the public text holds, so that the paper can be checked by whoever may not read names, and
//! names can be erased. Texts of the first form have the names in them.

use super::{Checkpoint, Item, Minutes, Seal};
use crate::{
    ledger::Digest,
    reason::{Note, Reason},
};
use uuid::Uuid;

const NAME: &str = "rembuk-minutes";
const FIRST_FORM: &str = "1";
const LOG: &str = "log";

impl Minutes {
    /// The text that is hashed: one record per line, fields between tabs, absent fields as `-`, present texts after
    /// `+`. Two minutes that differ anywhere have different texts. The first line names the form, so that it may
    /// change.
    pub fn canonical_text(&self) -> String {
        let heading = &self.heading;
        let mut lines = Lines(String::new());
        lines.add(NAME, &[if self.seal.is_some() { "2" } else { FIRST_FORM }.to_owned()]);
        let version = heading.version.to_string();
        lines.add(
            "meeting",
            &[heading.plan_year.to_string(), heading.stage.code().to_owned(), text(&heading.seat), heading.held_on.to_string(), version],
        );
        lines.add("held", &[text(&heading.place), text(&heading.leader), if heading.by_vote { "vote" } else { "consensus" }.to_owned()]);
        let notes = [&heading.dissent, &heading.ceiling_note, &heading.women_note];
        lines.add("notes", &notes.map(|note| optional(note.as_ref().map(Note::text))));
        lines.add("attendance", &[self.attendance.total.to_string(), self.attendance.women.to_string()]);
        for name in &heading.missing {
            lines.add("missing", &[text(name)]);
        }
        let lists = [
            ("priority", &self.priority),
            ("reserve", &self.reserve),
            ("not_accommodated", &self.not_accommodated),
            ("returned", &self.returned),
            ("merged", &self.merged),
        ];
        for (list, items) in lists {
            for item in items {
                lines.add(list, &item.fields());
            }
        }
        match &self.seal {
            Some(seal) => self.add_seal(&mut lines, seal),
            None => self.add_names(&mut lines),
        }
        lines.0
    }

    /// What everybody may read of the hashed text: all of it, but for names in texts of the first form.
    pub fn public_text(&self) -> String {
        if self.is_public_whole() { self.canonical_text() } else { Self { delegates: Vec::new(), ..self.clone() }.canonical_text() }
    }

    /// Whether the public text is word for word what was hashed.
    pub fn is_public_whole(&self) -> bool {
        self.seal.is_some() || self.delegates.is_empty()
    }

    /// The names, for offices, as they are hashed.
    pub fn annex_text(&self, salt: Uuid) -> String {
        let mut lines = Lines(String::new());
        lines.add("rembuk-minutes-annex", &["1".to_owned()]);
        lines.add("salt", &[salt.to_string()]);
        self.add_names(&mut lines);
        lines.0
    }

    fn add_names(&self, lines: &mut Lines) {
        for delegate in &self.delegates {
            lines.add("delegate", &[text(&delegate.name), if delegate.is_woman { "woman" } else { "man" }.to_owned()]);
        }
    }

    fn add_seal(&self, lines: &mut Lines, Seal { annex, checkpoint, .. }: &Seal) {
        let women = self.delegates.iter().filter(|delegate| delegate.is_woman).count();
        lines.add("delegates", &[self.delegates.len().to_string(), women.to_string(), annex.to_string()]);
        match checkpoint {
            Some(Checkpoint { size, root, key }) => lines.add(LOG, &[size.to_string(), root.to_string(), text(key)]),
            None => lines.add(LOG, &["-".to_owned()]),
        }
    }
}

/// The state of the public log that a public text names; none where it names none.
pub fn checkpoint_of(public_text: &str) -> Option<Checkpoint> {
    let line = public_text.lines().find_map(|line| line.strip_prefix(LOG)?.strip_prefix('\t'))?;
    let mut fields = line.split('\t');
    let (size, root, key) = (fields.next()?.parse().ok()?, fields.next()?, fields.next()?.strip_prefix('+')?);
    Some(Checkpoint { size, root: root.parse::<Digest>().ok()?, key: key.to_owned() })
}

/// Whether a public text may lack names that were hashed with it, so that nobody but an office makes its hash again.
pub fn may_lack_names(public_text: &str) -> bool {
    public_text.lines().next().is_some_and(|line| line.split('\t').eq([NAME, FIRST_FORM]))
}

impl Item {
    fn fields(&self) -> [String; 12] {
        [
            self.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string()),
            self.number.to_string(),
            self.decision.code().to_owned(),
            self.reason.as_ref().map_or("-", |reason| reason.code().code()).to_owned(),
            optional(self.reason.as_ref().map(Reason::text)),
            text(&self.title),
            self.volume.thousandths().to_string(),
            text(&self.unit),
            self.cost.amount().to_string(),
            optional(self.agency.as_deref()),
            self.support.local.to_string(),
            self.support.other.to_string(),
        ]
    }
}

struct Lines(String);

impl Lines {
    fn add(&mut self, name: &str, fields: &[String]) {
        self.0.push_str(name);
        for field in fields {
            self.0.push('\t');
            self.0.push_str(field);
        }
        self.0.push('\n');
    }
}

/// Text on one line: the three characters with a meaning in the form are written out.
fn text(text: &str) -> String {
    format!("+{}", text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n"))
}

fn optional(given: Option<&str>) -> String {
    given.map_or_else(|| "-".to_owned(), text)
}
