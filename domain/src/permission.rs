//! All rights on one page. Each question `may_…` answers with a permit, a value only this file can make;
//! commands ask for the permit, so an action without its question does not compile. What a permit holds is in `permits`.
//! Rules about states and dates (too early, already decided) belong to the things themselves.

mod permits;

pub use permits::*;

use crate::{
    account::{Actor, Role, Signed},
    comment::Subject,
    ids::{AccountId, AgencyId, MusrenbangId, ProposalId},
    refusal::Refusal,
    region::RegionCode,
};

/// Under which hat somebody acts; written into every event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    pub account: AccountId,
    /// `None`: as a resident.
    pub role: Option<Role>,
    pub region: Option<RegionCode>,
    pub agency: Option<AgencyId>,
}

/// A proposal, as far as rights go: which one it is, and whose account wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorship {
    pub id: ProposalId,
    pub author: AccountId,
    /// For a resident, by an office.
    pub is_recorded: bool,
    /// Somebody other than its author has found it in order, or knows the resident it was recorded for.
    pub is_seconded: bool,
}

fn signed(actor: &Actor) -> Result<&Signed, Refusal> {
    actor.signed_in().ok_or(Refusal::SignInFirst)
}

fn as_resident(signed: &Signed) -> Acting {
    Acting { account: signed.id, role: None, region: signed.home.clone(), agency: None }
}

/// The first active assignment that fits, as the hat to act under.
fn acting_as(actor: &Actor, fits: impl Fn(Role, Option<&RegionCode>, Option<AgencyId>) -> bool) -> Result<Acting, Refusal> {
    let account = signed(actor)?.id;
    actor
        .assignments()
        .iter()
        .find(|held| fits(held.role, held.region.as_ref(), held.agency))
        .map(|held| Acting { account, role: Some(held.role), region: held.region.clone(), agency: held.agency })
        .ok_or(Refusal::NotYourOffice)
}

fn confirmed(actor: &Actor) -> Result<Acting, Refusal> {
    let signed = signed(actor)?;
    if signed.residence_confirmed { Ok(as_resident(signed)) } else { Err(Refusal::ResidenceNotConfirmed) }
}

/// Anyone signed in, for their own account.
pub fn may_act_as_self(actor: &Actor) -> Result<MayActAsSelf, Refusal> {
    signed(actor).map(as_resident).map(|acting| MayActAsSelf { acting })
}

/// City admins.
pub fn may_manage_people(actor: &Actor) -> Result<MayManagePeople, Refusal> {
    acting_as(actor, |role, _, _| role == Role::CityAdmin).map(|acting| MayManagePeople { acting })
}

/// City admins, for somebody else: nobody gives themselves anything, and nobody locks themselves out.
pub fn may_manage_person(actor: &Actor, person: AccountId) -> Result<MayManagePerson, Refusal> {
    let MayManagePeople { acting } = may_manage_people(actor)?;
    if acting.account == person { Err(Refusal::NotOnYourself) } else { Ok(MayManagePerson { acting, person }) }
}

/// A second city admin: neither whoever proposed the role nor whoever is to hold it. Nobody proposed it where the machine did.
pub fn may_confirm_appointment(actor: &Actor, person: AccountId, proposed_by: Option<AccountId>) -> Result<MayManagePerson, Refusal> {
    let permit = may_manage_person(actor, person)?;
    if Some(permit.acting.account) == proposed_by { Err(Refusal::AnotherConfirms) } else { Ok(permit) }
}

/// City admins, also for a role of their own.
pub fn may_end_role(actor: &Actor, person: AccountId) -> Result<MayEndRole, Refusal> {
    may_manage_people(actor).map(|MayManagePeople { acting }| MayEndRole { acting, person })
}

/// City admins and inspectors.
pub fn may_inspect(actor: &Actor) -> Result<MayInspect, Refusal> {
    acting_as(actor, |role, _, _| matches!(role, Role::CityAdmin | Role::Inspector)).map(|acting| MayInspect { acting })
}

/// Heads of RTs and officers of kelurahan.
pub fn may_serve_residents(actor: &Actor) -> Result<MayServeResidents, Refusal> {
    acting_as(actor, |role, _, _| matches!(role, Role::RtHead | Role::KelurahanOfficer)).map(|acting| MayServeResidents { acting })
}

