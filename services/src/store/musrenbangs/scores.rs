//! What assessors gave, value by value.

use super::wrong;
use crate::{
    Failure,
    store::{
        Tx,
        database::{ROWS_AT_ONCE, on_tx},
    },
};
use domain::{
    ids::{AccountId, CriterionId, MusrenbangId, ProposalId},
    priority::{AssessorScore, Points},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// One value for one proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenScore {
    pub proposal: ProposalId,
    pub score: AssessorScore,
}

/// The later value of an assessor takes the place of the earlier one. None may be given twice at once.
pub async fn save_scores(tx: &mut Tx, meeting: MusrenbangId, given: &[GivenScore]) -> Result<(), Failure> {
    for part in given.chunks(ROWS_AT_ONCE) {
        on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("INSERT INTO scores (musrenbang_id, proposal_id, criterion_id, assessor_id, value) ");
            query.push_values(part, |mut row, given| {
                row.push_bind(meeting.0)
                    .push_bind(given.proposal.0)
                    .push_bind(given.score.criterion.0)
                    .push_bind(given.score.assessor.0)
                    .push_bind(i64::from(given.score.points.get()));
            });
            query
                .push(" ON CONFLICT (musrenbang_id, proposal_id, criterion_id, assessor_id) DO UPDATE SET value = excluded.value")
                .build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct ScoreRow {
    proposal_id: Uuid,
    criterion_id: Uuid,
    assessor_id: Uuid,
    value: i64,
}

/// Everything given at a meeting.
pub async fn scores(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<GivenScore>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, ScoreRow>(
        "SELECT proposal_id, criterion_id, assessor_id, value FROM scores WHERE musrenbang_id = $1
         ORDER BY proposal_id, criterion_id, assessor_id")
        .bind(meeting.0).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|row| {
            let points = u8::try_from(row.value).ok().and_then(|value| Points::new(value).ok());
            let points = points.ok_or_else(|| wrong("scores", "value")(&row.value.to_string()))?;
            let score = AssessorScore { assessor: AccountId(row.assessor_id), criterion: CriterionId(row.criterion_id), points };
            Ok(GivenScore { proposal: ProposalId(row.proposal_id), score })
        })
        .collect()
}
