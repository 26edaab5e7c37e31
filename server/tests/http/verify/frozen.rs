//! Support as meetings count it: a stranger makes it again, and names the entry that says otherwise.

use super::{
    Stranger,
    forged::{changed, entries_of, instead},
    shown,
};
use crate::support::TestSite;
use domain::ledger::{Counted, Event, Frozen};
use publiclog::SigningKey;
use services::{
    commands::{self, musrenbang::merge_proposals},
    jobs,
};
use testing::{
    LEGOK,
    world::{World, reason},
};

fn one_more(count: &mut Counted) {
    count.local += 1;
}

#[test]
fn a_stranger_counts_again_what_meetings_took_over_and_counted_anew() {
    testing::on_sqlite(async |site: TestSite| {
        let world = World::new(site.city.clone()).await;
        let services = &site.city.services;
        let neighbour = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (meeting, lurah, ids) = world.before_legok(&neighbour, &[10, 20]).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await;
        for id in &ids {
            commands::support_proposal(services, &person, *id).await.unwrap();
        }
        site.city.pass(chrono::TimeDelta::hours(1));
        world.open(&lurah, meeting).await;
        let into = world.proposal(ids[0]).await.number.unwrap();
        merge_proposals(services, &lurah, meeting, ids[1], &into, &reason("GANDA")).await.unwrap();
        jobs::publish(services).await.unwrap();
        let (entries, key) = (entries_of(services), SigningKey::open(&services.log.folder().join("key")).unwrap());
        let (origin, stranger) = (site.visitor().origin.clone(), Stranger { folder: tempfile::tempdir().unwrap() });
        let (good, said) = stranger.verify(&shown(&origin, instead(&entries, &key)).await, &[]).await;
        assert!(good, "{said}");
        let at = site.city.now();
        let cases: [(&str, Vec<Vec<u8>>); 3] = [
            (
                "frozen_anew",
                changed(&entries, |event| {
                    if let Event::FrozenAnew(count) = event {
                        one_more(count);
                    }
                }),
            ),
            (
                "support_frozen",
                changed(&entries, |event| {
                    if let Event::SupportFrozen { counts } = event {
                        counts.iter_mut().for_each(one_more);
                    }
                }),
            ),
            (
                "item_arrived",
                changed(&entries, |event| {
                    if let Event::ItemArrived { frozen, .. } = event {
                        *frozen = Some(Frozen { local: 9, other: 0, at });
                    }
                }),
            ),
        ];
        for (named, forged) in cases {
            let (good, said) = stranger.verify(&shown(&origin, instead(&forged, &key)).await, &[]).await;
            assert!(!good && said.contains(&format!("event: {named} / not what the rules make of it")), "{named}: {said}");
        }
    });
}
