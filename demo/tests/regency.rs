//! What the second demonstration promises: desa, RWs, two years side by side, and the time of the east.

use chrono::Days;
use domain::{city::CityKind, clock::Zone, cycle::StageKind, region::RegionCode};
use services::{
    Services,
    queries::{
        home_page::home_page,
        place_page::{Figures, place_page},
    },
    store::{
        cycles,
        musrenbangs::{self, BoardFilter},
        regions,
    },
};
use testing::both_databases;

both_databases!(
    async fn the_small_demo_is_a_kabupaten_in_the_east_with_desa_and_rws(services: Services) {
        demo::regency::load(&services, |_| ()).await.unwrap();
        let city = services.city();
        assert_eq!((city.zone(), city.kind(), city.name()), (Zone::Wit, CityKind::Kabupaten, "Kabupaten Teluk Kencana"));

        let home = home_page(&services).await.unwrap().city.unwrap();
        let years: Vec<(u16, bool)> = home.years.iter().map(|year| (year.year.plan_year, year.takes_proposals)).collect();
        assert_eq!(years, [(2028, true), (2027, false)]);
        assert!(home.years[0].figures.proposals() >= 7 && home.years[0].figures.supports >= 40, "{:?}", home.years[0].figures);

        let code = |text: &str| RegionCode::parse(text).unwrap();
        let mut tx = services.database.read().await.unwrap();
        let wailoba = regions::find_by_code(&mut tx, &code("82.69.01.2002"), services.today()).await.unwrap().unwrap();
        let rw = regions::find_by_code(&mut tx, &code("82.69.01.2002-02"), services.today()).await.unwrap().unwrap();
        let year = cycles::of_year(&mut tx, 2028).await.unwrap().unwrap();
        let within = BoardFilter { within: Some(wailoba.code.to_string()), ..BoardFilter::default() };
        let board = musrenbangs::board(&mut tx, year.id, &within, 9).await.unwrap();
        let seats: Vec<String> = board.iter().map(|row| row.seat_name(&city)).collect();
        assert_eq!(
            seats,
            [
                "Desa Wailoba",
                "RT 01/RW 01 Desa Wailoba",
                "RT 02/RW 01 Desa Wailoba",
                "RT 01/RW 02 Desa Wailoba",
                "RT 02/RW 02 Desa Wailoba"
            ]
        );
        let meeting = musrenbangs::of_region(&mut tx, year.id, StageKind::Kelurahan, wailoba.id).await.unwrap().unwrap();
        assert_eq!(meeting.scheduled_on, services.today().checked_add_days(Days::new(26)));
        drop(tx);
        let page = place_page(&services, &wailoba, None).await.unwrap().year.unwrap();
        assert_eq!(page.below.get(&rw.id).map(Figures::proposals), Some(2));
    }
);
