//! The pages, one file each or one folder where a topic has several. Their addresses are in `app`, what their forms are
//! sent to in `forms`.

pub mod about;
pub mod account;
pub mod calendar;
pub mod city;
pub mod codes;
pub mod data;
pub mod error_page;
pub mod home;
pub mod inbox;
pub mod kept;
pub mod meetings;
pub mod offline;
pub mod people;
pub mod plans;
pub mod proposals;
pub mod region;
pub mod residents;
pub mod weights;
