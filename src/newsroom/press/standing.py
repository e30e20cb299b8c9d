"""The pages of fixed words, and what they are called."""

PLAIN = {
    "about": "About this newsroom",
    "how-we-check": "How we check",
    "disclaimer": "Disclaimer",
    "follow": "Follow without being followed",
}
