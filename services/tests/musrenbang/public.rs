//! What the public pages read: figures of places, meetings by day, money of a meeting, decisions, the front page.

use crate::world::{World, day, reason, rupiah};
use domain::{
    account::Role,
    cycle::StageKind,
    proposal::{EventKind, Status},
    region::{RegionCode, RegionLevel},
};
use services::{
    commands::{
        self,
        musrenbang::{close_musrenbang, decide, propose_ranking, recommend},
    },
    ledger,
    queries::{
        calendar::{CalendarWanted, calendar_page},
        home_page::{home_page, near, waiting},
        meeting_page::meeting_page,
        place_page::{PlacePage, place_page},
        region_list::region_list,
    },
    store::{
        musrenbangs::{self, Dates, calendar},
        proposals,
    },
};
use testing::typed::{recommendation, ruling, words};
use testing::{DANAU_SIPIN, JAMBI, LEGOK, MURNI, TELANAIPURA, TestCity, both_databases, plans::published};

async fn place(world: &World, code: &RegionCode) -> PlacePage {
    place_page(&world.city.services, &world.city.region(code).await, None).await.unwrap()
}

async fn on_day(world: &World, stage: StageKind, code: &RegionCode, on: &str) -> domain::ids::MusrenbangId {
    let id = world.meeting(stage, code).await;
    world.schedule(id, day(on), "Aula").await;
    id
}

