//! Finding proposals, and taking lists of them away.

use crate::{Season, listed};
use domain::{
    catalogue::Field,
    cycle::StageKind,
    ledger::ProposalState,
    pin::Pin,
    proposal::{DraftValue, Position, Status},
    region::RegionLevel,
};
use services::{
    commands,
    queries::{
        draft_page,
        proposal_export::proposal_export,
        proposal_list::{self, Wanted, filter_choices, proposal_list},
        region_page,
    },
    store::proposals::{self, Order, ProposalFilter},
};
use testing::{DANAU_SIPIN, DISHUB, LEGOK, MURNI, TELANAIPURA, TestCity, both_databases, rows_of};

both_databases!(
    async fn filters_narrow_the_list(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        for (rt, title) in
            [(LEGOK.rt(1), "Pelatihan las bagi pemuda"), (LEGOK.rt(2), "Kursus menjahit ibu"), (MURNI.rt(1), "Pelatihan komputer")]
        {
            season.sent_by(&author, &rt, title).await;
            city.pass_days(1);
        }
        let total = async |wanted: Wanted| proposal_list(&city.services, &wanted).await.unwrap().total;
        let table = [
            (Wanted::default(), 3),
            (Wanted { words: "menjahit".into(), ..Wanted::default() }, 1),
            (Wanted { words: "menjahit kursus".into(), ..Wanted::default() }, 1),
            (Wanted { words: "menjahit komputer".into(), ..Wanted::default() }, 0),
            (Wanted { words: "menjahit RT 2".into(), ..Wanted::default() }, 1),
            (Wanted { words: "menjahit rt-002".into(), ..Wanted::default() }, 1),
            (Wanted { words: "menjahit RT 1".into(), ..Wanted::default() }, 0),
            (Wanted { words: "menjahit RT 10".into(), ..Wanted::default() }, 0),
            (Wanted { words: "me ku".into(), ..Wanted::default() }, 1),
            (Wanted { words: "it us".into(), ..Wanted::default() }, 0),
            (Wanted { region: LEGOK.region().to_string(), ..Wanted::default() }, 2),
            (Wanted { region: LEGOK.rt(2).to_string(), ..Wanted::default() }, 1),
            (Wanted { region: DANAU_SIPIN.region().to_string(), ..Wanted::default() }, 3),
            (Wanted { region: TELANAIPURA.region().to_string(), ..Wanted::default() }, 0),
            (Wanted { region: LEGOK.rt(77).to_string(), ..Wanted::default() }, 0),
            (Wanted { region: "bukan-kode".into(), ..Wanted::default() }, 0),
            (Wanted { stage: Some(StageKind::Rt), status: Some(Status::Submitted), ..Wanted::default() }, 3),
            (Wanted { status: Some(Status::Rejected), ..Wanted::default() }, 0),
            (Wanted { field: Some(Field::Economy), ..Wanted::default() }, 3),
            (Wanted { field: Some(Field::SocialCulture), ..Wanted::default() }, 0),
            (Wanted { agency: DISHUB.code.into(), ..Wanted::default() }, 3),
            (Wanted { agency: "0-00".into(), ..Wanted::default() }, 0),
            (Wanted { plan_year: Some(2028), ..Wanted::default() }, 3),
            (Wanted { plan_year: Some(2030), ..Wanted::default() }, 0),
        ];
        for (wanted, expected) in table {
            assert_eq!(total(wanted.clone()).await, expected, "{wanted:?}");
        }
        let choices = filter_choices(&city.services).await.unwrap();
        assert_eq!((choices.regions.len(), choices.agencies.len(), choices.years.as_slice()), (2, 2, [2028].as_slice()));
    }

    async fn both_orders_go_on_where_the_last_page_ended(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let mut ids = Vec::new();
        for number in 0..5 {
            ids.push(season.sent_by(&author, &LEGOK.rt(1), &format!("Pelatihan nomor {number}")).await);
            city.pass_days(i64::from(number % 2 == 0).unsigned_abs());
        }
        for id in [ids[1], ids[3]] {
            commands::support_proposal(&city.services, &author.actor().await, id).await.unwrap();
        }
        let mut tx = city.read().await;
        let filter = ProposalFilter {
            region: Some((RegionLevel::Kota, season.loaded(ids[0]).await.kelurahan.unwrap())),
            ..ProposalFilter::default()
        };
        assert_eq!(proposals::count(&mut tx, &filter).await.unwrap(), 5, "a whole city narrows nothing");
        let (mut newest, mut after) = (Vec::new(), None);
        while let [first, rest @ ..] = proposals::search(&mut tx, &filter, Order::Newest(after), 2).await.unwrap().as_slice() {
            let last = rest.last().unwrap_or(first);
            after = Some((last.submitted_at, last.id));
            newest.extend([first].into_iter().chain(rest).map(|line| line.id));
        }
        ids.reverse();
        assert_eq!(newest, ids);
        let (mut supported, mut after) = (Vec::new(), None);
        while let [first, rest @ ..] = proposals::search(&mut tx, &filter, Order::MostSupported(after), 2).await.unwrap().as_slice() {
            let last = rest.last().unwrap_or(first);
            after = Some((last.support_rate, last.id));
            supported.extend([first].into_iter().chain(rest).map(|line| (line.id, line.support_count)));
        }
        assert_eq!(supported.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [1, 1, 0, 0, 0]);
        assert_eq!(supported.len(), 5);
        assert_eq!(proposals::submitted_by(&mut tx, author.id, 3).await.unwrap().len(), 3);
    }

    async fn similar_ones_nearby_are_shown_before_sending(city: TestCity) {
        let season = Season::new(&city).await;
        let (author, other) = (city.confirmed_resident_of(&LEGOK.rt(1)).await, city.confirmed_resident_of(&LEGOK.rt(2)).await);
        season.sent_by(&author, &LEGOK.rt(2), "Kursus menjahit bagi ibu").await;
        season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        season.sent_by(&author, &MURNI.rt(1), "Pelatihan las bagi pemuda").await;
        let id = season.begun_by(&other).await;
        season.save(&other, id, season.complete(&LEGOK.rt(1), "Pelatihan las untuk pemuda")).await;
        let page = draft_page::draft_page(&city.services, &other.actor().await, id).await.unwrap().unwrap();
        let titles = async |page: &draft_page::DraftPage| -> Vec<String> {
            draft_page::similar(&city.services, page).await.unwrap().into_iter().map(|one| one.line.title).collect()
        };
        assert_eq!(titles(&page).await, ["Pelatihan las bagi pemuda", "Kursus menjahit bagi ibu"], "the same type, one's own RT first");
        season.save(&other, id, [listed(season.odd)]).await;
        let page = draft_page::draft_page(&city.services, &other.actor().await, id).await.unwrap().unwrap();
        assert_eq!(titles(&page).await, ["Pelatihan las bagi pemuda"], "only alike in words");
        let (own, kelurahan) = (page.proposal.id, LEGOK.region());
        for (title, found) in [("Las untuk pemuda", 1), ("Kursus jahit", 1), ("Pe", 0), ("Kelurahan lain", 0)] {
            let alike = draft_page::titled_alike(&city.services, &kelurahan, title, own).await.unwrap();
            assert_eq!(alike.len(), found, "{title}");
        }
        let sent = draft_page::titled_alike(&city.services, &kelurahan, "Kursus menjahit", own).await.unwrap().remove(0).line.id;
        assert!(draft_page::titled_alike(&city.services, &kelurahan, "Kursus menjahit", sent).await.unwrap().is_empty(), "not itself");
        assert_eq!(region_page::rts_of(&city.services, &LEGOK.region()).await.unwrap().unwrap().1.len(), 3);
        let living = proposals::living_in(&mut city.read().await, page.path[2].id, season.cycle, 10).await.unwrap();
        assert_eq!(living.len(), 2);
    }

    async fn a_formula_in_a_title_stays_text(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let hostile = "=HYPERLINK(\"http://contoh.invalid\",\"klik\") <script>alert(1)</script>";
        let id = season.sent_by(&author, &LEGOK.rt(1), hostile).await;
        commands::support_proposal(&city.services, &author.actor().await, id).await.unwrap();
        let export = proposal_export(&city.services, &Wanted::default()).await.unwrap();
        assert_eq!((export.count, export.at), (1, city.now()));
        let rows = rows_of(export).await;
        let [row] = rows.as_slice() else { panic!("one row") };
        assert_eq!(row.title, hostile);
        assert_eq!((row.kelurahan.as_deref(), row.rt.as_deref(), row.type_code.as_deref()), (Some("Legok"), Some("RT 01"), Some("LAT-01")));
        assert_eq!((row.volume, row.cost, row.support_local, row.support_count), (Some(20_000), Some(20_000_000), 1, 1));
        assert_eq!(row.programme_code.as_deref(), Some("1.03.06.2.01.0024"), "the sub-activity, which SIPD wants");
        assert_eq!((row.recommended_cost, row.score, row.reason_code(), row.first_year), (None, None, None, 2028));
        let all = proposals::export(&mut city.read().await, &ProposalFilter::default(), "", 10).await.unwrap();
        assert_eq!(all.len(), 1);
        assert!(
            proposal_list::proposal_list(&city.services, &Wanted { words: "%_".into(), ..Wanted::default() }).await.unwrap().total == 1
        );
    }

    async fn works_wait_for_the_agency_that_builds_and_pins_are_compared_with_their_place(city: TestCity) {
        let season = Season::new(&city).await;
        let author = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let works = season.sent_by(&author, &LEGOK.rt(1), "Pelatihan las bagi pemuda").await;
        let pinned = season.begun_by(&author).await;
        season.save(&author, pinned, season.complete(&LEGOK.rt(2), "Pelatihan menjahit bagi pemuda")).await;
        season.save(&author, pinned, [DraftValue::Pin(Pin::new(-1_602_294, 103_578_408).ok())]).await;
        commands::submit_proposal(&city.services, &author.actor().await, pinned).await.unwrap();
        let mut tx = city.begin().await;
        let position = Position { stage: StageKind::Apbd, status: Status::InApbd };
        let state = ProposalState { position, since: city.now(), rank: None, until: None, cycle: None };
        proposals::set_state(&mut tx, works, &state).await.unwrap();
        let (dishub, pupr) = (city.agency(DISHUB).await.id(), city.agency(testing::PUPR).await.id());
        let ids = |lines: Vec<proposals::ProposalLine>| lines.into_iter().map(|line| line.id).collect::<Vec<_>>();
        assert_eq!(ids(proposals::works_of(&mut tx, Some(dishub), 9).await.unwrap()), [works]);
        assert_eq!(ids(proposals::works_of(&mut tx, None, 9).await.unwrap()), [works]);
        assert!(proposals::works_of(&mut tx, Some(pupr), 9).await.unwrap().is_empty());
        assert!(proposals::to_second(&mut tx, "15.71", author.id, 9).await.unwrap().is_empty(), "nobody recorded these");
        let kelurahan = city.region(&LEGOK.region()).await.id;
        assert_eq!(proposals::pins(&mut tx, Some(kelurahan), works, 9).await.unwrap().len(), 1);
        assert_eq!(proposals::pins(&mut tx, None, pinned, 9).await.unwrap(), []);
        let (here, elsewhere) = (city.region(&LEGOK.region()).await, city.region(&MURNI.region()).await);
        let places = [here, elsewhere].map(|region| (region.level, region.id));
        assert_eq!(proposals::pins_of(&mut tx, &places, 9).await.unwrap().len(), 1);
        assert_eq!(proposals::pins_of(&mut tx, &places[1..], 9).await.unwrap(), []);
        assert_eq!(proposals::pins_of(&mut tx, &[], 9).await.unwrap(), []);
    }
);
