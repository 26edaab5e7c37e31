//! Live parts of pages. Each is drawn by the server as plain HTML whose form works alone, and posts through one of
//! `actions` once it is awake. Texts arrive as props; no rule of the domain is here, and nothing that a page says.

mod act;
mod bar;
mod desk;
mod form;
mod icon;
mod like;
mod plainly;
mod speaking;
mod stance;
mod support;

pub use {
    bar::{Bar, BarWords, Sides},
    desk::MeetingDesk,
    icon::Picture,
    like::LikeButton,
    speaking::{Speaking, SpeakingWords},
    stance::{StanceAnswer, StanceWords},
    support::{SupportButton, SupportWords},
};
