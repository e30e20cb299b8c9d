"""Make the shipped tagger: read the treebanks and name sets, train a small spaCy pipeline, write its card, ship it.

    python training/tagger.py data     FOLDER          gold documents as spaCy's .spacy files, with a manifest
    python training/tagger.py pretrain FOLDER          the encoder on running news: about 15 minutes on one core
    python training/tagger.py train    FOLDER MODEL    some 50 minutes on one core; the best model is MODEL/model-best
    python training/tagger.py more     FOLDER MODEL MODEL2    another round from MODEL/model-best
    python training/tagger.py ship     MODEL           into src/stet/engines/models/tagger, scored, with its card

Data are looked for in STET_DATA, or in ../shared/data beside the checkout. Names come from four sets that mean
different things by a name; `names_in.py` brings them to one meaning (proper names of people, organisations, places).
Needs training/requirements.txt. Seeds are fixed, so one machine and one spaCy give one model.
"""

import gzip
import hashlib
import json
import lzma
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
import typer
from spacy.tokens import Doc, DocBin

sys.path.insert(0, str(Path(__file__).parent))
from names_in import gum_names, hinted, ner_sentences, uner_names
from treebank import Sentence, sentences

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("STET_DATA", ROOT.parent / "shared/data"))
CONFIG = Path(__file__).with_name("tagger.cfg")
SHIPPED = ROOT / "src/stet/engines/models/tagger"
SEED = 20240607
UNER_HELD_BACK = 5  # one document in so many of the UNER part is kept to score names on, never trained on


