-- One store holds the transcripts of one library as one model sees them. Whatever is of one transcript has its number,
-- and is never changed: it appears and disappears in one transaction.

CREATE TABLE state (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    version uuid NOT NULL,    -- another one with each transaction that adds or removes: what a server that is lost has
                              -- counted before it took one over from another can't be mistaken for what comes after
    model text NOT NULL,      -- the digest of the model that everything was embedded with
    dim integer NOT NULL
);

CREATE TABLE transcripts (
    id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL UNIQUE,
    origin text NOT NULL,            -- the folder that it is kept up to date with, '' for none
    content_sha256 bytea NOT NULL,   -- of its card, which tells it from every other
    card bytea NOT NULL,             -- these three: index/postgres/readings.py
    reading bytea NOT NULL,
    written bytea NOT NULL,
    source_path bytea NOT NULL,
    source_mtime_ns bigint NOT NULL,
    sentences integer NOT NULL,
    legible double precision NOT NULL,
    speakers bytea NOT NULL,         -- JSON
    columns bytea NOT NULL,          -- index/postgres/columns.py
    counted bytea NOT NULL,          -- what it has added to frequencies
    terms bytea NOT NULL             -- under which it stands in words
);

-- Narrow, so that the index is what is read: the statements, and the paragraphs that have one.
CREATE TABLE sentence_vectors (
    transcript integer NOT NULL,
    sentence integer NOT NULL,
    vector halfvec({dim}) NOT NULL,
    PRIMARY KEY (transcript, sentence)
);
CREATE TABLE paragraph_vectors (
    transcript integer NOT NULL,
    paragraph integer NOT NULL,
    vector halfvec({dim}) NOT NULL,
    PRIMARY KEY (transcript, paragraph)
);

-- What candidates are compared by: float32 vectors, 8-bit pieces, and runs of four letters.
CREATE TABLE sentences (
    transcript integer NOT NULL,
    sentence integer NOT NULL,
    vector bytea NOT NULL,
    grams bytea NOT NULL,
    tokens bytea NOT NULL,
    PRIMARY KEY (transcript, sentence)
) WITH (toast_tuple_target = 4080);
ALTER TABLE sentences
    ALTER vector SET STORAGE EXTERNAL,
    ALTER grams SET STORAGE EXTERNAL,
    ALTER tokens SET STORAGE EXTERNAL;
CREATE TABLE paragraphs (
    transcript integer NOT NULL,
    paragraph integer NOT NULL,
    vector bytea NOT NULL,
    PRIMARY KEY (transcript, paragraph)
);

-- In which sentences of a transcript a term stands; in parts, as no more than a third of a page fits into an index.
CREATE TABLE words (
    term bigint NOT NULL,
    transcript integer NOT NULL,
    part integer NOT NULL,
    postings bytea NOT NULL,
    PRIMARY KEY (term, transcript, part) INCLUDE (postings)
);
ALTER TABLE words ALTER postings SET STORAGE PLAIN;

-- In how many sentences of all transcripts a run of four letters (kind 0) or a piece of the model (kind 1) occurs.
CREATE TABLE frequencies (
    kind smallint NOT NULL,
    term bigint NOT NULL,
    holding bigint NOT NULL,
    PRIMARY KEY (kind, term)
) WITH (fillfactor = 70);
