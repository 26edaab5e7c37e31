//! Contract of `store/accounts.rs`.

use domain::{
    account::ContactKind,
    ids::{AccountId, RegionId},
};
use services::{
    Failure, Services,
    store::{
        Tx,
        accounts::{self, NewAccount},
        contacts,
    },
};
use testing::{LEGOK, MURNI, TestCity, both_databases};

/// Inserts somebody; `false` when the contact is taken.
async fn insert(
    city: &TestCity,
    tx: &mut Tx,
    name: &str,
    phone: Option<&str>,
    email: Option<&str>,
    home: Option<RegionId>,
) -> (AccountId, bool) {
    let id = AccountId(city.services.clock.new_id());
    let new = NewAccount { id, name, phone, email, password_hash: "$argon2id$", home, created_at: city.now() };
    (id, accounts::insert(tx, &new).await.expect("an account is inserted or refused"))
}

both_databases!(
    async fn an_account_reads_back_as_it_was_written(city: TestCity) {
        let home = city.region(&LEGOK.rt(1)).await.id;
        let mut tx = city.begin().await;
        let (id, _) = insert(&city, &mut tx, "Nurhayati “Nur”", Some("+6281234567890"), None, Some(home)).await;
        let account = accounts::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((account.id(), account.name.as_str(), account.home()), (id, "Nurhayati “Nur”", Some(home)));
        assert_eq!(
            (account.phone.as_deref(), account.email.as_deref(), account.password_hash.as_str()),
            (Some("+6281234567890"), None, "$argon2id$")
        );
        assert_eq!((account.created_at, account.shows_name), (city.now(), false));
        assert_eq!((account.residence_confirmed_at, account.disabled_at), (None, None));
        assert!(accounts::find(&mut tx, AccountId(city.services.clock.new_id())).await.unwrap().is_none());
    }

    async fn a_contact_is_a_claim_and_whoever_has_proven_it_comes_first(city: TestCity) {
        let mut tx = city.begin().await;
        let (first, inserted) = insert(&city, &mut tx, "Satu", None, Some("satu@contoh.id"), None).await;
        assert!(inserted);
        let new = NewAccount {
            id: first,
            name: "Lagi",
            phone: None,
            email: Some("x@contoh.id"),
            password_hash: "",
            home: None,
            created_at: city.now(),
        };
        assert!(!accounts::insert(&mut tx, &new).await.unwrap(), "the same account again");
        let (second, _) = insert(&city, &mut tx, "Dua", None, Some("satu@contoh.id"), None).await;
        let ids = async |tx: &mut Tx, limit| -> Vec<AccountId> {
            accounts::with_contact(tx, "satu@contoh.id", limit).await.unwrap().iter().map(accounts::Account::id).collect()
        };
        assert_eq!(ids(&mut tx, 5).await, [first, second]);
        contacts::set(&mut tx, second, ContactKind::Email, "satu@contoh.id", Some(city.now())).await.unwrap();
        assert_eq!(ids(&mut tx, 5).await, [second, first]);
        assert_eq!(ids(&mut tx, 1).await, [second]);
        assert!(accounts::with_contact(&mut tx, "dua@contoh.id", 5).await.unwrap().is_empty());
        let account = accounts::find(&mut tx, second).await.unwrap().unwrap();
        assert_eq!((account.contact(), account.mailbox()), (("satu@contoh.id", true), Some("satu@contoh.id")));
        assert!(account.has_proven("satu@contoh.id") && !account.has_proven("dua@contoh.id"));
        let claim = accounts::find(&mut tx, first).await.unwrap().unwrap();
        assert_eq!((claim.contact(), claim.mailbox(), claim.has_proven("satu@contoh.id")), (("satu@contoh.id", false), None, false));
    }

    async fn residents_of_a_region_are_found_by_a_part_of_what_is_known(city: TestCity) {
        let (legok, murni) = (city.region(&LEGOK.rt(1)).await.id, city.region(&MURNI.rt(1)).await.id);
        let mut tx = city.begin().await;
        insert(&city, &mut tx, "Budi Santoso", Some("+6281234567890"), None, Some(legok)).await;
        insert(&city, &mut tx, "Budi Murni", None, Some("budi@contoh.id"), Some(murni)).await;
        for (region, pattern, expected) in
            [(LEGOK.region(), "%budi%", 1), (LEGOK.rt(1), "%8123%", 1), (LEGOK.rt(2), "%budi%", 0), (MURNI.region(), "%budi@%", 1)]
        {
            assert_eq!(accounts::residents_like(&mut tx, &region, pattern, 10).await.unwrap().len(), expected, "{region} {pattern}");
        }
    }

    async fn a_new_password_replaces_the_old(city: TestCity) {
        let mut tx = city.begin().await;
        let (id, _) = insert(&city, &mut tx, "Satu", None, Some("satu@contoh.id"), None).await;
        accounts::set_password(&mut tx, id, "lain").await.unwrap();
        assert_eq!(accounts::find(&mut tx, id).await.unwrap().unwrap().password_hash, "lain");
        let nobody = AccountId(city.services.clock.new_id());
        assert!(matches!(accounts::set_password(&mut tx, nobody, "lain").await, Err(Failure::RowCount { rows: 0, .. })));
    }

    async fn a_confirmation_stands_until_the_home_changes(city: TestCity) {
        let (home, other) = (city.region(&LEGOK.rt(1)).await, city.region(&MURNI.rt(1)).await.id);
        let mut tx = city.begin().await;
        let (id, _) = insert(&city, &mut tx, "Warga", None, Some("warga@contoh.id"), Some(home.id)).await;
        assert!(accounts::confirm_residence(&mut tx, id, &home.code, city.now()).await.unwrap());
        assert!(!accounts::confirm_residence(&mut tx, id, &home.code, city.now()).await.unwrap(), "the first confirmation stands");
        let account = accounts::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(account.residence_confirmed_at, Some(city.now()));
        accounts::hold(&mut tx, id).await.unwrap();
        let locked = accounts::lock(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((locked.id(), locked.residence_confirmed_at), (id, Some(city.now())));
        let nobody = AccountId(city.services.clock.new_id());
        assert!(accounts::lock(&mut tx, nobody).await.unwrap().is_none());
        accounts::set_home(&mut tx, id, other, city.now()).await.unwrap();
        let account = accounts::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((account.home(), account.residence_confirmed_at), (Some(other), None));
    }

    async fn nobody_is_confirmed_for_a_home_they_have_left(city: TestCity) {
        let new = city.region(&MURNI.rt(1)).await.id;
        let mut tx = city.begin().await;
        let (id, _) = insert(&city, &mut tx, "Warga", None, Some("warga@contoh.id"), Some(new)).await;
        assert!(!accounts::confirm_residence(&mut tx, id, &LEGOK.rt(1), city.now()).await.unwrap());
    }

    async fn people_are_counted(services: Services) {
        let city = TestCity { services };
        let mut tx = city.begin().await;
        assert_eq!(accounts::count(&mut tx).await.unwrap(), 0);
        insert(&city, &mut tx, "Satu", None, Some("satu@contoh.id"), None).await;
        assert_eq!(accounts::count(&mut tx).await.unwrap(), 1);
    }

    async fn people_are_found_by_name_phone_and_email_page_by_page(city: TestCity) {
        let mut tx = city.begin().await;
        for (name, phone, email) in [
            ("Budi Santoso", Some("+6281234567890"), None),
            ("Ani", None, Some("ani.budiman@contoh.id")),
            ("Citra", None, Some("citra@contoh.id")),
            ("Citra", None, Some("citra.lain@contoh.id")),
        ] {
            insert(&city, &mut tx, name, phone, email, None).await;
        }
        let search = async |tx: &mut Tx, pattern: &str| -> Vec<String> {
            accounts::search(tx, Some(pattern), None, 10).await.unwrap().into_iter().map(|found| found.account.name).collect()
        };
        assert_eq!(search(&mut tx, "%budi%").await, ["Ani", "Budi Santoso"]);
        assert_eq!(search(&mut tx, "%812345%").await, ["Budi Santoso"]);
        assert!(search(&mut tx, "%tiada%").await.is_empty());
        let mut names = Vec::new();
        let mut after: Option<(String, AccountId)> = None;
        loop {
            let position = after.as_ref().map(|(name, id)| (name.as_str(), *id));
            let page = accounts::search(&mut tx, None, position, 1).await.unwrap();
            let Some(found) = page.into_iter().next() else { break };
            after = Some((found.account.name.clone(), found.account.id()));
            names.push(found.account.name);
        }
        assert_eq!(names, ["Ani", "Budi Santoso", "Citra", "Citra"], "namesakes are neither skipped nor repeated");
    }

    async fn a_home_is_forgotten_only_as_the_office_knew_it(city: TestCity) {
        let (waits, confirmed) = (city.resident_of(&LEGOK.rt(1)).await, city.confirmed_resident_of(&LEGOK.rt(1)).await);
        let (home, other) = (&LEGOK.rt(1), &LEGOK.rt(2));
        let mut tx = city.begin().await;
        for (who, home, was_confirmed, forgotten) in [
            (confirmed.id, home, false, false),
            (waits.id, home, true, false),
            (waits.id, other, false, false),
            (waits.id, home, false, true),
            (confirmed.id, home, true, true),
        ] {
            assert_eq!(accounts::forget_home(&mut tx, who, home, was_confirmed, city.now()).await.unwrap(), forgotten);
        }
        for who in [waits.id, confirmed.id] {
            let account = accounts::find(&mut tx, who).await.unwrap().unwrap();
            assert_eq!((account.home(), account.residence_confirmed_at, account.denials), (None, None, 1));
        }
    }

    async fn those_who_wait_are_listed_oldest_first_for_an_rt_and_its_kelurahan(city: TestCity) {
        let (first, second) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(2)).await);
        city.resident_of(&MURNI.rt(1)).await;
        city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let mut tx = city.read().await;
        let wanted = |places| accounts::Wanted { places, pattern: None, limit: 10 };
        let (kelurahan, rt) = ([LEGOK.region()], [LEGOK.rt(2)]);
        let legok = accounts::waiting_in(&mut tx, &wanted(&kelurahan), None).await.unwrap();
        assert_eq!(legok.iter().map(|waiting| waiting.account.id()).collect::<Vec<_>>(), [first.id, second.id]);
        let found = accounts::waiting_in(&mut tx, &wanted(&rt), None).await.unwrap();
        assert_eq!(
            found.iter().map(|waiting| (waiting.account.id(), waiting.home.clone())).collect::<Vec<_>>(),
            [(second.id, Some(LEGOK.rt(2)))]
        );
        let after = accounts::Place { denials: 0, named_at: city.now(), id: first.id };
        assert_eq!(accounts::waiting_in(&mut tx, &wanted(&kelurahan), Some(after)).await.unwrap().len(), 1);
    }
);
