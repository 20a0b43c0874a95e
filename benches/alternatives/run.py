"""People a second of processor time: the best ten postings of the accepted counties by words alone.

Neither of the three knows the engine's score, so the lists are others; what is compared is what a person costs.
All take the same words and the same county filter. tantivy-py filters in the query; bm25s scores all postings and
masks; sparse_dot_topn multiplies a matrix for each county and merges.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path

import bm25s
import numpy as np
import tantivy
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

TOP = 10


def read(path):
    rows = []
    for line in path.read_text().splitlines():
        counties, words = line.split("\t")
        rows.append((counties.split(), words.split()))
    return rows


def timed(name, people, ask):
    before = time.process_time()
    for person in people:
        ask(person)
    spent = time.process_time() - before
    print(f"{name:<18}{len(people) / spent:>9.1f} people a processor second", flush=True)


def with_tantivy(postings, people):
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    schema.add_text_field("county", tokenizer_name="whitespace", index_option="basic")
    schema.add_unsigned_field("row", stored=True)
    schema = schema.build()
    index = tantivy.Index(schema)
    writer = index.writer(500_000_000, 1)
    for row, (counties, words) in enumerate(postings):
        document = tantivy.Document(words=" ".join(words), county=" ".join(counties))
        document.add_unsigned("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def term(field, value):
        return tantivy.Query.term_query(schema, field, value)

    def ask(person):
        counties, words = person
        within = tantivy.Query.boolean_query([(tantivy.Occur.Should, term("county", c)) for c in counties])
        clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(within, 0.0))]
        clauses += [(tantivy.Occur.Should, term("words", w)) for w in words]
        searcher.search(tantivy.Query.boolean_query(clauses), TOP)

    timed("tantivy-py", people, ask)


def with_bm25s(postings, people):
    model = bm25s.BM25()
    model.index([words for _, words in postings], show_progress=False)
    masks = defaultdict(lambda: np.zeros(len(postings), dtype=np.float32))
    for row, (counties, _) in enumerate(postings):
        for county in counties:
            masks[county][row] = 1.0

    def ask(person):
        counties, words = person
        mask = np.maximum.reduce([masks[c] for c in counties]) if counties else np.zeros(len(postings), np.float32)
        model.retrieve([words], k=TOP, weight_mask=mask, show_progress=False, n_threads=0)

    timed("bm25s", people, ask)


def with_sparse_dot_topn(postings, people):
    columns = {}
    for _, words in postings:
        for word in words:
            columns.setdefault(word, len(columns))

    def matrix(rows):
        indices, starts = [], [0]
        for words in rows:
            indices.extend(columns[w] for w in words if w in columns)
            starts.append(len(indices))
        data = np.ones(len(indices), dtype=np.float32)
        made = csr_matrix((data, indices, starts), shape=(len(starts) - 1, len(columns)))
        made.sort_indices()
        return made

    within = defaultdict(list)
    for counties, words in postings:
        for county in counties:
            within[county].append(words)
    of_county = {county: matrix(rows).T.tocsr() for county, rows in within.items()}
    asked = defaultdict(list)
    for counties, words in people:
        for county in counties:
            asked[county].append(words)

    before = time.process_time()
    for county, rows in asked.items():
        if county in of_county:
            sp_matmul_topn(matrix(rows), of_county[county], top_n=TOP, n_threads=1)
    spent = time.process_time() - before
    print(f"{'sparse_dot_topn':<18}{len(people) / spent:>9.1f} people a processor second", flush=True)


def main():
    folder = Path(sys.argv[1])
    postings, people = read(folder / "postings.tsv"), read(folder / "people.tsv")
    print(f"{len(postings)} open postings, {len(people)} people")
    with_tantivy(postings, people)
    with_bm25s(postings, people)
    with_sparse_dot_topn(postings, people)


if __name__ == "__main__":
    main()
