-- Hosts that people allowed while the session was open, each after a space: follows from the events
-- egress_allowed.

ALTER TABLE sessions ADD COLUMN allowed_hosts TEXT NOT NULL DEFAULT '';
