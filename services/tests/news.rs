//! What a commit tells those who look: at once, at every server of the database, and only what it has recorded.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    comment::{CommentKind, Subject},
    ids::CommentId,
    permission::{may_comment, may_like, may_take_stance},
    plan::Stance,
};
use services::{
    Services,
    commands::{self, NewComment},
    news::{Hearing, Topic},
    store::{ledger, news},
};
use std::time::Duration;
use testing::{LEGOK, TestCity, both_databases, plans::published, typed::words};
use tokio::time::timeout;

/// As long as a reader waits for what another did.
const A_SECOND: Duration = Duration::from_secs(1);

async fn heard(hearing: &mut Hearing, topics: &[Topic]) -> Vec<Topic> {
    timeout(A_SECOND, hearing.about(topics)).await.unwrap_or_default()
}

async fn hear(services: &Services) -> Hearing {
    services.news.hear(&services.database).await.unwrap()
}

both_databases!(
    async fn what_is_committed_is_told_and_how_far_it_is(city: TestCity) {
        let (services, plan) = (&city.services, published(&city, &[LEGOK.region()]).await);
        let actor = city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        let topics = [Topic::Plan(plan), Topic::Plans, Topic::Residents];
        let mut hearing = hear(services).await;
        let before = services.news.positions(&services.database, &topics).await.unwrap();
        let permit = may_take_stance(&actor, plan).unwrap();
        commands::take_stance(services, &permit, Stance::Support).await.unwrap();
        assert_eq!(heard(&mut hearing, &topics).await, [Topic::Plan(plan)], "a voice changes no list");
        let now = services.news.positions(&services.database, &topics).await.unwrap();
        assert_eq!(now.moved_since(&before, &topics, &[]), [Topic::Plan(plan)]);
        commands::take_stance(services, &permit, Stance::Support).await.unwrap();
        assert!(heard(&mut hearing, &topics).await.is_empty(), "the same again is no news");
        assert_eq!(
            services.news.positions(&services.database, &topics[..1]).await.unwrap().to_string(),
            now.to_string().split('.').next().unwrap()
        );
        for stance in [Stance::Oppose, Stance::Support, Stance::Oppose] {
            commands::take_stance(services, &permit, stance).await.unwrap();
        }
        heard(&mut hearing, &topics).await;
        // The database tells in its own time.
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(hearing.so_far(&topics), [Topic::Plan(plan); 2], "what was told meanwhile is looked at once");
        assert!(hearing.so_far(&topics).is_empty());
    }

    async fn what_is_said_under_a_plan_and_liked_there_is_news_of_the_plan(city: TestCity) {
        let (services, plan) = (&city.services, published(&city, &[LEGOK.region()]).await);
        let actor = city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        let mut hearing = hear(services).await;
        let id = CommentId(services.clock.new_id());
        let subject = Subject::Plan(plan);
        let reached = async || ledger::reached(&mut city.read().await, plan.0).await.unwrap();
        let before = reached().await;
        let form = NewComment { id, kind: CommentKind::Suggestion, body: words("Lebarkan trotoarnya.") };
        commands::add_comment(services, &may_comment(&actor, subject).unwrap(), form).await.unwrap();
        assert_eq!(heard(&mut hearing, &[Topic::Plan(plan)]).await, [Topic::Plan(plan)]);
        commands::like_comment(services, &may_like(&actor, id).unwrap(), true).await.unwrap();
        assert_eq!(heard(&mut hearing, &[Topic::Plan(plan)]).await, [Topic::Plan(plan)]);
        assert_eq!(reached().await, before + 2);
    }

    async fn what_is_taken_back_is_told_to_nobody(city: TestCity) {
        let mut hearing = hear(&city.services).await;
        let mut tx = city.begin().await;
        let is_told_by_the_database = news::announce(&mut tx, "*").await.unwrap();
        drop(tx);
        assert!(heard(&mut hearing, &[Topic::Plans]).await.is_empty());
        let mut tx = city.begin().await;
        news::announce(&mut tx, "rencana").await.unwrap();
        tx.commit().await.unwrap();
        let all = [Topic::Plans, Topic::Meetings];
        assert_eq!(heard(&mut hearing, &all).await.len(), usize::from(is_told_by_the_database));
        assert_eq!(news::listen(&city.services.database).await.unwrap().is_some(), is_told_by_the_database);
    }
);
