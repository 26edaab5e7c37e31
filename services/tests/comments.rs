//! Contract of comments, likes, official answers and moderation on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::{Actor, Role},
    comment::{CommentKind, Subject},
    ids::{CommentId, PlanId},
    ledger::Event,
    permission::{may_comment, may_like, may_moderate},
    refusal::Refusal,
};
use services::{
    CommandError,
    commands::{self, NewAnswer, NewComment},
    ledger::{self, Act},
    queries,
    store::{
        comments::{self, Wanted},
        plans,
    },
};
use std::collections::HashSet;
use testing::typed::{note, words};
use testing::{
    DISHUB, LEGOK, MURNI, PUPR, TestCity, TestPerson, both_databases,
    plans::{draft, publish, published},
};
use tokio::task::JoinSet;

fn form(city: &TestCity, kind: CommentKind, body: &str) -> NewComment {
    let id = CommentId(city.services.clock.new_id());
    NewComment { id, kind, body: words(body) }
}

async fn say(city: &TestCity, person: &TestPerson, plan: PlanId, kind: CommentKind, body: &str) -> CommentId {
    let form = form(city, kind, body);
    let permit = may_comment(&person.actor().await, Subject::Plan(plan)).unwrap();
    commands::add_comment(&city.services, &permit, form.clone()).await.unwrap();
    form.id
}

fn refusal(error: &CommandError) -> Option<&Refusal> {
    match error {
        CommandError::Refused(refusal) => Some(refusal),
        _ => None,
    }
}

