//! What counts how much in the meetings of each year.

use crate::{
    Failure, Services,
    store::cycles::{self, Cycle},
};
use domain::{
    permission::MaySeeSettings,
    priority::{Criterion, Weighed},
};

/// One planning year.
#[derive(Clone, Debug)]
pub struct YearOfWeights {
    pub cycle: Cycle,
    /// Whether they may still be changed.
    pub is_open: bool,
    /// Beside each criterion what planners have set of it.
    pub criteria: Vec<(Criterion, Weighed)>,
}

/// All years, the latest first.
pub async fn weights(services: &Services, _permit: &MaySeeSettings) -> Result<Vec<YearOfWeights>, Failure> {
    weights_without_permit(services).await
}

/// For the command line of the machine.
pub async fn weights_without_permit(services: &Services) -> Result<Vec<YearOfWeights>, Failure> {
    let mut tx = services.database.read().await?;
    let (mut years, known) = (Vec::new(), cycles::years(&mut tx).await?);
    for cycle in cycles::all(&mut tx).await? {
        let (criteria, weighed) = (cycles::criteria(&mut tx, cycle.id).await?, cycles::weights(&mut tx, cycle.id).await?);
        let is_open = cycle.weights_locked_at.is_none() && known.takes_weights(cycle.id, services.today());
        years.push(YearOfWeights { is_open, criteria: criteria.all().iter().cloned().zip(weighed).collect(), cycle });
    }
    Ok(years)
}
