-- What the public pages read of whole places: proposals counted by place and status without reading them, meetings by
-- day, and the latest decisions.
CREATE INDEX proposals_by_place ON proposals (cycle_id, kecamatan_id, kelurahan_id, rt_id, status, cost, support_count, submitted_at)
    WHERE submitted_at IS NOT NULL;
CREATE INDEX musrenbangs_by_day ON musrenbangs (cycle_id, scheduled_on);
CREATE INDEX proposal_events_decided ON proposal_events (at, id)
    WHERE kind IN ('agreed', 'reserved', 'deferred', 'rejected', 'promoted', 'entered_rkpd', 'entered_apbd', 'started', 'finished');