both_databases!(
    async fn a_comment_is_stored_once_and_counted_once(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let person = city.resident_of(&LEGOK.rt(2)).await;
        let permit = may_comment(&person.actor().await, Subject::Plan(plan)).unwrap();
        let form = form(&city, CommentKind::Question, " Kapan <b>mulai</b>?\r\n");
        commands::add_comment(&city.services, &permit, form.clone()).await.unwrap();
        commands::add_comment(&city.services, &permit, form.clone()).await.unwrap();

        let mut tx = city.read().await;
        assert_eq!(plans::find(&mut tx, plan).await.unwrap().unwrap().comment_count, 1);
        let wanted = Wanted { limit: 10, ..Wanted::default() };
        let list = comments::of_subject(&mut tx, permit.subject(), Some(person.id), wanted).await.unwrap();
        let [comment] = list.as_slice() else { panic!("{list:?}") };
        assert_eq!((comment.body.as_str(), comment.kind, comment.likes), ("Kapan <b>mulai</b>?", CommentKind::Question, 0));
        assert_eq!((comment.author.name.as_deref(), comment.author.kelurahan.as_deref()), (None, Some("Legok")));
        assert_eq!(comment.author.rt, Some(LEGOK.rt(2)));
        assert_eq!(comments::count_by_kind(&mut tx, permit.subject()).await.unwrap(), [(CommentKind::Question, 1)]);
    }

    async fn nobody_takes_over_the_id_of_another_comment(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let first = city.resident_of(&LEGOK.rt(1)).await;
        let id = say(&city, &first, plan, CommentKind::Suggestion, "tambah lampu").await;
        let other = city.resident_of(&LEGOK.rt(1)).await;
        let permit = may_comment(&other.actor().await, Subject::Plan(plan)).unwrap();
        let form = NewComment { id, ..form(&city, CommentKind::Objection, "tidak perlu") };
        let error = commands::add_comment(&city.services, &permit, form).await.unwrap_err();
        assert_eq!(refusal(&error), Some(&Refusal::NotFound));
        assert_eq!(comments::place(&mut city.read().await, id).await.unwrap().unwrap().author, first.id);
    }

    async fn residents_say_nothing_in_the_name_of_an_office(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let permit = may_comment(&city.resident_of(&LEGOK.rt(1)).await.actor().await, Subject::Plan(plan)).unwrap();
        let error = commands::add_comment(&city.services, &permit, form(&city, CommentKind::Answer, "disetujui dinas")).await.unwrap_err();
        assert_eq!(refusal(&error), Some(&Refusal::ChoiceUnknown));
    }

    async fn drafts_and_unknown_plans_take_no_comments(city: TestCity) {
        let actor = city.resident_of(&LEGOK.rt(1)).await.actor().await;
        let plan = draft(&city, &[LEGOK.region()]).await;
        for plan in [plan, PlanId(city.services.clock.new_id())] {
            let form = form(&city, CommentKind::Question, "apakah jadi?");
            for subject in [Subject::Plan(plan), Subject::Proposal(plan.0.into())] {
                let permit = may_comment(&actor, subject).unwrap();
                let error = commands::add_comment(&city.services, &permit, form.clone()).await.unwrap_err();
                assert_eq!(refusal(&error), Some(&Refusal::NotFound));
            }
        }
    }

    async fn a_like_counts_once_for_each_person_also_when_all_come_at_once(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let author = city.resident_of(&LEGOK.rt(1)).await;
        let id = say(&city, &author, plan, CommentKind::Supporting, "setuju sekali").await;
        let mut likes = JoinSet::new();
        for rt in [1, 2, 3] {
            let permit = may_like(&city.resident_of(&LEGOK.rt(rt)).await.actor().await, id).unwrap();
            for _ in 0..4 {
                let (services, permit) = (city.services.clone(), permit.clone());
                likes.spawn(async move { commands::like_comment(&services, &permit, true).await });
            }
        }
        while let Some(done) = likes.join_next().await {
            done.unwrap().unwrap();
        }
        let permit = may_like(&author.actor().await, id).unwrap();
        commands::like_comment(&city.services, &permit, true).await.unwrap();
        let read = async || {
            let wanted = Wanted { limit: 1, ..Wanted::default() };
            let list = comments::of_subject(&mut city.read().await, Subject::Plan(plan), Some(author.id), wanted).await.unwrap();
            (list[0].likes, list[0].liked)
        };
        assert_eq!(read().await, (4, true));
        commands::like_comment(&city.services, &permit, false).await.unwrap();
        commands::like_comment(&city.services, &permit, false).await.unwrap();
        assert_eq!(read().await, (3, false));
    }

    async fn a_hidden_comment_shows_its_reason_and_its_text_to_moderators_only(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let id = say(&city, &person, plan, CommentKind::Objection, "Pak Anu korupsi").await;
        let moderator = city.city_officer(Role::Moderator).await.actor().await;
        let permit = may_moderate(&moderator, id).unwrap();
        assert!(may_moderate(&person.actor().await, id).is_err());

        commands::hide_comment(&city.services, &permit, &note("menuduh orang")).await.unwrap();
        commands::hide_comment(&city.services, &permit, &note("lain lagi")).await.unwrap();
        let page = async |actor: &Actor| {
            let mut tx = city.read().await;
            let list = queries::comments::comments(&mut tx, actor, Subject::Plan(plan), None, None).await.unwrap();
            let comment = list.threads[0].comment.clone();
            (comment.hidden, comment.body)
        };
        assert_eq!(page(&person.actor().await).await, (Some("menuduh orang".into()), String::new()));
        assert_eq!(page(&moderator).await.1, "Pak Anu korupsi");
        let like = may_like(&person.actor().await, id).unwrap();
        commands::like_comment(&city.services, &like, true).await.unwrap();

        commands::restore_comment(&city.services, &permit).await.unwrap();
        commands::restore_comment(&city.services, &permit).await.unwrap();
        assert_eq!(page(&person.actor().await).await, (None, "Pak Anu korupsi".into()));
        let list = queries::comments::comments(&mut city.read().await, &moderator, Subject::Plan(plan), None, None).await.unwrap();
        assert_eq!(list.threads[0].comment.likes, 0, "what was hidden took no likes");
    }

    async fn an_office_answers_a_comment_and_is_named(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let question = say(&city, &city.resident_of(&LEGOK.rt(1)).await, plan, CommentKind::Question, "kapan mulai?").await;
        let verifier = city.office_of(PUPR).await;
        let answer = |answers: Option<CommentId>, body: &str| NewAnswer {
            id: CommentId(city.services.clock.new_id()),
            subject: Subject::Plan(plan),
            answers,
            body: words(body),
        };
        let to_one = answer(Some(question), "Pekerjaan dimulai pada bulan Mei.");
        commands::answer(&city.services, &verifier.actor().await, to_one.clone()).await.unwrap();
        commands::answer(&city.services, &verifier.actor().await, to_one.clone()).await.unwrap();
        let planner = city.city_officer(Role::Planner).await;
        commands::answer(&city.services, &planner.actor().await, answer(None, "Terima kasih atas semua tanggapan.")).await.unwrap();

        let actor = verifier.actor().await;
        let list = queries::comments::comments(&mut city.read().await, &actor, Subject::Plan(plan), None, None).await.unwrap();
        assert_eq!(list.answers.iter().map(|answer| answer.office.as_deref()).collect::<Vec<_>>(), [Some("Bappeda")]);
        assert_eq!(list.threads.len(), 1);
        let counted = plans::find(&mut city.read().await, plan).await.unwrap().unwrap().comment_count;
        assert_eq!(counted, 1, "offices answer; what residents say is counted");
        assert_eq!(list.threads[0].answers.iter().map(|answer| answer.office.as_deref()).collect::<Vec<_>>(), [Some("Dinas PUPR")]);
        assert_eq!(comments::answers(&mut city.read().await, Subject::Plan(plan), None).await.unwrap().len(), 2);

        for person in [city.office_of(DISHUB).await, city.resident_of(&LEGOK.rt(1)).await] {
            let error = commands::answer(&city.services, &person.actor().await, answer(None, "Bukan wewenang kami.")).await.unwrap_err();
            assert_eq!(refusal(&error), Some(&Refusal::NotYourOffice));
            let before = commands::may_answer_there(&city.services, &person.actor().await, Subject::Plan(plan)).await.unwrap_err();
            assert_eq!(refusal(&before), Some(&Refusal::NotYourOffice), "before anybody looks at what they write");
        }
        commands::may_answer_there(&city.services, &verifier.actor().await, Subject::Plan(plan)).await.unwrap();
        let elsewhere = publish(&city, draft(&city, &[MURNI.region()]).await).await;
        let wrong = NewAnswer { subject: Subject::Plan(elsewhere), ..answer(Some(question), "Jawaban di tempat lain.") };
        assert!(commands::answer(&city.services, &verifier.actor().await, wrong).await.is_err());
    }

    async fn pages_of_comments_show_each_once_and_can_be_narrowed_to_a_kind(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let subject = Subject::Plan(plan);
        let mut tx = city.begin().await;
        for number in 0..70 {
            // In threes at the same instant.
            let at = city.now() + chrono::Duration::seconds(number / 3);
            let kind = if number % 7 == 0 { CommentKind::Objection } else { CommentKind::Suggestion };
            let id = CommentId(city.services.clock.new_id());
            let words = ledger::salted("contoh").unwrap();
            let new = comments::NewComment {
                id,
                subject,
                author: person.id,
                kind,
                body: "contoh",
                salt: &words.salt,
                office: None,
                answers: None,
                at,
            };
            assert!(comments::insert(&mut tx, &new).await.unwrap());
            assert!(!comments::insert(&mut tx, &new).await.unwrap());
            let event = Event::Commented { comment: id, said: kind, words: words.digest };
            ledger::record(&city.services.clock, &mut tx, subject, vec![Act { at, acting: None, event }]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let actor = person.actor().await;
        let (mut seen, mut before) = (HashSet::new(), None);
        loop {
            let list = queries::comments::comments(&mut city.read().await, &actor, subject, None, before).await.unwrap();
            assert!(list.threads.iter().all(|thread| seen.insert(thread.comment.id)));
            before = list.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 70);
        let kind = Some(CommentKind::Objection);
        let list = queries::comments::comments(&mut city.read().await, &actor, subject, kind, None).await.unwrap();
        assert_eq!((list.threads.len(), list.count(CommentKind::Objection)), (10, 10));
    }

    async fn store_functions_of_comments_say_whether_they_changed_anything(city: TestCity) {
        let plan = published(&city, &[LEGOK.region()]).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let id = say(&city, &person, plan, CommentKind::Suggestion, "tambah lampu").await;
        let mut tx = city.begin().await;
        let mut liked = Vec::new();
        for likes in [true, true, false, false] {
            liked.push(comments::set_like(&mut tx, id, person.id, likes, city.now()).await.unwrap());
        }
        assert_eq!(liked, [true, false, true, false]);
        assert_eq!(comments::lock(&mut tx, id).await.unwrap(), Some(false));
        assert!(!comments::is_liked(&mut tx, id, person.id).await.unwrap());
        assert_eq!(comments::likes(&mut tx, id).await.unwrap(), 0);
        comments::set_salt(&mut tx, id, &[7; 16]).await.unwrap();
        assert!(comments::hide(&mut tx, id, "alasan", city.now()).await.unwrap());
        assert!(!comments::hide(&mut tx, id, "alasan", city.now()).await.unwrap());
        assert!(!comments::set_like(&mut tx, id, person.id, true, city.now()).await.unwrap());
        assert!(comments::restore(&mut tx, id).await.unwrap());
        assert!(!comments::restore(&mut tx, id).await.unwrap());
        assert_eq!(comments::place(&mut tx, CommentId(city.services.clock.new_id())).await.unwrap(), None);
    }
);
