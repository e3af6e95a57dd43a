#!/usr/bin/env python3
"""build_glossary.py CEDICT.u8 JIEBA_DICT glossary_own.txt > glossary.txt

Turns CC-CEDICT (Chinese -> English) round: English word or two-word phrase -> Chinese words, most
likely first. Likely = the gloss comes early in its entry, and the Chinese word is frequent (jieba's counts).
Our own lines come first, and keep two of the dictionary's words.
Line: `english<TAB>word word word`, sorted, simplified script, lower case."""
import collections, math, re, sys

FREQUENT_MIN = 60      # below this count a Chinese word is too rare to be worth a line
WORDS_MAX = 6          # candidates per English word; the knowledge base's own words pick among them
NOT_A_GLOSS = re.compile(r"^(CL:|variant of|old variant|surname|see |abbr\.|erhua|also written|\(|used in|used before|Japanese )")


def glosses(entry):
    for place, gloss in enumerate(entry):
        if NOT_A_GLOSS.match(gloss):
            continue
        for part in re.split(r"[;,]", re.sub(r"\([^)]*\)", " ", gloss)):
            part = re.sub(r"^(to be |to |the |a |an |be )", "", part.strip().lower())
            part = re.sub(r"\b(sb|sth|one's|oneself)\b.*", "", part).strip()
            if re.fullmatch(r"[a-z]{2,}([ -][a-z]{2,})?", part):
                yield place, part.replace("-", " ")


def main(cedict, jieba, own):
    count = {}
    for line in open(jieba, encoding="utf8"):
        word, freq, *_ = line.split()
        count[word] = int(freq)
    found = collections.defaultdict(dict)
    for line in open(cedict, encoding="utf8"):
        match = re.match(r"^(\S+) (\S+) \[[^]]*\] /(.*)/\s*$", line)
        if not match or line.startswith("#"):
            continue
        simplified, entry = match[2], match[3].split("/")
        freq = count.get(simplified, 0)
        if freq < FREQUENT_MIN or len(simplified) > 4 or not re.fullmatch(r"[\u4e00-\u9fff]+", simplified):
            continue
        # A single character is a word in few texts; it has to be much more frequent than a pair.
        weight = math.log(freq + 1) - (4 if len(simplified) == 1 else 0)
        for place, gloss in glosses(entry):
            score = weight - 1.2 * min(place, 4)
            found[gloss][simplified] = max(found[gloss].get(simplified, -99), score)
    ours = collections.defaultdict(list)
    for line in open(own, encoding="utf8"):
        if not line.startswith("#") and line.strip():
            match = re.match(r"^([a-z ]+?) ([\u4e00-\u9fff ]+)$", line.strip())
            ours[match[1]] += match[2].split()
    for english in sorted(set(found) | set(ours)):
        best = sorted(found[english].items(), key=lambda kv: -kv[1])[:WORDS_MAX]
        best = [w for w, s in best if s > 1.5 and s > best[0][1] - 6]
        if english in ours:
            best = list(dict.fromkeys(ours[english] + best[:2]))
        if best:
            print(f"{english}\t{' '.join(best)}")


main(*sys.argv[1:])
