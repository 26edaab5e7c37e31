//! The minutes (*berita acara*) as data: priorities, reserves, what could not be accommodated and why, how many came,
//! and the delegates. Versions are numbered; the text that is hashed is the same on every machine. Hashing, printing
//! and the QR code belong to services. Names of those present, and addresses, never come in here.

use crate::{
    clock::Day,
    cycle::StageKind,
    money::{Rupiah, Volume},
    musrenbang::{Attendance, Decision},
    proposal::{ProposalNumber, SupportCount},
    reason::{Note, Reason},
};
use serde::{Deserialize, Serialize};

/// Which meeting it was, and how it agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub plan_year: u16,
    pub stage: StageKind,
    /// The region or agency, by the name it had that day.
    pub seat: String,
    pub place: String,
    pub leader: String,
    pub held_on: Day,
    /// 1, and one more for each time the meeting was reopened.
    pub version: u16,
    /// Consensus is the rule (*musyawarah untuk mufakat*); a vote is the way out, and is marked as one.
    pub by_vote: bool,
    /// Who did not agree, and with what.
    pub dissent: Option<Note>,
    pub ceiling_note: Option<Note>,
    /// Why there are few women among the delegates.
    pub women_note: Option<Note>,
    /// The lower meetings whose list had not come up, by name.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// One proposal as the meeting left it, with support as it was counted when the meeting opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub number: ProposalNumber,
    pub title: String,
    pub volume: Volume,
    pub unit: String,
    pub cost: Rupiah,
    pub agency: Option<String>,
    pub support: SupportCount,
    pub rank: Option<u32>,
    pub decision: Decision,
    pub reason: Option<Reason>,
}

/// Somebody sent to the next level. Names are internal: the public minutes count them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegateName {
    pub name: String,
    pub is_woman: bool,
}

/// The five papers of one meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub heading: Heading,
    pub priority: Vec<Item>,
    pub reserve: Vec<Item>,
    /// Rejected and deferred, each with its reason.
    pub not_accommodated: Vec<Item>,
    /// Back with its proposer: nothing was decided on it. Minutes of earlier versions have these among the former.
    #[serde(default)]
    pub returned: Vec<Item>,
    /// It goes on as part of another.
    #[serde(default)]
    pub merged: Vec<Item>,
    pub attendance: Attendance,
    pub delegates: Vec<DelegateName>,
}