/// Officers of a kelurahan, who know the people at their counter.
pub fn may_find_residents(actor: &Actor) -> Result<MayFindResidents, Refusal> {
    acting_as(actor, |role, _, _| role == Role::KelurahanOfficer).map(|acting| MayFindResidents { acting })
}

/// Whose account a code is for.
pub struct CodeOwner<'a> {
    pub account: AccountId,
    pub home: Option<&'a RegionCode>,
    /// The roles they hold, or will hold.
    pub roles: &'a [Role],
}

/// Whoever makes a code for somebody could use it themselves. So an officer of the kelurahan makes them for residents of it
/// alone, the city admin for everybody else, and nobody for those over whom two people decide, nor for themselves.
pub fn may_make_code(actor: &Actor, owner: &CodeOwner<'_>) -> Result<MayMakeCode, Refusal> {
    let as_admin = acting_as(actor, |role, _, _| role == Role::CityAdmin);
    let at_home = |region: Option<&RegionCode>| matches!((region, owner.home), (Some(region), Some(home)) if region.contains(home));
    let acting = as_admin.or_else(|_| acting_as(actor, |role, region, _| role == Role::KelurahanOfficer && at_home(region)))?;
    if acting.account == owner.account {
        return Err(Refusal::NotOnYourself);
    }
    if owner.roles.iter().any(|role| matches!(role, Role::Planner | Role::CityAdmin | Role::Inspector)) {
        return Err(Refusal::CodeAtMachineOnly);
    }
    if acting.role != Some(Role::CityAdmin) && !owner.roles.is_empty() {
        return Err(Refusal::CodeByAdminOnly);
    }
    Ok(MayMakeCode { acting, owner: owner.account })
}

/// The head of that RT or an officer of its kelurahan, and never for oneself.
pub fn may_confirm_residence(actor: &Actor, home: &RegionCode, resident: AccountId) -> Result<MayConfirmResidence, Refusal> {
    let acting = acting_as(actor, |role, region, _| {
        matches!(role, Role::RtHead | Role::KelurahanOfficer) && region.is_some_and(|region| region.contains(home))
    })?;
    if acting.account == resident { Err(Refusal::NotOnYourself) } else { Ok(MayConfirmResidence { acting, resident }) }
}

/// Verifiers of that agency, and planners for any.
pub fn may_manage_plan(actor: &Actor, agency: AgencyId) -> Result<MayManagePlan, Refusal> {
    let acting = acting_as(actor, |role, _, held| role == Role::Planner || role == Role::AgencyVerifier && held == Some(agency))?;
    Ok(MayManagePlan { acting, agency })
}

/// Residents whose residence is confirmed.
pub fn may_take_stance(actor: &Actor) -> Result<MayTakeStance, Refusal> {
    confirmed(actor).map(|acting| MayTakeStance { acting })
}

/// Residents whose residence is confirmed.
pub fn may_support(actor: &Actor) -> Result<MaySupport, Refusal> {
    confirmed(actor).map(|acting| MaySupport { acting })
}

/// Anyone signed in.
pub fn may_comment(actor: &Actor) -> Result<MayComment, Refusal> {
    signed(actor).map(as_resident).map(|acting| MayComment { acting })
}

/// Planners, verifiers of the agency that is concerned, and officers of the kelurahan or kecamatan where it lies.
pub fn may_answer(actor: &Actor, subject: Subject, agency: Option<AgencyId>, place: Option<&RegionCode>) -> Result<MayAnswer, Refusal> {
    let acting = acting_as(actor, |role, region, held| match role {
        Role::Planner => true,
        Role::AgencyVerifier => held.is_some() && held == agency,
        Role::KelurahanOfficer | Role::KecamatanOfficer => region.zip(place).is_some_and(|(region, place)| region.contains(place)),
        _ => false,
    })?;
    Ok(MayAnswer { acting, subject })
}

/// Moderators.
pub fn may_moderate(actor: &Actor) -> Result<MayModerate, Refusal> {
    acting_as(actor, |role, _, _| role == Role::Moderator).map(|acting| MayModerate { acting })
}

