//! What news are about, in words that travel between servers and browsers: one subject (`usulan:…`), or all of a kind
//! (`usulan`), for lists, which follow what is done with proposals and not every voice that is given to one.

use domain::{
    ids::{MusrenbangId, PlanId, ProposalId},
    ledger::{AccountEvent, Event, Subject},
};
use std::{
    collections::BTreeSet,
    fmt::{Display, Formatter, Result as Written},
    str::FromStr,
    sync::Arc,
};

/// More than these are told as anything: what travels between servers has its limit.
const MOST_TOLD: usize = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Proposal(ProposalId),
    Plan(PlanId),
    Meeting(MusrenbangId),
    Proposals,
    Plans,
    Meetings,
    /// Who lives where.
    Residents,
}

impl Topic {
    /// What an entry changes; a comment is told as what it stands under, by whoever knows that.
    pub fn of(subject: Subject, event: &Event) -> Vec<Self> {
        let (one, all) = match subject {
            Subject::Proposal(id) => (Self::Proposal(id), Self::Proposals),
            Subject::Plan(id) => (Self::Plan(id), Self::Plans),
            Subject::Musrenbang(id) => (Self::Meeting(id), Self::Meetings),
            Subject::Account(_) => return if moves_somebody(event) { vec![Self::Residents] } else { Vec::new() },
            Subject::Comment(_) | Subject::Cycle(_) | Subject::City => return Vec::new(),
        };
        if is_a_voice(event) { vec![one] } else { vec![one, all] }
    }

    /// The subject whose entries say how far it is; none for all of a kind.
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Proposal(id) => Some(id.into()),
            Self::Plan(id) => Some(id.into()),
            Self::Meeting(id) => Some(id.into()),
            Self::Proposals | Self::Plans | Self::Meetings | Self::Residents => None,
        }
    }
}

/// One among many, which no list is read again for.
fn is_a_voice(event: &Event) -> bool {
    use Event as E;
    matches!(
        event,
        E::SupportGiven { .. }
            | E::SupportWithdrawn
            | E::SupporterSettled { .. }
            | E::StanceTaken { .. }
            | E::ResponderSettled { .. }
            | E::Commented { .. }
            | E::Scored { .. }
    )
}

fn moves_somebody(event: &Event) -> bool {
    use AccountEvent as A;
    let Event::Account(event) = event else { return false };
    matches!(
        event,
        A::HomeChanged { .. }
            | A::ResidenceConfirmed { .. }
            | A::ResidenceDenied { .. }
            | A::ConfirmationWithdrawn { .. }
            | A::AccountDeleted
    )
}

impl Display for Topic {
    fn fmt(&self, to: &mut Formatter<'_>) -> Written {
        match self {
            Self::Proposal(id) => write!(to, "usulan:{id}"),
            Self::Plan(id) => write!(to, "rencana:{id}"),
            Self::Meeting(id) => write!(to, "musyawarah:{id}"),
            Self::Proposals => to.write_str("usulan"),
            Self::Plans => to.write_str("rencana"),
            Self::Meetings => to.write_str("musyawarah"),
            Self::Residents => to.write_str("warga"),
        }
    }
}

/// No topic of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTopic;

impl FromStr for Topic {
    type Err = NoTopic;

    fn from_str(text: &str) -> Result<Self, NoTopic> {
        match text.split_once(':') {
            Some(("usulan", id)) => id.parse().map(Self::Proposal).map_err(|_| NoTopic),
            Some(("rencana", id)) => id.parse().map(Self::Plan).map_err(|_| NoTopic),
            Some(("musyawarah", id)) => id.parse().map(Self::Meeting).map_err(|_| NoTopic),
            Some(_) => Err(NoTopic),
            None => [Self::Proposals, Self::Plans, Self::Meetings, Self::Residents]
                .into_iter()
                .find(|all| all.to_string() == text)
                .ok_or(NoTopic),
        }
    }
}

/// What one commit has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Of(Arc<[Topic]>),
    /// Nobody knows what, or it is too much to be named.
    Anything,
}

impl Told {
    /// Nothing where nothing is to be told.
    pub fn all(topics: &BTreeSet<Topic>) -> Option<Self> {
        match topics.len() {
            0 => None,
            count if count <= MOST_TOLD => Some(Self::Of(topics.iter().copied().collect())),
            _ => Some(Self::Anything),
        }
    }

    /// Words of a server that may be of another version: what is not known is told to nobody.
    pub fn parse(words: &str) -> Self {
        if words == ANYTHING { Self::Anything } else { Self::Of(words.split(',').filter_map(|word| word.parse().ok()).collect()) }
    }

    pub(super) fn among(&self, topics: &[Topic]) -> Vec<Topic> {
        match self {
            Self::Of(told) => topics.iter().filter(|topic| told.contains(topic)).copied().collect(),
            Self::Anything => topics.to_vec(),
        }
    }
}

const ANYTHING: &str = "*";

impl Display for Told {
    fn fmt(&self, to: &mut Formatter<'_>) -> Written {
        match self {
            Self::Of(topics) => to.write_str(&topics.iter().map(Topic::to_string).collect::<Vec<_>>().join(",")),
            Self::Anything => to.write_str(ANYTHING),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_told_is_heard_in_the_same_words() {
        let id = Uuid::from_u128(7);
        let all = [
            Topic::Proposal(id.into()),
            Topic::Plan(id.into()),
            Topic::Meeting(id.into()),
            Topic::Proposals,
            Topic::Plans,
            Topic::Meetings,
            Topic::Residents,
        ];
        for topic in all {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        for word in ["", "usulan:", "usulan:x", "akun:00000000-0000-0000-0000-000000000007", "Usulan"] {
            assert_eq!(word.parse::<Topic>(), Err(NoTopic), "{word}");
        }
        let told = Told::all(&all.into()).unwrap();
        assert_eq!(Told::parse(&told.to_string()), told);
        assert_eq!(Told::parse("sesuatu,usulan"), Told::Of([Topic::Proposals].into()));
    }

    #[test]
    fn what_is_too_much_to_be_named_is_anything_and_fits_between_servers() {
        let many = |count: u128| (0..count).map(|id| Topic::Meeting(Uuid::from_u128(id).into())).collect::<BTreeSet<_>>();
        assert!(Told::all(&many(100)).unwrap().to_string().len() < 8000);
        assert_eq!(Told::all(&many(101)), Some(Told::Anything));
        assert_eq!(Told::all(&many(0)), None);
        assert_eq!(Told::Anything.among(&[Topic::Plans]), [Topic::Plans]);
    }

    #[test]
    fn a_voice_changes_its_proposal_and_no_list() {
        let subject = Subject::Proposal(Uuid::from_u128(1).into());
        assert_eq!(Topic::of(subject, &Event::SupportWithdrawn).len(), 1);
        assert_eq!(Topic::of(subject, &Event::Parted).len(), 2);
        assert!(Topic::of(Subject::City, &Event::Parted).is_empty());
    }
}
