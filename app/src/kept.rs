//! What somebody typed into a form that was not let through: they must sign in first, the page was out of date, we
//! failed. It travels in hidden fields of the forms that follow, so that nothing is stored for people nobody knows.
//! How it looks is in `components/kept`, how it is read off a request in [`tape`].

pub mod again;
pub mod tape;

use crate::{
    form_paths::FormPaths,
    forms::{Fields, is_secret},
    links,
};

/// Names of hidden fields that carry another form: where it was going, and whether it had a file; its own fields have
/// this name before theirs.
const CARRIED_TO: &str = "isian";
const CARRIED_FILE: &str = "isian-berkas";
const CARRIED: &str = "isian.";

/// More than any form of ours has.
const MOST_FIELDS: usize = 500;

/// A form that did not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it was sent to.
    pub path: String,
    pub fields: Vec<(String, String)>,
    /// A file went with it, which only its own page can send again.
    pub has_file: bool,
}

impl Kept {
    /// None when there is nothing that could be sent again. Passwords and codes are asked for again, never kept.
    pub fn new(path: &str, pairs: Vec<(String, String)>, has_file: bool, forms: &FormPaths) -> Option<Self> {
        let fields = pairs.into_iter().map(|(name, value)| {
            let value = if is_secret(&name) { String::new() } else { value };
            (name, value)
        });
        let kept = Self { path: path.to_owned(), fields: Fields::new(fields.collect()).pairs().to_vec(), has_file };
        (kept.fields.len() <= MOST_FIELDS && forms.have(path)).then_some(kept)
    }

    /// The form that came along in the fields of another.
    pub fn carried_in(fields: &Fields, forms: &FormPaths) -> Option<Self> {
        let carried = fields.pairs().iter().filter_map(|(name, value)| Some((name.strip_prefix(CARRIED)?.to_owned(), value.clone())));
        let kept = Self::new(fields.text(CARRIED_TO), carried.collect(), fields.has(CARRIED_FILE), forms)?;
        (!kept.is_of_the_door()).then_some(kept)
    }

    /// As fields of another form.
    pub fn carried(&self) -> Vec<(String, String)> {
        let mut fields = vec![(CARRIED_TO.to_owned(), self.path.clone())];
        fields.extend(self.has_file.then(|| (CARRIED_FILE.to_owned(), "1".to_owned())));
        fields.extend(self.fields.iter().map(|(name, value)| (format!("{CARRIED}{name}"), value.clone())));
        fields
    }

    /// What was sent to come in, to go out or to choose the language leads nowhere once one is in.
    pub fn is_of_the_door(&self) -> bool {
        let door = [links::SIGN_IN, links::REGISTER, links::SIGN_OUT, links::LANGUAGE];
        door.iter().any(|path| self.path == *path || self.path.starts_with(&format!("{path}/")))
    }

    /// Whether there is something that a person wrote, and not only choices and marks of the page.
    pub fn has_words(&self) -> bool {
        self.fields.iter().any(|(name, value)| !value.trim().is_empty() && kind_of(name, value) == FieldKind::Words)
    }
}

/// What a field of a form is to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Written by hand: shown, and open to change.
    Words,
    Secret,
    /// Ids, choices, versions: they go along unseen.
    Mark,
}

pub fn kind_of(name: &str, value: &str) -> FieldKind {
    if is_secret(name) {
        FieldKind::Secret
    } else if label_key(name).is_some() || value.trim().contains(char::is_whitespace) {
        FieldKind::Words
    } else {
        FieldKind::Mark
    }
}

/// The text that names a field that is written by hand.
pub fn label_key(name: &str) -> Option<&'static str> {
    LABELS.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
}

