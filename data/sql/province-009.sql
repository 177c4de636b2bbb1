-- Lines that came out of quarantine: who had read past them gets them beside the word that lets them out.
CREATE TABLE admitted (
  entry  INTEGER PRIMARY KEY REFERENCES entry (n), -- the entry.admit
  target INTEGER NOT NULL REFERENCES entry (n)     -- the line
) STRICT;
