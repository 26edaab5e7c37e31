//! The pages that everybody reads first: the front page, places, the calendar, open data.

use crate::support::TestSite;
use domain::{account::Role, cycle::StageKind};
use testing::{DANAU_SIPIN, JAMBI, LEGOK, MURNI, both_databases, plans::published, world::World};

both_databases!(
    async fn the_front_page_teaches_before_anything_has_begun(site: TestSite) {
        let page = site.visitor().get("/").await;
        assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "Di mana Anda tinggal?"));
        assert!(page.has("Saat ini tidak ada rencana yang menerima tanggapan.") && page.has("Belum ada musyawarah yang dijadwalkan"));
        for path in ["/kalender", "/data"] {
            assert!(site.visitor().get(path).await.has("belum dibuka"), "{path}");
        }
    }

    async fn the_front_page_shows_what_is_open_and_decided(site: TestSite) {
        published(&site.city, &[LEGOK.region()]).await;
        let world = World::new(site.city.clone()).await;
        world.legok_with(&[10, 20]).await;
        let page = site.visitor().get("/").await;
        assert!(page.has("Sedang berlangsung: Kelurahan (sampai 31 Januari 2027)."), "{}", page.text());
        assert!(page.has("Normalisasi saluran Legok") && page.has("hari lagi, sampai"));
        assert!(page.has("Kel. Legok, Kec. Danau Sipin") && page.has("Berlangsung"));
        assert!(page.all("article.event").iter().any(|decided| decided.contains("Usulan contoh 0") && decided.contains("20 Januari 2027")));
        let stats = page.all(".stat");
        assert!(
            stats[0].contains("Usulan yang dikirim2usulan") && stats[1].contains("Rp30 juta") && stats[1].contains("Rp30.000.000"),
            "{stats:?}"
        );
        assert!(stats[3].contains("1dari 21 musyawarah"), "{stats:?}");
    }

    async fn a_visitor_chooses_a_kelurahan_and_a_resident_need_not(site: TestSite) {
        World::new(site.city.clone()).await;
        let visitor = site.visitor();
        let chosen = visitor.submit(visitor.get("/").await.form("Lihat").set("kode", MURNI.code)).await;
        assert_eq!(visitor.follow(chosen).await.heading(), "Kel. Murni");
        assert_eq!(visitor.get("/wilayah?kode=xyz").await.location(), "/wilayah/15.71");
        let resident = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(2)).await).await;
        let page = resident.get("/").await;
        assert!(page.has("Di sekitar Anda: RT 02, Kel. Legok") && !page.has("Pilih kelurahan"), "{}", page.text());
        assert!(!page.has("Tugas saya"));
    }

    async fn an_official_reads_first_how_much_waits(site: TestSite) {
        let world = World::new(site.city.clone()).await;
        let person = site.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await;
        let head = site.signed_in(&person).await;
        assert!(head.get("/").await.has("Tidak ada usulan yang menunggu Anda"));
        let neighbour = site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        world.propose(&neighbour, &LEGOK.rt(1), "menunggu", 1).await;
        assert!(head.get("/").await.has("1 usulan menunggu Anda"));
        site.city.pass_days(8);
        // An official's session has ended by then.
        let head = site.signed_in(&person).await;
        let page = head.get("/").await;
        assert!(page.has("1 usulan menunggu Anda, 1 di antaranya terlambat"));
        assert_eq!(head.get(page.link("Buka Tugas saya")).await.status, 200);
    }

    async fn a_place_shows_its_proposals_its_money_and_what_lies_below(site: TestSite) {
        published(&site.city, &[LEGOK.region()]).await;
        let world = World::new(site.city.clone()).await;
        world.announce(&LEGOK.region(), 850_000_000).await;
        world.legok_with(&[10, 20]).await;
        let visitor = site.visitor();
        let page = visitor.get(&format!("/wilayah/{}", LEGOK.code)).await;
        assert!(page.has("Normalisasi saluran Legok") && page.has("2 usulan, biaya yang diusulkan Rp30.000.000, 0 dukungan warga."));
        assert!(page.has("Rp850.000.000") && page.has("2 usulan untuk musyawarah ini, 0 disepakati"), "{}", page.text());
        assert!(page.has("Petugasnya sudah bekerja di Rembuk.") && page.has("Kantor Kelurahan Legok"));
        let rows = page.all("tbody tr");
        assert_eq!(rows.len(), 3);
        assert!(rows[0].starts_with("RT 01") && rows[0].contains("Rp30.000.000") && rows[0].contains("Ditutup"), "{rows:?}");
        assert!(rows[1].contains("Rp0") && rows[1].contains("Terlambat"), "{rows:?}");
        for (place, proposals, name) in
            [(JAMBI.code, 2, "Kota Jambi"), (DANAU_SIPIN.code, 2, "Kec. Danau Sipin"), (MURNI.code, 0, "Kel. Murni")]
        {
            let page = visitor.get(&format!("/wilayah/{place}")).await;
            assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, name));
            assert_eq!(page.has("Belum ada usulan dari wilayah ini."), proposals == 0, "{name}");
        }
        let rt = visitor.get(&format!("/wilayah/{}", LEGOK.rt(3))).await;
        assert!(rt.has("Ketua RT 03") && rt.has("Belum ada petugas yang terdaftar di Rembuk") && rt.all("tbody tr").is_empty());
        assert_eq!(visitor.get("/wilayah/15.71.99").await.status, 404);
    }

    async fn the_calendar_shows_a_month_day_by_day(site: TestSite) {
        published(&site.city, &[MURNI.region()]).await;
        let world = World::new(site.city.clone()).await;
        let meeting = world.meeting(StageKind::Kelurahan, &MURNI.region()).await;
        world.schedule(meeting, "2027-01-26".parse().unwrap(), "Balai Murni").await;
        let visitor = site.visitor();
        let page = visitor.get("/kalender").await;
        assert!(page.has("Januari 2027") && page.has("Selasa, 26 Januari 2027") && page.has("Balai Murni"), "{}", page.text());
        let stages = page.all("tbody tr");
        assert!(
            stages.len() == StageKind::ALL.len() && stages[1].contains("16 Jan–31 Jan 2027") && stages[1].contains("berlangsung"),
            "{stages:?}"
        );
        let next = visitor.get(page.link("Februari 2027 ›")).await;
        assert!(next.has("Normalisasi saluran Legok") && next.has("Hari terakhir menanggapi rencana ini") && !next.has("Balai Murni"));
        let elsewhere = visitor.get("/kalender?bulan=2027-01&wilayah=15.71.01").await;
        assert!(elsewhere.has("Januari 2027 · Telanaipura") && elsewhere.has("Belum ada musyawarah atau batas tanggapan"));
        assert_eq!(visitor.get("/kalender?bulan=2027-99").await.status, 200);
    }

    async fn data_may_be_taken_away_with_what_explains_it(site: TestSite) {
        World::new(site.city.clone()).await;
        let visitor = site.visitor();
        let page = visitor.get("/data").await;
        assert!(page.has("Usulan 2028") && page.has("Lisensi") && page.has("parent_code"));
        assert!(page.body.contains("/data/usulan.xlsx?tahun=2028"));
        let file = visitor.get("/data/wilayah.csv").await;
        let rows: Vec<&str> = file.body.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(rows.len(), 1 + 1 + 2 + 4 + 12);
        assert!(
            rows[1].starts_with("15.71,Kota,Kota Jambi,,480,") && rows[2].starts_with("15.71.01,Kecamatan,Telanaipura,15.71,240,"),
            "{rows:?}"
        );
        for _ in 0..2 {
            site.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        }
        let confirmed = |body: &str, code: &str| {
            let row = body.lines().find(|row| row.starts_with(&format!("{code},"))).unwrap().to_owned();
            row.rsplit(',').next().unwrap().parse::<u32>().unwrap()
        };
        let later = visitor.get("/data/wilayah.csv").await;
        for code in [JAMBI.code, LEGOK.code, LEGOK.rt(1).as_str()] {
            assert_eq!(confirmed(&later.body, code), confirmed(&file.body, code) + 2, "{code}: below it, too");
        }
        assert_eq!(visitor.get("/data/wilayah.xlsx").await.status, 200);
    }

    async fn an_unknown_region_is_said_at_the_filter(site: TestSite) {
        published(&site.city, &[]).await;
        World::new(site.city.clone()).await;
        let visitor = site.visitor();
        for path in ["/rencana", "/usulan", "/kalender"] {
            for code in ["15.71.99", "bukan-kode"] {
                let page = visitor.get(&format!("{path}?wilayah={code}")).await;
                assert_eq!(page.status, 200, "{path} {code}");
                let said = page.all("#wilayah-error");
                assert!(said.len() == 1 && said[0].contains(&format!("“{code}” tidak ditemukan")), "{path} {code}: {said:?}");
                assert!(!page.has("Normalisasi saluran Legok"), "{path} {code}: nothing lies in a place that is not there");
            }
            let known = visitor.get(&format!("{path}?wilayah={}", LEGOK.rt(1))).await;
            assert!(known.all("#wilayah-error").is_empty(), "{path}");
        }
    }
);
