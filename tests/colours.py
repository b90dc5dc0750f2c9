"""How different two colours look: CIEDE2000, to eyes of the usual kind and of three kinds that tell fewer colours apart.

Formulas: Sharma, Wu and Dalal 2005 for the difference, Machado, Oliveira and Fernandes 2009 for the eyes.
"""

import numpy as np
from matplotlib.colors import to_rgba

EYES = {
    "usual": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip
WHITE = np.array([0.95047, 1.0, 1.08883])


def seen(colour, ground="#ffffff") -> tuple[float, float, float]:
    """A colour as it looks on its ground, where it is translucent."""
    *rgb, alpha = to_rgba(colour)
    red, green, blue = (
        round(alpha * part + (1 - alpha) * under, 4) for part, under in zip(rgb, to_rgba(ground)[:3], strict=True)
    )
    return red, green, blue


def light(colour) -> np.ndarray:
    """The light of a colour: red, green and blue from 0 to 1, linear."""
    rgb = np.array(to_rgba(colour)[:3])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(first, second) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    low, high = sorted(float(TO_XYZ[1] @ light(colour)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def least_difference(first, second) -> float:
    """The difference of two colours to the eyes that tell them apart least."""
    return min(difference(*(_lab(np.clip(eyes @ light(c), 0, 1)) for c in (first, second))) for eyes in EYES.values())


def _lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ rgb / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 of two colours in CIELAB."""
    lab = np.array([one, other], dtype=float)
    chroma = np.hypot(lab[:, 1], lab[:, 2]).mean() ** 7
    a = lab[:, 1] * (1.5 - 0.5 * np.sqrt(chroma / (chroma + 25**7)))
    c, h = np.hypot(a, lab[:, 2]), np.degrees(np.arctan2(lab[:, 2], a)) % 360
    turn = 0.0 if c.prod() == 0 else (h[1] - h[0] + 180) % 360 - 180
    hue = h.sum() if c.prod() == 0 else (h[0] + turn / 2) % 360
    dl, dc, dh = lab[1, 0] - lab[0, 0], c[1] - c[0], 2 * np.sqrt(c.prod()) * np.sin(np.radians(turn / 2))
    l_mean, c_mean = lab[:, 0].mean(), c.mean()

    def cos(factor: float, shift: float) -> float:
        return float(np.cos(np.radians(factor * hue + shift)))

    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.20 * cos(4, -63)
    sl = 1 + 0.015 * (l_mean - 50) ** 2 / np.sqrt(20 + (l_mean - 50) ** 2)
    sc, sh = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t
    twist = -np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * 2 * np.sqrt(c_mean**7 / (c_mean**7 + 25**7))
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + twist * dc / sc * dh / sh))
