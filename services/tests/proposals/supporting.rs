//! Backing a proposal.

use crate::{Season, refusal};
use domain::{account::Actor, proposal::Status, refusal::Refusal};
use services::{
    commands,
    commands::musrenbang::{merge_proposals, undo_merge},
    queries::proposal_list::{Wanted, proposal_list},
    store::proposals,
};
use testing::typed::{reason_of, words};
use testing::{LEGOK, MURNI, TestCity, both_databases};

both_databases!(
    async fn two_hundred_clicks_of_one_person_are_one_support(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let neighbour = city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await;
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..200 {
            let (services, actor) = (city.services.clone(), neighbour.clone());
            clicks.spawn(async move { commands::support_proposal(&services, &actor, id).await });
        }
        for click in clicks.join_all().await {
            click.unwrap();
        }
        let proposal = season.loaded(id).await;
        assert_eq!((proposal.support_count, proposal.support_local), (1, 1));
    }

    async fn support_is_counted_local_and_per_household_and_can_be_taken_back(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let (local, other) = (city.confirmed_resident_of(&LEGOK.rt(2)).await, city.confirmed_resident_of(&MURNI.rt(1)).await);
        for person in [&local, &other, &author] {
            commands::support_proposal(&city.services, &person.actor().await, id).await.unwrap();
        }
        let proposal = season.loaded(id).await;
        assert_eq!((proposal.support_count, proposal.support_local), (3, 2));
        let list = proposal_list(&city.services, &Wanted::default()).await.unwrap();
        assert_eq!(list.lines[0].support_rate, 2 * 1_000_000 / 40, "two neighbours, an RT of 40 households");
        assert_eq!(proposals::backed_by(&mut city.read().await, id, other.id).await.unwrap(), [id]);
        for _ in 0..2 {
            commands::withdraw_support(&city.services, &other.actor().await, id).await.unwrap();
        }
        assert!(proposals::backed_by(&mut city.read().await, id, other.id).await.unwrap().is_empty());
        assert_eq!(season.loaded(id).await.support_count, 2);
    }

    async fn only_confirmed_residents_back_what_is_still_open(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let support = async |actor: &Actor| refusal(commands::support_proposal(&city.services, actor, id).await);
        assert_eq!(support(&Actor::public()).await, Refusal::SignInFirst);
        assert_eq!(support(&city.resident_of(&LEGOK.rt(1)).await.actor().await).await, Refusal::ResidenceNotConfirmed);
        commands::withdraw_proposal(&city.services, &author.actor().await, id, Some(&words("tidak jadi saja"))).await.unwrap();
        assert_eq!(support(&author.actor().await).await, Refusal::StatusForbids { status: Status::Withdrawn });
        let draft = season.begun_by(&author).await;
        assert_eq!(refusal(commands::support_proposal(&city.services, &author.actor().await, draft).await), Refusal::NotFound);
    }

    async fn a_merger_counts_nobody_twice_and_is_undone_exactly(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let first = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let second = season.sent_by(&author, &LEGOK.rt(1), "Kursus las untuk pemuda").await;
        let (both, one) = (city.confirmed_resident_of(&LEGOK.rt(2)).await, city.confirmed_resident_of(&LEGOK.rt(3)).await);
        for (person, proposal) in [(&both, first), (&both, second), (&one, second)] {
            commands::support_proposal(&city.services, &person.actor().await, proposal).await.unwrap();
        }
        let office = city.office_of(LEGOK).await.actor().await;
        let meeting = season.meeting(&LEGOK.rt(1)).await;
        let number = season.loaded(first).await.number.unwrap();
        let reason = reason_of("GANDA", "Masalah yang sama.");
        merge_proposals(&city.services, &office, meeting, second, &number, &reason).await.unwrap();
        assert_eq!(season.loaded(first).await.support_count, 2, "each person once");
        assert_eq!(season.loaded(second).await.merged_into, Some(first));
        undo_merge(&city.services, &office, meeting, second, &reason_of("LAINNYA", "Ternyata berbeda.")).await.unwrap();
        assert_eq!((season.loaded(first).await.support_count, season.loaded(second).await.support_count), (1, 2));
    }
);