def chunks(found: Iterator[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Cut each document into stretches of one to eight sentences, so that the parser learns where sentences end."""
    held: list[Sentence] = []
    size = rng.choice((1, 1, 2, 3, 5, 8))
    for sentence in found:
        if held and (len(held) >= size or sentence.document != held[-1].document):
            yield held
            held, size = [], rng.choice((1, 1, 2, 3, 5, 8))
        held.append(sentence)
    if held:
        yield held


def document(vocab: spacy.Vocab, stretch: list[Sentence], names: list[list[str]]) -> Doc:
    """Return one gold document; paragraphs are parted by a white-space token, as they are in running text."""
    words: list[str] = []
    spaces: list[bool] = []
    pos: list[str] = []
    morphs: list[str] = []
    lemmas: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool] = []
    ents: list[str] = []
    for number, sentence in enumerate(stretch):
        if number and sentence.new_paragraph:
            heads.append(len(words) - 1)
            words.append("\n\n")
            spaces[-1] = False
            spaces.append(False)
            pos.append("SPACE")
            morphs.append("")
            lemmas.append("\n\n")
            deps.append("dep")
            starts.append(False)
            ents.append("O")
        first = len(words)
        for token in sentence.tokens:
            starts.append(not (len(words) - first))
            words.append(token.form)
            spaces.append(token.space)
            pos.append(token.upos)
            morphs.append(token.feats)
            lemmas.append(token.lemma)
            deps.append("ROOT" if token.deprel == "root" else token.deprel)
            heads.append(first + (token.head - 1 if token.head else token.id - 1))
        spaces[-1] = True
        ents.extend(names[number])
    return Doc(
        vocab, words=words, spaces=spaces, pos=pos, morphs=morphs, lemmas=lemmas, heads=heads, deps=deps,
        sent_starts=starts, ents=ents,
    )  # fmt: skip


def treebank(vocab: spacy.Vocab, name: str, part: str, rng: random.Random) -> Iterator[Doc]:
    """Yield the documents of one part of a treebank with what is known of their names."""
    with gzip.open(DATA / f"grammar/en_{name}-{part}.conllu.gz", "rt", encoding="utf-8") as lines:
        found = list(sentences(lines))
    known = uner_names(DATA / "grammar/uner/en_ewt-ud-dev.iob2") if (name, part) == ("ewt", "dev") else {}
    for stretch in chunks(iter(found), rng):
        if name == "gum":
            names = [gum_names(s) for s in stretch]
        else:
            # The two releases cut a few sentences into words differently: those keep what their tags say.
            names = [k if len(k := known.get(s.id, [])) == len(s.tokens) else hinted(s) for s in stretch]
        yield document(vocab, stretch, names)


def named(vocab: spacy.Vocab, part: str) -> Iterator[Doc]:
    """Yield the sentences that carry names and no grammar. Their spacing is unknown, so gold tokens are kept."""
    for words, tags in ner_sentences(DATA / "grammar/ner", part):
        yield Doc(vocab, words=words, ents=tags)


def renamed(documents: list[Doc], rng: random.Random) -> Iterator[Doc]:
    """Yield copies of the documents that have names, with other names of the same kind and length in their places.

    The same sentences with strangers in them teach what stands around a name, rather than whom the news was about.
    """
    pool: dict[tuple[str, int], list[list[str]]] = {}
    for doc in documents:
        for name in doc.ents:
            pool.setdefault((name.label_, len(name)), []).append([t.text for t in name])
    for doc in documents:
        if not doc.ents:
            continue
        words = [t.text for t in doc]
        for name in doc.ents:
            words[name.start : name.end] = rng.choice(pool[name.label_, len(name)])
        yield _with_words(doc, words)


def _with_words(doc: Doc, words: list[str]) -> Doc:
    tags = [t.ent_iob_ + (f"-{t.ent_type_}" if t.ent_type_ else "") for t in doc]
    if doc.has_unknown_spaces:
        return Doc(doc.vocab, words=words, ents=tags)
    return Doc(
        doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc], pos=[t.pos_ for t in doc],
        morphs=[str(t.morph) for t in doc], lemmas=[t.lemma_ for t in doc], heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc], sent_starts=[bool(t.is_sent_start) for t in doc], ents=tags,
    )  # fmt: skip


def held_back(documents: list[Doc], rng: random.Random) -> tuple[list[Doc], list[Doc]]:
    """Part the UNER documents into those to train on and those to score names on."""
    rng.shuffle(documents)
    cut = len(documents) // UNER_HELD_BACK
    return documents[cut:], documents[:cut]


def write(folder: Path) -> None:
    """Write the gold documents and a manifest of the files they came from."""
    folder.mkdir(parents=True, exist_ok=True)
    vocab, rng = spacy.blank("en").vocab, random.Random(SEED)
    uner_train, uner_test = held_back(list(treebank(vocab, "ewt", "dev", rng)), rng)
    parts = {
        "train": [*treebank(vocab, "ewt", "train", rng), *treebank(vocab, "gum", "train", rng), *uner_train,
                  *named(vocab, "train")],
        "dev": [*treebank(vocab, "gum", "dev", rng), *uner_test],
        "test-ewt": list(treebank(vocab, "ewt", "test", rng)),
        "test-gum": list(treebank(vocab, "gum", "test", rng)),
        "test-uner": uner_test,
        "test-named": list(named(vocab, "test")),
    }  # fmt: skip
    marked = [d for d in parts["train"] if d.ents]
    parts["train"] += list(renamed(marked, rng))
    rng.shuffle(parts["train"])
    for name, documents in parts.items():
        DocBin(docs=documents, store_user_data=False).to_disk(folder / f"{name}.spacy")
        print(name, len(documents), sum(map(len, documents)), sum(len(d.ents) for d in documents))
    sources = sorted(p for p in (DATA / "grammar").rglob("*") if p.is_file() and "data-by-source" not in str(p))
    manifest = {str(p.relative_to(DATA)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sources}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))


def pretrain(folder: Path) -> None:
    """Let the encoder guess the letters of words in running news, so that it has seen more than the treebanks hold."""
    from spacy.cli.pretrain import pretrain_cli

    lines = []
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as articles:
        for article in map(json.loads, articles):
            stretches = (s.strip() for s in (article["text"] or "").split("\n\n")[:40])
            lines += [json.dumps({"text": s}) for s in stretches if 60 < len(s) < 2500]
    random.Random(1).shuffle(lines)
    raw = folder / "news.jsonl"
    raw.write_text("\n".join(lines), encoding="utf-8")
    overrides = ["--paths.raw_text", str(raw), "--system.seed", str(SEED)]
    sys.argv = ["pretrain", str(CONFIG), str(folder / "pretrained"), *overrides]
    typer.run(pretrain_cli)


def train(folder: Path, model: Path) -> None:
    """Train by the configuration beside this script, from the pretrained encoder where there is one."""
    start = folder / "pretrained/model-last.bin"
    _train(CONFIG, folder, model, {"paths.pretrained": str(start)} if start.exists() else {})


def more(folder: Path, model: Path, longer: Path) -> None:
    """Train another round from a model, the rate falling to nothing."""
    _train(CONFIG.with_name("tagger_more.cfg"), folder, longer, {"paths.model": str(model / "model-best")})


def _train(config: Path, folder: Path, model: Path, also: dict[str, str]) -> None:
    from spacy.cli.train import train as spacy_train

    paths = {"paths.train": str(folder / "train.spacy"), "paths.dev": str(folder / "dev.spacy")}
    spacy_train(config, model, overrides={**paths, **also, "system.seed": SEED})


def ship(model: Path) -> None:
    """Copy a model into the package with its scores and card."""
    source = model / "model-best" if (model / "model-best").exists() else model
    shutil.rmtree(SHIPPED, ignore_errors=True)
    shutil.copytree(source, SHIPPED)
    config = SHIPPED / "config.cfg"  # holds the folders of the machine that trained it
    config.write_text(re.sub(r'= "/[^"]*"', "= null", config.read_text(encoding="utf-8")), encoding="utf-8")
    meta = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))
    (SHIPPED / "meta.json").write_text(
        json.dumps({k: v for k, v in meta.items() if k != "performance"}, indent=1) + "\n"
    )
    scores = SHIPPED / "scores.json"
    command = [sys.executable, "-m", "gates.tagger", "--model", str(SHIPPED), "--json", str(scores)]
    subprocess.run(command, cwd=ROOT, check=False)  # below its floors a model may still be the best there is
    found = json.loads(scores.read_text(encoding="utf-8"))
    rows = "\n".join(f"| {name} | {value:.3f} |" for name, value in found.items())
    (SHIPPED / "CARD.md").write_text(CARD.format(rows=rows), encoding="utf-8")


CARD = """# The tagger

A spaCy pipeline (hash embeddings without outside vectors, four convolutions of width 96, morphologizer, parser and name
finder by transitions) made by training/tagger.py. Lemmas come from the thesaurus, by part of speech.

Trained on: Universal Dependencies EWT (CC BY-SA 4.0) and GUM without its non-commercial genres (CC BY, public domain)
for tags and relations; for names GUM's entities, Universal NER's EWT development part (CC BY-SA 4.0; a fifth of its
documents held back for scoring), wikigold (CC BY 4.0; every tenth sentence held back), re3d (open government and
Creative Commons licences) and three sections of the Broad Twitter Corpus (CC BY 4.0); in EWT's training part the proper
nouns that the gazetteer or the word lists know. The data step writes checksums of all files (manifest.json). The model
is shared under CC BY-SA 4.0.

Weak on headlines in capitals, tweets, other languages; names of works and events are not marked at all.

Scores on test parts never trained on; `python -m gates.tagger` prints intervals, n and baselines.

| measure | score |
| --- | --- |
{rows}
"""


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    {"data": write, "pretrain": pretrain, "train": train, "more": more, "ship": ship}[verb](*map(Path, rest))
