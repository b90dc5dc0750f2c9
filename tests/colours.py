"""How different two colours look, to eyes of the usual kind and of three kinds that tell fewer colours apart.

The eyes are those of Machado, Oliveira and Fernandes 2009.
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
    mixed = alpha * np.array(rgb) + (1 - alpha) * np.array(to_rgba(ground)[:3])
    return tuple(mixed.round(4).tolist())


def light(colour) -> np.ndarray:
    """The light of a colour: red, green and blue from 0 to 1, linear."""
    rgb = np.array(to_rgba(colour)[:3])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(first, second) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    low, high = sorted(float(TO_XYZ[1] @ light(colour)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def least_difference(first, second) -> float:
    """How far apart two colours lie in CIELAB for the eyes that tell them apart least."""
    return min(np.linalg.norm(_lab(eyes @ light(first)) - _lab(eyes @ light(second))) for eyes in EYES.values())


def _lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
