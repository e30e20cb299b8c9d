"""Make the list of how rare words are in news: log of articles over articles that have the dictionary form."""

import json
import lzma
import math
import os
import re
from collections import Counter
from pathlib import Path

from stet.engines import thesaurus

HERE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("STET_DATA", HERE.parent / "shared" / "data"))


def main() -> None:
    seen: Counter[str] = Counter()
    n = 0
    with lzma.open(DATA / "articles/news-2011-2020.jsonl.xz", "rt", encoding="utf-8") as rows:
        for row in rows:
            n += 1
            seen.update({thesaurus.base(w) for w in re.findall(r"[a-z]+", (json.loads(row)["text"] or "").lower())})
    kept = sorted((word, count) for word, count in seen.items() if count >= 8 and len(word) > 1)
    out = HERE / "src/stet/engines/models/entail/rarity.txt"
    out.write_text("".join(f"{word}\t{math.log(n / count):.1f}\n" for word, count in kept), encoding="utf-8")
    print(len(kept), "words", out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
