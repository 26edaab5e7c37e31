//! Musrenbang: the city's board, each meeting for everybody, and the pages on which its officer works.
//! Everything works as plain pages and forms; what is typed is never lost.

mod action;
mod board;
mod check;
mod delegates;
mod hall;
mod item;
mod item_forms;
mod money;
mod moves;
mod opening;
mod order;
mod papers;
mod parts;
mod print;
mod reopen;
mod scores;
mod show;
mod work;

pub use {
    action::Action,
    board::{Meetings, row_name as board_row_name},
    check::MeetingCheck,
    delegates::MeetingDelegates,
    item::MeetingProposal,
    moves::MeetingMove,
    opening::MeetingOpening,
    order::MeetingOrder,
    papers::MeetingPapers,
    print::MeetingMinutes,
    reopen::MeetingReopening,
    scores::MeetingScores,
    show::OneMeeting,
    work::MeetingWork,
};

use crate::{
    http::{PageError, Web},
    live,
    page::part,
    shell::Head,
};
use domain::permission::MayRunMusrenbang;
use services::{
    news::Topic,
    queries::meeting_page::{self, MeetingPage},
};

/// A page of a meeting that follows what is done there.
fn follow_meeting() {
    live::watch(part("id").ok().map(Topic::Meeting));
}

/// The meeting for anybody.
async fn public(web: &Web) -> Result<MeetingPage, PageError> {
    meeting_page::meeting_page(&web.services, &web.actor, part("id")?).await?.ok_or(PageError::NotFound)
}

/// The meeting for whoever runs it.
async fn desk(web: &Web) -> Result<(MeetingPage, MayRunMusrenbang), PageError> {
    Ok(meeting_page::work_page(&web.services, &web.actor, part("id")?).await?)
}

/// What a page of the work shows that asks for nothing but its meeting.
async fn on_the_desk(web: Web) -> Result<(Head, MeetingPage), PageError> {
    let (page, _) = desk(&web).await?;
    Ok((Head::new(parts::head_title(&web, &page.meeting)), page))
}
