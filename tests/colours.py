"""How different two colours look, to eyes of the usual kind and of three kinds that tell fewer colours apart."""

from coloraide import Color
from matplotlib.colors import to_hex, to_rgba

EYES = ("protan", "deutan", "tritan")


def seen(colour, ground="#ffffff") -> tuple[float, float, float]:
    """A colour as it looks on its ground, where it is translucent."""
    *rgb, alpha = to_rgba(colour)
    red, green, blue = (
        round(alpha * part + (1 - alpha) * under, 4) for part, under in zip(rgb, to_rgba(ground)[:3], strict=True)
    )
    return red, green, blue


def contrast(first, second) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    return Color(to_hex(first)).contrast(to_hex(second), method="wcag21")


def least_difference(first, second) -> float:
    """CIEDE2000 of two colours to the eyes that tell them apart least."""
    usual = [Color(to_hex(colour)) for colour in (first, second)]
    pairs = [usual, *([one.filter(eyes, 1, method="machado").clip() for one in usual] for eyes in EYES)]
    return min(one.delta_e(other, method="2000") for one, other in pairs)