/// Residents whose residence is confirmed.
pub fn may_propose(actor: &Actor) -> Result<MayPropose, Refusal> {
    confirmed(actor).map(|acting| MayPropose { acting })
}

/// The head of that RT and the officers of its kelurahan.
pub fn may_enter_for_others(actor: &Actor, rt: &RegionCode) -> Result<MayEnterForOthers, Refusal> {
    acting_as(actor, |role, region, _| {
        matches!(role, Role::RtHead | Role::KelurahanOfficer) && region.is_some_and(|region| region.contains(rt))
    })
    .map(|acting| MayEnterForOthers { acting })
}

/// Whoever wrote the draft: the proposer, or who records it for a resident. Nobody else reads a draft.
pub fn may_edit_draft(actor: &Actor, author: AccountId) -> Result<MayEditDraft, Refusal> {
    let signed = signed(actor)?;
    if signed.id == author { Ok(MayEditDraft { acting: as_resident(signed) }) } else { Err(Refusal::NotYourOffice) }
}

/// What was sent is mended and withdrawn by whoever wrote it. What an office recorded for a resident, by whoever holds the
/// office now.
pub fn may_mend(actor: &Actor, proposal: &Authorship, rt: Option<&RegionCode>) -> Result<MayEditDraft, Refusal> {
    may_edit_draft(actor, proposal.author).or_else(|refusal| match rt {
        Some(rt) if proposal.is_recorded => may_enter_for_others(actor, rt).map(|permit| MayEditDraft { acting: permit.acting }),
        _ => Err(refusal),
    })
}

/// Say of what somebody else recorded for a resident that it is that resident's: the head of the RT, and officers of its
/// kelurahan and kecamatan.
pub fn may_second(actor: &Actor, proposal: &Authorship, rt: &RegionCode) -> Result<MaySecond, Refusal> {
    let acting = acting_as(actor, |role, region, _| {
        let serves = matches!(role, Role::RtHead | Role::KelurahanOfficer | Role::KecamatanOfficer);
        serves && region.is_some_and(|region| region.contains(rt))
    })?;
    if acting.account == proposal.author { Err(Refusal::NotOnYourself) } else { Ok(MaySecond { acting, proposal: proposal.id }) }
}

/// Where a meeting sits, as far as rights go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    Rt(RegionCode),
    Kelurahan(RegionCode),
    Kecamatan(RegionCode),
    AgencyForum(AgencyId),
    Kota,
}

/// RT: its head or an officer of its kelurahan. Kelurahan, kecamatan: their officers. Agency forum: verifiers of the
/// agency. Kota: planners. On single proposals before it: [`MayRunMusrenbang::on`].
pub fn may_run_musrenbang(actor: &Actor, meeting: MusrenbangId, seat: &Seat) -> Result<MayRunMusrenbang, Refusal> {
    let acting = acting_as(actor, |role, region, agency| match seat {
        Seat::Rt(rt) => matches!(role, Role::RtHead | Role::KelurahanOfficer) && region.is_some_and(|region| region.contains(rt)),
        Seat::Kelurahan(code) => role == Role::KelurahanOfficer && region == Some(code),
        Seat::Kecamatan(code) => role == Role::KecamatanOfficer && region == Some(code),
        Seat::AgencyForum(forum) => role == Role::AgencyVerifier && agency == Some(*forum),
        Seat::Kota => role == Role::Planner,
    })?;
    Ok(MayRunMusrenbang { acting, meeting })
}

/// RKPD and APBD are planners' to enter.
pub fn may_mark_budget(actor: &Actor) -> Result<MayMarkProgress, Refusal> {
    acting_as(actor, |role, _, _| role == Role::Planner).map(|acting| MayMarkProgress { acting })
}

/// Works are reported by planners and by verifiers of the agency that builds.
pub fn may_report_works(actor: &Actor, agency: Option<AgencyId>) -> Result<MayMarkProgress, Refusal> {
    let builds = |held: Option<AgencyId>| held.is_some() && held == agency;
    let acting = acting_as(actor, |role, _, held| role == Role::Planner || role == Role::AgencyVerifier && builds(held))?;
    Ok(MayMarkProgress { acting })
}

