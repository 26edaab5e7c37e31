//! Two people write one plan: what each changed stands, and what both changed is shown to the one who saves later.

use crate::forms::{Fields, shown_name};
use domain::{money::Rupiah, plan::PlanDraft};
use services::{Problem, Typed};

/// The fields of the form as they are stored, each as it stands in its field.
pub fn stored(draft: &PlanDraft) -> [(&'static str, String); 14] {
    let number = |number: Option<u16>| number.map_or_else(String::new, |number| number.to_string());
    let regions: Vec<String> = draft.regions.iter().map(ToString::to_string).collect();
    [
        ("agency", draft.agency.map_or_else(String::new, |id| id.to_string())),
        ("title", draft.title.clone()),
        ("summary", draft.summary.clone()),
        ("problem", draft.problem.clone()),
        ("expected_result", draft.expected_result.clone()),
        ("indicator", draft.indicator.clone()),
        ("body", draft.body.clone()),
        ("plan_year", number(draft.plan_year)),
        ("budget", draft.budget.map_or_else(String::new, Rupiah::grouped)),
        ("source", draft.source.map_or("", domain::money::FundingSource::code).to_owned()),
        ("location", draft.location.clone()),
        ("city_wide", if draft.city_wide { "ya".to_owned() } else { String::new() }),
        ("regions", regions.join(" ")),
        ("response_days", number(draft.response_days)),
    ]
}

/// The same for a form that stays where it is: what of it is stored otherwise than its page says.
pub fn shown_now(fields: &Fields, draft: &PlanDraft) -> Vec<(String, String)> {
    let changed = stored(draft).into_iter().filter(|(name, value)| fields.typed(name).shown != Some(value));
    changed.map(|(name, value)| (shown_name(name), value)).collect()
}

/// What was sent, with what somebody else has stored meanwhile wherever this form changed nothing; and the fields that
/// both changed.
pub fn merged(fields: &Fields, now: &PlanDraft) -> (Fields, Vec<Problem>) {
    let mut pairs = fields.pairs().to_vec();
    let mut problems = Vec::new();
    for (name, stored) in stored(now) {
        // Places are ticked: several values of one name.
        let sent = fields.all(name).collect::<Vec<_>>().join(" ");
        match (Typed { text: &sent, ..fields.typed(name) }).over(&stored) {
            Ok(value) if value == sent => {}
            Ok(value) => {
                pairs.retain(|(known, _)| known != name);
                let values: Vec<String> = if name == "regions" { value.split(' ').map(str::to_owned).collect() } else { vec![value] };
                pairs.extend(values.into_iter().filter(|value| !value.is_empty()).map(|value| (name.to_owned(), value)));
            }
            Err(refusal) => problems.push(Problem::new(name, refusal)),
        }
    }
    (Fields::new(pairs), problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_both_changed_is_asked_about() {
        let now = PlanDraft { title: "Judul baru".into(), summary: "Ringkasan baru".into(), ..PlanDraft::default() };
        let pairs = [
            ("semula.title", "Judul"),
            ("title", "Judul saya"),
            ("semula.summary", "Ringkasan"),
            ("summary", "Ringkasan"),
            ("semula.location", ""),
            ("location", "Tepi sungai"),
            ("semula.regions", "15.71.10.1003"),
            ("regions", "15.71.10.1003"),
        ];
        let fields = Fields::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let (merged, problems) = merged(&fields, &now);
        assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), ["title"]);
        assert_eq!(
            (merged.text("title"), merged.text("summary"), merged.text("location")),
            ("Judul saya", "Ringkasan baru", "Tepi sungai")
        );
        assert!(!merged.has("regions"), "the other took the place off");
    }
}
