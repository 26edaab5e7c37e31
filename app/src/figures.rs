//! What people have said, in words and figures: the same for a page and for the island on it that changes them.

pub mod meeting;

use crate::{
    actions::shown::{AlikeOne, Backing, Counted, FoundPlace, Liking, Mine, SimilarOnes, Standing},
    components::{
        crumbs::{region_name, whole_name},
        proposal_list::{per_hundred, place_words},
    },
    format, links,
    text::t_code,
};
use domain::{
    clock::{Instant, Zone},
    plan::Stance,
    region::RegionLevel,
};
use services::{
    queries::{draft_page::Similar, place_search::Place, plans::PlanPage, proposal_page::ProposalPage},
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
    let (said, counts) = (page.mine.map(|mine| mine.stance), page.plan.counts);
    let given = |stance: Option<Stance>| match stance {
        None => t!("stance.changeable"),
        Some(stance) => {
            let at = page.mine.filter(|mine| mine.stance == stance).map_or(now, |mine| mine.at);
            t!("stance.mine", answer = t_code("stance_given", stance.code()), day = format::day_of(at, zone))
        }
    };
    Standing {
        mine: mine(said),
        counts: Mine::ALL.map(|answer| counted(changed(counts, said, stance(answer)))),
        given: Mine::ALL.map(|answer| given(stance(answer))),
        sides: sides(counts),
    }
}

fn mine(said: Option<Stance>) -> Mine {
    match said {
        None => Mine::Nothing,
        Some(Stance::Support) => Mine::Support,
        Some(Stance::Oppose) => Mine::Against,
    }
}

fn stance(mine: Mine) -> Option<Stance> {
    match mine {
        Mine::Nothing => None,
        Mine::Support => Some(Stance::Support),
        Mine::Against => Some(Stance::Oppose),
    }
}

/// Of local residents and of others: for it and against it.
pub fn sides(counts: Counts) -> [[String; 2]; 2] {
    let local = [counts.supporting_local, counts.opposing_local];
    let other = [counts.supporting - counts.supporting_local, counts.opposing - counts.opposing_local];
    [local, other].map(|side| side.map(format::count))
}

/// The counts where the reader says `after` in the place of `before`.
fn changed(counts: Counts, before: Option<Stance>, after: Option<Stance>) -> Counts {
    let is = |said: Option<Stance>, stance| i64::from(said == Some(stance));
    let moved = |count: i64, stance| count - is(before, stance) + is(after, stance);
    Counts { supporting: moved(counts.supporting, Stance::Support), opposing: moved(counts.opposing, Stance::Oppose), ..counts }
}

/// The counts in words, and how wide they are on a bar.
pub fn counted(counts: Counts) -> Counted {
    let (supporting, opposing) = (format::count(counts.supporting), format::count(counts.opposing));
    let label = (counts.all() > 0).then(|| t!("stance.bar", supporting = supporting, opposing = opposing));
    Counted {
        label: label.unwrap_or_default(),
        share_for: share(counts.supporting, counts.all()),
        share_against: share(counts.opposing, counts.all()),
        supporting,
        opposing,
    }
}

/// Parts of a hundred with one decimal, for widths: exact enough for a bar.
fn share(part: i64, whole: i64) -> String {
    let thousandths = (part * 1000).checked_div(whole).unwrap_or(0);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// The words of the button at a comment.
pub fn liking(likes: i64, is_mine: bool) -> Liking {
    let without = likes - i64::from(is_mine);
    let words = [t!("comments.like", count = format::count(without)), t!("comments.unlike", count = format::count(without + 1))];
    Liking { is_mine, words }
}

/// So many are shown beside a title that is being written.
const MOST_ALIKE: usize = 3;

/// Proposals like the one that is being written.
pub fn alike(found: Vec<Similar>) -> SimilarOnes {
    let ones = found.into_iter().take(MOST_ALIKE).map(|Similar { line, .. }| {
        let status = t_code("proposal_status", line.position.status.code());
        let support = t!("proposals.support", count = format::count(line.support_count.into()));
        AlikeOne { href: links::proposal(line.id), detail: [place_words(&line), status, support].join(" · "), title: line.title }
    });
    let ones: Vec<AlikeOne> = ones.collect();
    let said = if ones.is_empty() { String::new() } else { t!("alike.found", count = ones.len()) };
    SimilarOnes { said, ones }
}

/// A place with what it lies in.
pub fn place(place: &Place) -> FoundPlace {
    FoundPlace { code: place.region.code.to_string(), name: whole_name(&place.path) }
}
