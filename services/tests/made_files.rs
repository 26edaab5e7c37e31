//! Files of tables: made once for a state of the data, whoever asks, and never of another state.

use domain::export::CellKind;
use services::{
    CommandError, Failure, MadeFile, Services,
    sheet::{Cell, FileKind, Sheet, SheetColumn},
    store::state::DataState,
};
use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use testing::{LEGOK, TestCity, both_databases, on_sqlite, plans::draft};

static MADE: AtomicUsize = AtomicUsize::new(0);

fn sheet(text: &str) -> Sheet {
    let column = SheetColumn { key: "text", heading: "Teks".into(), explanation: String::new(), kind: CellKind::Text };
    Sheet {
        names: ["Data", "Kolom", "Tentang"].map(Into::into),
        columns: vec![column],
        rows: Box::new(std::iter::once(Ok(vec![Cell::text(text)]))),
        about: Vec::new(),
    }
}

/// Asks for a file that takes a moment to make, and counts how often it is made.
async fn ask(services: &Services, what: &str) -> Result<Arc<MadeFile>, CommandError> {
    let text = what.to_owned();
    let making = async move {
        MADE.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(100)).await;
        Ok::<_, Failure>(sheet(&text))
    };
    services.files.get(services, FileKind::Csv, what.to_owned(), making).await
}

#[test]
fn a_file_is_made_once_for_all_who_ask_and_goes_on_when_they_hang_up() {
    on_sqlite(async |city: TestCity| {
        let services = &city.services;
        let asking = (0..20).map(|_| {
            tokio::spawn({
                let services = services.clone();
                async move { ask(&services, "sama").await.unwrap() }
            })
        });
        let mut files = Vec::new();
        for asked in asking.collect::<Vec<_>>() {
            files.push(asked.await.unwrap());
        }
        assert_eq!(MADE.load(Ordering::SeqCst), 1);
        assert!(files.iter().all(|file| Arc::ptr_eq(file, &files[0])));
        assert_eq!(fs::read_to_string(files[0].path()).unwrap(), "Teks\nsama\n");
        assert_eq!(files[0].bytes, 10);
        let hurried = tokio::time::timeout(Duration::from_millis(30), ask(services, "lain")).await;
        assert!(hurried.is_err(), "nobody waits any more");
        tokio::time::sleep(Duration::from_millis(400)).await;
        ask(services, "lain").await.unwrap();
        assert_eq!(MADE.load(Ordering::SeqCst), 2, "it was made all the same");
        draft(&city, &[LEGOK.region()]).await;
        let newer = ask(services, "sama").await.unwrap();
        assert!(!Arc::ptr_eq(&newer, &files[0]), "the data are others now");
    });
}

both_databases!(
    async fn the_state_of_the_data_changes_with_each_commit(city: TestCity) {
        let state = DataState::default();
        let mut before = state.now(&city.services.database).await.unwrap();
        for _ in 0..3 {
            draft(&city, &[LEGOK.region()]).await;
            let now = state.now(&city.services.database).await.unwrap();
            assert_ne!(now, before);
            before = now;
        }
        state.close().await;
    }

    async fn a_file_of_data_that_have_changed_is_another_file(city: TestCity) {
        let first = ask(&city.services, "dua").await.unwrap();
        draft(&city, &[LEGOK.region()]).await;
        let second = ask(&city.services, "dua").await.unwrap();
        assert_ne!(first.path(), second.path());
        let left = first.path().to_owned();
        drop(first);
        assert_eq!(fs::read_to_string(second.path()).unwrap(), "Teks\ndua\n");
        assert!(left.exists(), "kept as long as somebody may ask for it in the state it is of");
        city.services.files.close().await;
    }

    async fn what_goes_wrong_on_the_way_leaves_no_file(city: TestCity) {
        let broken = Sheet { rows: Box::new(std::iter::once(Err(Failure::Other("gone".into())))), ..sheet("") };
        let asked = city.services.files.get(&city.services, FileKind::Json, "rusak".into(), async { Ok(broken) }).await;
        assert!(matches!(asked, Err(CommandError::Failed(_))));
        assert_eq!(fs::read_dir(city.services.photos.folder()).unwrap().count(), 0);
    }
);
