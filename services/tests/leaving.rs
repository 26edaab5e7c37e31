//! What a person takes along and leaves behind: the own data, and deleting the own account.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::Role,
    comment::{CommentKind, Subject},
    cycle::StageKind,
    ids::{CommentId, ProposalId},
    permission::{may_act_as_self, may_comment, may_inspect, may_manage_person},
    proposal::{DraftChange, DraftValue},
    refusal::Refusal,
};
use serde_json::Value;
use services::{
    CommandError, Problem, Visit,
    commands::{self, DraftStart, NewComment},
    queries::{actor::actor_of, acts, people},
    store::{
        accounts,
        comments::{self, Wanted},
        own_data, proposals,
    },
};
use testing::typed::{claim, note, words};
use testing::{LEGOK, MURNI, PASSWORD, TestCity, TestPerson, both_databases, world::World};

/// Somebody who proposed, drafted, supported and commented.
async fn busy_resident(city: &TestCity) -> (TestPerson, ProposalId, ProposalId) {
    let world = World::new(city.clone()).await;
    let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
    let neighbour = city.confirmed_resident_of(&LEGOK.rt(2)).await;
    let own = world.propose(&person, &LEGOK.rt(1), "saluran di depan balai", 1).await;
    let other = world.propose(&neighbour, &LEGOK.rt(2), "lampu jalan di gang dua", 1).await;
    let actor = person.actor().await;
    commands::support_proposal(&city.services, &actor, other).await.unwrap();
    let draft = ProposalId(city.services.clock.new_id());
    commands::start_draft(&city.services, &actor, DraftStart { id: draft, on_behalf_of: None }).await.unwrap();
    let title = DraftChange::of([DraftValue::Title(words("Rahasia saya sendiri"))]);
    commands::save_draft(&city.services, &actor, draft, &title, false).await.unwrap();
    let comment = NewComment {
        id: CommentId(city.services.clock.new_id()),
        kind: CommentKind::Suggestion,
        body: words("Pasang di dekat pos ronda."),
    };
    commands::add_comment(&city.services, &may_comment(&actor, Subject::Proposal(other)).unwrap(), comment).await.unwrap();
    (person, own, other)
}

async fn delete(city: &TestCity, person: &TestPerson) -> Result<(), CommandError> {
    let permit = may_act_as_self(&person.actor().await).unwrap();
    commands::delete_account(&city.services, &permit, PASSWORD.into(), &Visit::default()).await
}

