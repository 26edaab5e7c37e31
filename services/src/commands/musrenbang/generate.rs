//! The meetings of a new cycle: one per region and meeting stage, one per agency for the forum.

use super::Outcome;
use crate::{
    Services,
    store::{
        Tx, agencies, cycles,
        musrenbangs::{self, NewMeeting},
        regions,
    },
};
use domain::{
    cycle::StageKind,
    ids::{AgencyId, CycleId, MusrenbangId, RegionId},
    region::RegionLevel,
};

/// In the unit of work of the caller, who has written the cycle's stages. Meetings that are there already stay.
pub async fn generate_musrenbangs(services: &Services, tx: &mut Tx, cycle: &cycles::Cycle) -> Outcome<()> {
    let pipeline = cycles::pipeline(tx, cycle.id).await?;
    for &stage in pipeline.stages().iter().filter(|stage| stage.is_meeting()) {
        for (region, agency) in seats(services, tx, cycle, stage).await? {
            musrenbangs::insert(tx, &new(services, cycle.id, stage, region, agency)).await?;
        }
    }
    Ok(())
}

type SeatIds = (Option<RegionId>, Option<AgencyId>);

async fn seats(services: &Services, tx: &mut Tx, cycle: &cycles::Cycle, stage: StageKind) -> Outcome<Vec<SeatIds>> {
    let level = match stage {
        StageKind::Rt => RegionLevel::Rt,
        StageKind::Kelurahan => RegionLevel::Kelurahan,
        StageKind::Kecamatan => RegionLevel::Kecamatan,
        StageKind::AgencyForum => {
            let agencies = agencies::all(tx).await?;
            return Ok(agencies.into_iter().map(|agency| (None, Some(agency.id()))).collect());
        }
        _ => return Ok(vec![(Some(cycle.city), None)]),
    };
    let regions = regions::of_level(tx, level, services.today()).await?;
    Ok(regions.into_iter().map(|region| (Some(region.id), None)).collect())
}

fn new(services: &Services, cycle: CycleId, stage: StageKind, region: Option<RegionId>, agency: Option<AgencyId>) -> NewMeeting {
    NewMeeting { id: MusrenbangId(services.clock.new_id()), cycle, stage, region, agency }
}
