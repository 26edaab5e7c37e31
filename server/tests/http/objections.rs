//! What is typed wrongly into an objection, or into the answer to one, is pointed out at its field; whoever may write
//! neither is told so whatever they typed.

use crate::support::{TestSite, told_at_its_fields};
use domain::account::Role;
use services::commands::{
    musrenbang::{decide, propose_ranking},
    raise_objection,
};
use testing::{
    DANAU_SIPIN, LEGOK, both_databases,
    typed::{note, ruling},
    world::{World, reason},
};

both_databases!(
    async fn what_is_wrong_with_an_objection_or_its_answer_is_said_at_its_field(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, officer, sent) = world.legok_with(&[10, 20]).await;
        let services = &site.city.services;
        propose_ranking(services, &officer, meeting).await.unwrap();
        decide(services, &officer, meeting, sent[1], &ruling("rejected", Some(reason("PAGU")))).await.unwrap();
        world.agree_and_close(&officer, meeting).await;
        let head = site.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await;
        let (objector, camat) = (site.signed_in(&head).await, site.signed_in(&site.city.office_of(DANAU_SIPIN).await).await);
        let objection = format!("/usulan/{}/keberatan", sent[1]);
        let answer = format!("{objection}/jawaban");

        told_at_its_fields(&objector, &objection, &[("objection", "?")], &["objection"]).await;
        told_at_its_fields(&objector, &objection, &[("objection", "")], &["objection"]).await;
        raise_objection(services, &head.actor().await, sent[1], &note("Jalan itu satu-satunya jalan ke sekolah.")).await.unwrap();
        told_at_its_fields(&camat, &answer, &[("answer", ""), ("words", "ya")], &["answer", "words"]).await;
        told_at_its_fields(&camat, &answer, &[("answer", "tolak"), ("words", "")], &["words"]).await;
        assert_eq!(camat.post_form(&objection, &[("objection", "?")]).await.status, 403);
        assert_eq!(objector.post_form(&answer, &[("answer", ""), ("words", "")]).await.status, 403);
        assert!(world.proposal(sent[1]).await.objection.is_some_and(domain::proposal::Objection::waits));
    }
);
