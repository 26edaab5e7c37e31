//! What a list of proposals is narrowed to, as the condition of a query that names only what is asked for.

use crate::text::Word;
use domain::{
    catalogue::Field,
    cycle::StageKind,
    ids::{AgencyId, CycleId, RegionId},
    proposal::Status,
    region::RegionLevel,
};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

/// What a list of proposals is narrowed to; empty means everything submitted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// All of them must be there.
    pub words: Vec<Word>,
    pub region: Option<(RegionLevel, RegionId)>,
    pub stage: Option<StageKind>,
    pub status: Option<Status>,
    pub field: Option<Field>,
    pub agency: Option<AgencyId>,
    pub cycle: Option<CycleId>,
}

impl ProposalFilter {
    /// Whether nearly everything fits.
    pub(super) fn is_wide(&self) -> bool {
        let Self { region, stage, status, field, agency, cycle: _, words } = self;
        region.is_none() && stage.is_none() && status.is_none() && field.is_none() && agency.is_none() && words.is_empty()
    }
}

/// That a proposal lies in a place.
pub(super) fn within<DB: Database>(query: &mut QueryBuilder<DB>, (level, id): (RegionLevel, RegionId))
where
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
{
    let column = match level {
        RegionLevel::Rt => "rt_id",
        RegionLevel::Kelurahan => "kelurahan_id",
        RegionLevel::Kecamatan => "kecamatan_id",
        RegionLevel::Rw => {
            query.push("proposals.rt_id IN (SELECT id FROM regions WHERE parent_id = ").push_bind(id.0).push(")");
            return;
        }
        RegionLevel::Kota => {
            query.push("1 = 1");
            return;
        }
    };
    query.push("proposals.").push(column).push(" = ").push_bind(id.0);
}

/// Adds `WHERE` and the conditions. A region is few rows and may choose the index. The others are many rows, read best
/// in the order of the list until the page is full: `IS TRUE` keeps them from choosing an index, on both databases.
pub(super) fn narrow<DB: Database>(query: &mut QueryBuilder<DB>, filter: &ProposalFilter)
where
    Uuid: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
    &'static str: for<'q> Encode<'q, DB> + Type<DB>,
{
    query.push(" WHERE proposals.submitted_at IS NOT NULL");
    if let Some(place) = filter.region {
        query.push(" AND ");
        within(query, place);
    }
    let codes = [
        ("stage", filter.stage.map(StageKind::code)),
        ("status", filter.status.map(Status::code)),
        ("field", filter.field.map(Field::code)),
    ];
    for (column, code) in codes {
        if let Some(code) = code {
            query.push(" AND (proposals.").push(column).push(" = ").push_bind(code).push(") IS TRUE");
        }
    }
    for (column, id) in [("agency_id", filter.agency.map(|id| id.0)), ("cycle_id", filter.cycle.map(|id| id.0))] {
        if let Some(id) = id {
            query.push(" AND (proposals.").push(column).push(" = ").push_bind(id).push(") IS TRUE");
        }
    }
    for word in &filter.words {
        match word {
            Word::Within(pattern) => {
                query.push(" AND proposals.search_text LIKE ").push_bind(pattern.clone());
            }
            Word::Apart(patterns) => {
                query.push(" AND (FALSE");
                for pattern in patterns {
                    query.push(" OR ' ' || proposals.search_text || ' ' LIKE ").push_bind(pattern.clone());
                }
                query.push(")");
            }
        }
    }
}
