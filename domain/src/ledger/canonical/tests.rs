use super::*;
use crate::{
    account::ContactKind,
    catalogue::Field,
    city::Setting,
    clock::Zone,
    comment::CommentKind,
    cycle::{Stage, StageKind},
    ids::{
        AccountId, AgencyId, AssignmentId, CommentId, CriterionId, CycleId, DelegateId, MusrenbangId, PlanId, ProposalId, ProposalTypeId,
    },
    ledger::{
        AccountEvent, AgencyValues, AnnouncedMoney, Asked, CeilingRecord, Changed, Counted, Digest, Facts, Frozen, Funded, Given,
        HandingOverRecord, Held, Leg, Listed, LogKeyRecord, NotesRecord, OpeningRecord, Order, OrderPlace, PlanLeg, Proposed, RegionSpan,
        RegionValues, SettingEvent, SigningRecord, TypeValues,
    },
    money::{Rupiah, Volume},
    musrenbang::{Attendance, Decision},
    one_time_code::{CodeChannel, CodePurpose},
    plan::{PlanEventKind, PlanState, PlanStatus, ResponseRule, Stance, Tally},
    priority::{Criteria, Hundredths, Points, Weighed},
    proposal::{EventKind, Position, ProposalEvent, Recommended, Status},
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
    let fewer = ProposalEvent {
        amount: Rupiah::new(1_000_000).ok(),
        recommended: Some(Recommended { cycle: CycleId(nobody), volume: Volume::parse("12,5").ok() }),
        ..ProposalEvent::remark(EventKind::Recommended, Position { stage: StageKind::Kelurahan, status: Status::Submitted })
    };
    let published = PlanLeg {
        what: PlanEventKind::Published,
        state: PlanState { status: PlanStatus::Published, closes_on: "2027-03-01".parse().ok(), ..PlanState::DRAFT },
        due_on: None,
        reason: None,
        words: None,
        office: String::new(),
        rule: None,
        evaluation: None,
        amount: None,
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
            Event::Remarked(Leg::of(&fewer, None, None, Some(digest))),
            &format!(
                r#"{{"amount":1000000,"kind":"remarked","note":"{zero}","recommended":{{"cycle":"{nobody}","volume":12500}},"stage":"kelurahan","status":"submitted","what":"recommended"}}"#
            ),
        ),
        one(
            Event::Recalled(Leg { office: "RT 18".into(), ..Leg::of(&bare, None, None, None) }),
            r#"{"kind":"recalled","office":"RT 18","stage":"kelurahan","status":"agreed","what":"agreed"}"#,
        ),
        one(
            Event::PlanMoved(PlanLeg { words: Some(digest), ..published.clone() }),
            &format!(
                r#"{{"due_on":null,"kind":"plan_moved","reason":null,"state":{{"closes_on":"2027-03-01","extended":false,"follow_up":null,"outcome":null,"status":"published"}},"what":"published","words":"{zero}"}}"#
            ),
        ),
        one(
            Event::PlanMoved(PlanLeg { rule: Some(ResponseRule::default()), ..published.clone() }),
            r#"{"due_on":null,"kind":"plan_moved","reason":null,"rule":{"follow_up_days":14,"min_count":30,"min_households_per_mille":20,"min_local_percent":50,"min_support_percent":60,"response_days":21},"state":{"closes_on":"2027-03-01","extended":false,"follow_up":null,"outcome":null,"status":"published"},"what":"published","words":null}"#,
        ),
        one(
            Event::PlanRecalled(PlanLeg {
                office: "Dinas PUPR".into(),
                evaluation: Some(ResponseRule::default().evaluate(Tally { supporting: 3, opposing: 1, local: 2 }, 50)),
                amount: Rupiah::new(1_000_000).ok(),
                ..published
            }),
            r#"{"amount":1000000,"due_on":null,"evaluation":{"households":50,"local_share":[1,2],"needed":30,"outcome":"too_few","rule":{"follow_up_days":14,"min_count":30,"min_households_per_mille":20,"min_local_percent":50,"min_support_percent":60,"response_days":21},"support_share":[3,4],"tally":{"local":2,"opposing":1,"supporting":3}},"kind":"plan_recalled","office":"Dinas PUPR","reason":null,"state":{"closes_on":"2027-03-01","extended":false,"follow_up":null,"outcome":null,"status":"published"},"what":"published","words":null}"#,
        ),
        one(Event::Sent { rt: rt.clone(), asked: None }, r#"{"kind":"sent","rt":"15.71.10.1003-018"}"#),
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
        one(Event::Assigned { agency: Some(AgencyId(nobody)) }, &format!(r#"{{"agency":"{nobody}","kind":"assigned"}}"#)),
    ]
}

/// What was asked for, told from some version on.
fn written_of_needs() -> (Event, String) {
    let asked = Asked {
        physical: true,
        volume: Volume::from_thousandths(12_500).unwrap(),
        cost: Rupiah::new(25_000_000).unwrap(),
        households: 40,
        people: None,
        first_year: 2026,
    };
    (
        Event::Sent { rt: RegionCode::parse("15.71.10.1003-018").unwrap(), asked: Some(asked) },
        r#"{"asked":{"cost":25000000,"first_year":2026,"households":40,"physical":true,"volume":12500},"kind":"sent","rt":"15.71.10.1003-018"}"#.into(),
    )
}

/// The same of meetings.
fn written_of_meetings() -> Vec<(Event, String)> {
    let nobody = Uuid::nil();
    let (digest, zero) = (Digest([0x1f; 32]), "1f".repeat(32));
    let (proposal, delegate, criterion) = (ProposalId(nobody), DelegateId(nobody), CriterionId(nobody));
    let at = DateTime::from_timestamp_micros(1_790_000_000_123_456).unwrap();
    let one = |event: Event, text: &str| (event, text.to_owned());
    let counted = Counted { proposal, local: 3, other: 1 };
    let record = OpeningRecord { place: Some(digest), leader: None, attendance: Attendance { total: 40, women: 18 } };
    let recorded = format!(r#"{{"attendance":{{"total":40,"women":18}},"kind":"KIND","leader":null,"place":"{zero}"}}"#);
    let order = Order {
        criteria: Criteria::with_defaults(|| criterion).all()[..1].to_vec(),
        facts: vec![Facts {
            proposal,
            physical: true,
            cost: Rupiah::new(1_000_000).unwrap(),
            local: 3,
            households: 40,
            beneficiaries: 20,
            years_waiting: 1,
            submitted_at: at,
        }],
        places: vec![OrderPlace { proposal, proposed: 2, rank: 1, total: Hundredths(7250) }],
    };
    let ordered = format!(
        r#"{{"criteria":[{{"code":"urgency","id":"{nobody}","source":"assessors","weight":3000}}],"facts":[{{"beneficiaries":20,"cost":1000000,"households":40,"local":3,"physical":true,"proposal":"{nobody}","submitted_at":"2026-09-21T14:13:20.123456Z","years_waiting":1}}],"kind":"KIND","places":[{{"proposal":"{nobody}","proposed":2,"rank":1,"total":7250}}]}}"#
    );
    let reasoned = (Some(ReasonCode::Other), Some(digest));
    vec![
        one(Event::Scheduled { on: "2027-03-01".parse().ok(), place: None }, r#"{"kind":"scheduled","on":"2027-03-01","place":null}"#),
        one(Event::MeetingOpened(record.clone()), &recorded.replace("KIND", "meeting_opened")),
        one(Event::OpeningCorrected(record), &recorded.replace("KIND", "opening_corrected")),
        one(
            Event::NotesWritten(NotesRecord { women: Some(digest), ceiling: None, dissent: None, by_vote: true }),
            &format!(r#"{{"by_vote":true,"ceiling":null,"dissent":null,"kind":"notes_written","women":"{zero}"}}"#),
        ),
        one(
            Event::DelegateNamed { delegate, is_woman: true },
            &format!(r#"{{"delegate":"{nobody}","is_woman":true,"kind":"delegate_named"}}"#),
        ),
        one(Event::DelegateRemoved { delegate }, &format!(r#"{{"delegate":"{nobody}","kind":"delegate_removed"}}"#)),
        one(
            Event::ItemArrived { proposal, frozen: Some(Frozen { local: 3, other: 1, at }) },
            &format!(
                r#"{{"frozen":{{"at":"2026-09-21T14:13:20.123456Z","local":3,"other":1}},"kind":"item_arrived","proposal":"{nobody}"}}"#
            ),
        ),
        one(Event::ItemLeft { proposal }, &format!(r#"{{"kind":"item_left","proposal":"{nobody}"}}"#)),
        one(
            Event::SupportFrozen { counts: vec![counted] },
            &format!(r#"{{"counts":[{{"local":3,"other":1,"proposal":"{nobody}"}}],"kind":"support_frozen"}}"#),
        ),
        one(Event::FrozenAnew(counted), &format!(r#"{{"kind":"frozen_anew","local":3,"other":1,"proposal":"{nobody}"}}"#)),
        one(
            Event::Scored { given: vec![Given { proposal, criterion, points: Points::new(4).unwrap() }] },
            &format!(r#"{{"given":[{{"criterion":"{nobody}","points":4,"proposal":"{nobody}"}}],"kind":"scored"}}"#),
        ),
        one(Event::OrderProposed(order.clone()), &ordered.replace("KIND", "order_proposed")),
        one(Event::LateOrdered(order), &ordered.replace("KIND", "late_ordered")),
        one(
            Event::RankMoved { proposal, from: 2, to: 1, reason: reasoned.0, words: reasoned.1, order: vec![proposal] },
            &format!(
                r#"{{"from":2,"kind":"rank_moved","order":["{nobody}"],"proposal":"{nobody}","reason":"LAINNYA","to":1,"words":"{zero}"}}"#
            ),
        ),
        one(Event::SuggestionAccepted { agreed: 4, reserved: 2 }, r#"{"agreed":4,"kind":"suggestion_accepted","reserved":2}"#),
        one(
            Event::ItemDecided { proposal, decision: Some(Decision::Reserve), reason: reasoned.0, words: reasoned.1 },
            &format!(r#"{{"decision":"reserve","kind":"item_decided","proposal":"{nobody}","reason":"LAINNYA","words":"{zero}"}}"#),
        ),
        one(
            Event::ReservePromoted { proposal, reason: reasoned.0, words: reasoned.1 },
            &format!(r#"{{"kind":"reserve_promoted","proposal":"{nobody}","reason":"LAINNYA","words":"{zero}"}}"#),
        ),
        one(
            Event::MeetingClosed { version: 1, minutes: digest, agreed: vec![proposal] },
            &format!(r#"{{"agreed":["{nobody}"],"kind":"meeting_closed","minutes":"{zero}","version":1}}"#),
        ),
        one(
            Event::MinutesRenewed { version: 2, minutes: digest },
            &format!(r#"{{"kind":"minutes_renewed","minutes":"{zero}","version":2}}"#),
        ),
        one(
            Event::MinutesSigned(SigningRecord { version: 1, by: digest, on: "2027-01-26".parse().unwrap(), delegates: 3 }),
            &format!(r#"{{"by":"{zero}","delegates":3,"kind":"minutes_signed","on":"2027-01-26","version":1}}"#),
        ),
        one(
            Event::MinutesHandedOver(HandingOverRecord { version: 1, to: digest, on: "2027-01-27".parse().unwrap() }),
            &format!(r#"{{"kind":"minutes_handed_over","on":"2027-01-27","to":"{zero}","version":1}}"#),
        ),
        one(
            Event::MeetingReopened { version: 2, reason: reasoned.0, words: reasoned.1 },
            &format!(r#"{{"kind":"meeting_reopened","reason":"LAINNYA","version":2,"words":"{zero}"}}"#),
        ),
    ]
}

/// The same of accounts and settings.
fn written_of_people_and_settings() -> Vec<(Event, String)> {
    use AccountEvent as A;
    let nobody = Uuid::nil();
    let (digest, zero) = (Digest([0x1f; 32]), "1f".repeat(32));
    let home = RegionCode::parse("15.71.10.1003-018").unwrap();
    let from = "2027-03-01".parse().unwrap();
    let held = |proposed_by| Held {
        assignment: AssignmentId(nobody),
        role: Role::RtHead,
        region: Some(home.clone()),
        agency: None,
        from,
        to: None,
        proposed_by,
    };
    let proposed = Proposed { role: Role::Planner, from, to: Some(from), proposed_by: None };
    let role = |kind: &str| {
        format!(
            r#"{{"agency":null,"assignment":"{nobody}","from":"2027-03-01","kind":"{kind}","region":"15.71.10.1003-018","role":"rt_head","to":null}}"#
        )
    };
    let waiting = |kind: &str| format!(r#"{{"from":"2027-03-01","kind":"{kind}","role":"planner","to":"2027-03-01"}}"#);
    let place = |kind: &str| format!(r#"{{"home":"15.71.10.1003-018","kind":"{kind}"}}"#);
    let bare = |kind: &str| format!(r#"{{"kind":"{kind}"}}"#);
    let of_accounts = vec![
        (A::AccountRegistered, bare("account_registered")),
        (A::AccountListed, bare("account_listed")),
        (A::AccountRenamed, bare("account_renamed")),
        (A::AccountClosed { words: digest }, format!(r#"{{"kind":"account_closed","words":"{zero}"}}"#)),
        (A::AccountOpened, bare("account_opened")),
        (A::AccountDeleted, bare("account_deleted")),
        (A::HomeChanged { home: home.clone() }, place("home_changed")),
        (A::ResidenceConfirmed { home: home.clone() }, place("residence_confirmed")),
        (A::ResidenceDenied { home: home.clone() }, place("residence_denied")),
        (
            A::ConfirmationWithdrawn { home: home.clone(), words: digest },
            format!(r#"{{"home":"15.71.10.1003-018","kind":"confirmation_withdrawn","words":"{zero}"}}"#),
        ),
        (A::RoleProposed(proposed.clone()), waiting("role_proposed")),
        (A::RoleRefused(proposed), waiting("role_refused")),
        (A::RoleGranted(held(None)), role("role_granted")),
        (
            A::RoleGranted(held(Some(AccountId(nobody)))),
            role("role_granted").replace(r#","region""#, &format!(r#","proposed_by":"{nobody}","region""#)),
        ),
        (A::RoleChanged(held(None)), role("role_changed")),
        (A::RoleEnded(held(None)), role("role_ended")),
        (A::PasswordChanged, bare("password_changed")),
        (A::PasswordReset { channel: CodeChannel::Mail }, r#"{"channel":"mail","kind":"password_reset"}"#.into()),
        (
            A::CodeMade { purpose: CodePurpose::Password, channel: CodeChannel::Slip },
            r#"{"channel":"slip","kind":"code_made","purpose":"password"}"#.into(),
        ),
        (A::ContactChanged { contact: ContactKind::Phone }, r#"{"contact":"phone","kind":"contact_changed"}"#.into()),
        (A::ContactConfirmed { contact: ContactKind::Email }, r#"{"contact":"email","kind":"contact_confirmed"}"#.into()),
        (A::ContactTakenOver { contact: ContactKind::Email }, r#"{"contact":"email","kind":"contact_taken_over"}"#.into()),
        (A::SecondFactorEnrolled, bare("second_factor_enrolled")),
        (A::SecondFactorRemoved, bare("second_factor_removed")),
        (A::SecondFactorReset, bare("second_factor_reset")),
        (A::RecoveryCodesRenewed, bare("recovery_codes_renewed")),
        (A::RecoveryCodeUsed, bare("recovery_code_used")),
        (A::PasskeyAdded, bare("passkey_added")),
        (A::PasskeyRemoved, bare("passkey_removed")),
        (
            A::Noted { action: "role_granted".into(), detail: serde_json::json!({ "role": "rt_head" }) },
            r#"{"action":"role_granted","detail":{"role":"rt_head"},"kind":"noted"}"#.into(),
        ),
    ];
    let of_accounts = of_accounts.into_iter().map(|(event, text)| (event.into(), text));
    of_accounts.chain(written_of_settings()).chain(written_of_lists()).collect()
}

fn written_of_settings() -> impl Iterator<Item = (Event, String)> {
    use SettingEvent as S;
    let (digest, zero) = (Digest([0x1f; 32]), "1f".repeat(32));
    let rule = ResponseRule::default();
    let rule_text = serde_json::to_value(rule).unwrap().to_string();
    let changed = Changed { of: "R-01".into(), column: "nama".into(), old: "a".into(), new: "b".into() };
    let value = |kind: &str| format!(r#"{{"column":"nama","kind":"{kind}","new":"b","of":"R-01","old":"a"}}"#);
    let legok = RegionCode::parse("15.71.10.1003").unwrap();
    let money = AnnouncedMoney {
        physical: Rupiah::new(1_000_000).unwrap(),
        non_physical: Rupiah::ZERO,
        source: "Edaran".into(),
        on: "2027-01-04".parse().unwrap(),
    };
    let money_text = r#"{"non_physical":0,"on":"2027-01-04","physical":1000000,"source":"Edaran"}"#;
    let of_settings = vec![
        (
            S::SettingChanged { key: Setting::Kind, from: None, to: Some("kabupaten".into()), words: Some(digest) },
            format!(r#"{{"from":null,"key":"kind","kind":"setting_changed","to":"kabupaten","words":"{zero}"}}"#),
        ),
        (
            S::CitySet { name: "Kota Jambi".into(), zone: Zone::Wib, contact: String::new() },
            r#"{"contact":"","kind":"city_set","name":"Kota Jambi","zone":"WIB"}"#.to_owned(),
        ),
        (
            S::WeightsSet {
                before: vec![Weighed::new("urgency", 30, "").unwrap()],
                after: vec![Weighed::new("urgency", 100, "5: berat").unwrap()],
                words: None,
            },
            r#"{"after":[{"code":"urgency","scale":"5: berat","weight":10000}],"before":[{"code":"urgency","weight":3000}],"kind":"weights_set","words":null}"#
                .into(),
        ),
        (S::CycleCreated { plan_year: 2028, stages: Vec::new() }, r#"{"kind":"cycle_created","plan_year":2028}"#.into()),
        (
            S::CycleCreated { plan_year: 2028, stages: vec![Stage::new(StageKind::Rt, "2027-01-04".parse().ok(), None).unwrap()] },
            r#"{"kind":"cycle_created","plan_year":2028,"stages":[{"closes_on":null,"kind":"rt","opens_on":"2027-01-04"}]}"#.into(),
        ),
        (
            S::ResponseRuleSet { before: rule, after: rule },
            format!(r#"{{"after":{rule_text},"before":{rule_text},"kind":"response_rule_set"}}"#),
        ),
        (S::RegionChanged(changed.clone()), value("region_changed")),
        (S::AgencyRenamed(changed.clone()), value("agency_renamed")),
        (S::CatalogueChanged(changed.clone()), value("catalogue_changed")),
        (
            S::CeilingAnnounced(CeilingRecord { of: Funded::Agency(AgencyId(Uuid::nil())), before: None, after: money.clone() }),
            format!(r#"{{"after":{money_text},"agency":"{}","before":null,"kind":"ceiling_announced"}}"#, Uuid::nil()),
        ),
        (
            S::CeilingAnnounced(CeilingRecord { of: Funded::Region(legok), before: Some(money.clone()), after: money }),
            format!(r#"{{"after":{money_text},"before":{money_text},"kind":"ceiling_announced","region":"15.71.10.1003"}}"#),
        ),
        (S::CeilingChanged(changed.clone()), value("ceiling_changed")),
        (S::StageChanged(changed), value("stage_changed")),
        (
            S::LogKeyReplaced(LogKeyRecord { old: "log+1+A".into(), new: "log+2+B".into(), note: "a\n".into(), words: Some(digest) }),
            format!(r#"{{"kind":"log_key_replaced","new":"log+2+B","note":"a\n","old":"log+1+A","words":"{zero}"}}"#),
        ),
        (
            S::SettingNoted { action: "city_set".into(), detail: serde_json::json!({}) },
            r#"{"action":"city_set","detail":{},"kind":"setting_noted"}"#.into(),
        ),
    ];
    of_settings.into_iter().map(|(event, text)| (event.into(), text))
}

fn written_of_lists() -> impl Iterator<Item = (Event, String)> {
    use SettingEvent as S;
    let span = RegionSpan { code: RegionCode::parse("15.71.10.1003").unwrap(), from: "2000-01-01".parse().unwrap() };
    let place = |households| RegionValues { name: "Legok".into(), households, to: None };
    let place_text = |households| format!(r#"{{"households":{households},"name":"Legok","to":null}}"#);
    let road = TypeValues {
        code: "JLN-01".into(),
        name: "Rabat beton".into(),
        physical: true,
        field: Field::PhysicalInfrastructure,
        unit: "m2".into(),
        unit_price: Rupiah::new(350_000).ok(),
        agency: Some(AgencyId(Uuid::nil())),
        programme_code: Some("1.03".into()),
        requirements: String::new(),
        offered: true,
    };
    let of_lists = vec![
        (
            S::RegionsListed { rows: vec![Listed { of: span, before: Some(place(40)), after: place(42) }] },
            format!(
                r#"{{"kind":"regions_listed","rows":[{{"after":{},"before":{},"of":{{"code":"15.71.10.1003","from":"2000-01-01"}}}}]}}"#,
                place_text(42),
                place_text(40)
            ),
        ),
        (
            S::AgenciesListed {
                rows: vec![Listed {
                    of: AgencyId(Uuid::nil()),
                    before: None,
                    after: AgencyValues { code: "1-03".into(), short_name: "PUPR".into(), name: "Dinas PUPR".into() },
                }],
            },
            format!(
                r#"{{"kind":"agencies_listed","rows":[{{"after":{{"code":"1-03","name":"Dinas PUPR","short_name":"PUPR"}},"of":"{}"}}]}}"#,
                Uuid::nil()
            ),
        ),
        (
            S::TypesListed { rows: vec![Listed { of: ProposalTypeId(Uuid::nil()), before: None, after: road }] },
            format!(
                r#"{{"kind":"types_listed","rows":[{{"after":{{"agency":"{nobody}","code":"JLN-01","field":"fisik_prasarana","name":"Rabat beton","offered":true,"physical":true,"programme_code":"1.03","requirements":"","unit":"m2","unit_price":350000}},"of":"{nobody}"}}]}}"#,
                nobody = Uuid::nil()
            ),
        ),
        (
            S::StagesDated { before: Vec::new(), after: vec![Stage::new(StageKind::Rt, "2027-01-04".parse().ok(), None).unwrap()] },
            r#"{"after":[{"closes_on":null,"kind":"rt","opens_on":"2027-01-04"}],"before":[],"kind":"stages_dated"}"#.into(),
        ),
    ];
    of_lists.into_iter().map(|(event, text)| (event.into(), text))
}

#[test]
fn every_event_is_written_and_read_alike() {
    for (event, text) in
        written().into_iter().chain([written_of_needs()]).chain(written_of_meetings()).chain(written_of_people_and_settings())
    {
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
    let subjects: [Subject; 6] =
        [PlanId(id).into(), ProposalId(id).into(), CommentId(id).into(), MusrenbangId(id).into(), AccountId(id).into(), CycleId(id).into()];
    for subject in subjects {
        assert_eq!(Subject::from_code(subject.code(), id), Some(subject));
        assert_eq!(subject.id(), id);
    }
    assert_eq!((Subject::from_code("city", id), Subject::from_code("city", Uuid::nil())), (None, Some(Subject::City)));
}
