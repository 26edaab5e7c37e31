//! The meetings of a new cycle: one per region and meeting stage, one per agency for the forum.

use super::Outcome;
use crate::{
    store::{
        agencies, cycles,
        musrenbangs::{self, NewMeeting},
        regions,
    },
    unit::Unit,
};
use domain::{
    cycle::StageKind,
    ids::{AgencyId, RegionId},
    region::RegionLevel,
};

/// In the unit of work of the caller, who has written the cycle's stages. Meetings that are there already stay.
pub async fn generate_musrenbangs(unit: &mut Unit, cycle: &cycles::Cycle) -> Outcome<()> {
    let pipeline = cycles::pipeline(&mut unit.tx, cycle.id).await?;
    for &stage in pipeline.stages().iter().filter(|stage| stage.is_meeting()) {
        for (region, agency) in seats(unit, cycle, stage).await? {
            let new = NewMeeting { id: unit.new_id(), cycle: cycle.id, stage, region, agency };
            musrenbangs::insert(&mut unit.tx, &new).await?;
        }
    }
    Ok(())
}

type SeatIds = (Option<RegionId>, Option<AgencyId>);

async fn seats(unit: &mut Unit, cycle: &cycles::Cycle, stage: StageKind) -> Outcome<Vec<SeatIds>> {
    let level = match stage.level() {
        Some(RegionLevel::Kota) => return Ok(vec![(Some(cycle.city), None)]),
        Some(level) => level,
        None => {
            let agencies = agencies::all(&mut unit.tx).await?;
            return Ok(agencies.into_iter().map(|agency| (None, Some(agency.id()))).collect());
        }
    };
    let today = unit.today();
    let regions = regions::of_level(&mut unit.tx, level, today).await?;
    Ok(regions.into_iter().map(|region| (Some(region.id), None)).collect())
}
