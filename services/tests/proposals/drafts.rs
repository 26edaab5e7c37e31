//! A proposal while it is written.

use crate::{Season, problems, refusal, rupiah, title};
use domain::{
    account::{Actor, Role},
    catalogue::{LandStatus, TargetGroup},
    city::Setting,
    pin::Pin,
    proposal::{DraftChange, DraftField, DraftValue, Status, TypeChoice},
    refusal::Refusal,
};
use services::{
    Problem,
    commands::{self, DraftStart},
    queries::{draft_page, proposal_list, proposal_page},
    store::proposals,
};
use testing::typed::{reason_of, region, words};
use testing::{LEGOK, MURNI, TestCity, both_databases};

both_databases!(
    async fn a_draft_survives_sign_out_and_is_its_authors_alone(city: TestCity) {
        let season = Season::new(&city).await;
        let (author, other) = (city.resident_of(&LEGOK.rt(1)).await, city.confirmed_resident_of(&LEGOK.rt(1)).await);
        let id = season.begun_by(&author).await;
        season.save(&author, id, [title("Lampu jalan ke dermaga")]).await;
        commands::sign_out_everywhere(&city.services, &domain::permission::may_act_as_self(&author.actor().await).unwrap()).await.unwrap();

        let page = draft_page::draft_page(&city.services, &author.actor().await, id).await.unwrap().unwrap();
        assert_eq!((page.draft.title.as_str(), page.draft.rt.clone()), ("Lampu jalan ke dermaga", Some(LEGOK.rt(1))));
        for actor in [other.actor().await, Actor::public(), city.office_of(LEGOK).await.actor().await] {
            assert!(draft_page::draft_page(&city.services, &actor, id).await.unwrap().is_none());
            assert!(proposal_page::proposal_page(&city.services, &actor, id, (None, None)).await.unwrap().is_none());
        }
        let save = commands::save_draft(&city.services, &other.actor().await, id, &DraftChange::of([title("x")]), false).await;
        assert_eq!(refusal(save), Refusal::NotFound);
        assert_eq!(refusal(commands::submit_proposal(&city.services, &other.actor().await, id).await), Refusal::NotFound);
        let anonymous = commands::save_draft(&city.services, &Actor::public(), id, &DraftChange::default(), false).await;
        assert_eq!(refusal(anonymous), Refusal::SignInFirst);
        assert!(proposals::drafts_of(&mut city.read().await, other.id, 10).await.unwrap().is_empty());
        let permit = domain::permission::may_act_as_self(&author.actor().await).unwrap();
        assert_eq!(proposal_list::own_proposals(&city.services, &permit).await.unwrap().drafts.len(), 1);
    }

    async fn one_form_begins_one_draft(city: TestCity) {
        let season = Season::new(&city).await;
        let (author, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let id = season.begun_by(&author).await;
        let again = DraftStart { id, on_behalf_of: None };
        commands::start_draft(&city.services, &author.actor().await, again.clone()).await.unwrap();
        assert_eq!(proposals::drafts_of(&mut city.read().await, author.id, 10).await.unwrap().len(), 1);
        assert_eq!(refusal(commands::start_draft(&city.services, &other.actor().await, again).await), Refusal::NotFound);
    }

    async fn nothing_can_be_written_before_a_year_is_open(city: TestCity) {
        let author = city.resident_of(&LEGOK.rt(1)).await;
        let start = DraftStart { id: domain::ids::ProposalId(city.services.clock.new_id()), on_behalf_of: None };
        assert_eq!(refusal(commands::start_draft(&city.services, &author.actor().await, start).await), Refusal::NotFound);
        assert_eq!(draft_page::open_year(&city.services).await.unwrap(), None);
    }

    async fn a_draft_moves_on_when_the_first_stage_of_its_year_has_ended(city: TestCity) {
        let (first, last) = (city.today(), city.today() + chrono::Days::new(30));
        let season = Season::held(&city, 2028, Some((first, last))).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (actor, permit) = (author.actor().await, domain::permission::may_act_as_self(&author.actor().await).unwrap());
        let (saved, sent) = (season.begun_by(&author).await, season.begun_by(&author).await);
        for id in [saved, sent] {
            season.save(&author, id, season.complete(&LEGOK.rt(1), "Pelatihan las bagi pemuda")).await;
        }
        let year = chrono::Days::new(365);
        let next = Season::held(&city, 2029, Some((first + year, last + year))).await;
        let page = async |id| draft_page::draft_page(&city.services, &actor, id).await.unwrap().unwrap();
        assert_eq!((page(saved).await.plan_year, page(saved).await.draft.moved_from), (2028, None), "its first stage is still held");
        assert_eq!(draft_page::open_year(&city.services).await.unwrap().unwrap().stopped, None);

        city.pass_days(31);
        let open = draft_page::open_year(&city.services).await.unwrap().unwrap();
        assert_eq!((open.plan_year, open.stopped.map(|stopped| stopped.plan_year)), (2029, Some(2028)));
        let moved = page(saved).await;
        assert_eq!(
            (moved.plan_year, moved.proposal.cycle, moved.draft.moved_from),
            (2029, next.cycle, Some(2028)),
            "said before it is written"
        );
        assert_eq!(moved.draft.choice, Some(TypeChoice::Listed(next.training)), "the type of the same code");
        assert_eq!(season.loaded(saved).await.cycle, season.cycle, "looking at it changes nothing");
        let lines = proposal_list::own_proposals(&city.services, &permit).await.unwrap().drafts;
        assert!(lines.iter().all(|line| (line.plan_year, line.moved_from) == (2029, Some(2028))), "{lines:?}");

        // The page was open before the year changed: the type it names is of the old dictionary.
        season.save(&author, saved, season.complete(&LEGOK.rt(1), "Pelatihan las bagi ibu")).await;
        assert_eq!(next.loaded(saved).await.cycle, next.cycle);
        assert_eq!((page(saved).await.draft.moved_from, page(saved).await.draft.choice), (Some(2028), moved.draft.choice));
        for id in [saved, sent] {
            assert_eq!(commands::submit_proposal(&city.services, &actor, id).await.unwrap().plan_year(), 2029);
            assert_eq!(next.loaded(id).await.cycle, next.cycle);
        }
        let mut tx = city.begin().await;
        assert!(proposals::move_draft(&mut tx, sent, season.cycle).await.is_err(), "what was sent stays in its year");
    }

    async fn what_another_window_wrote_is_told_and_what_one_page_saved_it_saves_again(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.resident_of(&LEGOK.rt(1)).await;
        let (id, actor) = (season.begun_by(&author).await, author.actor().await);
        let typed = |page: &str, shown: &str, wanted: &str| DraftChange {
            shown: [(DraftField::Title, shown.to_owned())].into(),
            page: page.to_owned(),
            ..DraftChange::of([title(wanted), DraftValue::LandStatus(Some(LandStatus::Own))])
        };
        let save = async |change: DraftChange, complete| {
            commands::save_draft(&city.services, &actor, id, &change, complete).await.map(|saved| saved.problems)
        };
        let keep = async |page: &str, wanted: &str| save(typed(page, "", wanted), false).await;
        assert_eq!(keep("satu", "Parit di belakang pasar").await.unwrap(), []);
        assert_eq!(keep("satu", "Parit di belakang pasar lama").await.unwrap(), [], "the page is the same");
        assert_eq!(keep("dua", "Parit di belakang pasar lama").await.unwrap(), [], "it says the same");
        let taken = Refusal::ChangedTo { value: "Parit di belakang pasar lama".into() };
        assert_eq!(problems(keep("dua", "Parit depan sekolah").await), [("title", taken.clone())]);
        assert_eq!(problems(save(typed("dua", "", "Parit depan sekolah"), true).await), [("title", taken)]);
        assert_eq!(season.loaded(id).await.draft.unwrap().title, "Parit di belakang pasar lama");
        assert_eq!(save(typed("dua", "Parit di belakang pasar lama", "Parit depan sekolah"), false).await.unwrap(), [], "it was told");
        assert_eq!(problems(keep("satu", "Parit di belakang pasar").await).len(), 1, "now the first is told");
    }

    async fn a_step_keeps_everything_and_names_what_is_missing(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.resident_of(&LEGOK.rt(1)).await;
        let id = season.begun_by(&author).await;
        let change = DraftChange {
            asked: [DraftField::Title, DraftField::Rt, DraftField::Households].into(),
            ..DraftChange::of([
                title("Parit"),
                DraftValue::Households(Some(1250)),
                DraftValue::Pin(Pin::new(-1_602_294, 103_578_408).ok()),
                DraftValue::LandStatus(Some(LandStatus::Own)),
                DraftValue::Rt(Some(region("15.71.10.1003-099"))),
                DraftValue::TargetGroups([TargetGroup::Children, TargetGroup::Women].into()),
                DraftValue::ProposalType(Some(TypeChoice::Other)),
                DraftValue::Physical(Some(true)),
                DraftValue::StatedCost(Some(rupiah(12_500_000))),
                DraftValue::ShowsName(true),
            ])
        };
        let saved = commands::save_draft(&city.services, &author.actor().await, id, &change, true).await.unwrap();
        let wrong: Vec<_> = saved.problems.into_iter().map(|problem| (problem.field, problem.refusal)).collect();
        assert_eq!(wrong, [("rt", Refusal::RegionUnknown), ("title", Refusal::TooShort { least: 10 })], "only what was asked");
        assert_eq!(saved.draft, season.loaded(id).await.draft.unwrap());
        let draft = season.loaded(id).await.draft.unwrap();
        assert_eq!((draft.title.as_str(), draft.households, draft.volume), ("Parit", Some(1250), None));
        assert_eq!((draft.pin, draft.land_status), (Pin::new(-1_602_294, 103_578_408).ok(), Some(LandStatus::Own)));
        assert_eq!(draft.target_groups.into_iter().collect::<Vec<_>>(), [TargetGroup::Children, TargetGroup::Women]);
        assert_eq!((draft.choice, draft.physical, draft.shows_name), (Some(TypeChoice::Other), Some(true), true));
        assert_eq!((draft.stated_cost.unwrap().amount(), draft.rt), (12_500_000, Some(LEGOK.rt(1))), "an unknown RT changes nothing");
        season.save(&author, id, [DraftValue::TargetGroups([].into()), DraftValue::Pin(None), DraftValue::Households(None)]).await;
        let draft = season.loaded(id).await.draft.unwrap();
        assert!(draft.target_groups.is_empty() && draft.pin.is_none() && draft.households.is_none());
    }

    async fn an_office_writes_for_a_resident(city: TestCity) {
        let season = Season::new(&city).await;
        let head = city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await;
        let start = |name: &str| DraftStart { id: season.new_id(), on_behalf_of: Some(words(name)) };
        let resident = city.confirmed_resident_of(&LEGOK.rt(2)).await;
        let refused = commands::start_draft(&city.services, &resident.actor().await, start("Ibu Sari")).await;
        assert_eq!(refusal(refused), Refusal::NotYourOffice);
        let mine = start("Ibu Sari");
        commands::start_draft(&city.services, &head.actor().await, mine.clone()).await.unwrap();
        assert_eq!(season.loaded(mine.id).await.draft.unwrap().rt, Some(LEGOK.rt(2)), "the RT it serves is known");
        season.save(&head, mine.id, season.complete(&MURNI.rt(1), "Pelatihan menjahit bagi ibu rumah tangga")).await;
        let outside = problems(commands::submit_proposal(&city.services, &head.actor().await, mine.id).await);
        assert_eq!(outside, [("rt", Refusal::NotYourOffice)]);
        season.save(&head, mine.id, [DraftValue::Rt(Some(LEGOK.rt(2)))]).await;
        commands::submit_proposal(&city.services, &head.actor().await, mine.id).await.unwrap();
        let sent = season.loaded(mine.id).await;
        assert_eq!((sent.entered_as, sent.on_behalf_of.as_deref()), (Some(Role::RtHead), Some("Ibu Sari")));
        let events = services::ledger::proposal_journey(&mut city.read().await, mine.id).await.unwrap();
        assert_eq!(events[0].office, "RT 02");
        let page = proposal_page::proposal_page(&city.services, &Actor::public(), mine.id, (None, None)).await.unwrap().unwrap();
        assert_eq!(page.proposer, domain::proposal::ProposerDisplay::ResidentOfRt("02".into()));
    }

    async fn a_draft_is_thrown_away_without_a_word(city: TestCity) {
        let season = Season::new(&city).await;
        let (author, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let id = season.begun_by(&author).await;
        let unknown = refusal(commands::withdraw_proposal(&city.services, &other.actor().await, season.new_id(), None).await);
        assert_eq!(refusal(commands::withdraw_proposal(&city.services, &other.actor().await, id, None).await), unknown);
        commands::withdraw_proposal(&city.services, &author.actor().await, id, None).await.unwrap();
        assert_eq!(season.loaded(id).await.position.status, Status::Withdrawn);
        assert_eq!(unknown, Refusal::NotFound);
        let theirs = DraftChange::of([title("Punya orang lain")]);
        for refused in [
            commands::withdraw_proposal(&city.services, &other.actor().await, id, None).await,
            commands::save_draft(&city.services, &other.actor().await, id, &theirs, true).await.map(drop),
            commands::restore_draft(&city.services, &other.actor().await, id).await,
        ] {
            assert_eq!(refusal(refused), unknown, "nobody learns that somebody wrote and threw away");
        }
        assert!(proposals::drafts_of(&mut city.read().await, author.id, 10).await.unwrap().is_empty());
        let all = proposal_list::Wanted::default();
        assert_eq!(proposal_list::proposal_list(&city.services, &all).await.unwrap().total, 0, "nobody ever saw it");
    }

    async fn a_draft_deleted_by_one_tap_too_many_comes_back_to_its_author_alone(city: TestCity) {
        let season = Season::new(&city).await;
        let (author, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let id = season.begun_by(&author).await;
        season.save(&author, id, [title("Lampu jalan ke dermaga")]).await;
        commands::withdraw_proposal(&city.services, &author.actor().await, id, None).await.unwrap();
        let permit = domain::permission::may_act_as_self(&author.actor().await).unwrap();
        let own = proposal_list::own_proposals(&city.services, &permit).await.unwrap();
        assert_eq!((own.drafts.len(), own.discarded.len()), (0, 1));
        assert_eq!(refusal(commands::restore_draft(&city.services, &other.actor().await, id).await), Refusal::NotFound);
        assert_eq!(refusal(commands::restore_draft(&city.services, &Actor::public(), id).await), Refusal::SignInFirst);
        for _ in 0..2 {
            commands::restore_draft(&city.services, &author.actor().await, id).await.unwrap();
        }
        let draft = season.loaded(id).await;
        assert_eq!((draft.position.status, draft.draft.unwrap().title.as_str()), (Status::Draft, "Lampu jalan ke dermaga"));
        let since = city.now() - chrono::TimeDelta::days(7);
        assert!(proposals::discarded_of(&mut city.read().await, author.id, since, 5).await.unwrap().is_empty());
        let sent = season.sent_by(&city.confirmed_resident_of(&LEGOK.rt(1)).await, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        assert_eq!(refusal(commands::restore_draft(&city.services, &author.actor().await, sent).await), Refusal::NotFound);
    }

    async fn a_text_somewhat_too_long_is_kept_to_be_shortened(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.resident_of(&LEGOK.rt(1)).await;
        let id = season.begun_by(&author).await;
        let change = DraftChange {
            asked: [DraftField::Problem].into(),
            ..DraftChange::of([DraftValue::Problem(words(&"a".repeat(3100))), title("Lampu jalan ke dermaga")])
        };
        for (complete, wrong) in [(false, None), (true, Some(Refusal::TooLong { most: 3000 }))] {
            let saved = commands::save_draft(&city.services, &author.actor().await, id, &change, complete).await.unwrap();
            assert_eq!(saved.problems, Vec::from_iter(wrong.map(|wrong| Problem::new("problem", wrong))));
        }
        let kept = season.loaded(id).await;
        assert_eq!((kept.title.as_str(), kept.draft.unwrap().problem.len()), ("Lampu jalan ke dermaga", 3100));
    }

    async fn nobody_begins_more_drafts_than_they_can_finish(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.resident_of(&LEGOK.rt(1)).await;
        let mut begun = Vec::new();
        for _ in 0..20 {
            begun.push(season.begun_by(&author).await);
        }
        let start = |id| DraftStart { id, on_behalf_of: None };
        let one_more = commands::start_draft(&city.services, &author.actor().await, start(season.new_id())).await;
        assert_eq!(refusal(one_more), Refusal::TooManyDrafts { most: 20 });
        commands::start_draft(&city.services, &author.actor().await, start(begun[0])).await.unwrap();
        commands::withdraw_proposal(&city.services, &author.actor().await, begun[0], None).await.unwrap();
        season.begun_by(&author).await;
        let mut tx = city.read().await;
        assert_eq!(proposals::count_drafts(&mut tx, author.id).await.unwrap(), 20);
        assert_eq!(proposals::count_of_author(&mut tx, author.id).await.unwrap(), 20, "what was thrown away is gone");
        drop(tx);
        let more = [Setting::MostDrafts.chosen("21").unwrap().into()];
        commands::change_settings_without_permit(&city.services, &more, None).await.unwrap();
        season.begun_by(&author).await;
        let one_more = commands::start_draft(&city.services, &author.actor().await, start(season.new_id())).await;
        assert_eq!(refusal(one_more), Refusal::TooManyDrafts { most: 21 }, "as many as the city says");
    }

    async fn what_came_back_stands_before_what_was_only_begun(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let returned = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let sent = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan menjahit bagi pemuda").await;
        let draft = season.begun_by(&author).await;
        let (head, meeting) = (city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await, season.meeting(&LEGOK.rt(1)).await);
        let reason = reason_of("DATA_KURANG", "volume belum tertulis");
        let until = testing::world::day("2027-02-01");
        commands::musrenbang::return_proposal(&city.services, &head.actor().await, meeting, returned, &reason, until).await.unwrap();
        let unfinished = proposal_list::unfinished(&city.services, &author.actor().await).await.unwrap();
        let found: Vec<_> = unfinished.iter().map(|line| (line.id, line.status, line.returned_until)).collect();
        assert_eq!(found, [(returned, Status::Returned, Some(until)), (draft, Status::Draft, None)]);
        let permit = domain::permission::may_act_as_self(&author.actor().await).unwrap();
        let own = proposal_list::own_proposals(&city.services, &permit).await.unwrap();
        assert_eq!(own.sent.iter().map(|line| line.id).collect::<Vec<_>>(), [sent], "each stands in one list");
        assert_eq!(proposal_list::own_count(&city.services, &author.actor().await).await.unwrap(), 3);
        assert_eq!(proposal_list::own_count(&city.services, &Actor::public()).await.unwrap(), 0);
        assert!(proposal_list::unfinished(&city.services, &Actor::public()).await.unwrap().is_empty());
    }
);
