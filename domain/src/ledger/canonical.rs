//! The bytes of an entry, the same on every machine and in every version: RFC 8785 JSON without spaces, names in
//! ascending order, no fractions. Digests are made from them, so what is written here is never changed; a new form
//! gets a new version beside the old one.

use super::{Entry, Event, Subject};
use crate::{account::Role, clock::Instant, ids::EntryId, permission::Acting, region::RegionCode};
use serde::Serialize;
use uuid::Uuid;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    id: EntryId,
    at: Instant,
    acting: Option<Hat<'a>>,
    subject: Subject,
    position: u32,
    imported: bool,
    event: &'a Event,
}

#[derive(Serialize)]
struct Hat<'a> {
    account: Uuid,
    role: Option<Role>,
    region: Option<&'a str>,
    agency: Option<Uuid>,
}

impl<'a> From<&'a Acting> for Hat<'a> {
    fn from(acting: &'a Acting) -> Self {
        Self {
            account: acting.account.0,
            role: acting.role,
            region: acting.region.as_ref().map(RegionCode::as_str),
            agency: acting.agency.map(|agency| agency.0),
        }
    }
}

impl Entry {
    /// What its digest is made from.
    pub fn canonical(&self) -> Result<Vec<u8>, serde_json::Error> {
        let written = Written {
            version: VERSION,
            id: self.id,
            at: self.at,
            acting: self.acting.as_ref().map(Hat::from),
            subject: self.subject,
            position: self.position,
            imported: self.imported,
            event: &self.event,
        };
        // A value keeps its names in ascending order.
        serde_json::to_vec(&serde_json::to_value(written)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        comment::CommentKind,
        cycle::StageKind,
        ids::{AccountId, AgencyId, CommentId, CycleId, PlanId, ProposalId},
        ledger::{Digest, Leg},
        money::Rupiah,
        plan::{PlanEventKind, PlanState, PlanStatus, Stance},
        proposal::{EventKind, Position, ProposalEvent, Status},
        reason::{Reason, ReasonCode},
    };
    use chrono::DateTime;

    fn entry(subject: Subject, acting: Option<Acting>, event: Event) -> Entry {
        let at = DateTime::from_timestamp_micros(1_790_000_000_123_456).unwrap();
        Entry { id: EntryId(Uuid::from_u128(7)), at, acting, subject, position: 3, imported: false, event }
    }

    fn bytes(entry: &Entry) -> String {
        String::from_utf8(entry.canonical().unwrap()).unwrap()
    }

    /// What these entries look like has been hashed by others.
    #[test]
    fn the_bytes_of_an_entry_never_change() {
        let rt = RegionCode::parse("15.71.10.1003-018").ok();
        let hat = Acting {
            account: AccountId(Uuid::from_u128(1)),
            role: Some(Role::RtHead),
            region: rt.clone(),
            agency: Some(AgencyId(Uuid::from_u128(2))),
        };
        let proposal = Subject::Proposal(ProposalId(Uuid::from_u128(9)));
        assert_eq!(
            bytes(&entry(proposal, Some(hat), Event::SupportGiven { home: rt })),
            "{\"acting\":{\"account\":\"00000000-0000-0000-0000-000000000001\",\
             \"agency\":\"00000000-0000-0000-0000-000000000002\",\"region\":\"15.71.10.1003-018\",\"role\":\"rt_head\"},\
             \"at\":\"2026-09-21T14:13:20.123456Z\",\"event\":{\"home\":\"15.71.10.1003-018\",\"kind\":\"support_given\"},\
             \"id\":\"00000000-0000-0000-0000-000000000007\",\"imported\":false,\"position\":3,\
             \"subject\":{\"proposal\":\"00000000-0000-0000-0000-000000000009\"},\"version\":1}"
        );
        let machine = entry(Subject::Comment(CommentId(Uuid::nil())), None, Event::Liked);
        assert_eq!(
            bytes(&machine),
            "{\"acting\":null,\"at\":\"2026-09-21T14:13:20.123456Z\",\"event\":{\"kind\":\"liked\"},\
             \"id\":\"00000000-0000-0000-0000-000000000007\",\"imported\":false,\"position\":3,\
             \"subject\":{\"comment\":\"00000000-0000-0000-0000-000000000000\"},\"version\":1}"
        );
    }

    /// One of each, as it is stored.
    fn written() -> Vec<(Event, String)> {
        let nobody = Uuid::nil();
        let rt = RegionCode::parse("15.71.10.1003-018").unwrap();
        let (digest, zero) = (Digest([0x1f; 32]), "1f".repeat(32));
        let one = |event: Event, text: &str| (event, text.to_owned());
        let bare = ProposalEvent::remark(EventKind::Agreed, Position { stage: StageKind::Kelurahan, status: Status::Agreed });
        let full = ProposalEvent {
            amount: Rupiah::new(1_000_000).ok(),
            until: "2027-03-01".parse().ok(),
            into: Some(ProposalId(nobody)),
            cycle: Some(CycleId(nobody)),
            ..bare.clone().with_reason(Reason::new(ReasonCode::OverCeiling, "melebihi pagu").unwrap())
        };
        vec![
            one(
                Event::Moved(Leg::of(&bare, Some(2), None, None)),
                r#"{"kind":"moved","rank":2,"stage":"kelurahan","status":"agreed","what":"agreed"}"#,
            ),
            one(
                Event::Remarked(Leg::of(&full, None, Some(digest), Some(digest))),
                &format!(
                    r#"{{"amount":1000000,"cycle":"{nobody}","kind":"remarked","note":"{zero}","other":"{nobody}","reason":"PAGU","stage":"kelurahan","status":"agreed","until":"2027-03-01","what":"agreed","words":"{zero}"}}"#
                ),
            ),
            one(
                Event::PlanMoved {
                    what: PlanEventKind::Published,
                    state: PlanState { status: PlanStatus::Published, closes_on: "2027-03-01".parse().ok(), ..PlanState::DRAFT },
                    due_on: None,
                    reason: None,
                    words: Some(digest),
                },
                &format!(
                    r#"{{"due_on":null,"kind":"plan_moved","reason":null,"state":{{"closes_on":"2027-03-01","extended":false,"follow_up":null,"outcome":null,"status":"published"}},"what":"published","words":"{zero}"}}"#
                ),
            ),
            one(Event::Sent { rt: rt.clone() }, r#"{"kind":"sent","rt":"15.71.10.1003-018"}"#),
            one(Event::SupportGiven { home: None }, r#"{"home":null,"kind":"support_given"}"#),
            one(Event::SupportWithdrawn, r#"{"kind":"support_withdrawn"}"#),
            one(
                Event::SupporterSettled { person: AccountId(nobody), home: Some(rt) },
                &format!(r#"{{"home":"15.71.10.1003-018","kind":"supporter_settled","person":"{nobody}"}}"#),
            ),
            one(Event::Merged { into: ProposalId(nobody) }, &format!(r#"{{"into":"{nobody}","kind":"merged"}}"#)),
            one(Event::Parted, r#"{"kind":"parted"}"#),
            one(Event::StanceTaken { stance: Stance::Oppose, local: true }, r#"{"kind":"stance_taken","local":true,"stance":"oppose"}"#),
            one(
                Event::ResponderSettled { person: AccountId(nobody), local: None },
                &format!(r#"{{"kind":"responder_settled","local":null,"person":"{nobody}"}}"#),
            ),
            one(
                Event::Commented { comment: CommentId(nobody), said: CommentKind::Question, words: digest },
                &format!(r#"{{"comment":"{nobody}","kind":"commented","said":"question","words":"{zero}"}}"#),
            ),
            one(Event::Liked, r#"{"kind":"liked"}"#),
            one(Event::LikeWithdrawn, r#"{"kind":"like_withdrawn"}"#),
            one(Event::CommentHidden { words: digest }, &format!(r#"{{"kind":"comment_hidden","words":"{zero}"}}"#)),
            one(Event::CommentRestored, r#"{"kind":"comment_restored"}"#),
        ]
    }

    #[test]
    fn every_event_is_written_and_read_alike() {
        for (event, text) in written() {
            let value = serde_json::to_value(&event).unwrap();
            assert_eq!(value.to_string(), text);
            assert_eq!(value["kind"], event.code());
            assert_eq!(Event::read(&value).unwrap(), event);
        }
    }

    #[test]
    fn what_no_event_says_is_not_read() {
        for wrong in [
            r#"{"kind":"Liked"}"#,
            r#"{"kind":"liked","by":1}"#,
            r#"{"kind":"sent"}"#,
            r#"{"kind":"sent","rt":"15"}"#,
            r#"{"kind":"support_given","home":null,"hone":null}"#,
            "{}",
        ] {
            assert!(Event::read(&serde_json::from_str(wrong).unwrap()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_subject_is_known_by_its_code() {
        let id = Uuid::from_u128(4);
        for subject in [Subject::Plan(PlanId(id)), Subject::Proposal(ProposalId(id)), Subject::Comment(CommentId(id))] {
            assert_eq!(Subject::from_code(subject.code(), id), Some(subject));
            assert_eq!(subject.id(), id);
        }
        assert_eq!(Subject::from_code("city", id), None);
    }
}
