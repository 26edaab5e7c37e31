//! Contract of `store/plans` on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::{Days, Duration};
use domain::{
    clock::Day,
    ids::{AgencyId, PlanId},
    ledger::{Event, PlanLeg},
    plan::{FollowUpKind, Outcome, PlanDraft, PlanEventKind, PlanState, PlanStatus, ResponseRule, Stance, Tally},
    reason::{Note, ReasonCode},
    region::RegionCode,
};
use services::{
    ledger::{self, RecordedPlanEvent},
    store::{
        Tx,
        plans::{
            self, Counts, NewPlan, Plan,
            list::{self, Filter, ListedPlan},
            stances::{self, TakenStance},
        },
    },
    unit::Unit,
};
use testing::{
    DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PUPR, TELANAIPURA, TestCity, both_databases,
    plans::{content, draft, publish, published},
};

async fn find(city: &TestCity, id: PlanId) -> Plan {
    plans::find(&mut city.read().await, id).await.unwrap().unwrap()
}

fn ids(plans: &[ListedPlan]) -> Vec<PlanId> {
    plans.iter().map(|plan| plan.id).collect()
}

both_databases!(
    async fn a_draft_reads_back_as_it_was_written(city: TestCity) {
        let (id, agency) = (PlanId(city.services.clock.new_id()), city.agency(PUPR).await.id());
        let author = city.office_of(PUPR).await.id;
        let mut tx = city.begin().await;
        let new = NewPlan { id, agency, author, created_at: city.now() };
        assert!(plans::insert(&mut tx, &new).await.unwrap());
        assert!(!plans::insert(&mut tx, &new).await.unwrap());
        let empty = plans::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(empty.content, PlanDraft { agency: Some(agency), ..PlanDraft::default() });
        assert_eq!((empty.state, empty.version, empty.is_public(), empty.duty()), (PlanState::DRAFT, 1, false, None));

        let written = PlanDraft { response_days: Some(30), ..content(&city, &[MURNI.region(), LEGOK.rt(2)]).await };
        let regions = [city.region(&MURNI.region()).await.id, city.region(&LEGOK.rt(2)).await.id];
        plans::set_content(&mut tx, id, agency, &written, "normalisasi").await.unwrap();
        plans::set_regions(&mut tx, id, &[regions[0], regions[1], regions[0]]).await.unwrap();
        let read = plans::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(read.content, written);
        assert_eq!(plans::find(&mut tx, PlanId(city.services.clock.new_id())).await.unwrap(), None);
        assert!(plans::set_content(&mut tx, PlanId(agency.0), agency, &written, "").await.is_err());
    }

    async fn nobody_is_counted_twice_among_the_affected(city: TestCity) {
        let nested = draft(&city, &[DANAU_SIPIN.region(), LEGOK.region(), LEGOK.rt(1), TELANAIPURA.region()]).await;
        let whole = draft(&city, &[]).await;
        let mut tx = city.read().await;
        let codes = async |tx: &mut Tx, id| {
            let plan = plans::find(tx, id).await.unwrap().unwrap();
            let affected = plans::affected(tx, &plan, city.today()).await.unwrap();
            affected.into_iter().map(|region| region.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&mut tx, nested).await, [TELANAIPURA.region(), DANAU_SIPIN.region()]);
        assert_eq!(codes(&mut tx, whole).await, [JAMBI.region()]);
        assert_eq!(plans::regions(&mut tx, nested).await.unwrap().len(), 4);
    }

    async fn locking_a_plan_counts_its_version_on(city: TestCity) {
        let id = draft(&city, &[LEGOK.region()]).await;
        let mut tx = city.begin().await;
        assert_eq!(plans::lock(&mut tx, id).await.unwrap().unwrap().version, 2);
        assert_eq!(plans::lock(&mut tx, PlanId(city.services.clock.new_id())).await.unwrap(), None);
        drop(tx);
        assert_eq!(find(&city, id).await.version, 1);
    }

    async fn rule_state_and_figures_read_back(city: TestCity) {
        let id = draft(&city, &[LEGOK.region()]).await;
        let mut tx = city.begin().await;
        let rule = ResponseRule { response_days: 9, ..ResponseRule::default() };
        plans::set_published(&mut tx, id, &rule, city.now()).await.unwrap();
        assert!(plans::set_published(&mut tx, id, &rule, city.now()).await.is_err(), "a rule is frozen once");
        let evaluation = rule.evaluate(Tally { supporting: 31, opposing: 9, local: 30 }, 120);
        plans::set_evaluation(&mut tx, id, Some(&evaluation), None).await.unwrap();
        let closes_on = city.today() + Days::new(9);
        let state = PlanState {
            status: PlanStatus::AwaitingFollowUp,
            closes_on: Some(closes_on),
            outcome: Some(Outcome::Positive),
            follow_up: Some(FollowUpKind::Deferred),
            extended: false,
        };
        plans::set_state(&mut tx, id, &state, Some(closes_on)).await.unwrap();
        let plan = plans::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((plan.rule, plan.evaluation, plan.state, plan.published_at), (Some(rule), Some(evaluation), state, Some(city.now())));
        assert_eq!(plan.duty().map(|duty| duty.due_on), Some(closes_on));
        plans::set_evaluation(&mut tx, id, None, Some(city.now())).await.unwrap();
        let plan = plans::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((plan.evaluation, plan.extended_at, plan.state.extended), (None, Some(city.now()), true));
    }

    async fn a_plan_is_due_to_close_after_its_last_day(city: TestCity) {
        let (first, second) = (published(&city, &[LEGOK.region()]).await, published(&city, &[MURNI.region()]).await);
        draft(&city, &[LEGOK.region()]).await;
        let last = find(&city, first).await.state.closes_on.unwrap();
        assert_eq!(last, city.today() + Days::new(21));
        let mut tx = city.begin().await;
        assert_eq!(plans::due_to_close(&mut tx, last).await.unwrap(), []);
        let mut due = plans::due_to_close(&mut tx, last + Days::new(1)).await.unwrap();
        due.sort();
        let mut both = vec![first, second];
        both.sort();
        assert_eq!(due, both);
    }

    async fn the_journey_of_a_plan_keeps_its_order(city: TestCity) {
        let id = draft(&city, &[LEGOK.region()]).await;
        let mut unit = Unit::begin(&city.services, None).await.unwrap();
        let closes_on = Some(city.today());
        let published = PlanState { status: PlanStatus::Published, closes_on, ..PlanState::DRAFT };
        let evaluation = Some(ResponseRule::default().evaluate(Tally::default(), 7));
        let full = PlanLeg {
            what: PlanEventKind::FollowedUp,
            state: PlanState { status: PlanStatus::FollowedUp, follow_up: Some(FollowUpKind::Improved), ..published },
            due_on: closes_on,
            reason: Some(ReasonCode::Other),
            words: unit.keep_any("karena “contoh”").await.unwrap(),
            office: "Dinas PUPR".into(),
            rule: None,
            evaluation,
            amount: Some(domain::money::Rupiah::MAX),
        };
        let bare = PlanLeg {
            what: PlanEventKind::Published,
            state: published,
            due_on: None,
            reason: None,
            words: None,
            office: String::new(),
            rule: Some(ResponseRule::default()),
            evaluation: None,
            amount: None,
        };
        for leg in [bare, full] {
            unit.record(id, Event::PlanMoved(leg)).await.unwrap();
        }
        let journey = ledger::plan_journey(&mut unit.tx, id).await.unwrap();
        let [first, last] = journey.as_slice() else { panic!("two entries") };
        assert_eq!(
            (first.kind, first.to, first.closes_on, first.office.as_str()),
            (PlanEventKind::Published, PlanStatus::Published, closes_on, "")
        );
        assert_eq!((first.note.clone(), first.follow_up), (None, None));
        let expected = RecordedPlanEvent {
            at: unit.now,
            office: "Dinas PUPR".into(),
            kind: PlanEventKind::FollowedUp,
            to: PlanStatus::FollowedUp,
            closes_on: None,
            due_on: closes_on,
            evaluation,
            follow_up: Some(FollowUpKind::Improved),
            amount: Some(domain::money::Rupiah::MAX),
            reason: Some(ReasonCode::Other),
            note: Note::new("karena “contoh”").ok(),
        };
        assert_eq!(*last, expected, "a day is said by the step that sets it");
    }

    async fn counters_follow_every_change_of_a_stance(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        let people = [city.confirmed_resident_of(&LEGOK.rt(1)).await.id, city.confirmed_resident_of(&MURNI.rt(1)).await.id];
        let taken = |stance, local| TakenStance { stance, local: Some(local), at: city.now() };
        let counts =
            |supporting, supporting_local, opposing, opposing_local| Counts { supporting, supporting_local, opposing, opposing_local };
        let steps = [
            (people[0], taken(Stance::Support, true), counts(1, 1, 0, 0)),
            (people[1], taken(Stance::Oppose, false), counts(1, 1, 1, 0)),
            (people[0], taken(Stance::Support, true), counts(1, 1, 1, 0)),
            (people[0], taken(Stance::Oppose, true), counts(0, 0, 2, 1)),
            (people[0], taken(Stance::Oppose, false), counts(0, 0, 2, 0)),
        ];
        let mut tx = city.begin().await;
        assert_eq!(stances::find(&mut tx, id, people[0]).await.unwrap(), None);
        for (person, taken, expected) in steps {
            plans::lock(&mut tx, id).await.unwrap();
            stances::set(&mut tx, id, person, taken).await.unwrap();
            assert_eq!(stances::find(&mut tx, id, person).await.unwrap(), Some(taken));
            assert_eq!(plans::find(&mut tx, id).await.unwrap().unwrap().counts, expected);
        }
        assert_eq!(stances::tally(&mut tx, id).await.unwrap(), Tally { supporting: 0, opposing: 2, local: 0 });
    }

    async fn the_public_list_is_narrowed_by_every_filter(city: TestCity) {
        let legok = published(&city, &[LEGOK.region()]).await;
        city.pass(Duration::seconds(5));
        let whole = published(&city, &[]).await;
        draft(&city, &[LEGOK.region()]).await;
        let (pupr, dishub): (AgencyId, AgencyId) = (city.agency(PUPR).await.id(), city.agency(DISHUB).await.id());
        let all = Filter::default();
        let table = [
            (all.clone(), vec![whole, legok]),
            (Filter { status: Some(PlanStatus::Published), ..all.clone() }, vec![whole, legok]),
            (Filter { status: Some(PlanStatus::Finished), ..all.clone() }, vec![]),
            (Filter { agency: Some(pupr), ..all.clone() }, vec![whole, legok]),
            (Filter { agency: Some(dishub), ..all.clone() }, vec![]),
            (Filter { plan_year: Some(2028), ..all.clone() }, vec![whole, legok]),
            (Filter { plan_year: Some(2027), ..all.clone() }, vec![]),
            (Filter { words: Some("%saluran%legok%".into()), ..all.clone() }, vec![whole, legok]),
            (Filter { words: Some("%jembatan%".into()), ..all.clone() }, vec![]),
            (Filter { region: Some(LEGOK.region()), ..all.clone() }, vec![whole, legok]),
            (Filter { region: Some(LEGOK.rt(3)), ..all.clone() }, vec![whole, legok]),
            (Filter { region: Some(DANAU_SIPIN.region()), ..all.clone() }, vec![whole, legok]),
            (Filter { region: Some(MURNI.region()), ..all.clone() }, vec![whole]),
        ];
        let mut tx = city.read().await;
        for (filter, expected) in table {
            assert_eq!(ids(&list::newest(&mut tx, &filter, None, 10).await.unwrap()), expected, "{filter:?}");
        }
        let listed = &list::newest(&mut tx, &all, None, 10).await.unwrap()[1];
        assert_eq!((listed.regions.as_deref(), listed.city_wide, listed.agency_name.as_str()), (Some("Legok"), false, "Dinas PUPR"));
        assert_eq!(list::years(&mut tx).await.unwrap(), [2028]);
    }

    async fn pages_of_the_list_show_each_plan_once(city: TestCity) {
        let mut wanted = Vec::new();
        for number in 0..6 {
            // In pairs at the same instant and with the same last day.
            if number % 2 == 0 {
                city.pass_days(1);
            }
            wanted.push(published(&city, &[LEGOK.region()]).await);
        }
        let mut tx = city.read().await;
        let (mut newest, mut after) = (Vec::new(), None);
        while let [one] = list::newest(&mut tx, &Filter::default(), after, 1).await.unwrap().as_slice() {
            newest.push(one.id);
            after = one.published_at.map(|at| (at, one.id));
        }
        assert_eq!(newest, wanted.iter().rev().copied().collect::<Vec<_>>());
        let (mut soon, mut after) = (Vec::new(), None);
        while let [one] = list::closing_soon(&mut tx, &Filter::default(), after, 1).await.unwrap().as_slice() {
            soon.push(one.id);
            after = one.closes_on.map(|day: Day| (day, one.id));
        }
        assert_eq!(soon, wanted);
    }

    async fn a_calendar_keeps_the_days_on_which_answers_ended(city: TestCity) {
        let (legok, murni) = (published(&city, &[LEGOK.region()]).await, published(&city, &[MURNI.region()]).await);
        let mut tx = city.begin().await;
        let last = find(&city, legok).await.state.closes_on.unwrap();
        let closed = PlanState { status: PlanStatus::ResponsesClosed, ..find(&city, legok).await.state };
        plans::set_state(&mut tx, legok, &closed, None).await.unwrap();
        let between =
            async |tx: &mut Tx, region: Option<&RegionCode>, days| ids(&list::closing_between(tx, region, days, 9).await.unwrap());
        assert_eq!(between(&mut tx, None, (last, last)).await, [legok, murni]);
        assert_eq!(between(&mut tx, Some(&LEGOK.region()), (last, last)).await, [legok]);
        assert_eq!(between(&mut tx, None, (last + Days::new(1), last + Days::new(9))).await, []);
        let withdrawn = PlanState { status: PlanStatus::Withdrawn, ..closed };
        plans::set_state(&mut tx, legok, &withdrawn, None).await.unwrap();
        assert_eq!(between(&mut tx, None, (last - Days::new(9), last)).await, [murni]);
    }

    async fn an_agency_sees_its_drafts_and_duties(city: TestCity) {
        let hidden = draft(&city, &[LEGOK.region()]).await;
        let open = publish(&city, draft(&city, &[LEGOK.region()]).await).await;
        let mut tx = city.begin().await;
        let awaiting =
            PlanState { status: PlanStatus::AwaitingFollowUp, outcome: Some(Outcome::NotPositive), ..find(&city, open).await.state };
        plans::set_state(&mut tx, open, &awaiting, Some(city.today())).await.unwrap();
        let pupr = Some(city.agency(PUPR).await.id());
        assert_eq!(ids(&list::of_agency(&mut tx, pupr).await.unwrap()), [open, hidden], "what is owed comes first");
        assert_eq!(ids(&list::of_agency(&mut tx, None).await.unwrap()).len(), 2);
        let dishub = Some(city.agency(DISHUB).await.id());
        assert_eq!(ids(&list::of_agency(&mut tx, dishub).await.unwrap()), []);
    }
);
