//! Rules of the domain that look at one code, as statements ask them: each list of codes stands here once, and the test
//! below holds it against its rule. Rules that look at more have a test on both databases
//! (`services/tests/musrenbang/parity.rs`).

/// [`Status::awaits_decision`](domain::proposal::Status::awaits_decision).
macro_rules! awaits_decision {
    ($status:literal) => {
        concat!($status, " IN ('submitted', 'verified')")
    };
}

/// [`Status::is_written`](domain::proposal::Status::is_written).
macro_rules! is_written {
    ($status:literal) => {
        concat!($status, " IN ('draft', 'returned')")
    };
}

/// [`Status::has_ended`](domain::proposal::Status::has_ended).
macro_rules! has_ended {
    ($status:literal) => {
        concat!($status, " IN ('rejected', 'merged', 'withdrawn')")
    };
}

/// [`Status::is_funded`](domain::proposal::Status::is_funded).
macro_rules! is_funded {
    ($status:literal) => {
        concat!($status, " IN ('in_rkpd', 'in_apbd', 'under_way', 'finished')")
    };
}

/// Something can be marked next: [`Progress::after`](domain::proposal::Progress::after).
macro_rules! is_marked_next {
    ($status:literal) => {
        concat!($status, " IN ('forwarded', 'in_rkpd', 'in_apbd', 'under_way')")
    };
}

/// [`works::are_reported`](domain::proposal::works::are_reported).
macro_rules! are_reported {
    ($status:literal) => {
        concat!($status, " IN ('in_apbd', 'under_way')")
    };
}

/// [`Decision::of`](domain::musrenbang::Decision::of) is that it was agreed.
macro_rules! is_agreed {
    ($status:literal) => {
        concat!($status, " IN ('agreed', 'forwarded')")
    };
}

/// [`EventKind::SAYS_WHY`](domain::proposal::EventKind::SAYS_WHY).
macro_rules! says_why {
    ($kind:literal) => {
        concat!($kind, " IN ('returned', 'withdrawn', 'merged', 'reserved', 'deferred', 'rejected')")
    };
}

/// [`MusrenbangStatus::has_closed`](domain::musrenbang::MusrenbangStatus::has_closed).
macro_rules! has_closed {
    ($status:literal) => {
        concat!($status, " IN ('closed', 'signed', 'sent')")
    };
}

/// [`PlanStatus::has_ended`](domain::plan::PlanStatus::has_ended).
macro_rules! plan_has_ended {
    ($status:literal) => {
        concat!($status, " IN ('finished', 'withdrawn')")
    };
}

pub(super) use {
    are_reported, awaits_decision, has_closed, has_ended, is_agreed, is_funded, is_marked_next, is_written, plan_has_ended, says_why,
};

#[cfg(test)]
mod tests {
    use domain::{
        musrenbang::{Decision, MusrenbangStatus},
        plan::PlanStatus,
        proposal::{EventKind, Progress, Status, works},
    };

    /// The list of a statement, with the codes that its rule lets through.
    fn listed<T: Copy>(all: impl IntoIterator<Item = T>, code: fn(T) -> &'static str, fits: impl Fn(T) -> bool) -> String {
        let codes = all.into_iter().filter(|one| fits(*one)).map(|one| format!("'{}'", code(one)));
        format!("code IN ({})", codes.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn statements_list_what_the_rules_let_through() {
        let statuses = |fits: fn(Status) -> bool| listed(Status::ALL, Status::code, fits);
        for (text, by_rule) in [
            (awaits_decision!("code"), statuses(Status::awaits_decision)),
            (is_written!("code"), statuses(Status::is_written)),
            (has_ended!("code"), statuses(Status::has_ended)),
            (is_funded!("code"), statuses(Status::is_funded)),
            (is_marked_next!("code"), statuses(|status| !Progress::after(status).is_empty())),
            (are_reported!("code"), statuses(works::are_reported)),
            (is_agreed!("code"), statuses(|status| Decision::of(status) == Some(Decision::Agreed))),
            (says_why!("code"), listed(EventKind::SAYS_WHY, EventKind::code, |_| true)),
            (has_closed!("code"), listed(MusrenbangStatus::ALL, MusrenbangStatus::code, MusrenbangStatus::has_closed)),
            (plan_has_ended!("code"), listed(PlanStatus::ALL, PlanStatus::code, PlanStatus::has_ended)),
        ] {
            assert_eq!(text, by_rule);
        }
    }
}
