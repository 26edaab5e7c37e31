//! What an address asks for: said where it cannot be understood, refused where a file would hold something else, and
//! never a failure, whatever stands there.

use crate::support::{TestSite, drafts::begun};
use domain::account::Role;
use testing::{LEGOK, both_databases, world::World};

async fn rows(site: &TestSite, query: &str) -> usize {
    let page = site.visitor().get(&format!("/data/usulan.csv{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.body);
    page.body.lines().count() - 1
}

async fn two_proposals(site: &TestSite) {
    let world = World::new(site.city.clone()).await;
    world.legok_with(&[10, 20]).await;
}

both_databases!(
    async fn a_filter_named_twice_keeps_all_the_others(site: TestSite) {
        two_proposals(&site).await;
        assert_eq!((rows(&site, "").await, rows(&site, "?wilayah=15.71.10.1002").await), (2, 0));
        assert_eq!(rows(&site, "?wilayah=15.71.10.1002&tahun=2028&tahun=2028").await, 0, "a repeated value drops no other filter");
        let page = site.visitor().get("/usulan?wilayah=15.71.10.1002&tahun=2027&tahun=2028").await;
        assert!(page.has("Pilihan “tahun” disebut lebih dari sekali. Yang dipakai “2028”."), "{}", page.text());
        assert!(page.has("0 usulan"), "{}", page.text());
        let refused = site.visitor().get("/data/usulan.csv?tahun=2027&tahun=2028").await;
        assert_eq!(refused.status, 400, "a file never holds more than was asked for");
    }

    async fn an_unknown_filter_is_said_on_pages_and_refused_for_files(site: TestSite) {
        two_proposals(&site).await;
        let visitor = site.visitor();
        for path in [
            "/usulan?status=late",
            "/usulan?bidang=jalan",
            "/usulan?tahap=desa",
            "/usulan?tahun=dua",
            "/usulan?tahun=2099",
            "/usulan?opd=9-99",
            "/usulan?urut=acak",
            "/usulan?setelah=x~y",
            "/musrenbang?keadaan=late",
            "/musrenbang?tahap=desa",
            "/musrenbang?tahun=0",
            "/kalender?bulan=mei",
            "/kalender?tahun=dua",
            "/kalender?tahun=2099",
            "/wilayah/15.71?tahun=2099",
            "/rencana?status=draft",
            "/rencana?opd=lain",
            "/rencana?tahun=2099",
            "/rencana?urut=acak",
            "/rencana?sesudah=x",
        ] {
            let page = visitor.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.announced("status").contains("tidak dikenal dan tidak dipakai"), "{path}: {}", page.text());
        }
        let page = visitor.get("/usulan?status=late&cari=jalan").await;
        assert!(page.body.contains(r#"<p id="status-error" class="error-text">"#), "it is also said at its field: {}", page.body);
        for query in
            ["status=late", "bidang=jalan", "tahun=dua", "tahun=2099", "opd=9-99", "wilayah=99.99", "wilayah=x", "profil=lain", "urut=acak"]
        {
            for kind in ["csv", "xlsx", "json"] {
                let page = visitor.get(&format!("/data/usulan.{kind}?{query}")).await;
                assert_eq!((page.status.as_u16(), page.heading().is_empty()), (400, false), "{kind}?{query}");
            }
        }
        assert_eq!(rows(&site, "?utm_source=surat&wilayah=15.71.10.1003").await, 2, "names that are no filters are nobody's business");
    }

    async fn extreme_and_endless_values_fail_nowhere(site: TestSite) {
        two_proposals(&site).await;
        let id = "00000000-0000-7000-8000-000000000000";
        let endless = "9".repeat(40_000);
        let inspector = site.signed_in(&site.city.city_officer(Role::Inspector).await).await;
        let values = [
            "-262143-01".to_owned(),
            "+262142-12".into(),
            "-4713-01".into(),
            "0001-01".into(),
            "9999-12".into(),
            format!("-8334601228800000000~{id}"),
            format!("9223372036854775807~{id}"),
            format!("-262143-01-01T00:00:00Z~{id}"),
            format!("+262142-12-31T23:59:59Z~{id}"),
            "99999999999999999999".into(),
            "-1".into(),
            "%00".into(),
            "%ff".into(),
            "%E2%80%AE".into(),
            endless[..20_000].into(),
        ];
        for value in &values {
            for path in [
                "/kalender?bulan=",
                "/kalender?wilayah=",
                "/kalender?tahun=",
                "/wilayah/15.71?tahun=",
                "/usulan?setelah=",
                "/usulan?urut=dukungan&setelah=",
                "/usulan?tahun=",
                "/usulan?cari=",
                "/usulan?wilayah=",
                "/usulan?opd=",
                "/rencana?sesudah=",
                "/rencana?urut=segera&sesudah=",
                "/rencana?tahun=",
                "/musrenbang?tahun=",
                "/musrenbang?setelah=",
                "/admin/log?sebelum=",
                "/admin/orang?setelah=",
                "/data/usulan.xlsx?wilayah=",
                "/data/usulan.csv?cari=",
            ] {
                let status = inspector.get(&format!("{path}{value}")).await.status;
                assert!(!status.is_server_error(), "{status}: {path}{}", value.chars().take(60).collect::<String>());
            }
        }
    }

    async fn marks_of_direction_and_invisible_names_get_in_nowhere(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let draft = begun(&browser).await;
        let title = "Aman \u{202e}gpj.exe \u{2066}x\u{200b}\u{feff}";
        browser
            .post_form(&format!("{draft}/ubah/masalah"), &[("title", title), ("problem", "Jalan \u{200f}rusak berat."), ("simpan", "1")])
            .await;
        let page = browser.get("/usulan-saya").await;
        assert!(page.has("Aman gpj.exe x") && !page.body.contains('\u{202e}') && !page.body.contains('\u{2066}'), "{}", page.text());
        for name in ["\u{200b}\u{200b}\u{200b}", "\u{feff}", "\u{ad}\u{ad}\u{ad}", "\u{200e}", "\u{2800}\u{2800}\u{2800}", "\u{3164}"] {
            let fields = [("kelurahan", LEGOK.code), ("name", name), ("contact", "siti@contoh.id"), ("password", "legok hujan deras")];
            let page = site.visitor().post_form("/daftar", &fields).await;
            assert_eq!(page.status, 422, "{name:?}");
            assert!(page.announced("alert").contains("Isian ini wajib diisi"), "{name:?}: {}", page.text());
        }
    }

    async fn numbers_in_forms_are_never_ten_times_as_large(site: TestSite) {
        World::new(site.city.clone()).await;
        let browser = site.signed_in(&site.city.confirmed_resident_of(&LEGOK.rt(1)).await).await;
        let draft = begun(&browser).await;
        for (step, name, typed, words) in [
            ("penerima", "households", "12.5", "Tulis dengan angka, misalnya 45"),
            ("penerima", "households", "1.0", "Angka ini dapat dibaca 1 atau 10"),
            ("penerima", "households", "+5", "Tulis dengan angka, misalnya 45"),
            ("volume", "volume", "1.25.000", "Tulis volume dengan angka"),
            ("volume", "volume", "12.5", "Angka ini dapat dibaca 12,5 atau 125"),
            ("volume", "volume", "1,250", "Angka ini dapat dibaca 1,25 atau 1.250"),
        ] {
            let page = browser.post_form(&format!("{draft}/ubah/{step}"), &[(name, typed)]).await;
            assert_eq!(page.status, 422, "{typed}");
            assert!(page.announced("alert").contains(words), "{typed}: {}", page.announced("alert"));
        }
        let page = browser.post_form(&format!("{draft}/ubah/volume"), &[("volume", "1.200,5"), ("simpan", "1")]).await;
        assert!(page.status.is_redirection(), "{}", page.text());
        let page = browser
            .post_form(&format!("{draft}/ubah/tempat"), &[("latitude", "-1,605153"), ("longitude", "103.578408"), ("simpan", "1")])
            .await;
        assert!(page.status.is_redirection(), "a comma and a point are read alike: {}", page.text());
    }
);