const LABELS: [(&str, &str); 46] = [
    ("address", "draft_field.address"),
    ("amount", "item.amount"),
    ("answer_body", "comments.answer_body"),
    ("attendance", "opening.attendance"),
    ("body", "kept.body"),
    ("budget", "plan_form.budget"),
    ("ceiling_note", "check.ceiling_note"),
    ("comment_body", "comments.body"),
    ("contact", "sign_in.contact"),
    ("contribution_note", "draft_field.contribution_note"),
    ("cost", "item.cost"),
    ("dissent", "check.dissent"),
    ("expected_result", "plan_form.expected_result"),
    ("households", "draft_field.households"),
    ("indicator", "plan_form.indicator"),
    ("latitude", "draft.latitude"),
    ("leader", "opening.leader"),
    ("location", "plan_form.location"),
    ("longitude", "draft.longitude"),
    ("name", "register.name"),
    ("new_password", "password.new"),
    ("note", "item.note"),
    ("old_password", "password.old"),
    ("on_behalf_of", "new.resident"),
    ("own_contribution", "draft_field.own_contribution"),
    ("passkey_name", "passkeys.name"),
    ("password", "sign_in.password"),
    ("people", "draft_field.people"),
    ("photo_alt", "photos.alt"),
    ("place", "opening.place"),
    ("problem", "draft_field.problem"),
    ("reason", "withdraw.reason"),
    ("reason_text", "item.reason_text"),
    ("response_days", "plan_form.response_days"),
    ("scheduled_on", "schedule.day"),
    ("stated_cost", "draft_field.stated_cost"),
    ("summary", "plan_form.summary"),
    ("text", "item.recommendation"),
    ("title", "draft_field.title"),
    ("to", "move.to"),
    ("unit", "draft_field.unit"),
    ("until", "item.until"),
    ("volume", "draft_field.volume"),
    ("wanted_work", "draft_field.wanted_work"),
    ("women", "opening.women"),
    ("women_note", "check.women_note"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_comes_back_out_of_another_as_it_went_in_but_for_its_secrets() {
        let forms = crate::routes().form_paths();
        let sent = pairs(&[
            ("comment_body", "Saya setuju.\n\nSungguh."),
            ("new_password", "rahasia"),
            ("target_groups", ""),
            ("target_groups", "women"),
        ]);
        let kept = Kept::new("/usulan/x/komentar", sent, false, &forms).expect("a form of ours");
        assert_eq!(kept.fields[1], ("new_password".to_owned(), String::new()));
        let mut other = pairs(&[("contact", "a@contoh.id")]);
        other.extend(kept.carried());
        assert_eq!(Kept::carried_in(&Fields::new(other), &forms), Some(kept));
    }

    #[test]
    fn only_forms_of_ours_are_sent_again_and_none_of_the_door() {
        let forms = crate::routes().form_paths();
        for path in ["//jahat.example", "https://jahat.example/usulan/baru", "/tidak/ada", "", "/usulan", "/musrenbang/x/cetak"] {
            assert_eq!(Kept::new(path, Vec::new(), false, &forms), None, "{path}");
        }
        for path in ["/masuk", "/daftar", "/keluar/semua", "/bahasa"] {
            let kept = Kept::new(path, Vec::new(), false, &forms).expect(path);
            assert_eq!(Kept::carried_in(&Fields::new(kept.carried()), &forms), None, "{path}");
        }
        assert_eq!(Kept::new("/usulan/baru", vec![Default::default(); 501], false, &forms), None);
    }

    #[test]
    fn what_a_hand_wrote_is_told_from_marks_and_secrets() {
        for (name, value, kind) in [
            ("comment_body", "", FieldKind::Words),
            ("comment_id", "0193a0a0-0000-7000-8000-000000000000", FieldKind::Mark),
            ("something_new", "two words", FieldKind::Words),
            ("proposal_type", "lainnya", FieldKind::Mark),
            ("old_password", "x y", FieldKind::Secret),
            ("reason_code", "PAGU", FieldKind::Mark),
        ] {
            assert_eq!(kind_of(name, value), kind, "{name}");
        }
    }
}
