//! Somebody who knows nothing but the published log: reads its files, checks them, and counts from them.

use crate::TestCity;
use domain::{
    ids::ProposalId,
    ledger::{
        PlanFold,
        public::{Joined, PublicEntry, PublicFold},
    },
};
use publiclog::{FolderStore, TreeHead, audit};
use services::{Services, store::projections};

/// More than any test has.
const ALL: i64 = 10_000;

/// Everything that strangers read, after they checked it.
pub fn read(services: &Services) -> (TreeHead, Vec<PublicEntry>) {
    let (store, mut joined, mut entries) = (FolderStore::new(services.log.folder().join("tiles")), Joined::default(), Vec::new());
    let key = services.log.key().expect("a key that can be read").expect("a log that has begun");
    let head = audit(&store, &key, &[], |_, bytes| {
        if let Some(whole) = joined.push(bytes) {
            entries.push(PublicEntry::read(&whole)?);
        }
        Ok(())
    })
    .expect("a log that can be checked");
    assert!(joined.is_whole(), "its last entry was cut");
    (head, entries)
}

/// Strangers count what the city counts, of all that was sent.
pub async fn counts_agree(city: &TestCity) {
    let mut fold = PublicFold::default();
    for public in read(&city.services).1 {
        if let Err(unfounded) = fold.apply(&public) {
            panic!("{unfounded}: {public:?}");
        }
    }
    let support = fold.support();
    let mut tx = city.read().await;
    for row in projections::proposals(&mut tx, None, ALL).await.expect("proposals") {
        let public = support.get(&ProposalId(row.id)).copied().unwrap_or_default();
        let stored = (row.support_local, row.support_count);
        assert_eq!((Some(i64::from(public.local)), Some(i64::from(public.total()))), stored, "{:?}", row.number);
    }
    for row in projections::plans(&mut tx, None, ALL).await.expect("plans") {
        let answers = fold.fold.plans.get(&row.id.into()).map(PlanFold::answers).unwrap_or_default();
        assert_eq!((i64::from(answers.supporting), i64::from(answers.opposing)), (row.supporting, row.opposing), "{}", row.title);
    }
}
