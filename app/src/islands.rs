//! Small live parts of pages. Each has a plain-HTML twin that works alone; texts arrive as props.
//! What an island would change goes the way of the page's own form, so that there is one set of actions.

mod region_filter;

pub use region_filter::RegionFilter;
