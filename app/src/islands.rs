//! Small live parts of pages. Each has a plain-HTML twin that works alone; texts arrive as props.
//! An island posts the same forms as the page without JavaScript does, so there is one set of actions.

mod region_filter;

pub use region_filter::RegionFilter;
