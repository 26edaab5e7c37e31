//! A plan from its draft to the finished works, by the commands of those who act, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::Days;
use domain::{
    account::Role,
    city::Setting,
    ids::PlanId,
    money::Rupiah,
    permission::may_take_stance,
    plan::{DutyKind, FollowUpKind, Outcome, PlanDraft, PlanEventKind, PlanStatus, ResponseRule, Stance},
    reason::Note,
    refusal::Refusal,
};
use services::{
    CommandError,
    commands::{self, Advance},
    jobs,
    ledger::{self, Announced},
    queries,
    queries::plans::{Sort, Wanted},
    store::{
        audit,
        plans::{self, Plan, announcements},
    },
};
use testing::typed::{note, reason_of};
use testing::{
    DISHUB, LEGOK, MURNI, PUPR, TELANAIPURA_KELURAHAN, TestCity, both_databases,
    plans::{answer, answers, content, draft, published},
};
use tokio::task::JoinSet;

async fn find(city: &TestCity, id: PlanId) -> Plan {
    plans::find(&mut city.read().await, id).await.unwrap().unwrap()
}

async fn journey(city: &TestCity, id: PlanId) -> Vec<PlanEventKind> {
    ledger::plan_journey(&mut city.read().await, id).await.unwrap().into_iter().map(|event| event.kind).collect()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome {
        Err(CommandError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn fields<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Vec<&'static str> {
    match outcome {
        Err(CommandError::Problems(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("{other:?}"),
    }
}

both_databases!(
    async fn the_rule_that_is_set_holds_for_what_is_published_from_then_on(city: TestCity) {
        let chosen = [commands::Wanted::from(Setting::MinCount.chosen("45").unwrap())];
        let set = async |actor| commands::change_settings(&city.services, actor, &chosen, &note("Perwal 12/2027")).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        assert_eq!(refused(set(&verifier).await), Refusal::NotYourOffice);
        let planner = city.city_officer(Role::Planner).await.actor().await;

        let before = published(&city, &[LEGOK.region()]).await;
        for _ in 0..2 {
            set(&planner).await.unwrap();
        }
        let rule = ResponseRule { min_count: 45, ..ResponseRule::default() };
        let after = published(&city, &[LEGOK.region()]).await;
        assert_eq!((find(&city, before).await.rule, find(&city, after).await.rule), (Some(ResponseRule::default()), Some(rule)));
        let log = audit::newest(&mut city.read().await, None, 9).await.unwrap();
        assert_eq!(log.iter().filter(|line| line.kind == "setting_changed").count(), 1, "a second click changes nothing");
    }

    async fn a_draft_is_saved_whatever_is_missing_and_a_second_click_changes_nothing(city: TestCity) {
        let verifier = city.office_of(PUPR).await.actor().await;
        let agency = Some(city.agency(PUPR).await.id());
        let id = PlanId(city.services.clock.new_id());
        let almost_nothing = PlanDraft { agency, ..PlanDraft::default() };
        commands::create_plan(&city.services, &verifier, id, &almost_nothing).await.unwrap();
        commands::create_plan(&city.services, &verifier, id, &almost_nothing).await.unwrap();
        assert_eq!(find(&city, id).await.content, almost_nothing);

        let no_agency = PlanDraft::default();
        let other = PlanId(city.services.clock.new_id());
        assert_eq!(fields(commands::create_plan(&city.services, &verifier, other, &no_agency).await), ["agency"]);
        let dishub = PlanDraft { agency: Some(city.agency(DISHUB).await.id()), ..PlanDraft::default() };
        assert_eq!(refused(commands::create_plan(&city.services, &verifier, other, &dishub).await), Refusal::NotYourOffice);
        let stranger = city.office_of(PUPR).await.actor().await;
        assert_eq!(refused(commands::create_plan(&city.services, &stranger, id, &almost_nothing).await), Refusal::NotFound);
    }

    async fn who_saves_over_the_work_of_another_is_told_first(city: TestCity) {
        let verifier = city.office_of(PUPR).await.actor().await;
        let id = draft(&city, &[LEGOK.region()]).await;
        let version = find(&city, id).await.version;
        let changed = PlanDraft { title: "Normalisasi saluran Murni".into(), ..content(&city, &[MURNI.region()]).await };
        commands::save_plan_draft(&city.services, &verifier, id, version, &changed).await.unwrap();
        assert_eq!(find(&city, id).await.content, changed);
        let again = commands::save_plan_draft(&city.services, &verifier, id, version, &content(&city, &[]).await).await;
        assert_eq!(refused(again), Refusal::ChangedMeanwhile);
        let unknown = PlanDraft { regions: vec![domain::region::RegionCode::parse("15.71.99").unwrap()], ..changed };
        let version = find(&city, id).await.version;
        assert_eq!(fields(commands::save_plan_draft(&city.services, &verifier, id, version, &unknown).await), ["regions"]);
    }

    async fn a_draft_does_not_exist_for_others(city: TestCity) {
        let id = draft(&city, &[LEGOK.region()]).await;
        let dishub = city.office_of(DISHUB).await.actor().await;
        assert_eq!(refused(commands::publish_plan(&city.services, &dishub, id).await), Refusal::NotFound);
        let nobody = domain::account::Actor::public();
        assert_eq!(refused(commands::publish_plan(&city.services, &nobody, id).await), Refusal::SignInFirst);
        for (actor, is_shown) in [(&dishub, false), (&nobody, false), (&city.city_officer(Role::Planner).await.actor().await, true)] {
            let page = queries::plans::plan_page(&city.services, actor, id, (None, None)).await.unwrap();
            assert_eq!(page.is_some(), is_shown);
        }
        assert!(queries::plans::plan_list(&city.services, &Wanted::default()).await.unwrap().plans.is_empty());
        assert_eq!(queries::plans::our_plans(&city.services, &dishub).await.unwrap().len(), 0);
        let resident = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let permit = may_take_stance(&resident.actor().await, id).unwrap();
        assert_eq!(refused(commands::take_stance(&city.services, &permit, Stance::Support).await), Refusal::NotFound);
    }

    async fn publishing_freezes_text_and_rule(city: TestCity) {
        let verifier = city.office_of(PUPR).await.actor().await;
        let id = PlanId(city.services.clock.new_id());
        let agency = Some(city.agency(PUPR).await.id());
        commands::create_plan(&city.services, &verifier, id, &PlanDraft { agency, ..PlanDraft::default() }).await.unwrap();
        let missing = fields(commands::publish_plan(&city.services, &verifier, id).await);
        assert!(missing.starts_with(&["title", "summary", "problem", "expected_result", "indicator"]), "{missing:?}");
        assert!(journey(&city, id).await.is_empty());

        let version = find(&city, id).await.version;
        let whole = content(&city, &[]).await;
        commands::save_plan_draft(&city.services, &verifier, id, version, &whole).await.unwrap();
        commands::publish_plan(&city.services, &verifier, id).await.unwrap();
        let plan = find(&city, id).await;
        assert_eq!((plan.state.status, plan.state.closes_on), (PlanStatus::Published, Some(city.today() + Days::new(21))));
        assert_eq!(plan.rule.map(|rule| rule.min_local_percent), Some(0), "a plan for the whole city has no local share");
        let late = commands::save_plan_draft(&city.services, &verifier, id, plan.version, &whole).await;
        assert_eq!(refused(late), Refusal::PlanStatusForbids { status: PlanStatus::Published });
        assert!(commands::publish_plan(&city.services, &verifier, id).await.is_err());
    }

    async fn forty_answers_are_positive_and_make_a_duty_once(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        answers(&city, id, LEGOK, Stance::Support, 20).await;
        answers(&city, id, MURNI, Stance::Support, 10).await;
        answers(&city, id, LEGOK, Stance::Oppose, 10).await;
        city.pass_days(21);
        assert_eq!(jobs::run_due(&city.services).await.unwrap(), 0, "the last day is still open");
        city.pass_days(1);

        // Two processes, each twice.
        let mut runs = JoinSet::new();
        for _ in 0..4 {
            let services = city.services.clone();
            runs.spawn(async move { jobs::run_due(&services).await });
        }
        let mut closed = 0;
        while let Some(run) = runs.join_next().await {
            closed += run.unwrap().unwrap();
        }
        assert_eq!((closed, commands::close_responses(&city.services).await.unwrap()), (1, 0));

        let plan = find(&city, id).await;
        let evaluation = plan.evaluation.unwrap();
        assert_eq!((evaluation.tally.supporting, evaluation.tally.opposing, evaluation.tally.local), (30, 10, 30));
        assert_eq!((evaluation.households, evaluation.needed, evaluation.outcome), (120, 30, Outcome::Positive));
        assert_eq!(plan.state.status, PlanStatus::AwaitingFollowUp);
        let duty = plan.duty().unwrap();
        assert_eq!((duty.kind, duty.due_on), (DutyKind::FollowUp, city.today() + Days::new(14)));
        let expected = [PlanEventKind::Published, PlanEventKind::ResponsesClosed, PlanEventKind::FollowUpAwaited];
        assert_eq!(journey(&city, id).await, expected);
    }

    async fn a_plan_that_many_oppose_owes_an_answer(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        answers(&city, id, LEGOK, Stance::Support, 17).await;
        answers(&city, id, LEGOK, Stance::Oppose, 13).await;
        city.pass_days(22);
        jobs::run_due(&city.services).await.unwrap();
        let plan = find(&city, id).await;
        assert_eq!((plan.state.outcome, plan.duty().map(|duty| duty.kind)), (Some(Outcome::NotPositive), Some(DutyKind::AnswerObjections)));
        city.pass_days(15);
        assert!(plan.duty().unwrap().is_overdue(city.today()));
        let verifier = city.office_of(PUPR).await.actor().await;
        let extended = commands::extend_responses(&city.services, &verifier, id).await;
        assert!(matches!(refused(extended), Refusal::PlanStatusForbids { .. }));
    }

    async fn too_few_answers_may_be_extended_once_and_never_count_as_consent(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        let first = answer(&city, id, LEGOK, Stance::Support).await;
        city.pass_days(22);
        jobs::run_due(&city.services).await.unwrap();
        let plan = find(&city, id).await;
        assert_eq!((plan.state.status, plan.state.outcome), (PlanStatus::ResponsesClosed, Some(Outcome::TooFew)));
        assert_eq!(plan.duty(), None);

        let verifier = city.office_of(PUPR).await.actor().await;
        commands::extend_responses(&city.services, &verifier, id).await.unwrap();
        let plan = find(&city, id).await;
        assert_eq!((plan.state.status, plan.evaluation, plan.counts.supporting), (PlanStatus::Published, None, 1));
        let permit = may_take_stance(&first.actor().await, id).unwrap();
        commands::take_stance(&city.services, &permit, Stance::Oppose).await.unwrap();
        city.pass_days(22);
        jobs::run_due(&city.services).await.unwrap();
        assert_eq!(find(&city, id).await.evaluation.map(|evaluation| evaluation.tally.opposing), Some(1));
        assert_eq!(refused(commands::extend_responses(&city.services, &verifier, id).await), Refusal::AlreadyExtended);
    }

    async fn an_answer_may_be_changed_until_the_period_ends(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        let person = answer(&city, id, LEGOK, Stance::Support).await;
        let permit = may_take_stance(&person.actor().await, id).unwrap();
        city.pass_days(21);
        commands::take_stance(&city.services, &permit, Stance::Oppose).await.unwrap();
        city.pass_days(1);
        // Also before the job has run.
        let late = commands::take_stance(&city.services, &permit, Stance::Support).await;
        assert_eq!(refused(late), Refusal::ResponsesClosed);
        jobs::run_due(&city.services).await.unwrap();
        let later = commands::take_stance(&city.services, &permit, Stance::Support).await;
        assert_eq!(refused(later), Refusal::ResponsesClosed);
        let counts = find(&city, id).await.counts;
        assert_eq!((counts.supporting, counts.opposing, counts.opposing_local), (0, 1, 1));
    }

    async fn a_hundred_answers_of_one_person_at_once_leave_one(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let permit = may_take_stance(&person.actor().await, id).unwrap();
        let mut clicks = JoinSet::new();
        for number in 0..100 {
            let (services, permit) = (city.services.clone(), permit.clone());
            let stance = if number % 2 == 0 { Stance::Support } else { Stance::Oppose };
            clicks.spawn(async move { commands::take_stance(&services, &permit, stance).await });
        }
        while let Some(done) = clicks.join_next().await {
            done.unwrap().unwrap();
        }
        let counts = find(&city, id).await.counts;
        assert_eq!((counts.all(), counts.supporting_local + counts.opposing_local), (1, 1));
        let tally = plans::stances::tally(&mut city.read().await, id).await.unwrap();
        assert_eq!((i64::from(tally.supporting), i64::from(tally.opposing)), (counts.supporting, counts.opposing));
    }

    async fn whoever_lives_in_an_affected_region_is_local(city: TestCity) {
        let (here, everywhere) = (published(&city, &[LEGOK.region()]).await, published(&city, &[]).await);
        for (plan, home, local) in [(here, LEGOK, 1), (here, TELANAIPURA_KELURAHAN, 1), (everywhere, TELANAIPURA_KELURAHAN, 1)] {
            answer(&city, plan, home, Stance::Support).await;
            assert_eq!(find(&city, plan).await.counts.supporting_local, local, "{home:?}");
        }
    }

    async fn the_agency_follows_up_and_the_planner_enters_the_rkpd(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        answers(&city, id, LEGOK, Stance::Support, 30).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        let early = commands::publish_follow_up(&city.services, &verifier, id, FollowUpKind::GoesOn, note("dilanjutkan")).await;
        assert_eq!(refused(early), Refusal::PlanStatusForbids { status: PlanStatus::Published });
        city.pass_days(22);
        jobs::run_due(&city.services).await.unwrap();
        let dishub = city.office_of(DISHUB).await.actor().await;
        let foreign = commands::publish_follow_up(&city.services, &dishub, id, FollowUpKind::GoesOn, note("dilanjutkan")).await;
        assert_eq!(refused(foreign), Refusal::NotYourOffice);
        commands::publish_follow_up(&city.services, &verifier, id, FollowUpKind::GoesOn, note("Dilanjutkan.")).await.unwrap();
        assert_eq!(find(&city, id).await.duty(), None);
        let mut tx = city.read().await;
        let said = ledger::latest_announcements(&mut tx, &LEGOK.rt(2), 3).await.unwrap();
        let [Announced { announcement, note: words }] = said.as_slice() else { panic!("{said:?}") };
        assert_eq!((announcement.plan, announcement.leg.state.follow_up), (id, Some(FollowUpKind::GoesOn)));
        assert_eq!(
            (announcement.leg.office.as_str(), words.as_ref().map(Note::text), announcement.at),
            ("Dinas PUPR", Some("Dilanjutkan."), city.now())
        );
        assert!(announcements::announcements(&mut tx, &MURNI.region(), 3).await.unwrap().is_empty());
        drop(tx);

        let said = || note("Tercatat.");
        let enter = || Advance::EnterRkpd { note: said(), amount: Rupiah::new(9_500_000_000).unwrap() };
        assert_eq!(refused(commands::advance_plan(&city.services, &verifier, id, enter()).await), Refusal::NotYourOffice);
        let planner = city.city_officer(Role::Planner).await.actor().await;
        commands::advance_plan(&city.services, &planner, id, enter()).await.unwrap();
        commands::advance_plan(&city.services, &verifier, id, Advance::Start { note: said() }).await.unwrap();
        commands::advance_plan(&city.services, &verifier, id, Advance::Finish { note: said() }).await.unwrap();
        let events = ledger::plan_journey(&mut city.read().await, id).await.unwrap();
        let offices: Vec<&str> = events.iter().map(|event| event.office.as_str()).collect();
        assert_eq!(offices, ["Dinas PUPR", "", "", "Dinas PUPR", "Bappeda", "Dinas PUPR", "Dinas PUPR"]);
        assert_eq!(find(&city, id).await.state.status, PlanStatus::Finished);
    }

    async fn an_agency_may_say_what_it_does_after_too_few_answers(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        city.pass_days(22);
        jobs::run_due(&city.services).await.unwrap();
        let verifier = city.office_of(PUPR).await.actor().await;
        commands::publish_follow_up(&city.services, &verifier, id, FollowUpKind::Deferred, note("Ditunda setahun.")).await.unwrap();
        let plan = find(&city, id).await;
        assert_eq!((plan.state.status, plan.state.outcome), (PlanStatus::FollowedUp, Some(Outcome::TooFew)));
        commands::publish_follow_up(&city.services, &verifier, id, FollowUpKind::Dropped, note("Dihentikan.")).await.unwrap();
        let again = commands::publish_follow_up(&city.services, &verifier, id, FollowUpKind::GoesOn, note("Berubah lagi.")).await;
        assert!(matches!(refused(again), Refusal::PlanStatusForbids { .. }), "what is dropped is settled");
    }

    async fn a_withdrawn_plan_keeps_its_answers_and_takes_no_more(city: TestCity) {
        let id = published(&city, &[LEGOK.region()]).await;
        let person = answer(&city, id, LEGOK, Stance::Support).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        let reason = reason_of("BUKAN_KEWENANGAN", "Jalan nasional.");
        commands::withdraw_plan(&city.services, &verifier, id, reason.clone()).await.unwrap();
        assert!(commands::withdraw_plan(&city.services, &verifier, id, reason.clone()).await.is_err());
        let permit = may_take_stance(&person.actor().await, id).unwrap();
        let late = commands::take_stance(&city.services, &permit, Stance::Oppose).await;
        assert_eq!(refused(late), Refusal::ResponsesClosed);
        city.pass_days(30);
        assert_eq!(jobs::run_due(&city.services).await.unwrap(), 0);
        let plan = find(&city, id).await;
        assert_eq!((plan.state.status, plan.counts.supporting), (PlanStatus::Withdrawn, 1));
        let last = ledger::plan_journey(&mut city.read().await, id).await.unwrap().pop().unwrap();
        assert_eq!((last.reason, last.note.as_ref().map(Note::text)), (Some(reason.code()), Some("Jalan nasional.")));
    }

    async fn the_list_goes_on_where_its_page_ended(city: TestCity) {
        for _ in 0..23 {
            published(&city, &[LEGOK.region()]).await;
        }
        for sort in [Sort::Newest, Sort::ClosingSoon] {
            let first = queries::plans::plan_list(&city.services, &Wanted { sort, ..Wanted::default() }).await.unwrap();
            let after = first.next.clone().unwrap();
            let second = queries::plans::plan_list(&city.services, &Wanted { sort, after, ..Wanted::default() }).await.unwrap();
            assert_eq!((first.plans.len(), second.plans.len(), second.next), (20, 3, None));
            assert!(second.plans.iter().all(|plan| first.plans.iter().all(|other| other.id != plan.id)));
        }
        let nowhere = Wanted { region: "15.71.99".into(), ..Wanted::default() };
        let list = queries::plans::plan_list(&city.services, &nowhere).await.unwrap();
        assert!(list.plans.is_empty() && list.region.is_none(), "a place that is not there has no plans");
        let murni = Wanted { region: MURNI.code.into(), ..Wanted::default() };
        let list = queries::plans::plan_list(&city.services, &murni).await.unwrap();
        assert_eq!((list.plans.len(), list.region.unwrap().name.as_str()), (0, MURNI.name));
    }
);
