-- One row, written again and again to find out whether writing works.
CREATE TABLE health (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    tried_at TIMESTAMPTZ NOT NULL
);
