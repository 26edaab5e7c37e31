//! A city's officials from a list: who becomes what at once, what waits for an admin, and who gets no role by naming a
//! number.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::ContactKind,
    account::Role,
    clock::Day,
    ids::AccountId,
    one_time_code::CodePurpose,
    permission::{may_end_role, may_inspect, may_manage_person},
    refusal::Refusal,
};
use services::{
    SignIn, Visit,
    commands::{self, AccountImport, Doubt, RowChange, Value, import_accounts},
    queries::{actor::actor_of_contact, acts},
    store::{
        accounts::{self, Account},
        appointments, assignments,
        assignments::HeldRole,
        codes, contacts,
    },
};
use testing::typed::{claim, note};
use testing::{LEGOK, PASSWORD, PUPR, TestCity, both_databases};

const HEADING: &str = "nama,kontak,peran,kode_wilayah,opd,mulai,sampai\n";
const NEW: &str = "perahu biru di danau";
const RT_HEAD: &str = "+6281234567890";

fn list() -> String {
    format!(
        "{HEADING}Siti Aminah,0812-3456-7890,Ketua RT,{},,2027-01-01,31/12/2029\n\
         Budi Santoso,Lurah@Kota.Example,lurah,{},,1 Januari 2027,\n\
         Rina Wulandari,81311112222,verifikator OPD,,dinas pupr,2027-01-01,\n\
         Dewi Lestari,dewi@kota.example,Perencana Bappeda,,,2027-01-01,\n",
        LEGOK.rt(1),
        LEGOK.code
    )
}

async fn load(city: &TestCity, rows: &str, apply: bool, codes: bool) -> AccountImport {
    import_accounts(&city.services, rows.as_bytes(), apply, codes).await.unwrap()
}

async fn naming(city: &TestCity, contact: &str) -> Vec<Account> {
    accounts::naming(&mut city.read().await, contact).await.unwrap()
}

async fn held(city: &TestCity, person: AccountId) -> Vec<HeldRole> {
    assignments::of_account(&mut city.read().await, person).await.unwrap()
}

/// Of the one account that names a contact: each role with its days.
async fn roles(city: &TestCity, contact: &str) -> Vec<(Role, String, Option<String>)> {
    let named = naming(city, contact).await;
    let [account] = named.as_slice() else { panic!("{} accounts name {contact}", named.len()) };
    let day = |day: Day| day.to_string();
    let held = held(city, account.id()).await.into_iter().map(|held| held.assignment);
    held.map(|held| (held.role, day(held.from), held.to.map(day))).collect()
}

fn doubts(import: &AccountImport) -> Vec<(u64, Doubt)> {
    import.report.doubts.iter().map(|doubt| (doubt.line, doubt.doubt)).collect()
}

