//! All rights on one page. Each question `may_…` answers with a permit, a value only this file can make; commands ask
//! for the permit, so an action without its question does not compile. What a permit holds is in `permits`. Rules
//! about states and dates (too early, already decided) belong to the things themselves.

mod permits;

pub use permits::*;

use crate::{
    account::{Actor, Role, Signed},
    city::Setting,
    comment::Subject,
    cycle::StageKind,
    ids::{AccountId, AgencyId, AppointmentId, CommentId, CycleId, MusrenbangId, PlanId, ProposalId},
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

impl Authorship {
    /// This reader recorded it, and can do nothing before somebody else has said whose it is.
    pub fn waits_for_another(&self, reader: Option<AccountId>) -> bool {
        self.is_recorded && !self.is_seconded && Some(self.author) == reader
    }
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

/// A role that waits for a second admin, as far as rights go. Nobody proposed it where the machine did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingRole {
    pub id: AppointmentId,
    pub person: AccountId,
    pub proposed_by: Option<AccountId>,
}

/// A second city admin: neither whoever proposed the role nor whoever is to hold it.
pub fn may_confirm_appointment(actor: &Actor, waiting: WaitingRole) -> Result<MayConfirmAppointment, Refusal> {
    let MayManagePerson { acting, person } = may_manage_person(actor, waiting.person)?;
    if Some(acting.account) == waiting.proposed_by {
        return Err(Refusal::AnotherConfirms);
    }
    Ok(MayConfirmAppointment { acting, appointment: waiting.id, person })
}

/// Any city admin, whoever proposed it included: not giving a role needs nobody's consent.
pub fn may_refuse_appointment(actor: &Actor, appointment: AppointmentId) -> Result<MayRefuseAppointment, Refusal> {
    may_manage_people(actor).map(|MayManagePeople { acting }| MayRefuseAppointment { acting, appointment })
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

/// Whoever makes a code for somebody could use it themselves. So an officer of the kelurahan makes them for residents
/// of it alone, the city admin for everybody else, and nobody for those over whom two people decide, nor for
/// themselves.
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

/// Who writes for an agency: its verifiers, and planners for any.
fn for_agency(actor: &Actor, agency: AgencyId) -> Result<Acting, Refusal> {
    acting_as(actor, |role, _, held| role == Role::Planner || role == Role::AgencyVerifier && held == Some(agency))
}

/// Whether somebody may begin a plan of this agency.
pub fn plans_for(actor: &Actor, agency: AgencyId) -> bool {
    for_agency(actor, agency).is_ok()
}

/// Whoever writes for the agency whose plan it is, or is to be.
pub fn may_manage_plan(actor: &Actor, plan: PlanId, agency: AgencyId) -> Result<MayManagePlan, Refusal> {
    for_agency(actor, agency).map(|acting| MayManagePlan { acting, plan, agency })
}

/// The RKPD is the planners' to enter, also for what an agency plans.
pub fn may_enter_plan(actor: &Actor, plan: PlanId, agency: AgencyId) -> Result<MayManagePlan, Refusal> {
    acting_as(actor, |role, _, _| role == Role::Planner).map(|acting| MayManagePlan { acting, plan, agency })
}

/// Residents whose residence is confirmed.
pub fn may_take_stance(actor: &Actor, plan: PlanId) -> Result<MayTakeStance, Refusal> {
    confirmed(actor).map(|acting| MayTakeStance { acting, plan })
}

/// Residents whose residence is confirmed.
pub fn may_support(actor: &Actor, proposal: ProposalId) -> Result<MaySupport, Refusal> {
    confirmed(actor).map(|acting| MaySupport { acting, proposal })
}

/// Anyone signed in, also where nobody has confirmed their home: leaving is always possible.
pub fn may_leave(actor: &Actor, proposal: ProposalId) -> Result<MayLeave, Refusal> {
    signed(actor).map(as_resident).map(|acting| MayLeave { acting, proposal })
}

/// Anyone signed in.
pub fn may_comment(actor: &Actor, subject: Subject) -> Result<MayComment, Refusal> {
    signed(actor).map(as_resident).map(|acting| MayComment { acting, subject })
}

/// Anyone signed in.
pub fn may_like(actor: &Actor, comment: CommentId) -> Result<MayLike, Refusal> {
    signed(actor).map(as_resident).map(|acting| MayLike { acting, comment })
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
pub fn may_moderate(actor: &Actor, comment: CommentId) -> Result<MayModerate, Refusal> {
    acting_as(actor, |role, _, _| role == Role::Moderator).map(|acting| MayModerate { acting, comment })
}

/// Residents whose residence is confirmed.
pub fn may_propose(actor: &Actor, proposal: ProposalId) -> Result<MayPropose, Refusal> {
    confirmed(actor).map(|acting| MayPropose { acting, proposal })
}

/// The head of the RT where it lies and the officers of its kelurahan.
pub fn may_enter_for_others(actor: &Actor, proposal: ProposalId, rt: &RegionCode) -> Result<MayEnterForOthers, Refusal> {
    acting_as(actor, |role, region, _| {
        matches!(role, Role::RtHead | Role::KelurahanOfficer) && region.is_some_and(|region| region.contains(rt))
    })
    .map(|acting| MayEnterForOthers { acting, proposal })
}

/// Whoever wrote the draft: the proposer, or who records it for a resident. Nobody else reads a draft.
pub fn may_edit_draft(actor: &Actor, proposal: ProposalId, author: AccountId) -> Result<MayEditDraft, Refusal> {
    let signed = signed(actor)?;
    if signed.id == author { Ok(MayEditDraft { acting: as_resident(signed), proposal }) } else { Err(Refusal::NotYourOffice) }
}

/// What was sent is mended and withdrawn by whoever wrote it. What an office recorded for a resident, by whoever holds
/// the office now.
pub fn may_mend(actor: &Actor, proposal: &Authorship, rt: Option<&RegionCode>) -> Result<MayEditDraft, Refusal> {
    may_edit_draft(actor, proposal.id, proposal.author).or_else(|refusal| match rt {
        Some(rt) if proposal.is_recorded => {
            may_enter_for_others(actor, proposal.id, rt).map(|permit| MayEditDraft { acting: permit.acting, proposal: permit.proposal })
        }
        _ => Err(refusal),
    })
}

/// Who may say whose a recorded proposal is, each within their place.
pub fn seconds(role: Role) -> bool {
    matches!(role, Role::RtHead | Role::KelurahanOfficer | Role::KecamatanOfficer)
}

/// Say of what somebody else recorded for a resident that it is that resident's: see [`seconds`].
pub fn may_second(actor: &Actor, proposal: &Authorship, rt: &RegionCode) -> Result<MaySecond, Refusal> {
    let acting = acting_as(actor, |role, region, _| seconds(role) && region.is_some_and(|region| region.contains(rt)))?;
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

/// Whoever runs the meeting, planners and inspectors.
pub fn may_read_delegates(actor: &Actor, meeting: MusrenbangId, seat: &Seat) -> Result<MayReadDelegates, Refusal> {
    let running = may_run_musrenbang(actor, meeting, seat).map(|running| running.acting);
    let acting = running.or_else(|_| acting_as(actor, |role, _, _| matches!(role, Role::Planner | Role::Inspector)))?;
    Ok(MayReadDelegates { acting, meeting })
}

/// Whoever may mend it, and the head of its RT where another meeting than the RT's own decided.
pub fn may_object(actor: &Actor, proposal: &Authorship, rt: Option<&RegionCode>, decided_at: StageKind) -> Result<MayObject, Refusal> {
    let heads = |role, region: Option<&RegionCode>| role == Role::RtHead && region.is_some() && region == rt && decided_at != StageKind::Rt;
    let acting = may_mend(actor, proposal, rt).map(|permit| permit.acting);
    let acting = acting.or_else(|_| acting_as(actor, |role, region, _| heads(role, region)))?;
    Ok(MayObject { acting, proposal: proposal.id })
}

/// Who answers for a meeting of this stage: for an RT its kelurahan, for a kelurahan its kecamatan, for everything above
/// the planners.
pub fn office_above(stage: StageKind) -> Role {
    match stage {
        StageKind::Rt => Role::KelurahanOfficer,
        StageKind::Kelurahan => Role::KecamatanOfficer,
        _ => Role::Planner,
    }
}

/// The [`office_above`] the meeting that decided. Nobody answers for a decision of their own hand, nor on a proposal of their own.
pub fn may_answer_objection(
    actor: &Actor,
    proposal: &Authorship,
    rt: &RegionCode,
    decided_at: StageKind,
    decider: Option<AccountId>,
) -> Result<MayAnswerObjection, Refusal> {
    let above = office_above(decided_at);
    let acting =
        acting_as(actor, |role, region, _| role == above && (role == Role::Planner || region.is_some_and(|region| region.contains(rt))))?;
    if acting.account == proposal.author {
        return Err(Refusal::NotOnYourself);
    }
    if decider == Some(acting.account) {
        return Err(Refusal::DecidedByYou);
    }
    Ok(MayAnswerObjection { acting, proposal: proposal.id })
}

/// RKPD and APBD are planners' to enter.
pub fn may_mark_budget(actor: &Actor, proposal: ProposalId) -> Result<MayMarkProgress, Refusal> {
    acting_as(actor, |role, _, _| role == Role::Planner).map(|acting| MayMarkProgress { acting, proposal })
}

/// Works are reported by planners and by verifiers of the agency that builds.
pub fn may_report_works(actor: &Actor, proposal: ProposalId, agency: Option<AgencyId>) -> Result<MayMarkProgress, Refusal> {
    let builds = |held: Option<AgencyId>| held.is_some() && held == agency;
    let acting = acting_as(actor, |role, _, held| role == Role::Planner || role == Role::AgencyVerifier && builds(held))?;
    Ok(MayMarkProgress { acting, proposal })
}

/// City admins what the city is, planners its deadlines: whoever the setting names.
pub fn may_set(actor: &Actor, setting: Setting) -> Result<MaySet, Refusal> {
    acting_as(actor, |role, _, _| role == setting.set_by()).map(|acting| MaySet { acting, setting })
}

/// Those who set anything of the city, and inspectors.
pub fn may_see_settings(actor: &Actor) -> Result<MaySeeSettings, Refusal> {
    acting_as(actor, |role, _, _| matches!(role, Role::CityAdmin | Role::Planner | Role::Inspector)).map(|acting| MaySeeSettings { acting })
}

/// Planners.
pub fn may_manage_cycle(actor: &Actor) -> Result<MayManageCycle, Refusal> {
    acting_as(actor, |role, _, _| role == Role::Planner).map(|acting| MayManageCycle { acting })
}

/// Planners.
pub fn may_set_weights(actor: &Actor, cycle: CycleId) -> Result<MaySetWeights, Refusal> {
    may_manage_cycle(actor).map(|MayManageCycle { acting }| MaySetWeights { acting, cycle })
}
