//! Two officers of one kelurahan close its meeting at the same moment.

use crate::support::TestSite;
use services::commands::musrenbang::accept_suggestion;
use testing::{LEGOK, both_databases, world::World};

both_databases!(
    async fn one_closes_and_the_other_is_told(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let (meeting, officer, _) = world.legok_with(&[10, 20]).await;
        accept_suggestion(&site.city.services, &officer, meeting, None).await.unwrap();
        world.delegate(&officer, meeting).await;
        let first = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let second = site.signed_in(&site.city.office_of(LEGOK).await).await;
        let check = format!("/musrenbang/{meeting}/periksa");
        let (form, other_form) = (first.get(&check).await.form("Tutup musyawarah"), second.get(&check).await.form("Tutup musyawarah"));
        let (one, other) = tokio::join!(first.submit(form), second.submit(other_form));
        let (done, refused) = if one.status.is_redirection() { (one, other) } else { (other, one) };
        assert_eq!(done.location(), format!("/musrenbang/{meeting}?pesan=meeting_closed"));
        assert_eq!(refused.status, 422);
        let words = "Musyawarah ini sudah ditutup, mungkin baru saja oleh petugas lain. Tidak ada yang berubah oleh Anda";
        assert!(refused.announced("alert").contains(words), "{}", refused.text());
    }
);