both_databases!(
    async fn a_person_takes_along_everything_that_is_kept_about_them_and_nothing_of_others(city: TestCity) {
        let (person, ..) = busy_resident(&city).await;
        let permit = may_act_as_self(&person.actor().await).unwrap();
        let data: Value = serde_json::from_str(&services::queries::own_data::own_data(&city.services, &permit).await.unwrap()).unwrap();
        assert_eq!(data["account"][0]["email"], person.contact);
        assert_eq!(data["account"][0]["home"], LEGOK.rt(1).as_str());
        let titles: Vec<&str> = data["proposals"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
        assert!(titles.len() == 2 && titles[1] == "Rahasia saya sendiri", "{titles:?}");
        assert_eq!(data["comments"][0]["body"], "Pasang di dekat pos ronda.");
        assert_eq!(data["supports"].as_array().unwrap().len(), 1);
        let events: Vec<&Value> = data["ledger"].as_array().unwrap().iter().map(|entry| &entry["event"]["kind"]).collect();
        assert_eq!(events, ["sent", "assigned", "moved", "item_arrived", "support_given", "commented"]);
        for part in ["roles", "stances", "likes", "log"] {
            assert!(data[part].is_array(), "{part}");
        }
        assert!(!data["sessions"].as_array().unwrap().is_empty());
        let text = data.to_string();
        assert!(!text.contains("argon2") && !text.contains("token"), "no secrets");
        let nobody: Vec<own_data::OwnLogEntry> = own_data::of(&mut city.read().await, city.services.clock.new_id().into()).await.unwrap();
        assert!(nobody.is_empty());
    }

    async fn a_deleted_account_keeps_nothing_that_tells_who_it_was(city: TestCity) {
        let (person, own, other) = busy_resident(&city).await;
        let token = person.session().await;
        delete(&city, &person).await.unwrap();
        assert!(actor_of(&city.services, &token).await.unwrap().signed_in().is_none());
        let sign_in = commands::sign_in(&city.services, &claim(&person.contact), PASSWORD.into(), &Visit::default()).await;
        assert!(matches!(sign_in, Err(CommandError::Refused(Refusal::SignInFailed))));
        let mut tx = city.read().await;
        let account = accounts::find(&mut tx, person.id).await.unwrap().unwrap();
        assert_eq!((account.name.as_str(), account.phone, account.password_hash.as_str()), ("", None, ""));
        assert!(account.residence_confirmed_at.is_none() && account.deleted_at.is_some());
        assert!(accounts::with_contact(&mut tx, &person.contact, 5).await.unwrap().is_empty(), "the contact is free again");
        assert!(proposals::drafts_of(&mut tx, person.id, 10).await.unwrap().is_empty());
        let left: Vec<own_data::OwnProposal> = own_data::of(&mut tx, person.id).await.unwrap();
        let left = serde_json::to_string(&left).unwrap();
        assert!(!left.contains("Rahasia") && left.contains("balai"), "unsent words go, what was sent stays");
        let proposal = proposals::find(&mut tx, own).await.unwrap().unwrap();
        assert!(!proposal.shows_name && proposal.position.stage == StageKind::Rt);
        let wanted = Wanted { limit: 10, ..Wanted::default() };
        let comments = comments::of_subject(&mut tx, Subject::Proposal(other), None, wanted).await.unwrap();
        let author = &comments[0].author;
        assert_eq!((author.name.as_deref(), author.rt.clone(), author.kelurahan.as_deref()), (None, Some(LEGOK.rt(1)), Some("Legok")));
    }

    async fn deleting_takes_the_password_and_never_the_last_city_admin(city: TestCity) {
        let admin = city.city_officer(Role::CityAdmin).await;
        let permit = may_act_as_self(&admin.actor().await).unwrap();
        match commands::delete_account(&city.services, &permit, "bukan kata sandinya".into(), &Visit::default()).await {
            Err(CommandError::Problems(problems)) => assert_eq!(problems, [Problem::new("password", Refusal::PasswordWrong)]),
            other => panic!("{other:?}"),
        }
        assert!(matches!(delete(&city, &admin).await, Err(CommandError::Refused(Refusal::LastAdmin))));
        let other = city.city_officer(Role::CityAdmin).await;
        delete(&city, &admin).await.unwrap();
        let inspect = may_inspect(&other.actor().await).unwrap();
        let left = people::person_page(&city.services, &inspect, admin.id).await.unwrap().unwrap();
        assert_eq!((left.name.as_str(), left.contact.as_str()), ("", ""));
        assert!(left.roles.iter().all(|held| !held.assignment.is_active_on(city.today())), "the role has ended");
        let lines = acts::log(&city.services, &inspect, None).await.unwrap();
        assert_eq!([lines[0].action.as_str(), lines[1].action.as_str()], ["account_deleted", "role_ended"]);
        // Nobody brings it back.
        let permit = may_manage_person(&other.actor().await, admin.id).unwrap();
        let outcome = commands::open_account(&city.services, &permit).await;
        assert!(matches!(outcome, Err(CommandError::Refused(Refusal::AccountDeleted))));
        assert!(matches!(delete(&city, &other).await, Err(CommandError::Refused(Refusal::LastAdmin))));
    }

    async fn whoever_has_left_lives_nowhere_whatever_an_office_still_has_on_its_screen(city: TestCity) {
        let person = city.resident_of(&MURNI.rt(1)).await;
        let home = MURNI.rt(1);
        delete(&city, &person).await.unwrap();
        let lurah = city.office_of(MURNI).await.actor().await;
        let confirmed = commands::confirm_residence(&city.services, &lurah, person.id, None).await;
        assert!(matches!(confirmed, Err(CommandError::Refused(Refusal::NotFound))), "{confirmed:?}");
        // An office may have looked before.
        let mut tx = city.begin().await;
        assert!(!accounts::confirm_residence(&mut tx, person.id, &home, city.now()).await.unwrap());
    }

    async fn a_deleted_account_is_deleted_once_and_closing_it_changes_nothing(city: TestCity) {
        let person = city.resident_of(&MURNI.rt(1)).await;
        let me = may_act_as_self(&person.actor().await).unwrap();
        delete(&city, &person).await.unwrap();
        let named = commands::set_home(&city.services, &me, &MURNI.rt(2)).await;
        assert!(matches!(named, Err(CommandError::Refused(Refusal::NotFound))), "{named:?}");
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let permit = may_manage_person(&admin, person.id).unwrap();
        commands::close_account(&city.services, &permit, &note("Sudah dihapus pemiliknya.")).await.unwrap();
        let mut tx = city.begin().await;
        assert!(accounts::find(&mut tx, person.id).await.unwrap().unwrap().disabled_reason.is_none());
        accounts::erase(&mut tx, person.id, city.now()).await.unwrap();
        proposals::forget_author(&mut tx, person.id).await.unwrap();
    }
);
