//! The running year and the next one: neither takes the other's place.

use crate::world::{World, day};
use domain::{
    account::{Actor, Role},
    cycle::StageKind,
    ids::{CycleId, MusrenbangId},
    permission::may_act_as_self,
};
use services::{
    queries::{
        calendar::{CalendarWanted, calendar_page},
        home_page::{home_page, near},
        inbox::{Inbox, inbox},
        meeting_board::{BoardWanted, meeting_board},
        place_page::place_page,
    },
    store::musrenbangs,
};
use testing::{LEGOK, TestCity, both_databases};

/// The year after that of the world, whose RTs meet in February and whose kelurahan in March.
async fn next_year(world: &World) -> CycleId {
    let next = world.following(2029, |kind| match kind {
        StageKind::Rt => (Some(day("2027-02-01")), Some(day("2027-02-28"))),
        StageKind::Kelurahan => (Some(day("2027-03-01")), Some(day("2027-03-31"))),
        _ => (None, None),
    });
    next.await.cycle
}

async fn rt_meeting(world: &World, year: CycleId) -> MusrenbangId {
    let rt = world.city.region(&LEGOK.rt(1)).await.id;
    musrenbangs::of_region(&mut world.city.read().await, year, StageKind::Rt, rt).await.unwrap().unwrap().id
}

async fn inbox_of(world: &World, actor: &Actor) -> Inbox {
    inbox(&world.city.services, actor, &may_act_as_self(actor).unwrap()).await.unwrap()
}

/// The years of what waits and of one's own meetings.
fn years_in(inbox: &Inbox) -> (Vec<u16>, Vec<u16>) {
    let own = inbox.desks.iter().filter(|desk| desk.is_own).map(|desk| desk.plan_year).collect();
    (inbox.waiting.iter().map(|waiting| waiting.plan_year).collect(), own)
}

both_databases!(
    async fn the_next_year_takes_new_proposals_and_hides_nothing_of_the_running_one(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let old = world.propose(&neighbour, &LEGOK.rt(1), "tahun ini", 10).await;
        let next = next_year(&world).await;

        let home = home_page(services).await.unwrap().city.unwrap();
        let shown: Vec<(u16, bool)> = home.years.iter().map(|year| (year.year.plan_year, year.takes_proposals)).collect();
        assert_eq!(shown, [(2028, false), (2029, true)], "the RTs of 2028 have met");
        assert_eq!(home.years[0].figures.proposals(), 1);
        let new = world.propose(&neighbour, &LEGOK.rt(1), "tahun depan", 10).await;
        assert_eq!((world.proposal(old).await.cycle, world.proposal(new).await.cycle), (world.cycle, next));
        assert_eq!(world.proposal(new).await.number.unwrap().plan_year(), 2029);
        let before = async |proposal| musrenbangs::standing(&mut world.city.read().await, proposal).await.unwrap().unwrap().meeting;
        assert_eq!(before(new).await, rt_meeting(&world, next).await);

        let at_work = inbox_of(&world, &head).await;
        assert_eq!((years_in(&at_work), at_work.prepared), ((vec![2028, 2029], vec![2028, 2029]), vec![2029]));
        let lurah = inbox_of(&world, &world.city.office_of(LEGOK).await.actor().await).await;
        let desks: Vec<(u16, bool)> = lurah.desks.iter().map(|desk| (desk.plan_year, desk.is_own)).collect();
        assert_eq!(desks, [(2028, true), (2028, false), (2029, true)], "nobody below is waited for before the year begins");
    }

    async fn an_earlier_year_stays_in_the_inbox_until_nothing_of_it_waits(city: TestCity) {
        let world = World::new(city).await;
        let (services, head) = (&world.city.services, world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await);
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let old = world.propose(&neighbour, &LEGOK.rt(1), "tahun ini", 10).await;
        next_year(&world).await;
        world.city.pass_days(30);
        let board = meeting_board(services, &BoardWanted::default()).await.unwrap().unwrap();
        assert_eq!((board.plan_year, board.years), (2029, vec![2029, 2028]), "its meetings are under way");
        assert_eq!(years_in(&inbox_of(&world, &head).await), (vec![2028], vec![2028, 2029]));
        let other = world.city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await.actor().await;
        assert_eq!(years_in(&inbox_of(&world, &other).await), (vec![], vec![2029]), "nothing of 2028 came before them");

        let meeting = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        world.pass_on(&head, meeting, &[old]).await;
        assert_eq!(years_in(&inbox_of(&world, &head).await), (vec![], vec![2029]));
        let home = home_page(services).await.unwrap().city.unwrap();
        assert_eq!(home.years.iter().map(|year| year.year.plan_year).collect::<Vec<_>>(), [2029, 2028]);
    }

    async fn calendar_places_and_what_is_near_show_both_years_and_either_alone(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let next = next_year(&world).await;
        let (old, new) = (rt_meeting(&world, world.cycle).await, rt_meeting(&world, next).await);
        for meeting in [old, new] {
            world.schedule(meeting, day("2027-01-25"), "Pos ronda").await;
        }
        let meetings = async |plan_year| {
            let page = calendar_page(services, &CalendarWanted { plan_year, ..CalendarWanted::default() }).await.unwrap().unwrap();
            assert_eq!(page.choices, [2029, 2028]);
            let years: Vec<u16> = page.years.iter().map(|year| year.plan_year).collect();
            (years, page.meetings.iter().map(|meeting| meeting.plan_year).collect::<Vec<_>>())
        };
        assert_eq!(meetings(None).await, (vec![2028, 2029], vec![2028, 2029]));
        assert_eq!(meetings(Some(2029)).await, (vec![2029], vec![2029]));
        assert_eq!(meetings(Some(2050)).await.0, [2028, 2029], "there is no such year");
        assert_eq!(home_page(services).await.unwrap().city.unwrap().meetings.len(), 2);
        let here: Vec<u16> =
            near(services, &LEGOK.rt(1)).await.unwrap().unwrap().meetings.iter().map(|meeting| meeting.plan_year).collect();
        assert_eq!(here, [2028, 2028, 2029], "the RT and the kelurahan, and of the next year what has its day");

        let legok = world.city.region(&LEGOK.rt(1)).await;
        for (asked, meeting) in [(None, old), (Some(2029), new), (Some(2050), old)] {
            let page = place_page(services, &legok, asked).await.unwrap();
            assert_eq!((page.year.unwrap().meeting.unwrap().meeting.id, page.years), (meeting, vec![2029, 2028]), "{asked:?}");
        }
    }
);
