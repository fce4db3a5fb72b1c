"""What is sealed of a trail: all points. Where somebody goes is sensitive personal information (PIPL art. 28)."""

from yumen_governance.registry.shape import Seal, Shape


def hidden(points: str) -> str:
	"""Return what is shown in place of points: nothing of them."""
	return "****"


SHAPE = Shape("Position Trail", seals={"whereabouts": Seal("position", hidden)})


def shape() -> Shape:
	"""Return the shape of a trail (hook `sealed_shapes`)."""
	return SHAPE
