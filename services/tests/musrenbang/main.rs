//! Meetings on both databases: the rows, each command, and one whole cycle from an RT to the city.

mod closing;
mod cycle;
mod deciding;
mod pages;
mod ranking;
mod rows;
use testing::world;
