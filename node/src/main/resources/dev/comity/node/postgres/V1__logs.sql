-- One row per log. The row's lock and its epoch are the fence: whoever changes anything of a log
-- updates the row of its own epoch first, in the same transaction.
CREATE TABLE comity_head (
  origin text PRIMARY KEY,
  epoch bigint NOT NULL,            -- counts the owners
  holder text NOT NULL,             -- the owner's address, for clients and for people
  lease_until timestamptz NOT NULL, -- by this database's clock; in the past: free
  signed bytea,                     -- the checkpoint that must never fork
  published bytea                   -- what the public sees
);

-- level -1 has entry bundles; width 256 is a full tile.
CREATE TABLE comity_tile (
  origin text NOT NULL,
  level smallint NOT NULL,
  place bigint NOT NULL,
  width smallint NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (origin, level, place, width)
);