impl Minutes {
    /// Sorts every item into its list: by rank, then by number, whatever order they came in. Delegates keep the order
    /// in which they were named.
    pub fn build(heading: Heading, mut items: Vec<Item>, attendance: Attendance, delegates: Vec<DelegateName>) -> Self {
        items.sort_by(|one, other| (one.rank.unwrap_or(u32::MAX), &one.number).cmp(&(other.rank.unwrap_or(u32::MAX), &other.number)));
        let (priority, others): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| item.decision == Decision::Agreed);
        let (reserve, others): (Vec<Item>, Vec<Item>) = others.into_iter().partition(|item| item.decision == Decision::Reserve);
        let mut minutes =
            Self { heading, priority, reserve, not_accommodated: others, returned: Vec::new(), merged: Vec::new(), attendance, delegates };
        minutes.tell_apart();
        minutes
    }

    /// For showing minutes that were written when what was returned or merged still stood among what was refused.
    #[must_use]
    pub fn told_apart(mut self) -> Self {
        self.tell_apart();
        self
    }

    fn tell_apart(&mut self) {
        let is = |decision| move |item: &mut Item| item.decision == decision;
        self.returned.extend(self.not_accommodated.extract_if(.., is(Decision::Returned)));
        self.merged.extend(self.not_accommodated.extract_if(.., is(Decision::Merged)));
    }

    /// The text that is hashed: one record per line, fields between tabs, absent fields as `-`, present texts after
    /// `+`. Two minutes that differ anywhere have different texts. The first line names the form, so that it may
    /// change.
    pub fn canonical_text(&self) -> String {
        let heading = &self.heading;
        let mut lines = Lines(String::new());
        lines.add("rembuk-minutes", &["1".to_owned()]);
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
        for delegate in &self.delegates {
            lines.add("delegate", &[text(&delegate.name), if delegate.is_woman { "woman" } else { "man" }.to_owned()]);
        }
        lines.0
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{reason::ReasonCode, region::RegionCode};
    use proptest::prelude::*;

    fn heading() -> Heading {
        Heading {
            plan_year: 2028,
            stage: StageKind::Kelurahan,
            seat: "Kelurahan Legok".into(),
            place: "Aula kelurahan".into(),
            leader: "Ketua LPM".into(),
            held_on: "2027-01-20".parse().expect("day"),
            version: 1,
            by_vote: false,
            dissent: None,
            ceiling_note: None,
            women_note: None,
            missing: Vec::new(),
        }
    }

    fn item(serial: u32, rank: Option<u32>, decision: Decision) -> Item {
        Item {
            number: ProposalNumber::new(RegionCode::parse("15.71.10.1003").expect("code"), 2028, serial).expect("number"),
            title: format!("Usulan {serial}"),
            volume: Volume::parse("12,5").expect("volume"),
            unit: "m".into(),
            cost: Rupiah::new(9_375_000).expect("cost"),
            agency: Some("Dinas PUPR".into()),
            support: SupportCount { local: 37, other: 4 },
            rank,
            decision,
            reason: decision.needs_reason().then(|| Reason::new(ReasonCode::OverCeiling, "melebihi pagu").expect("reason")),
        }
    }

    fn minutes(items: Vec<Item>) -> Minutes {
        let delegates = vec![DelegateName { name: "Contoh Delegasi".into(), is_woman: true }];
        Minutes::build(heading(), items, Attendance { total: 40, women: 18 }, delegates)
    }

    #[test]
    fn every_item_is_on_exactly_one_list() {
        let decided = [
            Decision::Merged,
            Decision::Reserve,
            Decision::Agreed,
            Decision::Rejected,
            Decision::Agreed,
            Decision::Deferred,
            Decision::Returned,
        ];
        let items = (1..)
            .zip(decided)
            .map(|(serial, decision)| item(serial, (decision == Decision::Agreed).then_some(10 - serial), decision))
            .collect();
        let minutes = minutes(items);
        let serials = |items: &[Item]| items.iter().map(|item| item.number.serial()).collect::<Vec<_>>();
        assert_eq!(
            (serials(&minutes.priority), serials(&minutes.reserve), serials(&minutes.not_accommodated)),
            (vec![5, 3], vec![2], vec![4, 6])
        );
        assert_eq!((serials(&minutes.returned), serials(&minutes.merged)), (vec![7], vec![1]), "neither was refused");
        assert!(minutes.not_accommodated.iter().all(|item| item.reason.is_some()));
    }

    #[test]
    fn minutes_from_before_are_told_apart_for_showing_and_hashed_as_they_were() {
        let mut old = minutes(vec![item(2, None, Decision::Rejected), item(1, None, Decision::Merged)]);
        old.not_accommodated.append(&mut old.merged);
        let text = old.canonical_text();
        assert!(text.contains("not_accommodated\t-\t15.71.10.1003/2028/0001\tmerged"), "{text}");
        let shown = old.told_apart();
        assert_eq!((shown.not_accommodated.len(), shown.merged.len()), (1, 1));
    }

    #[test]
    fn the_canonical_text_is_this_and_stays_this() {
        let text = minutes(vec![item(2, None, Decision::Rejected), item(1, Some(1), Decision::Agreed)]).canonical_text();
        assert_eq!(
            text,
            "rembuk-minutes\t1\n\
             meeting\t2028\tkelurahan\t+Kelurahan Legok\t2027-01-20\t1\n\
             held\t+Aula kelurahan\t+Ketua LPM\tconsensus\n\
             notes\t-\t-\t-\n\
             attendance\t40\t18\n\
             priority\t1\t15.71.10.1003/2028/0001\tagreed\t-\t-\t+Usulan 1\t12500\t+m\t9375000\t+Dinas PUPR\t37\t4\n\
             not_accommodated\t-\t15.71.10.1003/2028/0002\trejected\tPAGU\t+melebihi pagu\t+Usulan 2\t12500\t+m\t9375000\t+Dinas PUPR\t37\t4\n\
             delegate\t+Contoh Delegasi\twoman\n"
        );
    }

    proptest! {
        #[test]
        fn different_words_never_make_the_same_text(one in "[ab\\\\\t\n+-]{0,6}", other in "[ab\\\\\t\n+-]{0,6}", unit in "[ab\\\\\t\n]{0,4}", other_unit in "[ab\\\\\t\n]{0,4}") {
            let with = |title: &str, unit: &str| minutes(vec![Item { title: title.to_owned(), unit: unit.to_owned(), ..item(1, Some(1), Decision::Agreed) }]).canonical_text();
            prop_assert_eq!(with(&one, &unit) == with(&other, &other_unit), one == other && unit == other_unit);
        }

        #[test]
        fn the_order_in_which_items_come_in_does_not_matter(order in Just((1..=8_u32).collect::<Vec<_>>()).prop_shuffle()) {
            let built = |serials: Vec<u32>| minutes(serials.into_iter().map(|serial| item(serial, (serial % 2 == 0).then_some(serial), Decision::ALL[serial as usize % 6])).collect());
            prop_assert_eq!(built(order).canonical_text(), built((1..=8).collect()).canonical_text());
        }
    }
}
