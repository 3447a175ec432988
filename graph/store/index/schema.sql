-- The read model of a store: one SQLite file beside the engine's, derived from the graph by graph/store/index.
-- Names of entities, statements and facts are kept without the store's base. Days are ISO dates; `day` sorts the latest
-- first (the negated ordinal of the date of publication, 0 where it is unknown) and an article's id is a hash of its name,
-- so that lists have one order whatever the order in which articles came.

-- How long the lists are that nothing filters; the triggers below keep count.
CREATE TABLE total (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO total VALUES ('articles', 0), ('entities', 0), ('statements', 0), ('facts', 0);

-- What a change that is under way touches: after a crash these are derived again.
CREATE TABLE pending (name TEXT PRIMARY KEY, kind TEXT NOT NULL) WITHOUT ROWID;  -- kind: article or subject

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT, published TEXT, day INTEGER NOT NULL, publisher TEXT, url TEXT, language TEXT NOT NULL, sha256 TEXT NOT NULL,
  statements INTEGER NOT NULL, facts INTEGER NOT NULL
);
CREATE INDEX article_by_day ON article(day, name);
CREATE TRIGGER article_comes AFTER INSERT ON article BEGIN
  UPDATE total SET value = value + 1 WHERE name = 'articles';
  UPDATE total SET value = value + NEW.statements WHERE name = 'statements';
  UPDATE total SET value = value + NEW.facts WHERE name = 'facts';
END;
CREATE TRIGGER article_goes AFTER DELETE ON article BEGIN
  UPDATE total SET value = value - 1 WHERE name = 'articles';
  UPDATE total SET value = value - OLD.statements WHERE name = 'statements';
  UPDATE total SET value = value - OLD.facts WHERE name = 'facts';
END;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  iri TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL, label TEXT NOT NULL, wikidata TEXT, action TEXT,
  -- How often articles mention it, how many do, what it said, what is said about it by others, facts with it.
  mentions INTEGER NOT NULL DEFAULT 0, articles INTEGER NOT NULL DEFAULT 0,
  said INTEGER NOT NULL DEFAULT 0, about INTEGER NOT NULL DEFAULT 0, facts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entity_by_mentions ON entity(mentions DESC, label, iri);
CREATE TRIGGER entity_comes AFTER INSERT ON entity BEGIN
  UPDATE total SET value = value + 1 WHERE name = 'entities';
END;
CREATE TRIGGER entity_goes AFTER DELETE ON entity BEGIN
  UPDATE total SET value = value - 1 WHERE name = 'entities';
END;

-- Of proposals: whose it is, what it is about, who is to act.
CREATE TABLE relation (entity INTEGER NOT NULL, role TEXT NOT NULL, other TEXT NOT NULL,
  PRIMARY KEY (entity, role, other)) WITHOUT ROWID;

CREATE TABLE name (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL);
CREATE INDEX name_by_entity ON name(entity);
CREATE VIRTUAL TABLE name_words USING fts5(folded, content='name', content_rowid='id', prefix='1 2 3');
CREATE VIRTUAL TABLE name_vocabulary USING fts5vocab(name_words, 'row');

