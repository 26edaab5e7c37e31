//! What people have said, in words and figures: the same for a page and for the island on it that changes them.

use crate::{
    actions::{Backing, Counted, Liking, Standing},
    components::{crumbs::region_name, proposal_list::per_hundred, stance::share},
    format,
    text::t_code,
};
use domain::{
    clock::{Instant, Zone},
    plan::Stance,
    region::RegionLevel,
};
use services::{
    queries::{plans::PlanPage, proposal_page::ProposalPage},
    store::plans::Counts,
};

/// How many back a proposal, without the reader and with them.
pub fn backing(page: &ProposalPage) -> Backing {
    let proposal = &page.proposal;
    let is_mine = page.mine.supports;
    let without = i64::from(proposal.support_count) - i64::from(is_mine);
    let other = proposal.support_count.saturating_sub(proposal.support_local);
    let kelurahan = page.kelurahan().map(region_name).unwrap_or_default();
    let (local, other) = (format::count(proposal.support_local.into()), format::count(other.into()));
    let mut detail = vec![t!("support.local", count = local, kelurahan = kelurahan), t!("support.other", count = other)];
    detail.extend(page.support_per_household().map(|(rate, level)| {
        let rate = per_hundred(i64::try_from(rate.thousandths()).unwrap_or(i64::MAX).saturating_mul(1000));
        if level == RegionLevel::Rt { t!("support.per_rt", rate = rate) } else { t!("support.per_kelurahan", rate = rate) }
    }));
    Backing { is_mine, counts: [format::count(without), format::count(without + 1)], detail: detail.join(" · ") }
}

/// The answers to a plan, as each answer of the reader would make them.
pub fn standing(page: &PlanPage, zone: Zone, now: Instant) -> Standing {
    let said = page.mine.map(|mine| mine.stance);
    let number = |stance: Option<Stance>| match stance {
        None => 0,
        Some(Stance::Support) => 1,
        Some(Stance::Oppose) => 2,
    };
    let counts = page.plan.counts;
    let counted = [None, Some(Stance::Support), Some(Stance::Oppose)].map(|stance| counted(changed(counts, said, stance)));
    let given = |stance: Stance| {
        let at = page.mine.filter(|mine| mine.stance == stance).map_or(now, |mine| mine.at);
        t!("stance.mine", answer = t_code("stance_given", stance.code()), day = format::day_of(at, zone))
    };
    Standing { mine: number(said), counts: counted, given: [t!("stance.changeable"), given(Stance::Support), given(Stance::Oppose)] }
}

/// The counts where the reader says `after` in the place of `before`.
fn changed(counts: Counts, before: Option<Stance>, after: Option<Stance>) -> Counts {
    let is = |said: Option<Stance>, stance| i64::from(said == Some(stance));
    let moved = |count: i64, stance| count - is(before, stance) + is(after, stance);
    Counts { supporting: moved(counts.supporting, Stance::Support), opposing: moved(counts.opposing, Stance::Oppose), ..counts }
}

fn counted(counts: Counts) -> Counted {
    let (supporting, opposing) = (format::count(counts.supporting), format::count(counts.opposing));
    Counted {
        label: t!("stance.bar", supporting = supporting, opposing = opposing),
        share_for: share(counts.supporting, counts.all()),
        share_against: share(counts.opposing, counts.all()),
        supporting,
        opposing,
    }
}

/// The words of the button at a comment.
pub fn liking(likes: i64, is_mine: bool) -> Liking {
    let without = likes - i64::from(is_mine);
    let words = [t!("comments.like", count = format::count(without)), t!("comments.unlike", count = format::count(without + 1))];
    Liking { is_mine, words }
}