/// Planners.
pub fn may_manage_cycle(actor: &Actor) -> Result<MayManageCycle, Refusal> {
    acting_as(actor, |role, _, _| role == Role::Planner).map(|acting| MayManageCycle { acting })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{account::Assignment, clock::Day};
    use uuid::Uuid;

    const LEGOK_RT: &str = "15.71.10.1003-018";
    const MEETING: MusrenbangId = MusrenbangId(Uuid::from_u128(100));

    fn written_by(number: u128, is_recorded: bool) -> Authorship {
        let (id, author) = (ProposalId(Uuid::from_u128(200 + number)), AccountId(Uuid::from_u128(number)));
        Authorship { id, author, is_recorded, is_seconded: false }
    }

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).expect(text)
    }

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    fn somebody(number: u128, confirmed: bool, role: Option<(Role, Option<&str>, Option<AgencyId>)>) -> Actor {
        let held = role.map(|(role, region, agency)| Assignment {
            role,
            region: region.map(code),
            agency,
            from: day("2027-01-01"),
            to: Some(day("2027-12-31")),
        });
        Actor::signed(
            AccountId(Uuid::from_u128(number)),
            "Contoh".into(),
            Some(code(LEGOK_RT)),
            confirmed,
            held.into_iter().collect(),
            day("2027-06-01"),
        )
    }

    #[test]
    fn only_confirmed_residents_count() {
        assert_eq!(may_support(&Actor::public()).err(), Some(Refusal::SignInFirst));
        assert_eq!(may_support(&somebody(1, false, None)).err(), Some(Refusal::ResidenceNotConfirmed));
        assert!(may_support(&somebody(1, true, None)).is_ok());
        assert!(may_comment(&somebody(1, false, None)).is_ok(), "speech is not tied to residence");
    }

    #[test]
    fn a_meeting_is_run_by_its_own_office_only() {
        let agency = AgencyId(Uuid::from_u128(7));
        let seats = [
            Seat::Rt(code(LEGOK_RT)),
            Seat::Kelurahan(code("15.71.10.1003")),
            Seat::Kecamatan(code("15.71.10")),
            Seat::AgencyForum(agency),
            Seat::Kota,
        ];
        let table = [
            (Role::RtHead, Some(LEGOK_RT), None, [true, false, false, false, false]),
            (Role::RtHead, Some("15.71.10.1003-019"), None, [false; 5]),
            (Role::KelurahanOfficer, Some("15.71.10.1003"), None, [true, true, false, false, false]),
            (Role::KelurahanOfficer, Some("15.71.10.1004"), None, [false; 5]),
            (Role::KecamatanOfficer, Some("15.71.10"), None, [false, false, true, false, false]),
            (Role::AgencyVerifier, None, Some(agency), [false, false, false, true, false]),
            (Role::AgencyVerifier, None, Some(AgencyId(Uuid::from_u128(8))), [false; 5]),
            (Role::Planner, None, None, [false, false, false, false, true]),
            (Role::CityAdmin, None, None, [false; 5]),
            (Role::Inspector, None, None, [false; 5]),
            (Role::Moderator, None, None, [false; 5]),
        ];
        for (role, region, held, expected) in table {
            let actor = somebody(1, true, Some((role, region, held)));
            assert_eq!(seats.each_ref().map(|seat| may_run_musrenbang(&actor, MEETING, seat).is_ok()), expected, "{role:?} {region:?}");
        }
    }

    #[test]
    fn nobody_decides_on_their_own() {
        let officer = somebody(1, true, Some((Role::KelurahanOfficer, Some("15.71.10.1003"), None)));
        let running = may_run_musrenbang(&officer, MEETING, &Seat::Kelurahan(code("15.71.10.1003"))).expect("their meeting");
        assert_eq!(running.on(&written_by(1, false)).err(), Some(Refusal::NotOnYourself));
        let recorded = written_by(1, true);
        assert_eq!(running.on(&recorded).err(), Some(Refusal::RecordedByYou), "recorded for a resident");
        assert!(running.on(&Authorship { is_seconded: true, ..recorded }).is_ok(), "and found in order by another");
        assert_eq!(running.on(&Authorship { is_seconded: true, ..written_by(1, false) }).err(), Some(Refusal::NotOnYourself));
        let deciding = running.on(&written_by(2, false)).expect("somebody else's");
        assert_eq!((deciding.meeting(), deciding.proposal()), (MEETING, written_by(2, false).id), "this one, in this meeting");
        for is_recorded in [false, true] {
            assert_eq!(deciding.merging_into(&written_by(1, is_recorded)).err(), Some(Refusal::NotOnYourself));
        }
        let merging = deciding.merging_into(&written_by(3, false)).expect("neither is theirs");
        assert_eq!((merging.proposal(), merging.target()), (written_by(2, false).id, written_by(3, false).id));
        assert_eq!(may_confirm_residence(&officer, &code(LEGOK_RT), AccountId(Uuid::from_u128(1))).err(), Some(Refusal::NotOnYourself));
    }

    #[test]
    fn a_role_is_given_by_somebody_else_and_confirmed_by_a_third() {
        let (me, person, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)), AccountId(Uuid::from_u128(3)));
        let admin = somebody(1, true, Some((Role::CityAdmin, None, None)));
        assert_eq!(may_manage_person(&admin, me).err(), Some(Refusal::NotOnYourself));
        assert_eq!(may_manage_person(&admin, person).map(|permit| permit.person()), Ok(person));
        assert_eq!(may_confirm_appointment(&admin, person, Some(me)).err(), Some(Refusal::AnotherConfirms));
        assert_eq!(may_confirm_appointment(&admin, me, Some(other)).err(), Some(Refusal::NotOnYourself));
        assert_eq!(may_confirm_appointment(&admin, me, None).err(), Some(Refusal::NotOnYourself));
        assert!(may_confirm_appointment(&admin, person, Some(other)).is_ok());
        assert!(may_confirm_appointment(&admin, person, None).is_ok(), "the machine is the first of the two");
        assert!(may_end_role(&admin, me).is_ok(), "whoever wants to leave may, as long as somebody stays");
        let planner = somebody(1, true, Some((Role::Planner, None, None)));
        assert_eq!(may_manage_person(&planner, person).err(), Some(Refusal::NotYourOffice));
        assert_eq!(may_end_role(&planner, person).err(), Some(Refusal::NotYourOffice));
        assert_eq!(may_confirm_appointment(&planner, person, Some(other)).err(), Some(Refusal::NotYourOffice));
    }

    #[test]
    fn what_an_office_recorded_is_known_by_another_and_mended_by_whoever_holds_the_office() {
        let rt = code(LEGOK_RT);
        let recorded = written_by(1, true);
        for (role, region, seconds, mends) in [
            (Role::RtHead, LEGOK_RT, true, true),
            (Role::RtHead, "15.71.10.1003-019", false, false),
            (Role::KelurahanOfficer, "15.71.10.1003", true, true),
            (Role::KelurahanOfficer, "15.71.10.1002", false, false),
            (Role::KecamatanOfficer, "15.71.10", true, false),
        ] {
            let other = somebody(2, true, Some((role, Some(region), None)));
            assert_eq!(may_second(&other, &recorded, &rt).is_ok(), seconds, "{role:?} {region}");
            assert_eq!(may_mend(&other, &recorded, Some(&rt)).is_ok(), mends, "{role:?} {region}");
            assert!(may_mend(&other, &written_by(1, false), Some(&rt)).is_err(), "a resident's own stays the resident's");
            let recorder = somebody(1, true, Some((role, Some(region), None)));
            assert!(may_second(&recorder, &recorded, &rt).is_err(), "nobody seconds themselves");
            assert!(may_mend(&recorder, &recorded, None).is_ok());
        }
    }

    #[test]
    fn no_office_opens_the_account_of_another_office() {
        let legok = code(LEGOK_RT);
        let lurah = somebody(1, true, Some((Role::KelurahanOfficer, Some("15.71.10.1003"), None)));
        let admin = somebody(2, true, Some((Role::CityAdmin, None, None)));
        let rt_head = somebody(3, true, Some((Role::RtHead, Some(LEGOK_RT), None)));
        let ask = |actor: &Actor, account: u128, home: Option<&RegionCode>, roles: &[Role]| {
            may_make_code(actor, &CodeOwner { account: AccountId(Uuid::from_u128(account)), home, roles }).err()
        };
        assert_eq!(ask(&lurah, 9, Some(&legok), &[]), None);
        assert_eq!(ask(&lurah, 9, Some(&code("15.71.10.1004-001")), &[]), Some(Refusal::NotYourOffice));
        assert_eq!(ask(&lurah, 9, None, &[]), Some(Refusal::NotYourOffice));
        assert_eq!(ask(&rt_head, 9, Some(&legok), &[]), Some(Refusal::NotYourOffice));
        assert_eq!(ask(&Actor::public(), 9, Some(&legok), &[]), Some(Refusal::SignInFirst));
        for role in Role::ALL {
            let two_decide = matches!(role, Role::Planner | Role::CityAdmin | Role::Inspector);
            let (by_lurah, by_admin) = (ask(&lurah, 9, Some(&legok), &[role]), ask(&admin, 9, Some(&legok), &[role]));
            assert_eq!(by_lurah, Some(if two_decide { Refusal::CodeAtMachineOnly } else { Refusal::CodeByAdminOnly }), "{role:?}");
            assert_eq!(by_admin, two_decide.then_some(Refusal::CodeAtMachineOnly), "{role:?}");
        }
        assert_eq!(ask(&admin, 9, None, &[]), None);
        assert_eq!(
            (ask(&admin, 2, None, &[]), ask(&lurah, 1, Some(&legok), &[])),
            (Some(Refusal::NotOnYourself), Some(Refusal::NotOnYourself))
        );
    }

    #[test]
    fn budget_is_the_planners_and_works_are_the_agencys_too() {
        let (agency, other) = (AgencyId(Uuid::from_u128(7)), AgencyId(Uuid::from_u128(8)));
        let planner = somebody(1, true, Some((Role::Planner, None, None)));
        let verifier = somebody(2, true, Some((Role::AgencyVerifier, None, Some(agency))));
        assert!(may_mark_budget(&planner).is_ok() && may_mark_budget(&verifier).is_err());
        assert!(may_report_works(&planner, None).is_ok() && may_report_works(&verifier, Some(agency)).is_ok());
        assert!(may_report_works(&verifier, Some(other)).is_err() && may_report_works(&verifier, None).is_err());
    }

    #[test]
    fn only_the_offices_concerned_answer() {
        let agency = AgencyId(Uuid::from_u128(7));
        let (legok, subject) = (code("15.71.10.1003"), Subject::Proposal(written_by(3, false).id));
        let table = [
            (Role::Planner, None, None, true),
            (Role::AgencyVerifier, None, Some(agency), true),
            (Role::AgencyVerifier, None, Some(AgencyId(Uuid::from_u128(8))), false),
            (Role::KelurahanOfficer, Some("15.71.10.1003"), None, true),
            (Role::KelurahanOfficer, Some("15.71.10.1002"), None, false),
            (Role::KecamatanOfficer, Some("15.71.10"), None, true),
            (Role::RtHead, Some(LEGOK_RT), None, false),
            (Role::CityAdmin, None, None, false),
        ];
        for (role, region, held, expected) in table {
            let actor = somebody(1, true, Some((role, region, held)));
            assert_eq!(may_answer(&actor, subject, Some(agency), Some(&legok)).is_ok(), expected, "{role:?} {region:?}");
        }
        let verifier = somebody(1, true, Some((Role::AgencyVerifier, None, None)));
        assert!(may_answer(&verifier, subject, None, None).is_err(), "no agency is nobody's agency");
    }

    #[test]
    fn an_ended_assignment_is_no_assignment() {
        let held = Assignment { role: Role::CityAdmin, region: None, agency: None, from: day("2027-01-01"), to: Some(day("2027-05-31")) };
        let on = |today: &str| Actor::signed(AccountId(Uuid::nil()), "Contoh".into(), None, true, vec![held.clone()], day(today));
        assert!(may_manage_people(&on("2027-05-31")).is_ok());
        assert_eq!(may_manage_people(&on("2027-06-01")).err(), Some(Refusal::NotYourOffice));
        assert_eq!(may_manage_people(&on("2026-12-31")).err(), Some(Refusal::NotYourOffice));
    }
}
