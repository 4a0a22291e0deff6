"""The preset sources: their distributions as text, and the names of their outcomes."""

from string import ascii_uppercase

# Percent of the letters A … Z in English text: R. E. Lewand, "Cryptological Mathematics"
# (Mathematical Association of America, 2000), p. 36.
ENGLISH_SOURCE = "R. E. Lewand, *Cryptological Mathematics* (MAA, 2000), p. 36"
ENGLISH = (
    "8.167 1.492 2.782 4.253 12.702 2.228 2.015 6.094 6.966 0.153 0.772 4.025 2.406 "
    "6.749 7.507 1.929 0.095 5.987 6.327 9.056 2.758 0.978 2.360 0.150 1.974 0.074"
)

SOURCES = {
    "four outcomes": "1/2, 1/4, 1/8, 1/8",
    "fair coin": "1/2, 1/2",
    "biased coin": "0.9, 0.1",
    "die": "1 1 1 1 1 1",
    "loaded die": "1 1 1 1 1 5",
    "English letters": ENGLISH,
}

COIN, DIE = ("heads", "tails"), tuple("123456")
OUTCOMES = {
    "fair coin": COIN,
    "biased coin": COIN,
    "die": DIE,
    "loaded die": DIE,
    "English letters": tuple(ascii_uppercase),
}

LOTTERY = 1 / 13_983_816  # one of all ways to draw six of 49

EVENTS = {
    "the sky is blue": "0.99",
    "a coin shows heads": "1/2",
    "a die shows six": "1/6",
    "two dice show 12": "1/36",
    "the sky is purple": "1e-6",
    "six of 49 in the lottery": "1/13983816",
}

# Truth and model: p and q over the same outcomes. The model of the die is a fair die; that of the
# letters is a typist who hits all keys equally often.
PAIRS = {
    "four outcomes": ("1/2, 1/4, 1/8, 1/8", "1/8, 1/2, 1/4, 1/8"),
    "overconfident coin": ("1/2, 1/2", "1/10, 9/10"),
    "loaded die": ("1 1 1 1 1 5", "1 1 1 1 1 1"),
    "snow ruled out": ("0.6, 0.3, 0.1", "0.7, 0.3, 0"),
    "English letters": (ENGLISH, " ".join(["1"] * 26)),
    "q = p": ("1/2, 1/4, 1/8, 1/8", "1/2, 1/4, 1/8, 1/8"),
}
PAIR_OUTCOMES = {
    "overconfident coin": COIN,
    "loaded die": DIE,
    "snow ruled out": ("sun", "rain", "snow"),
    "English letters": tuple(ascii_uppercase),
}
