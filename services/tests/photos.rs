//! Contract of photos and of what they and comments belong to, on both databases.

use domain::{
    account::Actor,
    comment::Subject,
    ids::{PhotoId, PlanId, ProposalId},
    plan::PlanDraft,
    refusal::Refusal,
};
use image::{DynamicImage, ImageFormat};
use services::{
    CommandError,
    commands::{self, DraftStart, NewPhoto, Swept},
    queries::photo::{Audience, audience},
    store::{photos, subjects},
};
use std::{io::Cursor, path::PathBuf};
use testing::typed::words;
use testing::{
    DISHUB, LEGOK, PUPR, TestCity, both_databases,
    plans::{draft, publish, published},
    world::World,
};

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(40, 30).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// What lies in the folder of photos.
fn files(city: &TestCity) -> Vec<PathBuf> {
    let file = city.services.photos.path(PhotoId(uuid::Uuid::nil()), false);
    let folder = std::fs::read_dir(file.parent().expect("a folder")).expect("a folder");
    folder.map(|entry| entry.expect("a file").path()).collect()
}

fn form(city: &TestCity, plan: PlanId) -> NewPhoto {
    let id = PhotoId(city.services.clock.new_id());
    NewPhoto { id, subject: Subject::Plan(plan), bytes: picture(), alt: Some(words("Saluran yang meluap")) }
}

fn fields(error: CommandError) -> Vec<&'static str> {
    match error {
        CommandError::Problems(problems) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("{other}"),
    }
}

