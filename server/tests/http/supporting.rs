//! One person presses the button of support very often at once.

use crate::support::TestSite;
use testing::{LEGOK, both_databases, world::World};

const TIMES: usize = 200;

both_databases!(
    async fn two_hundred_supports_at_once_are_one(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let neighbour = site.city.confirmed_resident_of(&LEGOK.rt(2)).await;
        let proposal = world.propose(&neighbour, &LEGOK.rt(2), "parit", 3).await;
        let person = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let browser = std::sync::Arc::new(site.signed_in(&person).await);
        let presses: Vec<_> = (0..TIMES)
            .map(|_| {
                let (browser, path) = (std::sync::Arc::clone(&browser), format!("/usulan/{proposal}/dukung"));
                tokio::spawn(async move { browser.post_form(&path, &[]).await.status })
            })
            .collect();
        for press in presses {
            assert!(press.await.unwrap().is_redirection());
        }
        let page = site.visitor().get(&format!("/usulan/{proposal}")).await;
        assert!(page.all("#dukungan .stat b").contains(&"1".to_owned()), "{:?}", page.all("#dukungan"));
    }
);