both_databases!(
    async fn officials_get_accounts_and_roles_and_the_same_list_again_changes_nothing(city: TestCity) {
        let dry = load(&city, &list(), false, false).await;
        assert_eq!((dry.report.added, dry.report.problems.len(), dry.without_password), (4, 0, 4));
        assert!(naming(&city, RT_HEAD).await.is_empty(), "without --apply nothing is written");
        let first = load(&city, &list(), true, false).await;
        assert!(first.report.was_written && first.slips.is_empty());
        let since = || "2027-01-01".to_owned();
        assert_eq!(roles(&city, RT_HEAD).await, [(Role::RtHead, since(), Some("2029-12-31".into()))]);
        assert_eq!(roles(&city, "lurah@kota.example").await, [(Role::KelurahanOfficer, since(), None)]);
        assert_eq!(roles(&city, "+6281311112222").await, [(Role::AgencyVerifier, since(), None)], "a nought was lost in a spreadsheet");
        let again = load(&city, &list(), true, false).await;
        assert_eq!((again.report.added, again.report.changed, again.report.unchanged, again.report.was_written), (0, 0, 4, false));
        let admin = city.city_officer(Role::CityAdmin).await;
        let lines = acts::log(&city.services, &may_inspect(&admin.actor().await).unwrap(), None).await.unwrap();
        let of = |action: &str| lines.iter().filter(|line| line.action == action && line.actor.is_none()).count();
        assert_eq!((of("account_listed"), of("role_proposed")), (4, 1), "by the machine");
        let told: String = lines.iter().map(|line| line.detail.to_string()).collect();
        assert!(!told.contains("Siti") && !told.contains("81234567890") && !told.contains("kota.example"), "{told}");
    }

    async fn a_wrong_row_names_value_row_column_and_nothing_is_written(city: TestCity) {
        let rows = format!(
            "{HEADING},0811-1111-1111,ketua RT,{rt},,2027-01-01,\nSiti,bukan kontak,ketua RT,{rt},,2027-01-01,\n\
             Siti,0811-1111-1112,kepala,{rt},,2027-01-01,\nSiti,0811-1111-1113,ketua RT,,,2027-01-01,\n\
             Siti,0811-1111-1114,ketua RT,15.71.99.1003-001,,2027-01-01,\nSiti,0811-1111-1115,verifikator,,Dinas Angin,2027-01-01,\n\
             Siti,0811-1111-1116,ketua RT,{rt},,besok,\nSiti,0811-1111-1117,ketua RT,{rt},,2027-01-01,2026-01-01\n\
             Siti,0811-1111-1118,ketua RT,{rt},,2027-01-01,\nTini,0811-1111-1118,moderator,,,2027-01-01,\n\
             Siti,0811-1111-1118,ketua RT,{rt},,2028-01-01,\n",
            rt = LEGOK.rt(1)
        );
        let import = load(&city, &rows, true, true).await;
        let problems: Vec<_> =
            import.report.problems.iter().map(|problem| (problem.line, problem.column, problem.refusal.clone())).collect();
        assert_eq!(
            problems,
            [
                (2, "name", Refusal::Required),
                (3, "contact", Refusal::ContactUnreadable),
                (4, "role", Refusal::ChoiceUnknown),
                (5, "region_code", Refusal::Required),
                (6, "region_code", Refusal::RegionUnknown),
                (7, "agency", Refusal::AgencyUnknown),
                (8, "from", Refusal::DateUnreadable),
                (9, "until", Refusal::DatesInWrongOrder),
                (11, "contact", Refusal::OtherNameAbove { name: "Siti".into() }),
                (12, "contact", Refusal::Duplicate),
            ]
        );
        assert_eq!((import.report.problems[2].value.as_str(), import.report.problems[2].choices.len()), ("kepala", 8));
        assert!(import.slips.is_empty() && naming(&city, "+6281111111118").await.is_empty());
    }

    async fn a_changed_row_is_shown_and_written(city: TestCity) {
        load(&city, &list(), true, false).await;
        let rows = list().replace("Siti Aminah", "Siti Aminah Putri").replace("31/12/2029", "31/12/2027");
        let dry = load(&city, &rows, false, false).await;
        let day = |text: &str| Value::Day(text.parse().unwrap());
        let change = |column, old, new| RowChange { line: 2, of: RT_HEAD.into(), column, old, new };
        let words = |text: &str| Value::Text(text.into());
        assert_eq!(
            dry.report.changes,
            [change("name", words("Siti Aminah"), words("Siti Aminah Putri")), change("until", day("2029-12-31"), day("2027-12-31"))]
        );
        assert_eq!((dry.report.changed, dry.report.unchanged), (1, 3));
        assert!(load(&city, &rows, true, false).await.report.was_written);
        assert_eq!(roles(&city, RT_HEAD).await[0].2.as_deref(), Some("2027-12-31"));
        assert_eq!(naming(&city, RT_HEAD).await[0].name, "Siti Aminah Putri");
        let next = format!("{rows}Siti Aminah Putri,{RT_HEAD},ketua RT,{},,2028-01-01,\n", LEGOK.rt(1));
        assert_eq!(load(&city, &next, true, false).await.report.added, 1, "a second term is a second role");
        assert_eq!(roles(&city, RT_HEAD).await.len(), 2);
    }

    async fn a_new_official_sets_a_password_with_the_code_of_the_slip(city: TestCity) {
        let import = load(&city, &list(), true, true).await;
        assert_eq!((import.slips.len(), import.report.codes), (4, 4));
        let slip = &import.slips[0];
        assert_eq!((slip.office.as_deref(), slip.name.as_str(), slip.contact.as_str()), (Some(LEGOK.name), "Siti Aminah", RT_HEAD));
        assert_eq!((import.slips[2].office.as_deref(), import.slips[2].place.as_deref()), (Some("Dinas PUPR"), Some(PUPR.name)));
        assert_eq!(import.slips[3].office, None);
        assert!(!format!("{slip:?}").contains(&slip.code.to_string()));
        for typed in ["", PASSWORD] {
            let refused = commands::sign_in(&city.services, &claim(RT_HEAD), typed.into(), &Visit::default()).await;
            assert!(refused.is_err(), "nobody signs in without having set a password");
        }
        let owner = naming(&city, RT_HEAD).await[0].id();
        let live = async |code: &services::OneTimeCode| {
            codes::is_live(&mut city.read().await, owner, CodePurpose::Password, &code.hash(owner), city.now()).await.unwrap()
        };
        let again = load(&city, &list(), true, true).await;
        assert!(again.report.was_written && !live(&slip.code).await, "a new slip takes the place of the one before");
        let code = again.slips[0].code.to_string();
        city.pass_days(6);
        commands::reset_password(&city.services, &claim("0812 3456 7890"), &code, NEW, &Visit::default()).await.unwrap();
        let signed_in = commands::sign_in(&city.services, &claim(RT_HEAD), NEW.into(), &Visit::default()).await.unwrap();
        assert!(matches!(signed_in, SignIn::Done(_)));
        let later = load(&city, &list(), true, true).await;
        assert_eq!((later.slips.len(), later.without_password), (3, 3), "whoever has a password needs no slip");
    }

    async fn whoever_only_names_the_contact_gets_no_role(city: TestCity) {
        let stranger = city.resident_of(&LEGOK.rt(1)).await;
        let rows = format!("{HEADING}Siti Aminah,{},ketua RT,{},,2027-01-01,\n", stranger.contact, LEGOK.rt(1));
        let import = load(&city, &rows, true, false).await;
        assert_eq!((import.report.added, doubts(&import)), (1, vec![(2, Doubt::ContactClaimed)]));
        assert!(held(&city, stranger.id).await.is_empty());
        assert_eq!(naming(&city, &stranger.contact).await.len(), 2);
        let again = load(&city, &rows, true, false).await;
        assert_eq!(
            (again.report.unchanged, again.report.was_written, doubts(&again)),
            (1, false, vec![]),
            "the official is known by the role"
        );

        // Whoever has proven it is meant, and keeps the password.
        let owner = city.resident_of(&LEGOK.rt(2)).await;
        let mut tx = city.begin().await;
        contacts::set(&mut tx, owner.id, ContactKind::Email, &owner.contact, Some(city.now())).await.unwrap();
        tx.commit().await.unwrap();
        let rows = format!("{HEADING}Warga Contoh,{},ketua RT,{},,2027-01-01,\n", owner.contact, LEGOK.rt(2));
        let import = load(&city, &rows, true, true).await;
        assert_eq!((import.report.added, import.slips.len(), held(&city, owner.id).await.len()), (1, 0, 1));
    }

    async fn planners_admins_and_inspectors_of_a_list_wait_for_an_admin(city: TestCity) {
        let rows = format!(
            "{HEADING}Dewi,dewi@kota.example,perencana,,Bappeda,2027-01-01,\nArif,arif@kota.example,admin kota,,,2027-01-01,\n\
             Wati,wati@kota.example,pengawas,,,2027-01-01,\n"
        );
        let import = load(&city, &rows, true, false).await;
        assert_eq!(doubts(&import), [2, 3, 4].map(|line| (line, Doubt::AwaitsAdmin)));
        assert!(roles(&city, "dewi@kota.example").await.is_empty(), "what waits counts for nothing");
        let again = load(&city, &rows, true, false).await;
        assert_eq!((again.report.unchanged, again.report.was_written), (3, false));
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let waiting = appointments::waiting(&mut city.read().await, None).await.unwrap();
        assert!(waiting.iter().all(|waiting| waiting.proposed_by.is_none() && waiting.proposer.is_none()));
        for waiting in &waiting {
            commands::confirm_appointment(&city.services, &admin, waiting.id).await.unwrap();
        }
        assert_eq!(roles(&city, "dewi@kota.example").await, [(Role::Planner, "2027-01-01".into(), None)]);
        let later = rows.replace("perencana,,Bappeda,2027-01-01,", "perencana,,Bappeda,2027-01-01,2027-06-30");
        let import = load(&city, &later, true, false).await;
        assert_eq!((doubts(&import), import.report.was_written), (vec![(2, Doubt::LeftToAdmins)], false));
        assert!(actor_of_contact(&city.services, "dewi@kota.example").await.unwrap().has_role(Role::Planner));
        let other = format!("{HEADING}Eka,eka@kota.example,perencana,,,2027-01-01,\n");
        load(&city, &other, true, false).await;
        let import = load(&city, &other.replace("2027-01-01", "2027-02-01"), true, false).await;
        assert_eq!((import.report.changed, doubts(&import)), (1, vec![(2, Doubt::AwaitsAdmin)]), "what the machine proposed it corrects");
    }

    async fn what_was_ended_or_closed_is_not_brought_back_by_a_list(city: TestCity) {
        load(&city, &list(), true, false).await;
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let lurah = naming(&city, "lurah@kota.example").await[0].id();
        let role = held(&city, lurah).await[0].id;
        commands::end_role(&city.services, &may_end_role(&admin, lurah).unwrap(), role).await.unwrap();
        let ended = roles(&city, "lurah@kota.example").await;
        let import = load(&city, &list(), true, false).await;
        assert_eq!((import.report.was_written, doubts(&import).contains(&(3, Doubt::RoleEnded))), (false, true));
        assert_eq!(roles(&city, "lurah@kota.example").await, ended);
        let permit = may_manage_person(&admin, naming(&city, RT_HEAD).await[0].id()).unwrap();
        commands::close_account(&city.services, &permit, &note("Pindah kota.")).await.unwrap();
        let import = load(&city, &list(), true, false).await;
        assert_eq!(import.report.problems[0].refusal, Refusal::AccountClosed);
    }

    async fn a_name_and_the_days_of_a_role_are_written_anew(city: TestCity) {
        let person = city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await;
        let role = held(&city, person.id).await[0].id;
        let (from, to): (Day, Day) = ("2027-02-01".parse().unwrap(), "2027-03-01".parse().unwrap());
        let mut tx = city.begin().await;
        accounts::rename(&mut tx, person.id, "Ratna Sari").await.unwrap();
        assignments::set_days(&mut tx, role, from, Some(to)).await.unwrap();
        let found = accounts::naming(&mut tx, &person.contact).await.unwrap();
        assert_eq!((found[0].id(), found[0].name.as_str()), (person.id, "Ratna Sari"));
        let held = assignments::of_account(&mut tx, person.id).await.unwrap();
        assert_eq!((held[0].assignment.from, held[0].assignment.to), (from, Some(to)));
    }
);
