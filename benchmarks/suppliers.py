"""Made supplier names, many of them and always the same from a seed, some of them hard."""

import random
from collections.abc import Iterator

FIRST = "al an ar bel bor cal cen dan del dor el en far fen gal gor hal han hua hel in jan jor kal ken kor"
SECOND = "ba be bi ca ce da de do fa fi ga go ha he hi ka ke ko la le li ma me mo na no pa pe ra re ro sa"
LAST = "bo cor dex do fax gen gon hua kom lex lin lux mar mex nex nor pal pro ra rix ron sen sol tek vex"
TRADES = "Technologies|Telecom|Electronics|Systems|Trading|Logistics|Engineering|Networks|Optical|Supply"
PLACES = "|Shenzhen |Hangzhou |Zhejiang |Shanghai |Nordic |Texas |Beijing |Guangdong |Euro |Pacific "
FORMS = "|, Inc.| LLC| Ltd| Co., Ltd.| GmbH| S.A.| Corp.| Sp. z o.o.| B.V."
KNOWN = (
    "Huawei Technologies Co Ltd|Hua Wei Tech|华为技术|ZTE USA, Inc.|HIKVISION USA INC|Dauha Technology|"
    "Hytera Comms|Cisco Systems|Ericsson AB|Huawei Li|ZTEC Instruments|Dahua Scale Factory"
)


def made_names(count: int, seed: int) -> Iterator[str]:
    """
    Distinct names: invented firms; one in 200 is a listed firm or a look-alike with a number.

    Args:
        count: How many.
        seed: Of the random numbers.
    """
    draw = random.Random(seed)
    first, second, last = FIRST.split(), SECOND.split(), LAST.split()
    trades, places, forms, known = (text.split("|") for text in (TRADES, PLACES, FORMS, KNOWN))
    seen: set[str] = set()
    while len(seen) < count:
        if draw.random() < 0.005:
            name = f"{draw.choice(known)} {draw.choice(places)}{draw.randrange(count)}".strip()
        else:
            parts = (draw.choice(some) for some in (first, second, second, last))
            word = "".join(parts)
            name = f"{draw.choice(places)}{word.title()} {draw.choice(trades)}{draw.choice(forms)}"
        if name not in seen:
            seen.add(name)
            yield name