-- Open relations by what readers call them.
CREATE TABLE predicate (iri TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE mention (entity INTEGER NOT NULL, article INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (entity, article)) WITHOUT ROWID;
CREATE INDEX mention_by_article ON mention(article);

CREATE TABLE candidate (entity INTEGER NOT NULL, article INTEGER NOT NULL, wikidata TEXT NOT NULL, label TEXT NOT NULL,
  score REAL NOT NULL, reason TEXT NOT NULL);
CREATE INDEX candidate_by_entity ON candidate(entity);
CREATE INDEX candidate_by_article ON candidate(article);

-- What each article tells of who its named entities are, as extraction called them; `known`: what they are known by to
-- whoever stands beside them. `names` is JSON: [[text, number], …], `nouns`: [text, …].
CREATE TABLE clue (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL, article INTEGER NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL, wikidata TEXT,
  names TEXT NOT NULL, nouns TEXT NOT NULL, masculine INTEGER NOT NULL, feminine INTEGER NOT NULL, shared INTEGER NOT NULL,
  known TEXT
);
CREATE UNIQUE INDEX clue_by_article ON clue(article, entity);
CREATE INDEX clue_by_entity ON clue(entity);
CREATE TABLE clue_article (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, day INTEGER, outlet TEXT, country TEXT);
-- What names have in common that may be one thing's.
CREATE TABLE clue_key (key TEXT NOT NULL, clue INTEGER NOT NULL, PRIMARY KEY (key, clue)) WITHOUT ROWID;
CREATE INDEX clue_key_by_clue ON clue_key(clue);
-- Keys and entities whose resolution may be out of date; kind: key, entity, or all.
CREATE TABLE stale (name TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID;

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL, ordinal INTEGER NOT NULL, day INTEGER NOT NULL, key TEXT NOT NULL,
  source INTEGER, cue TEXT, content TEXT NOT NULL, kind TEXT NOT NULL,
  stance TEXT, target INTEGER,  -- of the surest of its sides that stand
  negated INTEGER NOT NULL, modality TEXT NOT NULL, said_earliest TEXT, said_latest TEXT, said_text TEXT,
  via INTEGER, behalf INTEGER, confidence REAL NOT NULL, rule TEXT,
  sentences TEXT NOT NULL,  -- JSON: [[begin, end, text], …]
  parts TEXT NOT NULL       -- JSON: [[role, begin, end], …], with the text as fourth where it lies in no sentence
);
CREATE UNIQUE INDEX statement_by_article ON statement(article, ordinal, key);
CREATE INDEX statement_by_day ON statement(day, article, ordinal);
CREATE INDEX statement_by_source ON statement(source, day, article, ordinal) WHERE source IS NOT NULL;
CREATE VIRTUAL TABLE statement_words USING fts5(passage, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_vocabulary USING fts5vocab(statement_words, 'row');

-- The sides that statements take and acts (facts) show, the best of each first; `stands`: it is an edge, surely enough,
-- asserted and not denied. `words` decide. The days are those on which it was said or done or, where the text does not
-- tell, published.
CREATE TABLE side (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL, statement INTEGER, fact INTEGER, day INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  number INTEGER NOT NULL, key TEXT NOT NULL,
  source INTEGER, stance TEXT NOT NULL, target INTEGER NOT NULL, strength TEXT NOT NULL, confidence REAL NOT NULL,
  rule TEXT, words TEXT, stands INTEGER NOT NULL, first TEXT, last TEXT
);
CREATE INDEX side_by_article ON side(article);
CREATE INDEX side_by_statement ON side(statement, number) WHERE statement IS NOT NULL;
CREATE INDEX side_by_fact ON side(fact) WHERE fact IS NOT NULL;
CREATE INDEX side_by_source ON side(source, day, article, ordinal) WHERE stands = 1;
CREATE INDEX side_by_target ON side(target, day, article, ordinal) WHERE stands = 1;
CREATE INDEX side_by_pair ON side(source, target, stance) WHERE stands = 1;
CREATE INDEX side_by_day ON side(day, article, ordinal) WHERE stands = 1;  -- what no end is asked of is read in this order

-- Who is for or against whom, a row for each pair: in how many statements and acts (`number`), of how many articles; how
-- many of them are acts, how many are explicit; the surest; the first and last of their days. `rank` (a hash of their
-- names) orders pairs that are alike in all else.
CREATE TABLE stance (source INTEGER NOT NULL, stance TEXT NOT NULL, target INTEGER NOT NULL,
  number INTEGER NOT NULL, articles INTEGER NOT NULL, acts INTEGER NOT NULL, explicit INTEGER NOT NULL,
  confidence REAL NOT NULL, first TEXT, last TEXT, rank INTEGER NOT NULL, PRIMARY KEY (source, target, stance)) WITHOUT ROWID;
CREATE INDEX stance_by_source ON stance(source, number DESC, last DESC, rank);
CREATE INDEX stance_by_target ON stance(target, number DESC, last DESC, rank);

CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL, ordinal INTEGER NOT NULL, day INTEGER NOT NULL, key TEXT NOT NULL,
  subject INTEGER, subject_text TEXT, predicate TEXT NOT NULL, predicate_text TEXT NOT NULL,
  object INTEGER, object_text TEXT, datatype TEXT, earliest TEXT, latest TEXT, time_text TEXT,
  according INTEGER, in_statement TEXT, negated INTEGER NOT NULL, modality TEXT NOT NULL, confidence REAL NOT NULL, rule TEXT,
  sentences TEXT NOT NULL, parts TEXT NOT NULL  -- as those of a statement
);
CREATE UNIQUE INDEX fact_by_article ON fact(article, ordinal, key);

-- What others say about an entity (for or against it, or with its name in their words), and the facts that it has part in.
CREATE TABLE entry (entity INTEGER NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL, article INTEGER NOT NULL,
  ordinal INTEGER NOT NULL, PRIMARY KEY (entity, kind, day, article, ordinal)) WITHOUT ROWID;
CREATE INDEX entry_by_article ON entry(article);

-- The same content in the same order whatever was built first: what two indexes of one graph must agree on.
CREATE VIEW canonical AS
  SELECT 'article' AS kind, name AS key, json_array(id, title, published, day, publisher, url, language, sha256, statements, facts) AS value
    FROM article
  UNION ALL SELECT 'entity', iri, json_array(type, label, wikidata, action, mentions, articles, said, about, facts) FROM entity
  UNION ALL SELECT 'relation', e.iri, json_array(role, other) FROM relation JOIN entity e ON e.id = entity
  UNION ALL SELECT 'name', e.iri, json_array(text, folded) FROM name JOIN entity e ON e.id = entity
  UNION ALL SELECT 'predicate', iri, label FROM predicate
  UNION ALL SELECT 'mention', e.iri, json_array(article, number) FROM mention JOIN entity e ON e.id = entity
  UNION ALL SELECT 'candidate', e.iri, json_array(article, c.wikidata, c.label, score, reason)
    FROM candidate c JOIN entity e ON e.id = c.entity
  UNION ALL SELECT 'statement', s.key, json_array(article, ordinal, day, o.iri, cue, content, kind, stance, t.iri, negated, modality,
      said_earliest, said_latest, said_text, v.iri, b.iri, confidence, rule, sentences, parts)
    FROM statement s LEFT JOIN entity o ON o.id = source LEFT JOIN entity t ON t.id = target LEFT JOIN entity v ON v.id = via
    LEFT JOIN entity b ON b.id = behalf
  UNION ALL SELECT 'side', d.key, json_array(d.article, s.key, f.key, d.day, d.ordinal, d.number, o.iri, d.stance, t.iri,
      d.strength, d.confidence, d.rule, d.words, d.stands, d.first, d.last)
    FROM side d LEFT JOIN statement s ON s.id = d.statement LEFT JOIN fact f ON f.id = d.fact
    LEFT JOIN entity o ON o.id = d.source LEFT JOIN entity t ON t.id = d.target
  UNION ALL SELECT 'stance', o.iri, json_array(p.stance, t.iri, number, p.articles, acts, explicit, confidence, first, last, rank)
    FROM stance p LEFT JOIN entity o ON o.id = source LEFT JOIN entity t ON t.id = target
  UNION ALL SELECT 'fact', f.key, json_array(article, ordinal, day, s.iri, subject_text, predicate, predicate_text, o.iri, object_text,
      datatype, earliest, latest, time_text, a.iri, in_statement, negated, modality, confidence, rule, sentences, parts)
    FROM fact f LEFT JOIN entity s ON s.id = subject LEFT JOIN entity o ON o.id = object LEFT JOIN entity a ON a.id = according
  UNION ALL SELECT 'entry', e.iri, json_array(kind, day, article, ordinal) FROM entry JOIN entity e ON e.id = entity
  UNION ALL SELECT 'clue', entity, json_array(article, type, label, wikidata, names, nouns, masculine, feminine, shared, known)
    FROM clue
  UNION ALL SELECT 'clue article', name, json_array(id, day, outlet, country) FROM clue_article
  UNION ALL SELECT 'clue key', key, json_array(entity, article) FROM clue_key JOIN clue ON id = clue
  UNION ALL SELECT 'word', term, json_array(doc, cnt) FROM statement_vocabulary
  UNION ALL SELECT 'name word', term, json_array(doc, cnt) FROM name_vocabulary
  UNION ALL SELECT 'total', name, value FROM total;
