//! Where things are in a place, for a sketch of it.

use crate::{
    Failure,
    store::{Tx, proposals},
};
use domain::{ids::RegionId, pin::Pin, region::RegionLevel};

/// Points of a place that are enough for a sketch of it.
const POINTS: i64 = 300;

/// The points that are known of these places together, the newest first.
pub(super) async fn points_in(tx: &mut Tx, places: &[(RegionLevel, RegionId)]) -> Result<Vec<Pin>, Failure> {
    proposals::pins_of(tx, places, POINTS).await
}
