//! Contract of photos and of what they and comments belong to, on both databases.

use domain::{
    comment::Subject,
    ids::{PhotoId, PlanId},
    plan::PlanDraft,
    refusal::Refusal,
};
use image::{DynamicImage, ImageFormat};
use services::{
    CommandError,
    commands::{self, PhotoForm},
    store::{
        photos::{self, NewPhoto},
        subjects,
    },
};
use std::io::Cursor;
use testing::{
    DISHUB, LEGOK, PUPR, TestCity, both_databases,
    plans::{draft, publish, published},
};

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(40, 30).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

fn form(city: &TestCity, plan: PlanId) -> PhotoForm {
    let id = PhotoId(city.services.clock.new_id());
    PhotoForm { id, subject: Subject::Plan(plan), bytes: picture(), alt: "Saluran yang meluap".into() }
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
        commands::add_photo(&city.services, &verifier, PhotoForm { bytes: picture(), alt: new.alt.clone(), ..new }).await.unwrap();
        let again = PhotoForm { id, ..form(&city, plan) };
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

    async fn a_picture_needs_a_file_and_words(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let verifier = city.office_of(PUPR).await.actor().await;
        let nothing = PhotoForm { bytes: Vec::new(), alt: String::new(), ..form(&city, plan) };
        assert_eq!(fields(commands::add_photo(&city.services, &verifier, nothing).await.unwrap_err()), ["photo", "photo_alt"]);
        let text = PhotoForm { bytes: b"<svg onload=alert(1)>".to_vec(), ..form(&city, plan) };
        assert_eq!(fields(commands::add_photo(&city.services, &verifier, text).await.unwrap_err()), ["photo"]);
    }

    async fn only_its_agency_adds_pictures_and_only_to_a_draft(city: TestCity) {
        let plan = draft(&city, &[LEGOK.region()]).await;
        let strangers = [city.office_of(DISHUB).await, city.confirmed_resident_of(&LEGOK.rt(1)).await];
        for person in &strangers {
            let error = commands::add_photo(&city.services, &person.actor().await, form(&city, plan)).await.unwrap_err();
            assert!(matches!(error, CommandError::Refused(Refusal::NotYourOffice)), "{error}");
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
        let taken = PhotoForm { id, ..form(&city, other) };
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
            let new = NewPhoto { id, subject, position, width: 4, height: 3, alt: "contoh", by: verifier.id, at: city.now() };
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
            assert_eq!(subjects::count_comment(&mut tx, Subject::Plan(plan)).await.unwrap(), is_public);
            assert!(subjects::owner(&mut tx, Subject::Proposal(plan.0.into())).await.unwrap().is_none());
            assert!(!subjects::lock(&mut tx, Subject::Proposal(plan.0.into())).await.unwrap());
        }
    }
);
