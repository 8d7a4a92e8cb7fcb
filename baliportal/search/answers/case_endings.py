"""Case endings that languages with spaces write at a name, folded: of Thailand is থাইল্যান্ডের in Bangla."""

from ..analysis.folding import fold

_ENDINGS = {
    "bn": "র ের য়ের এর কে তে য় ে য়ে এ রা ও",
    "ne": "को का की ले लाई मा बाट सँग द्वारा",
    "si": "ේ යේ ය ට ෙහි හි",
    "ta": "ின் ன் ில் ல் ுக்கு க்கு இன் யின் வின் ை யில் வில்",
    "ur": "",
}
CASE_ENDINGS = frozenset({"", *(fold(ending) for endings in _ENDINGS.values() for ending in endings.split())})