both_databases!(
    async fn a_picture_is_added_once_and_taken_off_with_its_files(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let subject = Subject::Plan(plan);
        let verifier = city.office_of(PUPR).await.actor().await;
        let new = form(&city, plan);
        let id = new.id;
        commands::add_photo(&city.services, &verifier, NewPhoto { bytes: picture(), alt: new.alt.clone(), ..new }).await.unwrap();
        let again = NewPhoto { id, ..form(&city, plan) };
        commands::add_photo(&city.services, &verifier, again).await.unwrap();
        let second = form(&city, plan);
        let second_id = second.id;
        commands::add_photo(&city.services, &verifier, second).await.unwrap();

        let list = photos::of_subject(&mut city.read().await, subject).await.unwrap();
        assert_eq!(list.iter().map(photos::Photo::id).collect::<Vec<_>>(), [id, second_id]);
        assert_eq!((list[0].width, list[0].height, list[0].alt.as_str()), (40, 30, "Saluran yang meluap"));
        assert!(city.services.photos.path(id, true).exists());

        commands::remove_photo(&city.services, &verifier, subject, id).await.unwrap();
        commands::remove_photo(&city.services, &verifier, subject, id).await.unwrap();
        assert_eq!(photos::find(&mut city.read().await, id).await.unwrap(), None);
        assert!(!city.services.photos.path(id, false).exists());
    }

    async fn a_picture_needs_a_file(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        let nothing = NewPhoto { bytes: Vec::new(), ..form(&city, plan) };
        assert_eq!(fields(commands::add_photo(&city.services, &verifier, nothing).await.unwrap_err()), ["photo"]);
        let text = NewPhoto { bytes: b"<svg onload=alert(1)>".to_vec(), ..form(&city, plan) };
        assert_eq!(fields(commands::add_photo(&city.services, &verifier, text).await.unwrap_err()), ["photo"]);
    }

    async fn only_its_agency_adds_pictures_and_only_to_a_draft(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let strangers = [city.office_of(DISHUB).await, city.confirmed_resident_of(&LEGOK.rt(1)).await];
        for person in &strangers {
            let error = commands::add_photo(&city.services, &person.actor().await, form(&city, plan)).await.unwrap_err();
            assert!(matches!(error, CommandError::Refused(Refusal::NotFound)), "of a draft nobody else learns that there is one: {error}");
            assert!(commands::may_add_photo(&city.services, &person.actor().await, Subject::Plan(plan)).await.is_err());
            assert!(
                commands::remove_photo(&city.services, &person.actor().await, Subject::Plan(plan), form(&city, plan).id).await.is_err()
            );
        }
        publish(&city, plan).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        let late = form(&city, plan);
        let (id, error) = (late.id, commands::add_photo(&city.services, &verifier, late).await.unwrap_err());
        assert!(matches!(error, CommandError::Refused(Refusal::PlanStatusForbids { .. })), "{error}");
        assert!(!city.services.photos.path(id, false).exists());
    }

    async fn nobody_takes_over_the_id_of_another_picture(city: TestCity) {
        let (mine, other) = (draft(&city, &[LEGOK.region()]).await, draft(&city, &[LEGOK.region()]).await);
        let verifier = city.office_of(PUPR).await.actor().await;
        let first = form(&city, mine);
        let id = first.id;
        commands::add_photo(&city.services, &verifier, first).await.unwrap();
        let taken = NewPhoto { id, ..form(&city, other) };
        let error = commands::add_photo(&city.services, &verifier, taken).await.unwrap_err();
        assert!(matches!(error, CommandError::Refused(Refusal::NotFound)), "{error}");
        commands::remove_photo(&city.services, &verifier, Subject::Plan(other), id).await.unwrap();
        assert!(photos::find(&mut city.read().await, id).await.unwrap().is_some());
    }

    async fn a_plan_has_room_for_ten_pictures(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let verifier = city.office_of(PUPR).await;
        let mut tx = city.begin().await;
        for number in 0..PlanDraft::MOST_PHOTOS {
            let position = photos::next_position(&mut tx, Subject::Plan(plan)).await.unwrap();
            assert_eq!(position, i64::from(number) + 1);
            let id = PhotoId(city.services.clock.new_id());
            let subject = Subject::Plan(plan);
            let new = photos::NewPhoto { id, subject, position, width: 4, height: 3, alt: "contoh" };
            assert!(photos::insert(&mut tx, &new).await.unwrap());
            assert!(!photos::insert(&mut tx, &new).await.unwrap());
        }
        tx.commit().await.unwrap();
        let error = commands::add_photo(&city.services, &verifier.actor().await, form(&city, plan)).await.unwrap_err();
        assert_eq!(fields(error), ["photo"]);
        let mut tx = city.begin().await;
        let first = photos::of_subject(&mut tx, Subject::Plan(plan)).await.unwrap()[0].id();
        photos::remove(&mut tx, first).await.unwrap();
        assert!(photos::remove(&mut tx, first).await.is_err());
    }

    async fn a_subject_knows_whose_it_is_and_whether_it_is_public(city: TestCity) {
        let (hidden, public) = (draft(&city, &[LEGOK.region()]).await, published(&city, &[LEGOK.region()]).await);
        let agency = city.agency(PUPR).await.id();
        let mut tx = city.begin().await;
        for (plan, is_public, status) in [(hidden, false, "draft"), (public, true, "published")] {
            let owner = subjects::owner(&mut tx, Subject::Plan(plan)).await.unwrap().unwrap();
            assert_eq!((owner.is_public, owner.status.as_str(), owner.agency, owner.place), (is_public, status, Some(agency), None));
            assert!(subjects::lock(&mut tx, Subject::Plan(plan)).await.unwrap());
            assert_eq!(subjects::lock_public(&mut tx, Subject::Plan(plan)).await.unwrap(), is_public);
            subjects::count_comments(&mut tx, Subject::Plan(plan), 1).await.unwrap();
            assert!(subjects::owner(&mut tx, Subject::Proposal(plan.0.into())).await.unwrap().is_none());
            assert!(!subjects::lock(&mut tx, Subject::Proposal(plan.0.into())).await.unwrap());
        }
    }

    async fn a_photo_without_words_is_kept_and_asked_for_them_before_it_is_published(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let (subject, verifier) = (Subject::Plan(plan), city.office_of(PUPR).await.actor().await);
        let silent = NewPhoto { alt: None, ..form(&city, plan) };
        let (id, again) = (silent.id, NewPhoto { id: silent.id, ..form(&city, plan) });
        commands::add_photo(&city.services, &verifier, silent).await.unwrap();
        commands::add_photo(&city.services, &verifier, again).await.unwrap();
        let kept = photos::of_subject(&mut city.read().await, subject).await.unwrap();
        assert_eq!(kept.iter().map(|photo| (photo.id(), photo.is_described())).collect::<Vec<_>>(), [(id, false)]);
        assert!(city.services.photos.has(id));

        assert_eq!(fields(commands::publish_plan(&city.services, &verifier, plan).await.unwrap_err()), ["photos"]);
        let describe = async |actor: &Actor, alt| commands::describe_photo(&city.services, actor, subject, id, &words(alt)).await;
        let stranger = city.office_of(DISHUB).await.actor().await;
        assert!(matches!(describe(&stranger, "Saluran tersumbat").await, Err(CommandError::Refused(Refusal::NotFound))));
        let other = Subject::Plan(draft(&city, &[LEGOK.region()]).await);
        let error = commands::describe_photo(&city.services, &verifier, other, id, &words("Saluran tersumbat")).await.unwrap_err();
        assert!(matches!(error, CommandError::Refused(Refusal::NotFound)), "{error:?}");
        describe(&verifier, "Saluran tersumbat").await.unwrap();
        assert_eq!(photos::find(&mut city.read().await, id).await.unwrap().unwrap().alt, "Saluran tersumbat");
        commands::publish_plan(&city.services, &verifier, plan).await.unwrap();
        assert!(describe(&verifier, "Setelah terbit").await.is_err());
        let unknown = photos::describe(&mut city.begin().await, PhotoId(city.services.clock.new_id()), "Tiada").await;
        assert!(unknown.is_err(), "a photo that is not there is no silent success");
    }

    async fn the_same_photo_sent_twice_at_once_is_one_whole_photo(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        for _ in 1..PlanDraft::MOST_PHOTOS {
            commands::add_photo(&city.services, &verifier, form(&city, plan)).await.unwrap();
        }
        let last = form(&city, plan);
        let id = last.id;
        let again = NewPhoto { id, ..form(&city, plan) };
        let (one, other) =
            tokio::join!(commands::add_photo(&city.services, &verifier, last), commands::add_photo(&city.services, &verifier, again));
        assert!(one.is_ok() && other.is_ok(), "the second click is told that it is there: {one:?} {other:?}");
        assert_eq!(photos::of_subject(&mut city.read().await, Subject::Plan(plan)).await.unwrap().len(), PlanDraft::MOST_PHOTOS as usize);
        assert!(city.services.photos.has(id), "and so are its files");
        assert_eq!(files(&city).len(), 2 * PlanDraft::MOST_PHOTOS as usize);
    }

    async fn a_photo_on_its_way_while_the_plan_is_published_leaves_no_half_of_itself(city: TestCity) {
        let verifier = city.office_of(PUPR).await.actor().await;
        for round in 0..6 {
            let plan = draft(&city, &[LEGOK.region()]).await;
            let late = form(&city, plan);
            let id = late.id;
            let publishing = async {
                tokio::time::sleep(std::time::Duration::from_millis(2 * round)).await;
                commands::publish_plan(&city.services, &verifier, plan).await.unwrap();
            };
            let (added, ()) = tokio::join!(commands::add_photo(&city.services, &verifier, late), publishing);
            let is_known = photos::find(&mut city.read().await, id).await.unwrap().is_some();
            assert_eq!((is_known, city.services.photos.has(id)), (added.is_ok(), added.is_ok()), "{added:?}");
            assert_eq!(city.services.photos.path(id, true).exists(), is_known);
        }
    }

    async fn whoever_hangs_up_leaves_a_whole_photo_or_none(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        for wait in [0, 1, 2, 4, 8, 16, 32] {
            let new = form(&city, plan);
            let adding = commands::add_photo(&city.services, &verifier, new);
            let _ = tokio::time::timeout(std::time::Duration::from_millis(wait), adding).await;
        }
        // What goes on after the browser is gone comes to its end.
        let mut before = 0;
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let now = files(&city).len();
            if now == before {
                break;
            }
            before = now;
        }
        let rows = photos::of_subject(&mut city.read().await, Subject::Plan(plan)).await.unwrap();
        assert!(rows.iter().all(|photo| city.services.photos.has(photo.id())));
        assert_eq!(files(&city).len(), 2 * rows.len(), "{:?}", files(&city));
    }

    async fn files_that_no_row_knows_are_swept_away_and_rows_without_files_are_counted(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        let (kept, lost) = (form(&city, plan), form(&city, plan));
        let (kept_id, lost_id) = (kept.id, lost.id);
        for new in [kept, lost] {
            commands::add_photo(&city.services, &verifier, new).await.unwrap();
        }
        let folder = city.services.photos.path(kept_id, false).parent().unwrap().to_owned();
        let orphan = city.services.photos.path(PhotoId(city.services.clock.new_id()), true);
        for left in [orphan.clone(), folder.join(".x.part"), folder.join("note.txt")] {
            std::fs::write(left, b"x").unwrap();
        }
        assert_eq!(
            commands::sweep_photos(&city.services).await.unwrap(),
            Swept::default(),
            "what is younger than an hour may be on its way"
        );
        for file in std::fs::read_dir(&folder).unwrap() {
            let file = std::fs::File::open(file.unwrap().path()).unwrap();
            file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_hours(2)).unwrap();
        }
        city.services.photos.remove(lost_id).await;
        assert_eq!(services::jobs::tidy(&city.services).await.unwrap(), Swept { files: 2, missing: 1 });
        assert!(city.services.photos.has(kept_id) && !orphan.exists() && !folder.join(".x.part").exists());
        assert!(folder.join("note.txt").exists(), "what is no photo of ours is not ours to remove");
        let swept = commands::sweep_photos_untouched_for(&city.services, std::time::Duration::ZERO).await.unwrap();
        assert_eq!(swept, Swept { files: 0, missing: 1 });
        let all = photos::ids_after(&mut city.read().await, PhotoId(uuid::Uuid::nil()), 10).await.unwrap();
        assert_eq!(all, [kept_id, lost_id]);
    }

    async fn the_photo_of_a_draft_is_seen_by_who_writes_it_and_of_what_is_published_by_everybody(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        let new = form(&city, plan);
        let id = new.id;
        commands::add_photo(&city.services, &verifier, new).await.unwrap();
        let others = [Actor::public(), city.office_of(DISHUB).await.actor().await, city.office_of(LEGOK).await.actor().await];
        assert_eq!(audience(&city.services, &verifier, id).await.unwrap(), Some(Audience::WhoWritesTheDraft));
        for other in &others {
            assert_eq!(audience(&city.services, other, id).await.unwrap(), None);
        }
        publish(&city, plan).await;
        for person in others.iter().chain([&verifier]) {
            assert_eq!(audience(&city.services, person, id).await.unwrap(), Some(Audience::Everybody));
        }
    }

    async fn the_photos_of_a_draft_that_was_thrown_away_go_when_it_cannot_be_had_back(city: TestCity) {
        World::new(city.clone()).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        let proposal = ProposalId(city.services.clock.new_id());
        commands::start_draft(&city.services, &author, DraftStart { id: proposal, on_behalf_of: None }).await.unwrap();
        let subject = Subject::Proposal(proposal);
        let new = NewPhoto { subject, ..form(&city, PlanId(proposal.0)) };
        let id = new.id;
        commands::add_photo(&city.services, &author, new).await.unwrap();
        assert_eq!(audience(&city.services, &author, id).await.unwrap(), Some(Audience::WhoWritesTheDraft));
        let neighbour = city.confirmed_resident_of(&LEGOK.rt(1)).await.actor().await;
        assert_eq!(audience(&city.services, &neighbour, id).await.unwrap(), None);
        commands::withdraw_proposal(&city.services, &author, proposal, None).await.unwrap();
        commands::sweep_photos(&city.services).await.unwrap();
        assert_eq!(audience(&city.services, &author, id).await.unwrap(), Some(Audience::WhoWritesTheDraft), "it may be had back");
        assert!(photos::remove_of_discarded(&mut city.begin().await, city.now()).await.unwrap().is_empty());
        city.pass_days(30);
        commands::sweep_photos(&city.services).await.unwrap();
        assert!(photos::of_subject(&mut city.read().await, subject).await.unwrap().is_empty());
        assert!(files(&city).is_empty() && audience(&city.services, &author, id).await.unwrap().is_none());
    }
);