both_databases!(
    async fn places_are_counted_by_status_and_by_what_lies_below(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        for (rt, volume) in [(LEGOK.rt(1), 10), (LEGOK.rt(2), 20), (MURNI.rt(1), 5)] {
            world.propose(&neighbour, &rt, "hitung", volume).await;
        }
        let gone = world.propose(&neighbour, &LEGOK.rt(2), "ditarik", 400).await;
        commands::withdraw_proposal(&world.city.services, &neighbour.actor().await, gone, Some(&words("Sudah diperbaiki warga.")))
            .await
            .unwrap();
        let supporter = world.city.confirmed_resident_of(&LEGOK.rt(3)).await.actor().await;
        let supported = world.propose(&neighbour, &LEGOK.rt(2), "didukung", 1).await;
        commands::support_proposal(&world.city.services, &supporter, supported).await.unwrap();

        let million = |amount: i64| rupiah(amount * 1_000_000);
        for (region, below, all) in [
            (JAMBI.region(), vec![(DANAU_SIPIN.region(), 5, 36)], 5),
            (DANAU_SIPIN.region(), vec![(LEGOK.region(), 4, 31), (MURNI.region(), 1, 5)], 5),
            (LEGOK.region(), vec![(LEGOK.rt(1), 1, 10), (LEGOK.rt(2), 3, 21)], 4),
            (LEGOK.rt(2), vec![], 3),
            (TELANAIPURA.region(), vec![], 0),
        ] {
            let page = place(&world, &region).await.year.unwrap();
            assert_eq!(page.figures.proposals(), all, "{region}");
            for (child, proposals, asked) in below {
                let figures = &page.below[&world.city.region(&child).await.id];
                assert_eq!((figures.proposals(), figures.asked), (proposals, million(asked)), "{child}");
            }
        }
        let legok = place(&world, &LEGOK.region()).await.year.unwrap();
        assert_eq!((legok.figures.by_status[&Status::Submitted], legok.figures.by_status[&Status::Withdrawn]), (3, 1));
        assert_eq!((legok.figures.supports, legok.top[0].id, legok.meetings_below.len()), (1, supported, 3));
        let mut tx = world.city.read().await;
        let rt = world.city.region(&LEGOK.rt(1)).await;
        let counts = proposals::count_by_place(&mut tx, world.cycle, (RegionLevel::Rt, rt.id)).await.unwrap();
        assert_eq!((counts.len(), counts[0].below, counts[0].proposals), (1, Some(rt.id), 1));
    }

    async fn the_money_of_a_meeting_is_what_its_page_adds_up(city: TestCity) {
        let world = World::new(city).await;
        world.announce(&LEGOK.region(), 500_000_000).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20, 30]).await;
        for (index, code) in ["agreed", "agreed", "rejected"].into_iter().enumerate() {
            let form = ruling(code, Some(reason("PAGU")));
            decide(&world.city.services, &officer, legok, sent[index], &form).await.unwrap();
        }
        let page = meeting_page(&world.city.services, &officer, legok).await.unwrap().unwrap();
        let money = musrenbangs::money(&mut world.city.read().await, legok).await.unwrap();
        assert_eq!((money.proposals, money.asked), (3, rupiah(60_000_000)));
        assert_eq!((u32::try_from(page.agreed_count()).unwrap(), page.spent.total()), (money.agreed, money.agreed_cost));
        assert_eq!(money.agreed_cost, rupiah(30_000_000));
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let gone_on = musrenbangs::money(&mut world.city.read().await, rt).await.unwrap();
        assert_eq!((gone_on.proposals, gone_on.agreed), (3, 3), "what has gone on was agreed");
        let shown = place(&world, &LEGOK.region()).await.year.unwrap().meeting.unwrap();
        assert_eq!((shown.meeting.id, shown.money), (legok, money));
        assert_eq!(shown.announced.unwrap().ceiling.total(), rupiah(500_000_000));
    }

    async fn a_closed_meeting_shows_the_sums_of_its_minutes_whatever_comes_after(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        decide(services, &officer, legok, sent[0], &ruling("agreed", None)).await.unwrap();
        propose_ranking(services, &officer, legok).await.unwrap();
        world.delegate(&officer, legok).await;
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        let camat = world.city.officer(Role::KecamatanOfficer, DANAU_SIPIN.code).await.actor().await;
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        recommend(services, &camat, kecamatan, sent[0], &recommendation("Cukup separuhnya.", "", "5.000.000")).await.unwrap();
        let sums = async |place: &RegionCode| {
            let money = self::place(&world, place).await.year.unwrap().meeting.unwrap().money;
            (money.proposals, money.asked, money.agreed, money.agreed_cost)
        };
        assert_eq!(sums(&LEGOK.region()).await, (1, rupiah(10_000_000), 1, rupiah(10_000_000)));
        assert_eq!(sums(&DANAU_SIPIN.region()).await, (1, rupiah(5_000_000), 0, rupiah(0)));
        let latest = musrenbangs::latest_minutes(&mut world.city.read().await, legok).await.unwrap().unwrap();
        assert_eq!((latest.minutes.heading.version, latest.minutes.priority.len()), (1, 1));
    }

    async fn the_latest_decisions_are_found_from_every_place(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        world.city.pass_days(1);
        let form = ruling("rejected", Some(reason("LAHAN_PRIBADI")));
        decide(&world.city.services, &officer, legok, sent[0], &form).await.unwrap();
        for (code, found) in [(JAMBI.region(), 2), (DANAU_SIPIN.region(), 2), (LEGOK.region(), 2), (LEGOK.rt(1), 2), (MURNI.region(), 0)] {
            let region = world.city.region(&code).await;
            let mut tx = world.city.read().await;
            let decided = ledger::latest_decisions(&mut tx, (region.level, region.id), 9).await.unwrap();
            assert_eq!(decided.len(), found, "{code}");
            if let [last, first] = decided.as_slice() {
                assert!(
                    last.reason.is_some() && last.decided.at > first.decided.at && last.decided.leg.office.contains("Legok"),
                    "{last:?}"
                );
                let (last, first) = (&last.decided, &first.decided);
                assert_eq!((last.leg.what, last.leg.status, last.proposal), (EventKind::Rejected, Status::Rejected, sent[0]));
                assert_eq!((first.leg.what, first.kelurahan.as_str(), &first.rt), (EventKind::Agreed, "Legok", &Some(LEGOK.rt(1))));
            }
            assert_eq!(proposals::latest_decided(&mut tx, (region.level, region.id), 1).await.unwrap().len(), found.min(1));
        }
    }

    async fn meetings_stand_in_the_calendar_by_day(city: TestCity) {
        let world = World::new(city).await;
        let (open, _, _) = world.legok_with(&[10]).await;
        let murni = on_day(&world, StageKind::Kelurahan, &MURNI.region(), "2027-01-25").await;
        let rt = on_day(&world, StageKind::Rt, &MURNI.rt(1), "2027-01-25").await;
        let kecamatan = on_day(&world, StageKind::Kecamatan, &DANAU_SIPIN.region(), "2027-02-09").await;
        let other = on_day(&world, StageKind::Kecamatan, &TELANAIPURA.region(), "2027-01-22").await;
        let dates = |within: Option<&str>, last: &str| Dates { within: within.map(Into::into), first: day("2027-01-20"), last: day(last) };
        let mut tx = world.city.read().await;
        let ids = |found: Vec<calendar::DatedMeeting>| found.into_iter().map(|meeting| meeting.id).collect::<Vec<_>>();
        let january = dates(None, "2027-01-31");
        let found = calendar::on_calendar(&mut tx, Some(world.cycle), &january, 9).await.unwrap();
        assert_eq!((found[1].name.as_str(), found[1].above.as_deref(), found[1].place.as_str()), ("Murni", Some("Danau Sipin"), "Aula"));
        assert_eq!(ids(found), [other, murni, rt], "by day, the larger before the smaller");
        let all = dates(Some(DANAU_SIPIN.code), "2027-02-28");
        assert_eq!(ids(calendar::on_calendar(&mut tx, None, &all, 9).await.unwrap()), [murni, rt, kecamatan]);
        assert_eq!(ids(calendar::open_or_coming(&mut tx, &all, 9).await.unwrap()), [open, kecamatan, murni, rt]);
        assert_eq!(ids(calendar::open_or_coming(&mut tx, &all, 2).await.unwrap()), [open, kecamatan]);
        let legok = world.city.region(&LEGOK.region()).await.id;
        let one = calendar::dated(&mut tx, world.cycle, StageKind::Kelurahan, legok).await.unwrap().unwrap();
        assert_eq!((one.id, one.items, one.scheduled_on, one.opened_at), (open, 1, None, Some(world.city.now())));
        assert!(calendar::dated(&mut tx, world.cycle, StageKind::Kota, legok).await.unwrap().is_none());
        drop(tx);

        let services = &world.city.services;
        let page = calendar_page(services, &CalendarWanted::default()).await.unwrap().unwrap();
        assert_eq!(
            (page.month, page.meetings.len(), page.years[0].stages.len(), page.more),
            (day("2027-01-01"), 3, StageKind::ALL.len(), false)
        );
        let february = CalendarWanted { month: Some(day("2027-02-01")), region: DANAU_SIPIN.code.into(), plan_year: None };
        let page = calendar_page(services, &february).await.unwrap().unwrap();
        assert_eq!((ids(page.meetings), page.region.unwrap().name.as_str()), (vec![kecamatan], "Danau Sipin"));
    }

    async fn the_front_page_tells_what_is_open_and_what_is_near(city: TestCity) {
        let bare = home_page(&city.services).await.unwrap();
        assert!(bare.city.is_none() && bare.plans.is_empty());
        assert!(near(&city.services, &LEGOK.rt(1)).await.unwrap().is_none());
        let (here, there) = (published(&city, &[LEGOK.region()]).await, published(&city, &[TELANAIPURA.region()]).await);
        let world = World::new(city).await;
        let (open, officer, sent) = world.legok_with(&[10, 20]).await;
        let services = &world.city.services;
        let home = home_page(services).await.unwrap();
        let city = home.city.unwrap();
        let year = &city.years[0];
        assert_eq!((home.plans.len(), city.years.len(), year.year.plan_year, year.takes_proposals), (2, 1, 2028, true));
        assert_eq!((city.meetings[0].id, city.decided.len(), year.figures.proposals(), year.closed), (open, 2, 2, (1, 21)));
        let near = near(services, &LEGOK.rt(3)).await.unwrap().unwrap();
        assert_eq!((near.rt.code.clone(), near.kelurahan.code.clone()), (LEGOK.rt(3), LEGOK.region()));
        let plans: Vec<_> = near.plans.iter().map(|plan| plan.id).collect();
        assert!(plans == [here] && !plans.contains(&there));
        assert_eq!((near.proposals.len(), near.meetings.len(), near.meetings[1].id), (sent.len(), 2, open));

        let fresh = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        assert_eq!(waiting(services, &fresh.actor().await).await.unwrap(), None);
        assert_eq!(waiting(services, &officer).await.unwrap(), Some((0, 0)));
        let head = world.city.officer(domain::account::Role::RtHead, LEGOK.rt(2).as_str()).await.actor().await;
        world.propose(&fresh, &LEGOK.rt(2), "menunggu", 1).await;
        assert_eq!(waiting(services, &head).await.unwrap(), Some((1, 0)));
        world.city.pass_days(8);
        assert_eq!(waiting(services, &head).await.unwrap(), Some((1, 1)));
        assert_eq!(region_list(services).await.unwrap().len(), 1 + 2 + 4 + 12);
    }
);
