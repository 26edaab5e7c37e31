//! Reads a posted form into what a command takes: the one place where typed text becomes values. What cannot be read is
//! kept as a problem at its field, and all of them are told at once. A rule that a command finds broken names the field
//! of what it took; forms call their fields the same. What happens then is the command's; what a form is made of, its
//! page's.

use super::Fields;
use domain::{
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};
use services::{CommandError, Problem};

pub struct Reading<'a> {
    fields: &'a Fields,
    problems: Vec<Problem>,
}

impl Fields {
    /// What the one field holds that a form is about.
    pub fn read<T>(&self, field: &'static str, parse: impl FnOnce(&str) -> Result<T, Refusal>) -> Result<T, CommandError> {
        parse(self.text(field)).map_err(|refusal| CommandError::at(field, refusal))
    }
}

impl<'a> Reading<'a> {
    pub fn of(fields: &'a Fields) -> Self {
        Self { fields, problems: Vec::new() }
    }

    /// What stands in a field; nothing where that is a problem.
    pub fn read<T>(&mut self, field: &'static str, parse: impl FnOnce(&'a str) -> Result<T, Refusal>) -> Option<T> {
        parse(self.fields.text(field)).map_err(|refusal| self.wrong(field, refusal)).ok()
    }

    /// A field that may stay empty.
    pub fn any<T>(&mut self, field: &'static str, parse: impl FnOnce(&'a str) -> Result<T, Refusal>) -> Option<Option<T>> {
        if self.fields.text(field).is_empty() { Some(None) } else { self.read(field, parse).map(Some) }
    }

    /// One of several; a code that is not among them is none.
    pub fn choice<T>(&mut self, field: &'static str, from_code: impl FnOnce(&'a str) -> Option<T>) -> Option<T> {
        self.read(field, |code| from_code(code).ok_or(Refusal::Required))
    }

    /// A code and words of its own, from the fields `reason_code` and `reason_text`.
    pub fn reason(&mut self) -> Option<Reason> {
        let code = self.choice("reason_code", ReasonCode::from_code);
        let reason = self.read("reason_text", |text| Reason::new(code.unwrap_or(ReasonCode::Other), text));
        code.and(reason)
    }

    /// Something is wrong at a field, whatever stands in it.
    pub fn wrong(&mut self, field: &'static str, refusal: Refusal) {
        self.problems.push(Problem::new(field, refusal));
    }

    /// What the command takes, when all of it could be read.
    pub fn done<T>(self, made: Option<T>) -> Result<T, CommandError> {
        match made {
            Some(made) if self.problems.is_empty() => Ok(made),
            _ => Err(CommandError::Problems(self.problems)),
        }
    }

    /// The same of several fields.
    pub fn make<T>(self, make: impl FnOnce() -> Option<T>) -> Result<T, CommandError> {
        self.done(make())
    }

    /// Of a form whose command takes, or judges, part of it whatever is wrong with the rest: how it ended, and what was
    /// wrong.
    pub fn beside<T>(self, outcome: Result<T, CommandError>) -> Result<T, CommandError> {
        match outcome {
            Err(CommandError::Problems(found)) => Err(CommandError::Problems(found.into_iter().chain(self.problems).collect())),
            Ok(_) if !self.problems.is_empty() => Err(CommandError::Problems(self.problems)),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reason::Note;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn problems<T>(outcome: Result<T, CommandError>) -> Vec<(&'static str, Refusal)> {
        let Err(CommandError::Problems(problems)) = outcome else { return Vec::new() };
        problems.into_iter().map(|problem| (problem.field, problem.refusal)).collect()
    }

    #[test]
    fn everything_that_is_wrong_with_a_form_is_told_at_once() {
        let sent = fields(&[("note", "x"), ("reason_code", "pagu"), ("reason_text", "")]);
        let mut form = Reading::of(&sent);
        let (note, reason) = (form.read("note", Note::new), form.reason());
        let expected =
            [("note", Refusal::TooShort { least: Note::LEAST }), ("reason_code", Refusal::Required), ("reason_text", Refusal::Required)];
        assert_eq!(problems(form.make(|| Some((note?, reason?)))), expected);
    }

    #[test]
    fn an_empty_field_is_nothing_only_where_it_may_stay_empty() {
        let sent = fields(&[("note", " ")]);
        let mut form = Reading::of(&sent);
        assert_eq!(form.any("note", Note::new), Some(None));
        assert_eq!(form.read("note", Note::new), None);
        assert_eq!(problems(form.done(Some(()))), [("note", Refusal::Required)]);
    }

    #[test]
    fn what_a_command_found_stands_beside_what_could_not_be_read() {
        let sent = fields(&[]);
        let mut form = Reading::of(&sent);
        form.read("photo_alt", Note::new);
        let outcome: Result<(), _> = Err(CommandError::at("photo", Refusal::Required));
        assert_eq!(problems(form.beside(outcome)), [("photo", Refusal::Required), ("photo_alt", Refusal::Required)]);
    }
}
